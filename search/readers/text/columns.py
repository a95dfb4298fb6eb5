"""Two columns that an extractor left side by side, put one behind the other.

Comes in: the lines of a text, without furniture, with their pages. Goes out: the same lines, where a page
has a gutter cut in two at it: the left column, then the right one, each a page of its own for what reads on,
since each has its notes at its foot; both keep their printed page's number. `pdftotext -layout` sets text so.

- A gutter is blanks that end at one place over most lines of a page, with prose on both sides: pieces of some
  length, many of which go on in the middle of a sentence. The pieces of a table are short, or begin anew.
- A line that runs over the gutter is a heading over both columns and stays where it stands; what is above it
  comes before it, left and right. Between lines that have the gutter it is one whose left piece was too long,
  and is cut where that piece has its column's width.

    >>> from search.readers.text.furniture import paginate
    >>> from search.readers.text.pages import read_lines
    >>> left = ["the metre was to be had", "from the arc that runs"]
    >>> right = ["from here to the north", "of the town, and then"]
    >>> text = "\\n".join(f"{a:26}{b}" for a, b in zip(left * 5, right * 5))
    >>> [line.text for line in unwoven(paginate(read_lines(text))).lines][:2]
    ['the metre was to be had', 'from the arc that runs']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from search.readers.text.furniture import Pagination
from search.readers.text.layout import advance, ends
from search.readers.text.pages import Line
from search.readers.text.raised import lowered

_AFTER_BLANKS = re.compile(r"(?<=\S) {2,}(?=\S)|^ {20,}(?=\S)")
_WIDE = re.compile(r"\S {3,}\S")
_STAND = (8, 0.4)  # lines of a page with text on both sides, and their share
_STAND_AGAIN = (3, 0.1)  # the same where another page has a gutter
_TRIED = 3  # places of a page at which most pieces begin
_BEGIN = 3  # pieces that begin at one place, fewer of which may be chance
_INDENT = 6  # columns that a paragraph of the right column may stand in
_NEAR = 2  # columns before the gutter that a right piece may begin
_PROSE = 0.3  # of the pieces go on in the middle of a sentence
_LENGTH = 20  # characters: the cells of a table are shorter
_CELLS = 0.35  # of the pieces may have wide blanks inside
_BAND = 3  # lines with text on both sides, fewer of which may be chance
_RUNS_ON = 0.85  # of the usual width: a line that ends no sentence, and is no heading
_LONGER = 1.3  # times a full piece: a line of both columns
_FULL = 1.04  # times a full piece: no piece is longer, but for what its estimated width is good for
_WIDEST = 400  # columns of a printed line, which is weighed at each of its blanks
_HINT = 3.0  # ems: how far off the usual width blanks, or a word that is broken, may have a line cut


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a page in two pieces, or `whole`; the right one, with its indent, begins `at` a column."""

    line: Line
    left: str = ""
    right: str = ""
    whole: bool = False
    at: int = 0

    @property
    def is_both(self) -> bool:
        """Whether there is text on both sides of the gutter."""
        return bool(self.left.strip() and self.right.strip())


def unwoven(pagination: Pagination) -> Pagination:
    """The lines column by column, and the printed numbers of the pages that they now stand on."""
    pages = [list(group) for _, group in groupby(pagination.lines, key=lambda line: line.page)]
    sure = [_cut(page, *_STAND) for page in pages]
    if not any(sure):
        return pagination
    lines: list[Line] = []
    numbers: dict[int, int] = {}
    page = -1
    for found, group in zip(sure, pages, strict=True):
        rows = found or _cut(group, *_STAND_AGAIN)
        printed = pagination.printed(group[0].page)
        for column in _columns(rows) if rows else [group]:
            page += 1
            if printed is not None:
                numbers[page] = printed
            lines += [
                replace(line, page=page, opens_page=not place) for place, line in enumerate(lowered(column))
            ]
    return Pagination([replace(line, number=number) for number, line in enumerate(lines, 1)], numbers)


# --- cutting at the gutter -------------------------------------------------------------------------------


def _cut(page: Sequence[Line], fewest: int, share: float) -> list[_Row]:
    """The lines of a page cut at its gutter; empty where it has none."""
    found = Counter(
        blanks.end()
        for line in page
        for blanks in _AFTER_BLANKS.finditer(_printed(line))
        if blanks.end() > _LENGTH
    )
    gutters = [gutter for gutter, count in found.most_common(_TRIED) if count >= _BEGIN]
    for gutter in gutters:
        if _parts_prose([_row(line, [gutter]) for line in page], fewest, share):
            others = [other for other in gutters if other != gutter]
            return _forced([_row(line, [gutter, *others]) for line in page])
    return []


