"""A document to be read: one leaf of a long one, or the whole, with what its page needs and no more.

What a leaf costs does not grow with its document, but for the list of paragraphs (numbers alone) and the
outline. A leaf begins where a section does, unless a section alone is longer than a leaf:

    >>> starts([100, 100, 100, 20]), starts([700])
    ([0, 200], [0, 150, 300, 450])
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Text, cast, exists, select

from search.catalogue.database import chunks
from search.catalogue.rows import mention_of, note_of, reference_of
from search.catalogue.schema import MENTIONS, NOTES, PASSAGES, REFERENCES, SECTIONS
from search.catalogue.stored_documents import document_row, summary_of
from search.catalogue.stored_passages import read_passages
from search.catalogue.stored_sources import read_sources
from search.document import NoteReference, Section
from search.holdings import FIRST_LEAF, LONGEST_LEAF, Heading, Leaf, LeafSection, Place, Uncalled
from search.passages import Work, cite, named


class _Line(NamedTuple):
    """A paragraph by what places it."""

    number: int
    section_id: str
    paragraph_id: str


def starts(counts: Sequence[int]) -> list[int]:
    """Where leaves begin, as positions of paragraphs, in a document whose sections have so many each."""
    found, at = [0], 0
    for count in counts:
        end = at + count
        while end - found[-1] > LONGEST_LEAF:
            found.append(at if at - found[-1] >= FIRST_LEAF else found[-1] + FIRST_LEAF)
        at = end
    return found


def read_leaf(connection: Connection, document_id: str, at: int | str | None, whole: bool) -> Leaf:
    """The leaf on which a paragraph (by number) stands, or a section or note (by id); the first without.

    Raises:
        NotFound: there is no such document.
    """
    row = document_row(connection, document_id)
    lines = _lines(connection, document_id)
    sections = _sections(connection, document_id)
    bounds = [*([0] if whole else starts(_counts(sections, lines))), len(lines)]
    place = _position(connection, document_id, at, sections, lines)
    number = max((n for n, low in enumerate(bounds[:-1]) if low <= place), default=0)
    low, high = bounds[number], bounds[number + 1]
    parts = _parts(connection, document_id, sections, lines, (low, high))
    notes = {one.note_id for part in parts for passage in part.passages for one in passage.references}
    is_last = number == len(bounds) - 2
    inner = _marks_in_notes(connection, document_id)
    return Leaf(
        document=summary_of(row),
        url=row["url"],
        sections=parts,
        outline=_outline(sections, lines),
        number=number + 1,
        total=len(bounds) - 1,
        previous=lines[bounds[number - 1]].number if number else None,
        next=None if is_last else lines[high].number,
        marks=_marks(connection, document_id, filter(None, notes)),
        marks_in_notes=inner,
        uncalled=_uncalled(connection, document_id) if is_last else (),
    )


def _lines(connection: Connection, document_id: str) -> list[_Line]:
    question = select(PASSAGES.c.number, PASSAGES.c.section_id, PASSAGES.c.paragraph_id)
    of_document = question.where(PASSAGES.c.document_id == document_id).order_by(PASSAGES.c.position)
    return [_Line(*row) for row in connection.execute(of_document)]


def places(connection: Connection, document_id: str, passage_ids: Iterable[str]) -> tuple[Place, ...]:
    """Passages of a document by number and anchor, in reading order."""
    wanted = set(passage_ids)
    return tuple(
        Place(line.number, line.paragraph_id)
        for line in _lines(connection, document_id)
        if f"{document_id}.{line.paragraph_id}" in wanted
    )


def _sections(connection: Connection, document_id: str) -> list[Section]:
    columns = SECTIONS.c["id", "number", "title", "level", "page"]
    question = select(*columns).where(SECTIONS.c.document_id == document_id).order_by(SECTIONS.c.position)
    return [Section(*row) for row in connection.execute(question)]


def _counts(sections: Sequence[Section], lines: Sequence[_Line]) -> list[int]:
    counted = dict.fromkeys((section.id for section in sections), 0)
    for line in lines:
        counted[line.section_id] += 1
    return list(counted.values())


def _outline(sections: Sequence[Section], lines: Sequence[_Line]) -> tuple[Heading, ...]:
    first: dict[str, int] = {}
    for line in lines:
        first.setdefault(line.section_id, line.number)
    return tuple(Heading(section, first.get(section.id)) for section in sections if section.title)


def _position(
    connection: Connection,
    document_id: str,
    at: int | str | None,
    sections: Sequence[Section],
    lines: Sequence[_Line],
) -> int:
    """The position of the paragraph that is meant; the last for a note that nothing calls."""
    if at is None:
        return 0
    if isinstance(at, int):
        return max((place for place, line in enumerate(lines) if line.number <= at), default=0)
    order = {section.id: place for place, section in enumerate(sections)}
    if at in order:
        beyond = (place for place, line in enumerate(lines) if order[line.section_id] >= order[at])
        return next(beyond, max(len(lines) - 1, 0))
    names = {line.paragraph_id: place for place, line in enumerate(lines)}
    if at in names:
        return names[at]
    [called, *_] = _marks(connection, document_id, [at]).get(at, ()) or (None,)
    is_note = called is None and at in _labels(connection, document_id, [at])
    if called is None:
        return len(lines) - 1 if is_note and lines else 0
    return next(place for place, line in enumerate(lines) if line.number == called.number)


def _parts(
    connection: Connection,
    document_id: str,
    sections: Sequence[Section],
    lines: Sequence[_Line],
    bounds: tuple[int, int],
) -> tuple[LeafSection, ...]:
    low, high = bounds
    ids = [f"{document_id}.{line.paragraph_id}" for line in lines[low:high]]
    held: dict[str, list[str]] = {}
    for line, passage_id in zip(lines[low:high], ids, strict=True):
        held.setdefault(line.section_id, []).append(passage_id)
    passages = read_passages(connection, ids)
    order = {section.id: place for place, section in enumerate(sections)}
    begun = lines[low - 1].section_id if low else None
    # a heading without a paragraph goes with what follows it
    first = order[begun] + (begun != lines[low].section_id) if begun else 0
    last = order[lines[high - 1].section_id] + 1 if high < len(lines) else len(sections)
    return tuple(
        LeafSection(
            section,
            tuple(passages[one] for one in held.get(section.id, ()) if one in passages),
            section.id == begun,
        )
        for section in sections[first:last]
    )


# --- notes and their marks -------------------------------------------------------------------------------


def _marks(connection: Connection, document_id: str, notes: Iterable[str]) -> dict[str, tuple[Place, ...]]:
    """For each note all marks of the document that call it, in reading order."""
    found: dict[str, list[Place]] = {}
    for chunk in chunks(notes):
        question = (
            select(REFERENCES.c.note_id, PASSAGES.c.number, PASSAGES.c.paragraph_id, REFERENCES.c.position)
            .join(PASSAGES, PASSAGES.c.id == REFERENCES.c.passage_id)
            .where(REFERENCES.c.document_id == document_id)
            .where(REFERENCES.c.note_id.in_(chunk))
            .order_by(PASSAGES.c.position, REFERENCES.c.position)
        )
        for note_id, number, paragraph_id, position in connection.execute(question):
            found.setdefault(note_id, []).append(Place(number, f"{paragraph_id}m{position + 1}"))
    return {note_id: tuple(calls) for note_id, calls in found.items()}


def _marks_in_notes(connection: Connection, document_id: str) -> dict[str, tuple[NoteReference, ...]]:
    """The marks that stand inside notes, by the note that holds them: few documents have any."""
    question = select(NOTES.c.id, NOTES.c.references).where(
        NOTES.c.document_id == document_id, cast(NOTES.c.references, Text) != "[]"
    )
    return {row.id: tuple(map(reference_of, row.references)) for row in connection.execute(question)}


def _uncalled(connection: Connection, document_id: str) -> tuple[Uncalled, ...]:
    """The notes that no mark in the text calls, with what they cite."""
    called = exists().where(
        REFERENCES.c.document_id == NOTES.c.document_id, REFERENCES.c.note_id == NOTES.c.id
    )
    question = select(NOTES).where(NOTES.c.document_id == document_id, ~called).order_by(NOTES.c.position)
    notes = [note_of(row) for row in connection.execute(question).mappings()]
    works = _works(connection, document_id, [note.id for note in notes])
    return tuple(
        Uncalled(note, tuple(cite(NoteReference(note.label, 0, note.id), note.text, works.get(note.id, ()))))
        for note in notes
    )


def _works(connection: Connection, document_id: str, notes: Sequence[str]) -> Mapping[str, list[Work]]:
    found: dict[str, list[Work]] = {}
    for chunk in chunks(notes):
        question = select(MENTIONS).where(
            MENTIONS.c.document_id == document_id, MENTIONS.c.note_id.in_(chunk)
        )
        rows = connection.execute(question.order_by(MENTIONS.c.position)).mappings()
        mentions = [mention_of(row) for row in rows]
        sources = read_sources(connection, {one.source_id for one in mentions if one.source_id})
        labels = _labels(connection, document_id, {one for each in mentions for one in each.antecedents})
        for one in mentions:
            work = Work(one, sources.get(one.source_id or ""), named(one.antecedents, labels))
            found.setdefault(one.note_id, []).append(work)
    return found


def _labels(connection: Connection, document_id: str, notes: Iterable[str]) -> dict[str, str]:
    question = select(NOTES.c.id, NOTES.c.label).where(
        NOTES.c.document_id == document_id, NOTES.c.id.in_(sorted(notes))
    )
    return {row.id: row.label for row in connection.execute(question)}
