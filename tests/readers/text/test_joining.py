"""Printed lines to one running text."""

from __future__ import annotations

from search.readers.text.joining import Joined, join, vocabulary
from search.readers.text.pages import Line


def lines(*texts: str) -> list[Line]:
    return [Line(text, number) for number, text in enumerate(texts, start=1)]


def joined(*texts: str, elsewhere: tuple[str, ...] = ()) -> Joined:
    return join(lines(*texts), vocabulary(lines(*texts, *elsewhere)))


def test_lines_are_joined_with_a_space() -> None:
    assert joined("the salt", "of the earth").text == "the salt of the earth"


def test_a_hyphen_of_a_compound_stays() -> None:
    assert joined("a copper-", "plate map").text == "a copper-plate map"


def test_a_hyphen_goes_where_the_word_stands_whole_elsewhere() -> None:
    assert joined("a long jour-", "ney", elsewhere=("the journey home",)).text == "a long journey"


def test_a_hyphen_stays_where_the_compound_stands_elsewhere() -> None:
    text = joined("they re-", "covered it", elsewhere=("recovered", "a re-covered chair")).text
    assert text == "they re-covered it"


def test_where_the_printer_divides_words_an_unknown_one_is_made_whole() -> None:
    known = ("cathedral", "century", "complaint")
    divided = ("the cathe-", "dral in this cen-", "tury had no com-", "plaint of its sacris-", "tan")
    assert joined(*divided, elsewhere=known).text.endswith("of its sacristan")


def test_a_hyphen_before_a_capital_or_a_number_stays() -> None:
    assert (
        joined("the Polish-", "Lithuanian union of 2018-", "2020").text
        == "the Polish-Lithuanian union of 2018-2020"
    )


def test_a_hyphen_in_a_url_stays() -> None:
    assert joined("see www.salt-", "museum.org", elsewhere=("saltmuseum",)).text == "see www.salt-museum.org"


def test_a_dash_with_a_space_before_it_keeps_its_spaces() -> None:
    assert joined("it rained -", "and rained").text == "it rained - and rained"


def test_breaks_are_where_the_lines_ended() -> None:
    assert joined("one", "two-", "three").breaks == (3, 8)


def test_blanks_that_fill_out_a_line_are_one() -> None:
    assert joined("the   salt  road").text == "the salt road"


def test_an_offset_knows_its_page_and_line() -> None:
    found = join([Line("one", 1, page=4), Line("two", 2, page=5)])
    assert (found.page(2), found.page(4)) == (4, 5)
    assert (found.line(2), found.line(4)) == (0, 1)
