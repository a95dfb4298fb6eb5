"""What stands on every page and belongs to none: running heads and feet, and page numbers.

Comes in: lines with their pages. Goes out: the lines without furniture, and the printed number of each page
where the document's own numbers allow. Conventions known, all at the edges of pages only:

- a number alone: `12`, `- 12 -`, `[12]`, `Page 12`, `Page 12 of 30`, `12/30`, in several languages;
- a number beside the running head: `12 | Title`, `Title    12`;
- a running head or foot that repeats, numbers apart, on three pages, or on every other one;
- roman numbers in front matter, whose pages then have no number;
- the arrow behind a note that leads back to its mark, where a page of the web was printed.

    >>> from search.readers.text.pages import read_lines
    >>> paginate(read_lines("one\\n- 7 -\\f two\\n- 8 -\\n")).numbers
    {0: 7, 1: 8}
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from search.readers.text.labels import callable_labels
from search.readers.text.pages import ALONE, ROMAN_ALONE, Line

_TITLED = re.compile(
    r"(\d{1,4})(?:\s{2,}|\s?[|•·]\s?)\S.{0,90}|\S.{0,90}?(?:\s{2,}|\s?[|•·]\s?)\[?(?:page\s|p\.\s?)?(\d{1,4})\]?",
    re.IGNORECASE,
)
_AT_END = re.compile(r"^\D?(\d{1,4})\b|\b(\d{1,4})\W?$")
# a short form may well be the last line of page after page
_SHORT_FORM = re.compile(r"\b(?:ibid|ibidem|id|idem|op\. cit|loc\. cit|там же|ebd|ebenda)\b", re.IGNORECASE)
_DEPTH = 2  # lines of furniture at either edge of a page
_REPEATS = 3  # pages on which a line must stand before it is taken for a running head
_RETURN = re.compile(r"[ \t]*[↩⤴⏎][\ufe0e\ufe0f]?")


def without_returns(text: str) -> str:
    """A text without the arrows that lead back from its notes."""
    return _RETURN.sub("", text)


@dataclass(frozen=True, slots=True)
class Pagination:
    """`lines` without furniture; `numbers` maps a physical page to its printed number, or is empty."""

    lines: list[Line]
    numbers: dict[int, int]

    def printed(self, page: int) -> int | None:
        """The number of a physical page."""
        return self.numbers.get(page)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near an edge of its page: `depth` 0 for the outermost."""

    line: Line
    at_top: bool
    depth: int


def paginate(lines: list[Line]) -> Pagination:
    """Takes the furniture out of the lines and numbers the pages by their printed numbers.

    The numbers that survive are believed only where they agree, that is where most of them are equally far
    from the physical count; without any, pages are counted from 1, and a text without pages has no numbers.
    """
    pages = max((line.page for line in lines), default=0) + 1
    if pages == 1:
        return Pagination(lines, {})
    edges = list(_edges(lines))
    running = _running(edges)
    offset, agreed = _agreement(edges, running)
    if len(agreed) == 1 and _is_called(lines, agreed):
        offset, agreed = 1, set()
    roman = _roman(edges)
    removed = _outermost(edges, running | agreed | roman.keys())
    kept = _reopened([line for line in lines if line.number not in removed])
    if offset is None:
        return Pagination(kept, {})
    unnumbered = {line_page for number, line_page in roman.items() if number in removed}
    numbers = {page: page + offset for page in range(pages) if page + offset > 0 and page not in unnumbered}
    return Pagination(kept, numbers)


def _edges(lines: Sequence[Line]) -> Iterator[_Edge]:
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        for depth, line in enumerate(page[:_DEPTH]):
            yield _Edge(line, True, depth)
        for depth, line in enumerate(page[: -_DEPTH - 1 : -1]):
            yield _Edge(line, False, depth)


def _outermost(edges: Sequence[_Edge], furniture: set[int]) -> set[int]:
    """Furniture has nothing but furniture between it and the edge."""
    outer = {(e.line.page, e.at_top) for e in edges if e.depth == 0 and e.line.number in furniture}
    return {
        edge.line.number
        for edge in edges
        if edge.line.number in furniture and (edge.depth == 0 or (edge.line.page, edge.at_top) in outer)
    }


# --- running heads ---------------------------------------------------------------------------------------


