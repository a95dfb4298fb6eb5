"""Printed lines to body lines and notes.

Comes in: the lines of a text. Goes out: the lines of the body, and the notes with their labels, unlinked.
Where notes stand is told by `note_places`, what their labels look like by `labels`.

    >>> from search.readers.text.pages import read_lines
    >>> split_notes(read_lines("He denied it.[1]\\n\\nNotes\\n\\n[1] Smith, History.")).notes[0].label
    '1'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from search.readers.note_headings import is_note_heading
from search.readers.text.feet import likelihood
from search.readers.text.labels import (
    DEFINED,
    ENCLOSED,
    LISTED,
    NAMED,
    SUPERSCRIPTS,
    callable_labels,
    defined_labels,
    enclosed_labels,
    goes_on,
    named_labels,
)
from search.readers.text.note_places import AS_DEFINITIONS, AT_FOOT, CHAPTER, RULES, NoteLines
from search.readers.text.numbering import Candidate, chain
from search.readers.text.pages import Line

LISTS = {"under a heading", "at the end"}  # places that are no part of a page
_MARGIN = 0.25  # by which a later rule must be better
_UNCALLED = 0.25  # what a note that nothing calls takes from its rule
_UNSURE = 0.5  # what a note is worth that any number may seem to call
# style -> what a note is worth that is called, and what calls it, where the marks look like the labels
_MARKS: dict[str, tuple[float, Callable[[str], set[str]]]] = {
    DEFINED: (5.0, defined_labels),
    ENCLOSED: (1.0, enclosed_labels),
    NAMED: (1.0, named_labels),
}
# styles that are one: what an extractor glues to its note on one line it parts from the next
_ALIKE = {NAMED: (NAMED, ENCLOSED), "1": ("1", "1A")}
_AT_FEET = {"under a rule at the foot of the page", AT_FOOT}
# places where what no mark calls may be a list of anything
CALLED_ONLY = _AT_FEET | {"at the end"}


@dataclass(frozen=True, slots=True)
class RawNote:
    """A note as its lines stand; `label` is empty for a fragment whose beginning was lost.

    Attributes:
        block: which of the blocks of notes it stands in, from 0.
        chapter: the chapter's name that stands over its block, or empty.
    """

    label: str
    lines: tuple[Line, ...]
    block: int = 0
    chapter: str = ""

    @property
    def page(self) -> int:
        """The physical page on which it begins."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Blocks:
    """Body lines and notes. `style` is the shape of the labels, a key of `LISTED`; `place` names the rule."""

    body: tuple[Line, ...]
    notes: tuple[RawNote, ...] = ()
    style: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Labelled(Candidate):
    """A line that may begin a note."""

    line: int = 0
    label: str = ""
    end: int = 0  # where the note's text begins
    own: bool = True  # labelled in the style asked for, not by a symbol beside it


@dataclass(frozen=True, slots=True)
class _NoteLine:
    """A line among the notes, with its block; `first` where it opens it."""

    line: Line
    block: int
    first: bool


def split_notes(lines: Sequence[Line], places: Sequence[str] = tuple(RULES)) -> Blocks:
    """By the rule, among those of the places, whose notes the text calls most; of equals, by the first."""
    return next(iter(ranked_splits(lines, places)), Blocks(tuple(lines)))


def ranked_splits(lines: Sequence[Line], places: Sequence[str] = tuple(RULES)) -> list[Blocks]:
    """By each rule that finds notes, those that the text calls most first."""
    ranked: list[tuple[float, Blocks]] = []
    for place in places:
        called, split = _split(lines, place)
        if split:
            better = (at for at, (most, _) in enumerate(ranked) if called > most + _MARGIN)
            ranked.insert(next(better, len(ranked)), (called, split))
    return [split for _, split in ranked]


def _split(lines: Sequence[Line], place: str) -> tuple[float, Blocks | None]:
    """By one rule, and how much the text calls what it finds."""
    blocks = [block for block in RULES[place](lines) if block]
    style = DEFINED if blocks and place == AS_DEFINITIONS else _style(blocks)
    if not style or (style in (NAMED, "i.") and place not in LISTS):
        return 0.0, None
    if place in LISTS:  # what is labelled otherwise is another list
        blocks = [block for block in blocks if any(start.own for start in _starts(_flat([block]), style))]
    headings = _headings(lines, blocks) if place in LISTS or place == AS_DEFINITIONS else {}
    notes = [replace(note, chapter=_chapter(headings, blocks[note.block])) for note in _notes(blocks, style)]
    body = _body(lines, blocks, headings, place)
    called = _called(body, notes, style)
    if called <= 0 and place in CALLED_ONLY:
        return 0.0, None
    fragments = [RawNote("", (line,)) for line in lines if line.stray]
    return called, Blocks(body, (*notes, *fragments), style, place)


