"""Decisions and statutes as German lawyers cite them.

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference`, or None. Known: a court
with the day and the number of its decision, the official collections by volume and page, a statute by its
abbreviation behind the paragraph.

    >>> found = german_law("BVerfGE 65, 1 (43)")
    >>> found.type, found.title, found.locator
    ('case', 'BVerfGE 65, 1', '43')
"""

from __future__ import annotations

import re

from search.citations.dates import YEAR
from search.citations.reference import Reference, locator, year_of

_COLLECTION = r"(?:BVerfGE|BVerfGK|BGHZ|BGHSt|BVerwGE|BAGE|BSGE|BFHE|RGZ|RGSt|NJW|NVwZ|JZ|DÖV|DVBl)"
_PIN = r"(?:\s?[(,]\s?(?P<locator>(?:Rn\.\s?)?\d+(?:\s?[-–]\s?\d+|\sff?\.?)?)\)?)?"
_COLLECTED = re.compile(rf"(?P<title>{_COLLECTION}\s\d+,\s\d+){_PIN}\.?$")
_DECISION = re.compile(
    r"(?P<title>(?:BVerfG|BGH|BVerwG|BAG|BSG|BFH|EuGH|EuG|EGMR"
    r"|(?:OLG|LG|AG|VG|OVG|VGH|LAG|LSG|FG)\s[\w .-]+?),"
    r"\s(?:Urteil|Urt\.|Beschluss|Beschl\.|Entscheidung)\s(?:vom|v\.)"
    rf"\s[^,–-]*?{YEAR}(?:\s?[,–-]+\s?[^,()]+?)?)"
    rf"(?:,\s(?P<container>{_COLLECTION}\s\d+,\s\d+))?{_PIN}\.?$"
)
_STATUTE = re.compile(
    r"(?P<locator>(?:§§?|Art\.)\s?\d+[a-z]?(?:\s?(?:ff?\.|(?:Abs|S|Satz|Nr|lit|Alt|Hs)\.?\s?\w+|[,–-]|\d+[a-z]?))*)"
    r"\s(?P<title>[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ]\w*(?:\sa\.\s?F\.)?)\.?$"
)


def german_law(text: str) -> Reference | None:
    """See the module."""
    match = _DECISION.match(text) or _COLLECTED.match(text)
    if match:
        found = match.groupdict()
        pin = locator(found["locator"]) if found["locator"] else None
        return Reference(
            found["title"], (), "case", year_of(found["title"]), found.get("container"), locator=pin
        )
    match = _STATUTE.match(text)
    return match and Reference(match["title"], (), "legislation", locator=match["locator"])
