"""Ibidem: full-text search and citation lookup for footnoted documents.

>>> import tempfile
>>> folder = tempfile.mkdtemp()
>>> with Library.open(Settings(f"sqlite:///{folder}/catalogue.db", "memory:")) as library:
...     report = library.index(["seeds/"])
...     lookup = library.cite("https://www.belta.by/")
>>> lookup[0].source.domain, lookup.understood
('belta.by', 'a domain')
"""

from search.document import Citation, Document, Note, Passage, Source, Status
from search.errors import BadInput, IbidemError, NotFound, ReadError, StoreError
from search.holdings import Holdings, IndexReport, Reading
from search.library import Library
from search.query import Query
from search.reading import read
from search.results import Found, Lookup, Result, Results
from search.settings import Limits, Settings

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