def _parts_prose(rows: Sequence[_Row], fewest: int, share: float) -> bool:
    both = [row for row in rows if row.is_both]
    if len(both) < max(fewest, share * len(rows)):
        return False
    pieces = [[row.left.strip() for row in both], [row.right.strip() for row in both]]
    return all(
        median(map(len, side)) >= _LENGTH
        and sum(1 for piece in side if piece[0].islower()) >= _PROSE * len(side)
        and sum(1 for piece in side if _WIDE.search(piece)) <= _CELLS * len(side)
        for side in pieces
    )


def _printed(line: Line) -> str:
    return " " * line.indent + line.text.expandtabs()


def _row(line: Line, gutters: Sequence[int]) -> _Row:
    """A line cut at the first of the gutters at which its right piece begins."""
    text = _printed(line)
    for gutter in gutters:
        right = text[gutter:]
        if right and not text[gutter - 2 : gutter].strip() and len(right) - len(right.lstrip()) <= _INDENT:
            return _Row(line, text[:gutter].rstrip(), right, at=gutter)
    if line.indent >= min(gutters) - _NEAR:
        return _Row(line, right=line.text)
    if len(text) <= gutters[0] and line.indent <= gutters[0] // 2:
        return _Row(line, left=text)
    return _Row(line, whole=True)


def _forced(rows: Sequence[_Row]) -> list[_Row]:
    """The rows, with lines between others that have the gutter cut where their left piece ran over it."""
    full = sorted(advance(row.left.strip()) for row in rows if row.is_both)
    width = full[len(full) // 2]
    forced = list(rows)
    end = 0
    for whole, group in groupby(rows, key=lambda row: row.whole):
        start, end = end, end + len(list(group))
        if whole and _touches(rows, start, end):
            beside = {row.at for row in rows[max(0, start - 1) : end + 1] if row.at}
            forced[start:end] = [_overrun(row, width, beside) for row in rows[start:end]]
    return forced


def _touches(rows: Sequence[_Row], start: int, end: int) -> bool:
    """Whether lines over the gutter follow on others, or others on them: a title and a figure stand apart."""
    above = not rows[start].line.gap and (start > 0 or rows[0].line.page > 0)
    return above or (start > 0 and (end == len(rows) or not rows[end].line.gap))


def _overrun(row: _Row, width: float, gutters: Set[int]) -> _Row:
    """A line cut where its left piece has the width of its column, or its right one begins as others do."""
    text = _printed(row.line)
    if len(text) > _WIDEST or advance(text.strip()) < _LONGER * width:
        return row
    places = {blanks.end() for blanks in re.finditer(r"(?<=\S) +(?=\S)", text)}
    places |= {gutter for gutter in gutters if gutter < len(text) and text[gutter] != " "}

    def against(place: int) -> float:
        left, right = text[:place].strip(), text[place:]
        wide = place in gutters or text[place - 2 : place] == "  "
        hints = _HINT * (wide + (left.endswith("-") and right[0].islower()))
        return abs(advance(left) - width) + 2 * max(0.0, advance(right) - _FULL * width) - hints

    place = min(places, key=against, default=0)
    return _Row(row.line, text[:place].rstrip(), text[place:]) if place else row


# --- one behind the other --------------------------------------------------------------------------------


def _columns(rows: Sequence[_Row]) -> Iterator[list[Line]]:
    """The columns of a page from the left, and from band to band; a whole line goes with what is below."""
    margin = Counter(row.line.indent for row in rows if row.left.strip()).most_common(1)[0][0]
    held: list[Line] = []
    for whole, group in groupby(rows, key=lambda row: row.whole):
        band = list(group)
        if whole or sum(1 for row in band if row.is_both) < _BAND:
            held += (row.line for row in band)
            continue
        yield held + _column(band, [row.left for row in band], 0)
        yield _column(band, [row.right for row in band], margin)
        held = []
    if held:
        yield held


def _column(band: Sequence[_Row], pieces: Sequence[str], margin: int) -> list[Line]:
    width = median(advance(piece.strip()) for piece in pieces if piece.strip())
    lines: list[Line] = []
    gap = 0
    for row, piece in zip(band, pieces, strict=True):
        gap += row.line.gap
        if not piece.strip():
            gap += 1
            continue
        indent = margin + len(piece) - len(piece.lstrip())
        if lines and not ends(lines[-1]) and advance(lines[-1].text) > _RUNS_ON * width:
            gap = min(gap, row.line.gap)  # the other column's lines stand at other heights
        lines.append(replace(row.line, text=piece.strip(), indent=indent, gap=gap))
        gap = 0
    return lines
