"""The labels that Word prints, from how it is told to count."""

from __future__ import annotations

import pytest

from search.readers.docx.labels import printed
from tests.readers.docx.packing import bare_note, call, note, paragraph, read, run


@pytest.mark.parametrize(
    ("format", "labels"),
    [
        ("decimal", ["1", "4", "27"]),
        ("lowerRoman", ["i", "iv", "xxvii"]),
        ("upperRoman", ["I", "IV", "XXVII"]),
        ("lowerLetter", ["a", "d", "aa"]),
        ("upperLetter", ["A", "D", "AA"]),
        ("chicago", ["*", "§", "‡‡‡‡‡‡‡"]),
        ("decimalZero", ["01", "04", "27"]),
        ("decimalEnclosedCircle", ["①", "④", "27"]),
        ("russianUpper", ["А", "Г", "Ю"]),
        ("ideographTraditional", ["1", "4", "27"]),  # one that is not known here
    ],
)
def test_a_number_is_printed_in_its_format(format: str, labels: list[str]) -> None:
    assert [printed(number, format) for number in (1, 4, 27)] == labels


def test_a_count_too_large_for_letters_is_a_number() -> None:
    assert printed(10**9, "chicago") == "1000000000"


def _labels(settings: str = "", section: str = "") -> list[str]:
    body = paragraph(run("The mill") + call(2) + run(" and the weir") + call(3)) + section
    notes = note(2, run("Town book.")) + note(3, run("Toll roll."))
    return [one.label for one in read(body, notes, settings=settings).notes]


def test_the_settings_give_format_and_start() -> None:
    assert _labels('<w:footnotePr><w:numFmt w:val="upperRoman"/><w:numStart w:val="9"/></w:footnotePr>') == [
        "IX",
        "X",
    ]


def test_a_section_goes_before_the_settings() -> None:
    section = '<w:sectPr><w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr></w:sectPr>'
    assert _labels('<w:footnotePr><w:numFmt w:val="upperRoman"/></w:footnotePr>', section) == ["*", "†"]


def _in_two_sections(restart: str) -> list[str]:
    counting = f'<w:sectPr><w:footnotePr><w:numRestart w:val="{restart}"/></w:footnotePr></w:sectPr>'
    first = paragraph(run("The mill") + call(2) + run(" and the weir") + call(3))
    body = first + paragraph(run("Below"), counting) + paragraph(run("The bridge") + call(4)) + counting
    notes = "".join(note(one, run(f"Roll {one}.")) for one in (2, 3, 4))
    document = read(body, notes)
    assert [one.note_id for one in document.references()] == [one.id for one in document.notes]
    return [one.label for one in document.notes]


def test_a_numbering_may_begin_again_in_each_section() -> None:
    assert _in_two_sections("eachSect") == ["1", "2", "1"]


def test_a_numbering_runs_on_through_sections_unless_told() -> None:
    assert _in_two_sections("continuous") == ["1", "2", "3"]


def test_a_numbering_may_begin_again_on_each_page() -> None:
    page = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = paragraph(run("The mill") + call(2) + page + run(" and the weir") + call(3))
    settings = '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>'
    document = read(body, note(2, run("Town book.")) + note(3, run("Toll roll.")), settings=settings)
    assert [(one.label, one.text) for one in document.notes] == [("1", "Town book."), ("1", "Toll roll.")]
    assert [one.note_id for one in document.references()] == ["note-1", "note-1-2"]


@pytest.mark.parametrize("mark", ["*", "†", "a", "[14]", "14a"])
def test_a_custom_mark_is_the_label_in_text_and_note(mark: str) -> None:
    body = paragraph(run("By the clerk") + call(2, mark) + run(" and the reeve") + call(3))
    document = read(body, bare_note(2, run(f"{mark} Of the toll house.")) + note(3, run("Of the town.")))
    own = mark.strip("[]")
    assert [one.label for one in document.references()] == [own, "1"]
    assert [(one.label, one.text) for one in document.notes] == [
        (own, "Of the toll house."),
        ("1", "Of the town."),
    ]
    assert next(document.paragraphs()).text == "By the clerk and the reeve"


def test_a_custom_mark_in_a_run_of_its_own_is_taken_out_of_the_text() -> None:
    body = paragraph(run("By the clerk") + _custom(2) + run("*") + run(" and the reeve"))
    document = read(body, bare_note(2, run("* Of the toll house.")))
    assert next(document.paragraphs()).text == "By the clerk and the reeve"
    assert [one.label for one in document.references()] == ["*"]


def _custom(identity: int) -> str:
    return f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{identity}"/></w:r>'


def test_a_deleted_call_is_not_counted() -> None:
    body = paragraph(run("The mill") + f"<w:del>{call(2)}</w:del>" + run(" and the weir") + call(3))
    document = read(body, note(2, run("Gone.")) + note(3, run("Toll roll.")))
    assert [(one.label, one.text) for one in document.notes] == [("1", "Toll roll.")]