def _running(edges: Sequence[_Edge]) -> set[int]:
    """Lines that repeat at one edge of many pages; on the first page of all, a head is the title itself."""
    alike: dict[tuple[bool, str], list[Line]] = defaultdict(list)
    for edge in edges:
        if any(letter.isalpha() for letter in edge.line.text) and not _SHORT_FORM.search(edge.line.text):
            alike[edge.at_top, _masked(edge.line.text)].append(edge.line)
    return {
        line.number
        for (at_top, _), same in alike.items()
        if _repeats(same) and _may_vary(same)
        for line in same
        if line.page or not at_top or line.text != same[-1].text
    }


def _masked(text: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"\d+", "0", text)).casefold().strip()


def _repeats(same: Sequence[Line]) -> bool:
    """Whether a line stands on three pages or every other one; one with a URL may well be cited twice."""
    pages = {line.page for line in same}
    if len(pages) >= _REPEATS:
        return True
    return "://" not in same[0].text and any(page + 2 in pages for page in pages)


def _may_vary(same: Sequence[Line]) -> bool:
    """What changes from page to page in a running head is the page's number."""
    if len({line.text for line in same}) == 1:
        return True
    offsets = Counter(value - line.page for line in same for value in _numbers_at_ends(line.text))
    return bool(offsets) and offsets.most_common(1)[0][1] * 2 > len(same)


def _numbers_at_ends(text: str) -> set[int]:
    return {int(first or last) for first, last in _AT_END.findall(text)}


# --- page numbers ----------------------------------------------------------------------------------------


def _agreement(edges: Sequence[_Edge], running: set[int]) -> tuple[int | None, set[int]]:
    """How far printed numbers are from the physical count, and the lines that are numbers and agree."""
    alone = [(edge.line, value) for edge in edges for value in _alone(edge.line.text)]
    titled = [(edge.line, value) for edge in edges for value in _titled(edge.line, running)]
    votes = _votes(alone)
    beside = _votes(titled)
    for value, pages in beside.items():
        if len(pages | votes.get(value, set())) >= _REPEATS:
            votes[value] = votes.get(value, set()) | pages
    if not votes:
        return 1, set()
    offset = max(votes, key=lambda value: len(votes[value]))
    found = set().union(*votes.values())
    if len(votes[offset]) * 2 <= len(found) and len(found) > 1:
        return None, set()
    return offset, {line.number for line, value in [*alone, *titled] if value - line.page == offset}


def _is_called(lines: Sequence[Line], number: set[int]) -> bool:
    """Whether the page calls the only number that stands alone at an edge: it labels a note."""
    line = next(line for line in lines if line.number in number)
    above = (other for other in lines if other.page == line.page and other.number < line.number)
    return any(line.text in callable_labels(other.text) for other in above)


def _votes(found: Sequence[tuple[Line, int]]) -> dict[int, set[int]]:
    """The pages that speak for each distance between printed and physical count."""
    votes: dict[int, set[int]] = defaultdict(set)
    for line, value in found:
        votes[value - line.page].add(line.page)
    return votes


def _alone(text: str) -> list[int]:
    match = ALONE.fullmatch(text)
    return [int(match[1])] if match else []


def _titled(line: Line, running: set[int]) -> list[int]:
    """A number set apart from a title beside it; in a line that repeats, at either end."""
    if line.number in running:
        return sorted(_numbers_at_ends(line.text))
    match = _TITLED.fullmatch(line.text)
    return [int(match[1] or match[2])] if match and not ALONE.fullmatch(line.text) else []


def _roman(edges: Sequence[_Edge]) -> dict[int, int]:
    """Roman numbers alone at the outermost edge, up to the first page that has none: line -> page."""
    found = {e.line.number: e.line.page for e in edges if ROMAN_ALONE.fullmatch(e.line.text) and not e.depth}
    first = min(
        (edge.line.page for edge in edges if ALONE.fullmatch(edge.line.text) and not edge.depth),
        default=1 << 30,
    )
    return {number: page for number, page in found.items() if page < first}


def _reopened(lines: list[Line]) -> list[Line]:
    """The line after furniture taken out is the first of its page."""
    pages = [-1, *(line.page for line in lines)]
    return [
        line if line.page == before else replace(line, opens_page=True)
        for before, line in zip(pages, lines, strict=False)
    ]
