"""Raised marks that an extractor set on a line of their own, put back where they belong in the line below.

Comes in: a text. Goes out: the same with each such mark behind its word, and each raised label before its
note. Ghostscript leaves them so, in text with a margin on every line, without blank lines or form feeds:
a line that holds nothing but marks, set by blanks over their places, and blanks where they were. Its columns
drift in type that is not of one width; where no blanks are left for a mark, the end of a sentence or a clause
that is nearest takes it. A page's number stands alone too, but in the same part of the page each time.

    >>> print(woven("            1             2\\n  He denied.  She went on.  They left.\\n" * 2).rstrip())
      He denied.1  She went on.2  They left.
      He denied.1  She went on.2  They left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from search.readers.text.pages import Line, rising

_MARK = re.compile(r"\d{1,3}(?:,\d{1,3})*|[*†‡§¶]{1,3}")
_BARE = re.compile(r" +(\d{1,3})\s*")
_GAP = re.compile(r" +|$")
_PUNCTUATED = re.compile(r"[.,;:!?)\]’”\"»]$")
_WORDS = re.compile(r"[^\W\d_]{2}")
_FEWEST = 2  # lines of marks: one may be anything
_OTHERS = 0.02  # of the lines: blank, or without a margin
# as far as a page's number strays from its place, in columns or by a share of the page, and how many tell it
_SAME = ((0, 3, 2), (1, 0.04, 2), (1, 0.12, 4))
_NEAREST = 12  # lines above a page's number that tell how wide the page is
_TRIED = 20  # places in which most numbers stand alone: all of them would cost the square of a long text
_WIDEST = 400  # columns of a printed line: marks in one are weighed at each blank of the next
_LONGEST_PAGES = 100  # lines: those before the first number and after the last
_LEFT_BLANK = 14  # columns that two blanks left for a mark outweigh
_CLOSED = 9  # the same for the end of a clause
_WIDE = 3  # blanks: after so many the line goes on in its true column
_LABEL = 8  # columns before its note


@dataclass(frozen=True, slots=True)
class _Marks:
    """A line that holds nothing but marks: what they are, and over which columns of the next line."""

    row: int
    marks: tuple[tuple[str, int], ...]


def woven(text: str) -> str:
    """The text, with raised marks in their lines; unchanged where the text does not look like it."""
    if "\f" in text:
        return text
    lines = text.split("\n")
    others = sum(1 for line in lines if not line.startswith("  "))
    if others > 1 + _OTHERS * len(lines):
        return text
    found = _without_page_numbers(list(_lines_of_marks(lines)), lines)
    if len(found) < _FEWEST:
        return text
    stretch = _stretch(lines)
    for at in found:
        lines[at.row + 1] = _marked(lines[at.row + 1], at.marks, stretch)
    gone = {at.row for at in found}
    return "\n".join(line for row, line in enumerate(lines) if row not in gone)


def lowered(lines: Sequence[Line]) -> list[Line]:
    """The lines of one column of a page, with raised marks in the lines directly below them."""
    kept: list[Line] = []
    marks: tuple[tuple[str, int], ...] = ()
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        if marks:
            printed = _marked(" " * line.indent + line.text, marks, 1.0)
            line = replace(line, text=printed.strip())
        marks = _words(" " * line.indent + line.text)
        stands_over = (
            below
            and len(below.text) < _WIDEST
            and not below.gap
            and line.indent > below.indent
            and _WORDS.search(below.text)
        )
        if not (stands_over and all(_MARK.fullmatch(word) for word, _ in marks)):
            kept.append(line)
            marks = ()
    return kept


def _words(line: str) -> tuple[tuple[str, int], ...]:
    return tuple((match[0], match.start()) for match in re.finditer(r"\S+", line))


def _lines_of_marks(lines: Sequence[str]) -> Iterator[_Marks]:
    for row, (line, below) in enumerate(pairwise(lines)):
        if max(len(line), len(below)) > _WIDEST:
            continue
        words = _words(line)
        if words and all(_MARK.fullmatch(word) for word, _ in words) and _WORDS.search(below):
            yield _Marks(row, words)


def _without_page_numbers(found: Sequence[_Marks], lines: Sequence[str]) -> list[_Marks]:
    """The lines but those whose numbers rise by one, a page apart, in one part of the page."""
    bare = [(row, _BARE.fullmatch(line)) for row, line in enumerate(lines)]
    alone = [_Marks(row, ((number[1], number.start(1)),)) for row, number in bare if number]
    places = [_place(at, lines) for at in alone]
    best: list[int] = []
    for measure, strays, fewest in _SAME:
        usual = Counter(round(place[measure], 2) for place in places)
        for place, _ in usual.most_common(_TRIED):
            near = [
                (at.row, int(at.marks[0][0]))
                for at, other in zip(alone, places, strict=True)
                if abs(other[measure] - place) <= strays
            ]
            row = rising(near)
            if len(row) >= fewest and (row[-1] - row[0]) * 2 >= len(lines) - _LONGEST_PAGES:
                best = max(best, row, key=len)
    return [at for at in found if at.row not in best]


def _place(at: _Marks, lines: Sequence[str]) -> tuple[float, float]:
    """How far from the left margin: in columns, and as a share of the page above."""
    above = [line.rstrip() for line in lines[max(0, at.row - _NEAREST) : at.row] if _WORDS.search(line)]
    margin = min((len(line) - len(line.lstrip()) for line in above), default=0)
    column = at.marks[0][1] - margin
    return column, column / max([len(line) - margin for line in above], default=1)


def _stretch(lines: Sequence[str]) -> float:
    """How many columns a character of running text is wide, where wide blanks tell it."""
    found = []
    for line in lines:
        text = line.strip()
        gap = re.search(r"\S( {3,20})\S", text)
        if gap and gap.start() > 20:
            found.append((gap.end() - 2) / (gap.start() + 1))
    return median(found) if len(found) > 4 else 1.0


def _marked(line: str, marks: Sequence[tuple[str, int]], stretch: float) -> str:
    """The line, with each mark at the place that speaks most for it."""
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    pieces: list[str] = []
    done = 0
    for mark, column in marks:
        if start - _LABEL <= column < start and not done:
            pieces.append(line[:column] + mark + " ")
            done = start
            continue
        places = [gap.start() for gap in _GAP.finditer(line, max(done, start + 1), end)]
        place = max(places, key=lambda at: _speaks(line[:end], at, column, start, stretch), default=end)
        pieces += (line[done:place], mark)
        done = place
    return "".join(pieces) + line[done:]


def _speaks(line: str, place: int, column: int, start: int, stretch: float) -> float:
    """How much speaks for a mark behind the word that ends at a place."""
    blanks = len(line[place:]) - len(line[place:].lstrip())
    if blanks > 1 and place <= column <= place + blanks:
        far = 0.0
    else:
        far = min(abs(place - column), abs(start + (place - start) * stretch - column))
    closes = bool(_PUNCTUATED.search(line, max(0, place - 1), place))
    return _LEFT_BLANK * (blanks > 1) + _CLOSED * closes - far
