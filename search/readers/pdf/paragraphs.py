"""Lines of the body to paragraphs and headings.

Comes in: lines in reading order. Goes out: `Block` values, each a run of lines. A paragraph ends where the
next line stands in, where a wider gap follows, or where a line leaves room for the next line's first word.
At the end of a column or page only the room and the next line's indent tell. A heading is larger or bolder
than the text, or short and numbered.

    >>> lines = [Line("The trial", 0, 50, 100, 14, True), Line("It rained.", 0, 200, 80, 10)]
    >>> [(block.level, len(block.indexes)) for block in blocks(lines, 10)]
    [(1, 1), (0, 1)]
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from search.readers.note_headings import is_note_heading
from search.readers.pdf.shapes import Line

_LARGER = 1.1  # times the text's size
_INDENT = 0.7  # times the size
_GAP = 1.3  # times the usual distance of lines
_MOSTLY = 0.5  # of the distances of lines in a column
_DOUBLE = 3.0  # sizes: no text is set wider
_CLOSE = 1.6  # sizes: lines of one paragraph are no farther apart
_SPARE = 0.6  # of the size: a line may fall short by so much
_VERY_SHORT = 0.3  # of the column: no paragraph goes on after such a line
_LONGEST = 200  # characters of a heading
_STACK = 4  # bold lines without a gap: more are a text in bold
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|table|tab\.|abb(?:ildung|\.)|tabelle|chart|plate)\s?\d", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2}){0,3})\.?|[IVX]{1,5}\.|[A-Z]\.)\s+[^\W\d_]")
_ENDS = (".", "!", "?", ":", ";", "”", '"', "»", ")", "…", "’")
_MARK_AT_END = re.compile(r"\s?\[[\d,; –-]{1,20}\]$")
_ONLY_MARKS = re.compile(r"(?:\[\d{1,4}\][\s,]?)+")  # those that had no room on the line before
_BULLET = re.compile(r"(?:[•‣▪●○◦–—·]|\(?(?:\d{1,2}|[a-z])[.)])\s")


@dataclass(frozen=True, slots=True)
class Block:
    """Indexes of lines that are one heading (`level` 1 or more) or one paragraph (0)."""

    indexes: tuple[int, ...]
    level: int = 0


def blocks(lines: Sequence[Line], size: float) -> list[Block]:
    """The headings and paragraphs of a body whose text has a size."""
    margins = _margins(lines)
    pitch = _pitch([line for line in lines if abs(line.size - size) < 0.08 * size])
    usual = _usual(lines)
    runs: list[list[int]] = []
    for index, line in enumerate(lines):
        if runs and not _parts(lines, runs[-1], line, margins, max(pitch, usual.get(_place(line), pitch))):
            runs[-1].append(index)
        else:
            runs.append([index])
    found = [Block(tuple(run), _is_heading(lines, run, size, pitch)) for run in runs]
    return _resumed(lines, _levelled(lines, found))


_Place = tuple[int, int]


def _place(line: Line) -> _Place:
    return line.page, line.column


def _margins(lines: Sequence[Line]) -> dict[_Place, tuple[float, float]]:
    """The left and right edge of each column."""
    places: dict[_Place, list[Line]] = defaultdict(list)
    for line in lines:
        places[_place(line)].append(line)
    edges = {
        place: (min(line.left for line in own), max(line.right for line in own))
        for place, own in places.items()
    }
    widest: dict[int, float] = defaultdict(float)
    for left, right in edges.values():
        widest[round(left / 12)] = max(widest[round(left / 12)], right)
    # a page may hold nothing but the short end of a paragraph
    return {
        place: (left, max(right, widest[round(left / 12)] if len(places[place]) < 4 else right))
        for place, (left, right) in edges.items()
    }


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of two lines, in sizes."""
    found = sorted(
        (before.y - line.y) / line.size
        for before, line in pairwise(lines)
        if _place(before) == _place(line) and 0 < before.y - line.y < 4 * line.size
    )
    return found[len(found) // 5] if found else 1.2


def _usual(lines: Sequence[Line]) -> dict[_Place, float]:
    """The distance that most lines of a column keep within sentences: some pages are set double."""
    gaps: dict[_Place, Counter[float]] = defaultdict(Counter)
    for before, line in pairwise(lines):
        if _place(before) == _place(line) and abs(before.size - line.size) < 0.5 and not _is_closed(before):
            gaps[_place(line)][round((before.y - line.y) / line.size, 1)] += 1
    usual = {place: counts.most_common(1)[0] for place, counts in gaps.items()}
    return {
        place: gap
        for place, (gap, count) in usual.items()
        if gap < _DOUBLE and count >= _MOSTLY * gaps[place].total() and count > 2
    }


def _parts(
    lines: Sequence[Line],
    run: list[int],
    line: Line,
    margins: dict[_Place, tuple[float, float]],
    pitch: float,
) -> bool:
    """Whether a line begins a new block after a run."""
    before = lines[run[-1]]
    if line.size < before.size and _ONLY_MARKS.fullmatch(line.text):
        return False
    if abs(line.size - before.size) > 0.08 * before.size or line.bold != before.bold:
        return not _is_inline_change(before, line, margins)
    left, right = margins[_place(before)]
    room = right - before.right - line.word
    closed = _is_closed(before)
    short = room > _SPARE * before.size and (closed or room > _VERY_SHORT * (right - left))
    if _place(before) != _place(line):
        indented = line.left - margins[_place(line)][0] > _INDENT * line.size
        return short or (indented and closed) or _starts_anew(before, line)
    gap = before.y - line.y
    if gap > _GAP * pitch * line.size or gap < 0:
        return True
    return short or _stands_in(lines, run, before, line, closed, room)


def _is_closed(line: Line) -> bool:
    """Whether a sentence ends with a line, a mark after it or not."""
    text = line.text
    if line.raised and line.raised[-1][1] >= len(text):
        text = text[: line.raised[-1][0]]
    return _MARK_AT_END.sub("", text).rstrip().endswith(_ENDS)


def _is_inline_change(before: Line, line: Line, margins: dict[_Place, tuple[float, float]]) -> bool:
    """Whether only a bold phrase inside a paragraph differs: the line before it is full, or its sentence
    goes on, as in the narrow cells of a table."""
    if abs(line.size - before.size) > 0.08 * before.size or _place(before) != _place(line):
        return False
    right = margins[_place(before)][1]
    full = right - before.right < _SPARE * before.size or (line.text[:1].islower() and not _is_closed(before))
    return full and before.y - line.y < _CLOSE * line.size


def _starts_anew(before: Line, line: Line) -> bool:
    return bool(_CAPTION.match(line.text) and _is_closed(before))


def _stands_in(
    lines: Sequence[Line], run: list[int], before: Line, line: Line, closed: bool, room: float
) -> bool:
    step = line.left - before.left
    if abs(step) <= _INDENT * line.size:
        return bool(_BULLET.match(line.text)) and closed
    if step > 0:
        return closed or room > 0
    return (
        len(run) > 1
        and abs(lines[run[0]].left - line.left) < _INDENT * line.size
        and (lines[run[1]].left > lines[run[0]].left + _INDENT * line.size)
    )


# --- headings --------------------------------------------------------------------------------------------


def _is_heading(lines: Sequence[Line], run: Sequence[int], size: float, pitch: float) -> int:
    first = lines[run[0]]
    text = " ".join(lines[index].text for index in run)
    if len(text) > _LONGEST or not any(c.isalpha() for c in text) or _CAPTION.match(text):
        return 0
    if first.size > _LARGER * size and len(run) <= 5:
        return 1
    if text.endswith((",", ";", ".")) and not _NUMBERED.match(text) and len(text) > 40:
        return 0
    if first.bold and all(lines[index].bold for index in run) and len(run) <= 3:
        return 0 if _is_amid(lines, run) else 1
    if is_note_heading(text):
        return 1
    alone = len(run) == 1 and _apart(lines, run[0], pitch) and first.size >= 0.95 * size
    capitals = text.isupper() and sum(c.isalpha() for c in text) > 3
    numbered = _NUMBERED.match(text) and len(text) < 70 and not text.endswith(_ENDS)
    return 1 if alone and (capitals or numbered) else 0


def _is_amid(lines: Sequence[Line], run: Sequence[int]) -> bool:
    """Whether bold lines stand within a bold text, or a sentence that began before or goes on after them."""
    first, last = lines[run[0]], lines[run[-1]]
    if _stacked(lines, run[0]) > _STACK:
        return True
    before = lines[run[0] - 1] if run[0] else first
    after = lines[run[-1] + 1] if run[-1] + 1 < len(lines) else last
    begun = _adjoins(before, first) and not before.bold and not _is_closed(before)
    goes_on = _adjoins(last, after) and after.text[:1].islower() and not _is_closed(last)
    return first.text[:1].islower() or begun or goes_on


def _stacked(lines: Sequence[Line], index: int) -> int:
    """How many bold lines around one follow another without a gap, up to one more than a stack."""
    above = takewhile(lambda at: _goes_on_bold(lines[at - 1], lines[at]), range(index, 0, -1))
    below = takewhile(lambda at: _goes_on_bold(lines[at], lines[at - 1]), range(index + 1, len(lines)))
    return 1 + sum(1 for _ in islice(above, _STACK)) + sum(1 for _ in islice(below, _STACK))


def _goes_on_bold(line: Line, neighbour: Line) -> bool:
    upper, lower = (line, neighbour) if line.y > neighbour.y else (neighbour, line)
    return line.bold and _adjoins(upper, lower)


def _adjoins(line: Line, after: Line) -> bool:
    return (
        _place(line) == _place(after)
        and abs(line.size - after.size) < 0.5
        and 0 < line.y - after.y < _CLOSE * after.size
    )


def _apart(lines: Sequence[Line], index: int, pitch: float) -> bool:
    """Whether a line keeps a distance from the one before it."""
    if index == 0 or _place(lines[index - 1]) != _place(lines[index]):
        return True
    return lines[index - 1].y - lines[index].y > _GAP * pitch * lines[index].size


def _levelled(lines: Sequence[Line], found: Sequence[Block]) -> list[Block]:
    """Levels by rank of size; a number with more parts stands lower."""
    ranks = sorted({_rank(lines[block.indexes[0]]) for block in found if block.level}, reverse=True)
    return [
        replace(block, level=min(6, ranks.index(_rank(lines[block.indexes[0]])) + 1))
        if block.level
        else block
        for block in found
    ]


def _rank(line: Line) -> tuple[int, int]:
    match = _NUMBERED.match(line.text)
    depth = match[1].count(".") if match and match[1] else 0
    return round(line.size), -depth


# --- what floats -----------------------------------------------------------------------------------------


def _resumed(lines: Sequence[Line], found: Sequence[Block]) -> list[Block]:
    """A paragraph that a figure's caption cuts in two goes on after it."""
    done: list[Block] = []
    for block in found:
        cut = _cut_off(lines, done, block)
        if cut is not None:
            done[cut] = Block(done[cut].indexes + block.indexes)
        else:
            done.append(block)
    return done


def _cut_off(lines: Sequence[Line], done: Sequence[Block], block: Block) -> int | None:
    first = lines[block.indexes[0]]
    if block.level or len(done) < 2 or not first.text[:1].islower():
        return None
    for index in range(len(done) - 2, max(-1, len(done) - 6), -1):
        last = lines[done[index].indexes[-1]]
        between = done[index + 1 :]
        if done[index].level or not all(_floats(lines, float_, first) for float_ in between):
            return None
        if not _is_closed(last) and abs(last.size - first.size) < 0.3:
            return index
    return None


def _floats(lines: Sequence[Line], block: Block, text: Line) -> bool:
    line = lines[block.indexes[0]]
    return not block.level and bool(_CAPTION.match(line.text) or line.size < 0.95 * text.size)
