"""An archive on loopback, asked as RFC 7089 has it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.link_checks import ArchivedCopy
from search.links.fetching import Fetcher, NoAnswer
from search.links.manners import Manners
from search.links.memento import mementos, nearest_copy
from tests.links.site import Reply, Site, moved, network, serving

PAGE = "http://gone.example/salt?year=1871"
MAY_3 = "Fri, 03 May 2019 10:00:00 GMT"


@pytest.fixture
def archive() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


def nearest(archive: Site, day: str | None = "2019-05-04") -> ArchivedCopy | None:
    fetcher = Fetcher(network(archive), Manners(pause=0, until=time.monotonic() + 30))
    return nearest_copy(fetcher, archive.url("/gate/", "archive.example"), PAGE, day)


def test_copy_is_where_the_gate_leads(archive: Site) -> None:
    archive.pages[f"/gate/{PAGE}"] = moved(f"/2019/{PAGE}")
    archive.pages[f"/2019/{PAGE}"] = Reply(200, headers={"Memento-Datetime": MAY_3})
    where = archive.url(f"/2019/{PAGE}", "archive.example")
    assert nearest(archive) == ArchivedCopy(where, "2019-05-03", "2019-05-04")


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        ("2019-05-04", "Sat, 04 May 2019 12:00:00 GMT"),
        ("2019-05", "Wed, 15 May 2019 12:00:00 GMT"),
        ("2019", "Mon, 01 Jul 2019 12:00:00 GMT"),
        (None, None),
    ],
)
def test_gate_is_asked_for_the_day_of_the_citation(archive: Site, day: str | None, asked: str | None) -> None:
    nearest(archive, day)
    assert archive.asked[0].headers.get("accept-datetime") == asked


def test_gate_that_sends_the_copy_itself_says_where_it_is_kept(archive: Site) -> None:
    headers = {"Memento-Datetime": MAY_3, "Content-Location": "/2019/salt"}
    archive.pages[f"/gate/{PAGE}"] = Reply(200, headers=headers)
    assert nearest(archive) == ArchivedCopy(
        archive.url("/2019/salt", "archive.example"), "2019-05-03", "2019-05-04"
    )


def test_gates_that_lead_to_other_gates_are_followed(archive: Site) -> None:
    archive.pages[f"/gate/{PAGE}"] = moved(f"/other/{PAGE}", 307)
    archive.pages[f"/other/{PAGE}"] = moved("/2019/salt")
    archive.pages["/2019/salt"] = Reply(200, headers={"Memento-Datetime": MAY_3})
    found = nearest(archive)
    assert found
    assert found.date == "2019-05-03"
    assert all("accept-datetime" in one.headers for one in archive.asked)


def test_of_the_copies_in_a_link_header_the_nearest_is_taken(archive: Site) -> None:
    port = archive.port
    links = ", ".join(
        f'<http://archive.example:{port}/{year}>; rel="memento"; datetime="Wed, 01 May {year} 00:00:00 GMT"'
        for year in (2013, 2018, 2024)
    )
    archive.pages[f"/gate/{PAGE}"] = Reply(200, headers={"Link": f'<{PAGE}>; rel="original", {links}'})
    found = nearest(archive)
    assert found
    assert found.url.endswith("/2018")


def test_gate_that_answers_no_head_is_asked_outright(archive: Site) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        return Reply(405) if handler.command == "HEAD" else Reply(200, headers={"Memento-Datetime": MAY_3})

    archive.pages[f"/gate/{PAGE}"] = answer
    assert nearest(archive)


def test_archive_without_a_copy_has_none(archive: Site) -> None:
    assert nearest(archive) is None


@pytest.mark.parametrize("code", [429, 500, 503])
def test_archive_in_trouble_is_no_archive_without_a_copy(archive: Site, code: int) -> None:
    archive.otherwise = Reply(code)
    with pytest.raises(NoAnswer, match=str(code)):
        nearest(archive)


def test_archive_that_wants_to_be_left_alone_is(archive: Site) -> None:
    archive.otherwise = Reply(429, headers={"Retry-After": "90"})
    manners = Manners(pause=0, until=time.monotonic() + 30)
    with pytest.raises(NoAnswer):
        nearest_copy(Fetcher(network(archive), manners), archive.url("/gate/", "archive.example"), PAGE, None)
    assert manners.ready("archive.example") > time.monotonic() + 60


def test_copy_at_an_address_that_is_not_asked_is_no_copy(archive: Site) -> None:
    link = f'<javascript:alert(1)>; rel="memento"; datetime="{MAY_3}"'
    archive.pages[f"/gate/{PAGE}"] = Reply(200, headers={"Link": link})
    assert nearest(archive) is None


def test_gate_that_leads_to_a_private_address_is_not_followed(archive: Site) -> None:
    archive.pages[f"/gate/{PAGE}"] = moved(f"http://10.0.0.1:{archive.port}/")
    with pytest.raises(NoAnswer, match=r"10\.0\.0\.1 is not public"):
        nearest(archive)


@given(st.text(alphabet='<>;,="\\ ab/:relmntod', max_size=200))
def test_any_link_header_is_read(header: str) -> None:
    list(mementos(header, "http://archive.example/"))


@pytest.mark.parametrize("piece", ["<", '<a>;x="', "<a>" + "; " * 9, "<a>;rel" + " " * 99, '"\\'])
def test_long_link_header_is_read_in_no_time(piece: str) -> None:
    began = time.monotonic()
    list(mementos(piece * (100_000 // len(piece)), "http://archive.example/"))
    assert time.monotonic() - began < 1
