"""A quotation beside its passage: which words differ, and what that makes of it."""

from __future__ import annotations

import pytest

from web.quotation import Comparison, compare

PASSAGE = (
    "Suffice it to say that exports grew. “It is obvious that the Asian market still remains underutilized "
    "by exporters from Belarus in terms of promotion.” The experience of recent years is plain."
)


def differing(compared: Comparison | None) -> tuple[list[str], list[str]]:
    assert compared
    quoted = [piece.text for piece in compared.quoted if piece.hit]
    return quoted, [piece.text for piece in compared.printed if piece.hit]


def test_the_same_words_are_verbatim_whatever_their_case_and_quotation_marks() -> None:
    compared = compare('"it is OBVIOUS that the Asian market still remains"', PASSAGE)
    assert compared
    assert compared.verdict == "verbatim"
    assert "".join(piece.text for piece in compared.printed) == (
        "It is obvious that the Asian market still remains"
    )


def test_a_word_put_for_another_is_marked_in_both_texts() -> None:
    compared = compare("the Asian market still is underutilized by exporters from Belarus", PASSAGE)
    assert compared
    assert compared.verdict == "altered"
    assert differing(compared) == (["is"], ["remains"])


def test_words_left_out_are_marked_where_they_were() -> None:
    compared = compare("the Asian market remains underutilized by exporters in terms of promotion", PASSAGE)
    assert differing(compared) == ([], ["still", "from Belarus"])


def test_words_put_in_are_marked_in_the_quotation() -> None:
    compared = compare("the Asian market still quite surely remains underutilized", PASSAGE)
    assert differing(compared) == (["quite surely"], [])


def test_another_sentence_is_not_found() -> None:
    compared = compare("the price of salt fell in the year of the great flood", PASSAGE)
    assert compared
    assert compared.verdict == "not found"
    assert not compared.printed


@pytest.mark.parametrize("text", ["", "Asian market", "the Asian market still"])
def test_a_few_words_are_no_quotation(text: str) -> None:
    assert compare(text, PASSAGE) is None


def test_an_empty_passage_holds_no_quotation() -> None:
    compared = compare("the Asian market still remains", "")
    assert compared
    assert compared.verdict == "not found"
