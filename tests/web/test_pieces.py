"""Texts cut into pieces: nothing is lost, nothing is moved, and a mark stays with its word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.document import Citation, Passage, Source, Status
from web.pieces import Call, Piece, calls, note_pieces, pieces

SENTENCE = 'The share is "huge", he said.'


def call(offset: int, number: int = 1) -> Call:
    return Call(number, offset, (Citation(str(number), f"note-{number}", offset, Status.OK, "A note."),))


def shape(found: list[Piece]) -> str:
    """Hits in [], marks as *, what no line breaks in ()."""
    text = ""
    for piece in found:
        inside = "*" if piece.call else f"[{piece.text}]" if piece.hit else piece.text
        text += f"{'(' if piece.opens else ''}{inside}{')' if piece.closes else ''}"
    return text


spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple)


@given(st.text(max_size=40), st.lists(spans, max_size=5), st.lists(st.integers(0, 40), max_size=5))
def test_pieces_joined_are_the_text_with_every_mark_once(
    text: str, hits: list[tuple[int, int]], offsets: list[int]
) -> None:
    inside = [(low, high) for low, high in hits if low < high <= len(text)]
    marks = [call(at, number) for number, at in enumerate(sorted(at for at in offsets if at <= len(text)), 1)]
    found = pieces(text, hits=inside, marks=marks)
    assert "".join(piece.text for piece in found) == text
    assert [piece.call for piece in found if piece.call] == marks
    hit = {at for low, high in inside for at in range(low, high)}
    at = 0
    for piece in found:
        assert piece.call is None or piece.call.offset == at
        assert not piece.text or piece.hit == (at in hit)
        at += len(piece.text)


@given(st.text(alphabet="ab. \u00a0", max_size=20), st.lists(st.integers(0, 20), max_size=6))
def test_what_is_held_together_is_closed_before_it_is_opened_again(text: str, offsets: list[int]) -> None:
    marks = [call(at) for at in sorted(offsets) if at <= len(text)]
    depth = 0
    for piece in pieces(text, marks=marks):
        depth += piece.opens
        assert depth == 1 or not piece.call
        depth -= piece.closes
        assert depth in (0, 1)
    assert depth == 0


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (19, 'The share is "huge("*,) he said.'),
        (18, 'The share is "hug(e*"), he said.'),
        (0, '(*T)he share is "huge", he said.'),
        (3, 'Th(e*) share is "huge", he said.'),
        (29, 'The share is "huge", he said(.*)'),
    ],
)
def test_a_mark_is_held_to_the_characters_beside_it(offset: int, expected: str) -> None:
    assert shape(pieces(SENTENCE, marks=[call(offset)])) == expected


def test_a_hit_that_a_mark_divides_is_marked_on_both_sides() -> None:
    assert shape(pieces("great stone", hits=[(0, 11)], marks=[call(5)])) == "[grea]([t]*)[ stone]"


def test_marks_count_from_the_start_of_a_snippet() -> None:
    assert shape(pieces("he said.", marks=[call(29)], start=21)) == "he said(.*)"
    assert shape(pieces("he said.", marks=[call(3)], start=21)) == "he said."


def test_citations_that_share_a_mark_are_one_call() -> None:
    cited = (
        Citation("1", "note-1", 4, Status.OK, "Two works."),
        Citation("1", "note-1", 4, Status.NO_URL, "Two works."),
        Citation("2", None, 9, Status.MISSING),
    )
    passage = Passage("d.p1", "d", "A letter", 1, "", 1, "She left, he said.", citations=cited)
    assert [(one.label, one.note_id, len(one.citations)) for one in calls(passage)] == [
        ("1", "note-1", 2),
        ("2", None, 1),
    ]


def test_a_note_s_title_and_its_url_over_two_lines_are_pieces_of_their_own() -> None:
    source = Source("s", "webpage", "Tractors in India", url="https://a.by/mtz-4")
    text = "Pak, C. Tractors in India. - URL: https://a.by/ mtz-4. Seen in May."
    citation = Citation(
        "4", "note-4", 0, Status.REPAIRED, text, source.url, "https://a.by/\nmtz-4", (), source
    )
    found = note_pieces([citation])
    assert "".join(piece.text for piece in found) == text
    assert [(piece.part, piece.text) for piece in found if piece.part] == [
        ("title", "Tractors in India"),
        ("url", "https://a.by/ mtz-4"),
    ]


def test_a_url_in_a_note_stays_whole_when_words_of_it_match() -> None:
    citation = Citation(
        "4", "n", 0, Status.OK, "See https://a.by/mtz now", "https://a.by/mtz", "https://a.by/mtz"
    )
    found = note_pieces([citation], hits=[(17, 20)])
    assert [(piece.text, piece.hit) for piece in found] == [
        ("See ", False),
        ("https://a.by/mtz", True),
        (" now", False),
    ]
