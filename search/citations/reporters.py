"""American law reports: "410 U. S. 113" found, and made canonical.

Comes in: text. Goes out: volume, reporter and page, the reporter in its usual spelling. Which reporters there
are, and how they are misspelt, says reporters-db, which the Free Law Project keeps; it is read when the first
text comes that has a number, a capital and a number.

Why not eyecite, the field's library, which stands on the same data: on 33 opinions of twelve reporters
(2,344 case citations, long and short; where the two differ, read by hand) eyecite 2.7 finds 2,340 and takes
8 articles of law reviews for cases, this module finds 2,342 and takes none; in 103 million characters of
other prose it takes "2 Pet. 2", a letter of Peter, for a case five times. eyecite takes 1.4 s and 42 MB to
load and 27 s for a million characters, this module 0.2 s, 5 MB and 0.3 s; and of the packages that eyecite
brings, one installs a top-level package named `tests`. So the data are theirs, and the search is these
lines.

    >>> canonical_case("410 U. S. 113"), canonical_case("598 F. 3d 1336"), canonical_case("12 Abs. 3")
    ('410 U.S. 113', '598 F.3d 1336', None)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from search.citations.marked import Marked

# what may be a reporter's name: capitals, abbreviations and series, no word that a sentence begins with
REPORTER = r"[A-Z](?:[\w.&’']|\s(?=[A-Z\d.(&])|[()]){0,30}?"
# looked ahead: the page of what is no case may be the volume of one
CASE = Marked(rf"(?<![\w.§$-])(?=(\d{{1,4}}\s{REPORTER}\s\d{{1,7}})(?![\w/]))", r"\d\s[A-Z]")
_SPLIT = re.compile(r"(\d+)\s(.+?)(?:\s\(\d+\s[^()]+\))?\s(\d+)")  # "5 U.S. (1 Cranch) 137"
_MAY_BE = re.compile(
    r".*\.|.*\d(?:d|th)|[A-Z]{2,}\b|Alaska|Guam|Hawai|Idaho|Iowa|Ohio|Utah"
)  # not "3 May 2019"
_SERIES = re.compile(r"\d(?:d|st|nd|rd|th)\b")
_NEUTRAL = ("neutral", "specialty_west", "specialty_lexis")  # named by letters alone: "2018 IL 122008"


def canonical_case(text: str) -> str | None:
    """Volume, reporter and page, the reporter in its usual spelling; None for a reporter not known."""
    match = _SPLIT.fullmatch(text)
    reporter = _reporters().get(_plain(match[2])) if match and _MAY_BE.match(match[2]) else None
    return f"{match[1]} {reporter} {match[3]}" if match and reporter else None


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).replace("’", "'")


@lru_cache(maxsize=1)
def _reporters() -> dict[str, str]:
    """Every way to print a reporter, without spaces, and its usual spelling."""
    return {_plain(printed): usual for printed, usual in _spellings()}


def _spellings() -> Iterator[tuple[str, str]]:
    """Misspellings first, so that what is a reporter's own name is never taken for another's."""
    from reporters_db import EDITIONS, REPORTERS, STATE_ABBREVIATIONS, VARIATIONS_ONLY

    for printed, usual in VARIATIONS_ONLY.items():
        # "Mar." and "Abs." are misspelt reporters, too, and much else
        is_clear = printed.count(".") > 1 or _SERIES.search(printed) or printed.startswith("Hawai")
        if len(usual) == 1 and is_clear:
            yield printed, usual[0]
    lettered = {
        name
        for books in REPORTERS.values()
        for book in books
        if book["cite_type"] in _NEUTRAL
        for name in book["editions"]
    }
    for name in EDITIONS:
        if "." in name or _SERIES.search(name) or name in lettered or name in STATE_ABBREVIATIONS.values():
            yield name, name
