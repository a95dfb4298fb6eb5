"""Notes that the author typed by hand: raised figures or brackets in the text, and a list under a heading."""

from __future__ import annotations

import pytest

from tests.readers.docx.packing import call, note, paragraph, raised, read, run, styled

LIST = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="[%1]"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_raised_figures_call_the_list_of_notes() -> None:
    body = (
        paragraph(run("The mill was built in 1502") + raised("1") + run(" and burnt."))
        + paragraph(run("It had 40 m") + raised("2") + run(" of floor.") + raised("2"))
        + styled("Heading1", "Notes")
        + paragraph(run("1. Town book, fol. 8."))
        + paragraph(run("2. Toll roll, ") + f'<w:hyperlink r:id="r9">{run("online")}</w:hyperlink>')
    )
    document = read(body)
    assert [(one.label, one.text) for one in document.notes] == [
        ("1", "Town book, fol. 8."),
        ("2", "Toll roll, online"),
    ]
    assert [one.text for one in document.paragraphs()] == [
        "The mill was built in 1502 and burnt.",
        "It had 40 m² of floor.",
    ]
    assert [(one.label, one.offset, one.note_id) for one in document.references()] == [
        ("1", 26, "note-1"),
        ("2", 22, "note-2"),
    ]
    assert document.notes[1].links == ((11, 17, "https://example.org/tolls"),)


def test_figures_raised_together_call_each_of_their_notes() -> None:
    body = (
        paragraph(run("The mill burnt") + raised("1,2") + run("."))
        + styled("Heading1", "Notes")
        + paragraph(raised("1") + run(" Town book."))
        + paragraph(raised("2") + run(" Toll roll."))
    )
    document = read(body)
    assert [one.note_id for one in document.references()] == ["note-1", "note-2"]
    assert [one.text for one in document.paragraphs()] == ["The mill burnt."]
    assert [one.text for one in document.notes] == ["Town book.", "Toll roll."]


def test_brackets_call_a_list_that_word_numbers() -> None:
    body = (
        paragraph(run("The mill burnt [2], as the town book says [1, 2]."))
        + styled("Heading1", "References")
        + paragraph(run("Town book."), ITEM)
        + paragraph(run("Toll roll."), ITEM)
    )
    document = read(body, numbering=LIST)
    assert [one.note_id for one in document.references()] == ["note-2", "note-1", "note-2"]
    assert [(one.label, one.text) for one in document.notes] == [("1", "Town book."), ("2", "Toll roll.")]


def test_a_label_on_a_line_of_its_own_stands_over_its_note() -> None:
    body = (
        paragraph(run("The mill burnt.[1] It was built again.[2]"))
        + styled("Heading1", "Notes")
        + paragraph(run("[1]"))
        + paragraph(run("Town book."))
        + paragraph(run("[2] Toll roll."))
    )
    assert [one.text for one in read(body).notes] == ["Town book.", "Toll roll."]


def test_a_list_that_nothing_calls_is_no_list_of_notes() -> None:
    body = paragraph(run("Three rules hold.")) + "".join(
        paragraph(run(rule), ITEM) for rule in ("Pay at the gate.", "Keep left.", "Sound the horn.")
    )
    document = read(body, numbering=LIST)
    assert not document.notes
    assert len(list(document.paragraphs())) == 4


def test_places_in_an_array_are_no_marks() -> None:
    body = paragraph(run("x[0] = y[1]; x[1] = y[2]; x[2] = y[3]; x[3] = y[4]; x[4] = y[5];")) + "".join(
        paragraph(run(rule), ITEM) for rule in ("Pay at the gate.", "Keep left.")
    )
    assert not read(body, numbering=LIST).notes


def test_brackets_are_text_in_a_document_whose_notes_word_keeps() -> None:
    body = (
        paragraph(run("The mill burnt [1].") + call(2))
        + styled("Heading1", "References")
        + paragraph(run("[1] Toll roll."))
    )
    document = read(body, note(2, run("Town book.")))
    assert [one.text for one in document.notes] == ["Town book."]
    assert next(document.paragraphs()).text == "The mill burnt [1]."


def test_what_stands_behind_the_last_note_is_no_part_of_it() -> None:
    body = (
        paragraph(run("The mill burnt.[1] It was built again.[2]"))
        + styled("Heading1", "Annex")
        + paragraph(run("[1] Town book."))
        + paragraph(run("[2] Toll roll."))
        + paragraph(run("A list of the millers."))
        + styled("Heading1", "Thanks")
        + paragraph(run("To the town."))
    )
    document = read(body)
    assert [one.text for one in document.notes] == ["Town book.", "Toll roll."]
    assert [one.text for one in document.paragraphs()][-2:] == ["A list of the millers.", "To the town."]


