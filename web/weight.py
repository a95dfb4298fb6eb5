"""How much a page of results may weigh, and how many of the notes it shows where all would be too many.

Comes in: a page as a function of what it may show. Goes out: the page with as much as there is room for; of
what is left out, the page says how much there is, and links to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from search.document import Citation
from search.results import Result, Snippet
from web.embedded import SPANS, coins, sources_of
from web.pieces import Call, showing

MOST = (
    100_000  # bytes of a page and of all that it makes a browser fetch: a phone on a slow line has them soon
)
RESULTS = 20  # on such a page; one that is asked for more results may weigh more in proportion
WORKS = "<!-- works -->"  # where the works for Zotero go; no text of a document can be this
_LEAST_WORKS = 4_000  # bytes kept for them
_LEAST_OF_ONE = 300  # bytes that any citation takes in the list beside its passage
_ALL = 1_000_000
_STATIC = Path(__file__).with_name("static")


@dataclass(frozen=True, slots=True)
class Share:
    """What is shown of a passage's notes: citations beside it, notes that open; how many more there are."""

    listed: tuple[tuple[Call, Citation], ...]
    opened: tuple[Call, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Economy:
    """How many citations are listed beside each passage, and how many of its notes open on the page.

    A link that keeps the hits marked holds the whole query: `values` of a facet are so many at most, and
    `keeping` are the ways into a document that do, the heading of a result and "Read in context".
    """

    listed: int = _ALL
    opened: int = _ALL
    values: int = _ALL
    keeping: int = 2

    def share(self, calls: Sequence[Call], shown: Snippet) -> Share:
        """The first of a passage, in reading order; those whose marks are shown go before the others."""
        pairs = [(call, citation) for call in calls if call.note_id for citation in call.citations]
        kept = sorted(range(len(pairs)), key=lambda at: not showing(shown, pairs[at][0]))[: self.listed]
        opened = [call for call in calls if call.note_id and showing(shown, call)][: self.opened]
        listed = tuple(pairs[at] for at in sorted(kept))
        return Share(listed, tuple(opened), len(pairs) - len(listed))


EVERYTHING = Economy()
_ECONOMIES = (
    EVERYTHING,
    *(Economy(most, most) for most in (12, 8, 6, 5, 4, 3)),
    *(Economy(3, most) for most in (2, 1, 0)),
    *(Economy(most, 0) for most in (2, 1, 0)),
    *(Economy(0, 0, most, most) for most in (1, 0)),
)


def fitted(render: Callable[[Economy], str], results: Sequence[Result], per_page: int = RESULTS) -> str:
    """The page that shows the most of what there is room for, rendered as seldom as may be."""
    sources = sources_of(results)
    most = MOST * max(per_page, RESULTS) // RESULTS
    works = len(coins(sources, _LEAST_WORKS))
    hopeless = _LEAST_OF_ONE * sum(len(result.citations) for result in results) > most
    page = "" if hopeless else render(EVERYTHING)
    low, high = 1, len(_ECONOMIES) - 1
    if hopeless or weigh(page) + works > most:
        page = unescaped(render(_ECONOMIES[high]))
        while low < high:
            middle = (low + high) // 2
            tried = unescaped(render(_ECONOMIES[middle]))
            if weigh(tried) + works > most:
                low = middle + 1
            else:
                page, high = tried, middle
    room = min(SPANS, most - weigh(page))
    return page.replace(WORKS, coins(sources, room), 1)


def weigh(page: str) -> int:
    """The bytes of a page, and of each file of ours that it makes a browser fetch."""
    files = set(re.findall(r'="[^"]*/static/([\w.-]+)', page))
    return len(page.encode("utf-8", "replace")) + sum(map(_size, files))


def unescaped(page: str) -> str:
    """The page with letters where links to the site have percent signs: an Arabic one is 2 bytes, not 6.

    >>> unescaped('<a href="/search?q=%D1%8F+50%25#a">')
    '<a href="/search?q=я+50%25#a">'
    """
    return re.sub(r'(?<=href="/)[^"]*', lambda link: re.sub("(?:%[89A-F][0-9A-F])+", _letters, link[0]), page)


def _letters(escaped: re.Match[str]) -> str:
    letters = unquote(escaped[0])
    return letters if letters.isalpha() else escaped[0]


@cache
def _size(name: str) -> int:
    file = _STATIC / name
    return file.stat().st_size if file.is_file() else 0
