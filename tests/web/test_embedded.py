"""What stands in a page for other programs can be read back, is bounded, and breaks out of nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from search.citations.context_objects import context_object
from search.citations.described import KINDS
from search.citations.linked_data import TYPES, citing_work, work
from search.document import Source, Status
from search.holdings import DocumentSummary, Leaf
from search.settings import Settings
from tests.web.client import ask
from web import create_app, embedded

PAPER = Source(
    "zalessky-key-task-2021",
    "article",
    "Key task & <100%> of +trade",
    ("Zalessky, B.L.", "World Bank"),
    2021,
    container="Вестник торговли",
    volume="3",
    pages="17–25",
    url="https://example.org/a?b=c&d=1",
    domain="example.org",
    status=Status.OK,
    identifiers={"doi": "10.1000/a;b"},
)
CUT = Source("cut", "webpage", "Food", url="https://www.belta.by/v-", status=Status.TRUNCATED)
TEXTS = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=80)


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Settings(site="https://library.example.org"))


def summary(title: str) -> DocumentSummary:
    return DocumentSummary("a", title, (title,), "text", None, None, "/a.txt", {})


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def data(html: str) -> Any:
    """The one block of data in a page."""
    [block] = parsed(html).select('script[type="application/ld+json"]')
    return json.loads(block.get_text())


def spans(html: str) -> list[dict[str, list[str]]]:
    """The ContextObjects of a page, key by key."""
    found = []
    for span in parsed(html).select("span.Z3988"):
        keys: dict[str, list[str]] = {}
        for name, value in parse_qsl(str(span["title"]), strict_parsing=True, errors="strict"):
            keys.setdefault(name, []).append(value)
        found.append(keys)
    return found


# --- ContextObjects --------------------------------------------------------------------------------------


def test_an_article_is_read_back_key_by_key() -> None:
    assert dict(
        parse_qsl(context_object(replace(PAPER, authors=PAPER.authors[:1])), strict_parsing=True)
    ) == {
        "ctx_ver": "Z39.88-2004",
        "rft_val_fmt": "info:ofi/fmt:kev:mtx:journal",
        "rft.genre": "article",
        "rft.atitle": "Key task & <100%> of +trade",
        "rft.jtitle": "Вестник торговли",
        "rft.au": "Zalessky, B.L.",
        "rft.date": "2021",
        "rft.volume": "3",
        "rft.pages": "17–25",
        "rft_id": "https://example.org/a?b=c&d=1",
    }
    assert ("rft_id", "info:doi/10.1000/a;b") in parse_qsl(context_object(PAPER))


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_has_its_title_authors_and_year(kind: str) -> None:
    keys = parse_qsl(context_object(replace(PAPER, type=kind)), strict_parsing=True)
    assert PAPER.title in [value for name, value in keys if name.endswith("title")]
    assert [value for name, value in keys if name in ("rft.au", "rft.creator")] == list(PAPER.authors)
    assert ("rft.date", "2021") in keys


def test_a_body_is_no_person_with_a_first_name() -> None:
    written = context_object(Source("a", "report", "Trade", ("World Bank",)))
    assert ("rft.aucorp", "World Bank") in parse_qsl(written)


def test_a_url_cut_off_is_given_to_nobody() -> None:
    assert "belta.by/v-" not in context_object(CUT) + json.dumps(work(CUT))


def test_a_page_of_results_names_each_of_its_sources_once(server: str) -> None:
    found = ask(server, "/api/v1/search?q=belarus").json()["results"]
    cited = {c["source"]["id"]: c["source"]["title"] for r in found for c in r["citations"] if c["source"]}
    page = ask(server, "/search?q=belarus").body
    titles = [value for keys in spans(page.decode()) for name, [value, *_] in keys.items() if "title" in name]
    assert set(titles) >= {title[:300] for title in cited.values()}
    assert len(spans(page.decode())) == len(cited)
    assert len(page) < 100_000


# --- JSON-LD ---------------------------------------------------------------------------------------------


def test_the_document_of_the_seed_names_what_it_cites(server: str) -> None:
    [held] = ask(server, "/api/v1/documents").json()["results"]
    found = data(ask(server, f"/documents/{held['id']}").body.decode())
    assert (found["@context"], found["name"]) == ("https://schema.org", held["title"])
    assert found["@id"] == f"{server}/documents/{held['id']}"
    for cited in (found["citation"][0], found["citation"][-1]):
        assert cited["@type"] in TYPES.values()
        assert data(ask(server, cited["@id"].removeprefix(server)).body.decode())["name"] == cited["name"]
    whole = ask(server, found["associatedMedia"]["contentUrl"].removeprefix(server)).json()
    assert len(whole) >= len(found["citation"]) > 10


def test_a_source_names_the_documents_that_cite_it(server: str) -> None:
    listed = ask(server, "/api/v1/sources?per_page=1").json()["results"][0]
    page = ask(server, f"/sources/{listed['id']}").body.decode()
    found = data(page)
    assert (found["@type"], found["name"]) == (TYPES[listed["type"]], listed["title"])
    [citing] = found["@reverse"]["citation"]
    assert citing["@id"].startswith(f"{server}/documents/")
    assert len(spans(page)) == 1


def test_thousands_of_sources_leave_a_page_bounded(app: Flask) -> None:
    sources = [replace(PAPER, id=f"work-{n}", title=f"{n} {'long title ' * 400}") for n in range(5_000)]
    found = citing_work(summary("A letter"), sources)
    assert len(json.dumps(found, ensure_ascii=False).encode()) < 34_000
    assert found["citation"][0]["@id"] == "/sources/work-0"
    with app.test_request_context():
        html = render_template_string("{{ works|coins }}", works=sources)
    assert 10 < len(spans(html)) < 100
    assert len(html.encode()) <= embedded.SPANS + 100


@how(max_examples=100)
@given(TEXTS, st.sampled_from(sorted(KINDS)))
def test_no_text_of_a_document_breaks_out(app: Flask, text: str, kind: str) -> None:
    hostile = f"{text}</script><script>alert(1)</script><!--\"'&{text}"
    source = replace(PAPER, type=kind, title=hostile, authors=(hostile,), container=hostile, publisher=text)
    leaf = Leaf(summary(hostile), hostile, (), (), 1, 1, None, None, {}, {})
    with app.test_request_context():
        html = render_template_string(
            "{{ block }}{{ works|coins }}<p>end</p>",
            block=embedded.document_data(leaf, [source]),
            works=[source],
        )
    page = parsed(html)
    assert [script.get("type") for script in page.select("script")] == ["application/ld+json"]
    assert [p.get_text() for p in page.select("p")] == ["end"]
    found = data(html)
    assert found["name"] == hostile[:300]
    assert found["citation"][0]["name"] == hostile[:300]
    assert len(spans(html)) == 1
