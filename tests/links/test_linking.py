"""The links of a library checked, kept and checked again: what is due, what is kept, and when a run ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, inspect

from search.document import Status
from search.errors import LibraryLocked, NetworkError, NotFound, SettingsError
from search.library import Library
from search.link_checks import LinkCheck, LinkProgress, LinkReport, LinkState
from search.linking import Wanted, check_links
from search.links import checking, connecting
from search.links.connecting import Network, NoNetwork
from search.links.judging import Page
from search.settings import Settings
from tests.links.site import TRUSTING_NOBODY, Reply, Site, moved, network, page, serving

MAY_3 = "Fri, 03 May 2019 10:00:00 GMT"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:")) as opened:
        yield opened


def hold(library: Library, folder: Path, *urls: str, name: str = "trade", after: str = "") -> int:
    """A document that cites these; how many checks were forgotten."""
    body = " ".join(f"Claim number {number}.[{number}]" for number in range(1, len(urls) + 1))
    notes = "\n".join(
        f"[{number}] Smith, J. Study number {number} of salt. 2018. URL: {url}{after}"
        for number, url in enumerate(urls, 1)
    )
    (folder / f"{name}.txt").write_text(
        f"A study of {name}\n\n{body}\n\nNotes\n\n{notes}\n", encoding="utf-8"
    )
    report = library.index([folder / f"{name}.txt"])
    assert not report.failed
    return report.forgotten


def run(
    library: Library,
    *sites: Site,
    seconds: float = 20,
    pause: float = 0,
    told: Callable[[LinkProgress], None] = lambda _: None,
    opened: Network | None = None,
    **wanted: object,
) -> LinkReport:
    """One run over loopback: the way in that no setting and no option knows."""
    timegate = sites[0].url("/gate/", "archive.example")
    asked = Wanted(seconds, timegate=timegate, **wanted)  # type: ignore[arg-type]
    return check_links(library._catalogue, asked, told, opened or network(*sites), pause)


def states(library: Library) -> dict[str, LinkState | None]:
    """URL -> what is known of it."""
    return {link.source.url or "": link.check.state if link.check else None for link in library.link_checks()}


# --- what is checked -------------------------------------------------------------------------------------


def test_what_is_found_is_kept_with_its_date(library: Library, tmp_path: Path, site: Site) -> None:
    site.pages["/a"] = page("Study number 1 of salt")
    hold(library, tmp_path, site.url("/a"), site.url("/b"))
    report = run(library, site)
    assert (report.checked, report.left) == (2, 0)
    assert states(library) == {site.url("/a"): LinkState.ANSWERED, site.url("/b"): LinkState.GONE}
    check = next(link.check for link in library.link_checks() if link.check)
    assert check.day == time.strftime("%Y-%m-%d", time.gmtime())


def test_url_that_the_document_cuts_off_is_never_asked(library: Library, tmp_path: Path, site: Site) -> None:
    hold(library, tmp_path, site.url("/a"), site.url("/salt-in-the-ea..."))
    run(library, site, archived=True)
    assert not [path for path in site.paths() if "salt" in path]
    assert len(library.link_checks()) == 1


def test_what_was_checked_lately_is_not_checked_again(library: Library, tmp_path: Path, site: Site) -> None:
    site.otherwise = page("Study number 1 of salt")
    hold(library, tmp_path, site.url("/a"))
    run(library, site)
    before = len(site.asked)
    assert run(library, site).checked == 0
    assert len(site.asked) == before
    assert run(library, site, again=True).checked == 1


@pytest.mark.parametrize(
    ("state", "days", "is_due"),
    [("answered", 29, False), ("answered", 31, True), ("failing", 0, False), ("failing", 2, True)],
)
def test_a_check_holds_for_a_month_and_one_of_a_host_in_trouble_for_a_day(
    library: Library, tmp_path: Path, site: Site, state: str, days: int, is_due: bool
) -> None:
    site.otherwise = page("Study number 1 of salt")
    hold(library, tmp_path, site.url("/a"))
    then = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - days * 24 * 3600 - 60))
    library._catalogue.keep_link(LinkCheck(site.url("/a"), LinkState(state), then, archive_asked=then))
    assert run(library, site).checked == is_due


def test_only_the_sources_of_one_document_are_checked_where_it_is_named(
    library: Library, tmp_path: Path, site: Site
) -> None:
    hold(library, tmp_path, site.url("/a"), name="first")
    hold(library, tmp_path, site.url("/b"), name="second")
    report = run(library, site, document="second")
    assert [link.source.url for link in report.links] == [site.url("/b")]
    assert states(library)[site.url("/a")] is None


def test_source_at_an_address_that_is_not_public_is_not_asked(library: Library, tmp_path: Path) -> None:
    hold(library, tmp_path, "http://127.0.0.1/admin", "http://[::1]/", "http://10.0.0.1/router")
    report = library.check_links(seconds=20)
    assert report.checked == len(report.links) > 0
    assert set(states(library).values()) == {LinkState.REFUSED}


# --- manners ---------------------------------------------------------------------------------------------


def test_one_host_is_asked_one_question_at_a_time_with_a_pause(
    library: Library, tmp_path: Path, site: Site
) -> None:
    at_once, most = 0, 0

    def answer(_: BaseHTTPRequestHandler) -> Reply:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        time.sleep(0.02)
        at_once -= 1
        return Reply(200, "", {"Content-Type": "application/pdf"})

    site.otherwise = answer
    hold(library, tmp_path, *(site.url(f"/{number}") for number in range(5)))
    run(library, site, pause=0.1)
    assert most == 1
    times = [one.at for one in site.asked]
    assert min(later - sooner for sooner, later in pairwise(times)) >= 0.1


def test_several_hosts_are_asked_side_by_side(library: Library, tmp_path: Path, site: Site) -> None:
    meeting = threading.Barrier(3, timeout=10)

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        if handler.path != "/robots.txt":
            meeting.wait()
        return Reply(200, "", {"Content-Type": "application/pdf"})

    site.otherwise = site.pages["/robots.txt"] = answer
    hold(library, tmp_path, *(site.url("/a", f"host{number}.example") for number in range(3)))
    assert set(run(library, site).counts) == {LinkState.ANSWERED}


def test_run_ends_when_its_time_is_up_and_the_next_goes_on(
    library: Library, tmp_path: Path, site: Site
) -> None:
    def slowly(_: BaseHTTPRequestHandler) -> Reply:
        time.sleep(0.15)
        return Reply(200, "", {"Content-Type": "application/pdf"})

    site.otherwise = slowly
    hold(library, tmp_path, *(site.url(f"/{number}") for number in range(12)))
    began = time.monotonic()
    first = run(library, site, seconds=1)
    assert time.monotonic() - began < 3
    assert 0 < first.checked < 12
    assert first.checked + first.left == 12
    second = run(library, site)
    assert (second.checked, second.left) == (first.left, 0)


def test_host_that_wants_to_be_left_alone_holds_nobody_up(
    library: Library, tmp_path: Path, site: Site
) -> None:
    site.otherwise = Reply(429, headers={"Retry-After": "3600"})
    site.pages["/robots.txt"] = Reply(404)
    hold(library, tmp_path, *(site.url(f"/{number}") for number in range(3)))
    began = time.monotonic()
    report = run(library, site, seconds=600)
    assert time.monotonic() - began < 10
    assert (report.checked, report.left) == (1, 2)


# --- interruptions ---------------------------------------------------------------------------------------


def test_interrupted_run_keeps_what_it_found_and_the_next_goes_on(
    library: Library, tmp_path: Path, site: Site
) -> None:
    site.otherwise = Reply(200, "", {"Content-Type": "application/pdf"})
    hold(library, tmp_path, *(site.url(f"/{number}") for number in range(6)))

    def interrupt(at: LinkProgress) -> None:
        if at.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(library, site, told=interrupt, pause=0.2)
    assert list(states(library).values()).count(LinkState.ANSWERED) == 3
    asked = set(site.paths())
    assert run(library, site).checked == 3
    assert len(asked) < 6
    assert None not in states(library).values()


def test_what_has_come_when_a_run_is_interrupted_is_kept(
    library: Library, tmp_path: Path, site: Site
) -> None:
    site.otherwise = Reply(200, "", {"Content-Type": "application/pdf"})
    hold(library, tmp_path, *(site.url("/a", f"host{number}.example") for number in range(6)))

    def interrupt(_: LinkProgress) -> None:
        until = time.monotonic() + 10
        while len(site.paths()) < 6 and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.5)  # for the last answer to come
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(library, site, told=interrupt)
    assert list(states(library).values()) == [LinkState.ANSWERED] * 6
    assert run(library, site).checked == 0


def test_what_was_found_at_a_url_that_no_source_has_any_more_is_forgotten(
    library: Library, tmp_path: Path, site: Site
) -> None:
    site.otherwise = Reply(200, "", {"Content-Type": "application/pdf"})
    hold(library, tmp_path, site.url("/a"), site.url("/b"))
    assert run(library, site).forgotten == 0
    assert hold(library, tmp_path, site.url("/a"), site.url("/c")) == 1
    assert run(library, site).checked == 1
    assert hold(library, tmp_path, site.url("/b"), site.url("/c")) == 1
    assert list(states(library).values()).count(None) == 1
    run(library, site)
    library.remove("trade")
    assert run(library, site).forgotten == 2
    assert run(library, site).forgotten == 0


def test_without_a_network_nothing_is_kept(library: Library, tmp_path: Path, site: Site) -> None:
    def offline(host: str, _port: int) -> list[str]:
        raise NoNetwork(f"the name {host} could not be looked up")

    hold(library, tmp_path, *(site.url("/a", f"host{number}.example") for number in range(9)))
    opened = Network(offline, ports=frozenset({site.port}))
    with pytest.raises(NetworkError, match=r"no host can be reached \(the name host\d.example"):
        run(library, site, opened=opened)
    assert set(states(library).values()) == {None}


def test_host_that_alone_cannot_be_looked_up_is_out_of_reach(
    library: Library, tmp_path: Path, site: Site
) -> None:
    def half(host: str, _port: int) -> list[str]:
        if host == "lost.example":
            raise NoNetwork("the name lost.example could not be looked up")
        return ["127.0.0.1"]

    hold(library, tmp_path, site.url("/a", "lost.example"), site.url("/a"))
    opened = Network(half, lambda _: True, frozenset({site.port}))
    run(library, site, opened=opened)
    assert states(library)[site.url("/a", "lost.example")] is LinkState.UNREACHABLE


def test_two_runs_at_once_are_one_too_many(library: Library) -> None:
    with library._catalogue.checker(), pytest.raises(LibraryLocked):
        library.check_links()


def test_documents_may_be_indexed_while_links_are_checked(
    library: Library, tmp_path: Path, site: Site
) -> None:
    with library._catalogue.checker():
        hold(library, tmp_path, site.url("/a"))
    assert library.documents()


def test_page_that_cannot_be_read_does_not_end_the_run(
    library: Library, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(url: str, _body: bytes) -> Page:
        raise RecursionError(url)

    monkeypatch.setattr(checking, "read_page", fail)
    site.pages["/a"] = page("Study number 1 of salt")
    hold(library, tmp_path, site.url("/a"), site.url("/b"))
    run(library, site)
    assert states(library) == {site.url("/a"): LinkState.UNREACHABLE, site.url("/b"): LinkState.GONE}


def test_machine_that_trusts_nobody_is_told_so_before_every_link_seems_broken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "none.pem").touch()
    monkeypatch.setattr(connecting, "default_ssl_context", lambda: TRUSTING_NOBODY)
    monkeypatch.setattr("ssl.get_default_verify_paths", lambda: SimpleNamespace(capath=None))
    with pytest.raises(NetworkError, match="SSL_CERT_FILE"):
        Network()


def test_cut_off_url_has_no_check_even_where_a_whole_one_is_the_same(
    library: Library, tmp_path: Path, site: Site
) -> None:
    hold(library, tmp_path, site.url("/a"), site.url("/salt-in-the-ea..."))
    [cut] = [one.source for one in library.sources().items if one.source.status is Status.TRUNCATED]
    library._catalogue.keep_link(LinkCheck(cut.url or "", LinkState.ANSWERED, "2026-11-30T10:00:00Z", 200))
    assert cut.url
    assert library.link(cut.id) is None


# --- archived copies -------------------------------------------------------------------------------------


def archived(site: Site, path: str) -> None:
    """The archive has a copy of that page."""
    site.pages[f"/gate/{site.url(path)}"] = moved("/2019/copy")
    site.pages["/2019/copy"] = Reply(200, headers={"Memento-Datetime": MAY_3})


def test_archive_is_asked_for_what_is_gone_as_it_was_when_its_author_saw_it(
    library: Library, tmp_path: Path, site: Site
) -> None:
    archived(site, "/a")
    site.pages["/b"] = page("Study number 2 of salt")
    hold(library, tmp_path, site.url("/a"), site.url("/b"), after=" (accessed 4 May 2019)")
    report = run(library, site)
    assert report.copies == 1
    [copy] = [link.check.archived for link in report.links if link.check and link.check.archived]
    assert (copy.date, copy.wanted) == ("2019-05-03", "2019-05-04")
    gates = [one for one in site.asked if one.path.startswith("/gate/")]
    assert [one.headers["accept-datetime"] for one in gates] == ["Sat, 04 May 2019 12:00:00 GMT"]


def test_without_a_day_of_access_the_year_of_the_source_is_asked_for(
    library: Library, tmp_path: Path, site: Site
) -> None:
    archived(site, "/a")
    hold(library, tmp_path, site.url("/a"))
    [link] = run(library, site).links
    assert link.check is not None
    assert link.check.archived is not None
    assert link.check.archived.wanted == "2018"


def test_document_that_says_when_it_appeared_goes_before_the_year_of_the_source(
    library: Library, tmp_path: Path, site: Site
) -> None:
    (tmp_path / "trade.toml").write_text('date = "2020-03"\n', encoding="utf-8")
    archived(site, "/a")
    hold(library, tmp_path, site.url("/a"))
    [link] = run(library, site).links
    assert link.check is not None
    assert link.check.archived is not None
    assert link.check.archived.wanted == "2020-03"


def test_archive_is_asked_once(library: Library, tmp_path: Path, site: Site) -> None:
    hold(library, tmp_path, site.url("/a"))
    run(library, site)
    run(library, site)
    assert len([path for path in site.paths() if path.startswith("/gate/")]) == 1


def test_archive_that_did_not_answer_is_asked_again(library: Library, tmp_path: Path, site: Site) -> None:
    site.pages[f"/gate/{site.url('/a')}"] = Reply(503)
    hold(library, tmp_path, site.url("/a"))
    assert run(library, site).unanswered == 1
    archived(site, "/a")
    report = run(library, site)
    assert (report.checked, report.copies) == (0, 1)


def test_copies_of_all_pages_are_looked_for_where_asked(library: Library, tmp_path: Path, site: Site) -> None:
    archived(site, "/a")
    site.pages["/a"] = page("Study number 1 of salt")
    hold(library, tmp_path, site.url("/a"))
    assert run(library, site).copies == 0
    assert run(library, site, archived=True).copies == 1


def test_copy_outlives_the_next_check(library: Library, tmp_path: Path, site: Site) -> None:
    archived(site, "/a")
    hold(library, tmp_path, site.url("/a"))
    run(library, site)
    site.pages[f"/gate/{site.url('/a')}"] = Reply(503)
    [link] = run(library, site, again=True).links
    assert link.check is not None
    assert link.check.archived is not None


def test_timegate_that_is_no_address_is_a_bad_setting(tmp_path: Path) -> None:
    settings = Settings(
        f"sqlite:///{tmp_path}/catalogue.db", "memory:", timegate="http://archive.example:22/"
    )
    with Library.open(settings) as opened, pytest.raises(SettingsError, match="IBIDEM_TIMEGATE"):
        opened.check_links()


# --- the catalogue ---------------------------------------------------------------------------------------


def test_library_made_before_links_were_checked_opens_and_keeps_them(
    library: Library, tmp_path: Path, site: Site
) -> None:
    hold(library, tmp_path, site.url("/a"))
    engine = create_engine(library.settings.catalogue)
    assert not inspect(engine).has_table("link_checks")
    with Library.open(library.settings) as older:
        assert [link.check for link in older.link_checks()] == [None]
        assert older.link(older.link_checks()[0].source.id) is None
    run(library, site)
    assert inspect(engine).has_table("link_checks")
    engine.dispose()


def test_every_check_raises_the_revision_and_the_index_keeps_step(
    library: Library, tmp_path: Path, site: Site
) -> None:
    hold(library, tmp_path, site.url("/a"))
    before = library.holdings().revision
    run(library, site)
    after = library.holdings().revision
    assert after > before
    assert library.search("claim").revision == after


def test_link_of_a_source_that_there_is_not_is_not_found(library: Library) -> None:
    with pytest.raises(NotFound):
        library.link("nobody")
    with pytest.raises(NotFound):
        library.link_checks("nowhere")
    with pytest.raises(NotFound):
        library.check_links(document="nowhere")
