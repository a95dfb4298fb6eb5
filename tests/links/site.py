"""A site on loopback, made to be asked: what it answers at which path, and what it was asked when.

The one exception to "no address that is not public" is made here, by `open_to`: no setting reaches it.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import NamedTuple, TypeAlias

from search.links.addresses import Address
from search.links.connecting import Network

TRUSTING_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
LOOPBACK = ip_address("127.0.0.1")
STORY = (
    "The salt road ran from the springs to the river and the carters of nine villages lived by it for longer "
    "than any of them could count; when the bridge fell in the spring flood of that year nobody mended it, "
    "and within a generation the inns had closed and grass had grown between the stones."
)
APOLOGY = (
    "Our archive moved to another building last summer and many readers write to us about what they miss; "
    "please use the search box above, or look through the list of subjects, or telephone the editors on any "
    "weekday between nine and five, who will gladly tell you where older issues may be consulted."
)


class Asked(NamedTuple):
    """One request as the site saw it."""

    method: str
    host: str
    path: str
    at: float  # by the monotonic clock
    headers: dict[str, str]


class Reply(NamedTuple):
    """What a path answers."""

    code: int = 200
    body: str = ""
    headers: dict[str, str] = {}  # noqa: RUF012


NOT_FOUND = Reply(404, "<title>404 Not Found</title>")
Act: TypeAlias = Callable[[BaseHTTPRequestHandler], Reply | None]  # None where it has answered by itself


@dataclass
class Site:
    """Paths and their answers; `otherwise` is for all others. `asked` is in order."""

    port: int = 0
    pages: dict[str, Reply | Act] = field(default_factory=dict)
    otherwise: Reply | Act = NOT_FOUND
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str, host: str = "example.org", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self, method: str | None = None) -> list[str]:
        """What was asked for, but for robots.txt."""
        asked = [one for one in self.asked if one.path != "/robots.txt"]
        return [one.path for one in asked if method in (None, one.method)]


def page(title: str, text: str = STORY) -> Reply:
    return Reply(200, f"<!doctype html><title>{title}</title><body><h1>{title}</h1><p>{text}</p>")


def moved(where: str, code: int = 302) -> Reply:
    return Reply(code, headers={"Location": where})


def network(*sites: Site, trust: ssl.SSLContext | None = None) -> Network:
    """All names are of this machine, and this machine's ports are open: for the tests alone."""
    return Network(
        resolve=lambda host, _port: [host] if host[-1].isdigit() else [str(LOOPBACK)],
        is_public=is_loopback,
        ports=frozenset(site.port for site in sites),
        trust=trust or TRUSTING_NOBODY,
    )


def is_loopback(address: Address) -> bool:
    return address == LOOPBACK


def names(answers: dict[str, Sequence[str]]) -> Callable[[str, int], Sequence[str]]:
    """A resolver that knows these names alone."""
    return lambda host, _port: answers[host]


@contextmanager
def serving(site: Site, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """The site, served until the end."""
    server = ThreadingHTTPServer((str(LOOPBACK), 0), _handler(site))
    server.daemon_threads = True
    server.block_on_close = False
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            host = self.headers.get("Host", "")
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append(Asked(self.command, host, self.path, time.monotonic(), headers))
            what = site.pages.get(self.path, site.otherwise)
            try:
                reply = what if isinstance(what, Reply) else what(self)
                if reply is not None:
                    self.reply(reply)
            except OSError:
                pass  # whoever asked has gone

        def reply(self, reply: Reply) -> None:
            body = reply.body.encode()
            self.send_response(reply.code)
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
            for name, value in (headers | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = answer

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on stderr."""

    return Handler
