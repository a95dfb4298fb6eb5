"""Text boxes: Word keeps each twice, as a new drawing and as an old one."""

from __future__ import annotations

from tests.readers.docx.packing import call, note, paragraph, read, run


def _box(content: str) -> str:
    new = f"<w:drawing><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


BOX = _box(paragraph(run("Tolls of 1502") + call(3)))
NOTES = note(2, run("Town book.")) + note(3, run("Toll roll."))


def test_a_text_box_is_read_once_with_its_note() -> None:
    document = read(paragraph(run("It rained") + call(2) + BOX + run(" all day.")), NOTES)
    assert [one.text for one in document.paragraphs()] == ["It rained all day.", "Tolls of 1502"]
    assert [one.note_id for one in document.references()] == ["note-1", "note-2"]
    assert [(one.label, one.text) for one in document.notes] == [("1", "Town book."), ("2", "Toll roll.")]


def test_an_old_text_box_alone_is_read() -> None:
    tolls = paragraph(run("Tolls") + call(3))
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{tolls}</w:txbxContent></v:textbox></w:pict></w:r>"
    document = read(paragraph(run("It rained.") + old), NOTES)
    assert [one.text for one in document.paragraphs()] == ["It rained.", "Tolls"]
    assert [one.text for one in document.notes] == ["Toll roll."]


def test_a_box_that_holds_the_only_text_is_read() -> None:
    assert [one.text for one in read(paragraph(BOX), NOTES).paragraphs()] == ["Tolls of 1502"]


def test_what_only_an_old_program_would_show_is_left_out() -> None:
    choice = f'<mc:Choice Requires="wps">{run("new")}</mc:Choice><mc:Fallback>{run("old")}</mc:Fallback>'
    body = paragraph(f"<mc:AlternateContent>{choice}</mc:AlternateContent>")
    assert next(read(body).paragraphs()).text == "new"


def test_a_text_box_in_a_heading_is_no_part_of_the_heading() -> None:
    heading = paragraph(run("The tolls") + BOX, '<w:pStyle w:val="Heading1"/>')
    document = read(heading + paragraph(run("They rose.")), NOTES)
    assert document.sections[0].title == "The tolls"
    assert [one.text for one in document.paragraphs()] == ["Tolls of 1502", "They rose."]
