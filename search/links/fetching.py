"""A URL asked, and where it leads: each redirect is an address like any other, looked at before it is asked.

Comes in: a method and a URL. Goes out: the answers on the way, the last of which is no redirect.
"""

from __future__ import annotations

import errno
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TypeAlias
from urllib.parse import urljoin, urlsplit

from httpcore2 import (
    URL,
    ConnectError,
    ConnectTimeout,
    HTTPConnection,
    NetworkError,
    Origin,
    ProtocolError,
    Response,
    TimeoutException,
)

from search.link_checks import LinkState
from search.links.addresses import Refused, Target, target
from search.links.connecting import Bounds, Network, NoNetwork, NoSuchHost, PinnedBackend, TooMuch
from search.links.manners import Manners, retry_after

AGENT = "ibidem"  # what robots.txt may call us
_USER_AGENT = f"{AGENT}/{version('ibidem')} (checks the links of a library)"
_REQUEST_SECONDS = 15.0
_URL_SECONDS = 45.0  # for one URL with all its redirects, waiting for turns not counted
_HEAD_SIZE = 128 * 1024  # bytes: the headers of an answer, certificates and all
_REDIRECTS = 10
_REDIRECTING = (301, 302, 303, 307, 308)
_UNCONNECTED = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


class NoAnswer(Exception):
    """A URL that nobody has answered.

    Attributes:
        state: what that makes of it.
        is_ours: where it may well be this machine that has no network.
    """

    def __init__(self, state: LinkState, reason: str, *, is_ours: bool = False) -> None:
        self.state = state
        self.is_ours = is_ours
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host has answered. `headers` by name in lower case; of `body` as much as was asked for."""

    url: str
    code: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """Without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""
        where = self.headers.get("location") if self.code in _REDIRECTING else None
        return urljoin(self.url, where.strip()) if where else None


@dataclass(slots=True)
class Allowance:
    """The seconds that all questions about one URL may take together."""

    seconds: float = _URL_SECONDS

    @contextmanager
    def spent(self) -> Iterator[float]:
        """Counts the time of one question, which may take as long as is given."""
        if self.seconds <= 0:
            raise NoAnswer(LinkState.FAILING, "its host is too slow")
        began = time.monotonic()
        try:
            yield min(self.seconds, _REQUEST_SECONDS)
        finally:
            self.seconds -= time.monotonic() - began


