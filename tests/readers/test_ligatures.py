"""Ligatures with their bytes the wrong way round."""

from __future__ import annotations

from search.readers import read_file
from search.readers.ligatures import restored
from tests.readers.text.test_columns import FOLDER


def test_letters_in_the_middle_and_at_the_beginning_of_a_word_are_restored() -> None:
    assert (
        restored("昀椀ve o昀케cers, de昀椀ned o昀昀 the 昀氀at, o昀툀ine")
        == "five officers, defined off the flat, offline"
    )


def test_a_chinese_name_stays_as_it_is() -> None:
    assert restored("纪昀昀氀, 昀昀") == "纪昀昀氀, 昀昀"


def test_words_of_a_text_as_ghostscript_leaves_it_are_found() -> None:
    document = read_file(FOLDER / "ghostscript-raised.txt")
    assert any(p.text.startswith("The definitive bar") for p in document.paragraphs())
