"""From whatever is known of a citation to its source, and to the passages that rest on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from search.catalogue import Catalogue
from search.document import Bibliography, Mention, Status
from search.errors import BadInput, NotFound
from search.library import Library
from search.results import Lookup
from search.settings import Settings
from tests.documents import BOOK, PAGE, trade, trade_bibliography


def made(folder: Path, **documents: Bibliography) -> Library:
    settings = Settings(f"sqlite:///{folder}/catalogue.db", "memory:")
    catalogue = Catalogue.open(settings.catalogue)
    for name, bibliography in documents.items():
        catalogue.save(trade(name), bibliography, path=f"/{name}.txt")
    catalogue.close()
    return Library.open(settings)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with made(tmp_path_factory.mktemp("one"), trade=trade_bibliography()) as opened:
        yield opened


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two documents that say and cite the same."""
    cited = trade_bibliography()
    with made(tmp_path_factory.mktemp("two"), trade=cited, report=cited) as opened:
        yield opened


def answers(lookup: Lookup) -> list[tuple[str | None, str | None, str | None]]:
    """Source, passage and note of each answer."""
    return [
        (
            found.source.id if found.source else None,
            found.passage.id if found.passage else None,
            found.citation.note if found.citation else None,
        )
        for found in lookup
    ]


IN_BOOK = (BOOK.id, "trade.p1", "1")
IN_PAGE = (PAGE.id, "trade.p2", "2")


@pytest.mark.parametrize(
    ("text", "understood", "expected"),
    [
        ("https://www.belta.by/economics/view/mtz-444577-2021/", "a URL", IN_PAGE),
        ("http://belta.by/economics/view/mtz-444577-2021", "a URL", IN_PAGE),
        ("belta.by/economics/view/mtz-444577-2021#", "a URL", IN_PAGE),
        ("https://www.belta.by/economics/view/mtz-\n444577-2021/", "a URL", IN_PAGE),
        ("See https://www.belta.by/economics/view/mtz-444577-2021/.", "a URL", IN_PAGE),
        ("https://www.belta.by/", "a domain", IN_PAGE),
        ("belta.by", "a domain", IN_PAGE),
        ("10.1000/MTZ.2021", "a DOI", IN_PAGE),
        ("https://doi.org/10.1000/mtz.2021", "a DOI", IN_PAGE),
        ("1", "note 1", IN_BOOK),
        ("[1]", "note 1", IN_BOOK),
        ("note 1", "note 1", IN_BOOK),
        ("n. 1", "note 1", IN_BOOK),
        ("Footnote 2", "note 2", IN_PAGE),
        ("Zalessky", "an author", IN_BOOK),
        ("zalessky, b.", "an author", IN_BOOK),
        ("Boris Zalessky", "an author", IN_BOOK),
        ("Vector of Partnership", "words of a title", IN_BOOK),
        ("belarus asia vector partnership", "words of a title", IN_BOOK),
        ("The Asian market still remains underutilised by exporters", "a quotation", IN_BOOK),
        ("The Indian partner will purchase 200 tractors.", "a quotation", IN_PAGE),
    ],
)
def test_the_kind_of_a_text_is_recognised(
    library: Library, text: str, understood: str, expected: tuple[str, str, str]
) -> None:
    lookup = library.cite(text)
    assert lookup.understood == understood
    assert answers(lookup) == [expected]


def test_an_identity_is_certain_and_a_likeness_is_not(library: Library) -> None:
    assert library.cite("https://www.belta.by/economics/view/mtz-444577-2021/")[0].confidence == 1.0
    assert library.cite("https://www.belta.by/economics/view/mtz-4445")[0].confidence < 1.0
    assert library.cite("Vector of Partnership")[0].confidence < 1.0


def test_a_url_that_nothing_cites_says_what_there_is_on_its_domain(library: Library) -> None:
    lookup = library.cite("https://www.belta.by/society/view/the-weather-in-may/")
    assert answers(lookup) == []
    assert lookup.warnings == ("No source has this URL; on belta.by there are 1.",)


def test_a_subdomain_finds_only_what_stands_on_it(library: Library) -> None:
    assert answers(library.cite("eng.belta.by")) == []
    assert answers(library.cite("www.belta.by")) == [IN_PAGE]


def test_a_missing_note_is_answered_as_missing(library: Library) -> None:
    lookup = library.cite("3")
    assert answers(lookup) == [(None, "trade.p2", "3")]
    assert lookup[0].citation is not None
    assert lookup[0].citation.status is Status.MISSING


def test_a_note_that_there_is_not_is_said(library: Library) -> None:
    lookup = library.cite("200")
    assert (answers(lookup), lookup.total) == ([], 0)
    assert lookup.warnings == ("The library has no note 200.",)


def test_a_note_of_several_documents_has_candidates_until_one_is_named(pair: Library) -> None:
    lookup = pair.cite("note 1")
    assert [passage for _, passage, _ in answers(lookup)] == ["report.p1", "trade.p1"]
    assert lookup.warnings == ("2 documents have a note 1; name one to choose.",)
    assert answers(pair.cite(note="1", document="trade")) == [IN_BOOK]


def test_a_source_that_only_an_orphan_note_cites_is_found_without_a_passage(tmp_path: Path) -> None:
    bibliography = trade_bibliography()
    orphan = replace(bibliography, mentions=bibliography.mentions[2:], sources=(BOOK,))
    with made(tmp_path, trade=orphan) as library:
        assert answers(library.cite("Zalessky")) == [(BOOK.id, None, None)]
        assert answers(library.cite("note 9")) == [(BOOK.id, None, None)]


