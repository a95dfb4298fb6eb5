"""The reader for plain text, above all text taken out of a PDF.

Comes in: the bytes of a `.txt` file. Goes out: a Document with sections, paragraphs, note references and
notes, unlinked. The steps, each a module that lists the conventions it knows:

    bytes -decode-> text -pages, roman-> lines -note_blocks-> body lines and notes
    body lines -paragraphs, joining-> running text -marks-> text and note references

    >>> document = read(b"THE TRIAL\\n\\nHe denied it.[1]\\n\\nNotes\\n\\n[1] Smith, p. 5.\\n", "trial.txt")
    >>> document.title, [note.text for note in document.notes]
    ('THE TRIAL', ['Smith, p. 5.'])
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

from search.document import Document, Problem, ProblemKind
from search.readers import bullets
from search.readers.building import Builder, Mark
from search.readers.decode import decode
from search.readers.ligatures import restored
from search.readers.text.calls import Call, calls, territories
from search.readers.text.columns import unwoven
from search.readers.text.contents import entries
from search.readers.text.conviction import is_convincing
from search.readers.text.furniture import Pagination, paginate, without_returns
from search.readers.text.gutenberg import Unwrapped, unwrap
from search.readers.text.joining import Joined, Words, join, vocabulary
from search.readers.text.lone_labels import with_labels
from search.readers.text.marks import Marked, Running, marks_of, taken_out
from search.readers.text.notations import unified
from search.readers.text.note_blocks import LISTS, Blocks, RawNote, ranked_splits
from search.readers.text.pages import Line, read_lines
from search.readers.text.paragraphs import Block, blocks
from search.readers.text.raised import woven
from search.readers.text.roman import in_figures, numeral
from search.readers.text.run_on import parted
from search.readers.text.stacked_labels import unstacked
from search.readers.text.taking_out import Mark as Found
from search.settings import Limits

_Piece: TypeAlias = tuple[Block, Joined]
_Systems: TypeAlias = tuple[Blocks, ...]  # each found in what those before it leave as body
_Key: TypeAlias = tuple[int, int]  # a note: its system, and its place among the notes of it
_SYSTEMS = 2  # footnotes, and a list of works that are called otherwise


def read(data: bytes, name: str, _: Limits | None = None) -> Document:
    """Reads a text.

    Raises:
        ReadError: empty, binary, in no known encoding, or nothing but notes and page numbers.
    """
    unwrapped = unwrap(decode(data, name))
    lines = read_lines(unified(woven(restored(without_returns(unwrapped.text)))))
    document = _read(data, name, unwrapped, lines)
    roman = in_figures(lines)
    if roman is None:
        return document
    return max(document, _read(data, name, unwrapped, roman, True), key=lambda read: len(read.notes))


def _read(data: bytes, name: str, unwrapped: Unwrapped, printed: list[Line], roman: bool = False) -> Document:
    """The document, by the first rule for the place of notes that convinces."""
    pagination = unwoven(paginate(printed))
    lines = with_labels(unstacked(parted(pagination.lines)))
    text = _Text(data, name, unwrapped, pagination, vocabulary(lines), roman)
    document: Document | None = None
    systems: _Systems = ()
    while len(systems) < (1 if roman else _SYSTEMS) and (found := _with_next(text, lines, systems)):
        document, systems = found
    return document or _document(text, (Blocks(tuple(lines)),))[0]


@dataclass(frozen=True, slots=True)
class _Text:
    """A file and what is known of it before its notes are; `roman` where its labels were i, ii, iii."""

    data: bytes
    name: str
    unwrapped: Unwrapped
    pagination: Pagination
    words: Words
    roman: bool = False

    def label(self, label: str) -> str:
        """A label as it is printed."""
        return numeral(int(label)) if self.roman and label.isdecimal() else label


def _with_next(text: _Text, lines: Sequence[Line], systems: _Systems) -> tuple[Document, _Systems] | None:
    """The document with one more system of notes, found in what the others leave as body."""
    for split in ranked_splits(systems[-1].body if systems else lines):
        more = (*systems, split)
        document, marked = _document(text, more)
        if is_convincing(split, document, marked, len(systems)):
            return document, more
    return None


def _document(text: _Text, systems: _Systems) -> tuple[Document, Sequence[Marked]]:
    """The document, if its notes stand where these splits have them, and what its marks looked like."""
    body = systems[-1].body
    labelled = [[note for note in split.notes if note.label] for split in systems]
    pieces = [(block, join(block.lines, text.words)) for block in blocks(body)]
    marked = _marked(pieces, labelled, systems, entries(body))
    builder = Builder()
    _add_body(builder, pieces, marked, _answers(pieces, marked, labelled, systems), text)
    for system, notes in enumerate(labelled):
        for key, note in enumerate(notes):
            joined = join(note.lines, text.words)
            page = text.pagination.printed(note.page)
            builder.note(
                (system, key),
                text.label(note.label),
                joined.text,
                page=page,
                line_breaks=joined.breaks,
                system=system,
            )
    document = builder.document(
        text.data,
        text.name,
        "text",
        title=text.unwrapped.title,
        authors=text.unwrapped.authors,
        convention=_convention(systems),
        problems=tuple(_fragment(note, text) for split in systems for note in split.notes if not note.label),
    )
    return document, marked


def _marked(
    pieces: Sequence[_Piece], labelled: Sequence[Sequence[RawNote]], systems: _Systems, silent: Set[int]
) -> list[Marked]:
    """Every heading and paragraph without its marks; none stand on the lines with the silent numbers."""
    running: list[Running] = []
    marks: list[Found] = []
    for system, (notes, split) in enumerate(zip(labelled, systems, strict=True)):
        running = _running(pieces, notes, silent)
        found = marks_of(running, [note.label for note in notes], split.style, besides=marks)
        marks += [replace(mark, system=system) for mark in found]
    return taken_out(running, marks)


def _running(pieces: Sequence[_Piece], notes: Sequence[RawNote], silent: Set[int]) -> list[Running]:
    running = []
    page = -1
    around = territories(notes)
    feet = [line for line, _ in around]
    for block, joined in pieces:
        fresh = [0] if block.level else []
        for offset, begins in joined.pages:
            if begins != page:
                fresh.append(offset)
                page = begins
        nearest: list[tuple[int, frozenset[str]]] = []
        for offset, line in zip((0, *joined.breaks), block.lines, strict=True):
            at = bisect_right(feet, line.number)
            labels = around[at][1] if at < len(around) else frozenset()
            if around and (not nearest or nearest[-1][1] is not labels):
                nearest.append((offset, labels))
        spans = zip((0, *joined.breaks), (*joined.breaks, len(joined.text)), block.lines, strict=True)
        quiet = tuple((start, end) for start, end, line in spans if line.number in silent) if silent else ()
        running.append(Running(joined.text, tuple(fresh), tuple(nearest), quiet))
    return running


def _answers(
    pieces: Sequence[_Piece],
    marked: Sequence[Marked],
    labelled: Sequence[Sequence[RawNote]],
    systems: _Systems,
) -> Iterator[_Key | None]:
    """The key of each mark's note, where the text tells it."""
    found = list(_calls(pieces, marked))
    of_system = []
    for system, (notes, split) in enumerate(zip(labelled, systems, strict=True)):
        style = split.style if split.place in LISTS else ""
        of_system.append(
            iter(calls([call for own, call in found if own == system], notes, split.place, style))
        )
    for system, _ in found:
        note = next(of_system[system])
        yield None if note is None else (system, note)


