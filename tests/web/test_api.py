"""The API through a real server, on the seed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.client import ask, problem
from web.security import LARGEST_BODY

DOCUMENT = "000_9f3c7597e57b37f0"


def get(server: str, path: str) -> Any:
    answer = ask(server, f"/api/v1{path}")
    assert (answer.status, answer.media_type) == (200, "application/json")
    return answer.json()


def refused(server: str, path: str) -> Any:
    return problem(server, f"/api/v1{path}")


# --- search ----------------------------------------------------------------------------------------------


def test_search_has_the_keys_of_the_design(server: str) -> None:
    found = get(server, "/search?q=forum")
    keys = "query total total_is_exact page per_page next prev took_ms warnings suggestion facets results"
    assert set(keys.split()) <= set(found)
    assert found["query"] == {"text": "forum", "understood": "forum"}
    keys = "id score document section paragraph page text html snippet matches citations url"
    assert all(set(keys.split()) <= set(result) for result in found["results"])


def test_every_match_points_at_the_word(server: str) -> None:
    for result in get(server, "/search?q=tractors")["results"]:
        for match in result["matches"]:
            assert result["text"][match["start"] : match["end"]].lower().startswith("tractor")


def test_pages_lead_to_each_other_and_miss_nothing(server: str) -> None:
    whole = [result["id"] for result in get(server, "/search?q=belarus&per_page=100")["results"]]
    path, paged, before = "/api/v1/search?q=belarus&per_page=30", [], None
    while path:
        found = get(server, path.removeprefix("/api/v1"))
        assert (found["prev"] is None) == (before is None)
        paged += [result["id"] for result in found["results"]]
        before, path = path, found["next"]
    assert paged == whole


def test_facet_value_is_what_its_parameter_takes(server: str) -> None:
    for name, values in get(server, "/search?q=belarus")["facets"].items():
        for value in values[:2]:
            path = f"/search?q=belarus&{name}={quote(value['value'])}"
            assert get(server, path)["total"] == value["count"], path


def test_search_of_the_notes_marks_the_hit_in_the_note(server: str) -> None:
    [first, *_] = get(server, "/search?q=in:notes+zalessky")["results"]
    hits = [
        cited["text"][hit["start"] : hit["end"]] for cited in first["citations"] for hit in cited["matches"]
    ]
    assert set(hits) == {"Zalessky"}
    assert "<mark></mark>" not in first["snippet"]


def test_nothing_found_suggests_a_spelling(server: str) -> None:
    assert get(server, "/search?q=tracters")["suggestion"]


def test_html_holds_only_marks_and_links_to_notes(server: str) -> None:
    elements = Elements()
    for result in get(server, "/search?q=belarus&per_page=100")["results"]:
        elements.feed(result["html"] + result["snippet"])
    assert {tag for tag, _ in elements.found} == {"mark", "a"}
    for tag, attributes in elements.found:
        assert tag == "mark" or re.fullmatch(r"href=/documents/[\w%-]+#(note-|p)\w+", attributes)


class Elements(HTMLParser):
    """The elements of a text, each with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, " ".join(f"{name}={value}" for name, value in attrs)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.text(
        st.sampled_from('ab"()*~:- \u202e\x1b<>&é') | st.characters(exclude_categories=["Cs"]), max_size=80
    )
)
def test_any_query_is_answered_or_refused_with_a_reason(server: str, query: str) -> None:
    answer = ask(server, f"/api/v1/search?q={quote(query)}")
    assert answer.status in (200, 400)
    assert answer.status == 200 or answer.json()["parameter"] == "q"


# --- documents, notes, passages, sources -----------------------------------------------------------------


def test_lists_have_their_total_and_page(server: str) -> None:
    for path in ("/documents", "/sources"):
        found = get(server, f"{path}?per_page=1")
        assert list(found)[:4] == ["total", "page", "per_page", "results"]
        assert len(found["results"]) == 1


