"""References in the styles that put the year behind the author: APA and Harvard.

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference`, or None where the text
lacks the marks of the style.

    >>> author_date("Kahneman, D. (2011). Thinking, fast and slow. Farrar, Straus and Giroux.").publisher
    'Farrar, Straus and Giroux'
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.citations.chicago import title_in_quotes
from search.citations.dates import YEAR
from search.citations.lists import SENTENCE, imprint
from search.citations.reference import CAPITAL, Reference, are_names, bare, names, split_locator

_AUTHOR_DATE = re.compile(
    rf"(?P<authors>[^“\"«(]{{2,200}}?),?\s\((?P<year>{YEAR}|n\.\s?d\.)[a-z]?(?:,\s[^()]*)?\)[.,:]?\s+(?P<rest>.+)$"
)
_BRACKETS = re.compile(r"\s[(\[](?P<inside>[^()\[\]]*)[)\]](?=[.,\s]|$)")
_REPRINT = re.compile(r"\s\((?:Original work published|Reprinted from)[^()]*\)\.?")
_DAY = re.compile(rf"\({YEAR}[a-z]?,\s[^()]*[A-Za-z][^()]*\)")
_HARVARD = re.compile(
    rf"(?P<title>[^:]+(?::\s[^:]+)?),\s(?P<place>[{CAPITAL}][^:,]+(?:,\s[A-Z]{{2}})?):\s(?P<publisher>[^:]+?)\.?$"
)
_SITES = (
    "arXiv",
    "SSRN",
    "bioRxiv",
    "medRxiv",
    "PsyArXiv",
    "Medium",
    "YouTube",
    "Wikipedia",
    "GitHub",
    "Zenodo",
)
_REMARK = re.compile(
    r"\bed\.|\bEds?\.|\bTrans\.|\b(?:pp?|chaps?|vols?|No)\.\s|dissertation|thesis|rev\.|^[A-Z][\w\s-]+$",
    re.IGNORECASE,
)


def author_date(text: str) -> Reference | None:
    """APA and Harvard: "Smith, J. (2019). Title. Container, 12(3), 45"."""
    match = _AUTHOR_DATE.match(text)
    is_short = match is None or split_locator(f" {match['rest']}", unlabelled=True)[0].strip() == ""
    if match is None or is_short or not are_names(match["authors"]):
        return None
    year = int(match["year"]) if match["year"].isdigit() else None
    reference = Reference("?", names(match["authors"], inverted=True), "book", year)
    quoted = title_in_quotes(match["rest"])
    if quoted and not quoted.authors:
        return replace(quoted, authors=reference.authors, year=reference.year)
    title, rest, remarks = _title_and_rest(_REPRINT.sub("", match["rest"]))
    reference = _remarked(replace(reference, title=title), remarks)
    if not rest:
        title, page = split_locator(title)
        harvard = _HARVARD.match(title)
        if harvard:
            return replace(
                reference, title=harvard["title"], place=harvard["place"], publisher=harvard["publisher"],
                locator=reference.locator or page,
            )  # fmt: skip
        kind = reference.type if remarks and reference.type != "document" else "document"
        return replace(reference, title=bare(title), type=kind, locator=reference.locator or page)
    if reference.type == "book" and (_DAY.search(text) or bare(rest) in _SITES or year is None):
        return replace(reference, type="document", container=bare(rest))
    return _with_publication(reference, rest)


def _title_and_rest(text: str) -> tuple[str, str, list[str]]:
    """The title up to the end of its sentence, what follows, and what stood in brackets behind the title."""
    hidden = _BRACKETS.sub(lambda match: "_" * len(match.group()), text)
    sentence = SENTENCE.match(hidden)
    end = sentence.end("title") if sentence else len(text)
    remarks: list[str] = []
    title = text[:end]
    while match := re.search(_BRACKETS.pattern + r"\.?$", title):
        if not _REMARK.search(match["inside"]):
            break
        remarks.append(match["inside"])
        title = title[: match.start()]
    return bare(title), text[end:].strip(), remarks


def _remarked(reference: Reference, remarks: list[str]) -> Reference:
    """A reference with what the brackets behind an APA title say of it."""
    for remark in remarks:
        if re.search(r"dissertation|thesis", remark, re.IGNORECASE):
            house = remark.partition(", ")[2]
            reference = replace(reference, type="thesis", publisher=house or reference.publisher)
        elif page := re.search(r"\b(?:pp?|chaps?)\.\s.+$", remark):
            reference = replace(reference, locator=page[0])
        elif re.search(r"\bNo\.\s", remark) and re.search(r"report|paper|publication", remark, re.IGNORECASE):
            reference = replace(reference, type="report")
    return reference


def _with_publication(reference: Reference, rest: str) -> Reference:
    """What follows an APA title: a book that holds it, a journal with its volume, or a publisher."""
    in_book = re.match(
        r"In:?\s(?:[^()]*\(Eds?\.\),?\s)?(?P<container>[^.(]+?)"
        r"(?:\s\((?:[^()]*?,\s)?(?P<locator>pp?\.\s?[^()]+)\))?"
        r"(?:\.\s(?P<imprint>.+))?$",
        rest,
    )
    if in_book:
        place, publisher = imprint(in_book["imprint"] or "")
        return replace(
            reference, type="chapter", container=bare(in_book["container"]), locator=in_book["locator"],
            place=place, publisher=publisher,
        )  # fmt: skip
    journal = re.match(
        r"(?P<container>[^\d]+?),\s(?:vol\.\s)?(?:\d+|[IVXLC]+)(?:\s?\([^()]+\))?(?:[,:]\s(?P<pages>"
        r"(?:pp?\.\s?|(?:Article|Art\.|e)\s?)?[\w–-]+))?\.?$",
        rest,
    )
    if journal:
        return replace(reference, type="article", container=journal["container"], locator=journal["pages"])
    main, page = split_locator(rest)
    place, publisher = imprint(main)
    return replace(
        reference,
        place=place,
        publisher=publisher or reference.publisher,
        locator=page or reference.locator,
    )
