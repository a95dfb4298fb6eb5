"""The sources of a document joined to those of all others: one work is one source, whoever cites it.

What each document says of a source is kept as it said it; a source is those statements, combined in the order
in which they came. So a document that goes takes its words with it, and nothing else. Comes in: a connection
in a transaction, and the sources of a document. Goes out: the ids that they have here, and which changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import count, islice

from sqlalchemy import (
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    distinct,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from search.catalogue.database import chunks
from search.catalogue.rows import Values, source_of, source_row, source_words
from search.catalogue.schema import MENTIONS, REFERENCES, SOURCE_KEYS, SOURCES, STATEMENTS
from search.citations.merge import TWINS, combine, find_match, kept_under, sought_under
from search.document import Source, Status

_FIRST = 8  # statements that are read of a source before it is asked whether the others can add to it
_NUMBERED = 9  # namesakes that are numbered; looking for the next free number would cost more with each
_STATUSES = tuple(Status)  # from best to worst
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
        said_by_others = exists().where(STATEMENTS.c.source_id == SOURCES.c.id)
        for chunk in chunks(self._said_before):
            others = select(SOURCES.c.id).where(SOURCES.c.id.in_(chunk), said_by_others)
            self._orphans -= set(self._connection.execute(others).scalars())

    def put_in(self, sources: Sequence[Source]) -> dict[str, str]:
        """Joins the document's sources to those that are here; gives each one's id here."""
        wanted = {key for source in sources for key in sought_under(source)}
        for chunk in chunks(wanted):
            known = select(SOURCE_KEYS.c.source_id).where(
                SOURCE_KEYS.c.key.in_(chunk), SOURCE_KEYS.c.compared.is_(True)
            )
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
        """Writes the sources and what the document says of them.

        Gives the ids of the sources by which passages are now found in another way.
        """
        for name, said in self._said_before.items():
            self._now[name] = self._before[name] if said == self._says.get(name) else self._anew(name)
        gone = self._orphans - self._says.keys()
        changed = [
            name
            for name, source in self._now.items()
            if name not in gone and source != self._before.get(name)
        ]
        compared = self._compared(changed)
        for chunk in chunks([*gone, *changed]):
            self._connection.execute(delete(SOURCE_KEYS).where(SOURCE_KEYS.c.source_id.in_(chunk)))
        for chunk in chunks(gone):
            self._connection.execute(delete(SOURCES).where(SOURCES.c.id.in_(chunk)))
        self._write_sources([self._now[name] for name in changed])
        keyed = [
            {
                "source_id": name,
                "key": key,
                "compared": compared.get((name, key), self._is_among_first(name, key)),
            }
            for name in changed
            for key in dict.fromkeys(kept_under(self._now[name]))
        ]
        _insert(self._connection, SOURCE_KEYS, keyed)
        _insert(self._connection, STATEMENTS, self._statements())
        return [name for name in changed if _found_by(self._now[name]) != _found_by(self._before.get(name))]

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
        for chunk in chunks(name for name in names if name not in self._before):
            for row in self._connection.execute(select(SOURCES).where(SOURCES.c.id.in_(chunk))).mappings():
                self._before[row["id"]] = source_of(row)
                self._keep(self._before[row["id"]])

    def _keep(self, source: Source) -> None:
        if self._now.get(source.id) != source:
            self._now[source.id] = source
            for key in kept_under(source):
                self._by_key.setdefault(key, {})[source.id] = None

    def _name(self, source: Source) -> str:
        """The id of the source that this is, or a free one for a new source."""
        if source.id in self._orphans:
            return source.id  # its own, from the document's last version
        alike = {
            name: self._now[name]
            for key in sought_under(source)
            for name in islice(self._by_key.get(key, ()), TWINS)
        }
        if source.id in self._now:
            alike[source.id] = self._now[source.id]
        found = find_match(source, tuple(alike.values()))
        if found is not None:
            return found.id
        return next(name for name in _free_names(source) if not self._is_taken(name))

    def _is_taken(self, name: str) -> bool:
        self._load([name])
        return name in self._now

    def _anew(self, name: str) -> Source:
        """A source from what the other documents say of it and this one says now."""
        known = self._before[name]
        now: Source | None = None
        for said in self._said_by_others(name):
            now = combine(now, said) if now else said
            if _says_as_much(now, known):
                break
        for said in self._says.get(name, ()):
            now = combine(now, said) if now else said
        return replace(now, id=name) if now else known

    def _said_by_others(self, name: str) -> Iterator[Source]:
        """In the order in which it was said; the rest is only asked for where the first say too little."""
        said = select(STATEMENTS.c.said).where(STATEMENTS.c.source_id == name)
        said = said.order_by(*STATEMENTS.c["source_id", "revision", "document_id", "position"])
        first = list(self._connection.execute(said.limit(_FIRST)).scalars())
        yield from map(source_of, first)
        if len(first) == _FIRST:
            yield from map(source_of, self._connection.execute(said.offset(_FIRST)).scalars())

    def _compared(self, names: Iterable[str]) -> dict[tuple[str, str], bool]:
        """Which sources that were here stand among the first of their keys: they stay there."""
        flags: dict[tuple[str, str], bool] = {}
        for chunk in chunks(name for name in names if name in self._before):
            rows = self._connection.execute(
                select(*SOURCE_KEYS.c["source_id", "key", "compared"]).where(
                    SOURCE_KEYS.c.source_id.in_(chunk)
                )
            )
            flags |= {(name, key): compared for name, key, compared in rows}
        return flags

    def _is_among_first(self, name: str, key: str) -> bool:
        return name in islice(self._by_key[key], TWINS)

    def _write_sources(self, sources: Sequence[Source]) -> None:
        rows = [source_row(source) | source_words(source) for source in sources]
        nobody = dict.fromkeys(_FIGURES, 0)
        _insert(self._connection, SOURCES, [row | nobody for row in rows if row["id"] not in self._before])
        for row in rows:
            if row["id"] in self._before:
                self._connection.execute(update(SOURCES).where(SOURCES.c.id == row["id"]).values(row))

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


def _free_names(source: Source) -> Iterator[str]:
    """Ids for a source whose own is another's: numbered, then with a digest of what is printed."""
    yield source.id
    yield from (f"{source.id}-{number}" for number in range(2, _NUMBERED + 1))
    printed = "\n".join((source.text, source.title, source.container or "", source.url or ""))
    digest = sha256(printed.encode("utf-8", "replace")).hexdigest()
    yield f"{source.id}-{digest[:8]}"
    yield from (f"{source.id}-{digest[:8]}-{number}" for number in count(2))


def _says_as_much(one: Source, known: Source) -> bool:
    """Whether nothing that was known of a source is still missing: what else was said adds nothing."""
    if one.type != known.type or _STATUSES.index(one.status) > _STATUSES.index(known.status):
        return False
    if known.identifiers.keys() - one.identifiers.keys():
        return False
    return all(getattr(one, name) for name in _FILLED_IN if getattr(known, name))


_FILLED_IN = (
    "authors", "year", "container", "publisher", "place", "text", "accessed", "archived_url", "volume",
    "issue", "pages", "edition",
)  # fmt: skip


def _found_by(source: Source | None) -> tuple[object, ...]:
    """What of a source an engine knows: other changes leave the index as it is."""
    if source is None:
        return ()
    named = (source.title, source.authors, source.year, source.url, source.domain, source.status)
    return (*named, source.identifiers.get("doi"))
