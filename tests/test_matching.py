"""Where a leaf matches in a text, and how near is near."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.matching import Words, stands_for
from search.query import Fuzzy, Leaf, Phrase, Prefix, Word

TEXT = "The Great Stone park: a great industrial park of stone, not of stones alone."


def found(leaf: Leaf, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in Words(text).spans(leaf)]


def test_word_matches_every_form_with_its_stem() -> None:
    assert found(Word("stone", "stoned")) == ["Stone", "stone", "stones"]


def test_exact_phrase_matches_its_forms_only() -> None:
    assert found(Phrase(("stones",))) == ["stones"]
    assert found(Phrase(("great", "stone"))) == ["Great Stone"]
    assert found(Phrase(("great", "stones"))) == []


def test_phrase_of_stems_matches_every_form() -> None:
    assert found(Phrase(("of", "stone"), exact=False)) == ["of stone", "of stones"]


def test_phrase_matches_its_words_only_in_order() -> None:
    assert found(Phrase(("stone", "great"))) == []


def test_slop_counts_the_words_between_the_first_and_the_last_in_all() -> None:
    assert found(Phrase(("a", "b", "c"), slop=2), "a x b y c") == ["a x b y c"]
    assert found(Phrase(("a", "b", "c"), slop=2), "a x y b c") == ["a x y b c"]
    assert found(Phrase(("a", "b", "c"), slop=2), "a x y b z c") == []
    assert found(Phrase(("a", "b", "c"), slop=50), "c b a") == []


def test_near_phrase_is_the_shortest_stretch_that_holds_it() -> None:
    assert found(Phrase(("great", "stone"), slop=9), "great great stone") == ["great stone"]


def test_phrase_that_repeats_a_word_needs_it_as_often() -> None:
    assert found(Phrase(("stone", "stone")), "a stone stone wall") == ["stone stone"]
    assert found(Phrase(("stone", "stone")), "a stone wall") == []


def test_phrases_may_share_a_word() -> None:
    assert Words("la la la").find(Phrase(("la", "la"))) == [(0, 1), (1, 2)]


def test_prefix_matches_folded_beginnings_in_order() -> None:
    assert found(Prefix("sto"), "Stones, a stone, Stör, stoïc") == ["Stones", "stone", "Stör", "stoïc"]


def test_fuzzy_word_counts_insertions_deletions_and_replacements() -> None:
    text = "Borisevich, Borysevich, Barysevich, Borisewitsch"
    assert found(Fuzzy("borysevich", 1), text) == ["Borisevich", "Borysevich", "Barysevich"]
    assert found(Fuzzy("borysevich", 0), text) == ["Borysevich"]


@pytest.mark.parametrize(
    ("leaf", "word", "expected"),
    [
        (Prefix("belarus"), "belarusian", True),
        (Prefix("belarusian"), "belarus", False),
        (Fuzzy("minsk", 1), "misk", True),
        (Fuzzy("minsk", 1), "pinks", False),
        (Fuzzy("minsk", 2), "pinks", False),
        (Fuzzy("minsk", 2), "pink", True),
    ],
)
def test_prefix_and_fuzzy_word_say_what_they_stand_for(
    leaf: Prefix | Fuzzy, word: str, expected: bool
) -> None:
    assert stands_for(leaf, word) is expected


def test_text_without_words_matches_nothing() -> None:
    assert found(Phrase(("a",)), " — ") == []


few = st.lists(st.sampled_from("abc"), max_size=9)


@settings(max_examples=300)
@given(few, few.filter(bool).filter(lambda words: len(words) < 4), st.integers(0, 4))
def test_phrase_is_found_exactly_where_trying_every_place_finds_it(
    text: list[str], phrase: list[str], slop: int
) -> None:
    places = {
        (chosen[0], chosen[-1])
        for chosen in combinations(range(len(text)), len(phrase))
        if [text[place] for place in chosen] == phrase and chosen[-1] - chosen[0] < len(phrase) + slop
    }
    shortest = {
        (first, last)
        for first, last in places
        if not any(other != (first, last) and first <= other[0] and other[1] <= last for other in places)
    }
    assert set(Words(" ".join(text)).find(Phrase(tuple(phrase), slop))) == shortest
