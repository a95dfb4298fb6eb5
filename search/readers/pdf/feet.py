"""Notes at the foot of a page or column, taken out of the text.

Comes in: columns of lines. Goes out: the lines of the body and the notes. Notes stand under a rule, or are
the smaller lines that end a column, or (in the size of the text) its last lines that begin with a raised
label which the page calls. What stands there before the first label goes on with the last note of the page
before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from search.readers.note_headings import is_note_heading
from search.readers.pdf.foot_notes import SURE, PageCalls, add_notes, is_note, is_sure
from search.readers.pdf.labels import ROUND, Candidate, candidates, opening
from search.readers.pdf.reading import Column
from search.readers.pdf.rules import under_rules
from search.readers.pdf.shapes import Line, RawNote
from search.readers.pdf.wording import is_tabular
from search.readers.text.labels import NAMED

_SMALLER = 0.95  # of the text's size
_SHARE = 0.25  # of all characters: law reviews have more in the notes than above them
_INDENT = 4.0  # sizes: what stands in farther is a formula
_SKIPPED = 4  # labels between two notes, where some are lost; so many on each page
_NARROW = 0.75  # of the page's widest column: the margin
_TOLD = 2  # notes that tell how their labels look
_STRAYS = 2  # lines of a foot that are as large as the text
_CLOSED = (".", "!", "?", "”", '"', ")", "’", "»")


@dataclass(frozen=True, slots=True)
class Feet:
    """The body and the notes; `ruled` where a rule stood above any of them."""

    body: tuple[Line, ...]
    notes: tuple[RawNote, ...]
    size: float
    ruled: bool = False


def text_size(columns: Sequence[Column]) -> float:
    """The size of running text: the largest of those that much of the document is set in."""
    sizes: Counter[float] = Counter()
    for column in columns:
        for line in column.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    enough = _SHARE * sum(sizes.values())
    common = [size for size, count in sizes.items() if count >= enough]
    return max(common) if common else max(sizes, key=sizes.__getitem__, default=10.0)


def split_feet(columns: Sequence[Column]) -> Feet:
    """Parts the notes at the foot of each column from the body."""
    size = text_size(columns)
    called = _called(columns)
    widths = _widths(columns)
    body: list[Line] = []
    notes: list[RawNote] = []
    ruled = listing = False
    for column in columns:
        calls = called[column.page] | called[column.page - 1]
        listing = _heads_list(column) or (listing and not _is_text(column, size))
        below = bool(body) and body[-1].page == column.page
        if _width(column) < _NARROW * widths[column.page] and _is_margin(column, size, calls):
            start, under = 0, False
        else:
            start, under = _foot(column, size, calls, notes, listing, below)
        body += column.lines[:start]
        ruled = ruled or (under and start < len(column.lines))
        add_notes(notes, column.lines[start:], calls)
    return Feet(tuple(body), tuple(notes), size, ruled)


def _called(columns: Sequence[Column]) -> defaultdict[int, PageCalls]:
    """What the marks of each page call."""
    marks: defaultdict[int, list[Candidate]] = defaultdict(list)
    for column in columns:
        for line in column.lines:
            marks[line.page] += (mark for mark in candidates(line) if mark.start and mark.style != ROUND)
    return defaultdict(PageCalls, {page: PageCalls.of(found) for page, found in marks.items()})


def _widths(columns: Sequence[Column]) -> dict[int, float]:
    """The width of the widest column of each page."""
    widths: dict[int, float] = {}
    for column in columns:
        widths[column.page] = max(_width(column), widths.get(column.page, 0.0))
    return widths


def _width(column: Column) -> float:
    lines = column.lines
    return max((line.right for line in lines), default=0.0) - min((line.left for line in lines), default=0.0)


def _is_margin(column: Column, size: float, calls: PageCalls) -> bool:
    """Whether a narrow column beside the text holds nothing but notes: it begins with one that is called."""
    found = opening(column.lines[0])
    return (
        found is not None
        and found.style in SURE
        and calls.may_call(found)
        and is_note(column.lines[:2], found, "")
        and _rises(column.lines)
        and _may_be_foot(column.lines, size, False)
    )


def _heads_list(column: Column) -> bool:
    """Whether a list of notes or works begins under a heading in a column: what ends it is no foot."""
    lines = column.lines
    return any(
        is_note_heading(line.text) and any(_is_first(after) for after in lines[index + 1 : index + 4])
        for index, line in enumerate(lines)
    )


def _is_first(line: Line) -> bool:
    found = opening(line)
    return found is not None and found.text == "1"


def _is_text(column: Column, size: float) -> bool:
    return 2 * sum(line.size > _SMALLER * size for line in column.lines) > len(column.lines)


def _foot(
    column: Column,
    size: float,
    calls: PageCalls,
    notes: Sequence[RawNote],
    listing: bool,
    below: bool,
) -> tuple[int, bool]:
    """The index of the first line of the foot, and whether a rule stands above it, as it must in a list.

    Args:
        below: whether text stands above the column: it may hold nothing but notes.
    """
    lines = column.lines
    last = notes[-1].label if notes else ""
    skipped = _SKIPPED * max(1, column.page - notes[-1].lines[-1].page) if notes else _SKIPPED
    for start, wide in under_rules(column):
        if not start and (listing or lines[0].size > _SMALLER * size):
            continue  # the rule under a running head
        first = _first_note(lines, start, calls, last)
        if first < len(lines) and _is_steps(lines[first], size, notes):
            continue
        if _may_be_foot(lines[start:], size, wide) and (
            first < len(lines) or _continues(notes, lines[start], size, column.page)
        ):
            return start, True
    if listing:
        return len(lines), False
    start = _trailing_small(lines, size)
    if start < len(lines) and (start or (below and is_sure(lines[0]))):
        first = _first_note(lines, start, calls, last)
        if first > start and _continues(notes, lines[start], size, column.page) and not _is_closed(notes):
            return start, False
        opens = not notes and len(_labels(lines[first:])) > 1 and _rises(lines[first:])
        if first < len(lines) and (opens or _is_in_turn(lines[first], last, skipped)):
            return first, False
    return _raised_at_foot(lines, calls, last, size, skipped), False


def _is_steps(line: Line, size: float, notes: Sequence[RawNote]) -> bool:
    """Whether a line as large as the text has a plain number, where notes before have raised ones."""
    found = opening(line)
    raised = sum(note.style == "raised" for note in notes)
    return found is not None and found.style not in SURE and raised >= _TOLD and line.size > _SMALLER * size


def _may_be_foot(lines: Sequence[Line], size: float, wide: bool) -> bool:
    """Whether lines under a rule are all of them notes: none is larger than the text, or than the first.

    Under a rule as wide as its column that parts a head from the text, a chapter may begin with its number.
    """
    first = opening(lines[0])
    if wide and lines[0].size > _SMALLER * size and not (first and first.style in SURE):
        return False
    if lines[0].size <= _SMALLER * size and sum(line.size > _SMALLER * size for line in lines) > _STRAYS:
        return False
    return all(line.size <= 1.02 * size for line in lines)


def _first_note(lines: Sequence[Line], start: int, calls: PageCalls, last: str) -> int:
    """Where the first of the notes begins that the page calls."""
    left = min((line.left for line in lines), default=0.0)
    for index in range(start, len(lines)):
        line = lines[index]
        found = opening(line)
        if not found or found.style == NAMED or not calls.tell(found):
            continue  # works that go by a name stand in a list
        if line.left - left >= _INDENT * line.size:
            continue
        tabular = found.style not in SURE and is_tabular(line.text[found.end :])
        if not tabular and is_note(lines[index : index + 2], found, last):
            return index
    return len(lines)


def _continues(notes: Sequence[RawNote], line: Line, size: float, page: int) -> bool:
    """Whether a line may go on with the last note: of its size, on the page before."""
    if not notes or notes[-1].lines[-1].page < page - 1:
        return False
    return abs(notes[-1].lines[-1].size - line.size) < 0.4 and line.size <= _SMALLER * size


def _is_closed(notes: Sequence[RawNote]) -> bool:
    return notes[-1].lines[-1].text.endswith(_CLOSED)


def _trailing_small(lines: Sequence[Line], size: float) -> int:
    start = len(lines)
    while start and lines[start - 1].size <= _SMALLER * size:
        start -= 1
    return start


def _raised_at_foot(lines: Sequence[Line], calls: PageCalls, last: str, size: float, skipped: int) -> int:
    """Notes in the size of the text: labels that the page calls, rising to its foot, after a wider gap.

    Several that count on need no gap.
    """
    left = min((line.left for line in lines), default=0.0)
    for index in range(1, len(lines)):
        found = opening(lines[index])
        if not found or found.style not in SURE or not calls.may_call(found):
            continue
        if lines[index].left - left > _INDENT * lines[index].size:
            continue
        if not is_note(lines[index : index + 2], found, last):
            continue
        is_apart = lines[index - 1].y - lines[index].y > 1.5 * lines[index].size
        if (is_apart or _count_on(lines[index:], calls)) and _is_in_turn(lines[index], last, skipped):
            return index if _rises(lines[index:]) and _may_be_foot(lines[index:], size, False) else len(lines)
    return len(lines)


def _count_on(lines: Sequence[Line], calls: PageCalls) -> bool:
    """Whether several labels stand there, one after the other, and the page calls them all."""
    labels = _labels(lines)
    return (
        len(labels) > 1
        and labels == list(range(labels[0], labels[0] + len(labels)))
        and calls.labels.issuperset(map(str, labels))
    )


def _is_in_turn(line: Line, last: str, skipped: int) -> bool:
    """Whether a line begins with the next label, or the first: a formula begins with any.

    Args:
        skipped: how many may be lost before it.
    """
    found = opening(line)
    if not found:
        return False
    if found.text.isdecimal():
        step = int(found.text) - (int(last) if last.isdecimal() else 0)
        return found.text == "1" or 0 < step <= skipped
    return not found.text.isalpha() or found.text in "aAi" or found.text == chr(ord(last[-1:] or "0") + 1)


def _rises(lines: Sequence[Line]) -> bool:
    labels = _labels(lines)
    return labels == sorted(labels)


def _labels(lines: Sequence[Line]) -> list[int]:
    """The numbers that surely label something."""
    found = [label for line in lines if (label := opening(line))]
    return [int(label.text) for label in found if label.style in SURE and label.text.isdecimal()]
