"""Headings by their styles: by outline level, by name in any language, by what a style is based on."""

from __future__ import annotations

import pytest

from tests.readers.docx.packing import paragraph, read, run, styled


def _style(identity: str, name: str = "", based_on: str = "", properties: str = "") -> str:
    named = f'<w:name w:val="{name}"/>' if name else ""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{identity}">{named}{based}{properties}</w:style>'


def _sections(style: str, styles: str) -> list[tuple[str, int]]:
    document = read(styled(style, "The tolls") + styled("", "They rose."), styles=styles)
    return [(section.title, section.level) for section in document.sections]


@pytest.mark.parametrize(
    ("identity", "name", "level"),
    [
        ("Heading2", "heading 2", 2),
        ("berschrift1", "heading 1", 1),
        ("berschrift1", "Überschrift 1", 1),
        ("Titre3", "Titre 3", 3),
        ("Titolo1", "", 1),
        ("Ttulo1", "Título 1", 1),
        ("Kop2", "Kop 2", 2),
        ("1", "Заголовок 1", 1),
        ("a1", "заголовок 2", 2),
        ("Nagwek1", "Nagłówek 1", 1),
        ("Otsikko1", "Otsikko 1", 1),
    ],
)
def test_a_heading_is_known_by_its_name_in_any_language(identity: str, name: str, level: int) -> None:
    assert _sections(identity, _style(identity, name)) == [("The tolls", level)]


def test_a_style_of_ones_own_is_a_heading_if_it_is_based_on_one() -> None:
    styles = (
        _style("Heading2", "heading 2") + _style("Mid", "Mid", "Heading2") + _style("Mine", "Mine", "Mid")
    )
    assert _sections("Mine", styles) == [("The tolls", 2)]


def test_an_outline_level_makes_a_heading_of_any_style() -> None:
    outline = '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
    assert _sections("Mine", _style("Mine", "Rubric", properties=outline)) == [("The tolls", 3)]


def test_an_outline_level_of_the_paragraph_itself_goes_before_its_style() -> None:
    body = paragraph(run("The tolls"), '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>')
    document = read(body + paragraph(run("They rose.")), styles=_style("Heading1", "heading 1"))
    assert [one.text for one in document.paragraphs()] == ["The tolls", "They rose."]


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    styles = _style("Mine", "Mine", "Yours") + _style("Yours", "Yours", "Mine")
    assert _sections("Mine", styles) == [("", 1)]


@pytest.mark.parametrize(("identity", "name"), [("Title", "Title"), ("Titel", "Titel"), ("Titre", "Title")])
def test_the_title_style_gives_the_document_its_title(identity: str, name: str) -> None:
    body = styled(identity, "On tolls") + styled("", "They rose.")
    document = read(body, styles=_style(identity, name))
    assert document.title == "On tolls"


@pytest.mark.parametrize("style", ["TOC1", "TOCHeading", "TableofFigures"])
def test_the_lines_of_a_table_of_contents_are_no_paragraphs(style: str) -> None:
    names = {"TOC1": "toc 1", "TOCHeading": "TOC Heading", "TableofFigures": "table of figures"}
    body = styled(style, "The tolls 3") + styled("", "They rose.")
    assert [one.text for one in read(body, styles=_style(style, names[style])).paragraphs()] == ["They rose."]


def test_a_caption_named_like_no_heading_is_a_paragraph() -> None:
    assert _sections("Caption", _style("Caption", "caption")) == [("", 1)]


def test_a_drop_capital_begins_the_paragraph_under_it() -> None:
    initial = paragraph(run("T"), '<w:framePr w:dropCap="drop" w:lines="3"/>')
    assert [one.text for one in read(initial + paragraph(run("hey rose."))).paragraphs()] == ["They rose."]
