"""How like names, titles and URLs are."""

from __future__ import annotations

import pytest

from search.likeness import name_likeness, title_likeness, url_likeness


@pytest.mark.parametrize(
    ("asked", "author", "expected"),
    [
        ("zalessky", "zalessky b", 1.0),
        ("zalessky b", "zalessky b l", 1.0),
        ("boris zalessky", "zalessky b", 0.9),
        ("b zalessky", "zalessky boris", 0.9),
        ("boris zalessky", "zalessky", 0.7),
        ("anna zalessky", "zalessky b", 0.0),
        ("b", "zalessky b", 0.0),
        ("zales", "zalessky b", 0.0),
    ],
)
def test_a_name_is_like_another_as_far_as_its_parts_agree(asked: str, author: str, expected: float) -> None:
    assert name_likeness(asked.split(), author.split()) == expected


def test_a_whole_title_is_certain_and_a_part_of_it_likely() -> None:
    title = "belarus asia vector of partnership"
    assert title_likeness(title, title) == 1.0
    assert 0.8 < title_likeness("vector of partnership", title) < 1.0


def test_a_title_with_a_letter_wrong_is_still_found() -> None:
    assert title_likeness("vektor of partnership asia", "belarus asia vector of partnership") > 0.7


def test_a_short_title_is_not_found_in_every_sentence_that_has_its_word() -> None:
    assert title_likeness("the market of asia remains underutilized by exporters", "asia") == 0.0


def test_a_url_that_is_cut_off_is_likelier_the_more_of_it_there_is() -> None:
    whole = "belta.by/economics/view/mtz-podpisal-444577-2021"
    assert (
        0
        < url_likeness("belta.by/economics", whole)
        < url_likeness("belta.by/economics/view/mtz-", whole)
        < 1
    )


def test_a_url_that_goes_on_behind_a_whole_one_is_another() -> None:
    assert url_likeness("belta.by/economics/view/mtz-podpisal-444577", "belta.by/economics") == 0.0
    assert url_likeness("belta.by/economics/view/mtz-podpisal-444577", "belta.by/economics", True) > 0
