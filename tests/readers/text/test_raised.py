"""Raised marks on lines of their own, as Ghostscript leaves them."""

from __future__ import annotations

from search.notes import link_notes
from search.readers import read_file
from search.readers.text.pages import read_lines
from search.readers.text.raised import lowered, woven
from tests.readers.text.test_columns import FOLDER, TRUTH, solid

RAISED = [
    "                               3                       4",
    "     The gauge had been moved.  It stood on the quay.   Nobody had written down by how much,",
    "     and the pier on which it stood was built anew in the same summer. The keeper of the",
]
REST = ["     harbour thought it was two feet, and the engineer half a foot."] * 8


def test_marks_and_notes_are_linked() -> None:
    document = link_notes(read_file(FOLDER / "ghostscript-raised.txt"))
    notes = {note.id: note.text for note in document.notes}
    assert [
        (r.label, solid(p.text[: r.offset])[-12:], solid(notes[r.note_id or ""]))
        for p in document.paragraphs()
        for r in p.references
    ] == [(each["label"], solid(each["after"])[-12:], solid(each["note"])) for each in TRUTH["references"]]


def test_a_mark_goes_where_blanks_were_left_for_it() -> None:
    lines = woven("\n".join([*RAISED, *REST, *RAISED])).split("\n")
    assert lines[0].startswith("     The gauge had been moved.3  It stood on the quay.4   Nobody")
    assert len(lines) == 2 * (len(RAISED) - 1) + len(REST)


def test_a_mark_without_blanks_goes_to_the_nearest_end_of_a_clause() -> None:
    raised = [
        "                                   5",
        "     It was moved again in that year, and nobody knew why it was.",
    ]
    lines = woven("\n".join([*raised, *REST, *RAISED])).split("\n")
    assert lines[0] == "     It was moved again in that year,5 and nobody knew why it was."


def test_a_raised_label_goes_before_its_note() -> None:
    note = ["     7", "       Report of the harbour board, p. 12."]
    lines = woven("\n".join([*RAISED, *REST, *note])).split("\n")
    assert lines[-1] == "     7 Report of the harbour board, p. 12."


def test_numbers_of_pages_in_one_place_stay() -> None:
    page = [*RAISED, *REST, *REST]
    numbered = "\n".join([*page, " " * 50 + "1", *page, " " * 50 + "2", *page])
    found = woven(numbered).split("\n")
    assert [line.strip() for line in found if line.strip().isdecimal()] == ["1", "2"]


def test_a_text_without_a_margin_is_left_as_it_is() -> None:
    text = "\n".join(line.strip() for line in [*RAISED, *REST, *RAISED])
    assert woven(text) == text


def test_a_mark_beside_a_line_of_the_other_column_goes_into_the_line_below_it_in_its_own() -> None:
    lines = read_lines("                 2\nhad been rebuilt.  It was then\nread by hand, once an hour.")
    assert [line.text for line in lowered(lines)] == [
        "had been rebuilt.2  It was then",
        "read by hand, once an hour.",
    ]


def test_a_number_over_a_heading_stays() -> None:
    lines = read_lines("2\nThe Gauge at Brest\nIt was read by hand, once an hour.")
    assert lowered(lines) == lines
