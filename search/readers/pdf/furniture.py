"""Running heads, running feet and page numbers: taken out, and what they say of the pages' numbers kept.

Comes in: the rows of every page from top to foot. Goes out: which of them are furniture, and the printed
number of each page. Furniture stands at an edge of its page; it repeats, figures apart, in the same place on
other pages (on every other one where left and right pages differ), or is a number that counts the pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from search.readers.pdf.lines import plain
from search.readers.pdf.shapes import Line, Page

_DEPTH = 3  # rows at either edge of a page that may be furniture
_DRIFT = 4.0  # points by which the same foot may stand higher or lower
_NOWHERE = 1e9  # a height that no page has
_WIDE = 0.5  # of the page: the rule above notes is shorter
_MOSTLY = 0.5  # of the pages
_MARGIN = 0.4  # of half the page's height, from its edge
_APART = 1.6  # times the size: furniture keeps a distance from the text
_ALONE = re.compile(
    r"[-–—~•·\[|]*\s?(?:(?:page|seite|página|стр\.?|p\.)\s)?(\d{1,4})(?:\s?(?:/|of|von|de|из|sur)\s?\d{1,4})?"
    r"\s?[-–—~•·\]|]*",
    re.IGNORECASE,
)
_BROWSER = re.compile(r"^\d{1,2}[./]\d{1,2}[./]\d{2,4}, \d{1,2}:\d\d|^(?:https?|file)://\S+\s+\d+/\d+$")
_ROMAN = re.compile(r"[-–—]?\s?[ivxlc]{1,7}\s?[-–—]?")
_NUMBER = re.compile(r"(?<![\d.,/])\d{1,4}(?![\d.,/]\d)")


@dataclass(frozen=True, slots=True)
class Furniture:
    """`rows` are (page, baseline) pairs to leave out; `numbers` the printed number of each page."""

    rows: frozenset[tuple[int, float]]
    numbers: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row near an edge: `depth` 0 for the outermost, `apart` where it keeps a distance from the text."""

    line: Line
    at_top: bool
    depth: int
    apart: bool


def frame(pages: Sequence[Page]) -> tuple[float, float]:
    """The heights of rules under running heads and above running feet, which most pages have in one place."""
    heights: Counter[int] = Counter()
    for page in pages:
        wide = {round(rule.y / _DRIFT) for rule in page.rules if rule.x1 - rule.x0 > _WIDE * page.width}
        heights.update(wide)
    usual = [height * _DRIFT for height, count in heights.items() if count > max(2, _MOSTLY * len(pages))]
    middle = max((page.height for page in pages), default=0.0) / 2
    top = [height for height in usual if height > (2 - _MARGIN) * middle]
    foot = [height for height in usual if height < _MARGIN * middle]
    return min(top, default=_NOWHERE), max(foot, default=-_NOWHERE)


def furniture(
    pages: Sequence[Sequence[Line]],
    labels: Sequence[str],
    ruled: tuple[float, float] = (_NOWHERE, -_NOWHERE),
) -> Furniture:
    """Finds the furniture.

    Args:
        pages: the rows of each page.
        labels: the names that the file itself gives its pages.
        ruled: the heights above and below which all is furniture, as `frame` finds them.
    """
    edges = [edge for rows in pages for edge in _edges(rows)]
    offset = _offset(edges, pages)
    alone = {edge.line.page for edge in edges if _is_number(edge, offset)}
    found = [
        edge
        for edge in edges
        if _counts(edge, offset, alone) or (edge.apart and _ROMAN.fullmatch(edge.line.text))
    ]
    found += _repeated(edges, offset)
    found += [edge for edge in edges if not ruled[1] <= edge.line.y <= ruled[0]]
    titles = _titles(pages)
    found += [edge for edge in edges if _is_browsers(edge) or (edge.apart and _is_named(edge, titles))]
    kept = _outermost(edges, {(edge.line.page, edge.line.y) for edge in found})
    return Furniture(kept, _numbers(pages, offset, labels))


def _titles(pages: Sequence[Sequence[Line]]) -> dict[str, float]:
    """The largest size that each text is set in."""
    sizes: dict[str, float] = {}
    for line in (line for rows in pages for line in rows):
        key = plain(line.text)
        sizes[key] = max(line.size, sizes.get(key, 0.0))
    return sizes


def _is_named(edge: _Edge, titles: dict[str, float]) -> bool:
    """Whether a head repeats a title that is set larger elsewhere."""
    key = plain(edge.line.text)
    return edge.at_top and edge.line.page > 0 and titles.get(key, 0.0) > 1.15 * edge.line.size


def _is_browsers(edge: _Edge) -> bool:
    """Whether a browser printed it, which keeps no distance from the text."""
    return edge.depth == 0 and bool(_BROWSER.search(edge.line.text))


