"""Links note references to notes; finds missing and orphan notes.

Comes in: a Document as a reader left it. Goes out: the same with `NoteReference.note_id` set wherever exactly
one note answers, and a Problem for every reference without a note and every note without a reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.document import Document, Note, NoteReference, Paragraph, Problem, ProblemKind, Section


def link_notes(document: Document) -> Document:
    """Links each reference to its note.

    A label that stands for one note is that note. One that repeats (numbering that begins again) is told by
    the page that mark and note share; failing that by its turn, where the notes with that label are as many
    as the marks, or as the times that the numbering of the marks begins again. A document with two systems of
    notes (footnotes, and a list of works that are called in brackets) has each linked by itself.
    """
    links = _link(document)
    sections = tuple(_linked(section, links) for section in document.sections)
    linked = replace(document, sections=sections)
    return replace(linked, problems=(*document.problems, *_problems(linked)))


_Key = tuple[str, int]  # paragraph id, place of the reference in it


def _link(document: Document) -> dict[_Key, str]:
    links: dict[_Key, str] = {}
    for system in _systems(document):
        links |= _link_system(document, system)
    return links


def _systems(document: Document) -> set[int]:
    return {reference.system for reference in document.references()}


def _link_system(document: Document, system: int) -> dict[_Key, str]:
    notes = [note for note in document.notes if note.system == system]
    known = {note.id for note in notes}
    by_label: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_label[note.label].append(note)
    marks = list(_marks(document, system))
    calls: dict[str, list[tuple[_Key, NoteReference, int]]] = defaultdict(list)
    links: dict[_Key, str] = {}
    for key, reference, turn in marks:
        if reference.note_id in known:
            links[key] = reference.note_id
        else:
            calls[reference.label].append((key, reference, turn))
    turns = max((turn for _, _, turn in marks), default=0) + 1
    taken = set(links.values())
    for label, called in calls.items():
        free = [note for note in by_label[label] if note.id not in taken]
        links.update(_answer(called, free, turns))
    return {key: note_id for key, note_id in links.items() if note_id}


def _marks(document: Document, system: int) -> Iterator[tuple[_Key, NoteReference, int]]:
    """Every reference of one system, with how many times the numbering has begun again before it."""
    turn = 0
    highest = 0
    for paragraph in document.paragraphs():
        for place, reference in enumerate(paragraph.references):
            if reference.system != system:
                continue
            value = int(reference.label) if reference.label.isdecimal() else 0
            if value == 1 and highest >= 1:
                turn, highest = turn + 1, 0
            highest = max(highest, value)
            yield (paragraph.id, place), reference, turn


def _answer(
    called: Sequence[tuple[_Key, NoteReference, int]], notes: Sequence[Note], turns: int
) -> Iterator[tuple[_Key, str]]:
    if len(notes) == 1 and _may_be_one(called, notes[0]):
        for key, _, _ in called:
            yield key, notes[0].id
        return
    for place, (key, reference, turn) in enumerate(called):
        on_page = [note for note in notes if note.page is not None and note.page == reference.page]
        if len(on_page) == 1:
            yield key, on_page[0].id
        elif len(notes) == turns and len(called) >= len(notes):
            yield key, notes[turn].id
        elif len(notes) == len(called):
            yield key, notes[place].id


def _may_be_one(called: Sequence[tuple[_Key, NoteReference, int]], note: Note) -> bool:
    """One note answers several marks unless the numbering began again between them."""
    turns = {turn for _, _, turn in called}
    pages = {reference.page for _, reference, _ in called}
    return len(turns) == 1 or len(pages) == 1 or note.page is None


def _linked(section: Section, links: dict[_Key, str]) -> Section:
    return replace(section, paragraphs=tuple(_linked_paragraph(p, links) for p in section.paragraphs))


def _linked_paragraph(paragraph: Paragraph, links: dict[_Key, str]) -> Paragraph:
    references = tuple(
        replace(reference, note_id=links.get((paragraph.id, place)))
        for place, reference in enumerate(paragraph.references)
    )
    return replace(paragraph, references=references)


# --- problems --------------------------------------------------------------------------------------------


def _problems(document: Document) -> Iterator[Problem]:
    labelled: dict[tuple[int, str], list[str]] = {}
    for note in document.notes:
        labelled.setdefault((note.system, note.label), []).append(note.id)
    called = {reference.note_id for note in document.notes for reference in note.references}
    for paragraph in document.paragraphs():
        for reference in paragraph.references:
            called.add(reference.note_id)
            if reference.note_id is None:
                yield _unanswered(paragraph, reference, labelled.get((reference.system, reference.label), ()))
    for note in document.notes:
        if note.id not in called:
            where = f" on page {note.page}" if note.page else ""
            message = f"Note {note.label}{where} is called by no mark in the text."
            yield Problem(ProblemKind.ORPHAN_NOTE, message, note=note.id)


def _unanswered(paragraph: Paragraph, reference: NoteReference, notes: Sequence[str]) -> Problem:
    where = f" on page {reference.page}" if reference.page else ""
    if notes:
        message = f"Mark {reference.label}{where} could call any of several notes with that label."
        kind = ProblemKind.AMBIGUOUS_REFERENCE
        return Problem(kind, message, paragraph=paragraph.id, candidates=tuple(notes))
    called = f", called{where}," if where else ""
    message = f"Note {reference.label}{called} is missing from the document."
    return Problem(ProblemKind.MISSING_NOTE, message, paragraph=paragraph.id)
