"""What is taken for a note, a mark or a list, and what only looks like one."""

from __future__ import annotations

from dataclasses import replace

from search.readers.pdf.calling import Notes, find_calls, unanswered
from search.readers.pdf.feet import split_feet
from search.readers.pdf.labels import candidates, parted
from search.readers.pdf.list_calls import NoteList
from search.readers.pdf.lists import find_lists
from search.readers.pdf.loops import without_loops
from search.readers.pdf.reading import Column
from search.readers.pdf.shapes import Line, RawNote, Rule, Target


def line(text: str, y: float = 500.0, *, size: float = 10.0, raised: str = "", left: float = 50.0) -> Line:
    at = text.index(raised) if raised else 0
    spans = ((at, at + len(raised)),) if raised else ()
    return Line(text, left, left + 5 * len(text), y, size, raised=spans, page=1)


def works(*texts: str, y: float = 300.0) -> list[Line]:
    return [line(text, y - 12 * index) for index, text in enumerate(texts)]


SALT = "He weighed the salt 2 and left.", "2"
WORKS = "[3] Minutes of the town.", "[4] Survey of mills.", "[5] A guide to locks."
TEXT = [line(SALT[0], 700 - 12 * row, raised=SALT[1] if row == 3 else "") for row in range(12)]


def test_a_fraction_is_no_rule_above_notes() -> None:
    formula = [line("2π + 1", 540, left=200, raised="2"), line("where the sum is finite.", 528)]
    column = Column(1, (*TEXT, *formula), (Rule(200, 240, 548),))
    assert split_feet([column]).notes == ()


def test_what_has_no_words_is_no_note() -> None:
    column = Column(1, (*TEXT, line("2 = x + y", 540, size=8, raised="2")), (Rule(50, 150, 548),))
    assert split_feet([column]).notes == ()


def test_words_under_a_rule_at_the_margin_are_a_note() -> None:
    column = Column(1, (*TEXT, line("2 Ibid., p. 45.", 540, size=8, raised="2")), (Rule(50, 150, 548),))
    assert [note.label for note in split_feet([column]).notes] == ["2"]


def test_rows_that_only_brackets_seem_to_call_are_no_notes() -> None:
    text = [line("As the survey of the mills says [1].", 700), *TEXT[1:3]]
    rows = [line(f"{row} Ease with which people reach a goal", 540 - 9 * row, size=8) for row in (1, 2, 3)]
    assert split_feet([Column(1, (*text, *rows), (Rule(50, 150, 536),))]).notes == ()


def test_numbered_steps_under_a_rule_are_no_notes_where_notes_have_raised_labels() -> None:
    notes = [
        line(f"{label} Ibid., p. 45.", 540 - 9 * row, size=8, raised=label) for row, label in enumerate("23")
    ]
    called = [line(SALT[0], 700, raised=SALT[1]), line("She sold it 3 at once.", 688, raised="3"), *TEXT[:1]]
    first = Column(1, (*called, *notes), (Rule(50, 150, 548),))
    steps = [line("2. Step: pay the toll at the upper gate.", 540), line("It is due at once.", 528)]
    second = Column(1, (*called, *steps), (Rule(50, 150, 548),))
    assert [note.label for note in split_feet([first, second]).notes] == ["2", "3"]


def test_a_line_of_text_between_the_halves_of_a_list_is_no_note() -> None:
    text = [line("The mill burnt in spring [1, 2], says the town [3-5].", 700), *TEXT[1:3]]
    half = [replace(one, size=9.0) for one in works("[1] Town book of Foxton.", "[2] Toll roll of Foxton.")]
    again = [replace(line("[4]. And all of it was paid for by the town.", 690), column=1), *TEXT[3:5]]
    rest = [replace(one, size=9.0, column=1) for one in works(*WORKS, y=200)]
    lists = find_lists([*text, *half, *again, *rest], frozenset())
    assert [note.label for entry in lists for note in entry.notes] == ["1", "2", "3", "4", "5"]


