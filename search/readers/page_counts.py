"""Whether a number in brackets counts pages that bear none, as bibliographies have them: `316, [3] с.`

>>> [is_page_count(*parts) for parts in (("М., 1998. 316, ", " с."), ("London, 1871. xii, ", ", 316 p."))]
[True, True]
>>> [is_page_count(*parts) for parts in (("He denied it in 1871, ", " and left."), ("as in ", ", p. 5"))]
[False, False]
"""

from __future__ import annotations

import re

BEFORE = 12  # characters that are looked at before the brackets
BEHIND = 24  # and behind them
_UNIT = r"\s?(?:нен\.\s?)?(?:с|л|стр|стлб|p|pp|s|S|h|ff|leaves|pages|Bl|Seiten|feuillets)\b"
_COUNTED = re.compile(r"(?:\d|\b[ivxlcIVXLC]+|\])\s?[,;]\s?$")  # behind pages that do
_GOES_ON = re.compile(rf"(?:\s?,\s?\[?(?:\d{{1,4}}|[ivxlc]+)\]?)*{_UNIT}")
_PAGES = re.compile(r"\s?(?:нен\.\s?)?[слpS]\.(?=\s?(?:[;:)—–-]|$|\s?\[?[А-ЯA-Z]))")


def is_page_count(before: str, behind: str) -> bool:
    """Whether brackets between these texts hold a number of pages."""
    if _COUNTED.search(before):
        return bool(_GOES_ON.match(behind))
    return bool(re.search(r"(?:^|[.—–-]\s?)$", before) and _PAGES.match(behind))
