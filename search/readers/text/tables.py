"""Rows of a table that was set with blanks: lines in which a column begins or ends at the same place.

>>> from search.readers.text.layout import measure
>>> from search.readers.text.pages import read_lines
    >>> table = "Year  The metre is\\n1799  a bar in Paris\\n1889  a bar at Sèvres"
>>> lines = read_lines(text)
>>> sorted(rows(lines, measure(lines)))
[0, 1, 2]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.readers.text.layout import Measure
from search.readers.text.pages import Line

_COLUMN = re.compile(r"(?<=\S)(?: {2,}|[ ]*\t\s*)(?=\S)")
_FEWEST = 3  # rows: in fewer, blanks may stand above each other by chance
_WIDEST = 0.8  # of the column: two columns of a page side by side fill it


def rows(lines: Sequence[Line], measure: Measure) -> frozenset[int]:
    """The indexes of the lines that are rows."""
    columns = [
        _columns(line) if measure.width[index] < _WIDEST else set() for index, line in enumerate(lines)
    ]
    found: set[int] = set()
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and not lines[index].gap and columns[index] & columns[index - 1]:
            continue
        if index - start >= _FEWEST:
            found.update(range(start, index))
        start = index
    return frozenset(found)


def _columns(line: Line) -> set[tuple[str, int]]:
    """The edges of the second and all further columns: words begin at the same place, numbers end there."""
    gaps = list(_COLUMN.finditer(line.text))
    begins = {("begins", line.indent + gap.end()) for gap in gaps}
    ends = {
        ("ends", line.indent + end) for end in [*(gap.start() for gap in gaps[1:]), len(line.text)] if gaps
    }
    return begins | ends
