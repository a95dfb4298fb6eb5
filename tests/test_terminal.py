"""What is printed, and that a terminal obeys none of it."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from search.document import NoteReference
from search.presentation import marked
from search.terminal import json_text, printable


@given(st.text())
def test_printable_text_keeps_its_length_and_holds_nothing_that_is_obeyed(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(character) for character in shown}


@given(st.text())
def test_json_text_reads_back_as_it_was_and_holds_no_control_characters(text: str) -> None:
    written = json_text([text])
    assert json.loads(written) == [text]
    assert {unicodedata.category(character) for character in written.replace("\n", "")}.isdisjoint(
        {"Cc", "Zl"}
    )


def test_text_that_turns_the_line_around_is_shown_as_such() -> None:
    assert printable("abc\u202ecba\u2069") == "abc\ufffdcba\ufffd"


def test_note_references_stand_in_brackets_where_their_marks_stood() -> None:
    shown = marked("Great Stone grew.", [(6, 11)], [NoteReference("7", 11), NoteReference("8", 17)])
    assert shown.plain == "Great Stone[7] grew.[8]"


def test_hit_in_a_snippet_is_styled_where_the_word_stands() -> None:
    shown = marked("one Stone", [(4, 9)], [NoteReference("7", 103)], start=100)
    assert shown.plain == "one[7] Stone"
    assert [shown.plain[span.start : span.end] for span in shown.spans if "bold" in str(span.style)] == [
        "Stone"
    ]
