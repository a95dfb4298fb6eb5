"""Documents as the catalogue keeps them: an id in; whole documents, summaries and figures out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, RowMapping, Table, func, select, tuple_

from search.catalogue.rows import bibliography_of, document_of
from search.catalogue.schema import (
    DOCUMENTS,
    LIBRARY,
    MENTIONS,
    NOTES,
    PASSAGES,
    PROBLEMS,
    REFERENCES,
    SECTIONS,
    SOURCES,
    STATEMENTS,
)
from search.document import Bibliography, Document, Status
from search.errors import NotFound
from search.holdings import DocumentSummary, Holdings, Imprint


def read_document(connection: Connection, document_id: str) -> tuple[Document, Bibliography]:
    """A document and what it cites, as they were saved; sources have the ids that they have here.

    Raises:
        NotFound: there is no such document.
    """
    row = document_row(connection, document_id)
    problems = _in_order(connection, PROBLEMS, document_id)
    document = document_of(
        row,
        sections=_in_order(connection, SECTIONS, document_id),
        passages=_in_order(connection, PASSAGES, document_id),
        references=_in_order(connection, REFERENCES, document_id),
        notes=_in_order(connection, NOTES, document_id),
        problems=problems,
    )
    mentions = _in_order(connection, MENTIONS, document_id)
    return document, bibliography_of(mentions, _sources(connection, document_id), problems)


def summaries(connection: Connection) -> list[DocumentSummary]:
    """All documents by title."""
    rows = connection.execute(select(DOCUMENTS).order_by(DOCUMENTS.c.title, DOCUMENTS.c.id))
    return [summary_of(row) for row in rows.mappings()]


def newest(connection: Connection) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """The id, revision and authors of all documents, those that changed last first."""
    columns = DOCUMENTS.c["id", "revision", "authors"]
    question = select(*columns).order_by(DOCUMENTS.c.revision.desc(), DOCUMENTS.c.id)
    for document_id, revision, authors in connection.execute(question, execution_options={"yield_per": 500}):
        yield document_id, revision, tuple(authors)


def ids(connection: Connection, table: Table, start: int, number: int) -> list[str]:
    """So many ids of a table that has them, in order, after the first `start`."""
    question = select(table.c.id).order_by(table.c.id).offset(start).limit(number)
    return list(connection.execute(question).scalars())


def imprint(connection: Connection, document_id: str) -> Imprint:
    """What the title page of a document says.

    Raises:
        NotFound: there is no such document.
    """
    row = document_row(connection, document_id)
    return Imprint(row["title"], tuple(row["authors"]), row["published"], row["url"])


def section_titles(connection: Connection, section_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """ "DOCUMENT.s2" -> the title of the section and that of its document."""
    places = [tuple(section_id.split(".", 1)) for section_id in section_ids]
    question = (
        select(SECTIONS.c.document_id, SECTIONS.c.id, SECTIONS.c.title, DOCUMENTS.c.title)
        .join(DOCUMENTS, DOCUMENTS.c.id == SECTIONS.c.document_id)
        .where(tuple_(SECTIONS.c.document_id, SECTIONS.c.id).in_(places))
    )
    return {f"{row[0]}.{row[1]}": (row[2], row[3]) for row in connection.execute(question)}


def document_titles(connection: Connection, document_ids: Iterable[str]) -> dict[str, str]:
    """Document id -> title."""
    question = select(DOCUMENTS.c.id, DOCUMENTS.c.title).where(DOCUMENTS.c.id.in_(list(document_ids)))
    return {row[0]: row[1] for row in connection.execute(question)}


def holdings(connection: Connection) -> Holdings:
    """Figures over all documents."""

    def number(table: Table) -> int:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()

    all_counts = connection.execute(select(DOCUMENTS.c.counts)).scalars().all()
    missing = select(func.count()).where(REFERENCES.c.note_id.is_(None))
    return Holdings(
        documents=len(all_counts),
        sections=number(SECTIONS),
        passages=number(PASSAGES),
        notes=number(NOTES),
        references=number(REFERENCES),
        sources=number(SOURCES),
        missing=connection.execute(missing).scalar_one(),
        revision=connection.execute(select(LIBRARY.c.revision)).scalar_one(),
        statuses={status: sum(counted[status.value] for counted in all_counts) for status in Status},
    )


def _in_order(connection: Connection, table: Table, document_id: str) -> list[RowMapping]:
    question = select(table).where(table.c.document_id == document_id).order_by(table.c.position)
    return list(connection.execute(question).mappings())


def _sources(connection: Connection, document_id: str) -> list[RowMapping]:
    """In the order in which the document's own bibliography has them."""
    question = (
        select(SOURCES)
        .join(STATEMENTS, STATEMENTS.c.source_id == SOURCES.c.id)
        .where(STATEMENTS.c.document_id == document_id)
        .order_by(STATEMENTS.c.position)
    )
    return list(connection.execute(question).mappings())


def document_row(connection: Connection, document_id: str) -> RowMapping:
    """What is kept of a document itself.

    Raises:
        NotFound: there is no such document.
    """
    row = connection.execute(select(DOCUMENTS).where(DOCUMENTS.c.id == document_id)).mappings().first()
    if row is None:
        raise NotFound("document", document_id)
    return row


def summary_of(row: RowMapping) -> DocumentSummary:
    return DocumentSummary(
        id=row["id"],
        title=row["title"],
        authors=tuple(row["authors"]),
        format=row["format"],
        language=row["language"],
        published=row["published"],
        path=row["path"],
        counts=row["counts"],
    )
