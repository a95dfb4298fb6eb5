"""Bytes to text, in whatever encoding."""

from __future__ import annotations

import pytest

from search.errors import ReadError
from search.readers.decode import decode

FRENCH = (
    "La grosse cloche de Vernay pesait plus qu'un bœuf; elle fut baptisée à la Saint-Étienne, après la grêle."
)
RUSSIAN = (
    "Порядочный человек морского чая в рот не возьмёт, писал один из кяхтинских купцов своему брату в Москву."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
def test_french_is_read_without_mojibake(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding), "bells.txt") == FRENCH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
def test_russian_is_read_without_mojibake(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding), "tea.txt") == RUSSIAN


def test_decomposed_letters_are_composed() -> None:
    assert decode("cafe\u0301".encode(), "x.txt") == "café"


def test_soft_hyphens_and_zero_width_spaces_go() -> None:
    assert decode("ca\u00adthe\u200bdral".encode(), "x.txt") == "cathedral"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_any_line_end_is_one(end: str) -> None:
    assert decode(f"salt{end}road".encode(), "x.txt") == "salt\nroad"


def test_form_feeds_stay() -> None:
    assert decode(b"one\x0ctwo", "x.txt") == "one\ftwo"


def test_a_stray_control_character_is_a_blank() -> None:
    assert decode(b"the salt\x07road of old", "x.txt") == "the salt road of old"


def test_a_text_that_breaks_its_own_word_about_its_encoding_is_refused() -> None:
    with pytest.raises(ReadError, match="says it is utf-8-sig but is not"):
        decode(b"\xef\xbb\xbf\xff\xfe\xfd", "x.txt")


@pytest.mark.parametrize("hidden", ["\x02", "\x02\r\n", "\ufffe"])
def test_a_hyphen_that_pdfium_hides_at_a_lines_end_stands_there_again(hidden: str) -> None:
    printed = f"https://www.un.org/en/universal-declaration-human{hidden}rights/."
    assert decode(printed.encode(), "x.txt") == "https://www.un.org/en/universal-declaration-human-\nrights/."


def test_a_text_full_of_hidden_hyphens_is_no_binary() -> None:
    assert decode(("Handels\x02weg, " * 200).encode(), "x.txt").count("-\n") == 200
