"""Text to printed lines and pages.

Comes in: the text of a file. Goes out: `Line` values, each with its page, and the printed number of each page
where the document's own numbers allow. Conventions known:

- a form feed begins a page;
- an extractor's single space before the first word of each page, in text that is not otherwise indented;
- a number alone on its line at a page's head or foot is the page's number, and no text;
- a rule (a long line of blanks, underscores or dashes) stands above the notes of a page.

    >>> [line.page for line in read_lines("one\\n\\x0ctwo\\n")]
    [0, 1]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

RULE = re.compile(r"^(?:[ \t]{20,}|\s*[_―—–-]{5,}\s*|\s*(?:[_―—–-] ){5,}\s*)$")
_NUMBER = re.compile(r"^\s*(?:[-–—]\s*)?(\d{1,4})(?:\s*[-–—])?\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that is not blank.

    Attributes:
        text: without blanks at either end.
        number: its place in the file, from 1.
        indent: how many columns stand before it.
        gap: how many blank lines stand before it on its page.
        page: the physical page, from 0.
        opens_page: True for the first line of a page.
        ruled: True where a rule stands directly above it.
        stray: True for a line alone between the notes of a page and the next: the end of a note whose
            beginning was lost.
    """

    text: str
    number: int
    indent: int = 0
    gap: int = 0
    page: int = 0
    opens_page: bool = False
    ruled: bool = False
    stray: bool = False


def read_lines(text: str) -> list[Line]:
    """All lines that are not blank, with their pages, page numbers among them still."""
    lines = _scan(text)
    return _break_at_spaces(lines) if not any(line.page for line in lines) else lines


def _scan(text: str) -> list[Line]:
    lines: list[Line] = []
    page = gap = 0
    opens, ruled = True, False
    for number, raw in enumerate(text.split("\n"), start=1):
        before, *after = raw.split("\f")
        for piece in (before, *after):
            if piece is not before:
                page, gap, opens, ruled = page + 1, 0, True, False
            if RULE.match(piece):
                ruled = True
            elif piece.strip():
                indent = len(piece.expandtabs()) - len(piece.expandtabs().lstrip())
                lines.append(Line(piece.strip(), number, indent, gap, page, opens, ruled))
                gap, opens, ruled = 0, False, False
            elif piece is before and not after:
                gap += 1
    return lines


def _break_at_spaces(lines: list[Line]) -> list[Line]:
    """Pages begin where an extractor left one space before their first word."""
    marked = [line for line in lines if line.indent == 1]
    if not _is_page_mark(lines, marked):
        return lines
    page = 0
    broken: list[Line] = []
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        stray = line.indent == 1 and _is_stray(line, after) and _under_rule(broken)
        # a number that stands where the space should be has opened the page already
        numbered = bool(_NUMBER.match(line.text)) and line.gap > 0 and _under_rule(broken)
        opens = before is None or numbered or (line.indent == 1 and not stray)
        if before is not None and opens:
            page += 1
        broken.append(replace(line, page=page, opens_page=opens, stray=stray))
    return broken


def _is_stray(line: Line, after: Line | None) -> bool:
    return line.gap == 0 and after is not None and after.indent == 1 and after.gap == 0


def _is_page_mark(lines: Sequence[Line], marked: Sequence[Line]) -> bool:
    """One space before a line marks a page where it is rare, nothing else is indented, and rules go before."""
    if not marked or len(marked) * 10 > len(lines):
        return False
    indented = sum(1 for line in lines if line.indent > 1)
    ruled = sum(1 for line in lines if line.ruled)
    return indented * 50 <= len(lines) and 2 * len(marked) >= ruled


def _under_rule(lines: Sequence[Line]) -> bool:
    """Whether the last of these lines stands under a rule of its page."""
    for line in reversed(lines):
        if line.ruled:
            return True
        if line.opens_page:
            return False
    return False


# --- page numbers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pagination:
    """`lines` without page numbers; `numbers` maps a physical page to its printed number, or is empty."""

    lines: list[Line]
    numbers: dict[int, int]

    def printed(self, page: int) -> int | None:
        """The number of a physical page."""
        return self.numbers.get(page)


def paginate(lines: list[Line]) -> Pagination:
    """Takes the page numbers out of the lines and numbers the pages by them.

    The numbers that survive are believed only where they agree, that is where most of them are equally far
    from the physical count; without any, pages are counted from 1, and a text without pages has no numbers.
    """
    pages = max((line.page for line in lines), default=0) + 1
    if pages == 1:
        return Pagination(lines, {})
    found = [(line, int(match[1])) for line in _edges(lines) if (match := _NUMBER.match(line.text))]
    offsets = Counter(number - line.page for line, number in found)
    offset, votes = offsets.most_common(1)[0] if offsets else (1, 0)
    agreed = {line.number for line, number in found if number - line.page == offset}
    if votes * 2 <= len(found) and len(found) > 1:
        return Pagination(lines, {})
    kept = [line for line in lines if line.number not in agreed]
    return Pagination(_reopened(kept), {page: page + offset for page in range(pages)})


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The first and the last line of each page."""
    first = [line for line in lines if line.opens_page]
    last = [line for line, after in pairwise(lines) if after.opens_page]
    return list({line.number: line for line in [*first, *last, *lines[-1:]]}.values())


def _reopened(lines: list[Line]) -> list[Line]:
    """The line after a page number taken out is the first of its page."""
    pages = [-1, *(line.page for line in lines)]
    return [
        line if line.page == before else replace(line, opens_page=True)
        for before, line in zip(pages, lines, strict=False)
    ]
