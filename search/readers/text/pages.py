"""Text to printed lines and pages.

Comes in: the text of a file. Goes out: `Line` values, each with its page. Conventions known:

- a form feed begins a page;
- an extractor's single space before the first word of each page, in text that is not otherwise indented;
- numbers alone on their lines that count the pages, where the form feeds themselves were lost;
- a rule (a long line of blanks, underscores or dashes) stands above the notes of a page.

    >>> [line.page for line in read_lines("one\\n\\x0ctwo\\n")]
    [0, 1]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

RULE = re.compile(r"^(?:[ \t]{20,}|\s*[_―—–-]{5,}\s*|\s*(?:[_―—–-] ){5,}\s*)$")
_PAGE = r"(?:page|p\.|pg\.?|seite|s\.|página|pagina|стр\.?|страница|strona|str\.)"
# a page's number alone on its line: 12   - 12 -   [12]   Page 12   Page 12 of 30   12/30
ALONE = re.compile(
    rf"(?:[-–—~•·]\s*)?\[?(?:{_PAGE}\s*)?(\d{{1,4}})(?:\s?(?:/|of|von|de|из|sur)\s?\d{{1,4}})?\]?(?:\s*[-–—~•·])?",
    re.IGNORECASE,
)
# beside a running head or foot, where it can be nothing else: Smith    RFC 1    [Page 12]   12 | Title
_BESIDE = re.compile(
    r".{0,90}\[Page (\d{1,4})\]|(\d{1,4})\s?\|\s?\S.{0,90}|\S.{0,90}\|\s?(\d{1,4})", re.IGNORECASE
)
_BARE = re.compile(r"\d{1,4}")
_UNDERLINE = re.compile(r"\s*([=~^\"'`#*+:.-])\1{2,}\s*")
_DIVIDER = re.compile(r"\s*([=~#*+])\1{9,}\s*")  # between two pieces, from margin to margin
_UNDER = 2  # characters by which a line of signs may be longer or shorter than the heading over it
_FEWEST_PAGES = 3  # numbers in a row, fewer of which may be anything
_FEWEST_HEADS = 4  # running heads with numbers that rise by one
_SHORTEST_PAGE = 8  # lines
LONGEST_PAGE = 150  # and so the farthest that a note stands from its mark
_LONGEST_HEAD = 90  # characters
_TRIED = 4  # lines with the same number that a page number may follow
_AT_EDGE = re.compile(r"^\D?(\d{1,4})(?=\s+[^\W\d_])|(?<=[^\d.,:/–-])(\d{1,4})$")
ROMAN_ALONE = re.compile(r"(?:[-–—]\s*)[ivxlcIVXLC]{1,7}(?:\s*[-–—])|[ivxlc]{1,7}")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that is not blank.

    Attributes:
        text: without blanks at either end.
        number: its place among the lines of all pages, from 1; no two share one.
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
    for rule in (_break_at_spaces, _break_at_numbers, _break_at_heads):
        if not any(line.page for line in lines):
            lines = rule(lines)
    return lines


def _scan(text: str) -> list[Line]:
    lines: list[Line] = []
    page = gap = 0
    opens, ruled = True, False
    number = 0
    for raw in _without_underlines(text.split("\n")):
        pieces = raw.split("\f")
        for place, piece in enumerate(pieces):
            number += 1  # a form feed may stand in the middle of a line
            if place:
                page, gap, opens, ruled = page + 1, 0, True, False
            if RULE.match(piece):
                ruled = True
            elif piece.strip():
                indent = len(piece.expandtabs()) - len(piece.expandtabs().lstrip())
                lines.append(Line(piece.strip(), number, indent, gap, page, opens, ruled))
                gap, opens, ruled = 0, False, False
            elif len(pieces) == 1:
                gap += 1
    return lines


def _without_underlines(lines: Sequence[str]) -> Iterator[str]:
    """The lines, those of signs between two pieces or under (and over) a heading blank: they are no text."""
    heading = -1
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else ""
        if _DIVIDER.fullmatch(line):
            heading = index
            yield ""
            continue
        if _UNDERLINE.fullmatch(line) and above.strip() and index - 1 > heading and _underlines(line, above):
            heading = index
            yield ""
        elif (
            _UNDERLINE.fullmatch(line)
            and line in lines[index + 2 : index + 3]
            and _underlines(line, lines[index + 1])
        ):
            yield ""
        else:
            yield line


def _underlines(line: str, heading: str) -> bool:
    return abs(len(line.rstrip()) - len(heading.rstrip())) <= _UNDER and not _UNDERLINE.fullmatch(heading)


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
        numbered = bool(ALONE.fullmatch(line.text)) and line.gap > 0 and _under_rule(broken)
        opens = before is None or numbered or (line.indent == 1 and not stray)
        if before is not None and opens:
            page += 1
        broken.append(replace(line, page=page, opens_page=opens, stray=stray))
    return broken


def _is_stray(line: Line, after: Line | None) -> bool:
    return line.gap == 0 and after is not None and after.indent == 1 and after.gap == 0


def _is_page_mark(lines: Sequence[Line], marked: Sequence[Line]) -> bool:
    """One space before a line marks a page where it is rare, nothing else stands in, and rules precede."""
    if not marked or len(marked) * 10 > len(lines):
        return False
    indented = sum(1 for line in lines if line.indent > 1)
    ruled = sum(1 for line in lines if line.ruled)
    return indented * 50 <= len(lines) and 2 * len(marked) >= ruled


def _break_at_numbers(lines: list[Line]) -> list[Line]:
    """Pages end (or, where the text begins with one, begin) at page numbers that rise by one."""
    found = rising([(i, value) for i, line in enumerate(lines) if (value := _number(line.text)) is not None])
    if not _count_pages(lines, found):
        return lines
    return _broken(lines, {index if found[0] == 0 else index + 1 for index in found})


def _break_at_heads(lines: list[Line]) -> list[Line]:
    """Pages begin (or, where the text ends with one, end) at running heads, whose numbers rise by one."""
    alike: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if len(line.text) < _LONGEST_HEAD and _AT_EDGE.search(line.text):
            alike[re.sub(r"\d+", "0", line.text).casefold()].append(index)
    found = rising(
        sorted(
            (index, int(number))
            for same in alike.values()
            if len(same) >= _FEWEST_PAGES
            for index in same
            for pair in _AT_EDGE.findall(lines[index].text)
            for number in pair
            if number
        )
    )
    if len(found) < _FEWEST_HEADS or not _reach(lines, found):
        return lines
    return _broken(lines, {index + 1 if found[-1] == len(lines) - 1 else index for index in found})


def _broken(lines: Sequence[Line], opening: set[int]) -> list[Line]:
    """The lines with a new page at each of these places."""
    page = -1
    broken = []
    for index, line in enumerate(lines):
        opens = index in opening or not index
        page += opens
        broken.append(replace(line, page=page, opens_page=opens))
    return broken


def rising(found: Sequence[tuple[int, int]]) -> list[int]:
    """The longest of the rows of lines whose numbers rise by one, a page apart; (line, number) pairs in."""
    longest: list[int] = []
    rows: dict[int, tuple[int, int | None, int]] = {}  # line -> (number, line before, length)
    ends: dict[int, list[int]] = defaultdict(list)  # number -> lines that have it
    for index, number in found:
        before = [i for i in ends[number - 1][-_TRIED:] if _SHORTEST_PAGE <= index - i <= LONGEST_PAGE]
        last = max(before, key=lambda i: rows[i][2], default=None)
        length = rows[last][2] + 1 if last is not None else 1
        if index not in rows or rows[index][2] < length:
            rows[index] = (number, last, length)
        ends[number].append(index)
    at: int | None = max(rows, key=lambda i: rows[i][2], default=None)
    while at is not None:
        longest.append(at)
        at = rows[at][1]
    return longest[::-1]


def _count_pages(lines: Sequence[Line], found: Sequence[int]) -> bool:
    """Whether numbers alone on their lines are those of pages, and not of chapters, verses or a table.

    They stand far apart, from the text's beginning to its end; and bare ones, unlike a chapter's, stand in
    the middle of sentences.
    """
    if len(found) < _FEWEST_PAGES or not _reach(lines, found):
        return False
    if not any(_BARE.fullmatch(lines[index].text) for index in found):
        return True
    broken = sum(1 for i in found if 0 < i < len(lines) - 1 and _is_cut(lines[i - 1].text, lines[i + 1].text))
    return broken * 3 >= len(found)


def _reach(lines: Sequence[Line], found: Sequence[int]) -> bool:
    """Whether these stand over the greater part of the text."""
    return (found[-1] - found[0]) * 2 >= len(lines) - LONGEST_PAGE


def _number(text: str) -> int | None:
    match = ALONE.fullmatch(text) or _BESIDE.fullmatch(text)
    return next((int(group) for group in match.groups() if group), None) if match else None


def _is_cut(before: str, after: str) -> bool:
    return before[-1].isalpha() or before[-1] in ",-" or after[0].islower()


def _under_rule(lines: Sequence[Line]) -> bool:
    """Whether the last of these lines stands under a rule of its page."""
    for line in reversed(lines):
        if line.ruled:
            return True
        if line.opens_page:
            return False
    return False
