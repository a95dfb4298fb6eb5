"""What a PDF is called where it does not say so."""

from __future__ import annotations

from search.readers.pdf.metadata import largest
from search.readers.pdf.shapes import Line


def _page(*lines: tuple[str, float, bool]) -> list[Line]:
    return [
        Line(text, 72, 300, 700 - 20 * index, size, bold) for index, (text, size, bold) in enumerate(lines)
    ]


def test_the_letters_of_a_language_are_no_title() -> None:
    lines = _page(("Brussels", 12, False), ("DIRECTIVE ON LOCKS", 14, False), ("EN EN", 24, True))
    assert largest(lines) == {1}


def test_of_a_page_set_in_one_size_the_bold_lines_are_the_title() -> None:
    lines = _page(("Brussels", 12, False), ("DIRECTIVE ON LOCKS", 12, True), ("of 1907", 12, False))
    assert largest(lines) == {1}


def test_a_page_of_text_in_one_size_has_no_title() -> None:
    assert largest(_page(*[("The lock leaked again.", 12.0, False)] * 11)) == set()
