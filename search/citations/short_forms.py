"""The shapes of short forms: "ibid.", "op. cit.", "supra note 12", "Smith, History, 44", in eight languages.

Comes in: the text of a part of a note. Goes out: whether it has such a shape, by its own words alone;
`resolve` leads it back to what it stands for.

    >>> is_short_form("Ibid., p. 45."), is_short_form("Ibidem Press, Annual report, 2019")
    (True, False)
"""

from __future__ import annotations

import re

from search.citations.dates import YEAR
from search.citations.marked import Marked
from search.citations.reference import CAPITAL, LOCATOR, are_names
from search.citations.reporters import REPORTER, canonical_case

_LEADS = (
    r"(?:but\s)?see(?:\salso)?|cfr?\.|compare|vgl\.(?:\sauch)?|siehe(?:\sauch)?|s\.(?:\sa(?:uch|\.))?"
    r"|см\.(?:\sтакже)?|voir(?:\saussi)?|véase|ver|vedi|vid\.|v\."
)
LEAD = rf"(?:(?:{_LEADS}),?\s+)?"
_ANY_LEAD = rf"(?i:{LEAD})"  # where capitals count behind it
PAGE = (  # atomic: a row of numbers could else be parted in more ways than can be tried
    r"(?P<page>(?>[\s,.;:(]+(?:at\s|and\s|esp\.\s|hier\s|a\s)?"
    rf"(?:{LOCATOR}|\d[\d–-]*(?:\s?ff?\.?|\set seq\.?)?))*+)"
)
END = r"[\s.)]*$"
SAME = re.compile(
    rf"{LEAD}(?:ibid(?:em)?|ib[íi]d(?:em)?|ib|id|idem|ebda?|ebenda(?:selbst)?|loc\.?\s?cit|l\.\s?c"
    rf"|там же|там само|тамсама|ivi|tamże)\b\.?{PAGE}{END}",
    re.IGNORECASE,
)
# with something said behind it: "Ibid., 41. Emphasis in original.", "Ibid., with reference to her letters"
SAME_AND_MORE = re.compile(
    rf"{LEAD}(?:ibid(?:em)?|ib[íi]d(?:em)?|ebda?|ebenda(?:selbst)?|там же|там само|тамсама|tamże)\b\.?{PAGE}"
    rf"(?-i:(?<![^\W\d_])|(?!\s[{CAPITAL}]))"  # "Ibidem Press" is a publisher
    r"(?=[\s.,;(])[\s.,;]*(?:\(|[^\W\d_])",
    re.IGNORECASE,
)
_WORK_CITED = (
    r"(?:op\.?\s?cit(?:é|ato)?|art\.?\s?cit(?:é|ato)?|loc\.?\s?cit|a\.?\s?a\.?\s?o|ob\.?\s?cit|o\.\s?c"
    r"|works?\scited|cit|supra|(?:указ|цит|назв)\.?\s?(?:соч|раб|ст))\b\.?"
)
OP_CIT = Marked(
    rf"{LEAD}(?:(?P<author>[^,\d]{{2,60}}?)(?:[,.]\s*(?P<title>[“\"‘«]?[^,\d]{{2,80}}?[”\"’»]?))?)??[,.]*\s*"
    rf"(?<!\w){_WORK_CITED}{PAGE}{END}",
    _WORK_CITED.removesuffix(r"\b\.?"),
    re.IGNORECASE,
)
_NOTE = (
    r"(?:footnotes?|notes?|nn?|fn|anm(?:erkung)?|fu(?:ß|ss)n(?:ote)?|сн|сноск\w|прим\w*|nota|przyp)"
    r"\.?\s?(?P<label>\d+|[*†‡]+)"
)
_BY = (
    r"(?:(?P<author>[^,\d(]{2,60}?)(?:[,:]\s*|\s+)"
    r"(?:(?P<title>[“\"‘«][^”\"’»]+[”\"’»]|[^,\d(]{2,60}(?=,|\s\())(?:,\s*|\s+))?)?"
)
_BEFORE = r"(?:supra|above|oben|s\.\s?o\.|выше|plus\shaut|vide\ssupra|sopra)"
_BEHIND = r"(?:above|supra|oben|выше|ci-dessus|sopra)"
_NOTED = _NOTE.replace("?P<label>", "?:")
_SUPRA = (
    *(
        Marked(rf"{LEAD}{_BY}\(?{form}\)?{PAGE}{END}", _NOTED, re.IGNORECASE)
        for form in (
            rf"{_BEFORE},?\s?(?:at\s|in\s)?{_NOTE}",
            rf"{_NOTE},?\s{_BEHIND}",
            rf"\((?:wie\s|s\.\s|siehe\s|see\s|oben,?\s|cit\.?\s)?{_NOTE}(?:\s{_BEHIND})?\)",
            rf"wie\s(?:in\s)?{_NOTE}",
            rf"{_WORK_CITED},?\s?\(?(?:wie\s|in\s)?{_NOTE}\)?",
        )
    ),
    Marked(rf"(?:{_LEADS})\s+(?P<author>)(?P<title>){_NOTE}{PAGE}{END}", _NOTED, re.IGNORECASE),
)
FORWARD = Marked(  # to what has not been said yet: it cites nothing
    rf"{LEAD}(?:infra|below|unten|s\.\s?u\.|ниже|ci-dessous),?\s?(?:at\s)?{_NOTE}{PAGE}{END}"
    rf"|{LEAD}{_NOTED},?\s(?:below|infra|unten|ниже|ci-dessous){END}",
    _NOTED,
    re.IGNORECASE,
)
REPORTED = Marked(
    rf"{_ANY_LEAD}(?:(?P<name>[^,\d(]{{2,60}}?),\s)?(?P<volume>\d{{1,4}})\s(?P<reporter>{REPORTER}),?\s"
    rf"at\s(?:pp?\.\s)?(?P<page>\d[\d\s,–-]*(?:\sn\.\s?\d+)?){END}",
    r"\sat\s",
)
_NAME = rf"(?P<author>[{CAPITAL}][^,:“\"«‘\d(]{{1,60}}?)"
AUTHOR_TITLE = Marked(
    rf"{_ANY_LEAD}{_NAME}[,:]\s*[“\"‘«]?(?P<title>[^,“”\"«»\d(]{{3,80}}?)[,.]?[”\"’»]?{PAGE}{END}",
    r"[,:]",
)
AUTHOR_YEAR = Marked(
    rf"\(?{_ANY_LEAD}{_NAME},?\s\(?(?P<year>{YEAR})\)?(?P<letter>[a-z])?:?{PAGE}\)?{END}", r"\d"
)
AUTHOR = Marked(rf"{_ANY_LEAD}{_NAME}{PAGE}{END}", f"[{CAPITAL}]")
_SAME_AUTHOR = re.compile(
    rf"{_ANY_LEAD}(?:(?i:idem|eadem|iidem|id\.|ead\.|ders\.|dies\.|derselbe|dieselbe|он же|она же|они же"
    r"|le même|el mismo)|—{2,3}|–{3}|-{3}|_{3,})(?P<mark>[,.:]?\s+)"
    rf"(?=[“\"‘«„]?[{CAPITAL}])"
)


