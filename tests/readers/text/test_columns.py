"""Pages in two columns, as an extractor leaves them that keeps the layout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from search.notes import link_notes
from search.readers import read_file
from search.readers.text.columns import unwoven
from search.readers.text.furniture import Pagination, paginate
from search.readers.text.pages import read_lines

FOLDER = Path(__file__).parents[2] / "fixtures" / "text" / "set"
TRUTH: Any = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
LEFT = [
    "the tide gauge at Brest has",
    "been read since the beginning",
    "of the eighteenth century, and",
    "no other series is as long as",
    "the one that was begun in that",
    "harbour, though it was broken",
    "off during two wars and when",
    "the pier was built anew.",
]
RIGHT = [
    "what it shows is a sea that",
    "rises by more than a tenth of a",
    "metre in every hundred years,",
    "twice as fast in the last part",
    "as in the first, so that those",
    "who drew the zero of all maps",
    "from it would draw it higher",
    "today than they once did.",
]


def side_by_side(left: list[str], right: list[str]) -> list[str]:
    return [f"{one:36}{other}" for one, other in zip(left, right, strict=True)]


def solid(text: str) -> str:
    """A text without its blanks: a URL may have been broken at a line's end."""
    return text.replace(" ", "")


def columns(text: str) -> Pagination:
    return unwoven(paginate(read_lines(text)))


def texts(text: str) -> list[str]:
    return [line.text for line in columns(text).lines]


def test_marks_and_notes_of_both_columns_are_linked() -> None:
    document = link_notes(read_file(FOLDER / "poppler-two-columns.txt"))
    notes = {note.id: note.text for note in document.notes}
    found = [
        (r.label, p.text[: r.offset].endswith(each["after"]), solid(notes[r.note_id or ""]))
        for p in document.paragraphs()
        for r, each in zip(p.references, TRUTH["references"][int(p.references[0].label) - 1 :], strict=False)
    ]
    assert found == [(each["label"], True, solid(each["note"])) for each in TRUTH["references"]]


def test_a_title_over_both_columns_comes_before_them() -> None:
    document = read_file(FOLDER / "poppler-two-columns.txt")
    assert [each.title for each in document.sections] == ["A Measure for All People", *TRUTH["headings"]]


def test_a_paragraph_runs_on_from_the_left_column_to_the_right_and_over_the_page() -> None:
    document = read_file(FOLDER / "poppler-two-columns.txt")
    begun = {p.text[:18]: (p.page, p.text.rsplit(maxsplit=1)[1]) for p in document.paragraphs()}
    assert begun["The definitive bar"] == (1, "geodesists.")
    assert begun["That a bar may be "] == (1, "second.")


def test_the_left_column_comes_before_the_right() -> None:
    assert texts("\n".join(side_by_side(LEFT, RIGHT))) == LEFT + RIGHT


def test_each_column_is_a_page_of_its_own_with_the_printed_number_of_its_page() -> None:
    page = "\n".join(side_by_side(LEFT, RIGHT))
    found = columns(f"{page}\n\n- 7 -\f{page}\n\n- 8 -\n")
    assert sorted({line.page for line in found.lines}) == [0, 1, 2, 3]
    assert found.numbers == {0: 7, 1: 7, 2: 8, 3: 8}


def test_a_heading_between_two_bands_stays_between_them() -> None:
    band = side_by_side(LEFT, RIGHT)
    heading = "            How the level of the sea has been kept since"
    assert texts("\n".join([*band, "", heading, "", *band])) == [
        *LEFT,
        *RIGHT,
        heading.strip(),
        *LEFT,
        *RIGHT,
    ]


def test_a_line_that_ran_into_the_other_column_is_cut_at_its_columns_width() -> None:
    page = side_by_side(LEFT * 2, RIGHT * 2)
    page[4] = "the one that was begun in that as in the first, so that those"
    assert texts("\n".join(page)) == LEFT * 2 + RIGHT * 2


def test_a_table_is_no_pair_of_columns() -> None:
    table = "\n".join(f"{place:36}{level}" for place, level in [("Brest, Finistère", "4.03 m")] * 12)
    assert texts(table) == table.split("\n")


def test_sentences_that_all_begin_anew_are_no_pair_of_columns() -> None:
    rows = "\n".join(f"{'The gauge was read by hand.':36}Now it is read by a float." for _ in range(12))
    assert texts(rows) == rows.split("\n")