def _edges(rows: Sequence[Line]) -> Iterator[_Edge]:
    for at_top, ordered in ((True, rows), (False, rows[::-1])):
        held: list[_Edge] = []
        for depth, (line, inner) in enumerate(zip(ordered[:_DEPTH], [*ordered[1:], None], strict=False)):
            gap = abs(line.y - inner.y) if inner else 1e9
            held.append(_Edge(line, at_top, depth, False))
            if gap > _APART * max(line.size, inner.size if inner else 0):
                yield from (replace(edge, apart=True) for edge in held)
                held = []
        yield from held


def _offset(edges: Sequence[_Edge], pages: Sequence[Sequence[Line]]) -> int | None:
    """How far the printed numbers are from the count of pages, where most of them agree."""
    votes: Counter[int] = Counter()
    for edge in edges:
        if edge.depth > 1:
            continue
        alone = _ALONE.fullmatch(edge.line.text)
        beside = _NUMBER.findall(edge.line.text) if edge.apart and len(pages) > 1 else []
        values = [alone[1]] if alone else beside
        votes.update({int(value) - edge.line.page for value in values})
    if not votes:
        return None
    offset, count = votes.most_common(1)[0]
    filled = sum(1 for rows in pages if rows)
    return offset if count * 2 >= filled and (count > 1 or filled == 1) else None


def _at_ends(text: str) -> list[str]:
    found = list(_NUMBER.finditer(text))
    return [match[0] for match in found if match.start() < 2 or match.end() > len(text) - 2]


def _is_number(edge: _Edge, offset: int | None) -> bool:
    """Whether a row is nothing but the number of its page."""
    alone = _ALONE.fullmatch(edge.line.text) if edge.depth < 2 else None
    return alone is not None and offset is not None and int(alone[1]) == edge.line.page + offset


def _counts(edge: _Edge, offset: int | None, alone: Set[int]) -> bool:
    """Whether a row is the number of its page, or names it beside a title.

    Args:
        alone: the pages that have their number in a row of its own: "[6] Zhang" on page 6 is a note.
    """
    line = edge.line
    if edge.depth < 2 and _ALONE.fullmatch(line.text):
        return _is_number(edge, offset) or (edge.apart and edge.depth == 0 and len(line.text) < 12)
    if offset is None or not edge.apart or edge.depth > 1 or len(line.text) > 120 or line.page in alone:
        return False
    return str(line.page + offset) in _at_ends(line.text) and line.text.rstrip()[-1] not in ".;,"


def _repeated(edges: Sequence[_Edge], offset: int | None) -> Iterator[_Edge]:
    alike: dict[tuple[bool, str, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        key = plain(edge.line.text)
        if edge.apart and any(letter.isalpha() for letter in key):
            alike[edge.at_top, key, round(edge.line.size)].append(edge)
    for same in alike.values():
        places = sorted(same, key=lambda edge: edge.line.y)
        middle = places[len(places) // 2].line.y
        near = [edge for edge in same if abs(edge.line.y - middle) <= _DRIFT]
        alike_too = [edge for edge in near if any(_counts_on(edge, other, offset) for other in near)]
        if len({edge.line.page for edge in alike_too}) > 1:
            yield from alike_too


def _counts_on(edge: _Edge, other: _Edge, offset: int | None) -> bool:
    """Whether two rows are the same on two pages, or only count the pages: "12 Ibid., p. 8" does neither."""
    here, there = edge.line, other.line
    if here.page == there.page or (here.raised and not here.raised[0][0] and not edge.at_top):
        return False
    numbers = zip(re.findall(r"\d+", here.text), re.findall(r"\d+", there.text), strict=False)
    changed = [(int(a), int(b)) for a, b in numbers if a != b]
    step = here.page - there.page
    return not changed or any(
        a - b == step and (offset is None or a - here.page in (offset, 1)) for a, b in changed
    )


def _outermost(edges: Sequence[_Edge], found: set[tuple[int, float]]) -> frozenset[tuple[int, float]]:
    """Furniture has nothing but furniture between it and its edge."""
    by_edge: dict[tuple[int, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        by_edge[edge.line.page, edge.at_top].append(edge)
    kept = set()
    for rows in by_edge.values():
        for edge in sorted(rows, key=lambda edge: edge.depth):
            key = (edge.line.page, edge.line.y)
            if key not in found:
                break
            kept.add(key)
    return frozenset(kept)


def _numbers(pages: Sequence[Sequence[Line]], offset: int | None, labels: Sequence[str]) -> dict[int, int]:
    """Printed numbers where they agree, else the file's own labels, else the count of the pages."""
    if offset is not None:
        return {page: page + offset for page in range(len(pages)) if page + offset > 0}
    if any(labels):
        return {page: int(label) for page, label in enumerate(labels) if label.isascii() and label.isdigit()}
    return {page: page + 1 for page in range(len(pages))}
