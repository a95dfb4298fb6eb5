"""Authors named in a sentence with the year of their work behind them: a text in, where it has them out.

Places and events have years behind them as well ("Beijing (2016)"). What is meant is an author where a page
stands beside the year, or "et al.", or where the words around say that somebody says something.

    >>> text = "As Judt (2010) says, it grew in Shenzhen (2014) and Beijing (2016); but see Snyder (2012: 5)."
    >>> [text[start:end] for start, end in author_dates(text)]
    ['Judt (2010)', 'Snyder (2012: 5)']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.citations.reference import CAPITAL
from search.results import Span

_PARTICLES = r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]u|[Dd]i|la) ){0,3}"
_NAME = rf"{_PARTICLES}[{CAPITAL}](?:[’'][{CAPITAL}])?(?:[’'-]?\w)+?"
_NO_NAME = (  # words that have a capital because a sentence begins with them
    r"(?!(?:After|Also|Although|And|As|At|Because|Before|Both|But|By|Cf|Compare|For|From|However|If|In|Like|On|See"
    r"|Since|So|That|The|Then|This|Though|Thus|To|Unlike|When|Where|While|With|Yet|January|February|March|April"
    r"|May|June|July|August|September|October|November|December)\b)"
)
_AUTHOR_DATE = re.compile(
    rf"(?<![\w’'.-]){_NO_NAME}{_NAME}(?: {_NAME}){{0,3}}(?:, {_NAME}){{0,3}}"
    rf"(?:,? (?:and|&) {_NAME}|(?P<others>,? et al\.?))?(?P<whose>[’']s)?"
    r" \((?:1[5-9]|20)\d\d[a-z]?(?P<page>[,:] ?(?:pp?\. ?)?\d{1,5}(?:[–-]\d{1,5})?)?\)"
)
_FIRST = re.compile(
    rf"(?P<first>{_NAME}(?: {_NAME}){{0,3}})"
    rf"(?:[’']s|,? et al\.?|(?:, {_NAME}(?: {_NAME}){{0,3}}){{0,3}},? (?:and|&) {_NAME}(?: {_NAME}){{0,3}})?"
    r",? \(?(?P<year>\d{4})[a-z]?(?:[,:]? ?(?:pp?\. ?)?\d{1,5}(?:[–-]\d{1,5})?)?\)?\.?$"
)
_LEADS = re.compile(
    r"\b(?:as|see|cf\.?|compare|also|by|to|than|with|following|contra|unlike|like|e\.g\.,?) $", re.I
)
_SAYS = re.compile(
    r" (?:(?:has|have|had|also|rightly|first|even|further) ){0,2}(?:argu|show|claim|contend|observ|not[ei]"
    r"|find|found|suggest|describ|demonstrat|disagree|agree|maintain|report|conclud|wr[io]t|point|explain|assert|insist"
    r"|analy|discuss|estimat|calls?\b|called|says?\b|said|sees?\b|saw|believ|propos|remark|emphasi|identif|"
    r"mention|examin|stat(?:es?|ed)\b|thinks?\b|thought|holds?\b|held)"
)
_PART_OF_A_NAME = re.compile(rf"\b[{CAPITAL}]\w+ of $")  # "the Treaty of Rome (1957)"
NAME_AND_YEAR = re.compile(  # "Smith and Jones 2019a, 44"
    rf"[{CAPITAL}][\w’'-]+(?:,? (?:and|&|et al\.?|von|van|de|[{CAPITAL}][\w’'.-]*)){{0,4}}+"
    r",? \(?\d{4}[a-z]?\)?(?:[,:]? (?:pp?\. ?)?\d[\d–-]*)?\W*$"
)
_A_SENTENCE = re.compile(
    rf"[{CAPITAL}][^.,()“\"\d]{{1,60}}(?: al\.)? \(\d{{4}}[a-z]?[^()]{{0,20}}\),? "
    r"(?!(?:at|eds?|no|pp?|vols?|trans)\b)[a-z]"
)


def author_dates(text: str) -> Iterator[Span]:
    """Where a text names authors and behind them, in brackets, the year of a work and perhaps a page."""
    for match in _AUTHOR_DATE.finditer(text):
        before = text[max(match.start() - 30, 0) : match.start()]
        if _PART_OF_A_NAME.search(before):
            continue
        said = match["page"] or match["others"] or match["whose"] or _SAYS.match(text, match.end())
        if said or _LEADS.search(before):
            yield match.span()


def first_author(text: str) -> tuple[str, int] | None:
    """First author and year of what names authors, a year and perhaps a page: "Judt & Lee, 2010, 5"."""
    match = _FIRST.match(text)
    return (match["first"], int(match["year"])) if match else None


def is_sentence(text: str) -> bool:
    """Whether a text goes on as a sentence where a reference has its title: "He (2014) reports"."""
    return bool(_A_SENTENCE.match(text))
