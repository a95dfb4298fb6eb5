"""One URL checked against a site on loopback: what is there, what is gone, and what only seems to be."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.link_checks import LinkCheck, LinkState
from search.links.checking import Checker
from search.links.fetching import Fetcher
from search.links.judging import read_page, says_not_found
from search.links.manners import Manners
from tests.links.site import APOLOGY, NOT_FOUND, STORY, Reply, Site, moved, network, page, serving

ODD = [
    b"http://example.org/",
    b"page.html",
    b"<?xml version='1.0' encoding='utf-8'?><rss><title>x</title></rss>",
    b"<?xml-stylesheet href='a'?><a/>",
    b"<meta charset=nonsense><title>x",
    b"\xff\xfe<\x00t\x00",
    b"<div>" * 50_000,
]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        yield served


def check(site: Site, path: str, title: str = "The salt road") -> LinkCheck:
    fetcher = Fetcher(network(site), Manners(pause=0, until=time.monotonic() + 30))
    return Checker(fetcher).check(site.url(path), title)


# --- what a status says ----------------------------------------------------------------------------------


def test_page_that_is_there_has_answered(site: Site) -> None:
    site.pages["/salt"] = page("The salt road")
    found = check(site, "/salt")
    assert (found.state, found.code, found.final_url, found.reason) == (LinkState.ANSWERED, 200, None, None)


def test_of_a_file_that_is_no_page_only_the_head_is_asked_for(site: Site) -> None:
    site.pages["/salt.pdf"] = Reply(200, "%PDF", {"Content-Type": "application/pdf"})
    assert check(site, "/salt.pdf").state is LinkState.ANSWERED
    assert [one.method for one in site.asked if one.path == "/salt.pdf"] == ["HEAD"]


@pytest.mark.parametrize("refusal", [400, 403, 404, 405, 500, 501])
def test_page_is_asked_for_outright_where_the_head_is_refused(site: Site, refusal: int) -> None:
    site.pages["/salt"] = lambda handler: (
        Reply(refusal) if handler.command == "HEAD" else page("The salt road")
    )
    assert check(site, "/salt").state is LinkState.ANSWERED


def test_page_is_asked_for_outright_where_the_head_breaks_the_connection_off(site: Site) -> None:
    site.pages["/salt"] = lambda handler: None if handler.command == "HEAD" else page("The salt road")
    assert check(site, "/salt").state is LinkState.ANSWERED


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (404, LinkState.GONE),
        (410, LinkState.GONE),
        (401, LinkState.DENIED),
        (403, LinkState.DENIED),
        (451, LinkState.DENIED),
        (500, LinkState.FAILING),
        (502, LinkState.FAILING),
    ],
)
def test_status_says_what_became_of_the_page(site: Site, code: int, state: LinkState) -> None:
    site.pages["/salt"] = Reply(code)
    found = check(site, "/salt")
    assert (found.state, found.code) == (state, code)


def test_redirect_to_the_page_at_its_new_place_has_answered(site: Site) -> None:
    site.pages |= {"/salt": moved("/trade/salt", 301), "/trade/salt": page("The salt road")}
    found = check(site, "/salt")
    assert (found.state, found.final_url) == (LinkState.ANSWERED, site.url("/trade/salt"))


# --- soft 404s -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["404 Oops", "Page not found", "Страница не найдена - Архив"])
def test_page_whose_title_says_that_it_is_not_there_seems_gone(site: Site, title: str) -> None:
    site.pages["/salt"] = page(title, APOLOGY)
    found = check(site, "/salt")
    assert (found.state, found.code) == (LinkState.SEEMS_GONE, 200)
    assert found.reason == "the page says that it was not found"


def test_page_about_pages_that_are_not_found_is_there(site: Site) -> None:
    title = "Page not found: a history of dead links"
    site.pages["/salt"] = page(title)
    assert check(site, "/salt", title).state is LinkState.ANSWERED


def test_redirect_from_deep_inside_to_the_front_page_seems_gone(site: Site) -> None:
    site.pages |= {"/2018/05/salt.html": moved("/"), "/": page("The Carter's Weekly", APOLOGY)}
    found = check(site, "/2018/05/salt.html")
    assert (found.state, found.reason) == (LinkState.SEEMS_GONE, "it is redirected to the front page")


def test_front_page_in_another_language_is_still_the_front_page(site: Site) -> None:
    site.pages |= {"/": moved("/en/"), "/en/": page("The Carter's Weekly", APOLOGY)}
    assert check(site, "/").state is LinkState.ANSWERED


def test_redirect_to_a_page_for_errors_seems_gone(site: Site) -> None:
    site.pages |= {"/salt": moved("/error/404.html"), "/error/404.html": page("The Carter's Weekly", APOLOGY)}
    assert check(site, "/salt").reason == "it is redirected to a page for errors"


def test_page_that_is_answered_like_a_made_up_address_seems_gone(site: Site) -> None:
    site.otherwise = page("The Carter's Weekly", APOLOGY)
    found = check(site, "/2018/salt.html")
    assert (found.state, found.reason) == (
        LinkState.SEEMS_GONE,
        "the site answers any address in the same words",
    )
    made_up = [path for path in site.paths() if path != "/2018/salt.html"]
    assert len(made_up) == 2
    assert all(path.endswith(".html") for path in made_up)


def test_page_of_a_site_that_apologises_with_200_is_there_where_it_says_something_else(site: Site) -> None:
    site.otherwise = page("The Carter's Weekly", APOLOGY)
    site.pages["/2018/salt.html"] = page("The salt road", STORY)
    assert check(site, "/2018/salt.html").state is LinkState.ANSWERED


def test_site_that_looks_at_the_number_and_not_at_the_name_has_answered(site: Site) -> None:
    site.otherwise = lambda handler: (
        page("The salt road") if handler.path.startswith("/news/4711/") else NOT_FOUND
    )
    assert check(site, "/news/4711/the-salt-road").state is LinkState.ANSWERED


def test_page_that_only_scripts_fill_is_not_called_gone(site: Site) -> None:
    site.otherwise = Reply(200, "<title>Weekly</title><body><div id=app></div><script>start()</script>")
    assert check(site, "/2018/salt.html").state is LinkState.ANSWERED


def test_site_that_was_honest_once_is_not_tried_with_another_made_up_address(site: Site) -> None:
    site.pages |= {f"/2018/{number}": page(f"Salt {number}") for number in range(3)}
    checker = Checker(Fetcher(network(site), Manners(pause=0, until=time.monotonic() + 30)))
    for number in range(3):
        assert checker.check(site.url(f"/2018/{number}")).state is LinkState.ANSWERED
    assert len([path for path in site.paths() if path not in site.pages]) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Error 404",
        "404 - Not Found",
        "HTTP 404: page missing",
        "This page is no longer available | Weekly",
        "Ошибка 404",
        "Page introuvable",
        "Página no encontrada",
        "Strona nie została znaleziona - nie znaleziono",
        "Sayfa bulunamadı",
        "ページが見つかりません",
        "The requested document could not be found",
    ],
)
def test_title_says_that_nothing_was_found(title: str) -> None:
    assert says_not_found(title)


@pytest.mark.parametrize(
    "title",
    [
        "Peugeot 404",
        "Room 404 of the Grand Hotel",
        "Four hundred and four",
        "What was found in the river",
        "Lost and found",
        "404 pages that every reader of history should know",
        "Nicht gefundenes Glück",
    ],
)
def test_title_that_only_holds_such_words_says_nothing(title: str) -> None:
    assert not says_not_found(title)


@given(st.binary(max_size=200) | st.sampled_from(ODD))
def test_any_bytes_are_a_page(body: bytes) -> None:
    assert read_page("http://example.org/", body).title is not None


def test_page_in_an_old_encoding_is_read() -> None:
    body = "<meta charset=windows-1251><title>Страница не найдена</title>".encode("cp1251")
    assert says_not_found(read_page("http://example.org/", body).title)


# --- manners ---------------------------------------------------------------------------------------------


def test_page_that_robots_txt_asks_programs_to_leave_alone_is_not_asked_for(site: Site) -> None:
    site.pages["/robots.txt"] = Reply(200, "User-agent: *\nDisallow: /private/\n")
    site.pages |= {"/private/salt": page("Salt"), "/salt": page("Salt")}
    assert check(site, "/private/salt").state is LinkState.DISALLOWED
    assert site.paths() == []
    assert check(site, "/salt").state is LinkState.ANSWERED


def test_redirect_into_what_robots_txt_closes_is_not_followed(site: Site) -> None:
    site.pages["/robots.txt"] = Reply(200, "User-agent: *\nDisallow: /private/\n")
    site.pages |= {"/salt": moved("/private/salt"), "/private/salt": page("Salt")}
    assert check(site, "/salt").state is LinkState.DISALLOWED
    assert "/private/salt" not in site.paths()


def test_site_whose_robots_txt_fails_is_left_alone(site: Site) -> None:
    site.pages |= {"/robots.txt": Reply(503), "/salt": page("Salt")}
    assert check(site, "/salt").state is LinkState.DISALLOWED


def test_crawl_delay_is_kept_between_questions(site: Site) -> None:
    site.pages["/robots.txt"] = Reply(200, "User-agent: *\nCrawl-delay: 1\n")
    site.pages["/salt.pdf"] = Reply(200, "", {"Content-Type": "application/pdf"})
    manners = Manners(pause=0, until=time.monotonic() + 30)
    checker = Checker(Fetcher(network(site), manners))
    checker.check(site.url("/salt.pdf"))
    checker.check(site.url("/salt.pdf"))
    first, second = (one.at for one in site.asked if one.path == "/salt.pdf")
    assert second - first >= 1


def test_host_that_asks_to_wait_a_moment_is_asked_once_more(site: Site) -> None:
    answers = iter([Reply(503, headers={"Retry-After": "1"})] * 2 + [page("Salt")])
    site.pages["/salt"] = lambda _: next(answers)
    began = time.monotonic()
    assert check(site, "/salt").state is LinkState.ANSWERED
    assert time.monotonic() - began >= 1


def test_host_that_asks_for_an_hour_is_not_waited_for(site: Site) -> None:
    site.pages["/salt"] = Reply(429, headers={"Retry-After": "3600"})
    found = check(site, "/salt")
    assert (found.state, found.code) == (LinkState.DENIED, 429)
    assert site.paths() == ["/salt"]
