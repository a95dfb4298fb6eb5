"""Headings that are bold type only."""

from __future__ import annotations

from search.document import Document
from tests.readers.docx.packing import paragraph, read, run, styled

TEXT = "The town built it in 1502, and let it to a miller from the valley for nine years."


def bold(text: str, off: str = "") -> str:
    return paragraph(run(text, f"<w:b{off}/>"))


def titles(document: Document) -> list[str]:
    return [section.title for section in document.sections]


def test_a_short_paragraph_in_bold_is_a_heading_where_no_style_is() -> None:
    document = read(bold("1. The Mill") + paragraph(run(TEXT)) + bold("2. The Weir") + paragraph(run(TEXT)))
    assert titles(document) == ["1. The Mill", "2. The Weir"]
    assert [one.text for one in document.paragraphs()] == [TEXT, TEXT]


def test_a_style_of_its_own_may_make_it_bold() -> None:
    styles = '<w:style w:styleId="Absatz1"><w:name w:val="Absatz"/><w:rPr><w:b/></w:rPr></w:style>'
    assert titles(read(styled("Absatz1", "The Mill") + paragraph(run(TEXT)), styles=styles)) == ["The Mill"]


def test_bold_that_is_turned_off_is_none() -> None:
    assert titles(read(bold("The Mill", ' w:val="0"') + paragraph(run(TEXT)))) == [""]


def test_where_headings_have_styles_bold_lines_are_text() -> None:
    document = read(styled("Heading1", "Mills") + bold("The Mill") + paragraph(run(TEXT)))
    assert titles(document) == ["Mills"]
    assert [one.text for one in document.paragraphs()] == ["The Mill", TEXT]


def test_a_bold_sentence_and_a_bold_cell_are_no_headings() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{bold('Year')}</w:tc><w:tc>{bold('Rent')}</w:tc></w:tr></w:tbl>"
    assert titles(read(bold("The mill burned.") + cell + paragraph(run(TEXT)))) == [""]


def test_the_lines_of_a_title_page_are_no_headings() -> None:
    page = "".join(map(bold, ("University of Turin", "Department of History", "On Mills")))
    assert titles(read(page + paragraph(run(TEXT)))) == [""]
