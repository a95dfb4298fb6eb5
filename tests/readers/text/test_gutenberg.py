"""The wrapping of Project Gutenberg's texts."""

from __future__ import annotations

from search.readers.text.gutenberg import unwrap

START = "*** START OF THE PROJECT GUTENBERG EBOOK EMMA ***"


def test_header_and_licence_are_blanked_out_line_for_line() -> None:
    text = unwrap(
        f"Title: Emma\n{START}\nEmma Woodhouse\n*** END OF THE PROJECT GUTENBERG EBOOK EMMA ***\nThe licence"
    )
    assert text.text == "\n\nEmma Woodhouse\n\n"


def test_a_title_may_go_on_over_indented_lines() -> None:
    assert unwrap(f"Title: Emma\n       A Novel\nAuthor: Jane Austen\n{START}\nEmma").title == "Emma A Novel"


def test_there_may_be_several_authors() -> None:
    assert unwrap(f"Author: A. Reed\nAuthor: B. Brown\n{START}\nx").authors == ("A. Reed", "B. Brown")


def test_the_makers_of_the_e_text_are_no_part_of_it() -> None:
    assert unwrap(f"{START}\n\nProduced by Volunteers\nand others\n\nEmma").text.strip() == "Emma"


def test_a_text_that_only_has_a_title_line_is_left_alone() -> None:
    letter = "Title: Mr\nDear Sir, I write."
    assert unwrap(letter).text == letter
    assert unwrap(letter).title == ""
