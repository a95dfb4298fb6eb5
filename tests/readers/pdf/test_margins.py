"""Notes that stand in the margin, beside the text that calls them."""

from __future__ import annotations

from search.readers.pdf.feet import split_feet
from search.readers.pdf.reading import Column
from search.readers.pdf.shapes import Line

_CALLS = Line("the lock was dug in 1832,1 and it leaked.2", 72, 320, 700, 10, raised=((25, 26), (41, 42)))
_TEXT = [Line("and so the town was rich again, for a while at least", 72, 320, 688, 10)]


def _margin(left: float, width: float, *texts: str) -> tuple[Line, ...]:
    return tuple(
        Line(text, left, left + width, 700 - 12 * index, 10, raised=((0, 1),) if text[0].isdecimal() else ())
        for index, text in enumerate(texts)
    )


_NOTES = ("1 Rideau Canal, Parks", "Canada, 1998.", "2 Engineers’ reports.")


def _labels(*columns: tuple[Line, ...]) -> list[str]:
    return [note.label for note in split_feet([Column(0, lines, ()) for lines in columns]).notes]


def test_a_narrow_column_that_begins_with_a_called_label_holds_notes_though_as_large_as_the_text() -> None:
    assert _labels((_CALLS, *_TEXT), _margin(340, 110, *_NOTES)) == ["1", "2"]


def test_notes_in_the_left_margin_are_read_before_their_text_and_are_notes_all_the_same() -> None:
    assert _labels(_margin(20, 45, *_NOTES), (_CALLS, *_TEXT)) == ["1", "2"]


def test_a_column_as_wide_as_the_text_is_text_though_a_mark_has_slipped_to_its_first_line() -> None:
    assert _labels((_CALLS, *_TEXT), _margin(340, 248, *_NOTES)) == []
