"""Lines that begin with a label, and the runs in which they count: what notes look like that nothing links.

A line begins with a block or behind a line break. Its label is printed, or counted by its list.

    >>> from search.readers.html.markup import parse
    >>> tree = Tree()
    >>> tree.add(parse(b"<p>[1] Smith.<br>[2] Jones.</p>", "x.html"))
    >>> [[line.label for line in run] for run in runs(tree)]
    [['1', '2']]
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from search.readers.html.labels import CIRCLED, CLOSING, OPENING, STOPS, bared
from search.readers.html.tree import BLOCKS, HEADINGS, LABEL, Node, Tree

_LABEL = rf"\d{{1,3}}|[ivxl]{{1,6}}|[a-z]|[*†‡§¶]{{1,4}}|[{CIRCLED}]"
# how a label is printed before its note -> the pattern of a line's beginning; the first that fits
_PRINTED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (way, re.compile(pattern, re.IGNORECASE))
    for way, pattern in (
        ("bracketed", rf"[{re.escape(OPENING)}] ?((?:fn|n|note)?\.? ?(?:{_LABEL})) ?[{re.escape(CLOSING)}]"),
        ("parenthesised", rf"\(({_LABEL})\)(?: |$)|（(\d{{1,3}})）"),
        ("circled", rf"([{CIRCLED}])"),
        ("symbol", r"([*†‡§¶]{1,4}) ?(?=\w|[\"“‘'(])"),
        ("worded", r"(?:foot|end)?note (\d{1,3})[.:)]"),
        ("stopped", rf"(\d{{1,3}}|[ivxl]{{1,6}})[.):](?:\s|$)|(\d{{1,3}})(?:[{STOPS}]|[-‐] )"),
        ("bare", r"(\d{1,3})\s"),
    )
)
_SMALL = frozenset(["sup", "strong", "b", "em", "i", "span", "font", "small", LABEL])
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_GAP = 3  # numbers that may be missing from one note to the next
BARE = frozenset(
    ["bare", "stopped", "parenthesised", "counted", "strong"]
)  # ways in which lists that are no notes count as well


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its label, as a stretch of the tree's events; `key` is the element to call it by."""

    start: int
    end: int
    key: Node
    label: str
    way: str

    @property
    def number(self) -> int:
        """Its place in the count; 0 for a symbol."""
        return value(self.label)


def value(label: str) -> int:
    """The number that a label stands for: 4 for "4", "iv" and "d"; 0 for a symbol."""
    digits = re.search(r"\d+", label)
    if digits:
        return int(digits[0])
    if re.fullmatch(f"[{CIRCLED}]", label):
        return int(unicodedata.numeric(label))
    small = label.lower()
    if set(small) <= _ROMAN.keys():
        numbers = [_ROMAN[letter] for letter in small]
        return sum(n if n >= max(numbers[i:]) else -n for i, n in enumerate(numbers))
    return ord(small) - 96 if len(small) == 1 and small.isalpha() and small.isascii() else 0


def runs(tree: Tree) -> list[list[Line]]:
    """Lines in which the labels count on, each way of printing them by itself, by where they begin."""
    by_way: dict[object, list[Line]] = {}
    for line in _lines(tree):
        by_way.setdefault((line.way, line.key.parent) if line.way == "counted" else line.way, []).append(line)
    stopped = by_way.get("stopped", [])
    found = [
        list(_filled(run, stopped)) if way in ("bracketed", "raised") else run
        for way, lines in by_way.items()
        for run in _runs(lines)
    ]
    return sorted(found, key=lambda run: run[0].start)


def in_figures_of(marks: Iterable[str], run: list[Line]) -> list[Line]:
    """A list that counts by itself, its labels in the figures that the marks are printed in: ၁ for 1."""
    scripts = {ord(mark[0]) - unicodedata.decimal(mark[0]) for mark in marks if mark.isdecimal()}
    if run[0].way != "counted" or len(scripts) != 1 or scripts == {ord("0")}:
        return run
    zero = scripts.pop()
    figures = {ord("0") + figure: zero + figure for figure in range(10)}
    return [replace(line, label=line.label.translate(figures)) for line in run]


