"""The same thing as a page, as JSON, and as other programs read it."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from search.document import Bibliography, Document, Source
from search.library import Library
from search.settings import Settings
from tests.web.client import ask, problem
from web import create_app
from web.negotiation import best

DOCUMENT = "000_9f3c7597e57b37f0"
BROWSERS = [
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "text/html, application/xhtml+xml, image/jxr, */*",
    "*/*",
]
PAIRS = [  # a page, and where its data is found: by suffix, and in the API
    ("/search?q=forum&per_page=5", "/search.json?q=forum&per_page=5", "/search?q=forum&per_page=5"),
    ("/documents/", "/documents.json", "/documents"),
    (f"/documents/{DOCUMENT}", f"/documents/{DOCUMENT}.json", f"/documents/{DOCUMENT}"),
    ("/sources/?year=2021", "/sources.json?year=2021", "/sources?year=2021"),
    ("/cite?q=note+12", "/cite.json?q=note+12", "/cite?q=note+12"),
    ("/audit", "/audit.json", "/audit"),
    ("/concordance?q=forum", "/concordance.json?q=forum", "/concordance?q=forum"),
    (
        f"/passages/{DOCUMENT}.p1/citation?style=mla",
        f"/passages/{DOCUMENT}.p1/citation.json?style=mla",
        f"/passages/{DOCUMENT}.p1/citation?style=mla",
    ),
]
KINDS = {
    "csl-json": ("csl.json", "application/vnd.citationstyles.csl+json", b"[\n"),
    "bibtex": ("bib", "application/x-bibtex", b"@"),
    "ris": ("ris", "application/x-research-info-systems", b"TY  - "),
}


def source_id(server: str) -> str:
    found: str = ask(server, "/api/v1/sources?per_page=1").json()["results"][0]["id"]
    return found


def without_addresses(found: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in found.items() if name not in ("took_ms", "next", "prev")}


@pytest.mark.parametrize(("page", "suffixed", "api"), PAIRS)
def test_a_page_its_json_and_the_api_say_the_same(server: str, page: str, suffixed: str, api: str) -> None:
    by_accept = ask(server, page, Accept="application/json")
    by_suffix = ask(server, suffixed, Accept=BROWSERS[0])
    plainly = ask(server, f"/api/v1{api}")
    assert {one.media_type for one in (by_accept, by_suffix, plainly)} == {"application/json"}
    said = [without_addresses(one.json()) for one in (by_accept, by_suffix, plainly)]
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize("accept", BROWSERS)
@pytest.mark.parametrize("page", [page for page, _, _ in PAIRS])
def test_a_browser_gets_the_page(server: str, page: str, accept: str) -> None:
    answer = ask(server, page, Accept=accept)
    assert (answer.status, answer.media_type) == (200, "text/html")
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "text/html"),
        ("application/json", "application/json"),
        ("application/json;q=0.4, text/html;q=0.5", "text/html"),
        ("application/json;q=0.5, text/html;q=0.4", "application/json"),
        ("APPLICATION/JSON; charset=utf-8", "application/json"),
        ("text/html;q=0, */*", "application/json"),
        ("text/*;q=0.9, */*;q=0.1", "text/html"),
        ("application/json;q=nan, text/html;q=0.1", "text/html"),
        ("application/json;q=x", None),
        ("image/png, application/json;q=0", None),
        ("*/*;q=0", None),
        (";;;,,,q=", None),
    ],
)
def test_the_form_most_wanted_is_chosen(accept: str, form: str | None) -> None:
    assert best(("text/html", "application/json"), accept) == form


def test_pages_move_on_within_their_form(server: str) -> None:
    found = ask(server, "/search.json?q=belarus&per_page=5").json()
    assert found["next"] == "/search.json?q=belarus&per_page=5&page=2"
    assert ask(server, found["next"]).json()["page"] == 2


@pytest.mark.parametrize("path", ["/search?q=x", "/sources/", "/api/v1/search?q=x", "/api/v1/passages/x.p1"])
def test_what_cannot_be_had_is_refused_with_what_can(server: str, path: str) -> None:
    found = problem(server, path, Accept="image/png")
    assert (found["status"], found["code"]) == (406, "not-acceptable")
    assert "application/json" in found["detail"]


@pytest.mark.parametrize("format", KINDS)
def test_sources_come_in_the_formats_of_other_programs_by_each_way_to_ask(server: str, format: str) -> None:
    suffix, media_type, begins = KINDS[format]
    for path, query in (
        (f"/sources/{source_id(server)}", ""),
        (f"/documents/{DOCUMENT}", ""),
        ("/sources", "?per_page=7"),
        ("/cite", "?note=2"),
    ):
        join = "&" if query else "?"
        answers = [
            ask(server, f"{path}.{suffix}{query}".replace("note=", "q=note+"), Accept=BROWSERS[0]),
            ask(server, f"/api/v1{path}{query}", Accept=media_type),
            ask(server, f"/api/v1{path}{query}{join}format={format}", Accept="application/json"),
        ]
        assert {(one.status, one.media_type) for one in answers} == {(200, media_type)}, path
        assert {one.body for one in answers} == {answers[0].body}
        assert answers[0].body.startswith(begins)


def test_a_document_exports_every_source_that_it_cites(server: str) -> None:
    document = ask(server, f"/api/v1/documents/{DOCUMENT}").json()
    exported = json.loads(ask(server, f"/documents/{DOCUMENT}.csl.json").body)
    assert [one["id"] for one in exported] == [one["id"] for one in document["sources"]]


def test_a_format_in_the_address_goes_before_accept(server: str) -> None:
    path = f"/sources/{source_id(server)}?format="
    assert ask(server, f"{path}ris", Accept="text/html").media_type == KINDS["ris"][1]
    assert ask(server, f"{path}json", Accept=KINDS["ris"][1]).media_type == "application/json"
    assert problem(server, f"{path}marc", Accept="text/html")["parameter"] == "format"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/documents/nowhere.json", 404),
        ("/sources/nowhere.bib", 404),
        ("/search.json?q=x&page=0", 400),
        ("/search.json?q=x&all=domain", 400),
        ("/cite.ris", 400),
    ],
)
def test_what_goes_wrong_with_data_is_a_problem(server: str, path: str, status: int) -> None:
    assert problem(server, path, Accept=BROWSERS[0])["status"] == status


def test_who_asks_for_json_is_told_in_json_that_there_is_nothing(server: str) -> None:
    assert problem(server, "/nowhere", Accept="application/json")["status"] == 404
    assert ask(server, "/nowhere", Accept=BROWSERS[0]).media_type == "text/html"


@pytest.mark.parametrize("path", ["/search.xml?q=x", "/search.?q=x", "/searchjson?q=x", "/documents/.json"])
def test_an_unknown_suffix_is_nowhere(server: str, path: str) -> None:
    assert ask(server, path).status == 404


def test_each_page_says_where_its_data_is(server: str) -> None:
    pages = [page for page, _, _ in PAIRS]
    for page in [*pages, f"/sources/{source_id(server)}", "/search?q=forum&all=domain"]:
        shown = ask(server, page).body.decode()
        found = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)">', shown)
        assert "application/json" in dict(found), page
        for media_type, address in found:
            answer = ask(server, unescape(address))
            assert (answer.status, answer.media_type) == (200, media_type), address


def test_an_id_that_holds_a_dot_is_itself_before_it_is_a_suffix(tmp_path: Path) -> None:
    settings = Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:")
    with Library.open(settings) as library:
        for name in ("report", "report.json", "letter.bib"):
            document = Document(name, f"The {name}", "text", "")
            sources = Bibliography(sources=(Source("", "book", "Asia", ("Roe, A.",), 2018),))
            library._catalogue.save(document, sources, path=f"/{name}")
    client = create_app(settings).test_client()
    assert "The report.json" in client.get("/documents/report.json").text
    assert client.get("/documents/report.json.json").json["document"]["title"] == "The report.json"
    assert "The letter.bib" in client.get("/documents/letter.bib").text
    assert client.get("/documents/report.bib").mimetype == "application/x-bibtex"
