"""The concordance: each hit in the middle of its context, in an order that shows how a word is used."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from search.concordance import bounded, lines, ordered
from search.document import Citation, NoteName, Passage, Status
from search.errors import BadInput
from search.library import Library
from search.query_parser import parse
from search.settings import Limits, Settings

TOLLS = Passage(
    "salt.p1", "salt", "Salt", 1, "", 1, "He paid the toll. They paid a tenth, and she paid a fine."
)


def found(query: str, passage: Passage = TOLLS, width: int = 20) -> list[tuple[str, str, str]]:
    return [(line.left, line.hit, line.right) for line in lines(parse(query), [passage], width)]


def test_every_hit_is_a_line_in_the_order_of_the_text() -> None:
    assert found("paid") == [
        ("He ", "paid", " the toll. They paid"),
        ("paid the toll. They ", "paid", " a tenth, and she"),
        ("a tenth, and she ", "paid", " a fine."),
    ]


def test_context_is_cut_between_words() -> None:
    assert found("fine", width=6) == [("a ", "fine", ".")]
    assert found("tenth", width=4) == [("a ", "tenth", ",")]


def test_a_phrase_is_one_hit() -> None:
    assert [hit for _, hit, _ in found('"paid a"')] == ["paid a", "paid a"]


def test_lines_are_sorted_by_what_follows() -> None:
    sorted_lines = ordered(lines(parse("paid"), [TOLLS], 20), "next")
    assert [line.right.split()[1].rstrip(",.") for line in sorted_lines] == ["fine", "tenth", "toll"]


def test_lines_are_sorted_by_what_precedes_the_nearest_word_first() -> None:
    sorted_lines = ordered(lines(parse("paid"), [TOLLS], 20), "previous")
    assert [line.left.split()[-1] for line in sorted_lines] == ["He", "she", "They"]


def test_signs_and_capitals_sort_nothing() -> None:
    text = "Salt, iron. salt (Amber). salt — brine."
    passage = Passage("salt.p1", "salt", "Salt", 1, "", 1, text)
    sorted_lines = ordered(lines(parse("salt"), [passage], 9), "next")
    assert [re.findall(r"\w+", line.right)[0] for line in sorted_lines] == ["Amber", "brine", "iron"]


def test_hits_in_notes_are_lines_of_their_own_where_they_are_asked_for() -> None:
    citation = Citation("7", "note-7", 7, Status.NO_URL, "He says that they paid twice.")
    passage = Passage("salt.p1", "salt", "Salt", 1, "", 1, "They paid.", citations=(citation, citation))
    assert [line.note for line in lines(parse("paid"), [passage], 20)] == [None]
    assert [line.note for line in lines(parse("paid in:all"), [passage], 20)] == [
        None,
        NoteName("note-7", "7"),
    ]


def test_of_a_common_word_the_first_lines_are_taken_and_it_is_known_that_there_are_more() -> None:
    taken, whole = bounded(lines(parse("paid"), [TOLLS], 20), 2)
    assert (len(taken), whole) == (2, False)
    assert bounded(lines(parse("paid"), [TOLLS], 20), 3)[1]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("library")
    (folder / "salt.txt").write_text(
        "Salt\n\n" + "\n\n".join(f"Cart {n} paid a toll." for n in range(9)) + "\n"
    )
    settings = Settings(f"sqlite:///{folder}/catalogue.db", "memory:", Limits(concordance=5))
    with Library.open(settings) as opened:
        opened.index([folder / "salt.txt"])
        yield opened


def test_a_page_says_how_many_lines_and_passages_there_are(library: Library) -> None:
    page = library.concordance("paid", page=2, per_page=2)
    assert (len(page), page.total, page.pages, page.is_whole) == (2, 5, 3, False)
    assert page.passages == library.search("paid").total > 5


def test_filters_and_sorts_are_those_that_there_are(library: Library) -> None:
    assert library.concordance("paid", filters={"document": ["nosuch"]}).total == 0
    with pytest.raises(BadInput, match="the sorts are next, previous, position"):
        library.concordance("paid", sort="relevance")  # type: ignore[arg-type]


def test_of_a_query_without_words_there_are_no_lines(library: Library) -> None:
    page = library.concordance("document:salt")
    assert (page.total, page.passages > 0) == (0, True)
