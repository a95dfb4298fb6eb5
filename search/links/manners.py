"""How a host is asked: one question at a time, with a pause after each, longer where the host wishes it.

>>> manners = Manners(pause=0)
>>> with manners.turn("example.org"):
...     pass
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Event, Lock

PAUSE = 1.0  # seconds between two questions to one host
_LONGEST_PAUSE = 30.0  # a crawl-delay beyond this is meant for those who take whole sites
_LONGEST_WAIT = 24 * 3600.0


class OutOfTime(Exception):
    """The run has ended before the question could be put, or answered; nothing is known."""


@dataclass(slots=True)
class _Host:
    """When it may be asked again (by the monotonic clock), and the pause after each question."""

    pause: float
    ready: float = 0.0
    turn: Lock = field(default_factory=Lock)


class Manners:
    """Keeps the turns of all hosts; threads share it. At `until`, by the monotonic clock, all ends."""

    def __init__(self, pause: float = PAUSE, until: float = math.inf) -> None:
        self.until = until
        self._pause = pause
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()
        self._is_over = Event()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Held while a host is asked.

        Raises:
            OutOfTime: the run ends before the host may be asked.
        """
        known = self._of(host)
        with known.turn:
            self._wait(known.ready)
            try:
                yield
            finally:
                known.ready = max(known.ready, time.monotonic() + known.pause)

    def ready(self, host: str) -> float:
        """When a host may be asked again, by the monotonic clock."""
        return self._of(host).ready

    def has_time(self, host: str) -> bool:
        """Whether the run will not have ended by then."""
        return max(self.ready(host), time.monotonic()) < self.until

    def slow_down(self, host: str, pause: float) -> None:
        """What its robots.txt says of the pause between two questions."""
        known = self._of(host)
        known.pause = max(known.pause, min(pause, _LONGEST_PAUSE))

    def leave_alone(self, host: str, seconds: float) -> None:
        """What a host has answered that wants to be left alone for a while."""
        known = self._of(host)
        known.ready = max(known.ready, time.monotonic() + min(seconds, _LONGEST_WAIT))

    def end(self) -> None:
        """Whoever waits for a turn, waits no longer."""
        self.until = -math.inf
        self._is_over.set()

    def left(self) -> float:
        """Seconds until the run ends.

        Raises:
            OutOfTime: none.
        """
        left = self.until - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return left

    def _wait(self, ready: float) -> None:
        seconds = max(ready - time.monotonic(), 0)
        if seconds >= self.left() or self._is_over.wait(seconds):
            raise OutOfTime

    def _of(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host(self._pause))


def retry_after(said: str | None, now: datetime | None = None) -> float | None:
    """The seconds that a Retry-After asks for, which is a number or a date (RFC 9110, 10.2.3).

    >>> now = datetime(2026, 12, 1, 10, tzinfo=UTC)
    >>> retry_after("120"), retry_after("Tue, 01 Dec 2026 10:00:30 GMT", now)
    (120.0, 30.0)
    """
    said = (said or "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max((when - (now or datetime.now(UTC))).total_seconds(), 0.0)
