"""Numbers of lines in the margin, as drafts and court filings have them, taken out.

Comes in: the segments of all pages. Goes out: the same without those that count lines: numbers that stand by
themselves, flush right in a column of their own beside the text, and rise evenly downwards.

    >>> from search.readers.pdf.shapes import Glyph
    >>> def row(text, x, y):
    ...     return Segment(tuple(Glyph(c, x + 5 * i, x + 5 * i + 5, y, 9) for i, c in enumerate(text)), y, 9)
    >>> numbers = [row(str(n), 40, 700 - 24 * n) for n in range(1, 10)]
    >>> text = [row("Salt came first.", 80, 690 - 24 * n) for n in range(9)]
    >>> without_line_numbers([[*numbers, *text]]) == [text]
    True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from search.readers.pdf.segments import Segment

_DIGITS = 4
_FEWEST = 6  # numbers on a page: fewer may number anything
_STEPS = (1, 2, 5, 10)  # what each may be greater than the one before
_ALIGNED = 3.0  # points by which their right edges differ
_STRAY = 0.2  # of the numbers may break the count: a table's cell in the same place


def without_line_numbers(pages: Sequence[Sequence[Segment]]) -> list[list[Segment]]:
    """The segments of each page that do not count lines; the last page may hold too few to tell by itself."""
    columns = [_columns(page) for page in pages]
    known = {
        edge
        for page, found in zip(pages, columns, strict=True)
        for edge, column in found.items()
        if len(column) >= _FEWEST and _counts(column) and _is_beside(column, page)
    }
    return [_without(page, found, known) for page, found in zip(pages, columns, strict=True)]


def _columns(page: Sequence[Segment]) -> dict[int, list[Segment]]:
    """Numbers that stand by themselves, by the place of their right edge."""
    edges: dict[int, list[Segment]] = defaultdict(list)
    for segment in page:
        if len(segment.glyphs) <= _DIGITS and _value(segment) is not None:
            edges[round(segment.right / _ALIGNED)].append(segment)
    return {edge: [*column, *edges.get(edge + 1, ())] for edge, column in list(edges.items())}


def _without(page: Sequence[Segment], found: dict[int, list[Segment]], known: set[int]) -> list[Segment]:
    counting = {
        id(segment)
        for edge, column in found.items()
        if edge in known and (len(column) == 1 or _counts(column)) and _is_beside(column, page)
        for segment in column
    }
    return [segment for segment in page if id(segment) not in counting]


def _value(segment: Segment) -> int | None:
    text = "".join(glyph.text for glyph in segment.glyphs)
    return int(text) if text.isascii() and text.isdigit() else None


def _counts(column: Sequence[Segment]) -> bool:
    """Whether the numbers rise evenly, all but a few."""
    values = [_value(segment) or 0 for segment in sorted(column, key=lambda segment: -segment.y)]
    steps = [after - before for before, after in pairwise(values)]
    usual = max(set(steps), key=steps.count)
    return usual in _STEPS and steps.count(usual) >= (1 - _STRAY) * len(steps)


def _is_beside(column: Sequence[Segment], segments: Sequence[Segment]) -> bool:
    """Whether nearly all other text stands on one side of them."""
    inner, outer = min(s.left for s in column), max(s.right for s in column)
    others = [s for s in segments if len(s.glyphs) > _DIGITS]
    right = sum(s.left > outer for s in others)
    left = sum(s.right < inner for s in others)
    return max(left, right) >= (1 - _STRAY) * len(others) > 0