def is_short_form(text: str) -> bool:
    """Whether a text is a short form by its own words ("ibid."), whatever was cited before."""
    own_words = (SAME.match, SAME_AND_MORE.match, OP_CIT.match, in_a_numbered_note, reported)
    return any(shape(text) is not None for shape in own_words)


def in_a_numbered_note(text: str) -> re.Match[str] | None:
    """ "Smith, supra note 12" as matched: `author`, `title`, `label` and `page`; None for any other."""
    if not _SUPRA[0].may_fit(text):  # what one of them needs, all do
        return None
    return next(filter(None, (pattern.match(text) for pattern in _SUPRA)), None)


def reported(text: str) -> tuple[re.Match[str], str] | None:
    """ "Roe, 410 U.S. at 120" as matched, and the volume in its usual spelling; None for any other.

    >>> reported("Roe, 410 U. S., at 120")[1]
    '410 U.S.'
    """
    match = REPORTED.match(text)
    case = canonical_case(f"{match['volume']} {match['reporter']} 1") if match else None
    return (match, case.rpartition(" ")[0]) if match and case else None


def may_be_short_form(text: str) -> bool:
    """Whether a text has the shape of "Smith, History, 44": short only if such a work was cited before."""
    for pattern in (AUTHOR_TITLE, AUTHOR):
        match = pattern.match(text)
        if match and match["page"].strip(" .,") and are_names(match["author"]):
            return True
    return False


def points_forward(text: str) -> bool:
    """Whether a text only sends the reader on: "See note 40 below."."""
    return bool(FORWARD.match(text))


def same_author(text: str) -> tuple[str, str] | None:
    """The mark and the rest of a reference that names its author by "idem"; None for any other.

    >>> same_author("Idem, Reappraisals (London, 2008), 4.")
    (', ', 'Reappraisals (London, 2008), 4.')
    """
    match = _SAME_AUTHOR.match(text)
    return None if match is None or is_short_form(text) else (match["mark"], text[match.end() :])
