"""A quotation beside its passage: which words differ, and what that makes of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.comparison import compare
from search.results import Comparison

PASSAGE = (
    "Suffice it to say that exports grew. “It is obvious that the Asian market still remains underutilized "
    "by exporters from Belarus in terms of promotion.” The experience of recent years is plain."
)


def differing(quote: str, passage: str = PASSAGE) -> list[tuple[str, str]]:
    """The words of the quotation and those of the passage, of each difference."""
    compared = compare(quote, passage, {"2"})
    assert compared
    assert compared.verdict == ("altered" if compared.differences else "verbatim")
    return [(quote[slice(*one.quoted)], passage[slice(*one.printed)]) for one in compared.differences]


def printed(compared: Comparison | None, passage: str = PASSAGE) -> str:
    assert compared
    assert compared.printed
    return passage[slice(*compared.printed)]


def test_the_same_words_are_verbatim_whatever_their_case_and_quotation_marks() -> None:
    quote = '"it is OBVIOUS that the Asian market still remains"'
    assert differing(quote) == []
    assert printed(compare(quote, PASSAGE)) == "It is obvious that the Asian market still remains"


@pytest.mark.parametrize(
    "quote",
    [
        "It is obvious that the Asian market … remains underutilized",
        "It is obvious that the Asian market ... in terms of promotion",
        "It is obvious […] underutilized by exporters from Belarus",
        "It is obvious [. . .] underutilized by exporters from Belarus",
        "…the Asian market still remains underutilized…",
        "exports grew. … The experience of recent years is plain.",
    ],
)
def test_what_an_ellipsis_leaves_out_is_no_difference(quote: str) -> None:
    assert differing(quote) == []


def test_what_an_ellipsis_leaves_out_counts_only_where_it_stands() -> None:
    assert differing("It is obvious the Asian market … remains underutilized") == [("", "that")]


@pytest.mark.parametrize(
    "quote",
    [
        "[i]t is obvious that the [A]sian market still remains",
        "It is obvious that the Asian market [sic] still remains",
        "It is obvious that [this] market still remains underutilized",
        "It is obvious that the Asian [and no other] market still remains underutilized",
        "It is obvious that the Asian market still remains underutilized by [them] in terms of promotion",
    ],
)
def test_an_editor_s_brackets_are_no_difference(quote: str) -> None:
    assert differing(quote) == []


def test_a_bracket_does_not_hide_a_sentence_left_out() -> None:
    assert len(differing("exports grew [fast] in terms of promotion. The experience of recent years")) == 1


def test_sic_in_the_passage_may_be_left_out() -> None:
    assert differing("he have gone to the market", "They say he have [sic] gone to the market.") == []


@pytest.mark.parametrize(
    "quote",
    [
        "the Asian market still remains under-\nutilized by exporters",
        "the Asian market still remains under- utilized by exporters",
        "the Asian market still remains under\u00adutilized by exporters",
        "the Asian mar\u2010\nket still remains underutilized by exporters",
        "the Asian market still remains  underutilized\r\nby exporters",
    ],
)
def test_a_word_parted_at_a_line_s_end_is_no_difference(quote: str) -> None:
    assert differing(quote) == []


@pytest.mark.parametrize("mark", ["2", " 2", "[2]", " (2)", "²"])
def test_a_note_s_mark_that_was_copied_along_is_no_difference(mark: str) -> None:
    assert (
        differing(f"by exporters from Belarus in terms of promotion”{mark}. The experience of recent") == []
    )


def test_a_note_s_mark_glued_to_its_word_is_no_difference() -> None:
    assert differing("by exporters from Belarus in terms of promotion2. The experience") == []


def test_a_number_that_is_no_mark_is_a_difference() -> None:
    assert differing("by exporters from Belarus in terms of 7 promotion. The experience") == [("7", "")]


def test_a_word_put_for_another_is_marked_in_both_texts() -> None:
    assert differing("the Asian market still is underutilized by exporters from Belarus") == [
        ("is", "remains")
    ]


def test_a_first_and_a_last_word_put_for_another_stand_for_it() -> None:
    assert differing("Oriental market still remains underutilized by exporters from Oman") == [
        ("Oriental", "Asian"),
        ("Oman", "Belarus"),
    ]


def test_a_word_put_before_a_sentence_stands_for_none_of_the_one_before() -> None:
    assert differing("Surely it is obvious that the Asian market still remains") == [("Surely", "")]


def test_words_left_out_are_marked_where_they_were() -> None:
    assert differing("the Asian market remains underutilized by exporters in terms of promotion") == [
        ("", "still"),
        ("", "from Belarus"),
    ]


def test_words_put_in_are_marked_in_the_quotation() -> None:
    assert differing("the Asian market still quite surely remains underutilized") == [("quite surely", "")]


def test_a_word_that_stands_often_is_taken_from_where_the_quotation_is() -> None:
    passage = "the rest of the region where the Asian market still remains closed to the rest of the world"
    assert printed(compare("the Asian market still remains closed", passage), passage) == (
        "the Asian market still remains closed"
    )


def test_another_sentence_is_not_found() -> None:
    compared = compare("the price of salt fell in the year of the great flood", PASSAGE)
    assert compared == Comparison("not found")


@pytest.mark.parametrize("text", ["", "Asian market", "the Asian market still", "… [a b c d e] … the market"])
def test_a_few_words_are_no_quotation(text: str) -> None:
    assert compare(text, PASSAGE) is None


def test_an_empty_passage_holds_no_quotation() -> None:
    assert compare("the Asian market still remains", "") == Comparison("not found")


WORDS = st.lists(
    st.sampled_from(["the", "market", "remains", "…", "[sic]", "[T]he", "2", "under-\nutilized", "é"])
).map(" ".join)


@given(WORDS, WORDS)
def test_every_span_lies_in_its_text_and_in_order(quote: str, passage: str) -> None:
    compared = compare(quote, passage, {"2"})
    if compared and compared.printed:
        for side, text in (("quoted", quote), ("printed", passage)):
            ends = [at for one in compared.differences for at in getattr(one, side)]
            assert ends == sorted(ends)
            assert all(0 <= at <= len(text) for at in ends)


@given(WORDS.filter(lambda text: "…" not in text))
def test_a_text_without_an_ellipsis_is_its_own_quotation(text: str) -> None:
    compared = compare(text, text)
    assert compared is None or compared.verdict == "verbatim"


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("a " * 2_000, "a " * 25_000),
        ("a b " * 1_000, "b a a " * 8_000),
        ("a … " * 1_000, "a b " * 10_000),
        ("[a] " * 1_000 + "a b c d e", "a b c d e " * 8_000),
    ],
)
def test_hostile_texts_are_compared_in_time(quote: str, passage: str) -> None:
    began = time.process_time()
    compare(quote[:4_000], passage)
    assert time.process_time() - began < 4  # by itself 0.8 s; of a processor that others use, more
