"""Printed body lines to headings and paragraphs.

Comes in: the lines of the body, page numbers and notes already gone. Goes out: `Block` values in reading
order. Where a paragraph ends is one rule for each way of setting a text (see `layout`). In spaced and solid
text a line that leaves room for the next line's first word was ended on purpose: it closes a paragraph, or
(where it leaves no more room than an indent takes) opens one. A page break parts nothing by itself;
each row of a table is a paragraph, as in the formats that have tables.

    >>> [block.level for block in blocks([Line("CHAPTER I", 1), Line("It rained.", 3, gap=1)])]
    [1, 0]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from search.readers.text.headings import (
    goes_with,
    is_heading,
    is_number,
    level,
    numbers_list,
    says_heading,
    unindented,
)
from search.readers.text.layout import INDENT, Layout, Measure, begins, ends, layout_of, measure
from search.readers.text.pages import Line
from search.readers.text.tables import rows

_YEAR = re.compile(r"\W?1[4-9]\d\d\W?|\W?20\d\d\W?")  # on a title page, under the title
_ORNAMENT = re.compile(r"[\W_]+")
_SHORT = 0.10  # of the column: more than a first line's indent takes
_VERY_SHORT = 0.25  # no paragraph goes on after such a line, whatever ends it
_INDENTED = 0.004  # of the column: what a first line lacks at least


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1 or more) or a paragraph (`level` 0), as its lines stand."""

    lines: tuple[Line, ...]
    level: int = 0


_Run: TypeAlias = range  # indexes of lines


def blocks(lines: Sequence[Line]) -> list[Block]:
    """The headings and paragraphs of a body."""
    if not lines:
        return []
    layout = layout_of(lines)
    full = measure(lines)
    table = rows(lines, full)
    runs = list(_runs(lines, layout, full, table))
    headings = unindented(
        lines,
        runs,
        [not _touches(lines, run, table) and is_heading(lines, run, full, layout) for run in runs],
    )
    if sum(headings) * 2 > len(runs) + 1:  # verse, a table, a list: only what says it is a heading is one
        headings = [
            found and says_heading(_text(lines, run)) for found, run in zip(headings, runs, strict=True)
        ]
    headings = [
        found or (after and is_number(_text(lines, run)))
        for found, after, run in zip(headings, [*headings[1:], False], runs, strict=True)
    ]
    listed = numbers_list(
        [_text(lines, run) if found else "" for found, run in zip(headings, runs, strict=True)]
    )
    headings = [found and index not in listed for index, found in enumerate(headings)]
    return list(_merged(lines, runs, headings, layout))


# --- where a paragraph ends ------------------------------------------------------------------------------


def _runs(lines: Sequence[Line], layout: Layout, measure: Measure, table: frozenset[int]) -> Iterator[_Run]:
    start = 0
    for index in range(1, len(lines)):
        if index in table or index - 1 in table or _PARTS[layout](lines, index, measure):
            yield range(start, index)
            start = index
    yield range(start, len(lines))


def _touches(lines: Sequence[Line], run: _Run, table: frozenset[int]) -> bool:
    """Whether a run is a row, or stands directly above or below one: what it says is no heading."""
    below = run.stop < len(lines) and not lines[run.stop].gap and run.stop in table
    return run.start in table or below or (not lines[run.start].gap and run.start - 1 in table)


def _ended(lines: Sequence[Line], index: int, measure: Measure) -> bool:
    """Whether the line at `index` closes its paragraph, by its ending and its length."""
    line, after = lines[index], lines[index + 1]
    slack = measure.slack[index]
    if slack > _VERY_SHORT:
        return begins(after) or ends(line)
    if not (ends(line) and begins(after)):
        return False
    return slack > _SHORT or _opens_paragraph(lines, index + 1, measure)


def _opens_paragraph(lines: Sequence[Line], index: int, measure: Measure) -> bool:
    """A first line lacks what its indent takes and no more, a heading much. Neither ends a sentence."""
    if index + 1 >= len(lines) or ends(lines[index]):
        return False
    slack = measure.slack[index]
    return _INDENTED < slack <= _SHORT or slack > _VERY_SHORT


def _parts_spaced(lines: Sequence[Line], index: int, measure: Measure) -> bool:
    return _ended(lines, index - 1, measure)


def _parts_unwrapped(lines: Sequence[Line], index: int, measure: Measure) -> bool:
    del measure
    return not lines[index].opens_page or ends(lines[index - 1]) or begins(lines[index])


def _parts_parted(lines: Sequence[Line], index: int, measure: Measure) -> bool:
    line = lines[index]
    if line.opens_page or line.ruled:
        return line.indent > lines[index - 1].indent + 1 or _ended(lines, index - 1, measure)
    return line.gap > 0


def _parts_indented(lines: Sequence[Line], index: int, measure: Measure) -> bool:
    del measure
    line, before = lines[index], lines[index - 1]
    if line.gap and not line.opens_page:
        return True
    if line.opens_page and ends(before) and index + 1 < len(lines) and lines[index + 1].gap:
        return True  # a heading, or a paragraph of one line
    return line.indent - before.indent >= INDENT[0] and (begins(line) or ends(before))


def _parts_solid(lines: Sequence[Line], index: int, measure: Measure) -> bool:
    line, before = lines[index], lines[index - 1]
    if line.gap and not line.opens_page:
        return True
    if line.indent > before.indent + 1 and ends(before):
        return True
    return _ended(lines, index - 1, measure)


_PARTS = {
    "spaced": _parts_spaced,
    "unwrapped": _parts_unwrapped,
    "parted": _parts_parted,
    "indented": _parts_indented,
    "solid": _parts_solid,
}


def _merged(
    lines: Sequence[Line], runs: Sequence[_Run], headings: Sequence[bool], layout: Layout
) -> Iterator[Block]:
    """Lines of one heading are one heading, and a chapter's number goes with its title."""
    held: list[Line] = []
    for run, found in zip(runs, headings, strict=True):
        piece = list(lines[run.start : run.stop])
        if _ORNAMENT.fullmatch(_text(lines, run)):
            continue
        if held and _YEAR.fullmatch(_text(lines, run)):
            held += piece
            continue
        if found and held and not goes_with(held, piece, layout):
            yield Block(tuple(held), level(held[0].text))
            held = []
        if found:
            held += piece
            continue
        if held:
            yield Block(tuple(held), level(held[0].text))
            held = []
        yield Block(tuple(piece))
    if held:
        yield Block(tuple(held), level(held[0].text))


def _text(lines: Sequence[Line], run: _Run) -> str:
    return " ".join(lines[index].text for index in run)
