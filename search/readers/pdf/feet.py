"""Notes at the foot of a page or column, taken out of the text.

Comes in: columns of lines. Goes out: the lines of the body and the notes. Notes stand under a rule, or are
the smaller lines that end a column, or (in the size of the text) its last lines that begin with a raised
label which the page calls. What stands there before the first label goes on with the last note of the page
before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.readers.note_headings import is_note_heading
from search.readers.pdf.labels import ROUND, Label, candidates, opening
from search.readers.pdf.reading import Column
from search.readers.pdf.shapes import Line, RawNote, Rule
from search.readers.pdf.wording import is_tabular, is_worded

_SMALLER = 0.95  # of the text's size
_SHARE = 0.25  # of all characters: law reviews have more in the notes than above them
_UNDER = 0.3  # of the size: so near below its text lies what underlines it
_INDENT = 4.0  # sizes: what stands in farther is a formula
_SKIPPED = 4  # labels between two notes, where some are lost
_WIDE = 0.8  # of the column: no rule above notes is as wide, but for those of tables and title pages
_STRAYS = 2  # lines of a foot that are as large as the text
_MARGIN = 0.15  # of the column: a rule that begins farther in is a fraction's
_LONG = 0.2  # of the column: unless it ends at the other margin, as where one reads from right to left
_SURE = frozenset({"raised", "*", "[1]", "¹"})
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
    body: list[Line] = []
    notes: list[RawNote] = []
    ruled = listing = False
    for column in columns:
        calls = called[column.page] | called[column.page - 1]
        listing = _heads_list(column) or (listing and not _is_text(column, size))
        start, under = _foot(column, size, calls, notes, listing)
        body += column.lines[:start]
        ruled = ruled or (under and start < len(column.lines))
        _add(notes, column.lines[start:], calls)
    return Feet(tuple(body), tuple(notes), size, ruled)


def _called(columns: Sequence[Column]) -> defaultdict[int, frozenset[str]]:
    """The labels that something on each page may call."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for column in columns:
        for line in column.lines:
            for mark in candidates(line):
                if mark.start and mark.style != ROUND:
                    found[line.page].update(mark.labels)
    return defaultdict(frozenset, {page: frozenset(labels) for page, labels in found.items()})


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
    column: Column, size: float, calls: frozenset[str], notes: Sequence[RawNote], listing: bool
) -> tuple[int, bool]:
    """The index of the first line of the foot, and whether a rule stands above it, as it must in a list."""
    lines = column.lines
    last = notes[-1].label if notes else ""
    for start, wide in _under_rules(column):
        if not start and (listing or lines[0].size > _SMALLER * size):
            continue  # the rule under a running head
        if _may_be_foot(lines[start:], size, wide) and (
            _first_note(lines, start, calls, last) < len(lines)
            or _continues(notes, lines[start], size, column.page)
        ):
            return start, True
    if listing:
        return len(lines), False
    start = _trailing_small(lines, size)
    if 0 < start < len(lines):
        first = _first_note(lines, start, calls, last)
        if first > start and _continues(notes, lines[start], size, column.page) and not _is_closed(notes):
            return start, False
        opens = not notes and len(_labels(lines[first:])) > 1 and _rises(lines[first:])
        if first < len(lines) and (opens or _is_in_turn(lines[first], last)):
            return first, False
    return _raised_at_foot(lines, calls, last, size), False


def _may_be_foot(lines: Sequence[Line], size: float, wide: bool) -> bool:
    """Whether lines under a rule are all of them notes: none is larger than the text, or than the first.

    Under a rule as wide as its column that parts a head from the text, a chapter may begin with its number.
    """
    first = opening(lines[0])
    if wide and lines[0].size > _SMALLER * size and not (first and first.style in _SURE):
        return False
    if lines[0].size <= _SMALLER * size and sum(line.size > _SMALLER * size for line in lines) > _STRAYS:
        return False
    return all(line.size <= 1.02 * size for line in lines)


def _under_rules(column: Column) -> list[tuple[int, bool]]:
    """Where lines begin that have a rule of their column above them, lowest first, and whether it is wide."""
    if not column.lines:
        return []
    left, right = min(line.left for line in column.lines), max(line.right for line in column.lines)
    starts: dict[int, bool] = {}
    for rule in column.rules:
        if _is_at_margin(rule, left, right) and not _underlines(rule, column):
            start = sum(line.y > rule.y - 0.1 * line.size for line in column.lines)
            wide = rule.x1 - rule.x0 > _WIDE * (right - left)
            starts[start] = wide and starts.get(start, True)
    return sorted(((s, wide) for s, wide in starts.items() if s < len(column.lines)), reverse=True)


def _is_at_margin(rule: Rule, left: float, right: float) -> bool:
    width = right - left
    if left - 12 <= rule.x0 <= left + max(12, _MARGIN * width):
        return True
    return rule.x1 - rule.x0 >= _LONG * width and right - 12 <= rule.x1 <= right + 12


