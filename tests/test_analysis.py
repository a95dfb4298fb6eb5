"""What a word is, for every script and every way of printing it."""

from __future__ import annotations

import sys
import threading
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import fold, stem, tokens

# characters that words are made of, divided by, and confused by
ALPHABET = (
    "aeiknstACZ éßﬁøİıžЙйёής'’‘ʼ.,-/:019٣"
    "\u00ad\u200b\u200d\u202e\u0301\u0308\u3099北京タがｶﾞ한עִनि½²\ud800\x00_&"
)
texts = st.text(alphabet=ALPHABET, max_size=40) | st.text(st.characters(), max_size=40)
thorough = settings(max_examples=300)


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("People’s", ["people's"]),
        ("the exporters' union", ["the", "exporters", "union"]),
        ("‘Great Stone’", ["great", "stone"]),
        ("O’Neill and d'Orsay", ["o'neill", "and", "d'orsay"]),
        ("don´t", ["don't"]),
    ],
)
def test_apostrophe_belongs_to_a_word_only_inside_it(printed: str, expected: list[str]) -> None:
    assert words(printed) == expected


def test_possessive_has_the_stem_of_its_noun() -> None:
    assert [token.stem for token in tokens("China's China’s China")] == ["china"] * 3


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("grew by 2.5 percent", ["grew", "by", "2.5", "percent"]),
        ("cost $1.25bn.", ["cost", "1.25", "bn"]),
        ("in 2021.", ["in", "2021"]),
        ("2018-2020", ["2018", "2020"]),
        ("12.05.2021", ["12", "05", "2021"]),
        ("notes 1,2,3", ["notes", "1", "2", "3"]),
        ("at 10:30", ["at", "10", "30"]),
        ("192.168.0.1", ["192", "168", "0", "1"]),
        ("the 20th of 50%", ["the", "20th", "of", "50"]),
    ],
)
def test_number_keeps_its_decimals_and_nothing_else(printed: str, expected: list[str]) -> None:
    assert words(printed) == expected


def test_thousands_are_found_with_and_without_their_commas() -> None:
    assert words("1,000 and 12,345,678.90") == ["1000", "and", "12345678.90"]


def test_digits_of_other_scripts_are_digits() -> None:
    assert words("٢٠١٨ १२") == ["2018", "12"]


@pytest.mark.parametrize("printed", ["U.S.", "U.S", "US", "u.s."])
def test_initialism_is_one_word_with_and_without_its_points(printed: str) -> None:
    assert words(printed) == ["us"]


def test_point_between_longer_words_divides_them() -> None:
    assert words("B.Zalessky, Ph.D., belta.by, 410 U.S.Reports") == [
        *["b", "zalessky", "ph", "d", "belta", "by", "410", "us", "reports"]
    ]


def test_initialism_is_highlighted_with_its_last_point() -> None:
    text = "the U.S. and China"
    token = tokens(text)[1]
    assert text[token.start : token.end] == "U.S."


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("ırmak", "irmak"),
        ("Łódź", "lodz"),
        ("Søren", "soren"),
        ("œuvre", "oeuvre"),
        ("ﬁnance", "finance"),
        ("ΟΔΟΣ", "οδός"),
        ("Ёлка", "елка"),
        ("العَرَبِيَّة", "العربية"),
        ("עִבְרִית", "עברית"),
        ("Ⅳ", "iv"),
        ("ＡＢＣ", "abc"),
        ("𝐀𝐁", "ab"),
        ("co\u00adoperation", "cooperation"),
        ("\u202eabc\u202c", "abc"),
    ],
)
def test_two_printings_of_a_word_are_one_word(printed: str, plain: str) -> None:
    assert words(printed) == words(plain)
    assert len(words(plain)) == 1


def test_word_of_several_code_points_is_not_divided() -> None:
    assert [len(words(text)) for text in ("हिन्दी", "ไทย", "한국어", "cafe\u0301s", "É.U.", "E\u0301.U.")] == [
        1
    ] * 6


def test_invisible_characters_change_no_word() -> None:
    hidden = "1,\u200d000 U.\u2060S. \ufeffco\u00ad\u00adop’\u00aderation\u200f"
    assert words(hidden) == ["1000", "us", "coop'eration"]
    last = tokens(hidden)[-1]
    assert hidden[last.start : last.end] == "co\u00ad\u00adop’\u00aderation"


def test_kana_with_and_without_voicing_stay_two_words() -> None:
    assert words("か") != words("が")
    assert words("が") == words("か\u3099")


def test_each_chinese_and_japanese_character_is_a_word() -> None:
    assert words("北京大学 東京タワー 第3章") == [*"北京大学東京タワー第3章"]


def test_words_within_an_address_are_words() -> None:
    assert words("https://www.belta.by/a-b_c?d=1") == ["https", "www", "belta", "by", "a", "b", "c", "d", "1"]


def test_stem_is_snowballs() -> None:
    assert [stem(word) for word in ("running", "cooperation", "stones", "россия")] == [
        *["run", "cooper", "stone", "россия"]
    ]


def test_threads_stem_alike() -> None:
    expected = [token.stem for token in tokens("generalizations of relational organisations " * 200)]
    answers: list[list[str]] = []

    def work() -> None:
        answers.append([stem(word) for word in words("generalizations of relational organisations " * 200)])

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert answers == [expected] * 8


def test_word_of_a_megabyte_is_read_and_not_kept() -> None:
    [token] = tokens("é" * 1_000_000)
    assert token.word == "e" * 1_000_000


@thorough
@given(texts)
def test_offsets_are_in_order_and_point_at_the_word(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end
        assert words(text[token.start : token.end]) == [token.word]


@thorough
@given(texts)
def test_composed_and_decomposed_texts_have_the_same_words(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@thorough
@given(texts)
def test_upper_case_changes_no_word_of_plain_letters(text: str) -> None:
    plain = "".join(letter for letter in text if letter.isascii())
    assert words(plain.upper()) == words(plain.lower())


@thorough
@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@thorough
@given(texts)
def test_word_holds_no_space_and_nothing_invisible(text: str) -> None:
    for token in tokens(text):
        assert token.word.isprintable()
        assert " " not in token.word
        assert token.stem