def _filled(run: list[Line], stopped: list[Line]) -> Iterator[Line]:
    """A run with the one line that lost its brackets between two of it: "[15].", "16.", "[17]."."""
    yield run[0]
    for before, line in pairwise(run):
        if line.number == before.number + 2:
            low, high = (bisect_left(stopped, at, key=_start) for at in (before.end, line.start))
            lost = [one for one in stopped[low:high] if one.number == before.number + 1]
            yield from lost if len(lost) == 1 else ()
        yield line


def _start(line: Line) -> int:
    return line.start


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        if run and not _follows(run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _follows(before: Line, line: Line) -> bool:
    if not line.number:
        return not before.number and line.label != before.label
    return before.number < line.number <= before.number + _GAP


def _lines(tree: Tree) -> Iterator[Line]:
    counts: dict[Node, int] = {}
    start, opening = 0, Node("", {}, None, 0, "")
    for at, event in enumerate(tree.events):
        if isinstance(event, str) or not _parts(tree, event, at, start):
            continue
        if tree.letters[at] > tree.letters[start] and (line := _line(tree, start, at, opening)):
            yield line
        start, opening = (at, event) if event.tag == LABEL else (at + 1, event)
        if event.tag == "li" and at == event.start and event.parent is not None and event.parent.tag == "ol":
            yield Line(at, event.end, event, str(_counted(event, event.parent, counts)), "counted")


def _parts(tree: Tree, event: Node, at: int, start: int) -> bool:
    """Whether a line ends here: a block, a line break, or a label where the source begins a line.

    The last counts only where the line before began with a label too: a list that lost its line breaks.
    """
    if event.tag in BLOCKS or event.tag == "br":
        return True
    if event.tag != LABEL or at != event.start or at == start:
        return False
    before, first = tree.events[at - 1], tree.events[start]
    is_first = isinstance(first, Node) and first.tag == LABEL
    return is_first and isinstance(before, str) and before.rstrip(" \t").endswith("\n")


def _counted(item: Node, parent: Node, counts: dict[Node, int]) -> int:
    begins = parent.get("start")
    before = counts.get(parent, int(begins) - 1 if begins.isdecimal() and begins.isascii() else 0)
    given = item.get("value")
    counts[parent] = int(given) if given.isdecimal() and given.isascii() else before + 1
    return counts[parent]


def _line(tree: Tree, start: int, end: int, opening: Node) -> Line | None:
    """The line between two events, where it begins with a label."""
    block = opening.parent if opening.tag in ("br", LABEL) else opening
    if block is None or block.tag in HEADINGS:
        return None
    found = _raised(tree, start, end) or _told(tree.between(start, end, 60))
    if found is None or (found[1] == "symbol" and block.tag == "pre"):
        return None
    if block.tag in ("td", "th") and block.parent is not None:
        if tree.letters[block.start] > tree.letters[block.parent.start]:
            return None
        return Line(block.parent.start, block.parent.end, block.parent, *found)
    if tree.letters[end] - tree.letters[start] <= len(found[0]) + 2:  # the label has a line of its own
        following = tree.after(opening) if opening.end <= end else opening
        end = following.end if following is not None else end
    return Line(start, end, opening, *found)


def _told(text: str) -> tuple[str, str] | None:
    for way, pattern in _PRINTED:
        if found := pattern.match(text):
            return bared(found[found.lastindex or 0]), way
    return None


def _raised(tree: Tree, start: int, end: int) -> tuple[str, str] | None:
    """The label, where an element of its own at the beginning of the line prints it."""
    for event in tree.events[start:end][:12]:
        if isinstance(event, str):
            if event.strip():
                return None
        elif event.tag in _SMALL and 0 < tree.size(event) < 8:
            text = tree.text(event, 20)
            label = bared(text)
            if re.fullmatch(rf"{_LABEL}", label, re.IGNORECASE) and (
                event.tag in ("sup", LABEL) or label.isdecimal()
            ):
                return label, "raised" if event.tag in ("sup", LABEL) or text[0] == "[" else "strong"
    return None
