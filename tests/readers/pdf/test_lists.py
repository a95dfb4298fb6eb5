"""Lists of notes in the body of a PDF, and the marks in brackets that call them."""

from __future__ import annotations

from search.readers.pdf.calling import Notes, find_calls
from search.readers.pdf.labels import candidates
from search.readers.pdf.lists import find_lists
from search.readers.pdf.shapes import Line, Target


def _lines(*texts: str, size: float = 10.0) -> list[Line]:
    return [Line(text, 0, 90, 700 - 12 * index, size) for index, text in enumerate(texts)]


def test_the_notes_of_a_second_chapter_go_on_where_those_of_the_first_end() -> None:
    body = _lines("The lock was dug in 1832. [1]", "It leaked. [2]")
    notes = _lines("[1] Rideau Canal, Parks Canada.", "[2] Engineers' reports, 1835.", size=8.0)
    later = _lines("The gates were renewed. [3]")
    more = _lines("[3] Survey of the canal, 1871.", size=8.0)
    found = find_lists([*body, *notes, *later, *more], frozenset())
    assert [[note.label for note in entry.notes] for entry in found] == [["1", "2"], ["3"]]


def test_a_numbered_step_is_no_list_of_notes_though_a_note_comes_before_its_number() -> None:
    lines = _lines("Fill the lock. [1]", "2. Open the gate.", "3. Leave.")
    assert not find_lists(lines, frozenset({"1"}))


def _labels(text: str) -> list[tuple[str, ...]]:
    return [mark.labels for mark in candidates(Line(text, 0, 90, 700, 10))]


def test_the_ends_of_an_interval_call_no_notes() -> None:
    assert _labels("The flow exists for all t ∈ [1, 2] and is smooth on [0, 1].") == []


def test_marks_in_brackets_one_behind_the_other_call_a_note_each() -> None:
    text = "as several surveys show. [53] [54]"
    raised = Line(text, 0, 90, 700, 10, raised=((text.index("["), len(text)),))
    assert [mark.labels for mark in candidates(raised)] == [("53", "54")]


def test_the_number_of_an_equation_calls_no_work_that_is_labelled_in_square_brackets() -> None:
    text = _lines("The flow is smooth, (1)", "and it ends there. (2)", "References")
    works = _lines("[1] Michor, Topics in Differential Geometry.", "[2] Cannas da Silva, Lectures.")
    assert not find_lists([*text, *works], frozenset())


def test_marks_in_brackets_call_a_list_whether_they_are_raised_or_not() -> None:
    raised = "It carried by anticipation [2], and it added. [1]"
    text = Line(raised, 72, 300, 700, 10, raised=((27, 30), (46, 49)))
    lines = [text, *_lines("as Lovelace describes in [3].", "References")]
    works = _lines("1. Bromley, Analytical Engine.", "2. Menabrea, Sketch.", "3. Lovelace, Notes.")
    notes = Notes((), find_lists([*lines, *works], frozenset()))
    called = find_calls(lines, notes)
    assert [label for marks in called.values() for mark in marks for label in mark.labels] == [
        ("2", 1),
        ("1", 0),
        ("3", 2),
    ]


def test_endnotes_counted_in_roman_numbers_are_called_however_long_the_number_is() -> None:
    labels = ["i", "ii", "xxvii", "xxviii", "xl", "lxxxviii"]
    text = [
        Line(f"The lock leaked.{label}", 72, 300, 700, 10, raised=((16, 16 + len(label)),))
        for label in labels
    ]
    notes = [
        Line(f"{label} Survey of the canal, 1871.", 72, 300, 500, 10, raised=((0, len(label)),))
        for label in labels
    ]
    lines = [*text, *_lines("Notes"), *notes]
    called = find_calls(lines, Notes((), find_lists(lines, frozenset())))
    assert [label for marks in called.values() for mark in marks for label in mark.labels] == [
        (label, place) for place, label in enumerate(labels)
    ]


def test_the_number_of_the_heading_above_a_list_is_no_label() -> None:
    lines = _lines("The lock leaked [1].", "7. References", "[1] Rideau Canal, Parks Canada.")
    assert [[note.label for note in entry.notes] for entry in find_lists(lines, frozenset("6"))] == [["1"]]


def test_a_word_that_bids_to_compare_stands_before_the_number_in_brackets() -> None:
    assert _labels("Der Deich hielt nicht [vgl. 6, S. 12], was bekannt war [siehe auch 3].") == [
        ("6",),
        ("3",),
    ]
    assert _labels("The dyke gave way [see also 6, 7], as was known [cf. 3, p. 4].") == [("6", "7"), ("3",)]


def test_works_without_an_author_go_by_a_name_beside_those_that_go_by_a_number() -> None:
    text = _lines("The dyke gave way [3], and then the lock did [4].", "References")
    works = _lines("[Dyk] Dykes and Locks, an Overview.", "[3] (1871). Survey.", "[4] Rideau Canal.")
    (found,) = find_lists([*text, *works], frozenset())
    assert [note.label for note in found.notes] == ["Dyk", "3", "4"]


def test_a_list_begins_with_any_number_where_a_link_leads_to_it() -> None:
    mark = Line("The dyke gave way [7].", 0, 90, 700, 10, links=((18, 21, Target(page=1, y=705.0)),))
    works = [Line("7. Survey of the Canal, 1871.", 0, 90, 700, 10, page=1)]
    (found,) = find_lists([mark, *works], frozenset())
    assert [note.label for note in found.notes] == ["7"]


def test_a_link_to_an_equation_makes_no_note_of_it() -> None:
    mark = Line(
        "as it follows from (7) that it leaks", 0, 90, 700, 10, links=((19, 22, Target(page=1, y=705.0)),)
    )
    assert not find_lists([mark, Line("(7) where the lock leaks", 0, 90, 700, 10, page=1)], frozenset())


def test_a_heading_as_high_in_the_next_column_as_the_place_that_a_link_leads_to_is_no_note() -> None:
    mark = Line("The dyke gave way [4].", 0, 90, 700, 10, links=((18, 21, Target(page=1, x=320.0, y=705.0)),))
    assert not find_lists([mark, Line("4. CONCLUSIONS", 72, 190, 700, 10, page=1)], frozenset())
