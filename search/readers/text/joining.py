"""Printed lines to one running text.

>>> join([Line("Oil and eco-", 1), Line("tourism", 2)]).text
'Oil and eco-tourism'
>>> join([Line("a long jour-", 1), Line("ney", 2)], Words(frozenset({"journey"}))).text
'a long journey'
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from search.readers.text.pages import Line

_LAST_PART = re.compile(r"([^\W\d_]{2,})-$")
_BLANKS = re.compile(r"\s{2,}")  # a typewriter fills out its lines with them
_FIRST_PART = re.compile(r"([^\W\d_]{2,})")


# words known to be divided at a line's end, and that many times more than compounds, before all others are
# taken to be: two might be chance
_DIVIDED = 3


@dataclass(frozen=True, slots=True)
class Words:
    """The document's own words, lower case, and whether its printer divides words at a line's end."""

    known: frozenset[str] = frozenset()
    divides: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """A running text. `breaks` are the offsets where a line ended, `pages` (offset, physical page) pairs."""

    text: str
    breaks: tuple[int, ...]
    pages: tuple[tuple[int, int], ...]

    def page(self, offset: int) -> int:
        """The physical page of an offset."""
        return self.pages[bisect_right(self.pages, (offset, 1 << 30)) - 1][1]

    def line(self, offset: int) -> int:
        """Which of the joined lines holds an offset, from 0."""
        return bisect_right(self.breaks, offset)


def join(lines: Sequence[Line], words: Words = Words()) -> Joined:
    """Joins lines with a space, or with nothing after a hyphen that ends one.

    The hyphen itself goes only where the document has the word without it and not with it, or has neither
    and its printer divides words: a hyphen at a line's end may belong to the word or to a URL.
    """
    lines = [replace(line, text=_BLANKS.sub(" ", line.text)) for line in lines]
    text = [lines[0].text]
    length = len(text[0])
    breaks: list[int] = []
    pages = [(0, lines[0].page)]
    for line in lines[1:]:
        before = text[-1]
        dashed = before.endswith(("-", "—")) and not before.endswith((" -", " --", " —"))
        if dashed and _is_printers(before, line.text, words):
            text[-1] = before[:-1]
            length -= 1
        breaks.append(length)
        if not dashed:
            text.append(" ")
            length += 1
        if line.page != pages[-1][1]:
            pages.append((length, line.page))
        text.append(line.text)
        length += len(line.text)
    return Joined("".join(text), tuple(breaks), tuple(pages))


def _is_printers(before: str, after: str, words: Words) -> bool:
    """Whether a hyphen at a line's end is the printer's."""
    parts = _parts(before, after)
    if not parts:
        return False
    first, second = parts
    if f"{first}-{second}" in words.known:
        return False
    return first + second in words.known or words.divides


def _parts(before: str, after: str) -> tuple[str, str] | None:
    """The two halves, lower case, of a word that may be one; none in a URL, or before a capital."""
    first, second = _LAST_PART.search(before), _FIRST_PART.match(after)
    last = before.rsplit(maxsplit=1)[-1]
    if not first or not second or "/" in last or last.startswith("www.") or not second[1].islower():
        return None
    return first[1].lower(), second[1].lower()


def vocabulary(lines: Sequence[Line]) -> Words:
    """The words, with and without hyphens, that stand whole inside a line."""
    found: set[str] = set()
    for line in lines:
        inside = line.text.lower().removesuffix("-")
        found.update(re.findall(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})*", inside))
    return Words(frozenset(found), _divides(lines, found))


def _divides(lines: Sequence[Line], known: set[str]) -> bool:
    """Whether most of the words that can be told were divided by the printer."""
    divided = compound = 0
    for before, after in pairwise(lines):
        parts = _parts(before.text, after.text) if before.text.endswith("-") else None
        if parts:
            divided += "".join(parts) in known
            compound += "-".join(parts) in known
    return divided >= _DIVIDED * max(1, compound)
