"""Cursors: what is handed out comes back, and nothing else does."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cursors import Cursor, check, read, write
from search.errors import BadInput

QUESTION = {"q": "great stone", "filters": {"year": ["2018"]}, "sort": "relevance"}


@given(
    state=st.text(max_size=20),
    seen=st.integers(0, 10**9),
    after=st.text(st.characters(codec="utf-8"), max_size=80),
)
def test_a_cursor_comes_back_as_it_was_given(state: str, seen: int, after: str) -> None:
    cursor = Cursor(state.encode("utf-8", "replace").decode(), seen, after)
    assert read(write(cursor, QUESTION), QUESTION) == cursor


@given(place=st.integers(0, 200), letter=st.sampled_from("AZaz09-_"))
def test_a_cursor_with_another_letter_is_refused(place: int, letter: str) -> None:
    text = write(Cursor("17", 100, "report.p4"), QUESTION)
    place %= len(text)
    changed = text[:place] + letter + text[place + 1 :]
    if base64.urlsafe_b64decode(changed + "==") != base64.urlsafe_b64decode(text + "=="):
        with pytest.raises(BadInput) as refused:
            read(changed, QUESTION)
        assert refused.value.parameter == "cursor"


@pytest.mark.parametrize("text", ["", "x", "!!!", "é", "A" * 2048, "gASVBwAAAAAAAABdlC4="])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="cursor: is none"):
        read(text, QUESTION)


@pytest.mark.parametrize("said", [[], 5, ["1", "2", "3"], "[" * 1_000, None])
def test_a_cursor_that_somebody_made_is_refused(said: object) -> None:
    raw = said.encode() if isinstance(said, str) else json.dumps(said).encode()
    total = hashlib.sha256(b"ibidem cursor 1\n" + raw).digest()[:9]
    with pytest.raises(BadInput):
        read(base64.urlsafe_b64encode(total + raw).decode(), QUESTION)


def test_a_cursor_of_another_question_says_so() -> None:
    text = write(Cursor("17", 100, "report.p4"), QUESTION)
    with pytest.raises(BadInput, match="another question"):
        read(text, {**QUESTION, "sort": "position"})


def test_a_cursor_of_another_state_says_so() -> None:
    with pytest.raises(BadInput, match="has changed"):
        check(Cursor("17", 100), "18")
