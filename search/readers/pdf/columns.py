"""Segments to stacks: what stands in one column, in reading order.

Comes in: the segments of a page. Goes out: lists of segments, each one column (or what runs across columns)
from top to foot. Columns are told by a gutter: an upright strip that hardly anything crosses, with running
text on both sides. What crosses it (titles, abstracts, wide figures) parts the page into bands; a band is
read column by column. A table has gaps too, but its cells are short.

    >>> from search.readers.pdf.shapes import Glyph
    >>> def row(x, y):
    ...     return Segment(tuple(Glyph("a", x + 5 * i, x + 5 * i + 5, y, 10) for i in range(40)), y, 10)
    >>> page = [row(x, 700 - 12 * line) for line in range(9) for x in (50, 280)]
    >>> [(len(stack), stack[0].left) for stack in stacks(page)]
    [(9, 50), (9, 280)]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median
from typing import TypeAlias

from search.readers.pdf.segments import Segment

Stack: TypeAlias = list[Segment]

_FEWEST = 4  # lines on either side of a gutter
_CROSSED = 0.75  # of the lines of the lesser side: what more crosses it is the text itself
_FILLED = 0.42  # of a column's width: running text fills it, cells do not
_WHOLE = 0.9  # of a column's width: a row in one piece, from margin to margin
_SURE, _SURE_SHARE = 6, 0.2  # rows so filled, and their share: a column with a table in it has as many
_LINE = 28  # characters: a cell has seldom as many
_SHORT = 12  # characters: cells are shorter
_TINY = 4  # characters: a page's number may stand in the gutter
_NARROW = 5.0  # points: no gutter is narrower
_EDGE = 0.12  # of the page: no column is narrower
_DEPTH = 3  # gutters within gutters: eight columns
_BESIDE = 0.6  # of the size: no two lines of one column stand so near
_PITCH = 1.7  # times the size: lines of one text stand no farther apart


def stacks(segments: Sequence[Segment], depth: int = _DEPTH) -> list[Stack]:
    """Columns in reading order."""
    gutter = _gutter(segments) if depth else None
    if gutter is None:
        return [list(segments)] if segments else []
    done: list[Stack] = []
    for across, band in _bands(segments, gutter):
        if across:
            done.append(band)
            continue
        done += stacks([segment for segment in band if segment.left < gutter], depth - 1)
        done += stacks([segment for segment in band if segment.left >= gutter], depth - 1)
    return done


def _bands(segments: Sequence[Segment], gutter: float) -> Iterable[tuple[bool, Stack]]:
    """Runs of what crosses the gutter and of what does not, downwards."""
    band: Stack = []
    across = False
    for segment in sorted(segments, key=lambda s: (-s.y, s.left)):
        crosses = segment.left < gutter < segment.right and not _is_overlong(segment, segments, gutter)
        if across and not crosses:
            crosses = _ends_wide_text(band, segment, segments, gutter)
        if band and crosses != across:
            yield across, band
            band = []
        across = crosses
        band.append(segment)
    if band:
        yield across, band


def _is_overlong(segment: Segment, segments: Sequence[Segment], gutter: float) -> bool:
    """Whether a line of the left column runs over the gutter (as a long URL does) beside the right one."""
    return any(s.left >= gutter and abs(s.y - segment.y) < _BESIDE * segment.size for s in segments)


def _ends_wide_text(band: Stack, segment: Segment, segments: Sequence[Segment], gutter: float) -> bool:
    """Whether a short line ends the wide text above it: nothing stands beside it, nothing like it follows."""
    above = band[-1]
    if above.y - segment.y > _PITCH * segment.size or abs(above.size - segment.size) > 0.5:
        return False
    if segment.left >= gutter:
        return False
    pitch = _PITCH * segment.size
    near = [s for s in segments if abs(s.y - segment.y) < pitch and s is not segment and s.y < above.y - 1]
    return not any(s.left >= gutter or s.right < gutter for s in near)


def _gutter(segments: Sequence[Segment]) -> float | None:
    """The middle of the strip that parts the columns; None for a page of one column."""
    segments = [s for s in segments if len(s.glyphs) >= _TINY]
    if len(segments) < 2 * _FEWEST:
        return None
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    margin = _EDGE * (right - left)
    edges = sorted({s.right for s in segments if left + margin < s.right < right - margin})
    best: tuple[int, float] | None = None
    middle = None
    for x in edges:
        strip = _strip(segments, x + 0.1)
        if strip is None or not _parts_text(segments, *strip):
            continue
        crossed = sum(1 for s in segments if s.left < x + 0.1 < s.right)
        if best is None or (crossed, strip[0] - strip[1]) < best:
            best, middle = (crossed, strip[0] - strip[1]), (strip[0] + strip[1]) / 2
    return middle


def _strip(segments: Sequence[Segment], x: float) -> tuple[float, float] | None:
    """The white strip around an x, as those segments leave it that do not cross it."""
    before = [s.right for s in segments if s.right <= x]
    after = [s.left for s in segments if s.left >= x]
    crossed = sum(1 for s in segments if s.left < x < s.right)
    least = min(len(before), len(after))
    if least < _FEWEST or crossed > _CROSSED * least:
        return None
    strip = max(before), min(after)
    return strip if strip[1] - strip[0] >= _NARROW else None


def _parts_text(segments: Sequence[Segment], left: float, right: float) -> bool:
    sides = [s for s in segments if s.right <= left + 0.1], [s for s in segments if s.left >= right - 0.1]
    return all(_is_text(side) for side in sides)


def _is_text(side: Sequence[Segment]) -> bool:
    """Whether most rows are filled; a justified line may have gaps as wide as a table's.

    Beside a long table in the column, some rows that are filled to its margins are enough.
    """
    width = max(s.right for s in side) - min(s.left for s in side)
    rows = [list(row) for _, row in groupby(sorted(side, key=lambda s: s.y), key=lambda s: s.y)]
    whole = sum(
        len(row) == 1 and row[0].right - row[0].left >= _WHOLE * width and len(row[0].glyphs) >= _LINE
        for row in rows
    )
    if whole >= max(_SURE, _SURE_SHARE * len(rows)):
        return True
    return median(sum(s.right - s.left for s in row) for row in rows) >= _FILLED * width and (
        median(sum(len(s.glyphs) for s in row) for row in rows) >= _SHORT
    )
