"""The archived copy of a page nearest to a day, by Memento (RFC 7089): a TimeGate is asked, and leads there.

>>> said = '<http://w.org/2019/x>; rel="first memento"; datetime="Fri, 03 May 2019 10:00:00 GMT", <http://a.org/>'
>>> [(memento.url, memento.day.isoformat()) for memento in mementos(said, "https://w.org/")]
[('http://w.org/2019/x', '2019-05-03')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin

from search.link_checks import ArchivedCopy, LinkState
from search.links.addresses import Refused, target
from search.links.fetching import Allowance, Answer, Fetcher, NoAnswer

# a link as RFC 8288 writes it: its target, and its parameters with or without quotation marks
_LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[\w*!#$%&+.^`|~-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^",;\s]*))?)*)')
_PARAMETER = re.compile(r';\s*([\w*!#$%&+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^",;\s]*))')
_LINKS_READ = 64 * 1024  # characters: a list of mementos that goes on is a time map


class Memento(NamedTuple):
    """A copy, and the day on which it was made."""

    url: str
    day: date


def nearest_copy(fetcher: Fetcher, gate: str, url: str, wanted: str | None) -> ArchivedCopy | None:
    """The copy of a page made nearest to a day, by what a TimeGate answers; None where there is none.

    Args:
        gate: the address of a TimeGate, to which the page's is added.
        wanted: a day, month or year in ISO 8601; None for the newest copy.

    Raises:
        NoAnswer, OutOfTime: the archive could not be asked.
    """
    day = middle(wanted)
    headers = {"Accept-Datetime": _http_date(day)} if day else {}
    answers = _ask(fetcher, gate + url, headers)
    last = answers[-1]
    copies = [memento for answer in answers for memento in _found(answer)]
    copies = [memento for memento in copies if _is_openable(memento.url, fetcher.network.ports)]
    if copies:
        # what the gate led to is what it holds for the nearest
        nearest = copies[-1] if _memento_of(last) == copies[-1] else min(copies, key=_distance(day))
        return ArchivedCopy(nearest.url, nearest.day.isoformat(), wanted)
    fetcher.heed(last)
    if last.code not in (200, 404):
        raise NoAnswer(LinkState.FAILING, f"the archive answers with {last.code}")
    return None


def middle(wanted: str | None) -> date | None:
    """The day that is meant by a day, or the middle of a month or year; None where it is none of these.

    >>> middle("2019-05-03"), middle("2019")
    (datetime.date(2019, 5, 3), datetime.date(2019, 7, 1))
    """
    year, month, day = [*(wanted or "").split("-"), "", ""][:3]
    try:
        return date(int(year), int(month or 7), int(day or (15 if month else 1)))
    except ValueError:
        return None


def mementos(links: str, base: str) -> Iterator[Memento]:
    """The mementos that a Link header names with their dates."""
    for match in _LINK.finditer(links[:_LINKS_READ]):
        parameters = {name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(match[2])}
        day = _day(parameters.get("datetime"))
        if day and "memento" in parameters.get("rel", "").lower().split():
            yield Memento(urljoin(base, match[1].strip()), day)


def _ask(fetcher: Fetcher, url: str, headers: Mapping[str, str]) -> list[Answer]:
    """The way from the gate to the copy; a gate that does not answer for a head alone is asked outright."""
    answers = fetcher.follow("HEAD", url, Allowance(), headers=headers)
    if answers[-1].code in (405, 501):
        answers = fetcher.follow("GET", url, Allowance(), headers=headers)
    return answers


def _distance(day: date | None) -> Callable[[Memento], int]:
    """How far a copy is from the day that is wanted: from today, where none is."""
    wanted = day or datetime.now(UTC).date()
    return lambda memento: abs((memento.day - wanted).days)


def _found(answer: Answer) -> Iterator[Memento]:
    """What an answer says of copies: where some are, and that it is one itself."""
    if answer.code < 400:
        yield from mementos(answer.headers.get("link", ""), answer.url)
    itself = _memento_of(answer)
    if itself:
        yield itself


def _memento_of(answer: Answer) -> Memento | None:
    """The copy that an answer is; where the gate itself sends it, Content-Location says where it is kept."""
    day = _day(answer.headers.get("memento-datetime"))
    if day is None or answer.code >= 400 or answer.location:
        return None
    return Memento(urljoin(answer.url, answer.headers.get("content-location", answer.url)), day)


def _is_openable(url: str, ports: frozenset[int]) -> bool:
    try:
        return bool(target(url, ports))
    except Refused:
        return False


def _day(said: str | None) -> date | None:
    try:
        return parsedate_to_datetime(said).date() if said else None
    except ValueError:
        return None


def _http_date(day: date) -> str:
    return format_datetime(datetime.combine(day, time(12), UTC), usegmt=True)
