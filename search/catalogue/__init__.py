"""The store of record: documents and what they cite in, the same out again, whatever happens in between.

Every change is one transaction that raises the revision; what has changed since any revision can be asked,
so that an index can catch up.

    >>> import tempfile
    >>> catalogue = Catalogue.open(f"sqlite:///{tempfile.mkdtemp()}/catalogue.db")
    >>> catalogue.save(Document("letter", "A letter", "text", ""), Bibliography(), path="/letter.txt")
    >>> [stored.id for stored in catalogue.files()]
    ['letter']
    >>> catalogue.close()
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import Connection, case, delete, insert, inspect, select, update

from search.catalogue.database import Database, open_database
from search.catalogue.joining import Joining
from search.catalogue.rows import (
    Values,
    document_row,
    mention_rows,
    note_rows,
    passage_rows,
    problem_rows,
    reference_rows,
    section_rows,
)
from search.catalogue.schema import (
    ADDRESSES,
    DOCUMENTS,
    LIBRARY,
    MENTIONS,
    METADATA,
    NOTES,
    PASSAGES,
    PROBLEMS,
    REFERENCES,
    REMOVALS,
    SECTIONS,
    VERSION,
)
from search.catalogue.stored_documents import read_document
from search.catalogue.stored_links import forget, write_check
from search.citations.urls import normalise
from search.document import Bibliography, Document, Mention
from search.errors import NotFound, StoreError
from search.figures import counts
from search.holdings import Reading
from search.link_checks import LinkCheck
from search.passages import passages


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The file that a document was read from, and what read it."""

    id: str
    path: str
    sha256: str
    understanding: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Documents whose index entries differ from those of an earlier revision, and documents that are gone."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    revision: int


class Catalogue:
    """The store of record. May be shared by threads; one process writes at a time."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, url: str) -> Self:
        """Opens the catalogue that an SQLAlchemy URL names; the first time, makes it.

        Raises:
            SettingsError: the URL names no database.
            StoreError: it cannot be opened or made, or is not a catalogue.
        """
        database = open_database(url)
        try:
            with database.reading() as connection:
                exists = _exists(connection)
            if not exists:
                with database.writing() as connection:
                    _make(connection)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        self.database.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for the `stored_…` modules, which sees one state of the catalogue."""
        with self.database.reading() as connection:
            yield connection

    def writer(self) -> AbstractContextManager[None]:
        """Held while documents are written: one process at a time.

        Raises:
            LibraryLocked: another one is at it.
        """
        return self.database.writer()

    def checker(self) -> AbstractContextManager[None]:
        """Held while links are checked: two who ask one host at a time are one too many.

        Raises:
            LibraryLocked: another process is at it.
        """
        return self.database.writer("links")

    # --- changes ---

    def save(
        self, document: Document, bibliography: Bibliography, *, path: str, understanding: str = ""
    ) -> None:
        """Adds a document, or puts it in the place of the one with its id, in one transaction."""
        with self.database.writing() as connection:
            revision = _raise_revision(connection)
            joining = Joining(connection, document.id, revision)
            joining.take_out()
            connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id == document.id))
            connection.execute(delete(REMOVALS).where(REMOVALS.c.document_id == document.id))
            own = {"revision": revision, "path": path, "understanding": understanding}
            own["counts"] = counts(document, bibliography)
            names = joining.put_in(bibliography.sources)
            bibliography = _renamed(bibliography, names)
            _insert_document(connection, document, bibliography, own)
            changed = joining.write()
            _insert_mentions(connection, document.id, bibliography.mentions)
            joining.count()
            _touch(connection, changed, revision)

    def remove(self, document_id: str) -> None:
        """Takes out a document, and the sources that only it cites.

        Raises:
            NotFound: there is no such document.
        """
        with self.database.writing() as connection:
            revision = _raise_revision(connection)
            joining = Joining(connection, document_id, revision)
            joining.take_out()
            gone = connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id == document_id))
            if not gone.rowcount:
                raise NotFound("document", document_id)
            connection.execute(insert(REMOVALS).values(document_id=document_id, revision=revision))
            changed = joining.write()
            joining.count()
            _touch(connection, changed, revision)

    def move(self, paths: Mapping[str, str]) -> None:
        """Notes that documents' files have other paths now (id -> path); nothing that is searched changes."""
        with self.database.writing() as connection:
            for between in (True, False):  # two may have changed places, and no two ever have the same
                for document_id, path in paths.items():
                    now = f"on the way to {path}" if between else path
                    connection.execute(
                        update(DOCUMENTS).where(DOCUMENTS.c.id == document_id).values(path=now)
                    )

    def keep_link(self, check: LinkCheck) -> None:
        """Puts what was found at a URL in the place of what was found before."""
        with self.database.writing() as connection:
            write_check(connection, check)
            _raise_revision(connection)

    def forget_links(self) -> int:
        """Takes out what was found at URLs that no source has any more; how many these were."""
        with self.database.writing() as connection:
            forgotten = forget(connection)
            if forgotten:
                _raise_revision(connection)
            return forgotten

    # --- what there is ---

    def revision(self) -> int:
        """Goes up with every change, and is never that of another catalogue at another time.

        It is the time of the change, in milliseconds; see `search.holdings.moment`.
        """
        with self.reading() as connection:
            return _revision(connection)

    def files(self) -> Sequence[StoredFile]:
        """The files of all documents, by id."""
        columns = DOCUMENTS.c.id, DOCUMENTS.c.path, DOCUMENTS.c.sha256, DOCUMENTS.c.understanding
        with self.reading() as connection:
            rows = connection.execute(select(*columns).order_by(DOCUMENTS.c.id))
            return [StoredFile(*row) for row in rows]

    def changes(self, since: int) -> Changes | None:
        """What has changed after a revision; None where this catalogue never had that revision."""
        with self.reading() as connection:
            founded, revision = connection.execute(select(LIBRARY.c.founded, LIBRARY.c.revision)).one()
            if not founded <= since <= revision:
                return None
            changed = select(DOCUMENTS.c.id).where(DOCUMENTS.c.revision > since).order_by(DOCUMENTS.c.id)
            removed = select(REMOVALS.c.document_id).where(REMOVALS.c.revision > since)
            return Changes(
                tuple(connection.execute(changed).scalars()),
                tuple(connection.execute(removed.order_by(REMOVALS.c.document_id)).scalars()),
                revision,
            )

    def check(self, document_id: str) -> None:
        """Raises NotFound where there is no such document."""
        with self.reading() as connection:
            if (
                connection.execute(select(DOCUMENTS.c.id).where(DOCUMENTS.c.id == document_id)).first()
                is None
            ):
                raise NotFound("document", document_id)

    def read(self, document_id: str) -> Reading:
        """A document as it was saved, what it cites, and its passages.

        Raises:
            NotFound: there is no such document.
        """
        with self.reading() as connection:
            document, bibliography = read_document(connection, document_id)
        return Reading(document, bibliography, passages(document, bibliography))


