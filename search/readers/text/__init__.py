"""The reader for plain text, above all text taken out of a PDF.

Comes in: the bytes of a `.txt` file. Goes out: a Document with sections, paragraphs, note references and
notes, unlinked. The steps, each a module that lists the conventions it knows:

    bytes -decode-> text -pages-> lines -note_blocks-> body lines and notes
    body lines -paragraphs, joining-> running text -marks-> text and note references

    >>> document = read(b"THE TRIAL\\n\\nHe denied it.[1]\\n\\nNotes\\n\\n[1] Smith, p. 5.\\n", "trial.txt")
    >>> document.title, [note.text for note in document.notes]
    ('THE TRIAL', ['Smith, p. 5.'])
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from search.document import Document, Note, NoteReference, Paragraph, Problem, ProblemKind, Section
from search.errors import ReadError
from search.readers.building import note_ids, slug
from search.readers.decode import decode
from search.readers.text.calls import Call, calls
from search.readers.text.furniture import Pagination, paginate
from search.readers.text.gutenberg import unwrap
from search.readers.text.joining import Joined, Words, join, vocabulary
from search.readers.text.marks import Marked, Running, find_marks
from search.readers.text.note_blocks import Blocks, RawNote, split_notes
from search.readers.text.pages import read_lines
from search.readers.text.paragraphs import Block, blocks

_Piece: TypeAlias = tuple[Block, Joined]


def read(data: bytes, name: str) -> Document:
    """Reads a text.

    Raises:
        ReadError: empty, binary, in no known encoding, or nothing but notes and page numbers.
    """
    unwrapped = unwrap(decode(data, name))
    pagination = paginate(read_lines(unwrapped.text))
    split = split_notes(pagination.lines)
    words = vocabulary(pagination.lines)
    pieces = [(block, join(block.lines, words)) for block in blocks(split.body)]
    if not any(block.level == 0 for block, _ in pieces):
        raise ReadError(name, "holds no paragraph of text; there is nothing to index")
    notes = _notes([note for note in split.notes if note.label], pagination, words)
    sections = _sections(pieces, _marked(pieces, split), pagination)
    headings = (section.title for section in sections if section.title)
    return Document(
        id=slug(Path(name).stem),
        title=unwrapped.title or next(headings, Path(name).stem),
        format="text",
        sha256=hashlib.sha256(data).hexdigest(),
        sections=sections,
        notes=notes,
        authors=unwrapped.authors,
        convention=_convention(split),
        problems=tuple(_fragment(note, pagination, words) for note in split.notes if not note.label),
    )


def _marked(pieces: Sequence[_Piece], split: Blocks) -> list[Marked]:
    """Every heading and paragraph without its marks, which know their notes where the place tells."""
    running = []
    page = -1
    for block, joined in pieces:
        fresh = [0] if block.level else []
        for offset, begins in joined.pages:
            if begins != page:
                fresh.append(offset)
                page = begins
        running.append(Running(joined.text, tuple(fresh)))
    labelled = [note for note in split.notes if note.label]
    marked = find_marks(running, [note.label for note in labelled], split.style)
    answers = iter(calls(list(_calls(pieces, marked)), labelled, split.place))
    ids = note_ids([note.label for note in labelled])
    return [_answered(text, [next(answers) for _ in text.references], ids) for text in marked]


def _calls(pieces: Sequence[_Piece], marked: Sequence[Marked]) -> Iterator[Call]:
    section = ""
    for (block, joined), text in zip(pieces, marked, strict=True):
        section = text.text if block.level else section
        for reference, stood in zip(text.references, text.stood, strict=True):
            yield Call(reference.label, block.lines[joined.line(stood)].number, section)


def _answered(text: Marked, answers: Sequence[int | None], ids: Sequence[str]) -> Marked:
    references = (
        reference if index is None else replace(reference, note_id=ids[index])
        for reference, index in zip(text.references, answers, strict=True)
    )
    return replace(text, references=tuple(references))


def _sections(
    pieces: Sequence[_Piece], marked: Sequence[Marked], pagination: Pagination
) -> tuple[Section, ...]:
    """Headings open sections; the marks of a heading go to the first paragraph under it."""
    sections: list[Section] = []
    paragraphs: list[list[Paragraph]] = []
    pending: tuple[NoteReference, ...] = ()
    number = 0
    for (block, joined), text in zip(pieces, marked, strict=True):
        page = pagination.printed(block.lines[0].page)
        references = tuple(
            replace(reference, page=pagination.printed(joined.page(stood)))
            for reference, stood in zip(text.references, text.stood, strict=True)
        )
        if block.level or not sections:
            title = text.text if block.level else ""
            index = len(sections) + 1
            sections.append(Section(f"s{index}", index, title, block.level or 1, page))
            paragraphs.append([])
        if block.level:
            pending += tuple(replace(reference, offset=0) for reference in references)
            continue
        number += 1
        paragraphs[-1].append(Paragraph(f"p{number}", number, text.text, page, pending + references))
        pending = ()
    return tuple(replace(s, paragraphs=tuple(own)) for s, own in zip(sections, paragraphs, strict=True))


# --- notes -----------------------------------------------------------------------------------------------


def _notes(raw: Sequence[RawNote], pagination: Pagination, words: Words) -> tuple[Note, ...]:
    notes = []
    for identity, note in zip(note_ids([note.label for note in raw]), raw, strict=True):
        joined = join(note.lines, words)
        page = pagination.printed(note.page)
        notes.append(Note(identity, note.label, joined.text, page, line_breaks=joined.breaks))
    return tuple(notes)


def _fragment(note: RawNote, pagination: Pagination, words: Words) -> Problem:
    page = pagination.printed(note.page)
    where = f" on page {page}" if page else ""
    text = join(note.lines, words).text
    return Problem(ProblemKind.NOTE_FRAGMENT, f"Part of a note{where} whose beginning was lost: “{text}”")


def _convention(split: Blocks) -> str:
    if not split.notes:
        return "no notes found"
    return f"notes {split.place}, labelled like “{split.style}”"
