"""Which note a mark calls, in a document whose reader could not tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from search.document import Document, Note, NoteReference, Paragraph, ProblemKind, Section
from search.notes import link_notes

Labels: TypeAlias = Sequence[tuple[str, int | None]]


def document(marks: Labels, notes: Labels) -> Document:
    """Marks and notes as (label, page), each mark in a paragraph of its own."""
    paragraphs = tuple(
        Paragraph(f"p{n}", n, "It was so.", page, (NoteReference(label, 10, page=page),))
        for n, (label, page) in enumerate(marks, start=1)
    )
    listed = tuple(Note(f"n{n}", label, "Smith.", page) for n, (label, page) in enumerate(notes, start=1))
    return Document("d", "D", "text", "", (Section("s1", 1, "", 1, None, paragraphs),), listed)


def answers(marks: Labels, notes: Labels) -> list[str | None]:
    return [reference.note_id for reference in link_notes(document(marks, notes)).references()]


def test_a_label_that_stands_for_one_note_is_that_note() -> None:
    assert answers([("1", None), ("2", None), ("1", None)], [("1", None), ("2", None)]) == ["n1", "n2", "n1"]


def test_a_label_that_repeats_is_told_by_the_page() -> None:
    assert answers([("*", 2), ("*", 1)], [("*", 1), ("*", 2)]) == ["n2", "n1"]


def test_without_pages_a_numbering_that_begins_again_is_told_by_its_turn() -> None:
    marks = [("1", None), ("2", None), ("1", None), ("2", None)]
    assert answers(marks, [("1", None), ("2", None), ("1", None), ("2", None)]) == ["n1", "n2", "n3", "n4"]


def test_a_mark_that_several_notes_could_answer_is_left_and_reported() -> None:
    linked = link_notes(document([("*", None)], [("*", None), ("*", None)]))
    assert [reference.note_id for reference in linked.references()] == [None]
    assert linked.problems[0].kind == ProblemKind.AMBIGUOUS_REFERENCE


def test_a_note_that_the_reader_linked_answers_no_other_mark() -> None:
    read = document([("1", None), ("1", None)], [("1", None)])
    first, second = read.sections[0].paragraphs
    linked = Paragraph("p1", 1, first.text, None, (NoteReference("1", 10, "n1"),))
    section = Section("s1", 1, "", 1, None, (linked, second))
    found = link_notes(Document("d", "D", "text", "", (section,), read.notes))
    assert [reference.note_id for reference in found.references()] == ["n1", None]