def test_rows_of_a_table_are_no_notes() -> None:
    rows = [line("2 Dec. 4, 1826 Mar. 3, 1827 20 1827 26 1828", 540 - 9 * row, size=8) for row in range(4)]
    assert split_feet([Column(1, (*TEXT, *rows), ())]).notes == ()


def test_a_rule_above_a_chapter_does_not_make_it_a_note() -> None:
    chapter = [
        line("2. The mill", 540),
        *(line("It was sold in the spring.", 528 - 12 * n) for n in range(9)),
    ]
    column = Column(1, (*TEXT[:1], TEXT[3], *chapter), (Rule(50, 205, 548),))
    assert split_feet([column]).notes == ()


def test_pages_without_numbers_that_a_bibliography_counts_are_no_marks() -> None:
    for text in ("М.: Наука, 1998. 316, [3] с.", "London, 1871. xii, [2], 316 p.", "[4] л.: ил."):
        assert list(candidates(line(text))) == []
    assert [mark.labels for mark in candidates(line("He denied it in 1871 [3]."))] == [("3",)]


def test_authors_call_where_they_work_and_no_note() -> None:
    work = NoteList(
        3, 5, tuple(RawNote(str(n), (line("A work."),), 1, 50, 0, "1.") for n in (1, 2)), "1.", True
    )
    lines = [
        line("Ada Byron1 and Mary Shelley", raised="1"),
        line("1University of the Mill", raised="1"),
        line(SALT[0], raised=SALT[1]),
        *works("1. A work.", "2. A work."),
    ]
    assert list(find_calls(lines, Notes((), [work]))) == [2]


def test_an_interval_and_a_power_behind_an_operator_are_no_marks() -> None:
    assert list(candidates(line("The share lies in [0, 1] always."))) == []
    assert [mark.doubtful for mark in candidates(line("so that p = 2 holds", raised="2"))] == [True]


def test_a_mark_in_brackets_that_a_line_s_end_parts_is_one() -> None:
    mark = parted(line("as two letters say [3,"), line("Theorem 2.1] of that year."))
    assert mark
    assert (mark.labels, mark.start, mark.rest) == (("3",), 19, 12)
    both = parted(line("as two letters say [10,"), line("11], and one deed."))
    assert both
    assert both.labels == ("10", "11")


def test_a_work_may_be_called_with_a_place_in_it() -> None:
    found = [mark.labels for mark in candidates(line("See [Smi04, Theorem 2.1] and [7, § 3]."))]
    assert found == [("Smi04",), ("7",)]


def test_steps_that_brackets_seem_to_call_are_no_list_where_works_follow() -> None:
    text = [line("The mill [1] and the weir [2] are old.", 600)]
    steps = works("1. Weigh the salt.", "2. Enter it in the book.", y=560)
    between = [line("That done, the gate was shut.", 500)]
    listed = works("References", "[1] Smeaton, Narrative.", "[2] Stevenson, Account.", y=300)
    found = find_lists([*text, *steps, *between, *listed], frozenset())
    assert [(entry.headed, [note.label for note in entry.notes]) for entry in found] == [(True, ["1", "2"])]


def test_bullets_are_no_list_of_notes() -> None:
    text = [line("The mill* was sold.", 600)]
    assert find_lists([*text, *works("* Weigh the salt.", "* Shut the gate.")], frozenset()) == []


def test_works_called_in_round_brackets_are_linked_where_nothing_else_calls_them() -> None:
    text = [line("Salt was taxed (1) and carried (1, 2).", 600)]
    listed = works("References", "1. Smeaton, Narrative.", "2. Stevenson, Account.")
    lines = [*text, *listed]
    called = find_calls(lines, Notes((), find_lists(lines, frozenset())))
    assert [mark.labels for mark in called[0]] == [(("1", 0),), (("1", 0), ("2", 1))]


def test_each_number_of_a_mark_may_have_a_link_of_its_own() -> None:
    notes = tuple(RawNote(label, (line("Smeaton."),), 1, 50, y) for label, y in (("3", 300), ("7", 200)))
    linked = ((7, 8, Target(page=1, x=50, y=305)), (10, 11, Target(page=1, x=50, y=205)))
    lines = [
        Line("It was [3, 7].", 50, 120, 600, 10, page=1, links=linked),
        line("The set [7] is open.", 588),
    ]
    called = find_calls(lines, Notes((), (NoteList(9, 11, notes, "[1]", True),)))
    assert {index: [mark.labels for mark in marks] for index, marks in called.items()} == {
        0: [(("3", 0), ("7", 1))]
    }


