"""Which links are checked now, and how what is found is kept: between the catalogue and the web."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from search.catalogue import Catalogue
from search.catalogue.stored_links import UNCITED, Cited, citing_documents, source_links
from search.document import Source
from search.errors import NetworkError, SettingsError
from search.link_checks import PASSING, LinkCheck, LinkProgress, LinkReport, LinkState
from search.links import Found, Network, Question, Run, is_gate, now
from search.links.manners import PAUSE
from search.links.memento import middle

_LATELY = timedelta(days=30)  # for which a check holds
_SOON = timedelta(days=1)  # for which one holds that found a host in trouble
_PATIENCE = 5  # hosts that cannot be reached, with none that can, until a run gives up

Told: TypeAlias = Callable[[LinkProgress], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is to do.

    Attributes:
        seconds: how long it may take.
        again: whether what was checked lately is checked again.
        archived: whether copies are looked for of every page, and not only of those that are gone.
        document: the id of the only document whose sources are meant.
        timegate: the address of an archive's TimeGate.
    """

    seconds: float
    again: bool = False
    archived: bool = False
    document: str | None = None
    timegate: str = ""


def check_links(
    catalogue: Catalogue, wanted: Wanted, told: Told, network: Network | None = None, pause: float = PAUSE
) -> LinkReport:
    """Checks what is due, and keeps what is found as it is found.

    Raises:
        SettingsError: the TimeGate is none.
        NetworkError: this machine has no network; nothing is kept of that.
    """
    network = network or Network()
    if not is_gate(wanted.timegate, network):
        raise SettingsError(f'IBIDEM_TIMEGATE: "{wanted.timegate[:80]}" is no address that can be asked')
    began = time.monotonic()
    forgotten = catalogue.forget_links() if wanted.document is None else 0
    linking = _Linking(catalogue, wanted)
    report = linking.run(Run(linking.questions(), wanted.seconds, network, pause), told)
    with catalogue.reading() as connection:
        links = tuple(source_links(connection, wanted.document))
    return replace(report, links=links, forgotten=forgotten, seconds=time.monotonic() - began)


class _Linking:
    """One run: the sources by URL, what is known of these, and what is found."""

    def __init__(self, catalogue: Catalogue, wanted: Wanted) -> None:
        self._catalogue = catalogue
        self._wanted = wanted
        with catalogue.reading() as connection:
            self._citing = citing_documents(connection)
            links = source_links(connection, wanted.document)
        self._sources = {link.source.url or "": link.source for link in links}
        self._checks = {link.check.url: link.check for link in links if link.check}

    def questions(self) -> list[Question]:
        """What is due, each URL once."""
        due: list[Question] = []
        for url, source in self._sources.items():
            check = self._checks.get(url)
            if check is None or self._wanted.again or _is_old(check):
                due.append(Question(url, source.title))
            else:
                due += self._copies(check)
        return due

    def run(self, run: Run, told: Told) -> LinkReport:
        """Puts the questions, and keeps the answers; broken off, those that have come."""
        report = LinkReport(())
        total, done = run.left, 0
        held_back: list[Found] = []  # until something else shows that there is a network
        is_online = False
        try:
            for found in run:
                done += 1
                is_online = is_online or not found.is_ours
                held_back.append(found)
                if not is_online and len(held_back) < _PATIENCE:
                    continue
                if not is_online:
                    break
                for one in held_back:
                    report = self._keep(one, report)
                    for question in self._next(one):
                        run.add(question)
                        total += 1
                held_back.clear()
                told(LinkProgress(done, total, found.question.host))
        except KeyboardInterrupt:
            held_back += run.rest()
            if is_online or not all(one.is_ours for one in held_back):
                for one in held_back:
                    self._keep(one, report)
            raise
        if held_back:
            raise NetworkError(f"no host can be reached ({held_back[0].failure}); nothing was kept of that")
        return replace(report, left=run.left)

    def _keep(self, found: Found, report: LinkReport) -> LinkReport:
        """Keeps an answer, and counts it."""
        url = found.question.url
        before = self._checks.get(url)
        if found.question.gate is None:
            check = found.check or LinkCheck(url, LinkState.UNREACHABLE, now(), reason=found.failure)
            if before:
                check = replace(check, archived=before.archived, archive_asked=before.archive_asked)
            self._put(check)
            return replace(report, checked=report.checked + 1)
        if found.failure is not None:
            return replace(report, unanswered=report.unanswered + 1)
        if before:
            self._put(replace(before, archived=found.copy, archive_asked=now()))
        return replace(report, copies=report.copies + (found.copy is not None))

    def _put(self, check: LinkCheck) -> None:
        self._checks[check.url] = check
        self._catalogue.keep_link(check)

    def _next(self, found: Found) -> Iterator[Question]:
        """What is to be asked because of an answer."""
        if found.question.gate is None:
            yield from self._copies(self._checks[found.question.url])

    def _copies(self, check: LinkCheck) -> Iterator[Question]:
        """An archive is asked once, where the author names no copy."""
        source = self._sources[check.url]
        is_wanted = self._wanted.archived or (check.is_broken and not source.archived_url)
        is_asked = check.archive_asked is not None and not self._wanted.again
        if is_wanted and not is_asked and check.state is not LinkState.REFUSED:
            day = _day(source, self._citing.get(source.id, UNCITED))
            yield Question(check.url, source.title, day, gate=self._wanted.timegate)


def _is_old(check: LinkCheck) -> bool:
    holds = _SOON if check.state in PASSING else _LATELY
    return datetime.fromisoformat(check.checked) + holds < datetime.now(UTC)


def _day(source: Source, cited: Cited) -> str | None:
    """The day on which a source was cited: when its author saw it, or when the first document appeared."""
    accessed = source.accessed if middle(source.accessed) else None
    return accessed or cited.published or (str(source.year) if source.year else None)
