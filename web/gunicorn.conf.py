"""How gunicorn serves the site: `gunicorn --config web/gunicorn.conf.py "web:create_app()"`.

The classes are here and not in a module of `web`, so that no code of the site is loaded before the workers
are forked: SIGHUP then brings in new code without a restart.
"""

import os
import socket
import struct
import time
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

# ParseException is the root of the others
_REFUSED: tuple[tuple[type[ParseException], int], ...] = (
    (LimitRequestLine, 414),
    (LimitRequestHeaders, 431),
    (ParseException, 400),
)
_DRAINED = 1024 * 1024  # bytes that a client may still send of a request that was refused
_LINGER = 2.0  # seconds for it in all
_READ_ON = 16 * 1024 * 1024  # bytes of a body that was refused unread; gunicorn reads 64 kB and hangs up
_PAUSE = 0.3  # seconds without a byte after which it will send no more
_PATIENCE = (
    30.0  # seconds for each piece: a client that reads nothing would hold its thread as long as it likes
)
_PIECE = 32 * 1024  # bytes
# bytes that the system takes on for a client, and more than which only when a third has been read: with the
# megabytes that it takes by itself, a slow line would count as none; with this, 3 kB/s are enough
_AHEAD = 128 * 1024


class Worker(ThreadWorker):
    """Threads, which no client holds; a request that cannot be read is answered like every other error."""

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answers while the client reads; where it does not, breaks off, so that no file looks whole."""
        client = conn.sock
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _AHEAD)
        client.settimeout(_PATIENCE)  # for what is still to be read of the request, too
        conn.sock = _Paced(client)
        try:
            answered = super().handle_request(req, conn)
            _read_on(req.body, client)
            return answered
        except _Stalled:
            self.log.info("broke off: a client read less than %d bytes in %d s", _PIECE, _PATIENCE)
            # closed at once and with a reset: what it has not read would be kept for it for minutes
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
            return False
        finally:
            conn.sock = client

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """Answers with a page where a browser asks, else with problem+json."""
        for kind, status in _REFUSED:
            if isinstance(exc, kind):
                self.log.warning("refused a request: %s", type(exc).__name__)
                with suppress(OSError):
                    _refuse(self.wsgi, client, status)
                return
        super().handle_error(req, client, addr, exc)


class _Stalled(TimeoutError):
    """A client took too long to read."""


class _Paced:
    """A socket by which an answer is sent in pieces, each of which has its time."""

    def __init__(self, client: socket.socket) -> None:
        self._client = client

    def sendall(self, data: bytes) -> None:
        """Sends all of it, however long that takes of a client that goes on reading."""
        for at in range(0, len(data), _PIECE):
            try:
                self._client.sendall(data[at : at + _PIECE])
            except TimeoutError as error:
                raise _Stalled from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def _refuse(app: Any, client: socket.socket, status: int) -> None:
    from web.errors import refusal

    rest = _drain(client)  # closing with bytes unread would take the answer away from the client
    response = refusal(app, status, as_page=b"text/html" in rest)
    headers = "".join(f"{name}: {value}\r\n" for name, value in response.headers.items())
    head = f"HTTP/1.1 {response.status}\r\n{headers}Connection: close\r\n\r\n"
    client.sendall(head.encode("latin-1") + response.data)


def _read_on(body: Any, client: socket.socket) -> None:
    """Reads what the site has left unread, so that a client still sending comes to hear the answer."""
    until = time.monotonic() + _LINGER
    left = _READ_ON
    with suppress(OSError, ParseException):
        while left > 0 and (more := body.read(8192)):
            left -= len(more)
            client.settimeout(max(0.01, until - time.monotonic()))


def _drain(client: socket.socket) -> bytes:
    rest = b""
    until = time.monotonic() + _LINGER
    with suppress(OSError):
        while len(rest) < _DRAINED and b"\r\n\r\n" not in rest[-8192:]:
            client.settimeout(min(_PAUSE, max(0.01, until - time.monotonic())))
            if not (more := client.recv(65536)):
                break
            rest += more
    client.settimeout(_LINGER)
    return rest


class Log(Logger):
    """An access log in which an address cannot write lines of its own."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        """What a line of the log may name."""
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return atoms | {"U": quote(atoms["U"] or "", encoding="latin-1")}


bind = f"0.0.0.0:{os.environ['PORT']}" if os.environ.get("PORT") else "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)

# Threads, because a client that reads slowly or keeps its connection open holds a thread and not a process,
# and the library may be shared by threads. What a request may cost is limited before it runs, not by killing
# the worker that runs it.
worker_class = Worker
threads = 4

timeout = 30  # seconds: a worker that no longer answers its master is replaced
graceful_timeout = 10  # seconds: what is being answered when the server is told to end is answered to the end
keepalive = 5
max_requests = 10_000  # no leak in any library grows for long
max_requests_jitter = 1_000

limit_request_line = 8190  # bytes, the most that gunicorn takes: a quotation of 4,000 Latin letters fits
limit_request_fields = 50
limit_request_field_size = 8190

control_socket_disable = True  # it would be a file among the user's own
logger_class = Log
accesslog = "-"
errorlog = "-"
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'  # what is asked is the reader's business
