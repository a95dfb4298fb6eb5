"""Citations by key, with and without the works that they name."""

from __future__ import annotations

import pytest

from search.document import Document
from search.notes import link_notes
from search.readers.markdown import read

WORKS = "references:\n- id: kula\n  author: [{family: Kula, given: Witold}]\n  title: Measures and Men\n"


def document(text: str) -> Document:
    return link_notes(read(text.encode(), "metre.md"))


def test_works_listed_at_the_end_are_cited_and_are_no_text() -> None:
    one = document(f"It was long [@kula].\n\nNobody knew.\n\n---\n{WORKS}...\n")
    assert [paragraph.text for paragraph in one.paragraphs()] == ["It was long.", "Nobody knew."]
    assert [note.text for note in one.notes] == ["Witold Kula, Measures and Men."]


def test_citation_of_a_work_that_the_file_does_not_list_stays_text() -> None:
    one = document("It was long [@kula, p. 5].\n")
    assert [paragraph.text for paragraph in one.paragraphs()] == ["It was long [@kula, p. 5]."]
    assert not one.notes


def test_citation_in_code_or_an_address_is_none() -> None:
    one = document(f"---\n{WORKS}---\nWrite `[@kula]` or to witold@kula.example.\n")
    assert not one.notes


def test_citation_inside_an_inline_note_is_part_of_it() -> None:
    [note] = document(f"---\n{WORKS}---\nIt was long.^[So says [@kula, p. 5].]\n").notes
    assert note.text == "So says Witold Kula, Measures and Men, p. 5."


@pytest.mark.parametrize("date", ["1986", "{year: 1986}", "[{year: 1986}]", "{date-parts: [[1986, 5, 1]]}"])
def test_year_is_found_however_it_is_written(date: str) -> None:
    [note] = document(f"---\n{WORKS}  issued: {date}\n---\nIt was long [@kula].\n").notes
    assert note.text == "Witold Kula, Measures and Men (1986)."


def test_works_whose_list_stands_in_itself_are_none() -> None:
    one = document(f"---\n{WORKS}  issued: &a {{date-parts: *a}}\n---\nIt was long [@kula].\n")
    assert [paragraph.text for paragraph in one.paragraphs()] == ["It was long [@kula]."]