def _called(body: Sequence[Line], notes: Sequence[RawNote], style: str) -> float:
    """How many of the notes the body may call, by the loosest look of a mark."""
    sure, labels = _MARKS.get(style, (_UNSURE, callable_labels))
    marks: set[str] = set().union(*(labels(line.text) for line in body))
    return sum(sure if note.label in marks else -_UNCALLED * sure for note in notes)


def _body(
    lines: Sequence[Line], blocks: Sequence[NoteLines], headings: dict[int, list[Line]], place: str
) -> tuple[Line, ...]:
    """The lines that are no notes; what follows notes at a page's foot goes on where they broke it off."""
    taken = {line.number for block in [*blocks, *headings.values()] for line in block}
    body: list[Line] = []
    interrupted = False
    for line in lines:
        if line.number in taken:
            interrupted = True
        elif not line.stray:
            resumes = interrupted and place in _AT_FEET
            body.append(replace(line, opens_page=True, gap=0) if resumes else line)
            interrupted = False
    return tuple(body)


def _headings(lines: Sequence[Line], blocks: Sequence[NoteLines]) -> dict[int, list[Line]]:
    """The headings over each block of notes, by its first line's number: they go with the notes."""
    index_of = {line.number: index for index, line in enumerate(lines)}
    found: dict[int, list[Line]] = {}
    for block in blocks:
        index = index_of[block[0].number] - 1
        over = found.setdefault(block[0].number, [])
        if index > 0 and CHAPTER.fullmatch(lines[index].text) and not is_note_heading(lines[index].text):
            over.append(lines[index])
            index -= 1
        if is_note_heading(lines[index].text):
            over.append(lines[index])
    return found


def _chapter(headings: dict[int, list[Line]], block: NoteLines) -> str:
    over = headings.get(block[0].number, [])
    return next((line.text for line in over if not is_note_heading(line.text)), "")


# --- what begins a note ----------------------------------------------------------------------------------


def _style(blocks: Sequence[NoteLines]) -> str:
    """The label shape that most lines of the blocks share, as far as their labels make a numbering."""
    lines = _flat(blocks)
    best, most = "", 0
    for style in LISTED:
        labels = [start.label for start in _starts(lines, style) if start.own]
        # [1] is a number in any style, and what stands in brackets again and again is a picture
        found = len({label for label in labels if not label.isdecimal()} if style == NAMED else labels)
        if found > most:
            best, most = style, found
    return best


def _flat(blocks: Iterable[NoteLines]) -> list[_NoteLine]:
    return [
        _NoteLine(line, number, index == 0)
        for number, block in enumerate(blocks)
        for index, line in enumerate(block)
    ]


def _starts(lines: Sequence[_NoteLine], style: str) -> list[_Labelled]:
    """The lines that begin a note, in one style and with symbols beside it."""
    numbered: list[_Labelled] = []
    symbols: list[_Labelled] = []
    for index, note_line in enumerate(lines):
        text = note_line.line.text
        own = next((m for shape in _ALIKE.get(style, (style,)) if (m := LISTED[shape].match(text))), None)
        match = own or (None if style == DEFINED else LISTED["*"].match(text))  # which may be bullets
        if not match or (match.end() == len(text) and not _stands_over(lines, index, style)):
            continue
        if goes_on(text[match.end() :]):
            continue
        label = match[1].translate(SUPERSCRIPTS)
        value = int(label) if label.isdecimal() else 0
        before = lines[index - 1].line.text if index and not note_line.first else ""
        weight = likelihood(before, text[match.end() :] or lines[index + 1].line.text)
        found = _Labelled(value, weight, note_line.first, index, label, match.end(), bool(own))
        (numbered if label.isdecimal() else symbols).append(found)
    return sorted([*chain(numbered), *symbols], key=lambda found: found.line)


def _stands_over(lines: Sequence[_NoteLine], index: int, style: str) -> bool:
    """Whether a name too long for the column of names stands on a line of its own, over its note."""
    after = lines[index + 1 : index + 2]
    line = lines[index].line
    return style == NAMED and bool(after) and not after[0].line.gap and after[0].line.indent > line.indent


def _notes(blocks: Sequence[NoteLines], style: str) -> list[RawNote]:
    lines = _flat(blocks)
    starts = {found.line: found for found in _starts(lines, style)}
    notes: list[RawNote] = []
    held: list[Line] = []
    for index, note_line in enumerate(lines):
        found, line = starts.get(index), note_line.line
        if found or not notes:
            held = [replace(line, text=line.text[found.end :]) if found else line]
            held = [line for line in held if line.text]
            notes.append(RawNote(found.label if found else "", (), note_line.block))
        else:  # a note goes on, on the next page too
            held.append(line)
        if index + 1 == len(lines) or index + 1 in starts:
            notes[-1] = replace(notes[-1], lines=tuple(held))
    return [_closed(note) for note in notes] if style == "[Footnote 1:" else notes


def _closed(note: RawNote) -> RawNote:
    """Without the bracket that closes it."""
    last = note.lines[-1]
    return replace(note, lines=(*note.lines[:-1], replace(last, text=last.text.removesuffix("]"))))
