"""Patterns behind their marks."""

from __future__ import annotations

import re

import pytest

from search.citations.marked import Marked

SEEN = Marked(r"\b(?:seen|viewed)\s(?P<day>\w+)", r"seen|viewed", re.IGNORECASE)


def test_what_a_marked_pattern_finds_is_what_the_pattern_alone_finds() -> None:
    text = "Seen Monday; VIEWED Tuesday."
    assert [match["day"] for match in SEEN.finditer(text)] == ["Monday", "Tuesday"]
    assert SEEN.sub("", text) == "; ."
    assert SEEN.search(text, 5) is not None
    assert SEEN.match(text[6:]) is None


@pytest.mark.parametrize("text", ["", "unseen", "She saw it on Monday."])
def test_a_text_without_a_mark_or_a_match_is_left_as_it_is(text: str) -> None:
    assert SEEN.match(text) is None
    assert SEEN.search(text) is None
    assert SEEN.sub("", text) == text
    assert not list(SEEN.finditer(text))


@pytest.mark.parametrize("text", ["ſeen Monday", "VİEWED Monday", "vıewed Monday"])
def test_letters_that_a_pattern_takes_for_another_case_are_marks_too(text: str) -> None:
    assert re.search(SEEN.pattern, text, re.IGNORECASE)
    assert SEEN.search(text)


def test_capitals_count_where_they_count_in_the_pattern() -> None:
    assert Marked(r"ISBN\s(\d+)", r"ISBN").search("isbn 978") is None
