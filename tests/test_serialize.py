"""The model to plain dicts."""

from __future__ import annotations

import json

from search import serialize
from search.document import Citation, NoteReference, Passage, Source, Status
from search.results import Found, Lookup, NoteHits, Result, Results, Snippet

SOURCE = Source(
    id="zalessky-asia-2018",
    type="book",
    title="Belarus – Asia: Vector of Partnership",
    authors=("Zalessky, B.",),
    year=2018,
    identifiers={"isbn": "9783659", "doi": "10.1000/1"},
)
TEXT = "The market is underutilized by exporters. It grew in 2021."
PASSAGE = Passage(
    id="report.p2",
    document_id="report",
    document_title="Prospects",
    section_number=1,
    section_title="Trade",
    number=2,
    text=TEXT,
    page=3,
    references=(NoteReference("2", 40, "note-2"), NoteReference("3", 58)),
    citations=(
        Citation("2", "note-2", 40, Status.NO_URL, "Zalessky, B. Asia.", source=SOURCE, locator="p. 5"),
        Citation("3", None, 58, Status.MISSING),
    ),
)
RESULT = Result(
    PASSAGE,
    1.23456789,
    Snippet(TEXT[4:40], 4, spans=((0, 6),), before=True, after=True),
    matches=((4, 10),),
    note_matches=(NoteHits("note-2", ((0, 8),)),),
)


def test_result_has_the_keys_of_the_design() -> None:
    keys = "id score document section paragraph page text html snippet matches citations url"
    assert set(keys.split()) <= set(serialize.result(RESULT))


def test_result_stands_where_its_passage_does() -> None:
    found = serialize.result(RESULT)
    assert found["document"] == {"id": "report", "title": "Prospects"}
    assert (found["section"]["number"], found["paragraph"], found["page"]) == (1, 2, 3)
    assert found["url"] == "/documents/report#p2"


def test_html_links_a_note_and_leads_a_missing_one_back_to_its_passage() -> None:
    assert serialize.result(RESULT)["html"] == (
        "The <mark>market</mark> is underutilized by exporters"
        '<a href="/documents/report#note-2">2</a>. It grew in 2021.<a href="/documents/report#p2">3</a>'
    )


def test_snippet_marks_its_hits_and_says_what_was_left_out() -> None:
    assert serialize.result(RESULT)["snippet"] == (
        '… <mark>market</mark> is underutilized by exporters<a href="/documents/report#note-2">2</a> …'
    )


def test_citation_carries_its_source_whole() -> None:
    cited, missing = serialize.result(RESULT)["citations"]
    assert cited["source"]["title"] == SOURCE.title
    assert (cited["locator"], cited["status"]) == ("p. 5", "no_url")
    assert (missing["note_id"], missing["source"], missing["status"]) == (None, None, "missing")


def test_hits_in_a_note_stand_at_its_citation() -> None:
    cited, missing = serialize.result(RESULT)["citations"]
    assert cited["matches"] == [{"start": 0, "end": 8}]
    assert missing["matches"] == []


def test_everything_is_json_and_every_offset_points_at_what_it_says() -> None:
    page = Results((RESULT,), "market", "market", total=1, page=1, per_page=20)
    answer = json.loads(json.dumps(serialize.results(page)))
    [found] = answer["results"]
    [match] = found["matches"]
    assert found["text"][match["start"] : match["end"]] == "market"
    assert answer["query"] == {"text": "market", "understood": "market"}


def test_identifiers_come_in_a_fixed_order() -> None:
    assert list(serialize.source(SOURCE)["identifiers"]) == ["doi", "isbn"]


def test_lookup_that_found_a_source_without_a_passage_says_so() -> None:
    answer = serialize.lookup(Lookup((Found(SOURCE, None, None, 0.87654),), "asia", total=1))
    [found] = answer["results"]
    assert (found["citation"], found["passage"], found["sentence"]) == (None, None, None)
    assert found["confidence"] == 0.877


def test_id_with_odd_characters_is_escaped_in_addresses() -> None:
    assert serialize.document_url("a/b?c", "p 1") == "/documents/a%2Fb%3Fc#p%201"
