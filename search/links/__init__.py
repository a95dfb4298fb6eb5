"""URLs checked on the web by many hands: hosts side by side, each in its turn, for as long as there is time.

Comes in: questions, each a URL to be checked or one of which a copy is wanted. Goes out: what was found, one
by one, so that a run that is interrupted loses nothing. This is the only place from which Ibidem goes on the
network; it does so when `ibidem links` is run, and never otherwise.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from search.link_checks import ArchivedCopy, LinkCheck
from search.links.addresses import Refused, target
from search.links.checking import Checker, now
from search.links.connecting import Network
from search.links.fetching import Fetcher, NoAnswer
from search.links.manners import PAUSE, Manners, OutOfTime
from search.links.memento import nearest_copy

__all__ = ["Found", "Network", "Question", "Run", "is_gate", "now"]

_HANDS = 16  # hosts that are asked side by side: most of the time, each is being waited for


@dataclass(frozen=True, slots=True)
class Question:
    """A URL to be checked; with `gate`, one of which the archive behind that TimeGate is asked for a copy.

    Attributes:
        title: of the work that should be there.
        day: on which it was cited, as much of it as is known, in ISO 8601.
    """

    url: str
    title: str = ""
    day: str | None = None
    gate: str | None = None

    @property
    def host(self) -> str:
        """Who is asked first."""
        try:
            return (urlsplit(self.gate or self.url).hostname or "").lower()
        except ValueError:
            return ""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question: a check; or a copy, None where the archive has none.

    `failure` says why neither was had; `is_ours`, where that may be for want of a network.
    """

    question: Question
    check: LinkCheck | None = None
    copy: ArchivedCopy | None = None
    failure: str | None = None
    is_ours: bool = False


def is_gate(url: str, network: Network) -> bool:
    """Whether that can be the address of a TimeGate."""
    try:
        return bool(target(url, network.ports))
    except Refused:
        return False


class Run:
    """One run over many questions; more may be added while it goes on."""

    def __init__(
        self, questions: Iterable[Question], seconds: float, network: Network, pause: float = PAUSE
    ) -> None:
        self._manners = Manners(pause, time.monotonic() + seconds)
        self._fetcher = Fetcher(network, self._manners)
        self._checker = Checker(self._fetcher)
        self._waiting: dict[str, deque[Question]] = {}
        self._asked: set[str] = set()  # hosts at which somebody is
        self._unanswered = 0  # questions for which there was too little time
        self._change = threading.Condition()
        self._results: queue.Queue[Found | BaseException | None] = queue.Queue()
        for question in questions:
            self.add(question)

    def add(self, question: Question) -> None:
        """One more question."""
        with self._change:
            self._waiting.setdefault(question.host, deque()).append(question)
            self._change.notify()

    @property
    def left(self) -> int:
        """Questions that have not been put, or not been answered."""
        with self._change:
            return self._unanswered + sum(map(len, self._waiting.values()))

    def __iter__(self) -> Iterator[Found]:
        """What is found, as it is found. A question is over when the next result is asked for."""
        at_work = 0
        try:
            while True:
                at_work += self._hire(at_work)
                if not at_work:
                    return
                result = self._results.get()
                if result is None:
                    at_work -= 1
                elif isinstance(result, BaseException):
                    raise result
                else:
                    yield result
        finally:
            self._manners.end()
            with self._change:
                self._change.notify_all()

    def rest(self) -> Iterator[Found]:
        """What has been found and not been taken, where a run is broken off; nothing is waited for."""
        with suppress(queue.Empty):
            while True:
                if isinstance(result := self._results.get_nowait(), Found):
                    yield result

    def _hire(self, at_work: int) -> int:
        """Starts hands for the hosts that nobody is at; threads that nobody waits for at the end."""
        with self._change:
            free = [host for host in self._waiting if host not in self._asked]
            wanted = min(sum(map(self._manners.has_time, free)), _HANDS - at_work)
        for _ in range(wanted):
            threading.Thread(target=self._work, daemon=True).start()
        return wanted

    def _work(self) -> None:
        try:
            while (question := self._take()) is not None:
                try:
                    self._results.put(self._answer(question))
                except OutOfTime:
                    with self._change:
                        self._unanswered += 1
                finally:
                    self._release(question)
            self._results.put(None)
        except BaseException as error:
            self._results.put(error)

    def _answer(self, question: Question) -> Found:
        try:
            if question.gate is None:
                return Found(question, check=self._checker.check(question.url, question.title))
            copy = nearest_copy(self._fetcher, question.gate, question.url, question.day)
            return Found(question, copy=copy)
        except NoAnswer as error:
            return Found(question, failure=str(error), is_ours=error.is_ours)
        except OutOfTime:
            raise
        except Exception as error:  # no page of another's making ends the run over all the others
            return Found(question, failure=f"what was answered could not be read ({type(error).__name__})")

    def _take(self) -> Question | None:
        """The next question, of a host at which nobody is and which may soonest be asked; None to go home."""
        with self._change:
            while True:
                free = [host for host in self._waiting if host not in self._asked]
                host = min(free, key=self._manners.ready, default=None)
                if host is None or not self._manners.has_time(host):
                    return None
                seconds = self._manners.ready(host) - time.monotonic()
                if seconds <= 0:
                    break
                self._change.wait(seconds)
            questions = self._waiting[host]
            question = questions.popleft()
            if not questions:
                del self._waiting[host]
            self._asked.add(host)
            return question

    def _release(self, question: Question) -> None:
        with self._change:
            self._asked.discard(question.host)
            self._change.notify()
