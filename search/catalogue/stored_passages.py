"""Passages as the catalogue keeps them: a connection and ids in; passages with their citations out.

A page of results costs two statements, however many passages it has, and one more where notes refer back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, Connection, and_, bindparam, or_, select

from search.catalogue.database import chunks
from search.catalogue.rows import link_of, source_of
from search.catalogue.schema import DOCUMENTS, MENTIONS, NOTES, PASSAGES, REFERENCES, SECTIONS, SOURCES
from search.document import Citation, Mention, NoteName, NoteReference, Passage, Source
from search.holdings import LONGEST_LEAF
from search.passages import Work, cite

Answer: TypeAlias = Sequence[Any]  # a row of `_CITATIONS`

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_SOURCE_FIELDS = [field.name for field in fields(Source)]

_PASSAGES = (
    select(
        *PASSAGES.c["id", "document_id"],
        DOCUMENTS.c.title,
        *SECTIONS.c["number", "title"],
        *PASSAGES.c["number", "text", "page", "opens_section"],
    )
    .join(DOCUMENTS, DOCUMENTS.c.id == PASSAGES.c.document_id)
    .join(
        SECTIONS,
        and_(SECTIONS.c.document_id == PASSAGES.c.document_id, SECTIONS.c.id == PASSAGES.c.section_id),
    )
    .where(PASSAGES.c.id.in_(_IDS))
)

_CITATIONS = (
    select(
        *REFERENCES.c["document_id", "passage_id", "position", "label", "offset", "note_id", "page"],
        NOTES.c.text,
        *MENTIONS.c["start", "end", "locator", "links"],
        *(SOURCES.c[name] for name in _SOURCE_FIELDS),
        MENTIONS.c.antecedents,
    )
    .select_from(
        REFERENCES.outerjoin(
            NOTES, and_(NOTES.c.document_id == REFERENCES.c.document_id, NOTES.c.id == REFERENCES.c.note_id)
        )
        .outerjoin(
            MENTIONS,
            and_(MENTIONS.c.document_id == NOTES.c.document_id, MENTIONS.c.note_id == NOTES.c.id),
        )
        .outerjoin(SOURCES, SOURCES.c.id == MENTIONS.c.source_id)
    )
    .where(REFERENCES.c.passage_id.in_(_IDS))
    .order_by(REFERENCES.c.passage_id, REFERENCES.c.position, MENTIONS.c.position)
)


def read_passages(connection: Connection, ids: Iterable[str]) -> dict[str, Passage]:
    """Passages by id in the order asked for, with their citations; an id that is not there is left out."""
    wanted = list(ids)
    found: dict[str, Passage] = {}
    for ids_asked in chunks(wanted):
        chunk = {"ids": ids_asked}
        rows = connection.execute(_CITATIONS, chunk).all()
        cited = dict(_cited(rows, _labels(connection, rows)))
        for row in connection.execute(_PASSAGES, chunk):
            found[row[0]] = Passage(*row, *cited.get(row[0], ()))
    return {passage_id: found[passage_id] for passage_id in wanted if passage_id in found}


def said_before(connection: Connection, passage: Passage, words: str) -> list[str]:
    """The texts of the paragraphs that a page may show before a passage and that hold the same words."""
    question = select(PASSAGES.c.text).where(
        PASSAGES.c.document_id == passage.document_id,
        PASSAGES.c.number.between(passage.number - LONGEST_LEAF, passage.number - 1),
        PASSAGES.c.text.contains(words, autoescape=True),
    )
    return list(connection.execute(question).scalars())


# --- where sources and notes are cited -------------------------------------------------------------------


class Place(NamedTuple):
    """A source in a passage at a mark: `offset` is the mark's. What is not there is None.

    `source_id` where a note is missing or names no work; the rest for a source of an orphan note.
    """

    source_id: str | None
    passage_id: str | None
    offset: int | None


def citing(connection: Connection, source_id: str) -> list[str]:
    """The ids of the passages that cite a source, in order of document and paragraph."""
    places = _called(connection, MENTIONS.c.source_id == source_id)
    return list(dict.fromkeys(place.passage_id for place in places if place.passage_id))


def places_of_sources(
    connection: Connection, source_ids: Sequence[str], document_id: str | None = None
) -> list[Place]:
    """Where sources are cited, in order, in one document or all; last those that only orphan notes cite."""
    called: list[Place] = []
    orphans: list[Place] = []
    for chunk in chunks(source_ids):
        named = MENTIONS.c.source_id.in_(chunk)
        called += _called(connection, named, document_id)
        orphans += _uncalled(connection, named, document_id)
    known = {place.source_id for place in called}
    return called + [place for place in orphans if place.source_id not in known]


def places_of_note(connection: Connection, name: str, document_id: str | None = None) -> list[Place]:
    """Where notes with a label or an id are called and what they cite, in order; orphan notes last."""
    called = or_(REFERENCES.c.label == name, REFERENCES.c.note_id == name)
    uncalled = or_(NOTES.c.label == name, NOTES.c.id == name)
    return _called(connection, called, document_id) + _uncalled(connection, uncalled, document_id)


def _called(
    connection: Connection, condition: ColumnElement[bool], document_id: str | None = None
) -> list[Place]:
    named = and_(
        MENTIONS.c.document_id == REFERENCES.c.document_id, MENTIONS.c.note_id == REFERENCES.c.note_id
    )
    question = (
        select(MENTIONS.c.source_id, REFERENCES.c.passage_id, REFERENCES.c.offset)
        .select_from(
            REFERENCES.join(PASSAGES, PASSAGES.c.id == REFERENCES.c.passage_id).outerjoin(MENTIONS, named)
        )
        .where(condition)
        .order_by(PASSAGES.c.document_id, PASSAGES.c.position, REFERENCES.c.position, MENTIONS.c.position)
    )
    if document_id is not None:
        question = question.where(REFERENCES.c.document_id == document_id)
    return list(dict.fromkeys(Place(*row) for row in connection.execute(question)))


def _uncalled(connection: Connection, condition: ColumnElement[bool], document_id: str | None) -> list[Place]:
    """The sources that notes without a reference name."""
    called = and_(REFERENCES.c.document_id == NOTES.c.document_id, REFERENCES.c.note_id == NOTES.c.id)
    named = and_(MENTIONS.c.document_id == NOTES.c.document_id, MENTIONS.c.note_id == NOTES.c.id)
    question = (
        select(MENTIONS.c.source_id)
        .select_from(NOTES.join(MENTIONS, named).outerjoin(REFERENCES, called))
        .where(condition, REFERENCES.c.passage_id.is_(None), MENTIONS.c.source_id.is_not(None))
        .order_by(MENTIONS.c.document_id, MENTIONS.c.position)
    )
    if document_id is not None:
        question = question.where(NOTES.c.document_id == document_id)
    return [
        Place(source_id, None, None) for source_id in dict.fromkeys(connection.execute(question).scalars())
    ]


# --- rows to passages ------------------------------------------------------------------------------------


def _labels(connection: Connection, rows: Sequence[Answer]) -> dict[tuple[str, str], str]:
    """(document id, note id) -> label, of all notes that short forms lead back through."""
    documents = {row[0] for row in rows if row[-1]}
    wanted = {note for row in rows for note in row[-1] or ()}
    labels: dict[tuple[str, str], str] = {}
    for chunk in chunks(wanted):
        question = select(NOTES.c.document_id, NOTES.c.id, NOTES.c.label).where(
            NOTES.c.document_id.in_(documents), NOTES.c.id.in_(chunk)
        )
        labels |= {(document, note): label for document, note, label in connection.execute(question)}
    return labels


def _cited(
    rows: Sequence[Answer], labels: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Passage id -> its note references and its citations; `rows` are in order."""
    for passage_id, calls in groupby(rows, key=lambda row: row[1]):
        references: list[NoteReference] = []
        citations: list[Citation] = []
        for _, works in groupby(calls, key=lambda row: row[2]):
            named = list(works)
            reference = NoteReference(*named[0][3:7])
            references.append(reference)
            known = [_work(row, labels) for row in named if row[8] is not None]
            citations += cite(reference, named[0][7], known)
        yield passage_id, (tuple(references), tuple(citations))


def _work(row: Answer, labels: Mapping[tuple[str, str], str]) -> Work:
    start, end, locator, links, *columns, antecedents = row[8:]
    source = source_of(dict(zip(_SOURCE_FIELDS, columns, strict=True))) if columns[0] is not None else None
    mention = Mention(
        note_id=row[5],
        start=start,
        end=end,
        source_id=columns[0],
        locator=locator,
        links=tuple(link_of(said) for said in links),
        antecedents=tuple(antecedents),
    )
    names = (NoteName(note, labels.get((row[0], note), note)) for note in antecedents)
    return Work(mention, source, tuple(names))
