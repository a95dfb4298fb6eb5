"""The errors of Ibidem: each says in one sentence what was wrong and what to do.

A message is made to be shown as it is, on a terminal, in a problem+json or on a page:

    >>> str(UnknownField("colour", ["author", "year"]))
    'unknown field "colour"; the fields are author, year'
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class IbidemError(Exception):
    """The root of every error that Ibidem raises on purpose.

    Attributes:
        code: a short, stable name for programs ("unknown-field").
        parameter: the name of the input that was wrong, where there is one.
    """

    code = "error"
    parameter: str | None = None


# --- documents -------------------------------------------------------------------------------------------


class ReadError(IbidemError):
    """A file that cannot become a document; `path` names it, `reason` says why and what to do."""

    code = "unreadable-document"

    def __init__(self, path: str | Path, reason: str) -> None:
        self.path = str(path)
        self.reason = reason
        super().__init__(f"{self.path}: {reason}")


# --- questions -------------------------------------------------------------------------------------------


class BadInput(IbidemError):
    """A parameter whose value cannot be used."""

    code = "bad-parameter"

    def __init__(self, parameter: str, message: str, *, code: str = "bad-parameter") -> None:
        self.parameter = parameter
        self.code = code
        super().__init__(message)


class QueryError(BadInput):
    """A query that is refused: too long, too deep, too costly."""

    code = "bad-query"

    def __init__(self, message: str, *, code: str = "bad-query") -> None:
        super().__init__("q", message, code=code)


class UnknownField(QueryError):
    """A `field:value` whose field does not exist."""

    def __init__(self, field: str, known: Iterable[str]) -> None:
        self.field = field
        super().__init__(f'unknown field "{field}"; the fields are {", ".join(known)}', code="unknown-field")


class NotFound(IbidemError):
    """A document, passage, note or source that the library does not hold."""

    code = "not-found"

    def __init__(self, kind: str, name: str) -> None:
        self.kind = kind
        self.name = name
        super().__init__(f'the library holds no {kind} "{name}"')


# --- the web ---------------------------------------------------------------------------------------------


class NetworkError(IbidemError):
    """Nothing on the web can be reached from here."""

    code = "no-network"


# --- the store and the index -----------------------------------------------------------------------------


class SettingsError(IbidemError):
    """A setting (environment variable or option) whose value cannot be used."""

    code = "bad-setting"


class StoreError(IbidemError):
    """The catalogue or the index cannot be read or written: disk full, no permission, damaged."""

    code = "store-unavailable"


class LibraryLocked(StoreError):
    """Another process is writing to the library."""

    code = "library-locked"
