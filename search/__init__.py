"""Ibidem: full-text search and citation lookup for footnoted documents.

>>> import tempfile
>>> folder = tempfile.mkdtemp()
>>> with Library.open(Settings(f"sqlite:///{folder}/catalogue.db", "memory:")) as library:
...     report = library.index(["seeds/"])
...     lookup = library.cite("https://www.belta.by/")
>>> lookup[0].source.domain, lookup.understood
('belta.by', 'a domain')
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from search.document import Citation, Document, Note, Passage, Source, Status
from search.errors import BadInput, IbidemError, NotFound, ReadError, StoreError
from search.holdings import Holdings, IndexReport, Reading
from search.query import Query
from search.results import Found, Lookup, Result, Results
from search.settings import Limits, Settings

if TYPE_CHECKING:
    from search.library import Library
    from search.reading import read

__all__ = [
    "BadInput",
    "Citation",
    "Document",
    "Found",
    "Holdings",
    "IbidemError",
    "IndexReport",
    "Library",
    "Limits",
    "Lookup",
    "NotFound",
    "Note",
    "Passage",
    "Query",
    "ReadError",
    "Reading",
    "Result",
    "Results",
    "Settings",
    "Source",
    "Status",
    "StoreError",
    "read",
]

# loaded when they are first asked for: a process that only reads files needs no database
_LATER = {"Library": "search.library", "read": "search.reading"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