def test_notes_after_each_chapter_leave_the_next_chapter_its_text() -> None:
    body = (
        paragraph(run("The mill burnt.") + raised("1"))
        + paragraph(raised("1") + run(" Town book."))
        + paragraph(run("The weir held.") + raised("2") + run(" So did the bridge.") + raised("3"))
        + paragraph(raised("2") + run(" Toll roll."))
        + paragraph(raised("3") + run(" Board minutes."))
    )
    document = read(body)
    assert [one.text for one in document.notes] == ["Town book.", "Toll roll.", "Board minutes."]
    assert [one.text for one in document.paragraphs()] == [
        "The mill burnt.",
        "The weir held. So did the bridge.",
    ]
    assert [one.note_id for one in document.references()] == ["note-1", "note-2", "note-3"]


def test_a_star_between_blanks_is_an_operator_and_calls_no_note() -> None:
    body = (
        paragraph(run("To change the value we use the * operator before the name."))
        + paragraph(run("for i in tolls {"))
        + paragraph(run("*i += 50;"))
        + paragraph(run("}"))
    )
    assert not read(body).notes


def test_the_square_of_a_letter_calls_no_note() -> None:
    body = (
        paragraph(run("It rose with Χ") + raised("2") + run(" and fell."))
        + styled("Heading1", "References")
        + paragraph(run("1. Town book."))
        + paragraph(run("2. Toll roll."))
    )
    assert not read(body).notes


@pytest.mark.parametrize(
    ("before", "figure", "after"),
    [
        ("Доска в ", "1", "/4 дюйма"),
        ("a pipe of ", "3", "⁄4 inch"),
        ("участок 12 мм", "2", " и более"),
        ("объём 7 см", "3", " воды"),
        ("στέγη 40 χλμ", "2", " περίπου"),
        ("a lake of 8 km", "2", " or so"),
        ("a yard of 40 ft", "2", " paved"),
        ("面积 30 米", "2", " 左右"),
        ("flow of 3 × 10", "6", " a day"),
        ("leaks of 10", "-3", " a day"),
        ("load of 5 Вт/м", "2", " and more"),
    ],
)
def test_a_measure_a_power_and_a_fraction_call_no_note(before: str, figure: str, after: str) -> None:
    body = (
        paragraph(run(before) + raised(figure) + run(f"{after}, and the mill burnt.") + raised("1"))
        + paragraph(run("The weir held.") + raised("2"))
        + styled("Heading1", "Notes")
        + "".join(paragraph(run(f"{n}. Town book, fol. {n}.")) for n in (1, 2, 3))
    )
    document = read(body)
    assert [(one.label, one.note_id) for one in document.references()] == [("1", "note-1"), ("2", "note-2")]
    assert next(document.paragraphs()).text.startswith(before)


def test_a_rule_to_sign_on_parts_off_no_notes() -> None:
    body = (
        paragraph(
            run("The floor has 12 mm") + raised("2") + run(" of play, and 1") + raised("1") + run("/2.")
        )
        + paragraph(run("Signed for the mill"))
        + paragraph(run("____________________"))
        + paragraph(run("1. J. Miller, director"))
        + paragraph(run("2. A. Baker, clerk"))
        + paragraph(run("__________ / __________"))
    )
    document = read(body)
    assert not document.notes
    assert not list(document.references())
    assert [one.text for one in document.paragraphs()][2] == "____________________"


@pytest.mark.parametrize("heading", ["Источники", "Список использованных источников", "Список литературы"])
def test_a_list_under_a_russian_heading_is_found_before_an_annex(heading: str) -> None:
    body = (
        paragraph(run("Мельница сгорела [1], плотина устояла [2]."))
        + styled("Heading1", heading)
        + paragraph(run("1. Городская книга."))
        + paragraph(run("2. Таможенный свиток."))
        + styled("Heading1", "Приложение")
        + paragraph(run("План мельницы и плотины."))
    )
    document = read(body)
    assert [one.text for one in document.notes] == ["Городская книга.", "Таможенный свиток."]
    assert [one.note_id for one in document.references()] == ["note-1", "note-2"]


def test_results_that_a_program_prints_behind_a_number_are_no_notes() -> None:
    body = "".join(
        paragraph(run(text))
        for text in (
            "The highest rent in the roll is: [1] 0.128 marks.",
            "The lowest is: [1] 0.001 marks, and the mean stands between them.",
            '[1] "abbey" "acre" "barn" [4] "field" "mill" "weir"',
        )
    )
    assert read(body).notes == ()
