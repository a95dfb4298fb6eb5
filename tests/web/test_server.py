"""The site as gunicorn serves it: health, headers, and refusals that never reach the application."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from tests.web.client import ask, problem

DOCUMENT = "000_9f3c7597e57b37f0"
EVERYWHERE = [
    "/",
    "/search?q=forum",
    "/documents/",
    f"/documents/{DOCUMENT}",
    "/sources/",
    "/cite?q=12",
    "/static/ibidem.css",
    "/static/nowhere",
    "/nowhere",
    "/documents",
    "/search?colour=red",
    "/api/v1/search?q=forum",
    "/api/v1/nowhere",
    "/healthz",
    "/readyz",
    "/opensearch.xml",
    "/search.atom?q=forum",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/robots.txt",
    "/search?q=" + "a" * 20_000,
]


def raw(server: str, request: bytes) -> bytes:
    """What comes back for bytes that no client would send."""
    host, _, port = urlsplit(server).netloc.partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(request)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return answer


def test_ready_server_names_its_revisions(server: str) -> None:
    answer = ask(server, "/readyz").json()
    assert answer["status"] == "ready"
    assert answer["catalogue"]["revision"] == answer["index"]["revision"]
    assert answer["index"]["passages"] > 80


def test_healthy_process_says_so(server: str) -> None:
    assert ask(server, "/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_strict_headers(server: str, path: str) -> None:
    headers = ask(server, path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", [path for path in EVERYWHERE if not path.startswith("/static/i")])
def test_forged_host_is_repeated_nowhere(server: str, path: str) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    answer = ask(server, path, **forged)
    assert b"evil.example" not in answer.body
    assert "evil.example" not in str(answer.headers)


def test_redirect_stays_on_the_site(server: str) -> None:
    answer = ask(server, "/documents?page=2", Host="evil.example")
    assert (answer.status, answer.headers["location"]) == (308, "/documents/?page=2")


@pytest.mark.parametrize("host", ["<script>", "a b", "a:b:c", "x" * 300, "\xff"])
def test_host_that_is_none_is_no_failure(server: str, host: str) -> None:
    answer = raw(
        server, b"GET /documents HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % host.encode("latin-1")
    )
    assert answer[9:12] in (b"308", b"400")
    assert b"<script>" not in answer


def test_browser_that_asks_too_much_gets_a_page(server: str) -> None:
    answer = ask(server, "/search?q=" + "a" * 100_000, Accept="text/html,*/*")
    assert (answer.status, answer.media_type) == (414, "text/html")
    assert b"8,190" in answer.body


def test_program_that_sends_too_many_headers_gets_a_problem(server: str) -> None:
    headers = {f"X-{number}": "x" for number in range(80)}
    assert problem(server, "/api/v1/search", **headers)["status"] == 431


def test_what_is_no_http_gets_a_problem(server: str) -> None:
    assert b" 400 " in raw(server, b"HELO\r\n\r\n").splitlines()[0]
