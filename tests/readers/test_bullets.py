"""Bullets that a page prints, and what begins like one."""

from __future__ import annotations

from search.document import Document
from search.notes import link_notes
from search.readers.text import read


def document(text: str) -> Document:
    return link_notes(read(text.encode(), "metre.txt"))


def paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in document(text).paragraphs()]


def test_bullet_of_a_single_item_is_no_text() -> None:
    assert paragraphs("Two things failed.\n\n• The towers had lost their tops.\n") == [
        "Two things failed.",
        "The towers had lost their tops.",
    ]


def test_dash_before_a_single_paragraph_is_kept() -> None:
    said = "– Where is the tower? asked Méchain."
    assert paragraphs(f"{said}\n\nNobody knew.\n") == [said, "Nobody knew."]


def test_minus_before_numbers_is_no_bullet() -> None:
    sums = ["- 12 for the first year.", "- 14 for the second year."]
    assert paragraphs("\n\n".join(sums)) == sums


def test_marks_of_an_item_stand_where_they_stood() -> None:
    items = "- the war;[1]\n\n- the towers.[2]"
    text = f"Two things failed.\n\n{items}\n\nNotes\n\n[1] Alder, p. 5.\n[2] Kula, p. 7.\n"
    read_items = list(document(text).paragraphs())[1:]
    assert [(one.text, one.references[0].offset) for one in read_items] == [
        ("the war;", 8),
        ("the towers.", 11),
    ]


def test_rows_of_a_table_set_with_blanks_are_paragraphs_and_no_headings() -> None:
    table = "Place     Feet\nBarcelona   12\nDunkirk      9\nParis       11\nCarcassonne  7"
    before = "The towers were measured by both of them, one after the other."
    text = f"{before}\n\n{table}\n\nNobody checked it again.\n"
    assert [section.title for section in document(text).sections] == [""]
    assert paragraphs(text)[1:-1] == ["Place Feet", "Barcelona 12", "Dunkirk 9", "Paris 11", "Carcassonne 7"]
