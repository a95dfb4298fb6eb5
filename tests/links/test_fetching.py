"""A URL asked over a real connection: who is connected to, where redirects end, what a bad server can do."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
import trustme

from search.link_checks import LinkState
from search.links.addresses import is_public, target
from search.links.connecting import Network
from search.links.fetching import Allowance, Answer, Fetcher, NoAnswer
from search.links.manners import Manners, OutOfTime
from tests.links.site import (
    LOOPBACK,
    TRUSTING_NOBODY,
    Reply,
    Site,
    is_loopback,
    moved,
    names,
    network,
    page,
    serving,
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


def follow(
    site: Site, path: str, method: str = "GET", within: float = 5.0, size: int = 65536
) -> list[Answer]:
    fetcher = Fetcher(network(site), Manners(pause=0, until=time.monotonic() + 60))
    return fetcher.follow(method, site.url(path), Allowance(within), size=size)


def failure(site: Site, path: str, within: float = 5.0) -> NoAnswer:
    with pytest.raises(NoAnswer) as raised:
        follow(site, path, within=within)
    return raised.value


# --- who is connected to ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["93.184.216.34", "10.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["fe80::1%eth0"],
    ],
    ids=str,
)
def test_host_with_any_address_that_is_not_public_is_not_connected_to(site: Site, answers: list[str]) -> None:
    closed = Network(names({"example.org": answers}), is_public, frozenset({site.port}), TRUSTING_NOBODY)
    with pytest.raises(NoAnswer, match="not public") as raised:
        Fetcher(closed).follow("GET", site.url("/"), Allowance())
    assert raised.value.state is LinkState.REFUSED
    assert site.asked == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "0177.0.0.1", "[::1]", "localhost"]
)
def test_this_machine_is_not_asked_under_any_of_its_names(site: Site, host: str) -> None:
    closed = Network(ports=frozenset({site.port}))
    with pytest.raises(NoAnswer, match=r"not public|no name") as raised:
        Fetcher(closed).follow("GET", site.url("/", host), Allowance())
    assert raised.value.state in (LinkState.REFUSED, LinkState.UNREACHABLE)
    assert site.asked == []


def test_name_that_changes_its_answer_is_looked_up_once_and_what_was_checked_is_connected_to(
    site: Site,
) -> None:
    site.pages["/"] = page("Here")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    looked_up = []

    def rebinding(host: str, _port: int) -> list[str]:
        looked_up.append(host)
        return next(answers)

    fetcher = Fetcher(
        Network(rebinding, is_loopback, frozenset({site.port}), TRUSTING_NOBODY), Manners(pause=0)
    )
    assert fetcher.follow("GET", site.url("/"), Allowance())[-1].code == 200
    assert looked_up == ["example.org"]
    with pytest.raises(NoAnswer, match=r"example.org is at 10\.0\.0\.1"):
        fetcher.follow("GET", site.url("/"), Allowance())
    assert len(site.asked) == 1


def test_connection_goes_to_the_checked_address_while_the_host_keeps_its_name(site: Site) -> None:
    site.pages["/"] = page("Here")
    follow(site, "/")
    assert site.asked[0].host == f"example.org:{site.port}"


def test_next_address_is_tried_where_the_first_does_not_answer(site: Site) -> None:
    site.pages["/"] = page("Here")
    both = Network(
        names({"example.org": ["127.0.0.9", str(LOOPBACK)]}),
        lambda address: address.is_loopback,
        frozenset({site.port}),
    )
    assert Fetcher(both).follow("GET", site.url("/"), Allowance())[-1].code == 200


# --- redirects -------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_each_answer_is_given(site: Site) -> None:
    site.pages |= {"/a": moved("/b", 301), "/b": moved("c?d=1#e", 307), "/c?d=1": page("There")}
    assert [(one.code, target(one.url, frozenset({site.port})).path) for one in follow(site, "/a")] == [
        (301, "/a"),
        (307, "/b"),
        (200, "/c?d=1"),
    ]


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("http://10.0.0.1/admin", "10.0.0.1 is not public"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is not public"),
        ("http://[::ffff:10.0.0.1]/", "not public"),
        ("http://user:password@example.org/", "name or password"),
        ("http://example.org:22/", "port 22"),
        ("ftp://example.org/", "neither http nor https"),
        ("file:///etc/passwd", "neither http nor https"),
    ],
)
def test_redirect_to_what_is_not_asked_ends_there(site: Site, where: str, why: str) -> None:
    site.pages["/"] = moved(where)
    opened = Network(
        lambda host, _port: [host.strip("[]")] if host[-1].isdigit() else ["127.0.0.1"],
        is_loopback,
        frozenset({site.port, 80}),
    )
    with pytest.raises(NoAnswer, match=why) as raised:
        Fetcher(opened, Manners(pause=0)).follow("GET", site.url("/"), Allowance())
    assert raised.value.state is LinkState.REFUSED
    assert len(site.asked) == 1


def test_redirects_in_a_circle_end(site: Site) -> None:
    site.pages |= {"/a": moved("/b"), "/b": moved("/a")}
    assert "in a circle" in str(failure(site, "/a"))


def test_redirects_without_end_end(site: Site) -> None:
    site.otherwise = lambda handler: moved(f"{handler.path}x")
    assert "more than 10 times" in str(failure(site, "/a"))
    assert len(site.asked) == 11


# --- bad servers -----------------------------------------------------------------------------------------


def test_server_that_says_nothing_is_left_when_the_time_is_up(site: Site) -> None:
    site.pages["/"] = lambda _: time.sleep(3)  # type: ignore[func-returns-value]
    began = time.monotonic()
    assert failure(site, "/", within=0.5).state is LinkState.FAILING
    assert time.monotonic() - began < 2


def test_server_that_drips_its_headers_is_left_when_the_time_is_up(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(60):
            handler.wfile.write(f"X-{number}: a\r\n".encode())
            handler.wfile.flush()
            time.sleep(0.05)

    site.pages["/"] = drip  # type: ignore[assignment]
    began = time.monotonic()
    assert "too slow" in str(failure(site, "/", within=0.5))
    assert time.monotonic() - began < 2


def test_of_a_body_that_drips_is_kept_what_has_come(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<title>Slow")
        for _ in range(60):
            handler.wfile.write(b".")
            time.sleep(0.05)

    site.pages["/"] = drip  # type: ignore[assignment]
    began = time.monotonic()
    assert follow(site, "/", within=0.5)[-1].body.startswith(b"<title>Slow.")
    assert time.monotonic() - began < 2


def test_of_a_body_without_end_only_the_beginning_is_read(site: Site) -> None:
    poured = 0

    def pour(handler: BaseHTTPRequestHandler) -> None:
        nonlocal poured
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(20_000):
            poured += handler.wfile.write(b"x" * 65536)

    site.pages["/"] = pour  # type: ignore[assignment]
    assert len(follow(site, "/", size=100_000)[-1].body) == 100_000
    time.sleep(0.2)
    assert poured < 20_000 * 65536 / 2


def test_headers_without_end_are_an_error(site: Site) -> None:
    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            handler.wfile.write(f"X-{number}: {'a' * 100}\r\n".encode())

    site.pages["/"] = pour  # type: ignore[assignment]
    assert failure(site, "/").state is LinkState.FAILING


def test_interim_answers_without_end_are_an_error(site: Site) -> None:
    def pour(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(1_000_000):
            handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")

    site.pages["/"] = pour  # type: ignore[assignment]
    assert failure(site, "/").state is LinkState.FAILING


def test_packed_body_is_not_unpacked(site: Site) -> None:
    site.pages["/"] = Reply(200, "swelling", {"Content-Encoding": "gzip"})
    assert follow(site, "/")[-1].body == b"swelling"
    assert site.asked[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    "said", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nNo colon\r\n\r\n"]
)
def test_nonsense_is_a_host_in_trouble(site: Site, said: bytes) -> None:
    site.pages["/"] = lambda handler: handler.wfile.write(said) and None  # type: ignore[func-returns-value]
    assert failure(site, "/").state is LinkState.FAILING


def test_port_that_nothing_listens_on_is_said(site: Site) -> None:
    with serving(Site()) as gone:
        pass
    fetcher = Fetcher(network(site, gone))
    with pytest.raises(NoAnswer, match="takes no connections") as raised:
        fetcher.follow("GET", gone.url("/"), Allowance())
    assert raised.value.state is LinkState.UNREACHABLE
    assert not raised.value.is_ours


def test_question_that_the_end_of_the_run_cuts_off_says_nothing_of_the_link(site: Site) -> None:
    site.pages["/"] = lambda _: time.sleep(2)  # type: ignore[func-returns-value]
    fetcher = Fetcher(network(site), Manners(pause=0, until=time.monotonic() + 0.3))
    with pytest.raises(OutOfTime):
        fetcher.follow("GET", site.url("/"), Allowance())


def test_name_server_that_hangs_is_left_when_the_time_is_up(site: Site) -> None:
    def hang(_host: str, _port: int) -> list[str]:
        time.sleep(3)
        return []

    began = time.monotonic()
    with pytest.raises(NoAnswer, match="does not answer"):
        Fetcher(Network(hang, is_loopback, frozenset({site.port}))).follow(
            "GET", site.url("/"), Allowance(0.3)
        )
    assert time.monotonic() - began < 2


# --- TLS -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def tls(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def test_certificate_is_held_to_the_name_of_the_host_and_not_to_its_address(
    authority: trustme.CA, trust: ssl.SSLContext
) -> None:
    asked_for = []
    context = tls(authority, "example.org")
    context.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    with serving(Site(pages={"/": page("Safe")}), context) as site:
        fetcher = Fetcher(network(site, trust=trust))
        assert fetcher.follow("GET", site.url("/", scheme="https"), Allowance())[-1].code == 200
    assert asked_for == ["example.org"]


@pytest.mark.parametrize("named", ["elsewhere.org", "127.0.0.1"])
def test_certificate_for_another_name_is_not_good(
    authority: trustme.CA, trust: ssl.SSLContext, named: str
) -> None:
    with serving(Site(pages={"/": page("Safe")}), tls(authority, named)) as site:
        fetcher = Fetcher(network(site, trust=trust))
        with pytest.raises(NoAnswer, match=r"certificate of example\.org is not good") as raised:
            fetcher.follow("GET", site.url("/", scheme="https"), Allowance())
        assert raised.value.state is LinkState.UNREACHABLE
        assert site.asked == []


def test_certificate_that_nobody_vouches_for_is_not_good(authority: trustme.CA) -> None:
    with serving(Site(pages={"/": page("Safe")}), tls(authority, "example.org")) as site:
        with pytest.raises(NoAnswer, match=r"certificate of example\.org is not good"):
            Fetcher(network(site)).follow("GET", site.url("/", scheme="https"), Allowance())
        assert site.asked == []


def test_server_that_speaks_no_tls_is_said(site: Site) -> None:
    with pytest.raises(NoAnswer, match="does not speak TLS"):
        Fetcher(network(site)).follow("GET", site.url("/", scheme="https"), Allowance())
