"""From page to page, with cursors beyond what can be paged to, and with less of each result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.document import Bibliography, Document, Mention, Note, NoteReference, Paragraph, Section, Source
from search.library import Library
from search.settings import Settings
from tests.conftest import serving
from tests.web.client import ask, problem

Great = tuple[Settings, str]
PARAGRAPHS = 6_100  # of each of two documents: more together than can be paged to


def get(server: str, path: str) -> Any:
    answer = ask(server, path)
    assert answer.status == 200, answer.body
    return answer.json()


def links(server: str, path: str) -> dict[str, str]:
    header = ask(server, path, "HEAD").headers["link"]
    return {name: address for address, name in re.findall(r'<([^>]+)>; rel="(\w+)"', header)}


# --- links -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/api/v1/search?q=belarus", "/api/v1/sources?year=2021", "/sources.json?q=by"]
)
def test_the_header_leads_from_page_to_page_and_back(server: str, path: str) -> None:
    first = f"{path}&per_page=7"
    found = links(server, first)
    assert set(found) == {"first", "next"}
    assert found["next"] == f"{first}&page=2"
    assert found["next"] == get(server, first)["next"]
    second = links(server, found["next"])
    assert second["prev"] == second["first"] == f"{first}&page=1"
    assert get(server, second["prev"])["results"] == get(server, first)["results"]


def test_a_list_of_one_page_has_only_a_first(server: str) -> None:
    assert links(server, "/api/v1/documents") == {"first": "/api/v1/documents?page=1"}


def test_what_is_no_list_has_no_links(server: str) -> None:
    assert "link" not in ask(server, "/api/v1/documents/000_9f3c7597e57b37f0").headers


# --- less of each result -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/api/v1/search?q=forum", "/api/v1/sources?q=by", "/api/v1/documents?"])
def test_fields_are_the_keys_that_are_named_and_no_others(server: str, path: str) -> None:
    whole, some = get(server, path), get(server, f"{path}&fields=id,links")
    assert some["results"] == [{"id": one["id"], "links": one["links"]} for one in whole["results"]]
    changing = {"results": 0, "took_ms": 0, "next": 0}
    assert {**some, **changing} == {**whole, **changing}


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/api/v1/concordance?q=forum", ("id", "hit")),
        ("/api/v1/cite?q=note+12", ("confidence", "verdict")),
        ("/api/v1/audit?", ("document", "findings")),
        ("/audit.json?document=000_9f3c7597e57b37f0", ("kind", "paragraph")),
    ],
)
def test_fields_of_lines_and_of_answers_are_those_that_are_named(
    server: str, path: str, named: tuple[str, str]
) -> None:
    whole, some = get(server, path), get(server, f"{path}&fields={','.join(named)}")
    assert some["results"] == [{name: one[name] for name in named} for one in whole["results"]] != []


def test_an_unknown_field_is_named_with_the_known_ones(server: str) -> None:
    found = problem(server, "/api/v1/search?q=forum&fields=id,colour")
    assert found["parameter"] == "fields"
    assert '"colour" is none of id, score, document' in found["detail"]


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("fields=message", "document, findings"),
        ("document=000_9f3c7597e57b37f0&fields=findings", "kind, message"),
    ],
)
def test_a_field_of_the_other_audit_is_refused_with_those_of_this_one(
    server: str, query: str, known: str
) -> None:
    found = problem(server, f"/api/v1/audit?{query}")
    assert (found["code"], found["parameter"]) == ("no-such-key", "fields")
    assert f"is none of {known}" in found["detail"]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/api/v1/search?q=forum", {"document", "section", "domain", "year", "author", "status"}),
        ("/api/v1/search?q=forum&facet=year,domain", {"year", "domain"}),
        ("/api/v1/search?q=forum&facet=none", set()),
        ("/api/v1/sources?", {"domain", "year", "type", "status"}),
        ("/api/v1/sources?facet=type", {"type"}),
        ("/api/v1/sources?facet=none", set()),
    ],
)
def test_only_the_facets_asked_for_are_counted(server: str, path: str, names: set[str]) -> None:
    everything = get(server, re.sub(r"[?&]facet=[^&]*", "?" if "sources" in path else "", path))["facets"]
    assert get(server, path)["facets"] == {name: everything[name] for name in everything if name in names}
    assert names <= set(everything)


@pytest.mark.parametrize("facet", ["colour", "none,year", "year,,domain"])
def test_a_facet_that_there_is_not_is_refused(server: str, facet: str) -> None:
    assert problem(server, f"/api/v1/search?q=forum&facet={facet}")["parameter"] == "facet"


@pytest.mark.parametrize("length", [40, 90, 1000])
def test_a_snippet_is_as_long_as_asked_for_and_no_longer(server: str, length: int) -> None:
    results = get(server, f"/api/v1/search?q=belarus&snippet_length={length}")["results"]
    shown = [re.sub(r"<a [^>]*>[^<]*</a>|<[^>]+>|^… | …$", "", one["snippet"]) for one in results]
    assert 0 < max(map(len, shown)) <= length + 50  # entities count for one letter
    assert all("<mark>" in one["snippet"] for one in results)


@pytest.mark.parametrize("length", ["39", "1001", "x"])
def test_a_snippet_of_no_use_is_refused(server: str, length: str) -> None:
    assert problem(server, f"/api/v1/search?q=x&snippet_length={length}")["parameter"] == "snippet_length"


# --- beyond what can be paged to ---------------------------------------------------------------------------


def book(name: str) -> tuple[Document, Bibliography]:
    """A long document in which every paragraph rests on a source of its own."""
    numbers = range(1, PARAGRAPHS + 1)
    paragraphs = tuple(
        Paragraph(
            f"p{n}",
            n,
            f"Exports of {name} grew{' and grew' * (n % 5)}.",
            references=(NoteReference(str(n), 7, f"note-{n}"),),
        )
        for n in numbers
    )
    notes = tuple(Note(f"note-{n}", str(n), f"{name}, Report {n}.") for n in numbers)
    sources = tuple(Source(f"s{n}", "report", f"Report {n} of {name}", (f"{name}, A.",)) for n in numbers)
    mentions = tuple(Mention(f"note-{n}", 0, 5, f"s{n}") for n in numbers)
    document = Document(name, name, "text", "", (Section("s1", 1, name, 1, paragraphs=paragraphs),), notes)
    return document, Bibliography(mentions, sources)


@pytest.fixture(scope="module", params=["auto"])
def great(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, str]]:
    """A library of 12,200 passages, and where it is served."""
    folder = tmp_path_factory.mktemp("great")
    settings = Settings(f"sqlite:///{folder}/catalogue.db", f"auto:{folder}/index")
    with Library.open(settings) as library:
        for name in ("alder", "birch"):
            library._catalogue.save(*book(name), path=f"/{name}")
        library._keeping.catch_up()
    with serving(settings) as address:
        yield settings, address


def walk(server: str, path: str) -> Iterator[dict[str, Any]]:
    cursor: str | None = ""
    while cursor is not None:
        found = get(server, f"{path}&cursor={cursor}" if cursor else path)
        yield found
        cursor = found["next_cursor"]


@pytest.mark.parametrize("sort", ["relevance", "position"])
def test_a_walk_with_cursors_gives_everything_once_and_in_order(great: Great, sort: str) -> None:
    settings, server = great
    path = f"/api/v1/search?q=exports+grew&sort={sort}&per_page=100&fields=id&facet=none"
    walked = [one["id"] for found in walk(server, path) for one in found["results"]]
    with Library.open(settings) as library:
        every = [passage.id for passage in library.every_passage("exports grew")]
    assert len(walked) == 2 * PARAGRAPHS
    assert sorted(walked) == sorted(every)
    if sort == "position":
        assert walked == every
    paged = [one["id"] for page in (1, 60, 100) for one in get(server, f"{path}&page={page}")["results"]]
    assert paged == walked[:100] + walked[5900:6000] + walked[9900:10_000]


def test_the_links_of_the_header_lead_beyond_the_last_page(great: Great) -> None:
    _, server = great
    path = "/api/v1/search?q=exports&per_page=100&fields=id&facet=none&page=99"
    counted = 0
    while path:
        counted += len(get(server, path)["results"])
        path = links(server, path).get("next", "")
    assert counted == 2 * PARAGRAPHS - 98 * 100


def test_a_walk_through_sources_gives_everything_once(great: Great) -> None:
    _, server = great
    path = "/api/v1/sources?sort=title&per_page=100&fields=id&facet=none"
    walked = [one["id"] for found in walk(server, path) for one in found["results"]]
    assert len(walked) == len(set(walked)) == get(server, path)["total"] > 10_000


def test_a_cursor_goes_with_its_question_alone(great: Great) -> None:
    _, server = great
    cursor = get(server, "/api/v1/search?q=exports")["next_cursor"]
    for path in (
        "search?q=alder",
        "search?q=exports&sort=position",
        "search?q=exports&document=alder",
        "sources?",
    ):
        found = problem(server, f"/api/v1/{path}&cursor={cursor}")
        assert (found["parameter"], found["code"]) == ("cursor", "bad-cursor"), path
        assert "another question" in found["detail"]
    assert problem(server, f"/api/v1/search?q=exports&page=2&cursor={cursor}")["parameter"] == "page"
    assert problem(server, f"/api/v1/search?q=exports&cursor={cursor[:-3]}")["code"] == "bad-cursor"


def test_the_end_has_no_cursor(great: Great) -> None:
    _, server = great
    assert get(server, "/api/v1/search?q=exports+note:7")["next_cursor"] is None
    assert get(server, "/api/v1/search?q=nowhere")["next_cursor"] is None


def test_a_cursor_from_before_a_change_is_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Exports grew in {name}.\n\nExports fell.\n", encoding="utf-8")
    settings = Settings(f"sqlite:///{tmp_path}/catalogue.db", f"auto:{tmp_path}/index")
    with Library.open(settings) as library:
        library.index([tmp_path / "one.txt"])
    with serving(settings) as server:
        cursor = get(server, "/api/v1/search?q=exports&per_page=1")["next_cursor"]
        assert get(server, f"/api/v1/search?q=exports&per_page=1&cursor={cursor}")["page"] == 2
        with Library.open(settings) as library:
            library.index([tmp_path / "two.txt"])
        found = problem(server, f"/api/v1/search?q=exports&per_page=1&cursor={cursor}")
    assert (found["status"], found["parameter"], found["code"]) == (400, "cursor", "stale-cursor")
