"""Each convention as its tool writes it, read end to end: marks, the words before, the notes, the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from search.citations import find_citations
from tests.readers.html.cases import CASES, document, marks, true_marks, true_paragraphs, true_urls

FLOOR = (
    0.99  # F1 of marks with the right label, place and whole note; `search` promises as much for web pages
)
URL_FLOOR = 0.98


def f1(found: Iterable[object], true: Iterable[object]) -> float:
    one, other = Counter(found), Counter(true)
    return 2 * (one & other).total() / (one.total() + other.total())


@pytest.mark.parametrize("name", CASES)
def test_marks_call_their_notes(name: str) -> None:
    assert marks(document(name)) == true_marks(name)


@pytest.mark.parametrize("name", [name for name in CASES if true_paragraphs(name)])
def test_paragraphs_hold_the_text_alone(name: str) -> None:
    assert [paragraph.text for paragraph in document(name).paragraphs()] == true_paragraphs(name)


@pytest.mark.parametrize("name", CASES)
def test_every_note_is_called(name: str) -> None:
    assert not document(name).problems


def test_marks_are_linked_to_their_notes_above_the_floor() -> None:
    found = [(name, mark) for name in CASES for mark in marks(document(name))]
    true = [(name, mark) for name in CASES for mark in true_marks(name)]
    assert f1(found, true) >= FLOOR


def test_the_floor_falls_where_marks_call_the_note_before() -> None:
    true = [(name, mark) for name in CASES for mark in true_marks(name)]
    shifted = [
        (name, (*mark[:2], before[1][2])) for (name, mark), before in zip(true[1:], true, strict=False)
    ]
    assert f1(shifted, true) < 0.1


def test_urls_in_notes_are_found_above_the_floor() -> None:
    found, true = [], []
    for name in CASES:
        if not true_urls(name):
            continue
        one = document(name)
        labels = {note.id: note.label for note in one.notes}
        mentions = find_citations(one).mentions
        found += [(name, labels[each.note_id], link.url) for each in mentions for link in each.links]
        true += [(name, label, url) for label, url in true_urls(name)]
    assert f1(found, true) >= URL_FLOOR
