"""Volume, issue, pages and edition of a reference that a style has read.

Comes in: a `Reference` and the text that it was read from. Goes out: the reference with the numbers that
stand beside the name of what prints it. `pages` are those of the whole article or chapter, where the style
gives them; the page that a note means is the locator's.

    >>> paper = Reference("Deep learning", type="article", container="Nature")
    >>> found = numbered(paper, "Nature, 521(7553), 436–444.")
    >>> found.volume, found.issue, found.pages
    ('521', '7553', '436–444')
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.citations.dates import YEAR
from search.citations.marked import Marked
from search.citations.reference import Reference

_NUMBER = r"(?:\d+|[IVXLC]+)"
_PAGES = r"(?P<pages>[A-Za-z]?\d+\s?[–-]\s?\d+)"
_ISSUE = r"(?P<issue>\d+(?:\s?[–/-]\s?\d+)?)"

# what stands behind the name of a journal, from the style that says the most; the first that fits
_BEHIND = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # MLA: ", vol. 18, no. 4, 1977, pp. 782–94"
        rf",\svol\.\s(?P<volume>{_NUMBER})(?:,\sno\.\s{_ISSUE})?(?:,\s[^,]*){{0,2}}?(?:,\spp?\.\s{_PAGES})",
        rf",\svol\.\s(?P<volume>{_NUMBER})(?:,\sno\.\s{_ISSUE})?",
        # APA: ", 84(2), 191–215"; an encyclopedia's template: ". 84 (2): 191–215"
        rf"[.,]?\s(?P<volume>{_NUMBER})(?:\s?\({_ISSUE}\))?[,:]\s(?:pp?\.\s)?{_PAGES}",
        rf",\s(?P<volume>{_NUMBER})(?:\s?\({_ISSUE}\))?,\s(?:Article|Art\.|e\d)",
        # German: " 12 (1964), H. 4, S. 351–413", " 309, 1901, Nr. 3, S. 5–6", ", Jg. 6, 1937"
        rf",?\s(?:Jg\.\s|Bd\.\s)?(?P<volume>{_NUMBER})(?:,\s(?:\d{{4}})|\s?\(\d{{4}}\))"
        rf"(?:,\s(?:H|Heft|Nr)\.?\s{_ISSUE})?,\sS\.\s{_PAGES}",
        # Chicago: " 91, no. 5 (December 1986)", " 29/2 (2005)", ", no. 59 (May 1973)"
        rf",?\s(?P<volume>{_NUMBER})(?:(?:,\s(?:no|nr|iss|h)\.\s|[./]){_ISSUE})?(?:,\ssuppl\w*\.?)?\s\(",
        rf",\s(?P<volume>)no\.\s{_ISSUE}\s\(",
    )
)
# GOST and its like: areas of their own, in any order
_AREAS = {
    "volume": re.compile(rf"(?:\b[ТT]|\bVol|\bКн)\.\s?(?P<value>{_NUMBER})\b"),
    "issue": re.compile(rf"(?:№|\bNo\.|\bВып\.|\bIss\.)\s?{_ISSUE.replace('issue', 'value')}"),
    "pages": re.compile(rf"\b(?:[СC]|P|Pp)\.\s?{_PAGES.replace('pages', 'value')}"),
}
# American and British law: "4 Harv. L. Rev. 193", "(2009) 72 MLR 554", "[2005] PL 440"
_AHEAD = re.compile(
    rf"\s(?P<volume>\d+)\s$|[(\[]{YEAR}[)\]]\s(?:(?P<of_year>\d+)(?:\((?P<issue>\d+)\))?\s)?$"
)
_FIRST_PAGE = re.compile(r"\s(?P<pages>\d+)(?=$|[,.]|\s[(<])")
_VOLUME_OF_A_BOOK = re.compile(
    rf"(?:\b[Vv]ol(?:ume)?\.?|\bBd\.|\bBand|\bТ\.|\bКн\.)\s?(?P<volume>{_NUMBER})(?=[.,):\s]|$)"
)
_EDITION = Marked(
    r"\b(?P<number>\d+)(?:st|nd|rd|th|d)\s(?:rev\.\s)?edn?\b|\b(?P<auflage>\d+)\.\s(?:[\w.]+\s){0,3}Aufl"
    r"|\b(?P<izdanie>\d+)-е\sизд\b|(?:,\s|\()(?P<word>rev|new|enl)\.?\s(?:and\s\w+\.?\s)?edn?\b",
    r"edn?\b|Aufl|изд",
)


def numbered(reference: Reference, text: str) -> Reference:
    """See the module."""
    if reference.type in ("article", "paper-conference", "webpage") and reference.container:
        return _of_an_issue(reference, text)
    if reference.type in ("book", "chapter", "report", "thesis"):
        return _of_a_book(reference, text)
    return reference


def _of_an_issue(reference: Reference, text: str) -> Reference:
    container = reference.container or ""
    at = text.rfind(container)
    if at < 0:
        return reference
    before, behind = text[:at], text[at + len(container) :]
    if " // " in text or (reference.container and re.match(r"\.\s[–-]?\s?\d{4}\.", behind)):
        return _from_areas(reference, behind)
    head, first = _AHEAD.search(before), _FIRST_PAGE.match(behind)
    if head and (first or head["of_year"]):
        found = {"volume": head["volume"] or head["of_year"], "issue": head["issue"]}
        return _with(reference, {**found, "pages": first["pages"] if first else None})
    found = next((match.groupdict() for match in (rule.match(behind) for rule in _BEHIND) if match), {})
    return _with(reference, found)


def _from_areas(reference: Reference, text: str) -> Reference:
    found = {name: pattern.search(text) for name, pattern in _AREAS.items()}
    return _with(reference, {name: match["value"] if match else None for name, match in found.items()})


def _of_a_book(reference: Reference, text: str) -> Reference:
    volume, edition = _VOLUME_OF_A_BOOK.search(text), _EDITION.search(text)
    return replace(
        reference,
        volume=volume["volume"] if volume else None,
        edition=next(filter(None, edition.groups())) if edition else None,
        pages=_pages_of_a_part(text) if reference.type == "chapter" else None,
    )


def _pages_of_a_part(text: str) -> str | None:
    """Of a chapter, the pages that a list gives it: "pp. 47–89", "S. 505–560", "С. 5–361"."""
    match = re.search(rf"\b(?:pp|S|С)\.\s{_PAGES}", text)
    return match["pages"] if match else None


def _with(reference: Reference, found: dict[str, str | None]) -> Reference:
    if not any(found.values()):
        return reference
    year = str(reference.year)  # is neither: "1989 U. Chi. Legal F. 139", "8 (1969), 3–53"
    kept = {name: value if value and value != year else None for name, value in found.items()}
    return replace(reference, volume=kept.get("volume"), issue=kept.get("issue"), pages=kept.get("pages"))