def test_a_power_that_is_printed_again_and_again_misses_no_note() -> None:
    notes = tuple(RawNote(label, (line(f"Deed {label}."),), 1, 50, 90, "raised") for label in "124")
    marks = [line(f"The mill was sold.{label}", raised=label) for label in "124"]
    powers = [line("the side and its square3 alike", raised="3") for _ in range(5)]
    called = find_calls([*marks, *powers], Notes(notes, ()))
    assert list(unanswered([*marks, *powers], called)) == []
    assert [mark.labels for _, mark in unanswered([*marks, powers[0]], called)] == [("3",)]


def test_a_form_that_draws_itself_through_another_is_cut_and_one_that_does_not_stays() -> None:
    form = b"%d 0 obj<</Subtype/Form/Resources<</XObject<</X %d 0 R>>>>>>stream /X Do endstream endobj "
    circle = form % (6, 7) + form % (7, 6)
    assert b"0 R" not in without_loops(circle)
    assert len(without_loops(circle)) == len(circle)
    assert without_loops(form % (6, 7)) == form % (6, 7)


def test_a_range_with_a_long_dash_calls_every_work_in_it() -> None:
    assert [mark.labels for mark in candidates(line("Such mills are older [29—31; 60]."))] == [
        ("29", "30", "31", "60")
    ]


def test_a_raised_plus_is_part_of_a_work_s_name() -> None:
    assert [mark.labels for mark in candidates(line("It converges [KMN+02].", raised="+"))] == [("KMN+02",)]


def test_a_sign_at_an_author_s_name_calls_its_note_and_the_number_beside_it_none() -> None:
    author = line("The Royal Society*1", raised="*1")
    thanks = RawNote("*", (line("Founded in 1660."),), 1, 50, 100, "raised")
    work = RawNote("1", (line("Sprat, History."),), 9, 50, 100, "[1]")
    notes = Notes([thanks], [NoteList(5, 6, (work,), "[1]", True)])
    assert [mark.labels for mark in find_calls([author], notes)[0]] == [(("*", 0),)]


def test_a_link_to_another_page_than_a_work_s_is_no_mark() -> None:
    equation = Line("By (2) it holds.", 50, 130, 500, 10, links=((3, 6, Target(page=4, y=300.0)),), page=1)
    works = tuple(RawNote(label, (line("Sprat, History."),), 9, 50, 100, "[1]") for label in "12")
    assert find_calls([equation], Notes([], [NoteList(5, 7, works, "[1]", True)])) == {}


def test_cells_of_a_table_go_on_with_no_note() -> None:
    notes = [line("1 Ibid., p. 45, where the", 200, size=8, raised="1")]
    text = [line("He weighed the salt.1", 700, raised="1"), *TEXT[1:3]]
    cells = [Line("Pounds of salt and grain", 50, 300, 600 - 20 * row, 8, page=2) for row in range(6)]
    rows = tuple(Rule(50, 120, 610 - 20 * row) for row in range(6))
    feet = split_feet([Column(1, (*text, *notes), (Rule(50, 100, 212),)), Column(2, tuple(cells), rows)])
    assert [len(note.lines) for note in feet.notes] == [1]


def test_a_column_that_holds_nothing_but_a_note_is_a_foot() -> None:
    note = line("2 Ibid., p. 45.", 100, size=8, raised="2")
    feet = split_feet([Column(1, tuple(TEXT), ()), Column(1, (note,), ())])
    assert [note.label for note in feet.notes] == ["2"]


def test_works_by_name_that_end_a_column_are_no_foot() -> None:
    text = line("So it was measured [Spr67].", 700)
    entry = line("[Spr67] Sprat, History of the Royal Society.", 300, size=8)
    assert split_feet([Column(1, (text, *TEXT, entry), ())]).notes == ()
