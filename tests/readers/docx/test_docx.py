"""Word documents: the parts as Word writes them, read end to end."""

from __future__ import annotations

import pytest

from search.errors import ReadError
from search.readers import known, read_bytes
from tests.readers.docx.packing import (
    bare_note,
    call,
    control,
    note,
    packed,
    paragraph,
    read,
    restated,
    run,
    styled,
)


def test_a_note_is_linked_and_its_mark_is_no_text() -> None:
    body = f"<w:p>{run('The carters struck in May ')}{call(2)}{run('. They won.')}</w:p>"
    document = read(body, note(2, run(" Town book, fol. 8.")))
    [paragraph] = document.paragraphs()
    assert paragraph.text == "The carters struck in May. They won."
    [reference] = paragraph.references
    assert (reference.label, reference.offset, reference.note_id) == ("1", 25, "note-1")
    assert document.notes[0].text == "Town book, fol. 8."


def test_a_custom_mark_is_the_label_and_is_not_counted() -> None:
    body = f"<w:p>{run('By the clerk')}{call(2, '*')}{run(' and the reeve')}{call(3)}</w:p>"
    document = read(body, bare_note(2, run("* Of the toll house.")) + note(3, run("Of the town.")))
    assert [reference.label for reference in document.references()] == ["*", "1"]
    assert [one.text for one in document.notes] == ["Of the toll house.", "Of the town."]


def test_a_link_in_a_note_keeps_its_address() -> None:
    link = f'<w:hyperlink r:id="r9">{run("Tolls")}</w:hyperlink>'
    document = read(f"<w:p>{run('So it was.')}{call(2)}</w:p>", note(2, run("See ") + link))
    assert document.notes[0].links == ((4, 9, "https://example.org/tolls"),)


def test_deleted_text_and_its_note_are_not_printed() -> None:
    gone = f"<w:del>{call(2)}<w:r><w:delText>never</w:delText></w:r></w:del>"
    document = read(
        f"<w:p>{run('It rained.')}{gone}{call(3)}</w:p>", note(2, run("Lost.")) + note(3, run("Kept."))
    )
    assert [(one.label, one.text) for one in document.notes] == [("1", "Kept.")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .doc"),
        (b"PK\x03\x04 and no more", "damaged"),
    ],
)
def test_what_is_no_word_document_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_bytes(data, "thesis.docx")


def test_a_number_that_begins_a_note_is_its_own_where_word_prints_the_label() -> None:
    document = read(f"<w:p>{run('So it was.')}{call(2)}</w:p>", note(2, run(" 1 Samuel 8:11.")))
    assert document.notes[0].text == "1 Samuel 8:11."


def test_a_label_typed_where_word_prints_none_is_no_text() -> None:
    document = read(f"<w:p>{run('So it was.')}{call(2)}</w:p>", bare_note(2, run("1. Town book.")))
    assert document.notes[0].text == "Town book."


def test_brackets_around_a_label_that_word_prints_are_no_text() -> None:
    body = f"<w:p>{run('So it was (')}{call(2)}{run(').')}</w:p>"
    notes = bare_note(2, run("(") + "<w:r><w:footnoteRef/></w:r>" + run(") Town book."))
    document = read(body, notes)
    assert next(document.paragraphs()).text == "So it was."
    assert document.notes[0].text == "Town book."


def test_the_paragraphs_of_a_note_are_joined() -> None:
    two = bare_note(2, f"<w:r><w:footnoteRef/></w:r>{run('First.')}</w:p><w:p>{run('Second.')}")
    assert read(f"<w:p>{run('So it was.')}{call(2)}</w:p>", two).notes[0].text == "First. Second."


def test_footnotes_and_endnotes_have_numberings_of_their_own() -> None:
    body = f"<w:p>{run('By the clerk')}{call(2)}{run(' and the reeve')}{call(2, kind='endnote')}</w:p>"
    document = read(body, note(2, run("A foot.")), endnotes=note(2, run("An end."), "endnote"))
    assert [(one.label, one.text) for one in document.notes] == [("1", "A foot."), ("i", "An end.")]
    assert [one.note_id for one in document.references()] == ["note-1", "note-i"]


def test_a_mark_after_the_last_paragraph_stands_at_its_end() -> None:
    document = read(f"<w:p>{run('So it was.')}</w:p><w:p>{call(2)}</w:p>", note(2, run("Town book.")))
    [reference] = document.references()
    assert (reference.offset, reference.note_id) == (10, "note-1")


def test_a_document_of_headings_alone_has_them_for_paragraphs() -> None:
    document = read(styled("Heading1", "Weights") + styled("Heading2", "Measures"))
    assert [one.text for one in document.paragraphs()] == ["Weights", "Measures"]


def test_a_clause_set_as_a_heading_is_a_paragraph() -> None:
    clause = "The carter shall deliver the grain at the lower gate before noon, and shall be paid there. " * 4
    document = read(styled("Heading1", "Delivery") + styled("Heading2", clause))
    assert [section.title for section in document.sections] == ["Delivery"]
    assert [one.text for one in document.paragraphs()] == [clause.strip()]


def test_raised_figures_stay_apart_from_the_number_before_them() -> None:
    body = paragraph(run("Some 10") + run("5", '<w:vertAlign w:val="superscript"/>') + run(" bricks."))
    assert next(read(body).paragraphs()).text == "Some 10⁵ bricks."


