"""The numbers of lists, which Word counts as it prints."""

from __future__ import annotations

from lxml import etree

from search.readers.docx.numbering import Numbering
from search.readers.docx.styles import Styles
from tests.readers.docx.packing import W, paragraph


def _level(depth: int, text: str, format: str = "decimal", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _item(number: int = 1, depth: int = 0) -> str:
    return paragraph("", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def _printed(levels: str, items: list[str], more: str = "") -> list[str]:
    root = etree.fromstring(
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}</w:numbering>'
    )
    numbering = Numbering(root, Styles(None))
    body = etree.fromstring(f"<w:body {W}>{''.join(items)}</w:body>")
    return [numbering.label(one) for one in body]


def test_a_list_counts_from_its_start_in_its_format() -> None:
    assert _printed(_level(0, "(%1)", "lowerLetter", 3), [_item(), _item()]) == ["(c)", "(d)"]


def test_a_deeper_level_begins_again_under_each_number() -> None:
    levels = _level(0, "%1.") + _level(1, "%1.%2")
    items = [_item(), _item(depth=1), _item(depth=1), _item(), _item(depth=1)]
    assert _printed(levels, items) == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_bullets_and_paragraphs_without_a_list_have_no_number() -> None:
    assert _printed(_level(0, "•", "bullet"), [_item(), paragraph("")]) == ["", ""]


def test_two_instances_of_a_list_count_on_together() -> None:
    second = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    assert _printed(_level(0, "%1."), [_item(), _item(2), _item()], second) == ["1.", "2.", "3."]


def test_an_instance_that_overrides_a_level_counts_for_itself() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{_level(0, "[%1]")}</w:lvlOverride>'
    second = f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{override}</w:num>'
    assert _printed(_level(0, "%1."), [_item(), _item(2), _item()], second) == ["1.", "[1]", "2."]