Allows: TypeAlias = Callable[[Target, Allowance], None]  # raises NoAnswer for what may not be asked


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Asks, politely and within bounds. Threads share it."""

    network: Network = field(default_factory=Network)
    manners: Manners = field(default_factory=Manners)

    def follow(
        self,
        method: str,
        url: str,
        allowance: Allowance,
        *,
        headers: Mapping[str, str] | None = None,
        size: int = 0,
        allows: Allows | None = None,
    ) -> list[Answer]:
        """The answers on the way from a URL to where it leads.

        Args:
            size: how many bytes of a body are wanted.
            allows: asked before each question; raises NoAnswer where it may not be put.

        Raises:
            NoAnswer: nobody answers, somebody answers nonsense, or a redirect leads nowhere.
            OutOfTime: the run has ended.
        """
        answers: list[Answer] = []
        seen = set()
        while url not in seen:
            seen.add(url)
            if len(answers) > _REDIRECTS:
                raise NoAnswer(LinkState.FAILING, f"it is redirected more than {_REDIRECTS} times")
            asked = self._target(url, is_redirect=bool(answers))
            if allows:
                allows(asked, allowance)
            answers.append(self.ask(method, asked, allowance, headers=headers, size=size))
            where = answers[-1].location
            if where is None:
                return answers
            url = where
        raise NoAnswer(LinkState.FAILING, "it is redirected in a circle")

    def ask(
        self,
        method: str,
        asked: Target,
        allowance: Allowance,
        *,
        headers: Mapping[str, str] | None = None,
        size: int = 0,
    ) -> Answer:
        """One question to one host, in its turn.

        Raises:
            NoAnswer, OutOfTime: as above.
        """
        with self.manners.turn(asked.host), allowance.spent() as seconds:
            seconds = min(seconds, self.manners.left())
            try:
                return self._ask(method, asked, seconds, headers or {}, size)
            except ConnectTimeout as error:
                self.manners.left()
                raise NoAnswer(LinkState.UNREACHABLE, f"{asked.host} does not answer") from error
            except TimeoutException as error:
                self.manners.left()
                raise NoAnswer(LinkState.FAILING, f"{asked.host} is too slow") from error
            except Refused as error:
                raise NoAnswer(LinkState.REFUSED, str(error)) from error
            except NoSuchHost as error:
                raise NoAnswer(LinkState.UNREACHABLE, str(error)) from error
            except NoNetwork as error:
                raise NoAnswer(LinkState.UNREACHABLE, str(error), is_ours=True) from error
            except (NetworkError, ProtocolError, TooMuch) as error:
                raise _no_answer(asked.host, error) from error

    def heed(self, answer: Answer) -> float:
        """The seconds for which a host wants to be left alone, and will be; 0 where it says nothing of it."""
        said = answer.headers.get("retry-after") if answer.code in (429, 503) else None
        seconds = retry_after(said) or 0.0
        self.manners.leave_alone(urlsplit(answer.url).hostname or "", seconds)
        return seconds

    def _target(self, url: str, is_redirect: bool) -> Target:
        try:
            return target(url, self.network.ports)
        except Refused as error:
            reason = f"it is redirected to what we do not ask: {error}" if is_redirect else str(error)
            raise NoAnswer(LinkState.REFUSED, reason) from error

    def _ask(
        self, method: str, asked: Target, seconds: float, headers: Mapping[str, str], size: int
    ) -> Answer:
        sent = {
            "Host": asked.authority,
            "User-Agent": _USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": "identity",  # nothing is unpacked, so nothing can swell
            "Connection": "close",
            **headers,
        }
        url = URL(scheme=asked.scheme, host=asked.host, port=asked.port, target=asked.path)
        backend = PinnedBackend(self.network, Bounds(seconds, _HEAD_SIZE + 2 * size))
        origin = Origin(asked.scheme.encode(), asked.host.encode(), asked.port)
        with (
            HTTPConnection(origin, self.network.trust, network_backend=backend) as connection,
            connection.stream(method, url, headers=list(sent.items())) as response,
        ):
            named: dict[str, str] = {}
            for name, value in response.headers:
                key = name.decode("latin-1").lower()
                said = value.decode("latin-1")
                named[key] = f"{named[key]}, {said}" if key in named else said
            return Answer(asked.url, response.status, named, _body(response, size))


def _body(response: Response, size: int) -> bytes:
    """The beginning of a body, or what has come of it in time; the rest is left on the line."""
    body = b""
    if not size:
        return body
    with suppress(TimeoutException, NetworkError, ProtocolError, TooMuch):
        for piece in response.iter_stream():
            body += piece
            if len(body) >= size:
                break
    return body[:size]


def _no_answer(host: str, error: Exception) -> NoAnswer:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NoAnswer(
                LinkState.UNREACHABLE, f"the certificate of {host} is not good: {cause.verify_message}"
            )
        if isinstance(cause, ssl.SSLError):
            return NoAnswer(LinkState.UNREACHABLE, f"{host} does not speak TLS as it should")
        if isinstance(cause, ConnectionRefusedError):
            return NoAnswer(LinkState.UNREACHABLE, f"{host} takes no connections")
        if isinstance(cause, OSError) and cause.errno in _UNCONNECTED:
            return NoAnswer(LinkState.UNREACHABLE, f"{host} is out of reach", is_ours=True)
        cause = cause.__cause__
    if isinstance(error, ConnectError):
        return NoAnswer(LinkState.UNREACHABLE, f"{host} cannot be connected to")
    if isinstance(error, NetworkError):
        return NoAnswer(LinkState.FAILING, f"{host} breaks the connection off")
    return NoAnswer(LinkState.FAILING, f"{host} answers, but not as HTTP has it")
