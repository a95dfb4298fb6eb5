"""Numbers of lines in the margin, as drafts and court filings have them, taken out.

Comes in: the segments of a page. Goes out: the same without those that count lines: numbers that stand by
themselves, flush right in a column of their own beside the text, and rise evenly downwards.

    >>> from search.readers.pdf.shapes import Glyph
    >>> def row(text, x, y):
    ...     return Segment(tuple(Glyph(c, x + 5 * i, x + 5 * i + 5, y, 9) for i, c in enumerate(text)), y, 9)
    >>> numbers = [row(str(n), 40, 700 - 24 * n) for n in range(1, 10)]
    >>> text = [row("Salt came first.", 80, 690 - 24 * n) for n in range(9)]
    >>> without_line_numbers([*numbers, *text]) == text
    True
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from search.readers.pdf.segments import Segment

_FEWEST = 6  # numbers on a page: fewer may number anything
_STEPS = (1, 2, 5, 10)  # what each may be greater than the one before
_ALIGNED = 3.0  # points by which their right edges differ
_STRAY = 0.2  # of the numbers may break the count: a table's cell in the same place


def without_line_numbers(segments: Sequence[Segment]) -> list[Segment]:
    """The segments that do not count lines."""
    edges: dict[int, list[Segment]] = defaultdict(list)
    for segment in segments:
        if len(segment.glyphs) <= 4 and _value(segment) is not None:
            edges[round(segment.right / _ALIGNED)].append(segment)
    counting: set[int] = set()
    for edge in edges:
        column = [*edges[edge], *edges.get(edge + 1, ())]
        if len(column) >= _FEWEST and _counts(column) and _is_beside(column, segments):
            counting.update(id(segment) for segment in column)
    return [segment for segment in segments if id(segment) not in counting]


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
    others = [s for s in segments if len(s.glyphs) > 4]
    right = sum(s.left > outer for s in others)
    left = sum(s.right < inner for s in others)
    return max(left, right) >= (1 - _STRAY) * len(others) > 0
