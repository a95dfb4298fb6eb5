"""Query strings to checked values."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadInput
from search.settings import Limits
from web import params

SEARCH = params.search(Limits())


def refused(query_string: bytes) -> BadInput:
    with pytest.raises(BadInput) as caught:
        params.read(SEARCH, query_string)
    return caught.value


def test_what_is_left_out_has_its_default() -> None:
    asked = params.read(SEARCH, b"")
    assert (asked["q"], asked["page"], asked["per_page"], asked["sort"]) == ("", 1, 20, "relevance")
    assert asked["domain"] == []


def test_query_may_be_empty_as_when_it_is_left_out() -> None:
    assert params.read(SEARCH, b"q=")["q"] == params.read(SEARCH, b"")["q"] == ""


def test_filter_may_be_repeated() -> None:
    assert params.read(SEARCH, b"year=2018&year=2021")["year"] == [2018, 2021]


def test_plus_is_a_space_and_an_escaped_plus_is_a_plus() -> None:
    assert params.read(SEARCH, b"q=a+b%2Bc")["q"] == "a b+c"


@pytest.mark.parametrize(
    ("query_string", "parameter"),
    [
        (b"page=-1", "page"),
        (b"page=0", "page"),
        (b"page=1e3", "page"),
        (b"page=%D9%A1", "page"),  # a digit, but not one of ours
        (b"page=+1", "page"),
        (b"page=1" + b"0" * 30, "page"),
        (b"per_page=101", "per_page"),
        (b"per_page=0", "per_page"),
        (b"year=next", "year"),
        (b"status=fine", "status"),
        (b"sort=size", "sort"),
        (b"q=a&q=b", "q"),
        (b"q=%ff", "q"),
        (b"q=%ed%a0%80", "q"),
        (b"q=a%00b", "q"),
        (b"q=" + b"a" * 5_000, "q"),
        (b"colour=red", "colour"),
        (b"colour", "colour"),
        (b"domain=", "domain"),
        (b"page=", "page"),
        (b"status=", "status"),
        (b"&".join([b"domain=a"] * 21), "domain"),
        (b"&".join([b"domain=a"] * 201), "parameters"),
    ],
)
def test_parameter_that_cannot_be_is_named(query_string: bytes, parameter: str) -> None:
    error = refused(query_string)
    assert error.parameter == parameter
    assert parameter in str(error)


def test_unknown_parameter_is_told_which_there_are() -> None:
    error = refused(b"colour=red")
    assert error.code == "unknown-parameter"
    assert "per_page" in str(error)


def test_error_repeats_only_the_beginning_of_a_long_value() -> None:
    assert len(str(refused(b"status=" + b"a" * 3_000))) < 150


def test_last_page_of_the_depth_is_allowed_and_the_next_refused() -> None:
    params.check_depth(100, 100, Limits())
    with pytest.raises(BadInput, match="10,000"):
        params.check_depth(101, 100, Limits())


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_with_a_reason_that_can_be_printed(query_string: bytes) -> None:
    with suppress(BadInput):
        params.read(SEARCH, query_string)
        return
    error = refused(query_string)
    assert error.parameter is not None
    assert str(error).isprintable()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=100))
def test_any_text_comes_through_as_it_was(text: str) -> None:
    query_string = urlencode({"q": text, "author": text}, quote_via=quote_plus).encode()
    asked = params.read(SEARCH, query_string)
    assert (asked["q"], asked["author"]) == (text, [text])