def _calls(pieces: Sequence[_Piece], marked: Sequence[Marked]) -> Iterator[tuple[int, Call]]:
    section = ""
    for (block, joined), text in zip(pieces, marked, strict=True):
        section = text.text if block.level else section
        for reference, stood in zip(text.references, text.stood, strict=True):
            yield reference.system, Call(reference.label, block.lines[joined.line(stood)].number, section)


def _add_body(
    builder: Builder,
    pieces: Sequence[_Piece],
    marked: Sequence[Marked],
    answers: Iterator[_Key | None],
    around: _Text,
) -> None:
    """Adds headings and paragraphs; a mark's key is the place of its note, where the text tells it."""
    printed = bullets.lengths(
        ["" if block.level else text.text for (block, _), text in zip(pieces, marked, strict=True)]
    )
    for (block, joined), text, bullet in zip(pieces, marked, printed, strict=True):
        page = around.pagination.printed(block.lines[0].page)
        marks = [
            Mark(
                around.label(reference.label),
                max(0, reference.offset - bullet),
                next(answers),
                around.pagination.printed(joined.page(stood)),
                reference.system,
            )
            for reference, stood in zip(text.references, text.stood, strict=True)
        ]
        if block.level:
            builder.heading(text.text, block.level, page, marks)
        else:
            builder.paragraph(text.text[bullet:], marks, page)


def _fragment(note: RawNote, around: _Text) -> Problem:
    page = around.pagination.printed(note.page)
    where = f" on page {page}" if page else ""
    text = join(note.lines, around.words).text
    return Problem(ProblemKind.NOTE_FRAGMENT, f"Part of a note{where} whose beginning was lost: “{text}”")


def _convention(systems: _Systems) -> str:
    found = [f"notes {split.place}, labelled like “{split.style}”" for split in systems if split.notes]
    return "; and ".join(found) or "no notes found"
