"""Text fragments: the pieces that a browser looks for are whole words of the page, and lead to one place."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from search.fragments import sentence_at, text_fragment

PREFIX = ":~:text="


def parts(fragment: str) -> list[str]:
    assert fragment.startswith(PREFIX)
    return [unquote(part) for part in fragment.removeprefix(PREFIX).split(",")]


def test_a_short_sentence_is_written_out() -> None:
    text = "Long before coal, salt fed the towns."
    assert parts(text_fragment(text, (0, len(text)))) == ["Long before coal, salt fed the towns"]


def test_of_a_long_sentence_stand_its_first_and_its_last_words() -> None:
    text = "A cart drawn by two horses carried twelve balks of salt from the mine to Warsaw in nine days."
    assert parts(text_fragment(text, (0, len(text)))) == [
        "A cart drawn by two horses carried twelve",
        "in nine days",
    ]


def test_no_piece_crosses_or_touches_the_mark_of_a_note() -> None:
    text = "The brine was boiled in iron pans as early as the eleventh century, and long after"
    mark = text.index(" as early")
    assert parts(text_fragment(text, (0, len(text)), [mark, len(text)])) == [
        "The brine was boiled in iron",
        "century, and long",
    ]


def test_what_stands_before_leads_to_the_words() -> None:
    text = "He paid the toll at the bridge. She said so. Nobody asked. He paid the toll at the bridge."
    assert parts(text_fragment(text, (59, len(text)))) == [
        "so. Nobody asked.-",
        "He paid the toll at the bridge",
    ]


def test_few_words_are_led_by_those_before_and_after() -> None:
    text = "The springs failed. They dug. Then the boilers followed."
    assert parts(text_fragment(text, (20, 29))) == ["The springs failed.-", "They dug", "-. Then the boilers"]


def test_what_the_page_shows_before_makes_the_words_more() -> None:
    text = "It was so. The carters of the old town paid the toll at the bridge. It rained on the salt."
    span = (11, 67)
    said = text_fragment(text, span)
    assert text_fragment(text, span, (), ["The carters of the old town paid the toll at the bridge."]) == said
    twin = "So it was so. The carters of the old town paid the toll at the bridge. It snowed."
    assert parts(text_fragment(text, span, (), [twin])) == [
        "It was so.-",
        "The carters of the old town paid the toll at the bridge",
        "-. It rained on",
    ]


def test_where_nothing_tells_the_place_there_is_no_fragment() -> None:
    text = "The carters paid the toll."
    assert text_fragment(text, (0, len(text)), (), ["We know it. The carters\xa0paid the TOLL."]) == ""


def test_of_the_same_words_with_the_same_words_before_them_the_second_is_led_by_more() -> None:
    text = "In May the ship came from the east with salt. In June the ship came from the east with salt."
    at = text.index("salt", 50)
    assert parts(text_fragment(text, (at, at + 4))) == ["June the ship came from the east with-", "salt"]


def test_signs_that_mean_something_in_a_fragment_are_escaped() -> None:
    text = "Salt & coal, well-known, cost 5% more than in 1920"
    fragment = text_fragment(text, (0, len(text)))
    assert not set(fragment.removeprefix(PREFIX)) & set("&,- ")
    assert parts(fragment) == [text]


def test_where_only_marks_and_signs_stand_there_is_no_fragment() -> None:
    assert text_fragment("… ! …", (0, 5)) == ""
    assert text_fragment("word", (0, 4), [0, 4]) == ""


def test_the_sentence_at_an_offset_is_the_one_that_holds_it() -> None:
    text = "It grew. It fell."
    assert [sentence_at(text, at) for at in (0, 7, 8, 9, 99)] == [(0, 8), (0, 8), (9, 17), (9, 17), (9, 17)]


@given(st.text(max_size=200), st.sets(st.integers(0, 200)), st.integers(0, 200), st.integers(0, 200))
def test_every_piece_is_in_the_text(text: str, marks: set[int], one: int, other: int) -> None:
    span = (min(one, other, len(text)), min(max(one, other), len(text)))
    fragment = text_fragment(text, span, marks)
    for piece in parts(fragment) if fragment else ():
        assert piece.removesuffix("-") in text or piece.removeprefix("-") in text
