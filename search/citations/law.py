"""Cases and statutes, in Bluebook, OSCOLA, European and plain forms.

Comes in: a reference made ready. Goes out: a `Reference` of type "case" or "legislation", or None. The title
of a case is its parties, its container the report that prints it; the title of a statute its name or number.

    >>> found = case("Roe v. Wade, 410 U.S. 113, 116 (1973)")
    >>> found.title, found.year, found.container, found.locator
    ('Roe v. Wade', 1973, '410 U.S. 113', '116')
"""

from __future__ import annotations

import re

from search.citations.reference import YEAR, Reference, are_names, bare, names, split_locator, year_of

_PARTIES = re.compile(
    r"(?P<parties>(?:Case of )?(?:R\s\([^()]+\)|[^,(\[;]{2,120}?)\sv\.?\s[^,(\[;]{2,120}?|(?:In re"
    r"|Ex parte|Re)\s[^,(\[;]{2,120}?)(?=[,(\[;]|\s\[)"
)
_US_REPORT = re.compile(
    r"(?P<container>\d+\s[A-Z][\w.\s]{0,20}?\s\d+)(?:,\s(?P<locator>\d+(?:[-–]\d+)?))?\s\("
    r"(?P<court>[^()]*\d{4})\)"
)
_UK_REPORT = re.compile(
    rf"[(\[](?P<year>{YEAR})[)\]]\s(?P<report>[A-Z\d][\w\s()]*?\d+)(?:,?\s(?P<locator>\[\d+\]"
    rf"(?:[-–]\[\d+\])?|\d+))?(?=$|,\s\[)"
)
_APPLICATION = re.compile(r"(?:app(?:l|lication)?s?\.?\s)?nos?\.\s(?P<number>\d+/\d+)", re.IGNORECASE)
_EU_CASE = re.compile(
    r"Case (?P<number>[CT]-\d+/\d+)\s(?P<parties>[^,\[(]+?)\s(?P<report>\[(?P<year>\d{4})\][^,]*"
    r"|EU:[CT]:\d{4}:\d+)"
)

_LAW_REVIEW = re.compile(
    rf"(?P<authors>[^,“”\"]{{3,80}}), (?P<title>[^“”\"]+?), \d+ (?P<container>[A-Z][\w.&’' ]+?) \d+"
    rf"(?:, (?P<locator>\d+(?:[-–]\d+)?))? \((?P<year>{YEAR})\)\.?$"
)
_US_CODE = re.compile(
    r"(?P<title>\d+\s(?:U\.\s?S\.\s?C\."
    r"|C\.\s?F\.\s?R\.))\s(?P<locator>§§?\s?[\w.()–-]+)(?:\s\((?P<year>\d{4})\))?$"
)
_UK_ACT = re.compile(
    rf"(?P<title>(?:The\s)?[A-Z][\w'’()\s-]{{2,120}}?\s(?:Act|Order|Regulations|Rules"
    rf"|Bill)(?:\s\([\w ]+\))?,?\s(?P<year>{YEAR}))(?:,?\s(?P<locator>(?:s|ss|sch|reg|art|pt"
    rf"|section)\.?\s?\d[\w()–-]*))?$"
)
_EU_ACT = re.compile(
    r"(?P<title>(?:(?:Council|Commission|European Parliament)[\w\s]*?\s)?(?:Regulation|Directive"
    r"|Decision)\s(?:\((?:EU|EC|EEC|Euratom)\)\s)?(?:No\.?\s)?\d+/\d+(?:/\w+)?[^\[;]*?)"
    r"(?:\s\[(?P<year>\d{4})\]\s(?P<container>OJ\s[A-Z]\s?\d+(?:/\d+)?))?(?:,\s(?P<locator>(?:art"
    r"|recital)s?\.?\s?\d[\w()]*))?$",
    re.IGNORECASE,
)  # fmt: skip
_UN_RESOLUTION = re.compile(
    r"(?P<title>(?:(?:UN(?:GA|SC)?|General Assembly|Security Council)\s)*(?:Res(?:olution"
    r"|\.)?)\s[\w/()-]*\d[^,;]*)(?:,\s(?P<rest>.*))?$"
)
_STATUTE_WORD = re.compile(
    r"(?:the\s)?(?:law|decree|edict|directive|constitution|criminal code|civil code|code|convention"
    r"|treaty|vienna convention|charter|covenant)"
    r"\s(?:of|on|no\.|concerning|№)",
    re.IGNORECASE,
)


def case(text: str) -> Reference | None:
    """A decided case: "A v. B" with a report, a court or an application number."""
    return _eu_case(text) or _reported_case(text)


def _eu_case(text: str) -> Reference | None:
    match = _EU_CASE.match(text)
    if match is None:
        return None
    year = match["year"] or year_of(match["report"])
    page = split_locator(text)[1]
    return Reference(match["parties"], (), "case", year and int(year), match["report"].strip(), locator=page)


def _reported_case(text: str) -> Reference | None:
    parties = _PARTIES.match(text)
    if parties is None:
        return None
    rest = text[parties.end() :].strip(" ,")
    title = parties["parties"].strip(" ,")
    report = _US_REPORT.search(rest)
    if report:
        return Reference(
            title, (), "case", year_of(report["court"]), report["container"], locator=report["locator"]
        )
    report = _UK_REPORT.search(rest.rstrip("."))
    if report:
        return Reference(
            title,
            (),
            "case",
            int(report["year"]),
            f"[{report['year']}] {report['report']}",
            locator=report["locator"],
        )
    application = _APPLICATION.search(rest)
    if application:
        return Reference(
            title, (), "case", year_of(rest), f"no. {application['number']}", locator=split_locator(rest)[1]
        )
    return Reference(title, (), "case", year_of(rest)) if year_of(rest) else None


def law_review(text: str) -> Reference | None:
    """Bluebook: "Cass R. Sunstein, Title, 108 Harv. L. Rev. 1733, 1735 (1995)"."""
    match = _LAW_REVIEW.match(text)
    if match is None or not are_names(match["authors"]):
        return None
    authors, year = names(match["authors"]), int(match["year"])
    return Reference(match["title"], authors, "article", year, match["container"], locator=match["locator"])


def statute(text: str) -> Reference | None:
    """An act, a code's section, a regulation, a resolution or a treaty."""
    text = text.rstrip(".")
    for pattern in (_US_CODE, _UK_ACT, _EU_ACT):
        match = pattern.match(text)
        if match:
            return _enacted(match)
    match = _UN_RESOLUTION.match(text)
    if match:
        return Reference(
            bare(match["title"]), (), "legislation", year_of(text), locator=split_locator(text)[1]
        )
    if _STATUTE_WORD.match(text):
        main, page = split_locator(text)
        return Reference(bare(main), (), "legislation", year_of(main), locator=page)
    return None


def _enacted(match: re.Match[str]) -> Reference:
    found = match.groupdict()
    year = found["year"] or year_of(found["title"])
    return Reference(
        bare(found["title"]),
        (),
        "legislation",
        int(year) if year else None,
        found.get("container"),
        locator=found["locator"],
    )
