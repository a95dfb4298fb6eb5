"""Secondary sources and papers of Congress in the style of American law reviews (the Bluebook).

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference`, or None where the text
lacks the marks of the style. Known: articles behind a volume's number, books with a page before the year in
brackets, restatements, newspapers with their day in brackets, reports and documents of Congress.

    >>> found = law_review("Cass R. Sunstein, Leaving Things Undecided, 110 Harv. L. Rev. 4, 8 (1996)")
    >>> found.container, found.locator
    ('Harv. L. Rev.', '8')
"""

from __future__ import annotations

import re
from collections.abc import Callable

from search.citations.dates import DATE, YEAR
from search.citations.marked import Marked
from search.citations.reference import CAPITAL, Reference, are_names, bare, names, year_of

_ARTICLE = re.compile(
    rf"(?P<authors>[^,“”\"]{{3,80}}), (?P<title>[^“”\"]+?), \d+ (?P<container>[A-Z][\w.&’' ]+?) \d+"
    rf"(?:, (?P<locator>\d+(?:[-–]\d+)?(?: & n\.\s?\d+)?))? \((?P<year>{YEAR})\)"
)
_BY_YEAR = re.compile(
    rf"(?P<authors>[^,“”\"]{{3,80}}), (?P<title>[^“”\"]+?), (?P<year>{YEAR})"
    r" (?P<container>[A-Z][\w.&’' ]+?) \d+"
    r"(?:, (?P<locator>\d+(?:[-–]\d+)?))?\.?$"
)
_BOOK = re.compile(
    rf"(?P<authors>[^“”\"\d(]{{3,100}}?(?:, Jr\.|, I{{2,3}})?), (?P<title>(?!Jr\.)[{CAPITAL}][^“”\"()]+?)"
    r" (?P<locator>\d+(?:[-–]\d+)?(?: & n\.\s?\d+)?|§§? [\w.:-]+)"
    rf" \((?P<imprint>[^()]*?)\s?(?P<year>{YEAR})\)\.?$"
)
_RESTATEMENT = re.compile(
    rf"(?P<title>Restatement (?:\([\w. ]+\) )?of [\w ]+?)(?: (?P<locator>§§? [\w.-]+(?: cmt\. \w)?))?"
    rf" \((?P<publisher>[^()]*?)\s?(?P<year>{YEAR})\)\.?$"
)
_NEWSPAPER = Marked(
    r"(?:(?P<authors>[^,“”\"\d]{3,80}), )?(?P<title>[^“”\"]+?),"
    rf" (?P<container>[{CAPITAL}][^,“”\"()\d]{{2,60}}?)"
    rf"(?:, at (?P<locator>\w+))?,? (?:\((?P<date>(?=[^()]*[A-Za-z])(?:{DATE}))(?:, [^()]*)?\)"
    rf"|(?P<day>(?=[A-Z])(?:{DATE})), at (?P<page>\w+))\.?$",
    r"\)\.?$|, at \w+\.?$",
    re.IGNORECASE,
)
_CONGRESS = re.compile(
    rf"(?P<title>(?:H\.R\.|S\.|H\.|Sen\.) (?:Rep|Doc|Con\. Rep|Conf\. Rep)\. No\. [\d–-]+)"
    rf"(?:, (?:at|pt\.) (?P<locator>\d+(?:[-–]\d+)?))? \((?P<year>{YEAR})\)\.?$"
)
_EDITION = re.compile(r"(?:\b\d\w+ (?:rev\. )?ed\.?|\b[^,()]+ eds?\.,?)(?:,\s)?")


def law_review(text: str) -> Reference | None:
    """See the module."""
    for rule in RULES:
        found = rule(text)
        if found is not None:
            return found
    return None


def an_article(text: str) -> Reference | None:
    """ "Cass R. Sunstein, Title, 108 Harv. L. Rev. 1733, 1735 (1995)"."""
    match = _ARTICLE.match(text) or _BY_YEAR.match(text)
    if match is None or not are_names(match["authors"]) or " v. " in match["title"]:
        return None
    authors, year = names(match["authors"]), int(match["year"])
    return Reference(match["title"], authors, "article", year, match["container"], locator=match["locator"])


def a_paper_of_congress(text: str) -> Reference | None:
    """ "H.R. Rep. No. 94-1476, at 65 (1976)"."""
    match = _CONGRESS.match(text)
    return match and Reference(
        match["title"], (), "report", int(match["year"]), locator=match["locator"]
    )  # fmt: skip


def a_restatement(text: str) -> Reference | None:
    """ "Restatement (Second) of Torts § 402A (Am. L. Inst. 1965)"."""
    match = _RESTATEMENT.match(text)
    if match is None:
        return None
    year, publisher = int(match["year"]), match["publisher"].rstrip(",") or None
    return Reference(match["title"], (), "book", year, None, publisher, locator=match["locator"])


def a_book(text: str) -> Reference | None:
    """ "Ronald Dworkin, Taking Rights Seriously 22 (1977)": the page stands before the year in brackets."""
    match = _BOOK.match(text)
    if match is None or not are_names(match["authors"]):
        return None
    imprint = _EDITION.sub("", match["imprint"]).strip(" ,")
    place, comma, publisher = imprint.partition(", ")
    return Reference(
        bare(match["title"]),
        names(match["authors"]),
        "book",
        int(match["year"]),
        None,
        (publisher if comma else place) or None,
        place if comma else None,
        match["locator"],
    )


def a_newspaper(text: str) -> Reference | None:
    """ "Adam Liptak, Title, N.Y. Times (June 26, 2015)", "…, N.Y. Times, Jan. 22, 2010, at A1"."""
    match = _NEWSPAPER.match(text)
    if match is None or not are_names(match["container"]):
        return None
    day, by = match["date"] or match["day"], match["authors"]
    if re.fullmatch(rf"\W*{YEAR}[a-z]?\W*", day) or (by and not are_names(by)):
        return None
    return Reference(
        bare(match["title"]),
        names(by) if by else (),
        "document",
        year_of(day),
        match["container"].strip(" ,"),
        locator=match["locator"] or match["page"],
    )


RULES: tuple[Callable[[str], Reference | None], ...] = (
    an_article,
    a_paper_of_congress,
    a_restatement,
    a_book,
    a_newspaper,
)
