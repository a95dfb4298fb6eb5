"""Printed lines to one running text.

>>> join([Line("Oil and eco-", 1), Line("tourism", 2)], frozenset()).text
'Oil and eco-tourism'
>>> join([Line("a long jour-", 1), Line("ney", 2)], frozenset({"journey"})).text
'a long journey'
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from search.readers.pages import Line

_LAST_PART = re.compile(r"([^\W\d_]{2,})-$")
_FIRST_PART = re.compile(r"([^\W\d_]{2,})")


@dataclass(frozen=True, slots=True)
class Joined:
    """A running text. `breaks` are the offsets where a line ended, `pages` (offset, physical page) pairs."""

    text: str
    breaks: tuple[int, ...]
    pages: tuple[tuple[int, int], ...]

    def page(self, offset: int) -> int:
        """The physical page of an offset."""
        return self.pages[bisect_right(self.pages, (offset, 1 << 30)) - 1][1]


def join(lines: Sequence[Line], words: frozenset[str]) -> Joined:
    """Joins lines with a space, or with nothing after a hyphen that ends one.

    The hyphen itself goes only where `words` (the document's own, lower case) has the word without it and
    not with it: a hyphen at a line's end may belong to the word or to a URL.
    """
    text = lines[0].text
    breaks: list[int] = []
    pages = [(0, lines[0].page)]
    for line in lines[1:]:
        dashed = text.endswith(("-", "—")) and not text.endswith((" -", " --", " —"))
        if dashed and _is_printers(text, line.text, words):
            text = text[:-1]
        breaks.append(len(text))
        if not dashed:
            text += " "
        if line.page != pages[-1][1]:
            pages.append((len(text), line.page))
        text += line.text
    return Joined(text, tuple(breaks), tuple(pages))


def _is_printers(before: str, after: str, words: frozenset[str]) -> bool:
    """Whether a hyphen at a line's end is the printer's: the whole word stands elsewhere without it."""
    first, second = _LAST_PART.search(before), _FIRST_PART.match(after)
    last = before.rsplit(maxsplit=1)[-1]
    if not first or not second or "/" in last or last.startswith("www."):
        return False
    whole = (first[1] + second[1]).lower()
    return whole in words and f"{first[1]}-{second[1]}".lower() not in words


def vocabulary(lines: Sequence[Line]) -> frozenset[str]:
    """The words, with and without hyphens, that stand whole inside a line."""
    found: set[str] = set()
    for line in lines:
        inside = line.text.lower().removesuffix("-")
        found.update(re.findall(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})*", inside))
    return frozenset(found)
