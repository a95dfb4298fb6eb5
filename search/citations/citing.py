"""Document in, Bibliography out: each step of `search.citations` in its turn, note by note.

>>> note = Note("note-1", "1", "Trade [Electronic resource]. - 2021. - URL: https://export.by/a")
>>> find_citations(Document("d", "D", "text", "0" * 64, notes=(note,))).sources[0].title
'Trade'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from search.citations.days import iso_day
from search.citations.find import mask, spans, unmasked
from search.citations.identifiers import identifiers
from search.citations.lost_hyphens import LineEnds, doubted, line_ends
from search.citations.memory import Antecedent, Memory
from search.citations.ownership import links_of
from search.citations.parse import parse
from search.citations.pieces import moved, pieces
from search.citations.reference import LINK, Reference
from search.citations.resolve import resolve, the_work_named_again, with_its_author
from search.citations.roles import asides, is_aside
from search.citations.shelf import Shelf
from search.citations.short_forms import is_short_form
from search.citations.source_ids import source_id
from search.citations.urls import find_links, is_web, registered_domain
from search.document import Bibliography, Document, Link, Mention, Note, Problem, ProblemKind, Source, Status


def find_citations(document: Document) -> Bibliography:
    """What the notes of a document cite: mentions in the order of the notes, sources merged, and problems."""
    shelf = Shelf()
    memory = Memory(shelf.__getitem__, shelf.final)
    ends = line_ends(document)
    pages = asides(target for note in document.notes for _, _, target in note.links)
    mentions: list[Mention] = []
    before: Note | None = None
    for note in document.notes:
        memory.gap = before is not None and not _follows(before, note)
        for start, piece in pieces(note):
            mentions.extend(moved(mention, start) for mention in _mentions(piece, ends, pages, shelf, memory))
        memory.close_note()
        memory.labels.setdefault(note.label, []).append(note.id)
        before = note
    mentions = [_settled(mention, shelf) for mention in mentions]
    labels = {note.id: note.label for note in document.notes}
    problems = (*_of_mentions(mentions, labels), *_of_sources(shelf, mentions))
    return Bibliography(tuple(mentions), shelf.sources(), problems)


def _settled(mention: Mention, shelf: Shelf) -> Mention:
    """A mention with the id under which its source stands in the end."""
    final = mention.source_id and shelf.final(mention.source_id)
    return mention if final == mention.source_id else replace(mention, source_id=final)


def _follows(before: Note, note: Note) -> bool:
    """Whether no note is missing between the two, as far as labels tell: 12 follows 11, 1 may follow any."""
    if not (before.label.isdecimal() and note.label.isdecimal()):
        return True
    return int(note.label) in (1, int(before.label) + 1)


# --- mentions --------------------------------------------------------------------------------------------


def _mentions(
    note: Note, ends: LineEnds, pages: frozenset[str], shelf: Shelf, memory: Memory
) -> Iterator[Mention]:
    links = doubted(note, find_links(note), ends)
    masked = mask(note.text, links)
    links = tuple(link for link in links if link.start not in masked.anchors or not is_aside(link.url, pages))
    for start, end in spans(note.text, links):
        own = links_of(note.text, start, end, links)
        text = unmasked(masked.text[start:end])
        antecedent = resolve(text.replace(LINK, "").strip(), memory) if _may_be_short(text, own) else None
        reference = None if antecedent else _read(text, own, memory)
        if reference and not own and not identifiers(text):
            antecedent = the_work_named_again(reference, memory)
        if reference and antecedent is None:
            yield _work(note, (start, end), text, own, reference, shelf, memory)
        elif antecedent:
            yield _short_form(note, (start, end), antecedent, own, memory)


def _may_be_short(text: str, links: tuple[Link, ...]) -> bool:
    """A link or an identifier names a work, but "ibid." may stand on a link to its page."""
    return not (links or identifiers(text)) or is_short_form(text.replace(LINK, "").strip())


def _read(text: str, links: tuple[Link, ...], memory: Memory) -> Reference:
    return parse(with_its_author(text.strip(), memory), has_link=any(is_web(link.url) for link in links))


def _work(
    note: Note,
    span: tuple[int, int],
    text: str,
    links: tuple[Link, ...],
    reference: Reference,
    shelf: Shelf,
    memory: Memory,
) -> Mention:
    text = with_its_author(text.strip(), memory)
    found = shelf.add(_source(reference, note.text[span[0] : span[1]], text, links))
    memory.remember(note.id, found)
    return Mention(note.id, *span, found, reference.locator, links)


def _source(reference: Reference, printed: str, text: str, links: tuple[Link, ...]) -> Source:
    """A reference as a source: its fields, its identifiers, and the first URL that can be opened."""
    link = next((link for link in links if is_web(link.url) or link.truncated), None)
    url = link.url if link else None
    urls = " ".join(item.url for item in links)
    source = Source(
        id="",
        type=reference.type,
        title=reference.title or url or printed.strip(),
        authors=reference.authors,
        year=reference.year,
        container=reference.container,
        publisher=reference.publisher,
        place=reference.place,
        url=url,
        domain=registered_domain(url) if url else None,
        status=link.status if link else Status.NO_URL,
        identifiers=identifiers(f"{text} {urls}"),
        text=printed.strip(),
        accessed=_day(links),
        archived_url=next((item.url for item in links if item.archived and not item.truncated), None),
        volume=reference.volume,
        issue=reference.issue,
        pages=reference.pages,
        edition=reference.edition,
    )
    return replace(source, id=source_id(source))


def _day(links: tuple[Link, ...]) -> str | None:
    printed = next((link.accessed for link in links if link.accessed), None)
    return (iso_day(printed) or printed) if printed else None


def _short_form(
    note: Note, span: tuple[int, int], antecedent: Antecedent, links: tuple[Link, ...], memory: Memory
) -> Mention:
    memory.remember(note.id, antecedent.source_id, antecedent.notes)
    return Mention(note.id, *span, antecedent.source_id, antecedent.locator, links, antecedent.notes)


# --- problems --------------------------------------------------------------------------------------------


def _of_mentions(mentions: list[Mention], labels: dict[str, str]) -> Iterator[Problem]:
    for mention in mentions:
        label = labels[mention.note_id]
        for link in mention.links:
            yield from _of_link(link, label, mention.note_id)
        if mention.source_id is None:
            named = ", ".join(dict.fromkeys(labels[note] for note in mention.antecedents))
            which = f"it could stand for a work of note {named}" if named else "no work before it fits"
            message = f"Note {label} refers back in a short form that is not certain: {which}."
            candidates = tuple(dict.fromkeys(mention.antecedents))
            yield Problem(
                ProblemKind.AMBIGUOUS_SHORT_FORM, message, note=mention.note_id, candidates=candidates
            )


def _of_link(link: Link, label: str, note_id: str) -> Iterator[Problem]:
    if link.truncated:
        message = f"The URL of note {label} is cut off in the document: {link.url}"
        kind = ProblemKind.TRUNCATED_URL
    elif link.repairs:
        message = f"The URL of note {label} was rebuilt ({', '.join(link.repairs)}): {link.url}"
        kind = ProblemKind.REPAIRED_URL
    else:
        return
    yield Problem(kind, message, note=note_id, url=link.url, printed_url=link.printed, repairs=link.repairs)


def _of_sources(shelf: Shelf, mentions: list[Mention]) -> Iterator[Problem]:
    citing: dict[str | None, str] = {}  # the first note that cites a source
    for item in mentions:
        citing.setdefault(item.source_id, item.note_id)
    for first, second, reason in shelf.conflicts:
        both = shelf.final(first), shelf.final(second)
        if both[0] == both[1]:
            continue
        note = citing.get(both[0])
        message = f"“{shelf[first].title}” is cited twice as it seems, but {reason}: the two are kept apart."
        yield Problem(ProblemKind.CONFLICTING_SOURCES, message, note=note, sources=both[::-1])
