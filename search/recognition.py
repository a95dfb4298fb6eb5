"""The citations of a pasted text looked up: which of the library's sources each may mean.

Comes in: what `pasted` found. Goes out: the same with candidates. A work is sought under the keys by which
sources are joined, then by its address, then among those of its author's name by title and year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection

from search.author_date import first_author
from search.catalogue.stored_passages import places_of_note
from search.catalogue.stored_sources import (
    by_address,
    by_family,
    by_report,
    by_url,
    ids_by_key,
    read_sources,
)
from search.citations.merge import TWINS, family_name, folded, sought_under, veto
from search.citations.short_forms import AUTHOR_TITLE, AUTHOR_YEAR, may_be_short_form
from search.document import Source
from search.errors import BadInput
from search.likeness import title_likeness
from search.pasted import Pasted, find_pasted
from search.results import Candidate, Recognised, Recognition
from search.settings import Limits

_CANDIDATES = 10  # of one citation; who means one of more must say more
_UNDATED = 0.9  # how sure a title is where a year stands on one side alone
_SHORT = 100  # characters of a short form
_NEAR_URLS = 10  # addresses of a text that are sought by likeness: each is compared with all of its site


def recognise(connection: Connection, text: str, document: str | None, limits: Limits) -> Recognition:
    """The citations of a text, each with the sources that it may mean.

    Raises:
        BadInput: the text is empty or too long.
    """
    _check(text, limits)
    most = limits.pasted_citations
    found = find_pasted(text, most + 1)
    items = tuple(_Sought(connection, document, found[:most]).items())
    if len(found) <= most:
        return Recognition(items)
    at = found[most].start
    warning = (
        f"The text has more than {most:,} citations; send it again from character {at:,} on for the others."
    )
    return Recognition(items, at, (warning,))


def _check(text: str, limits: Limits) -> None:
    if not text.strip():
        message = "text is empty; send the text whose citations are to be found"
        raise BadInput("text", message, code="nothing-to-look-up")
    if len(text) > limits.pasted_length:
        raise BadInput(
            "text",
            f"text has {len(text):,} characters, more than the {limits.pasted_length:,} that are taken at "
            "once; send it in parts",
            code="too-long",
        )


class _Sought:
    """Looks up all citations of a text together: what can be asked in one question is."""

    def __init__(self, connection: Connection, document: str | None, found: Sequence[Pasted]) -> None:
        self._connection = connection
        self._document = document
        self._found = found
        self._notes: dict[str, list[str]] = {}
        self._near = _NEAR_URLS
        works = [one.source for one in found if one.source]
        self._by_key = ids_by_key(connection, {key for work in works for key in sought_under(work)})
        self._known = read_sources(
            connection, {name for ids in self._by_key.values() for name in ids[:TWINS]}
        )
        self._by_address = by_address(connection, {work.url for work in works if work.url})
        self._by_report = by_report(connection, set(_reports(found)))

    def items(self) -> Iterator[Recognised]:
        """Each citation with its candidates, likeliest first."""
        likely = [self._likely(one) for one in self._found]
        sources = read_sources(self._connection, {name for found in likely for name in found})
        for one, found in zip(self._found, likely, strict=True):
            ranked = sorted(found.items(), key=lambda item: -item[1])
            named = (Candidate(sources[name], sure) for name, sure in ranked if name in sources)
            candidates = tuple(islice(named, _CANDIDATES))
            yield Recognised(one.start, one.end, one.text, one.kind, one.normalized, candidates)

    def _likely(self, one: Pasted) -> dict[str, float]:
        if one.note:
            return dict.fromkeys(self._of_note(one.note), 1.0)
        work = one.source
        if work is None:
            return {}
        return self._same(work) or self._at(work) or self._named(one, work)

    def _of_note(self, label: str) -> list[str]:
        if label not in self._notes:
            places = places_of_note(self._connection, label, self._document)
            self._notes[label] = list(dict.fromkeys(place.source_id for place in places if place.source_id))
        return self._notes[label]

    def _same(self, work: Source) -> dict[str, float]:
        """The sources with which a library would join the work."""
        names = list(
            dict.fromkeys(name for key in sought_under(work) for name in self._by_key.get(key, ())[:TWINS])
        )
        same = {name: 1.0 for name in names if veto(work, self._known[name]) is None}
        return same or dict.fromkeys(self._by_report.get(work.identifiers.get("case", ""), ()), 1.0)

    def _at(self, work: Source) -> dict[str, float]:
        """The sources at its address, whatever they are called there."""
        if not work.url:
            return {}
        found = self._by_address.get(work.url, [])
        if found or self._near <= 0:
            return dict.fromkeys(found, 1.0)
        self._near -= 1
        return by_url(self._connection, work.url)

    def _named(self, one: Pasted, work: Source) -> dict[str, float]:
        """The sources of the same name whose title and year do not speak against it."""
        family, title, year = _wanted(one.text.strip(), work)
        found: dict[str, float] = {}
        for name, stored_title, stored_year in by_family(self._connection, family, title):
            if year and stored_year and year != stored_year:
                continue
            sure = title_likeness(title, stored_title) if title else float(bool(stored_year))
            sure *= 1.0 if year == stored_year else _UNDATED
            if sure:
                found[name] = max(round(sure, 3), found.get(name, 0.0))
        return found


def _wanted(text: str, work: Source) -> tuple[str, str, int]:
    """Family name, title and year of a work, also of one in a short form; what is not known is empty."""
    if len(text) < _SHORT and not work.url:
        if named := first_author(text):
            return family_name(named[0]), "", named[1]
        if dated := AUTHOR_YEAR.match(text):
            return family_name(dated["author"]), "", int(dated["year"])
        titled = AUTHOR_TITLE.match(text) if may_be_short_form(text) else None
        if titled:
            return family_name(titled["author"]), folded(titled["title"]), 0
    return family_name(work.authors[0]) if work.authors else "", folded(work.title), work.year or 0


def _reports(found: Iterable[Pasted]) -> Iterator[str]:
    return (
        one.source.identifiers["case"] for one in found if one.source and "case" in one.source.identifiers
    )
