"""Days as they are printed, and the one day that each can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.citations.days import iso_day


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("3 May 2019", "2019-05-03"),
        ("May 3rd, 2019", "2019-05-03"),
        ("2019 May 3", "2019-05-03"),
        ("Sept. 9, 2013", "2013-09-09"),
        ("1er mai 2019", "2019-05-01"),
        ("8 août 2014", "2014-08-08"),
        ("5. März 2015", "2015-03-05"),
        ("4 maggio 2012", "2012-05-04"),
        ("3 de mayo de 2019", "2019-05-03"),
        ("15 июня 2012", "2012-06-15"),
        ("12 листопада 2015", "2015-11-12"),
        ("7 lipca 2011", "2011-07-07"),
        ("03.05.2019", "2019-05-03"),
        ("2019-05-03", "2019-05-03"),
        ("(13/05/2019)", "2019-05-13"),
    ],
)
def test_a_day_in_any_language_is_one_date(printed: str, day: str) -> None:
    assert iso_day(printed) == day


@pytest.mark.parametrize("printed", ["03/05/2019", "31.2.2010", "May 2019", "2019", "someday", ""])
def test_what_could_be_two_days_or_none_is_left_as_printed(printed: str) -> None:
    assert iso_day(printed) is None


@given(st.text(alphabet="0123456789 ./-May,thрмая", max_size=24))
def test_any_text_is_a_day_or_none(text: str) -> None:
    day = iso_day(text)
    assert day is None or len(day) == 10