def _underlines(rule: Rule, column: Column) -> bool:
    """Whether a rule lies right under a text, as under a link."""
    return any(
        0 < line.y - rule.y < _UNDER * line.size and line.left - 1 <= rule.x0 and rule.x1 <= line.right + 1
        for line in column.lines
    )


def _first_note(lines: Sequence[Line], start: int, calls: frozenset[str], last: str) -> int:
    """Where the first of the notes begins that the page calls."""
    left = min((line.left for line in lines), default=0.0)
    for index in range(start, len(lines)):
        line = lines[index]
        found = opening(line)
        if not found or found.text not in calls or line.left - left >= _INDENT * line.size:
            continue
        tabular = found.style not in _SURE and is_tabular(line.text[found.end :])
        if not tabular and _is_note(lines[index : index + 2], found, last):
            return index
    return len(lines)


def _is_note(lines: Sequence[Line], label: Label, last: str) -> bool:
    """Whether a label may label what follows it; where it stands alone, what stands on the next line."""
    text = lines[0].text[label.end :] or " ".join(line.text for line in lines[1:2])
    if label.text == "0" or not is_worded(text):
        return False
    if len(label.text) == 1 and label.text.isalpha() and label.text not in "aAi":
        return label.text == chr(ord(last[-1:] or "0") + 1)  # letters count from the first
    return True


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


def _raised_at_foot(lines: Sequence[Line], calls: frozenset[str], last: str, size: float) -> int:
    """Notes in the size of the text: labels that the page calls, rising to its foot, after a wider gap."""
    left = min((line.left for line in lines), default=0.0)
    for index in range(1, len(lines)):
        found = opening(lines[index])
        if not found or found.style not in _SURE or found.text not in calls:
            continue
        if lines[index].left - left > _INDENT * lines[index].size:
            continue
        if not _is_note(lines[index : index + 2], found, last):
            continue
        if _is_in_turn(lines[index], last) and lines[index - 1].y - lines[index].y > 1.5 * lines[index].size:
            return index if _rises(lines[index:]) and _may_be_foot(lines[index:], size, False) else len(lines)
    return len(lines)


def _is_in_turn(line: Line, last: str) -> bool:
    """Whether a line begins with the next label, or the first: a formula begins with any."""
    found = opening(line)
    if not found:
        return False
    if found.text.isdecimal():
        step = int(found.text) - (int(last) if last.isdecimal() else 0)
        return found.text == "1" or 0 < step <= _SKIPPED
    return not found.text.isalpha() or found.text in "aAi" or found.text == chr(ord(last[-1:] or "0") + 1)


def _rises(lines: Sequence[Line]) -> bool:
    labels = _labels(lines)
    return labels == sorted(labels)


def _labels(lines: Sequence[Line]) -> list[int]:
    """The numbers that surely label something."""
    found = [label for line in lines if (label := opening(line))]
    return [int(label.text) for label in found if label.style in _SURE and label.text.isdecimal()]


def _add(notes: list[RawNote], lines: Sequence[Line], calls: frozenset[str]) -> None:
    """Parts the lines of a foot into notes; those before the first label belong to the last note."""
    style = ""
    begun = False
    parted = list(_unfolded(lines, calls))
    for index, line in enumerate(parted):
        found = opening(line)
        last = notes[-1].label if notes else ""
        if (
            found
            and _begins(found, style, last, calls, begun)
            and _is_note(parted[index : index + 2], found, last)
        ):
            notes.append(
                RawNote(found.text, (line.cut(found.end),), line.page, line.left, line.y, found.style)
            )
            style, begun = found.style, True
        elif notes:
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))


def _unfolded(lines: Sequence[Line], calls: frozenset[str]) -> Iterator[Line]:
    """Lines parted where a note begins in their midst, as where all of a page are set as one paragraph."""
    inside = calls - {found.text for line in lines if (found := opening(line))}
    last = ""
    for line in lines:
        found = opening(line)
        last = found.text if found else last
        begun = 0
        for start, end in line.raised:
            label = line.text[start:end].strip()
            if start and label in inside and _follows(label, last):
                yield line.until(start).cut(begun)
                begun, last = start, label
        yield line.cut(begun) if begun else line


def _begins(found: Label, style: str, last: str, calls: frozenset[str], begun: bool) -> bool:
    """Whether a label begins a note: it is called, or the next in turn, and looks like the others here."""
    if style and found.style != style and not {found.style, style} <= _SURE:
        return False
    follows = _follows(found.text, last)
    if found.style in _SURE:
        return follows or found.text in calls or not begun
    return follows or (not begun and found.text in calls)


def _follows(label: str, last: str) -> bool:
    return label.isdecimal() and last.isdecimal() and int(label) == int(last) + 1
