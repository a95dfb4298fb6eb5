"""The sources of a document joined to those of all others: one work is one source, whoever cites it.

What each document says of a source is kept as it said it; a source is those statements, combined in the order
in which they came. So a document that goes takes its words with it, and nothing else. Comes in: a connection
in a transaction, and the sources of a document. Goes out: the ids that they have here, and which changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import count

from sqlalchemy import (
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    distinct,
    func,
    insert,
    literal,
    select,
    update,
)

from search.catalogue.rows import Values, source_of, source_row, source_words
from search.catalogue.schema import MENTIONS, REFERENCES, SOURCE_KEYS, SOURCES, STATEMENTS
from search.citations.merge import combine, find_match, keys
from search.document import Source

_CHUNK = 500  # values in one IN (…): databases take some thousands at most
_FIGURES = ("passages", "notes", "documents")  # who cites a source


class Joining:
    """One document's part in the sources: `take_out` the former, `put_in` the new, `write`, then `count`."""

    def __init__(self, connection: Connection, document_id: str, revision: int) -> None:
        self._connection = connection
        self._document_id = document_id
        self._revision = revision
        self._before: dict[str, Source] = {}
        self._now: dict[str, Source] = {}
        self._by_key: dict[str, dict[str, None]] = {}
        self._said_before: dict[str, list[Source]] = {}
        self._says: dict[str, list[Source]] = {}
        self._orphans: set[str] = set()
        self._figures_before: dict[str, Mapping[str, int]] = {}

    def take_out(self) -> None:
        """Forgets what the document said; its sources keep their ids until `write`, for its next version."""
        own = STATEMENTS.c.document_id == self._document_id
        said = select(STATEMENTS).where(own).order_by(STATEMENTS.c.position)
        for row in self._connection.execute(said).mappings():
            self._said_before.setdefault(row["source_id"], []).append(source_of(row["said"]))
        self._figures_before = self._figures()
        self._load(self._said_before)
        self._connection.execute(delete(STATEMENTS).where(own))
        self._orphans = set(self._said_before)
        for chunk in _chunks(self._said_before):
            others = select(STATEMENTS.c.source_id).where(STATEMENTS.c.source_id.in_(chunk)).distinct()
            self._orphans -= set(self._connection.execute(others).scalars())

    def put_in(self, sources: Sequence[Source]) -> dict[str, str]:
        """Joins the document's sources to those that are here; gives each one's id here."""
        wanted = {key for source in sources for key in keys(source)}
        for chunk in _chunks(wanted):
            known = select(SOURCE_KEYS.c.source_id).where(SOURCE_KEYS.c.key.in_(chunk))
            self._load(self._connection.execute(known).scalars())
        self._load(source.id for source in sources)
        names = {}
        for source in sources:
            name = names[source.id] = self._name(source)
            self._says.setdefault(name, []).append(source)
            joined = combine(self._now[name], source) if name in self._now else source
            self._keep(replace(joined, id=name))
        return names

    def write(self) -> list[str]:
        """Writes the sources and what the document says of them; gives the ids of those that have changed."""
        for name, said in self._said_before.items():
            self._now[name] = self._before[name] if said == self._says.get(name) else self._anew(name)
        gone = self._orphans - self._says.keys()
        changed = [
            name
            for name, source in self._now.items()
            if name not in gone and source != self._before.get(name)
        ]
        for chunk in _chunks([*gone, *changed]):
            self._connection.execute(delete(SOURCE_KEYS).where(SOURCE_KEYS.c.source_id.in_(chunk)))
        for chunk in _chunks(gone):
            self._connection.execute(delete(SOURCES).where(SOURCES.c.id.in_(chunk)))
        self._write_sources([self._now[name] for name in changed])
        _insert(self._connection, STATEMENTS, self._statements())
        return changed

    def count(self) -> None:
        """Counts what the document's mentions, now written, have added to its sources and taken from them.

        All that is counted is of one document or another, so nobody else's mentions are looked at.
        """
        before, now = self._figures_before, self._figures()
        nobody = dict.fromkeys(_FIGURES, 0)
        more: list[Values] = []
        for name in {**before, **now}:
            was, is_now = before.get(name, nobody), now.get(name, nobody)
            if was != is_now:
                more.append({"named": name} | {f"more_{of}": is_now[of] - was[of] for of in _FIGURES})
        raised = {of: SOURCES.c[of] + bindparam(f"more_{of}") for of in _FIGURES}
        if more:
            question = update(SOURCES).where(SOURCES.c.id == bindparam("named")).values(raised)
            self._connection.execute(question, more)

    def _figures(self) -> dict[str, Mapping[str, int]]:
        """For each source how much of the document cites it."""
        calls = MENTIONS.outerjoin(
            REFERENCES,
            and_(
                REFERENCES.c.document_id == MENTIONS.c.document_id, REFERENCES.c.note_id == MENTIONS.c.note_id
            ),
        )
        counted = (
            select(
                MENTIONS.c.source_id,
                func.count(distinct(REFERENCES.c.passage_id)).label("passages"),
                func.count(distinct(MENTIONS.c.note_id)).label("notes"),
                literal(1).label("documents"),
            )
            .select_from(calls)
            .where(MENTIONS.c.document_id == self._document_id, MENTIONS.c.source_id.is_not(None))
            .group_by(MENTIONS.c.source_id)
        )
        rows = self._connection.execute(counted).mappings()
        return {row["source_id"]: {of: row[of] for of in _FIGURES} for row in rows}

    def _load(self, names: Iterable[str]) -> None:
        for chunk in _chunks(name for name in names if name not in self._before):
            for row in self._connection.execute(select(SOURCES).where(SOURCES.c.id.in_(chunk))).mappings():
                self._before[row["id"]] = source_of(row)
                self._keep(self._before[row["id"]])

    def _keep(self, source: Source) -> None:
        if self._now.get(source.id) != source:
            self._now[source.id] = source
            for key in keys(source):
                self._by_key.setdefault(key, {})[source.id] = None

    def _name(self, source: Source) -> str:
        """The id of the source that this is, or a free one for a new source."""
        if source.id in self._orphans:
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

    def _anew(self, name: str) -> Source:
        """A source from what the other documents say of it and this one says now."""
        said = select(STATEMENTS.c.said).where(STATEMENTS.c.source_id == name)
        others = self._connection.execute(said.order_by(*STATEMENTS.c["revision", "document_id", "position"]))
        statements = [*map(source_of, others.scalars()), *self._says.get(name, ())]
        return replace(reduce(combine, statements), id=name) if statements else self._before[name]

    def _write_sources(self, sources: Sequence[Source]) -> None:
        rows = [source_row(source) | source_words(source) for source in sources]
        nobody = dict.fromkeys(_FIGURES, 0)
        _insert(self._connection, SOURCES, [row | nobody for row in rows if row["id"] not in self._before])
        for row in rows:
            if row["id"] in self._before:
                self._connection.execute(update(SOURCES).where(SOURCES.c.id == row["id"]).values(row))
        keyed = [
            {"source_id": source.id, "key": key} for source in sources for key in dict.fromkeys(keys(source))
        ]
        _insert(self._connection, SOURCE_KEYS, keyed)

    def _statements(self) -> list[Values]:
        said = [(name, source) for name, sources in self._says.items() for source in sources]
        return [
            {
                "document_id": self._document_id,
                "position": position,
                "revision": self._revision,
                "source_id": name,
                "said": source_row(source),
            }
            for position, (name, source) in enumerate(said)
        ]


def _insert(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    every = list(dict.fromkeys(values))
    return (every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK))
