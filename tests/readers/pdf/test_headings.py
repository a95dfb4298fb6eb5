"""Which bold lines of a PDF are headings."""

from __future__ import annotations

from search.readers.pdf.paragraphs import blocks
from search.readers.pdf.shapes import Line


def _lines(*texts: str, bold: str = "") -> list[Line]:
    """Lines of a narrow column, those that hold `bold` in bold, `|` before one that keeps a distance."""
    found, y = [], 700.0
    for text in texts:
        y -= 30.0 if text.startswith("|") else 12.0
        plain = text.lstrip("|")
        found.append(Line(plain, 50, 50 + 5 * len(plain), y, 10, bold=any(w in plain for w in bold.split())))
    return found


def _headings(lines: list[Line]) -> list[str]:
    return [lines[block.indexes[0]].text for block in blocks(lines, 10) if block.level]


def test_a_bold_line_that_stands_alone_before_a_text_is_a_heading() -> None:
    lines = _lines(
        "Salt was dear.", "|Recital 5", "|Grain was ground by the miller,", "and sold.", bold="Recital"
    )
    assert _headings(lines) == ["Recital 5"]


def test_bold_words_within_a_sentence_of_a_narrow_cell_are_no_heading() -> None:
    lines = _lines("Grain was ground by the", "licensed miller and weighed", "in the town.", bold="licensed")
    assert _headings(lines) == []
    assert len(blocks(lines, 10)) == 1


def test_a_name_in_bold_that_begins_a_line_of_a_sentence_is_no_heading() -> None:
    lines = _lines(
        "They may not be sold under the", "Statute of Weights", "|They may be ground.", bold="Statute"
    )
    assert _headings(lines) == []


def test_a_text_in_bold_is_no_stack_of_headings() -> None:
    rows = [f"Regulation of the year 170{n}." for n in range(6)]
    assert _headings(_lines(*rows, bold="Regulation")) == []


def test_a_mark_alone_on_its_line_belongs_to_the_paragraph_before() -> None:
    text = _lines("Grain was ground by the miller, and sold in the town.")
    mark = Line("[6]", 50, 62, text[0].y - 12, 6.4)
    assert [block.indexes for block in blocks([*text, mark], 10)] == [(0, 1)]
