"""What a client may keep of an answer, through gunicorn with two workers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.catalogue.stored_links import write_check
from search.library import Library
from search.link_checks import LinkCheck, LinkState
from search.settings import Settings
from tests.conftest import serving
from tests.web.client import ask

DOCUMENT = "000_9f3c7597e57b37f0"
STRONG = [
    "/",
    "/search?q=forum",
    "/documents/",
    f"/documents/{DOCUMENT}",
    "/sources/",
    "/cite?q=note+12",
    "/audit",
    "/openapi.json",
    "/api/v1/documents",
    f"/api/v1/documents/{DOCUMENT}",
    f"/api/v1/documents/{DOCUMENT}/notes/3",
    f"/api/v1/passages/{DOCUMENT}.p1",
    "/api/v1/sources?per_page=5",
    "/api/v1/cite?note=2",
    "/api/v1/cite?note=2&format=bibtex",
    "/api/v1/suggest?q=tra",
]
SEVERAL = 6  # requests: both workers have surely answered one


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """A library that its test may change, with one document."""
    (tmp_path / "letter.txt").write_text("Exports grew.[1]\n\n[1] Smith, Trade, 2019.\n", encoding="utf-8")
    settings = Settings(f"sqlite:///{tmp_path}/catalogue.db", f"auto:{tmp_path}/index")
    with Library.open(settings) as library:
        library.index([tmp_path / "letter.txt"])
    return settings


@pytest.fixture
def changing(own: Settings) -> Iterator[str]:
    with serving(own) as address:
        yield address


def tag(server: str, path: str, **headers: str) -> str:
    return ask(server, path, **headers).headers["etag"]


def without_time(body: bytes) -> bytes:
    return re.sub(rb'"took_ms":[\d.]+', b"", body)


@pytest.mark.parametrize("path", STRONG)
def test_an_unchanged_answer_has_the_same_bytes_and_a_strong_tag(server: str, path: str) -> None:
    answers = [ask(server, path) for _ in range(SEVERAL)]
    assert len({answer.body for answer in answers}) == 1
    [found] = {answer.headers["etag"] for answer in answers}
    assert re.fullmatch(r'"[0-9a-f]{32}"', found)


def test_an_answer_that_says_how_long_it_took_is_else_the_same_and_has_a_weak_tag(server: str) -> None:
    answers = [ask(server, "/api/v1/search?q=forum") for _ in range(SEVERAL)]
    assert len({without_time(answer.body) for answer in answers}) == 1
    [found] = {answer.headers["etag"] for answer in answers}
    assert found.startswith('W/"')


@pytest.mark.parametrize("path", [*STRONG, "/api/v1/search?q=forum", "/search.json?q=forum"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_has_the_answer_is_told_that_it_is_still_right(server: str, path: str, method: str) -> None:
    found = tag(server, path)
    again = ask(server, path, method, **{"If-None-Match": found})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == found
    assert again.headers["cache-control"] == "no-cache"
    assert "Accept" in again.headers["vary"]
    assert "content-type" not in again.headers


@pytest.mark.parametrize("written", ['"a", {}, W/"b"', "W/{}", "*", '"x",W/{}', "  {} "])
def test_every_way_to_write_the_condition_is_understood(server: str, written: str) -> None:
    path = f"/documents/{DOCUMENT}"
    condition = written.format(tag(server, path))
    assert ask(server, path, **{"If-None-Match": condition}).status == 304


@pytest.mark.parametrize("written", ['"another"', "nonsense", ""])
def test_another_tag_gets_the_answer(server: str, written: str) -> None:
    answer = ask(server, f"/documents/{DOCUMENT}", **{"If-None-Match": written})
    assert answer.status == 200
    assert answer.body


def test_a_star_is_no_answer_where_there_is_nothing(server: str) -> None:
    for path, status in (("/documents/nowhere", 404), ("/api/v1/search?colour=red", 400)):
        answer = ask(server, path, **{"If-None-Match": "*"})
        assert (answer.status, "etag" in answer.headers) == (status, False)


def test_the_order_of_parameters_makes_no_difference_and_their_values_do(server: str) -> None:
    asked = "/api/v1/sources?per_page=5&sort=title"
    assert tag(server, asked) == tag(server, "/api/v1/sources?sort=title&per_page=5")
    assert tag(server, asked) != tag(server, "/api/v1/sources?sort=year&per_page=5")


def test_a_page_and_its_json_have_tags_of_their_own(server: str) -> None:
    page, data = (tag(server, "/documents/", Accept=kind) for kind in ("text/html", "application/json"))
    assert page != data
    answer = ask(server, "/documents/", Accept="application/json", **{"If-None-Match": page})
    assert (answer.status, answer.media_type) == (200, "application/json")


def test_what_another_process_indexes_is_seen_by_both_workers_at_once(own: Settings, changing: str) -> None:
    paths = ["/api/v1/documents", "/documents/", "/search?q=imports", "/api/v1/sources", "/"]
    before = {path: tag(changing, path) for path in paths}
    letter = Path(own.catalogue.removeprefix("sqlite:///")).with_name("second.txt")
    letter.write_text("Imports grew.[1]\n\n[1] Jones, Tariffs, 2020.\n", encoding="utf-8")
    with Library.open(own) as library:
        library.index([letter])
    for path in paths:
        answers = [ask(changing, path, **{"If-None-Match": before[path]}) for _ in range(SEVERAL)]
        assert {answer.status for answer in answers} == {200}, path
        assert len({answer.body for answer in answers}) == 1
        [after] = {answer.headers["etag"] for answer in answers}
        assert after != before[path]
        assert ask(changing, path, **{"If-None-Match": after}).status == 304
    assert b"Jones, Tariffs" in ask(changing, "/search?q=imports").body


def test_what_is_found_at_a_link_is_seen_though_no_document_has_changed(own: Settings, changing: str) -> None:
    path = "/api/v1/sources"
    before = tag(changing, path)
    for state in (LinkState.ANSWERED, LinkState.GONE):  # of the same URL, within the same second
        with Library.open(own) as library, library._catalogue.database.writing() as connection:
            write_check(connection, LinkCheck("https://example.org/a", state, "2026-12-01T10:00:00Z"))
        after = tag(changing, path)
        assert after != before
        before = after


def test_two_servers_of_one_library_say_the_same(server: str, seeded: Settings) -> None:
    with serving(seeded, site=server) as other:
        for path in [*STRONG, "/api/v1/search?q=belarus+trade&per_page=100"]:
            one, same = ask(server, path), ask(other, path)
            assert without_time(one.body) == without_time(same.body), path
            assert one.headers["etag"] == same.headers["etag"]


def test_while_catalogue_and_index_differ_no_answer_has_a_tag(own: Settings, changing: str) -> None:
    with Library.open(own) as library:
        [held] = library.documents()
        with library._catalogue.writer():  # so that no worker that is just starting mends it
            library._catalogue.remove(held.id)  # and the index not yet: as a writer leaves it for a moment
            answer = ask(changing, "/api/v1/documents", **{"If-None-Match": "*"})
            assert (answer.status, "etag" in answer.headers) == (200, False)
            library._keeping.catch_up()
    assert "etag" in ask(changing, "/api/v1/documents").headers


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/nowhere", "/api/v1/search?colour=red"])
def test_what_holds_only_for_the_moment_is_never_kept(server: str, path: str) -> None:
    answer = ask(server, path)
    assert (answer.headers["cache-control"], "etag" in answer.headers) == ("no-store", False)


def test_static_files_are_kept_for_good_under_the_address_that_pages_use(server: str) -> None:
    page = ask(server, "/").body.decode()
    addresses = re.findall(r'"(/static/[^"]+)"', page)
    assert len(addresses) >= 3
    for address in addresses:
        answer = ask(server, address)
        assert (answer.status, answer.headers["cache-control"]) == (
            200,
            "public, max-age=31536000, immutable",
        ), address


@pytest.mark.parametrize("query", ["", "?v=123456789abc"])
def test_a_static_file_of_no_known_version_is_asked_about_each_time(server: str, query: str) -> None:
    path = f"/static/ibidem.css{query}"
    answer = ask(server, path)
    assert answer.headers["cache-control"] == "no-cache"
    assert ask(server, path, **{"If-None-Match": answer.headers["etag"]}).status == 304