def _exists(connection: Connection) -> bool:
    """Whether the tables are there; a database with others, or of another version, is refused."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return False
    name = connection.engine.url.render_as_string(hide_password=True)
    advice = "move it away and run `ibidem index` again, or set IBIDEM_CATALOGUE to another"
    if not {table.name for table in METADATA.sorted_tables} <= set(tables):
        raise StoreError(f"{name} is no catalogue of Ibidem; {advice}")
    version = connection.execute(select(LIBRARY.c.version)).scalar()
    if version != VERSION:
        raise StoreError(f"{name} was made by another version of Ibidem; {advice}")
    return True


def _make(connection: Connection) -> None:
    """Makes the tables, unless another process has been quicker."""
    if _exists(connection):
        return
    METADATA.create_all(connection)
    now = time.time_ns() // 1_000_000  # milliseconds: an index left behind by a deleted catalogue is older
    connection.execute(insert(LIBRARY).values(id=1, version=VERSION, founded=now, revision=now))


def _raise_revision(connection: Connection) -> int:
    """The next revision: the time in milliseconds, or one more than the last where the clock is behind."""
    now, following = time.time_ns() // 1_000_000, LIBRARY.c.revision + 1
    connection.execute(update(LIBRARY).values(revision=case((following > now, following), else_=now)))
    return _revision(connection)


def _revision(connection: Connection) -> int:
    return int(connection.execute(select(LIBRARY.c.revision)).scalar_one())


def _insert_document(
    connection: Connection, document: Document, bibliography: Bibliography, own: Values
) -> None:
    row = document_row(document) | own
    connection.execute(insert(DOCUMENTS), row)
    for table, rows in (
        (SECTIONS, section_rows(document)),
        (NOTES, note_rows(document)),
        (PASSAGES, passage_rows(document)),
        (REFERENCES, reference_rows(document)),
        (PROBLEMS, problem_rows(document, bibliography)),
    ):
        if rows:
            connection.execute(insert(table), rows)


def _renamed(bibliography: Bibliography, names: Mapping[str, str]) -> Bibliography:
    """What is said of sources, by the ids that they have here; `names` leads to them from the document's."""
    mentions = (replace(one, source_id=names.get(one.source_id or "")) for one in bibliography.mentions)
    problems = (
        replace(one, sources=tuple(dict.fromkeys(names[id] for id in one.sources if id in names)))
        for one in bibliography.problems
    )
    return replace(bibliography, mentions=tuple(mentions), problems=tuple(problems))


def _insert_mentions(connection: Connection, document_id: str, mentions: Sequence[Mention]) -> None:
    if mentions:
        connection.execute(insert(MENTIONS), mention_rows(document_id, mentions))
    addresses = [
        {
            "document_id": document_id,
            "mention": number,
            "position": position,
            "key": normalise(link.url),
            "truncated": link.truncated,
        }
        for number, mention in enumerate(mentions)
        for position, link in enumerate(mention.links)
    ]
    if addresses:
        connection.execute(insert(ADDRESSES), addresses)


def _touch(connection: Connection, sources: Sequence[str], revision: int) -> None:
    """Gives the documents that cite changed sources the new revision: their index entries change too."""
    for start in range(0, len(sources), 500):
        citing = select(MENTIONS.c.document_id).where(MENTIONS.c.source_id.in_(sources[start : start + 500]))
        connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id.in_(citing)).values(revision=revision))
