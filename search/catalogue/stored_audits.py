"""What an editor must look at, as the catalogue keeps it: findings counted by document and kind, and each.

Documents come most in need first: a URL that was rebuilt is mended already, and counts last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, case, func, select

from search.catalogue.database import chunks
from search.catalogue.rows import note_of, problem_of
from search.catalogue.schema import DOCUMENTS, NOTES, PASSAGES, PROBLEMS, REFERENCES
from search.catalogue.stored_documents import document_row, summary_of
from search.catalogue.stored_sources import read_sources
from search.document import Note, NoteName, Problem, ProblemKind, Source
from search.errors import NotFound
from search.holdings import Audit, AuditPage, AuditSummary, DocumentSummary, Finding, FindingPage

Item = TypeVar("Item")

_LEAF = 500  # findings read at a time where all are asked for
_KIND_ORDER = {kind: place for place, kind in enumerate(ProblemKind)}


def audits(connection: Connection, document_id: str | None) -> list[Audit]:
    """The problems of one document or of all, those of its notes before those of its citations.

    Raises:
        NotFound: there is no such document.
    """
    documents = select(DOCUMENTS).order_by(DOCUMENTS.c.title, DOCUMENTS.c.id)
    problems = select(PROBLEMS).order_by(PROBLEMS.c.document_id, PROBLEMS.c.position)
    if document_id is not None:
        documents = documents.where(DOCUMENTS.c.id == document_id)
        problems = problems.where(PROBLEMS.c.document_id == document_id)
    rows = connection.execute(documents).mappings().all()
    if document_id is not None and not rows:
        raise NotFound("document", document_id)
    found: dict[str, list[Problem]] = {}
    for problem in connection.execute(problems).mappings():
        found.setdefault(problem["document_id"], []).append(problem_of(problem))
    return [Audit(summary_of(row), tuple(found.get(row["id"], ()))) for row in rows]


def audit_page(connection: Connection, kind: ProblemKind | None, page: int, per_page: int) -> AuditPage:
    """A page of documents; with a kind, of those that have findings of it."""
    number = func.count(PROBLEMS.c.position)
    unmended = func.sum(case((PROBLEMS.c.kind != ProblemKind.REPAIRED_URL.value, 1), else_=0))
    needs = (func.coalesce(unmended, 0).desc(), number.desc(), DOCUMENTS.c.title, DOCUMENTS.c.id)
    those = PROBLEMS.c.document_id == DOCUMENTS.c.id
    question = select(DOCUMENTS).select_from(DOCUMENTS.outerjoin(PROBLEMS, those)).group_by(DOCUMENTS.c.id)
    every = select(func.count()).select_from(DOCUMENTS)
    if kind is not None:
        question = question.where(PROBLEMS.c.kind == kind.value)
        every = select(func.count(PROBLEMS.c.document_id.distinct())).where(PROBLEMS.c.kind == kind.value)
    question = question.order_by(*needs).limit(per_page).offset((page - 1) * per_page)
    rows = connection.execute(question).mappings().all()
    counted = _by_document(connection, [row["id"] for row in rows])
    return AuditPage(
        items=tuple(AuditSummary(summary_of(row), counted[row["id"]]) for row in rows),
        total=connection.execute(every).scalar_one(),
        page=page,
        per_page=per_page,
        kinds=_by_kind(connection),
    )


def finding_page(
    connection: Connection, document_id: str, kind: ProblemKind | None, page: int, per_page: int
) -> FindingPage:
    """A page of a document's findings, kind by kind, each with what it is about.

    Raises:
        NotFound: there is no such document.
    """
    document = summary_of(document_row(connection, document_id))
    kinds = _by_kind(connection, PROBLEMS.c.document_id == document_id)
    place = case({one.value: place for one, place in _KIND_ORDER.items()}, value=PROBLEMS.c.kind)
    question = select(PROBLEMS).where(PROBLEMS.c.document_id == document_id)
    if kind is not None:
        question = question.where(PROBLEMS.c.kind == kind.value)
    question = question.order_by(place, PROBLEMS.c.position).limit(per_page).offset((page - 1) * per_page)
    problems = [problem_of(one) for one in connection.execute(question).mappings()]
    total = kinds.get(kind, 0) if kind else sum(kinds.values())
    return FindingPage(document, _findings(connection, document, problems), total, page, per_page, kinds)


def every_audit(connection: Connection, kind: ProblemKind | None) -> Iterator[AuditSummary]:
    """All documents as `audit_page` has them, however many."""
    yield from _leafed(lambda page: audit_page(connection, kind, page, _LEAF).items)


def every_finding(connection: Connection, document_id: str, kind: ProblemKind | None) -> Iterator[Finding]:
    """All findings of a document as `finding_page` has them, however many."""
    yield from _leafed(lambda page: finding_page(connection, document_id, kind, page, _LEAF).items)


def _leafed(leaf: Callable[[int], tuple[Item, ...]]) -> Iterator[Item]:
    for page in count(1):
        items = leaf(page)
        yield from items
        if len(items) < _LEAF:
            return


def _by_document(connection: Connection, document_ids: Sequence[str]) -> dict[str, dict[ProblemKind, int]]:
    counted: dict[str, dict[ProblemKind, int]] = {one: {} for one in document_ids}
    question = (
        select(PROBLEMS.c.document_id, PROBLEMS.c.kind, func.count())
        .where(PROBLEMS.c.document_id.in_(document_ids))
        .group_by(PROBLEMS.c.document_id, PROBLEMS.c.kind)
    )
    for document_id, kind, number in connection.execute(question):
        counted[document_id][ProblemKind(kind)] = number
    return {one: _in_order(kinds) for one, kinds in counted.items()}


def _by_kind(connection: Connection, *conditions: ColumnElement[bool]) -> dict[ProblemKind, int]:
    question = select(PROBLEMS.c.kind, func.count()).where(*conditions).group_by(PROBLEMS.c.kind)
    return _in_order({ProblemKind(kind): number for kind, number in connection.execute(question)})


def _in_order(kinds: Mapping[ProblemKind, int]) -> dict[ProblemKind, int]:
    return dict(sorted(kinds.items(), key=lambda item: _KIND_ORDER[item[0]]))


# --- what a finding is about -----------------------------------------------------------------------------


def _findings(
    connection: Connection, document: DocumentSummary, problems: Sequence[Problem]
) -> tuple[Finding, ...]:
    of = document.id
    wanted = {note for one in problems for note in (one.note, *one.candidates) if note}
    notes = {row["id"]: note_of(row) for row in _rows(connection, NOTES, "id", of, wanted)}
    wanted = {one.paragraph for one in problems if one.paragraph}
    placed = {row["paragraph_id"]: row for row in _rows(connection, PASSAGES, "paragraph_id", of, wanted)}
    calling = _first_calls(connection, of, {one.note for one in problems if one.note})
    works = read_sources(connection, {source for one in problems for source in one.sources})
    return tuple(
        _finding(one, notes, placed.get(one.paragraph or "") or calling.get(one.note or ""), works)
        for one in problems
    )


def _finding(
    problem: Problem, notes: Mapping[str, Note], passage: RowMapping | None, works: Mapping[str, Source]
) -> Finding:
    note = notes.get(problem.note or "")
    pages = (passage["page"] if passage else None, note.page if note else None)
    return Finding(
        problem,
        note=note,
        paragraph=passage["number"] if passage else None,
        page=next((page for page in pages if page is not None), None),
        candidates=tuple(NoteName(one, notes[one].label) for one in problem.candidates if one in notes),
        sources=tuple(works[one] for one in problem.sources if one in works),
    )


def _rows(
    connection: Connection, table: Table, column: str, document_id: str, values: Iterable[str]
) -> Iterable[RowMapping]:
    for chunk in chunks(values):
        here = (table.c.document_id == document_id, table.c[column].in_(chunk))
        yield from connection.execute(select(table).where(*here)).mappings()


def _first_calls(connection: Connection, document_id: str, notes: Iterable[str]) -> dict[str, RowMapping]:
    """For each note the first paragraph that calls it."""
    found: dict[str, RowMapping] = {}
    for chunk in chunks(notes):
        question = (
            select(REFERENCES.c.note_id, PASSAGES.c.number, PASSAGES.c.page)
            .join(PASSAGES, PASSAGES.c.id == REFERENCES.c.passage_id)
            .where(REFERENCES.c.document_id == document_id)
            .where(REFERENCES.c.note_id.in_(chunk))
            .order_by(PASSAGES.c.position)
        )
        for row in connection.execute(question).mappings():
            found.setdefault(row["note_id"], row)
    return found
