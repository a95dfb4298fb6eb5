"""Where raised figures belong, and how pages are counted at their edges."""

from __future__ import annotations

from search.readers.pdf.columns import stacks
from search.readers.pdf.furniture import furniture
from search.readers.pdf.lines import line_of
from search.readers.pdf.segments import Segment, segments
from search.readers.pdf.shapes import Glyph, Line, Page


def _set(text: str, left: float, y: float, size: float) -> list[Glyph]:
    return [
        Glyph(letter, left + 0.5 * size * index, left + 0.5 * size * (index + 1), y, size)
        for index, letter in enumerate(text)
    ]


def test_a_raised_label_at_the_margin_stands_on_the_line_of_the_note_set_at_a_tab_after_it() -> None:
    found = segments([*_set("7", 71, 101, 6.5), *_set("Directive 2011/93/EU", 107, 97, 10)])
    assert [(part.y, part.glyphs[0].raised) for part in found] == [(97, True), (97, False)]


def test_a_roman_label_at_the_margin_stands_on_the_line_of_the_note_set_at_a_tab_after_it() -> None:
    found = segments([*_set("xi", 71, 101, 6.5), *_set("Directive 2011/93/EU", 107, 97, 10)])
    assert [(part.y, part.glyphs[0].raised) for part in found] == [(97, True), (97, False)]


def test_a_label_stands_on_the_line_of_its_note_where_justified_type_stretches_the_tab() -> None:
    found = segments([*_set("xxix", 56.8, 91, 6.1), *_set("Case Studies, 2023", 115.2, 87, 10.5)])
    assert [(part.y, part.glyphs[0].raised) for part in found] == [(87, True), (87, False)]


def test_a_small_figure_far_from_a_line_and_no_label_keeps_its_own_line() -> None:
    found = segments([*_set("fig. a", 40, 101, 6.5), *_set("Directive 2011/93/EU", 107, 97, 10)])
    assert [part.y for part in found] == [101, 97]


def test_a_page_s_number_between_two_words_counts_the_pages() -> None:
    pages = [
        [
            Line("Salt was dear.", 71, 200, 700, 12, page=page),
            Line(f"EN {page} EN", 71, 500, 40, 12, page=page),
        ]
        for page in range(1, 6)
    ]
    found = furniture([[], *pages], [""] * 6)
    assert found.numbers[1] == 1
    assert (3, 40) in found.rows


def test_a_note_with_the_number_of_its_page_is_no_furniture_where_the_page_has_its_number_below() -> None:
    words = ("Salt was dear.", "[2] Zhang, Split Nets", "So was rope.", "The lock held.")
    pages = [
        [
            Line(text, 71, 200, 700, 12, page=page),
            Line("It rained.", 71, 200, 660, 12, page=page),
            Line(str(page + 1), 290, 296, 40, 12, page=page),
        ]
        for page, text in enumerate(words)
    ]
    assert (1, 700) not in furniture(pages, [""] * len(pages)).rows
    without_number = [[*rows[: 3 - (page == 1)]] for page, rows in enumerate(pages)]
    assert (1, 700) in furniture(without_number, [""] * len(pages)).rows


def test_a_smaller_text_right_beside_a_line_is_a_note_in_the_margin_and_no_part_of_the_line() -> None:
    text = _set("The lock was dug in one summer", 71, 500, 10)
    found = segments([*text, *_set("Survey of the canal", 228, 500, 8)])
    assert [(part.glyphs[0].text, part.size) for part in found] == [("T", 10), ("S", 8)]


def test_a_smaller_word_inside_a_line_does_not_part_it() -> None:
    found = segments(
        [*_set("The lock", 71, 500, 10), *_set("gate", 114, 500, 8), *_set("leaks", 133, 500, 10)]
    )
    assert len(found) == 1


def test_a_ligature_that_is_written_a_byte_out_of_step_is_its_letters_again() -> None:
    line = line_of(_set("con昀氀ict of Virtov愃Ā, o昀툀ine", 71, 700, 12), Page(0, 600, 800, (), (), ()))
    assert line.text == "conflict of Virtov\u00e1, offline"


def _row(x: float, y: float, letters: int = 40) -> Segment:
    return Segment(tuple(Glyph("a", x + 5 * i, x + 5 * i + 5, y, 10) for i in range(letters)), y, 10)


def test_a_long_table_in_one_column_weaves_it_with_no_other() -> None:
    cells = [_row(x, 700 - 12 * line, 4) for line in range(20) for x in (60, 140)]
    text = [_row(50, 440 - 12 * line) for line in range(9)]
    beside = [_row(280, 700 - 12 * line) for line in range(30)]
    assert [stack[0].left for stack in stacks([*cells, *text, *beside])] == [60, 280]


def test_a_table_of_two_columns_is_read_row_by_row() -> None:
    rows = [_row(x, 700 - 12 * line, 8) for line in range(20) for x in (50, 280)]
    assert len(stacks(rows)) == 1
