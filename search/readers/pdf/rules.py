"""Which rules may stand above notes.

Comes in: a column with the rules of its page. Goes out: where lines begin that have one above them. It stands
at the column's margin, underlines no text, and is none of those that part the rows of a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from search.readers.pdf.foot_notes import is_sure
from search.readers.pdf.reading import Column
from search.readers.pdf.shapes import Rule

_UNDER = 0.3  # of the size: so near below its text lies what underlines it
_WIDE = 0.8  # of the column: no rule above notes is as wide, but for those of tables and title pages
_ROWS = 3  # rules one below the other that are a table's
_FUZZ = 3  # points by which their ends differ
_MARGIN = 0.15  # of the column: a rule that begins farther in is a fraction's
_LONG = 0.2  # of the column: unless it ends at the other margin, as where one reads from right to left


def under_rules(column: Column) -> list[tuple[int, bool]]:
    """Where lines begin that have a rule of their column above them, lowest first, and whether it is wide."""
    if not column.lines:
        return []
    left, right = min(line.left for line in column.lines), max(line.right for line in column.lines)
    starts: dict[int, bool] = {}
    rows = _rows(column.rules)
    for rule in column.rules:
        if _is_at_margin(rule, left, right) and not _underlines(rule, column):
            start = sum(line.y > rule.y - 0.1 * line.size for line in column.lines)
            parts_rows = _extent(rule) in rows
            if parts_rows and not any(is_sure(line) for line in column.lines[start : start + 1]):
                continue
            wide = rule.x1 - rule.x0 > _WIDE * (right - left)
            starts[start] = wide and starts.get(start, True)
    return sorted(((s, wide) for s, wide in starts.items() if s < len(column.lines)), reverse=True)


def _rows(rules: Sequence[Rule]) -> set[tuple[int, int]]:
    """The extents of rules that part the rows of a table: several have the same."""
    extents = Counter(extent for extent, _ in {(_extent(rule), round(rule.y)) for rule in rules})
    return {extent for extent, count in extents.items() if count >= _ROWS}


def _extent(rule: Rule) -> tuple[int, int]:
    return round(rule.x0 / _FUZZ), round(rule.x1 / _FUZZ)


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
