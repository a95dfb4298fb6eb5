"""What programs follow the site by: the feed of a search, the sitemap, the description of the search."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from search.library import Library
from search.settings import Settings
from tests.web.client import ask
from web import create_app, feeds
from web.feeds import clean

SITE = "https://library.example.org"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NOTED = (
    "Exports of {0} grew.[1]\n\n[1] Smith, J. Trade of {0}. - London, 2019. - URL: https://example.org/{0}\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(Settings(f"sqlite:///{tmp_path}/c.db", "memory:", site=SITE)) as library:
        yield library


def client(library: Library, site: str = SITE) -> FlaskClient:
    app = create_app(replace(library.settings, site=site))
    app.extensions["library"] = library
    return app.test_client()


def add(library: Library, folder: Path, *names: str) -> None:
    for name in names:
        (folder / f"{name}.txt").write_text(NOTED.format(name), encoding="utf-8")
        library.index([folder / f"{name}.txt"])


def read(client: FlaskClient, path: str) -> Any:
    """A feed that a reader of feeds finds nothing wrong with."""
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    feed = feedparser.parse(answer.data, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


# --- the feed --------------------------------------------------------------------------------------------


def test_feed_of_the_seed_leads_to_the_passages(server: str) -> None:
    answer = ask(server, "/search.atom?q=forum")
    feed = feedparser.parse(answer.body, sanitize_html=False)
    assert not feed.bozo
    assert feed.entries
    assert feed.feed.link == f"{server}/search?q=forum"
    for entry in feed.entries:
        page = urlsplit(entry.link)
        assert f"{page.scheme}://{page.netloc}" == server
        assert f'id="{page.fragment}"'.encode() in ask(server, page.path).body
        assert "<mark>" in entry.content[0].value


def test_the_passages_of_the_document_that_came_last_stand_first(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path, "tin", "coal", "amber")
    feed = read(client(library), "/search.atom?q=exports")
    assert [entry.content[0].value.split(" of ")[1].split()[0] for entry in feed.entries] == [
        "amber",
        "coal",
        "tin",
    ]
    times = [entry.updated_parsed for entry in feed.entries]
    assert times == sorted(times, reverse=True)
    assert feed.feed.updated_parsed == times[0]


def test_an_entry_keeps_its_id_when_other_documents_come(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path, "tin")
    site = client(library)
    [tin] = read(site, "/search.atom?q=exports").entries
    add(library, tmp_path, "coal")
    later = {entry.id: entry for entry in read(site, "/search.atom?q=exports").entries}
    assert len(later) == 2
    assert later[tin.id].updated == tin.updated
    assert read(client(library, "https://other.example"), "/search.atom?q=exports").entries[0].id not in later


def test_an_entry_has_the_text_with_its_hits_and_the_sources(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path, "tin")
    [entry] = read(client(library), "/search.atom?q=exports").entries
    content = entry.content[0].value
    assert content.startswith("<p><mark>Exports</mark> of tin grew.")
    assert '<a href="https://example.org/tin">https://example.org/tin</a>' in content


def test_a_feed_holds_the_newest_alone_where_there_are_many(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 3)
    (tmp_path / "long.txt").write_text("\n\n".join(f"Exports grew in place {n}." for n in range(9)))
    library.index([tmp_path / "long.txt"])
    add(library, tmp_path, "tin")
    entries = read(client(library), "/search.atom?q=exports").entries
    assert ["tin" in entry.content[0].value for entry in entries] == [True, False, False]


def test_a_search_that_finds_nothing_is_a_feed_without_entries(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path, "tin")
    feed = read(client(library), "/search.atom?q=nothing")
    assert (feed.entries, bool(feed.feed.updated_parsed)) == ([], True)


def test_a_feed_that_is_asked_wrongly_is_refused(library: Library) -> None:
    assert client(library).get("/search.atom?page=2").status_code == 400
    assert client(library).get("/search.atom?q=nosuch:x").status_code == 400


def test_the_search_page_names_its_feed(server: str) -> None:
    page = ask(server, "/search?q=trade&status=ok&sort=position").body.decode()
    assert (
        'type="application/atom+xml" title="Feed of this search" href="/search.atom?q=trade&amp;status=ok"'
        in page
    )


@how(max_examples=40)
@given(st.text(min_size=1, max_size=200))
def test_whatever_a_text_holds_is_harmless_in_xml(text: str) -> None:
    assert ElementTree.fromstring(f"<a>{feeds.Markup.escape(clean(text))}</a>").tag == "a"


@how(max_examples=25)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_text_of_a_document_breaks_its_feed(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("feed")
    (folder / "a.txt").write_text(f"Exports </script>&<b> {text} grew.[1]\n\n[1] Smith {text}, ]]>, 2019.\n")
    with Library.open(Settings(f"sqlite:///{folder}/c.db", "memory:", site=SITE)) as library:
        library.index([folder / "a.txt"])
        feed = read(client(library), "/search.atom")
        assert all("<script" not in entry.content[0].value for entry in feed.entries)


# --- the description of the search -----------------------------------------------------------------------


def templates(body: bytes) -> dict[str, str]:
    root = ElementTree.fromstring(body)
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert len(root.findtext(f"{OPENSEARCH}ShortName", "")) in range(1, 17)
    return {url.get("type", ""): url.get("template", "") for url in root.iter(f"{OPENSEARCH}Url")}


def test_opensearch_description_names_search_and_suggestions_by_their_whole_address(server: str) -> None:
    answer = ask(server, "/opensearch.xml")
    assert answer.media_type == "application/opensearchdescription+xml"
    found = templates(answer.body)
    assert found["text/html"] == f"{server}/search?q={{searchTerms}}"
    for kind in ("text/html", "application/x-suggestions+json", "application/atom+xml", "application/json"):
        path = found[kind].removeprefix(server).replace("{searchTerms}", "trade")
        assert (ask(server, path).status, ask(server, path).media_type) == (200, kind)


# --- the sitemap -----------------------------------------------------------------------------------------


def locations(answer: bytes) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(answer).iter(f"{SITEMAP}loc")]


def test_every_page_of_the_sitemap_is_there(server: str) -> None:
    [part] = locations(ask(server, "/sitemap.xml").body)
    pages = locations(ask(server, part.removeprefix(server)).body)
    held = ask(server, "/api/v1/sources?per_page=1").json()["total"]
    assert len(pages) == len(set(pages)) > held
    assert all(page.startswith(f"{server}/") for page in pages)
    for page in [*pages[:8], *pages[-3:]]:
        assert ask(server, page.removeprefix(server)).status == 200


def test_a_sitemap_is_cut_in_parts_that_leave_nothing_out(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library, tmp_path, "tin", "coal", "amber")
    site = client(library)
    [whole] = locations(site.get("/sitemap.xml").data)
    pages = locations(site.get(whole.removeprefix(SITE)).data)
    monkeypatch.setattr(feeds, "PER_PART", 3)
    parts = locations(site.get("/sitemap.xml").data)
    assert len(parts) == 4
    assert [page for part in parts for page in locations(site.get(part.removeprefix(SITE)).data)] == pages
    assert len(pages) == 4 + 3 + 3
    assert site.get("/sitemap-5.xml").status_code == site.get("/sitemap-0.xml").status_code == 404


def test_robots_are_told_of_the_sitemap(server: str) -> None:
    lines = ask(server, "/robots.txt").body.decode().splitlines()
    assert f"Sitemap: {server}/sitemap.xml" in lines
    assert "Disallow: /api/" in lines


def test_a_site_that_does_not_know_its_address_says_how_to_tell_it(library: Library) -> None:
    site = client(library, site="")
    answer = site.get("/sitemap.xml", headers={"Host": "evil.example"})
    assert answer.status_code == 404
    assert "IBIDEM_SITE" in answer.text
    assert "Sitemap" not in site.get("/robots.txt").text
    read(site, "/search.atom?q=exports")
    assert templates(site.get("/opensearch.xml").data)["text/html"] == "/search?q={searchTerms}"