def test_every_passage_that_cites_a_source_is_an_answer(pair: Library) -> None:
    assert [passage for _, passage, _ in answers(pair.cite("Zalessky"))] == ["report.p1", "trade.p1"]


def test_every_source_comes_once_before_any_comes_twice(tmp_path: Path) -> None:
    other = replace(BOOK, id="zalessky-growth-2020", title="Points of Growth", year=2020)
    mentions = (
        Mention("note-1", 0, 9, BOOK.id),
        Mention("note-2", 0, 9, BOOK.id),
        Mention("note-2", 9, 20, other.id),
    )
    with made(tmp_path, trade=Bibliography(mentions, (BOOK, other))) as library:
        assert [source for source, _, _ in answers(library.cite("Zalessky"))] == [BOOK.id, other.id, BOOK.id]


def test_an_answer_shows_the_sentence_that_its_mark_closes(library: Library) -> None:
    found = library.cite("belta.by")[0]
    assert found.passage is not None
    assert found.sentence is not None
    assert found.passage.text[slice(*found.sentence)] == "The Indian partner will purchase 200 tractors."


def test_a_quoted_sentence_without_a_note_leads_to_the_next_and_says_so(library: Library) -> None:
    lookup = library.cite(quote="In 2020 exports grew.")
    assert answers(lookup) == [IN_BOOK]
    assert lookup[0].confidence < 1
    assert "no note of its own" in lookup.warnings[0]


def test_a_quotation_from_a_passage_that_cites_nothing_finds_the_passage(library: Library) -> None:
    lookup = library.cite("A medical cluster is being created in the park")
    assert answers(lookup) == [(None, "trade.p3", None)]
    assert lookup[0].sentence == (0, 47)


def test_what_is_like_nothing_has_no_answer(library: Library) -> None:
    lookup = library.cite("The museum in Lima shows three llamas and a jar of marmalade")
    assert (len(lookup), lookup.total) == (0, 0)


def test_a_quotation_has_a_verdict_and_its_differences(library: Library) -> None:
    lookup = library.cite(quote=' "The Asian market still seems underutilized by exporters" ')
    compared = lookup[0].comparison
    assert lookup.verdict == "altered"
    assert compared
    assert lookup[0].passage
    assert [
        (lookup.text[slice(*one.quoted)], lookup[0].passage.text[slice(*one.printed)])
        for one in compared.differences
    ] == [("seems", "remains")]


def test_a_sentence_that_stands_nowhere_is_not_found_as_a_quotation(library: Library) -> None:
    assert library.cite("The museum in Lima shows three llamas and a jar of marmalade").verdict == "not found"


@pytest.mark.parametrize("text", ["belta.by", "note 1", "Zalessky", "200"])
def test_what_is_no_quotation_has_no_verdict(library: Library, text: str) -> None:
    lookup = library.cite(text)
    assert lookup.verdict is None
    assert all(found.comparison is None for found in lookup)


def test_all_that_is_given_must_agree(library: Library) -> None:
    assert answers(library.cite(author="Zalessky", title="Asia")) == [IN_BOOK]
    assert answers(library.cite(author="Zalessky", note="2")) == []
    assert answers(library.cite("Zalessky", note="1")) == [IN_BOOK]


def test_a_document_narrows_every_kind_of_lookup(pair: Library) -> None:
    assert answers(pair.cite("Zalessky", document="trade")) == [IN_BOOK]
    assert answers(pair.cite(author="Zalessky", document="trade")) == [IN_BOOK]
    assert answers(pair.cite(quote="The Asian market still remains", document="trade")) == [IN_BOOK]


def test_an_unknown_document_is_not_found_by_name(library: Library) -> None:
    with pytest.raises(NotFound, match='no document "poem"'):
        library.cite("1", document="poem")


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({}, "q"),
        ({"text": "  "}, "q"),
        ({"author": ""}, "author"),
        ({"text": "word " * 1_000}, "q"),
        ({"quote": "word " * 1_000}, "quote"),
        ({"text": "Zalessky", "limit": 0}, "limit"),
        ({"text": "Zalessky", "limit": 10**9}, "limit"),
    ],
)
def test_what_cannot_be_looked_up_is_refused_by_name(
    library: Library, asked: dict[str, Any], parameter: str
) -> None:
    with pytest.raises(BadInput) as caught:
        library.cite(**asked)
    assert caught.value.parameter == parameter


def test_a_limit_cuts_the_answers_and_not_their_number(pair: Library) -> None:
    lookup = pair.cite("Zalessky", limit=1)
    assert (len(lookup), lookup.total) == (1, 2)


@pytest.mark.parametrize(
    "odd",
    ["\ud800x", "%", "_", "'; DROP TABLE sources; --", "http://[", "10.1/%zz", "n. ?", "((((", "x" * 4_000],
)
def test_odd_strings_are_answered(library: Library, odd: str) -> None:
    assert library.cite(odd).total == 0
    assert library.cite(url=odd, author=odd, title=odd, doi=odd).total == 0


def test_nothing_but_what_no_database_takes_is_nothing(library: Library) -> None:
    with pytest.raises(BadInput):
        library.cite("\0")
