"""A file's pages to lines in reading order, without furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from search.readers.pdf.columns import stacks
from search.readers.pdf.furniture import frame, furniture
from search.readers.pdf.lines import line_of, lines_of
from search.readers.pdf.margins import without_line_numbers
from search.readers.pdf.segments import Segment, segments
from search.readers.pdf.shapes import File, Line, Page, Rule

_EDGE = 4  # rows: the furniture of a page and the row that it keeps a distance from
_LARGER = 1.05  # times the usual size: a title that running heads repeat


@dataclass(frozen=True, slots=True)
class Column:
    """The lines of one column of one page, from top to foot, and the rules that lie in the page."""

    page: int
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All columns in reading order; `numbers` are the printed numbers of pages."""

    columns: tuple[Column, ...]
    numbers: dict[int, int]


def read_columns(file: File) -> Reading:
    """Lines out of columns, columns out of pages, furniture left out."""
    parted = without_line_numbers([segments(page.glyphs) for page in file.pages])
    rows = [_rows(found, page) for found, page in zip(parted, file.pages, strict=True)]
    edges = furniture(rows, [page.label for page in file.pages], frame(file.pages))
    columns = [
        column
        for page, found in zip(file.pages, parted, strict=True)
        for column in _columns([s for s in found if (page.index, s.y) not in edges.rows], page)
    ]
    return Reading(tuple(columns), edges.numbers)


def _rows(found: Sequence[Segment], page: Page) -> list[Line]:
    """The rows at the edges of a page, and those set larger than most: what furniture is told from."""
    rows = [list(group) for _, group in groupby(found, key=lambda segment: segment.y)]
    usual = median(row[0].size for row in rows) if rows else 0.0
    inner = range(_EDGE, len(rows) - _EDGE)
    return [
        line_of([glyph for segment in row for glyph in segment.glyphs], page)
        for index, row in enumerate(rows)
        if index not in inner or row[0].size > _LARGER * usual
    ]


def _columns(found: Sequence[Segment], page: Page) -> list[Column]:
    return [
        Column(page.index, tuple(lines_of(stack, page, number)), page.rules)
        for number, stack in enumerate(stacks(found))
    ]