def test_every_link_of_a_thing_leads_somewhere(server: str) -> None:
    [document] = get(server, "/documents")["results"]
    source = get(server, "/sources?per_page=1")["results"][0]
    passage = get(server, f"/passages/{DOCUMENT}.p1")
    note = get(server, f"/documents/{DOCUMENT}/notes/3")
    for thing in (document, source, passage, note, passage["citations"][0]["source"]):
        for link in thing["links"].values():
            assert ask(server, link.partition("#")[0]).status == 200, link


def test_document_is_there_whole(server: str) -> None:
    found = get(server, f"/documents/{DOCUMENT}")
    assert found["counts"]["references"] == 142
    assert len(found["notes"]) == 95


def test_note_is_found_by_its_label_with_what_it_cites_and_who_calls_it(server: str) -> None:
    found = get(server, f"/documents/{DOCUMENT}/notes/2")
    assert found["citations"][0]["source"]["authors"] == ["Zalessky, B."]
    assert [passage["document"]["id"] for passage in found["passages"]] == [DOCUMENT]


def test_note_that_is_called_but_missing_is_said_to_be_so(server: str) -> None:
    found = refused(server, f"/documents/{DOCUMENT}/notes/64")
    assert (found["status"], found["code"]) == (404, "missing-note")


def test_source_has_every_passage_that_cites_it(server: str) -> None:
    passage = get(server, f"/passages/{DOCUMENT}.p2")
    source = passage["citations"][0]["source"]["id"]
    assert passage["id"] in [one["id"] for one in get(server, f"/sources/{source}")["passages"]]


def test_sources_can_be_narrowed(server: str) -> None:
    found = get(server, "/sources?domain=belta.by&year=2021&per_page=100")
    assert 0 < found["total"] == len(found["results"]) < 92
    assert {(one["domain"], one["year"]) for one in found["results"]} == {("belta.by", 2021)}


@pytest.mark.parametrize(
    "path",
    [
        "/documents/nowhere",
        f"/documents/{DOCUMENT}/notes/999",
        "/documents/nowhere/notes/1",
        f"/passages/{DOCUMENT}.p999",
        "/sources/nowhere",
        "/documents/..%2f..%2fetc%2fpasswd",
        "/documents/%00",
        "/documents/%ff",
        "/passages/" + "a" * 3_000,
        "/nowhere",
        "",
        "/",
    ],
)
def test_what_is_not_there_is_a_404(server: str, path: str) -> None:
    found = refused(server, path)
    assert (found["status"], found["code"]) == (404, "not-found")


# --- cite, suggest ---------------------------------------------------------------------------------------


def test_cite_finds_the_source_of_a_note(server: str) -> None:
    found = get(server, "/cite?note=63")
    [answer] = found["results"]
    assert answer["citation"]["status"] == "truncated"
    assert answer["passage"]["document"]["id"] == DOCUMENT
    assert answer["confidence"] == 1.0


def test_cite_agrees_with_all_that_is_given(server: str) -> None:
    everything = get(server, "/cite?author=zalessky")["total"]
    assert 0 < get(server, "/cite?author=zalessky&title=vector")["total"] < everything


@pytest.mark.parametrize(
    ("format", "media_type", "begins"),
    [
        ("csl-json", "application/vnd.citationstyles.csl+json", b"[\n"),
        ("bibtex", "application/x-bibtex", b"@book{"),
        ("ris", "application/x-research-info-systems", b"TY  - BOOK\r\n"),
    ],
)
def test_cite_in_the_formats_of_other_programs(
    server: str, format: str, media_type: str, begins: bytes
) -> None:
    answer = ask(server, f"/api/v1/cite?note=2&format={format}")
    assert (answer.status, answer.media_type) == (200, media_type)
    assert answer.body.startswith(begins)


