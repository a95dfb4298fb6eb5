"""A page of results, and everything that is said about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.catalogue import Catalogue
from search.errors import BadInput, QueryError
from search.library import Library
from search.settings import Limits, Settings
from tests.documents import trade, trade_bibliography


def made(folder: Path) -> Library:
    """Two documents that say and cite the same."""
    settings = Settings(f"sqlite:///{folder}/catalogue.db", "memory:", Limits(facet_values=2))
    catalogue = Catalogue.open(settings.catalogue)
    catalogue.save(trade(), trade_bibliography(), path="/trade.txt")
    catalogue.save(trade("report", "A Report on Trade"), trade_bibliography(), path="/report.txt")
    catalogue.close()
    return Library.open(settings)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with made(tmp_path_factory.mktemp("library")) as opened:
        yield opened


def ids(results: Any) -> list[str]:
    return [result.passage.id for result in results]


def test_a_result_has_its_passage_its_citations_and_its_hits(library: Library) -> None:
    result = library.search("tractors")[0]
    assert result.passage == library.passage(result.passage.id)
    assert [citation.note for citation in result.citations] == ["2", "3"]
    assert [result.passage.text[start:end] for start, end in result.matches] == ["tractors"]
    assert "tractors" in result.snippet.text


def test_pages_follow_each_other_and_leave_nothing_out(library: Library) -> None:
    pages = [library.search("", page=page, per_page=4, sort="position") for page in (1, 2)]
    assert [len(page) for page in pages] == [4, 2]
    assert ids(pages[0]) + ids(pages[1]) == [
        f"{name}.p{n}" for name in ("report", "trade") for n in (1, 2, 3)
    ]
    assert (pages[0].total, pages[0].pages) == (6, 2)


def test_a_page_behind_the_last_is_empty(library: Library) -> None:
    results = library.search("tractors", page=5)
    assert (len(results), results.total) == (0, 2)


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"page": 0}, "page"),
        ({"page": -1}, "page"),
        ({"page": 10**30}, "page"),
        ({"page": 101, "per_page": 100}, "page"),
        ({"per_page": 0}, "per_page"),
        ({"per_page": 101}, "per_page"),
        ({"per_page": -(10**5000)}, "per_page"),
        ({"sort": "colour"}, "sort"),
        ({"filters": {"colour": ["red"]}}, "colour"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(
    library: Library, asked: dict[str, Any], parameter: str
) -> None:
    with pytest.raises(BadInput) as caught:
        library.search("tractors", **asked)
    assert caught.value.parameter == parameter
    assert len(str(caught.value)) < 200


def test_the_deepest_page_may_be_asked_for(library: Library) -> None:
    assert library.search("tractors", page=100, per_page=100).total == 2


def test_an_unknown_filter_is_told_the_known_ones(library: Library) -> None:
    with pytest.raises(BadInput, match="document, section, domain, year, author, status"):
        library.search("tractors", filters={"colour": ["red"]})


def test_a_query_that_is_refused_says_why(library: Library) -> None:
    with pytest.raises(QueryError, match="colour"):
        library.search("colour:red")


def test_facets_are_counted_and_labelled(library: Library) -> None:
    facets = library.search("").facets
    assert [(v.value, v.label, v.count) for v in facets["document"]] == [
        ("report", "A Report on Trade", 3),
        ("trade", "Prospects for Trade", 3),
    ]
    assert {v.value: v.label for v in facets["status"]} == {"missing": "note missing", "no_url": "no URL"}
    assert [v.label for v in facets["year"]] == ["2018", "2021"]


def test_sections_of_one_title_are_told_apart_by_their_documents(library: Library) -> None:
    labels = [value.label for value in library.search("tractors").facets["section"]]
    assert labels == ["Exports to Asia (A Report on Trade)", "Exports to Asia (Prospects for Trade)"]
    [alone] = library.search("tractors", filters={"document": ["trade"]}).facets["section"]
    assert alone.label == "Exports to Asia"


def test_a_chosen_value_is_among_a_facets_values_however_rare(library: Library) -> None:
    values = [v.value for v in library.search("", filters={"status": ["repaired"]}).facets["status"]]
    assert values == ["missing", "no_url", "repaired"]


def test_facets_are_left_out_where_nobody_asks_for_them(library: Library) -> None:
    assert library.search("tractors", facets=False).facets == {}


def test_labels_follow_a_document_that_changes(tmp_path: Path) -> None:
    with made(tmp_path) as library:
        library.search("")
        catalogue = Catalogue.open(library.settings.catalogue)
        catalogue.save(trade("report", "A Later Report"), trade_bibliography(), path="/report.txt")
        catalogue.close()
        assert library.search("").facets["document"][0].label == "A Later Report"


def test_a_filter_keeps_what_has_one_of_its_values(library: Library) -> None:
    assert ids(library.search("", filters={"domain": ["belta.by", "sb.by"]}, sort="position")) == [
        "report.p2",
        "trade.p2",
    ]


def test_a_filter_that_nothing_passes_is_said(library: Library) -> None:
    [warning] = library.search("tractors", filters={"author": ["Zaless"]}).warnings
    assert warning == "No passage has the author “Zaless”; ask for author:zaless to find a part of it."
    known = library.search("").facets["author"][0].value
    assert library.search("nosuchword", filters={"author": [known]}).warnings == ()


def test_every_passage_that_matches_can_be_had_beyond_the_last_page(library: Library) -> None:
    paged = [result.passage for result in library.search("", per_page=100, sort="position")]
    assert list(library.every_passage("")) == paged
    assert [p.id for p in library.every_passage("tractors", {"document": ["trade"]})] == [
        result.passage.id
        for result in library.search("tractors", filters={"document": ["trade"]}, sort="position")
    ]


def test_a_misspelt_query_is_suggested_in_a_spelling_that_finds_something(library: Library) -> None:
    results = library.search("indian tractrs")
    assert results.total == 0
    assert results.suggestion == "indian tractors"
    assert library.search(results.suggestion).total == 2


def test_a_suggestion_leaves_fields_and_operators_alone(library: Library) -> None:
    assert library.search("clustr NOT author:zalessky").suggestion == "cluster NOT author:zalessky"


def test_nothing_is_suggested_for_what_finds_something_or_is_like_nothing(library: Library) -> None:
    assert library.search("tractors").suggestion is None
    assert library.search("xylophone").suggestion is None
    assert library.search("tractors health").suggestion is None


def test_a_rare_spelling_that_finds_little_is_asked_about_where_another_finds_far_more(
    tmp_path: Path,
) -> None:
    sentences = ["Tractors were sold to Oman. ", "A tractros was seen once. "]
    text = "\n\n".join([*(sentences[0] * 2 for _ in range(8)), sentences[1] * 2])
    (tmp_path / "trade.txt").write_text(f"Trade\n\n{text}\n")
    with Library.open(Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:")) as library:
        library.index([tmp_path / "trade.txt"])
        results = library.search("tractros")
        assert results.total == 1
        assert results.suggestion == "tractors"
        assert library.search("tractors").suggestion is None


def test_the_notes_are_counted_where_the_body_has_nothing(library: Library) -> None:
    assert library.search("zalessky").in_notes == 2
    assert library.search("exports").in_notes is None
    assert library.search("exports", count_notes=True).in_notes == 0
    assert library.search("in:notes zalessky").in_notes is None


def test_hits_in_notes_are_marked_in_the_note(library: Library) -> None:
    result = library.search("in:notes zalessky", filters={"document": ["trade"]})[0]
    [hits] = result.note_matches
    assert hits.note_id == "note-1"
    assert result.citations[0].text[slice(*hits.spans[0])] == "Zalessky"


def test_a_hit_in_a_heading_is_marked_in_it(library: Library) -> None:
    result = library.search("health")[0]
    assert result.heading_matches == ((0, 6),)


def test_warnings_and_what_was_understood_come_along(library: Library) -> None:
    results = library.search('"indian partner')
    assert results.understood
    assert results.warnings
    assert results.text == '"indian partner'


def test_words_are_completed_as_they_are_typed(library: Library) -> None:
    assert library.suggest("the Indian trac") == ["the Indian tractors"]
    assert library.suggest("tractors ") == []
    assert library.suggest("") == []


def test_odd_strings_are_answered(library: Library) -> None:
    for odd in ("\ud800", "\0", "<script>", "\u202e\u0301" * 9, "tractors\ud83d", '"' * 99):
        library.search(odd)
        library.search("", filters={"author": [odd]})
        library.suggest(odd)
