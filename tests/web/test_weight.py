"""How much a browser must fetch to show a page of results: all of it, before anything is compressed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from search.library import Library
from search.settings import Settings
from tests.benchmarks.dense import ARABIC, law_review
from web import create_app

MOST = 100_000  # bytes; a phone on a slow line has them in a second or two

DENSE: Mapping[str, tuple[str, str]] = {  # a document, and a word that each of its passages has
    "long titles and URLs": (law_review(21, 20), "harbour"),
    "notes that say much": (law_review(21, 15, said=300), "harbour"),
    "notes that cite much": (law_review(21, 4, works=12), "harbour"),
    "few notes, each a page long": (law_review(21, 1, said=900), "harbour"),
    "from right to left": (law_review(21, 20, words=ARABIC), ARABIC.split()[0]),
}


@pytest.fixture
def client(seeded: Settings) -> FlaskClient:
    return create_app(seeded).test_client()


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, FlaskClient]:
    """A site for each dense document."""
    sites = {}
    for name, (text, _) in DENSE.items():
        folder = tmp_path_factory.mktemp("dense")
        (folder / "review.md").write_text(text, encoding="utf-8")
        settings = Settings(f"sqlite:///{folder}/catalogue.db", f"auto:{folder}/index")
        with Library.open(settings) as library:
            library.index([folder / "review.md"])
        sites[name] = create_app(settings).test_client()
    return sites


def weigh(client: FlaskClient, path: str) -> dict[str, int]:
    """The bytes of a page and of each file that it makes a browser fetch."""
    page = _fetch(client, path)
    soup = BeautifulSoup(page, "lxml")
    fetched = soup.select("script[src], img[src], link[rel~=stylesheet], link[rel~=icon]")
    files = {str(one.get("src") or one["href"]) for one in fetched}
    return {path: len(page), **{file: len(_fetch(client, file)) for file in files}}


def _fetch(client: FlaskClient, path: str) -> bytes:
    with client.get(path) as answer:
        assert answer.status_code == 200, path
        return answer.data


def results(client: FlaskClient, path: str) -> list[Tag]:
    return list(BeautifulSoup(_fetch(client, path), "lxml").select("article.result"))


@pytest.mark.parametrize(
    "query", ["trade", "belarusian", "cooperation", "domain:belta.by", "status:repaired"]
)
def test_a_page_of_results_with_everything_weighs_less_than_100_kilobytes(
    client: FlaskClient, query: str
) -> None:
    weights = weigh(client, f"/search?q={query}")
    assert sum(weights.values()) < MOST, weights


@pytest.mark.parametrize("query", ["trade", "belarusian"])
def test_where_there_is_room_every_citation_is_shown(client: FlaskClient, query: str) -> None:
    assert not [one for one in results(client, f"/search?q={query}") if "more citation" in one.get_text()]


@pytest.mark.parametrize("name", DENSE)
def test_a_page_of_results_of_any_document_weighs_less_than_100_kilobytes(
    dense: Mapping[str, FlaskClient], name: str
) -> None:
    word = DENSE[name][1]
    for query in (word, f"{word} OR {' OR '.join(DENSE[name][0].split()[2:7])}", f"{word} in:all"):
        weights = weigh(dense[name], f"/search?q={query}")
        assert MOST // 2 < sum(weights.values()) < MOST, weights


def test_with_the_longest_query_in_letters_that_weigh_double_it_does_as_well(
    dense: Mapping[str, FlaskClient],
) -> None:
    word = DENSE["from right to left"][1]
    others = ("السلامعليكم" + "اأإبتث"[n % 6] * (n % 9 + 9) for n in range(15))
    query = quote(" OR ".join([word, *others])[:400].rpartition(" OR ")[0])
    assert len(results(dense["from right to left"], f"/search?q={query}")) == 20
    assert sum(weigh(dense["from right to left"], f"/search?q={query}").values()) < MOST


@pytest.mark.parametrize("name", DENSE)
def test_what_there_is_no_room_for_is_counted_and_linked(dense: Mapping[str, FlaskClient], name: str) -> None:
    text, word = DENSE[name]
    found = results(dense[name], f"/search?q={word}")
    assert len(found) == 20
    for one in found:
        listed = one.select(".authorities li:has(.state)")
        more = one.find("a", string=re.compile(r"more citation"))
        left = int(str(more.get_text()).split()[-3]) if isinstance(more, Tag) else 0
        assert len(listed) >= 1
        assert len(listed) + left == _citations_a_passage(text)
        if isinstance(more, Tag):
            assert re.fullmatch(r"/documents/review[^#]*#p\d+", str(more["href"]))


def _citations_a_passage(text: str) -> int:
    body, _, notes = text.partition("\n[^1]:")
    passages = [line for line in body.splitlines() if "[^" in line]
    return notes.count(" URL: ") // len(passages)


def test_a_mark_whose_note_does_not_open_leads_to_it(dense: Mapping[str, FlaskClient]) -> None:
    name = "notes that cite much"
    client, word = dense[name], DENSE[name][1]
    marks = results(client, f"/search?q={word}")[0].select("p[dir] a.mark")
    path, _, note = str(marks[0]["href"]).partition("#")
    assert BeautifulSoup(_fetch(client, path), "lxml").find(id=note)


@pytest.mark.parametrize("name", DENSE)
def test_a_mark_is_a_button_only_where_its_note_opens(dense: Mapping[str, FlaskClient], name: str) -> None:
    for one in results(dense[name], f"/search?q={DENSE[name][1]}"):
        buttons = {str(mark["popovertarget"]) for mark in one.select("p[dir] button.mark")}
        assert buttons == {str(note["id"]) for note in one.select("[popover]")}
        assert one.select("p[dir] .mark")