def test_suggestions_are_as_opensearch_has_them(server: str) -> None:
    answer = ask(server, "/api/v1/suggest?q=great+tra")
    typed, completions = answer.json()
    assert answer.media_type == "application/x-suggestions+json"
    assert typed == "great tra"
    assert completions
    assert all(completion.startswith("great tra") for completion in completions)


# --- what is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/search?q=x&page=-1", "page"),
        ("/search?q=x&page=1" + "0" * 30, "page"),
        ("/search?q=x&page=101&per_page=100", "page"),
        ("/search?q=x&per_page=101", "per_page"),
        ("/search?q=x&colour=red", "colour"),
        ("/search?q=a&q=b", "q"),
        ("/search?q=%ff", "q"),
        ("/search?q=%00", "q"),
        ("/search?q=nosuch:x", "q"),
        ("/search?q=w*", "q"),
        ("/search?q=" + "a" * 600, "q"),
        ("/search?q=" + "(" * 40 + "a" + ")" * 40, "q"),
        ("/search?status=fine", "status"),
        ("/cite", "q"),
        ("/cite?note=1&format=marc", "format"),
        ("/documents?page=0", "page"),
        ("/sources?page=1000&per_page=100", "page"),
        ("/sources?year=soon", "year"),
        (f"/documents/{DOCUMENT}?all=1", "all"),
        ("/suggest?limit=5", "limit"),
    ],
)
def test_bad_parameter_is_named(server: str, path: str, parameter: str) -> None:
    found = refused(server, path)
    assert (found["status"], found["parameter"]) == (400, parameter)


def test_other_methods_are_refused_with_those_that_are_allowed(server: str) -> None:
    answer = ask(server, "/api/v1/search", "POST", b"{}")
    assert answer.status == 405
    assert "GET" in answer.headers["allow"]
    assert problem(server, "/api/v1/search", "DELETE")["code"] == "method-not-allowed"


@pytest.mark.parametrize("length", [LARGEST_BODY + 1, 8 * LARGEST_BODY])
def test_body_that_is_too_large_is_refused_and_its_sender_hears_of_it(server: str, length: int) -> None:
    assert problem(server, "/api/v1/search", "POST", b"x" * length)["status"] == 413


def test_query_of_100_000_characters_is_refused(server: str) -> None:
    assert problem(server, f"/api/v1/search?q={'a' * 100_000}")["code"] == "address-too-long"


def test_head_is_get_without_a_body(server: str) -> None:
    get_answer, head_answer = (
        ask(server, "/api/v1/passages/" + DOCUMENT + ".p1", method) for method in ("GET", "HEAD")
    )
    assert (head_answer.status, head_answer.body) == (200, b"")
    assert head_answer.headers["content-length"] == str(len(get_answer.body))


def test_a_concordance_has_each_hit_between_its_contexts(server: str) -> None:
    answer = get(server, "/concordance?q=tractors&per_page=5&sort=previous&width=40")
    assert answer["total"] >= len(answer["results"]) == 5
    for line in answer["results"]:
        passage = get(server, f"/passages/{line['id']}")
        assert line["left"] + line["hit"] + line["right"] in passage["text"]
        assert passage["text"][line["span"]["start"] : line["span"]["end"]] == line["hit"]
    assert get(server, answer["next"].removeprefix("/api/v1"))["page"] == 2


def test_a_passage_is_cited_in_the_styles_that_there_are(server: str) -> None:
    passage = get(server, "/search?q=tractors")["results"][0]["id"]
    answer = get(server, f"/passages/{passage}/citation")
    assert [one["style"] for one in answer["citations"]] == ["chicago", "apa", "mla", "harvard"]
    assert all("<i>" in one["html"] for one in answer["citations"])
    [only] = get(server, f"/passages/{passage}/citation?style=apa")["citations"]
    assert only == answer["citations"][1]
    refused = problem(server, f"/api/v1/passages/{passage}/citation?style=vancouver")
    assert (refused["status"], refused["parameter"]) == (400, "style")
