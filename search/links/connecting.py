"""The one way out: a host's name is looked up once, all answers are checked, and one of them is connected to.

Nothing looks the name up again, so a name that answers differently the second time gains nothing. TLS names
the host and holds its certificate to that name. Every byte and every second is counted: a server that drips
cannot hold us longer than `Bounds` says, nor can one that pours make us read more.
"""

from __future__ import annotations

import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, TypeAlias

from httpcore2 import (
    ConnectError,
    ConnectTimeout,
    NetworkBackend,
    NetworkStream,
    ReadTimeout,
    SyncBackend,
    default_ssl_context,
)

from search.errors import NetworkError
from search.links.addresses import PORTS, Address, Refused, is_public

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]

_CONNECT_SECONDS = 6.0  # for one address: the next may be the one that answers
_TRIED = 3  # addresses of a host that are tried: some list dozens, all of them down


class NoSuchHost(Exception):
    """A name that nobody knows."""


class NoNetwork(Exception):
    """What a machine says that is not connected: names cannot be looked up, no host is in reach."""


class TooMuch(Exception):
    """A server that sends more than anybody asked for."""


def resolve(host: str, port: int) -> Sequence[str]:
    """Every address of a host, by the system.

    Raises:
        NoSuchHost: it has none.
        NoNetwork: nobody could be asked.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_AGAIN, socket.EAI_FAIL):
            raise NoNetwork(f"the name {host} could not be looked up") from error
        raise NoSuchHost(f"there is no host {host}") from error
    except (UnicodeError, OSError) as error:
        raise NoSuchHost(f"there is no host {host}") from error
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


def trusted() -> ssl.SSLContext:
    """Whose certificates are good: those that the system vouches for, or `SSL_CERT_FILE`.

    Raises:
        NetworkError: it vouches for nobody, so that every link would seem broken.
    """
    context = default_ssl_context()
    folder = ssl.get_default_verify_paths().capath
    if not context.cert_store_stats()["x509_ca"] and not (folder and os.listdir(folder)):
        raise NetworkError(
            "this machine trusts no authority for certificates; install ca-certificates, or set SSL_CERT_FILE"
        )
    return context


@dataclass(frozen=True, slots=True)
class Network:
    """What may be reached, and how names are looked up.

    The tests open it for servers of their own; no setting and no option of Ibidem reaches these fields.
    """

    resolve: Resolve = resolve
    is_public: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset(PORTS.values())
    trust: ssl.SSLContext = field(default_factory=trusted)

    def addresses(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """The addresses of a host, once all have been found public.

        Raises:
            Refused: one of them is not: such a host is not asked at all.
            NoSuchHost, NoNetwork: it has none, or nobody knows.
            ConnectTimeout: they could not be had in time.
        """
        found = _within(seconds, lambda: self.resolve(host, port))
        for address in found:
            if not self.is_public(ip_address(address)):
                raise Refused(
                    f"{host} is at {address}, which is not public"
                    if address != host
                    else f"{host} is not public"
                )
        return found


class Bounds:
    """What one request may take: seconds from now, and bytes of the answer, with all that belongs to it."""

    def __init__(self, seconds: float, size: int) -> None:
        self._until = time.monotonic() + seconds
        self._size = size

    def seconds(self, timeout: float | None = None) -> float:
        """How many are left for one step; raises ReadTimeout when there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise ReadTimeout("too slow")
        return left if timeout is None else min(left, timeout)

    def count(self, data: bytes) -> bytes:
        """Raises TooMuch for more bytes than were allowed."""
        self._size -= len(data)
        if self._size < 0:
            raise TooMuch("more than was asked for")
        return data


class PinnedBackend(NetworkBackend):
    """Connects to the very addresses that were checked."""

    def __init__(self, network: Network, bounds: Bounds) -> None:
        self._network = network
        self._bounds = bounds
        self._sockets = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        failure: Exception = ConnectError("no address")
        for address in self._network.addresses(host, port, self._bounds.seconds())[:_TRIED]:
            seconds = self._bounds.seconds(timeout or _CONNECT_SECONDS)
            try:
                stream = self._sockets.connect_tcp(address, port, seconds, local_address, socket_options)
            except (ConnectError, ConnectTimeout) as error:
                failure = error
            else:
                return _BoundedStream(stream, self._bounds)
        raise failure


class _BoundedStream(NetworkStream):
    """A connection that ends when its bounds are reached, whatever the other side does."""

    def __init__(self, stream: NetworkStream, bounds: Bounds) -> None:
        self._stream = stream
        self._bounds = bounds

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._bounds.count(self._stream.read(max_bytes, self._bounds.seconds(timeout)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._bounds.seconds(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._bounds.seconds(timeout))
        return _BoundedStream(stream, self._bounds)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _within(seconds: float, look_up: Callable[[], Sequence[str]]) -> Sequence[str]:
    """What a look-up finds. The system's own has no time limit: it is left behind where it takes too long."""
    found: list[Sequence[str] | Exception] = []

    def run() -> None:
        try:
            found.append(look_up())
        except Exception as error:
            found.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        raise ConnectTimeout("the name could not be looked up in time")
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]
