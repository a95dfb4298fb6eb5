"""A database URL in, connections out: the one place that knows which database it is.

Errors of the driver become one sentence each:

    >>> open_database("sqlite:///")
    Traceback (most recent call last):
    search.errors.SettingsError: IBIDEM_CATALOGUE: "sqlite:///" names no file; write sqlite:///PATH, ...
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from search.errors import SettingsError, StoreError
from search.writer_lock import writer_lock

_CHUNK = 500  # values in one IN (…): databases take some thousands at most
_BUSY_SECONDS = 10  # how long a statement waits for another process's transaction

# a driver's words -> what was wrong and what to do
_REASONS = {
    "disk is full": "the disk is full; make room and try again",
    "readonly database": "it cannot be written; check its permissions and those of its folder",
    "unable to open": "it cannot be opened; check its permissions and those of its folder",
    "not a database": "it is no catalogue, or it is damaged; move it away and run `ibidem index` again",
    "malformed": "it is damaged; move it away and run `ibidem index` again",
    "disk i/o error": "the disk cannot be read or written; check it",
    "database is locked": "another process has held it for too long; try again when it has ended",
    "no such": "it was made by something else, or changed; move it away and run `ibidem index` again",
}


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """Values, each once, some at a time: as many as one question may name.

    >>> list(chunks(["a", "b", "a"]))
    [['a', 'b']]
    """
    every = list(dict.fromkeys(values))
    return (every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK))


class Database:
    """A database that threads may share; every call has its own connection."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine = _engine(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database for as long as it is open."""
        with self._said(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are kept together when it closes, or not at all."""
        with (
            self._said(),
            self._engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            yield connection

    def writer(self, of: str = "") -> AbstractContextManager[None]:
        """Held while documents, or what is named, are written; beside a file, a lock for other processes.

        Raises:
            LibraryLocked: another writer holds it.
        """
        if self.file is None:
            return nullcontext()
        return writer_lock(self.file.with_name(f"{self.file.name}{of and '.' + of}.lock"))

    def close(self) -> None:
        self._engine.dispose()

    @property
    def file(self) -> Path | None:
        """The database's file; None where it is kept by a server."""
        return sqlite_file(self.url)

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, PoolTimeout, sqlite3.Error) as error:
            raise StoreError(f"the catalogue {_name(self.url)}: {_reason(error)}") from error


def open_database(url: str) -> Database:
    """Opens the database that an SQLAlchemy URL names, and makes its folder.

    Raises:
        SettingsError: no such URL.
        StoreError: the folder cannot be made.
    """
    parsed = _parse(url)
    file = sqlite_file(parsed)
    if file is not None:
        _make_folder(file)
    try:
        return Database(parsed)
    except (ImportError, NoSuchModuleError, ArgumentError, TypeError) as error:
        raise SettingsError(
            f"IBIDEM_CATALOGUE: {_name(parsed)} cannot be used ({error}); install its driver, "
            "or write sqlite:///PATH"
        ) from error


def sqlite_file(url: URL) -> Path | None:
    """The file that a SQLite URL names."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise SettingsError(
            "IBIDEM_CATALOGUE: this is no database URL; write sqlite:///PATH, "
            "for example sqlite:///.ibidem/catalogue.db"
        ) from error
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise SettingsError(
            f'IBIDEM_CATALOGUE: "{url}" names no file; write sqlite:///PATH, '
            "for example sqlite:///.ibidem/catalogue.db"
        )
    return parsed


def _make_folder(file: Path) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder {file.parent} cannot be made ({error.strerror}); set IBIDEM_CATALOGUE to another"
        ) from error


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, and hold the schema too
    connection.execute("PRAGMA journal_mode = WAL")  # readers and the writer do not wait for each other
    connection.execute("PRAGMA synchronous = FULL")  # what was committed outlives a power cut
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: one that began by reading could not wait for another."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _name(url: URL) -> str:
    return (
        str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    )


def _reason(error: Exception) -> str:
    words = str(error.orig if isinstance(error, DBAPIError) else error)
    for said, reason in _REASONS.items():
        if said in words.lower():
            return reason
    return f"{words.splitlines()[0]}; check that it can be reached"
