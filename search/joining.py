"""The sources of a document joined to those of all others: one work is one source, whoever cites it.

What each document says of a source is kept as it said it; a source is those statements, combined in the order
of documents. So a document that goes takes its words with it, and nothing else. Comes in: a connection in a
transaction, and the sources of a document. Goes out: the ids that they have here, and which sources changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import count
from typing import TypeAlias

from sqlalchemy import Connection, Table, bindparam, delete, distinct, func, insert, select, update

from search.citations.merge import combine, find_match, keys
from search.document import Source
from search.rows import Values, source_of, source_row, source_words
from search.schema import MENTIONS, REFERENCES, SOURCE_KEYS, SOURCES, STATEMENTS

_CHUNK = 500  # values in one IN (…): databases take some thousands at most

Place: TypeAlias = tuple[str, int]  # a document's id and the position among its sources


class Joining:
    """One change of the sources: `take_out`, `put_in`, `write`, and after the mentions `count`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._before: dict[str, Source] = {}
        self._now: dict[str, Source] = {}
        self._said: dict[str, dict[Place, Source]] = {}
        self._by_key: dict[str, dict[str, None]] = {}

    def take_out(self, document_id: str) -> None:
        """Forgets what a document said; its sources keep their ids until `write`, for its next version."""
        own = select(STATEMENTS.c.source_id).where(STATEMENTS.c.document_id == document_id)
        self._load(self._connection.execute(own).scalars())
        self._connection.execute(delete(STATEMENTS).where(STATEMENTS.c.document_id == document_id))
        for statements in self._said.values():
            for place in [place for place in statements if place[0] == document_id]:
                del statements[place]

    def put_in(self, document_id: str, sources: Sequence[Source]) -> dict[str, str]:
        """Joins a document's sources to those that are here; gives each one's id here."""
        wanted = {key for source in sources for key in keys(source)}
        for chunk in _chunks(wanted):
            known = select(SOURCE_KEYS.c.source_id).where(SOURCE_KEYS.c.key.in_(chunk))
            self._load(self._connection.execute(known).scalars())
        self._load(source.id for source in sources)
        names = {}
        for position, source in enumerate(sources):
            name = self._name(source)
            self._said.setdefault(name, {})[document_id, position] = source
            self._combine(name)
            names[source.id] = name
        return names

    def write(self) -> list[str]:
        """Writes all sources that were touched; gives the ids of those that read differently now."""
        for name in self._said:
            self._combine(name)
        gone = [name for name in self._before if not self._said[name]]
        changed = [
            name for name in self._said if self._said[name] and self._now[name] != self._before.get(name)
        ]
        for chunk in _chunks([*gone, *(name for name in changed if name in self._before)]):
            self._connection.execute(delete(SOURCE_KEYS).where(SOURCE_KEYS.c.source_id.in_(chunk)))
        for chunk in _chunks(gone):
            self._connection.execute(delete(SOURCES).where(SOURCES.c.id.in_(chunk)))
        self._write_sources([self._now[name] for name in changed])
        return changed

    def state(self, document_id: str) -> None:
        """Writes down what a document said of its sources."""
        rows = [
            {"document_id": place[0], "position": place[1], "source_id": name, "said": source_row(source)}
            for name, statements in self._said.items()
            for place, source in statements.items()
            if place[0] == document_id
        ]
        _insert(self._connection, STATEMENTS, rows)

    def count(self) -> None:
        """Counts anew who cites the sources that were touched."""
        calls = MENTIONS.outerjoin(
            REFERENCES,
            (REFERENCES.c.document_id == MENTIONS.c.document_id)
            & (REFERENCES.c.note_id == MENTIONS.c.note_id),
        )
        counted = select(
            MENTIONS.c.source_id.label("named"),
            func.count(distinct(REFERENCES.c.passage_id)).label("passages"),
            func.count(distinct(MENTIONS.c.document_id + " " + MENTIONS.c.note_id)).label("notes"),
            func.count(distinct(MENTIONS.c.document_id)).label("documents"),
        ).select_from(calls)
        for chunk in _chunks(self._said):
            rows = self._connection.execute(
                counted.where(MENTIONS.c.source_id.in_(chunk)).group_by(MENTIONS.c.source_id)
            )
            figures = {name: {"named": name, "passages": 0, "notes": 0, "documents": 0} for name in chunk}
            figures |= {row["named"]: dict(row) for row in rows.mappings()}
            self._connection.execute(
                update(SOURCES).where(SOURCES.c.id == bindparam("named")), list(figures.values())
            )

    def _load(self, names: Iterable[str]) -> None:
        """Brings sources with all that was said of them into memory."""
        for chunk in _chunks(name for name in names if name not in self._before):
            rows = self._connection.execute(select(SOURCES).where(SOURCES.c.id.in_(chunk))).mappings()
            for row in rows:
                self._before[row["id"]] = source_of(row)
                self._said[row["id"]] = {}
                self._keep(self._before[row["id"]])
            said = select(STATEMENTS).where(STATEMENTS.c.source_id.in_(chunk))
            for row in self._connection.execute(said).mappings():
                place = row["document_id"], row["position"]
                self._said[row["source_id"]][place] = source_of(row["said"])

    def _name(self, source: Source) -> str:
        """The id of the source that this is, or a free one for a new source."""
        if source.id in self._said and not self._said[source.id]:
            return source.id  # its own, from the document's last version
        alike = {name: self._now[name] for key in keys(source) for name in self._by_key.get(key, ())}
        found = find_match(source, tuple(alike.values()))
        if found is not None:
            return found.id
        names = (source.id if number == 1 else f"{source.id}-{number}" for number in count(1))
        return next(name for name in names if not self._is_taken(name))

    def _is_taken(self, name: str) -> bool:
        self._load([name])
        return name in self._now

    def _combine(self, name: str) -> None:
        statements = [source for _, source in sorted(self._said[name].items(), key=lambda item: item[0])]
        if statements:
            self._keep(replace(reduce(combine, statements), id=name))

    def _keep(self, source: Source) -> None:
        self._now[source.id] = source
        for key in keys(source):
            self._by_key.setdefault(key, {})[source.id] = None

    def _write_sources(self, sources: Sequence[Source]) -> None:
        rows = [source_row(source) | source_words(source) for source in sources]
        nobody = {"passages": 0, "notes": 0, "documents": 0}
        _insert(self._connection, SOURCES, [row | nobody for row in rows if row["id"] not in self._before])
        for row in rows:
            if row["id"] in self._before:
                self._connection.execute(update(SOURCES).where(SOURCES.c.id == row["id"]).values(row))
        keyed = [{"source_id": source.id, "key": key} for source in sources for key in keys(source)]
        _insert(self._connection, SOURCE_KEYS, keyed)


def _insert(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    every = list(dict.fromkeys(values))
    return (every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK))