def test_a_note_in_a_cell_of_a_table_and_in_a_list_is_linked() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{paragraph(run('Salt') + call(2))}</w:tc></w:tr></w:tbl>"
    item = paragraph(run("Herring") + call(3), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    document = read(cell + item, note(2, run("By the bushel.")) + note(3, run("By the barrel.")))
    assert [(one.text, one.references[0].note_id) for one in document.paragraphs()] == [
        ("Salt", "note-1"),
        ("Herring", "note-2"),
    ]


def test_a_mark_in_a_heading_is_called_from_the_paragraph_under_it() -> None:
    heading = paragraph(run("The tolls") + call(2), '<w:pStyle w:val="Heading1"/>')
    document = read(heading + paragraph(run("They rose.")), note(2, run("Town book.")))
    assert document.sections[0].title == "The tolls"
    assert [one.note_id for one in document.references()] == ["note-1"]


def test_a_note_that_nothing_calls_is_reported_and_not_shown() -> None:
    document = read(paragraph(run("It rained.")), note(2, run("Left behind.")))
    assert not document.notes
    assert "Left behind." in document.problems[0].message


def test_inserted_text_and_moved_text_stand_where_they_went() -> None:
    moved = f"<w:moveFrom>{run('Never here.')}</w:moveFrom>"
    body = paragraph(run("It rained") + f"<w:ins>{run(' all day')}{call(2)}</w:ins>" + run(".")) + paragraph(
        moved + f"<w:moveTo>{run('Here.')}</w:moveTo>"
    )
    document = read(body, note(2, run("Kept.")))
    assert [one.text for one in document.paragraphs()] == ["It rained all day.", "Here."]
    assert document.notes[0].text == "Kept."


def test_hidden_text_is_not_printed() -> None:
    body = paragraph(run("It rained") + run(" in secret", "<w:vanish/>") + run("."))
    assert next(read(body).paragraphs()).text == "It rained."


def test_a_hyphen_that_does_not_break_is_a_hyphen_and_a_soft_one_is_none() -> None:
    body = paragraph(
        "<w:r><w:t>toll</w:t><w:noBreakHyphen/><w:t>house keep</w:t><w:softHyphen/><w:t>er</w:t><w:tab/>"
        "<w:t>paid</w:t><w:br/><w:t>twice</w:t></w:r>"
    )
    assert next(read(body).paragraphs()).text == "toll-house keeper paid twice"


def test_a_ruby_shows_its_base_and_not_its_reading() -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('とうきょう')}</w:rt><w:rubyBase>{run('東京')}</w:rubyBase></w:ruby></w:r>"
    )
    assert next(read(paragraph(ruby)).paragraphs()).text == "東京"


def test_the_letters_of_a_formula_are_text() -> None:
    formula = "<m:oMath><m:r><m:t>a</m:t></m:r><m:r><m:t>=b</m:t></m:r></m:oMath>"
    assert next(read(paragraph(run("where ") + formula)).paragraphs()).text == "where a=b"


def test_a_control_that_waits_for_words_is_empty_and_one_that_has_them_is_text() -> None:
    waiting = control("<w:showingPlcHdr/>", paragraph(run("Click here")))
    filled = control("", paragraph(run("The mill") + call(2)))
    document = read(waiting + filled, note(2, run("Town book.")))
    assert [one.text for one in document.paragraphs()] == ["The mill"]
    assert len(document.notes) == 1


def test_the_main_part_may_have_any_name() -> None:
    assert next(read(paragraph(run("It rained.")), main="office/body1.xml").paragraphs()).text == "It rained."


def test_the_strict_form_of_the_format_is_read() -> None:
    data = packed(paragraph(run("So it was.") + call(2)), note(2, run("Town book.")))
    strict = restated(
        data,
        {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
        },
    )
    assert [one.text for one in read_bytes(strict, "thesis.docx").notes] == ["Town book."]


def _row(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def test_the_cells_of_a_row_are_one_paragraph() -> None:
    body = _row(paragraph(run("1799")), paragraph(""), paragraph(run("a bar") + call(2)), paragraph(""))
    document = read(body + paragraph(run("It rained.")), note(2, run("Of platinum.")))
    assert [one.text for one in document.paragraphs()] == ["1799 a bar", "It rained."]
    assert [one.offset for one in document.references()] == [10]


def test_cells_of_prose_are_paragraphs_of_their_own() -> None:
    prose = "The carters of the lower town kept a book of their own, which the council never saw. " * 3
    pair = _row(paragraph(run("Left.")), paragraph(run(prose)))
    several = _row(paragraph(run("Left.")), paragraph(run("One.")) + paragraph(run("Two.")))
    texts = [one.text for one in read(pair + several).paragraphs()]
    assert texts == ["Left.", prose.strip(), "Left.", "One.", "Two."]


@pytest.mark.parametrize("name", ["letter.dotx", "letter.dotm", "letter.docm"])
def test_templates_and_documents_with_macros_are_read(name: str) -> None:
    assert known(name)
    assert [one.text for one in read_bytes(packed(paragraph(run("Dear Ann,"))), name).paragraphs()] == [
        "Dear Ann,"
    ]


def test_a_document_type_is_refused_before_its_entities_are_looked_at() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "mill"><!ENTITY b "&amp;a;&b;">]><w:document'
    with pytest.raises(ReadError, match="declares a document type"):
        read_bytes(restated(packed(paragraph(run("&lt;"))), {"<w:document": bomb}), "bomb.docx")


def test_what_word_keeps_beside_an_open_document_is_named_as_such() -> None:
    with pytest.raises(ReadError, match="beside a document that is open"):
        read_bytes(b"\x05editor" + b"\0" * 155, "theses/~$thesis.docx")
