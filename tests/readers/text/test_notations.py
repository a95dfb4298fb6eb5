"""Notes as reStructuredText, Org, MediaWiki, AsciiDoc, LaTeX and Textile write them."""

from __future__ import annotations

import pytest

from search.readers.text.notations import unified
from tests.readers.text.test_note_places import links, text

BELL = "The bell buoy off the point was cast in 1871"


@pytest.mark.parametrize(
    "written",
    [
        f"{BELL}. See [1] for the rest, and a footnote: it rings.",
        f"{BELL} [it rings]_ and `so`_ on.",
        f"{BELL}; its price was $5 \\$ and {{more}}.",
        "if (argv[1]) { x = y[2]; }",
    ],
)
def test_a_text_in_none_of_these_notations_is_left_alone(written: str) -> None:
    assert unified(written) == written


def test_a_note_that_is_never_closed_stays_in_the_text() -> None:
    assert unified(f"{BELL}.\\footnote{{It rings") == f"{BELL}.\\footnote{{It rings\n"


def test_a_note_may_hold_brackets_of_its_own_kind() -> None:
    document = text(f"{BELL}.\\footnote{{By \\textsc{{Gillett}} of {{Croydon}}.}} It rings.")
    assert links(document) == [("1", "By Gillett of {Croydon}.")]


def test_automatic_numbers_pass_over_those_that_are_taken() -> None:
    document = text(f"{BELL} [#]_ and hung in 1872 [1]_.", "", ".. [1] Reed, p. 4.", ".. [#] Brown, p. 5.")
    assert links(document) == [("2", "Brown, p. 5."), ("1", "Reed, p. 4.")]


def test_a_mark_in_a_literal_calls_nothing() -> None:
    document = text(f"{BELL} [1]_. One writes ``[1]_``.", "", ".. [1] Reed, p. 4.")
    assert links(document) == [("1", "Reed, p. 4.")]


def test_a_named_note_may_stand_in_the_list_at_the_end_of_a_wiki_page() -> None:
    document = text(
        f'{BELL}.<ref name="reed" />',
        "",
        "<references>",
        '<ref name="reed">Reed, p. 4.</ref>',
        "</references>",
    )
    assert links(document) == [("reed", "Reed, p. 4.")]


def test_a_footnote_reference_of_old_asciidoc_has_its_name_inside() -> None:
    document = text(f"{BELL}.footnoteref:[reed,Reed, p. 4.] It rings.footnoteref:[reed]")
    assert links(document) == [("reed", "Reed, p. 4."), ("reed", "Reed, p. 4.")]


def test_lines_of_signs_under_headings_are_no_rules_over_notes() -> None:
    document = text(
        "Stores", "------", "", f"{BELL} * 2.", "", "Bells", "-----", "", "* one bell", "* 2 clappers"
    )
    assert document.notes == ()
    assert [section.title for section in document.sections] == ["Stores", "Bells"]


def test_footnotes_of_court_opinions_may_be_glued_to_their_words() -> None:
    document = text(
        "He denied it.FN1 She left.FN2 *13 They met.", "", "FN1. 801 F.2d 12.", "", "FN2. Id., at 20."
    )
    assert links(document) == [("1", "801 F.2d 12."), ("2", "Id., at 20.")]


def test_keys_of_a_keyboard_are_no_footnotes_of_a_court() -> None:
    document = text("[FN1] = LAYOUT(a)", "", "[FN2] = LAYOUT(b)", "", "The layers are named by keys.")
    assert document.notes == ()
