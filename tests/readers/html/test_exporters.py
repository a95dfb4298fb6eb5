"""What real exporters write for the same thing: a mark that links to a note, which usually links back."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.document import Document
from search.notes import link_notes
from search.readers.html import read

FOLDER = Path(__file__).parents[2] / "fixtures" / "html"

Reference = tuple[str, str, str]  # label, the words before the mark, the note's id

# by hand: references, then notes as (label, text)
GOLDEN: dict[str, tuple[list[Reference], list[tuple[str, str]]]] = {
    "wikipedia": (
        [
            ("1", "is a route.", "note-1"),
            ("2", "It ran north", "note-2"),
            ("1", "for years.", "note-1"),
            ("note 1", "carts were slow.", "note-note-1"),
        ],
        [
            ("1", 'Hughes, J. (2004). "Salt". Retrieved 3 May 2019.'),
            ("2", "Brown 1999, p. 5."),
            ("note 1", "Or so it was said."),
        ],
    ),
    "pandoc": (
        [("1", "It burned.", "note-1"), ("2", "Then rain.", "note-2")],
        [("1", "Clerk, Book, 12."), ("2", "See https://x.org/a.")],
    ),
    "gutenberg": ([("1", "He sailed", "note-1")], [("1", "Cook, Journal, p. 3.")]),
    "word": ([("1", "Law.", "note-1")], [("1", "Act of 1871.")]),
    "kramdown": ([("1", "It held", "note-1")], [("1", "Survey of 1902, p. 4.")]),
    "github": ([("1", "It runs.", "note-1"), ("1", "Again.", "note-1")], [("1", "Manual, p. 2.")]),
    "libreoffice": ([("1", "The dam broke", "note-1")], [("1", "Report of the board, 1911.")]),
    "sphinx": (
        [("1", "Fast enough", "note-1"), ("Knuth84", "and known", "note-Knuth84")],
        [("1", "Measured in May."), ("Knuth84", "Knuth, The TeXbook, 1984.")],
    ),
}


def document(name: str) -> Document:
    path = FOLDER / f"{name}.html"
    return link_notes(read(path.read_bytes(), str(path)))


@pytest.mark.parametrize("name", GOLDEN)
def test_every_mark_calls_its_note(name: str) -> None:
    references, notes = GOLDEN[name]
    read_as = document(name)
    found = [
        (reference.label, paragraph.text[: reference.offset], reference.note_id)
        for paragraph in read_as.paragraphs()
        for reference in paragraph.references
    ]
    assert [(label, note) for label, _, note in found] == [(label, note) for label, _, note in references]
    for (_, before, _), (_, words, _) in zip(found, references, strict=True):
        assert before.endswith(words)
    assert [(note.label, note.text) for note in read_as.notes] == notes
    assert read_as.problems == ()


def test_menus_edit_links_and_footers_are_no_text() -> None:
    text = " ".join(
        paragraph.text for name in ("wikipedia", "kramdown") for paragraph in document(name).paragraphs()
    )
    for furniture in (
        "Main page",
        "Contents",
        "edit",
        "Home",
        "About",
        "Privacy",
        "Copyright",
        "citation needed",
    ):
        assert furniture not in text


def test_a_link_in_a_note_is_kept_though_its_words_are_a_title() -> None:
    [note, *_] = document("wikipedia").notes
    [(start, end, url)] = note.links
    assert (note.text[start:end], url) == ('"Salt"', "https://example.org/salt")


def test_a_page_anchor_is_no_mark_and_no_text() -> None:
    [paragraph] = document("gutenberg").paragraphs()
    assert paragraph.text == "He sailed south. Then east."
