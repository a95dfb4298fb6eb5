"""Quotations found in spite of small differences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.quotations import find_quotation, marks_of

TEXT = (
    "In particular, “the new park has 12 residents operating in the medical area”. It was assumed that the "
    "first stage would start in 2021. The drugs would be exported to Ukraine, Russia and Azerbaijan."
)


@pytest.mark.parametrize(
    "quote",
    [
        '"the new park has 12 residents operating in the medical area"',
        "the new park has twelve residents operating in the medical area",
        "the new park  has 12\nresidents operating in the medical area",
        "The New Park has 12 residents operating in medical areas",
    ],
)
def test_a_quotation_is_found_in_spite_of_small_differences(quote: str) -> None:
    found = find_quotation(quote, TEXT)
    assert found is not None
    likeness, (start, end) = found
    assert likeness > 0.85
    assert "park has 12 residents operating" in TEXT[start:end]


def test_an_exact_quotation_is_certain() -> None:
    assert find_quotation("It was assumed that the first stage would start in 2021.", TEXT) == (
        1.0,
        (78, 134),
    )


def test_another_text_is_no_quotation() -> None:
    assert find_quotation("The museum in Lima shows three llamas and a jar of marmalade.", TEXT) is None


def test_a_few_words_must_agree_nearly_letter_by_letter() -> None:
    assert find_quotation("first cage would smart", TEXT) is None


def test_a_quotation_longer_than_the_passage_finds_the_passage_in_it() -> None:
    found = find_quotation(f"Something before. {TEXT} And something after it.", TEXT)
    assert found is not None
    assert found[0] > 0.95


def test_the_mark_that_closes_the_quotation_comes_before_the_others_of_the_sentence() -> None:
    text = "He said one thing, and then another thing, and a third. She did not."
    assert list(marks_of(text, [17, 41, 54], (19, 41))) == [41, 17, 54]


def test_marks_of_other_sentences_are_left_out() -> None:
    text = "Exports grew. Imports fell. Nothing else moved."
    assert marks_of(text, [13, 27, 47], (14, 27)) == {27: 1.0}


def test_a_sentence_without_a_mark_leads_to_the_next_mark_with_less_confidence() -> None:
    text = "Exports grew. Imports fell. Nothing else moved."
    assert marks_of(text, [47], (0, 13)) == {47: 0.8}


def test_a_mark_that_closes_a_quotation_stands_for_all_its_sentences() -> None:
    text = 'He said: "Exports grew. Imports fell." Nothing else moved.'
    assert marks_of(text, [38, 58], (10, 23)) == {38: 1.0}


def test_nothing_behind_a_quotation_is_no_mark() -> None:
    assert marks_of("Exports grew. Imports fell.", [13], (14, 27)) == {}


@given(st.text(max_size=120), st.text(max_size=200))
def test_a_quotation_found_is_a_span_of_the_text(quote: str, text: str) -> None:
    found = find_quotation(quote, text)
    if found is not None:
        likeness, (start, end) = found
        assert 0 < likeness <= 1
        assert 0 <= start <= end <= len(text)
