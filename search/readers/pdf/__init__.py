"""The reader for PDF.

Comes in: the bytes of a `.pdf` file. Goes out: a Document. The steps, each a module:

    bytes -loops, pdfium, legible, relettered, annotations-> characters, rules, links
    characters -segments, columns, lines, furniture, reading-> lines in reading order
    lines -feet, rules, foot_notes, lists, list_calls-> body and notes
    body, notes -labels, calling-> marks and the notes that they call
    body -paragraphs, running-> headings and paragraphs

Conventions known: superscript marks (smaller and raised, or raised by their font) and marks in brackets;
notes at the foot of a page or column, under a rule or told by their size, with those that run on to the next
page; notes in the margin; endnotes after a chapter or at the end; numbered lists of works; signs (* † ‡);
link annotations from a mark to its note. Text that is invisible, rotated or outside the page is left out; a
file of mere pictures is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from search.document import Document, Problem, ProblemKind
from search.readers import bullets
from search.readers.building import Builder, Mark
from search.readers.pdf.calling import Called, Notes, find_calls, unanswered
from search.readers.pdf.feet import Feet, split_feet
from search.readers.pdf.list_calls import NoteList
from search.readers.pdf.lists import find_lists
from search.readers.pdf.metadata import authors_of, language_of, largest, title_of
from search.readers.pdf.paragraphs import Block, blocks
from search.readers.pdf.pdfium import open_file
from search.readers.pdf.reading import Reading, read_columns
from search.readers.pdf.running import Insert, Running, running, without_back_links
from search.readers.pdf.shapes import Line, RawNote
from search.readers.text import pages
from search.readers.text.joining import Words, vocabulary
from search.settings import Limits

__all__ = ["read"]

_UNREADABLE = Problem(
    ProblemKind.UNREADABLE_TEXT,
    "The fonts of the file name other letters than they print; run OCR on it anew, for example: "
    "ocrmypdf --force-ocr in.pdf out.pdf",
)
_DIVIDED = re.compile(r"([^\W\d_]{2,})-$")
_REST = re.compile(r"[^\W\d_A-Z]{2,}")


def read(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """Reads a PDF.

    Raises:
        ReadError: encrypted, damaged, without a text layer, or beyond a limit.
    """
    file = open_file(data, name, limits or Limits())
    reading = read_columns(file)
    feet = split_feet(reading.columns)
    answered = frozenset(note.label for note in feet.notes if note.label.isdecimal())
    lists = find_lists(feet.body, answered)
    notes = Notes(feet.notes, lists)
    called = find_calls(feet.body, notes)
    for index, mark in unanswered(feet.body, called):
        missing = Called(mark.start, mark.end, tuple((label, None) for label in mark.labels))
        called[index] = sorted([*called.get(index, []), missing], key=lambda c: c.start)
    words = _vocabulary(reading)
    builder = Builder()
    title = _add_body(builder, feet, lists, called, reading, words)
    _add_notes(builder, notes, reading, words)
    return builder.document(
        data,
        name,
        "pdf",
        title=title_of(file) or title,
        authors=authors_of(file),
        language=language_of(file),
        convention=_convention(feet, lists),
        problems=() if file.is_told else (_UNREADABLE,),
    )


def _vocabulary(reading: Reading) -> Words:
    """The document's words; a single one that is known to be divided tells that a typesetter divides them."""
    lines = [line for column in reading.columns for line in column.lines]
    words = vocabulary([pages.Line(line.text, number) for number, line in enumerate(lines)])
    return replace(words, divides=words.divides or _divides(lines, words))


def _divides(lines: Sequence[Line], words: Words) -> bool:
    divided = compound = 0
    for before, line in pairwise(lines):
        first, second = _DIVIDED.search(before.text), _REST.match(line.text)
        if first and second:
            halves = first[1].lower(), second[0]
            divided += "".join(halves) in words.known
            compound += "-".join(halves) in words.known
    return divided > 2 * compound


def _add_body(
    builder: Builder,
    feet: Feet,
    lists: Sequence[NoteList],
    called: dict[int, list[Called]],
    reading: Reading,
    words: Words,
) -> str:
    """Adds headings and paragraphs; the document's largest first text comes back as its title."""
    listed = {index for entry in lists for index in range(entry.start, entry.end)}
    kept = [index for index in range(len(feet.body)) if index not in listed]
    lines = [feet.body[index] for index in kept]
    large = largest(lines)
    title: list[str] = []
    pieces = [(block, _running(lines, kept, block, called, words)) for block in blocks(lines, feet.size)]
    pieces = [(block, text) for block, text in pieces if text.text]
    printed = bullets.lengths(["" if block.level else text.text for block, text in pieces])
    for (block, text), bullet in zip(pieces, printed, strict=True):
        page = reading.numbers.get(lines[block.indexes[0]].page)
        marks = tuple(_marks(text, lines, block, reading, bullet))
        if large.issuperset(block.indexes):
            title.append(text.text)
        if block.level:
            builder.heading(text.text, block.level, page, marks)
        else:
            builder.paragraph(text.text[bullet:], marks, page)
    return " ".join(title)


def _running(
    lines: Sequence[Line], kept: Sequence[int], block: Block, called: dict[int, list[Called]], words: Words
) -> Running:
    inserts: list[Insert] = [
        (place, mark.start, mark.end, mark)
        for place, index in enumerate(block.indexes)
        for mark in called.get(kept[index], [])
    ]
    return running([lines[index] for index in block.indexes], inserts, words)


def _marks(
    text: Running, lines: Sequence[Line], block: Block, reading: Reading, bullet: int
) -> Iterator[Mark]:
    for offset, place, mark in text.marks:
        page = reading.numbers.get(lines[block.indexes[place]].page)
        for label, key in mark.labels:
            yield Mark(label, max(0, offset - bullet), key, page)


def _add_notes(builder: Builder, notes: Notes, reading: Reading, words: Words) -> None:
    for key, note in enumerate(notes.all):
        text = without_back_links(
            running([line for line in note.lines if line.text], _inner(note, notes), words)
        )
        marks = [
            Mark(label, at, None if inner is None else inner + len(notes.feet))
            for at, _, mark in text.marks
            for label, inner in mark.labels
        ]
        page = reading.numbers.get(note.page)
        builder.note(key, note.label, text.text, marks, page, text.breaks, text.links)


def _inner(note: RawNote, notes: Notes) -> Iterator[Insert]:
    """Marks in a note's text that link to another note."""
    lines = [line for line in note.lines if line.text]
    for place, marks in find_calls(lines, Notes((), notes.lists)).items():
        for mark in marks:
            yield place, mark.start, mark.end, mark


def _convention(feet: Feet, lists: Sequence[NoteList]) -> str:
    found = []
    if feet.notes:
        how = "under a rule" if feet.ruled else "told by their size"
        found.append(f"notes at the foot of the page, {how}, labelled like “{feet.notes[0].label}”")
    if lists:
        where = "under a heading" if any(entry.headed for entry in lists) else "at the end"
        found.append(f"a numbered list {where}, labelled like “{lists[0].style}”")
    return "; ".join(found) or "no notes found"
