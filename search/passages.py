"""A document and its bibliography in, passages out: the unit of search.

A passage is a paragraph with where it stands and what it rests on: one citation for each note reference and
each work that its note names.

    >>> from search.document import NoteReference, Paragraph, Section
    >>> paragraph = Paragraph("p1", 1, "He denied it.", references=(NoteReference("7", 13),))
    >>> section = Section("s1", 1, "", paragraphs=(paragraph,))
    >>> [passage] = passages(Document("letter", "Letter", "text", "", (section,)), Bibliography())
    >>> passage.id, passage.citations[0].status.value
    ('letter.p1', 'missing')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search.document import (
    Bibliography,
    Citation,
    Document,
    Mention,
    NoteName,
    NoteReference,
    Paragraph,
    Passage,
    Section,
    Source,
    Status,
)


class Work(NamedTuple):
    """A work as a note names it; `antecedents` are those of its mention, with their labels."""

    mention: Mention
    source: Source | None = None
    antecedents: tuple[NoteName, ...] = ()


def passages(document: Document, bibliography: Bibliography) -> tuple[Passage, ...]:
    """Every paragraph of a linked document as a passage, in reading order."""
    texts = {note.id: note.text for note in document.notes}
    works = works_by_note(document, bibliography)
    return tuple(
        _passage(document, section, paragraph, tuple(_citations(paragraph, texts, works)))
        for section in document.sections
        for paragraph in section.paragraphs
    )


def works_by_note(document: Document, bibliography: Bibliography) -> dict[str, list[Work]]:
    """Note id -> the works that the note names, in its order."""
    sources = {source.id: source for source in bibliography.sources}
    labels = {note.id: note.label for note in document.notes}
    works: dict[str, list[Work]] = {}
    for mention in bibliography.mentions:
        work = Work(mention, sources.get(mention.source_id or ""), named(mention.antecedents, labels))
        works.setdefault(mention.note_id, []).append(work)
    return works


def named(note_ids: Iterable[str], labels: Mapping[str, str]) -> tuple[NoteName, ...]:
    """Notes with their labels."""
    return tuple(NoteName(note_id, labels.get(note_id, note_id)) for note_id in note_ids)


def cite(reference: NoteReference, note_text: str | None, works: Sequence[Work]) -> list[Citation]:
    """One note reference as citations: one for each work that its note names.

    A note that names no work is one citation without a source; a missing one (`note_text` is None) is one
    with status MISSING.
    """
    if note_text is None:
        return [Citation(reference.label, None, reference.offset, Status.MISSING)]
    if not works:
        return [Citation(reference.label, reference.note_id, reference.offset, Status.NO_URL, note_text)]
    return [citation(reference, note_text, work) for work in works]


def citation(reference: NoteReference, note_text: str, work: Work) -> Citation:
    """One note reference with one work. A mention without a URL of its own ("ibid.") has its source's."""
    mention, source, antecedents = work
    link = mention.links[0] if mention.links else None
    borrowed = source if link is None else None
    return Citation(
        note=reference.label,
        note_id=reference.note_id,
        offset=reference.offset,
        status=borrowed.status if borrowed else mention.status,
        text=note_text,
        url=link.url if link else (borrowed.url if borrowed else None),
        printed_url=link.printed if link else None,
        repairs=link.repairs if link else (),
        source=source,
        locator=mention.locator,
        accessed=mention.accessed,
        archived_url=mention.archived_url,
        antecedents=antecedents,
    )


def _citations(
    paragraph: Paragraph, texts: Mapping[str, str], works: Mapping[str, Sequence[Work]]
) -> Iterator[Citation]:
    for reference in paragraph.references:
        note_id = reference.note_id or ""
        yield from cite(reference, texts.get(note_id), works.get(note_id, ()))


def _passage(
    document: Document, section: Section, paragraph: Paragraph, citations: tuple[Citation, ...]
) -> Passage:
    return Passage(
        id=f"{document.id}.{paragraph.id}",
        document_id=document.id,
        document_title=document.title,
        section_number=section.number,
        section_title=section.title,
        number=paragraph.number,
        text=paragraph.text,
        page=paragraph.page,
        opens_section=paragraph is section.paragraphs[0],
        references=paragraph.references,
        citations=citations,
    )
