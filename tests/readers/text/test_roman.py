"""Endnotes counted i, ii, iii in text taken out of what Word or LibreOffice printed."""

from __future__ import annotations

import pytest

from search.document import Document
from search.notes import link_notes
from search.readers.text import read
from search.readers.text.roman import numeral

BODY = (
    "The canal was dug from 1826 to 1832.i Its locks were hewn from local stone,ii as\n"
    "the engineers had asked;iii the growth of tradeiv repaid the appendix of costs.v\n\n"
)
WORKS = (
    "Rideau Canal, Parks Canada, 2007.",
    "Lower Burritts, survey of 1831, https://www.pc.gc.ca/en/lhn-nhs/on/rideau/.",
    "Ibid.",
    "Canada Year Book, Ottawa, 1867.",
    "Estimates laid before Parliament, 1831.",
)
LABELS = ("i", "ii", "iii", "iv", "v")


def _read(text: str) -> Document:
    return link_notes(read(text.encode(), "canal.txt"))


def _links(document: Document) -> list[tuple[str, str]]:
    texts = {note.id: note.text for note in document.notes}
    return [
        (reference.label, texts[reference.note_id])
        for paragraph in document.paragraphs()
        for reference in paragraph.references
        if reference.note_id
    ]


@pytest.mark.parametrize("between", [" ", "\n"], ids=["on its line", "on a line of its own"])
@pytest.mark.parametrize("heading", ["Notes\n\n", ""], ids=["under a heading", "at the end"])
def test_endnotes_counted_in_roman_numbers_are_linked(between: str, heading: str) -> None:
    notes = "\n".join(f"{label}{between}{work}" for label, work in zip(LABELS, WORKS, strict=True))
    document = _read(f"{BODY}{heading}{notes}\n")
    linked = [pair for pair in zip(LABELS, WORKS, strict=True) if pair[0] != "iv"]  # it ends a word
    assert _links(document) == linked
    assert [note.label for note in document.notes] == list(LABELS)


def test_a_roman_label_right_under_the_first_line_of_its_note_stands_before_it() -> None:
    notes = "\n\n".join(
        f"{work}\n{label}\n\nSee also the map." for label, work in zip(LABELS, WORKS, strict=True)
    )
    document = _read(f"{BODY}Notes\n\n{notes}\n")
    assert [(note.label, note.text) for note in document.notes] == [
        (label, f"{work} See also the map.") for label, work in zip(LABELS, WORKS, strict=True)
    ]


def test_parts_counted_in_roman_numbers_that_nothing_calls_are_no_notes() -> None:
    parts = "\n".join(f"{label} {work}" for label, work in zip(LABELS, WORKS, strict=True))
    document = _read(f"The report has five parts.\n\n{parts}\n")
    assert not document.notes


def test_a_text_without_roman_notes_keeps_its_letters() -> None:
    text = "The taxi took the radii of the matrix; v. the appendix, i. e. page xii."
    assert [paragraph.text for paragraph in _read(text).paragraphs()] == [text]


@pytest.mark.parametrize(("number", "letters"), [(4, "iv"), (49, "xlix"), (88, "lxxxviii"), (399, "cccxcix")])
def test_numbers_are_counted_as_the_romans_did(number: int, letters: str) -> None:
    assert numeral(number) == letters
