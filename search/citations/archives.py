"""Letters and papers in archives: what is cited is a sheet of a file, not a printed work.

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference` or None.

    >>> found = unpublished("Jefferson to James Madison, September 6, 1789, Jefferson Papers, Monticello.")
    >>> found.title, found.year, found.container
    ('Jefferson to James Madison', 1789, 'Jefferson Papers, Monticello')
"""

from __future__ import annotations

import re

from search.citations.dates import DATE
from search.citations.reference import CAPITAL, Reference, bare, locator, year_of

_LETTER = re.compile(
    rf"(?P<title>(?:Letter from\s)?[{CAPITAL}][^,;:]{{2,60}}?\sto\s[{CAPITAL}][^,;:]{{2,60}}?),"
    rf"\s(?P<date>(?=[^,]*[A-Za-z])(?:{DATE})),\s(?P<container>.+)$",
    re.IGNORECASE,
)
_FOND = re.compile(  # "ГАРФ. Ф. Р-5446. Оп. 1. Д. 84. Л. 12", "AGAD, f. 12, op. 3, d. 4, l. 5"
    rf"(?P<title>[{CAPITAL}][\w\s()«»\"-]{{1,80}}?[.,]\s(?:[ФфFf]\.\s?|[Фф]онд\s|[Ff]ond\s)[\w-]*\d[\w-]*[.,]\s.+?)"
    r"(?:[.,]\s(?P<locator>(?:Лл?|лл?|Bl|ll?|fols?|ff?)\.\s?\d+(?:\s?[-–,]\s?\d+)*(?:\s?об\.?)?))?\.?$"
)


_FILE = re.compile(  # "Politisches Archiv des Auswärtigen Amts, R 70502, Bl. 12"
    rf"(?P<title>(?=[^,]*(?:[Aa]rchiv|Record Office|Papers|Nachlass|Library))[{CAPITAL}][^“”\"«»()]+?),"
    r"\s(?P<locator>(?:Bl|fols?|ff?)\.\s?\d+(?:\s?[-–]\s?\d+)?[rv]?)\.?$"
)


def unpublished(text: str) -> Reference | None:
    """See the module."""
    match = _LETTER.match(text)
    if match and match["title"][0].isupper():
        year, container = year_of(match["date"]), bare(match["container"])
        return Reference(match["title"], (), "manuscript", year, container)
    match = _FOND.match(text) or _FILE.match(text)
    if match is None:
        return None
    page = locator(match["locator"]) if match["locator"] else None
    return Reference(bare(match["title"]), (), "manuscript", locator=page)
