"""Where notes stand, what labels them, and which marks call them: small texts of each kind."""

from __future__ import annotations

from search.document import Document
from search.notes import link_notes
from search.readers.text import read


def text(*lines: str) -> Document:
    return link_notes(read("\n".join(lines).encode(), "text.txt"))


def links(document: Document) -> list[tuple[str, str | None]]:
    notes = {note.id: note.text for note in document.notes}
    return [(r.label, notes[r.note_id] if r.note_id else None) for r in document.references()]


def labels(document: Document) -> list[str]:
    return [reference.label for reference in document.references()]


LIGHT = "The first light was lit in 1811, and it could be seen for 20 miles"


def test_markdown_definitions_are_notes() -> None:
    document = text(f"{LIGHT}.[^1] It burned oil.[^oil]", "", "[^1]: Reed, p. 4.", "[^oil]: Of whales.")
    assert links(document) == [("1", "Reed, p. 4."), ("oil", "Of whales.")]


def test_roman_numbers_label_notes_under_a_heading() -> None:
    document = text(
        "The Light", "", f"{LIGHT}.i It burned oil.ii", "", "Endnotes", "", "i. Reed.", "ii. Ibid."
    )
    assert links(document) == [("i", "Reed."), ("ii", "Ibid.")]


def test_doubled_and_trebled_asterisks_are_labels_of_their_own() -> None:
    document = text(f"{LIGHT}.* It burned oil,** of whales.***", "", "* Reed.", "** Brown.", "*** Ibid.")
    assert links(document) == [("*", "Reed."), ("**", "Brown."), ("***", "Ibid.")]


def test_carets_are_marks() -> None:
    document = text(f"{LIGHT}.^1 It burned oil.^{{2}}", "", "_______", "1. Reed.", "2. Ibid.")
    assert links(document) == [("1", "Reed."), ("2", "Ibid.")]


def test_one_bracket_may_call_several_notes() -> None:
    document = text(f"{LIGHT} [1,3-4].", "", "References", "", *(f"[{n}] Work {n}." for n in range(1, 5)))
    assert labels(document) == ["1", "3", "4"]


def test_a_note_called_twice_is_one_note() -> None:
    document = text(f"{LIGHT}.[1] It burned oil.[1]", "", "Notes", "", "[1] Reed, p. 4.")
    assert [reference.note_id for reference in document.references()] == ["note-1", "note-1"]


def test_a_mark_without_its_note_is_missing_though_another_chapter_has_the_label() -> None:
    document = text(
        *("CHAPTER I", "", f"{LIGHT}.1 It burned oil.2", "", "NOTES", "", "1. Reed.", "2. Brown.", ""),
        *(
            "CHAPTER II",
            "",
            "The keepers were poor.1 They asked for more.2",
            "",
            "NOTES",
            "",
            "1. Minutes.",
            "",
        ),
    )
    assert links(document) == [("1", "Reed."), ("2", "Brown."), ("1", "Minutes."), ("2", None)]


def test_a_note_in_brackets_answers_the_mark_before_it() -> None:
    document = text(
        *(f"{LIGHT}.[A]", "", "[Footnote A: Reed, who", "was there [or says so].]", ""),
        *("The keepers were poor.[A]", "", "[Footnote A: Minutes.]", ""),
    )
    assert links(document) == [("A", "Reed, who was there [or says so]."), ("A", "Minutes.")]


def test_a_notes_second_paragraph_stays_with_it() -> None:
    document = text(
        f"{LIGHT}.[1] It burned oil.[2]", "", "Notes", "", "[1] Reed.", "", "He was there.", "", "[2] Ibid."
    )
    assert [note.text for note in document.notes] == ["Reed. He was there.", "Ibid."]


def test_a_list_at_the_end_is_no_notes() -> None:
    document = text(f"{LIGHT}, (1) by night, (2) by day.", "", "1. Oil.", "2. Wicks.", "", "Bring both.")
    assert document.notes == ()
    assert labels(document) == []


def test_plain_numbers_call_nothing() -> None:
    document = text(
        *(f"{LIGHT}. It cost 5,000 pounds, 3.5% of it for oil; see no. 4, p. 5 and Fig.1.", ""),
        *(
            "In 2021 the G20 met, H2O froze at 0 degrees, and 5*3 was 15 m². The 2nd keeper, aged 30, left.",
            "",
        ),
        *("Notes", "", "1. Reed.", "2. Ibid."),
    )
    assert labels(document) == []


def test_an_enumeration_calls_nothing_where_real_marks_do() -> None:
    document = text(
        *("They asked for three things: (1) oil, (2) wicks and (3) pay.", ""),
        *(f"{LIGHT} (1). It burned oil (2).", "", "Notes", "", "(1) Reed.", "(2) Ibid."),
    )
    first, second = document.paragraphs()
    assert "(2) wicks" in first.text
    assert [reference.label for reference in second.references] == ["1", "2"]


def test_a_name_in_brackets_whose_entry_was_lost_is_missing() -> None:
    document = text(
        f"{LIGHT} [Reed1999], they say [Brown2004] and deny [Hill2010]; see h[0].",
        *("", "References", "", "[Reed1999] Reed, A.", "[Brown2004] Brown, B."),
    )
    assert links(document) == [("Reed1999", "Reed, A."), ("Brown2004", "Brown, B."), ("Hill2010", None)]


def test_no_blank_is_left_before_a_full_stop_nor_doubled_between_words() -> None:
    document = text(f"{LIGHT} [1] . It burned [2] oil.", "", "Notes", "", "[1] Reed.", "[2] Ibid.")
    assert next(document.paragraphs()).text == f"{LIGHT}. It burned oil."


def test_a_note_that_nothing_calls_is_an_orphan() -> None:
    document = text(f"{LIGHT}.[1]", "", "Notes", "", "[1] Reed.", "[2] Ibid.")
    assert [(problem.kind.value, problem.note) for problem in document.problems] == [
        ("orphan-note", "note-2")
    ]


def test_a_line_that_begins_with_a_number_is_no_note_at_a_pages_foot() -> None:
    page = "The boy was 7. He counted the ships, and that day he saw\n7 barques and 12 boats go by.\n"
    document = text(page + "\f" + page.replace("boy", "girl"))
    assert document.notes == ()
    assert [paragraph.text.endswith("12 boats go by.") for paragraph in document.paragraphs()][-1]


def test_a_label_glued_to_an_initial_begins_a_note() -> None:
    notes = ("1O. Wilde, De Profundis.", "2A.M. Turing, Computing Machinery.", "3J. Conrad, Lord Jim.")
    document = text(f"{LIGHT}.1 It burned oil,2 and then gas.3", "", "Notes", "", *notes)
    assert links(document) == [(note[0], note[1:]) for note in notes]
