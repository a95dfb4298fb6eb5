"""Cases and statutes, in Bluebook, OSCOLA, European and plain forms.

Comes in: a reference made ready. Goes out: a `Reference` of type "case" or "legislation", or None. The title
of a case is its parties, its container the report that prints it; the title of a statute its name or number.

    >>> found = case("Roe v. Wade, 410 U.S. 113, 116 (1973)")
    >>> found.title, found.year, found.container, found.locator
    ('Roe v. Wade', 1973, '410 U.S. 113', '116')
"""

from __future__ import annotations

import re

from search.citations.dates import YEAR
from search.citations.reference import Reference, bare, split_locator, year_of

_PARTIES = re.compile(
    r"(?P<parties>(?:Case of )?(?:R\s\([^()]+\)|[^,(\[;]{1,120}?)\sv\.?\s[^,(\[;]{2,120}?|(?:In re"
    r"|Ex parte|Re)\s[^,(\[;]{2,120}?)(?=[,(\[;]|\s\[|\sApp)"
)
_REPORTED = r"\d+\s[A-Z][\w.’'\s]{0,20}?(?:\s\(\d+\s[\w.]+\))?\s\d+"
_US_REPORT = re.compile(
    rf"(?P<container>{_REPORTED})(?:,\s(?P<locator>\d+(?:[-–]\d+)?(?:\s&\sn\.\s?\d+)?))?"
    rf"(?:,\s{_REPORTED}(?:,\s\d+(?:[-–]\d+)?)?)*\s\((?P<court>[^()]*\d{{4}})\)"
)
_VERSUS = re.compile(r"\sv\.?\s|^(?:In re|Ex parte|Matter of)\s")
_UK_REPORT = re.compile(
    rf"(?P<container>(?P<open>[(\[])(?P<year>{YEAR})[)\]]\s(?P<report>[A-Z\d][\w\s.()]*?[\w–-]*\d+))"
    r"(?:\s\((?:HL|CA|PC|SC|Ch|QB|KB|Fam|Comm|Admin|[A-Z]\w{1,8}(?:\s\w+)?)\))?"
    r"(?:,?\s(?P<locator>\[\d+\](?:[-–]\[\d+\])?|\d+(?:[-–]\d+)?))?(?:\s\([^()]*\))?(?=$|,\s(?:\[|paras?\s))"
)
_PARAGRAPH_AT_THE_END = re.compile(r"\s(?P<locator>\[\d+\](?:[-–]\[\d+\])?)(?:\s\([^()]*\))?$")
_APPLICATION = re.compile(r"(?:app(?:l|lication)?s?\.?\s)?nos?\.?\s(?P<number>\d+/\d+)", re.IGNORECASE)
_EU_CASE = re.compile(
    r"(?:Joined )?Cases? (?P<number>(?:[CTF][-–‑])?\d+/\d+(?:\sand\s(?:[CTF][-–‑])?\d+/\d+)?)"
    r"\s(?P<parties>[^,\[(]+?)\s(?P<report>\[(?P<year>\d{4})\][^,]*|EU:[CT]:\d{4}:\d+)"
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
_CONSTITUTION = re.compile(
    r"(?P<title>U\.\s?S\. Const\.|[A-Z][\w.]+\.? Const\.)(?:,?\s(?P<locator>(?:amends?|arts?|pmbl)\..*))?$"
)
_PUBLIC_LAW = re.compile(
    rf"(?P<title>[A-Z][^,]+?(?P<year>{YEAR})?), Pub\. L\. (?:No\. )?[\d–-]+"
    r"(?:, (?P<section>§§? ?[\w(),–-]+?))?"
    r"(?:, (?P<container>\d+ Stat\. \d+)(?:, (?P<locator>\d+(?:[-–]\d+)?))?)?(?: \((?P<passed>\d{4})\))?$"
)
_STATE_CODE = re.compile(
    r"(?P<title>(?:[A-Z][\w.]*\s){1,4}(?:Code|Stat\.|Laws|Law)(?:\sAnn\.)?)(?:\sch\.\s\w+,)?"
    r"\s(?P<locator>§§?\s?[\w.:()–-]+)(?:\s\((?:[\w.&’' -]+\s)?(?P<year>\d{4})\))?$"
)
_STATUTE_WORD = re.compile(
    r"(?:the\s)?(?:law|decree|edict|directive|constitution|criminal code|civil code|code|convention"
    r"|treaty|vienna convention|charter|covenant)"
    r"\s(?:of|on|for|against|between|relating\sto|no\.|concerning|№)",
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
    report = match["report"].strip(" .")
    return Reference(match["parties"], (), "case", year and int(year), report, locator=page)


def _reported_case(text: str) -> Reference | None:
    reported = _US_REPORT.search(text)
    if reported and _VERSUS.search(text[: reported.start()]):
        title = text[: reported.start()].strip(" ,")
        year, where = year_of(reported["court"]), reported["container"]
        return Reference(title, (), "case", year, where, locator=reported["locator"])
    parties = _PARTIES.match(text)
    if parties is None:
        return None
    rest = text[parties.end() :].strip(" ,")
    title = parties["parties"].strip(" ,")
    for rule in (_british, _european):
        found = rule(title, rest)
        if found is not None:
            return found
    return Reference(title, (), "case", year_of(rest)) if year_of(rest) else None


def _british(title: str, rest: str) -> Reference | None:
    """ "[1932] AC 562 (HL) 580", "[2017] UKSC 5, [2018] AC 61 [42]"."""
    report = _UK_REPORT.search(rest.rstrip("."))
    if report is None:
        return None
    behind = _PARAGRAPH_AT_THE_END.search(rest.rstrip("."))
    page = report["locator"] or (behind and behind["locator"]) or split_locator(rest)[1]
    return Reference(title, (), "case", int(report["year"]), report["container"], locator=page)


def _european(title: str, rest: str) -> Reference | None:
    """ "App no 47940/99 (ECtHR, 20 July 2004)"."""
    application = _APPLICATION.search(rest)
    if application is None:
        return None
    where, page = f"no. {application['number']}", split_locator(rest)[1]
    return Reference(title, (), "case", year_of(rest), where, locator=page)


def statute(text: str) -> Reference | None:
    """An act, a code's section, a regulation, a resolution or a treaty."""
    text = text.rstrip(".")
    for pattern in (_US_CODE, _STATE_CODE, _CONSTITUTION, _PUBLIC_LAW, _UK_ACT, _EU_ACT):
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
    title = match["title"] if match["title"].endswith("Const.") else bare(match["title"])
    year = found.get("year") or found.get("passed") or year_of(found["title"])
    return Reference(
        title,
        (),
        "legislation",
        int(year) if year else None,
        found.get("container"),
        locator=found["locator"] or found.get("section"),
    )
