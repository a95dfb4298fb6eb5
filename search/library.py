"""Library: open, index, search, cite, source, audit. The only module that sees every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from search.document import Bibliography, Citation, Document, Note, Passage, Problem, Source, Status
from search.engines import Filters, Sort
from search.results import Lookup, Results
from search.settings import Settings


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a long piece of work stands: `done` of `total` files, `current` being read."""

    done: int
    total: int
    current: str


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What `Library.index` did. Document ids; `failed` is (path, reason)."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    documents: tuple[DocumentSummary, ...] = ()  # of those added or updated
    passages: int = 0  # in the library now
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document as lists show it. `counts` has the keys of `inspect`'s, and one per `Status`."""

    id: str
    title: str
    authors: tuple[str, ...]
    format: str
    language: str | None
    published: str | None
    path: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source as lists show it: `passages` that cite it, in `documents`."""

    source: Source
    passages: int
    notes: int
    documents: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the library holds, for the first page: figures over all documents."""

    documents: int
    sections: int
    passages: int
    notes: int
    references: int
    sources: int
    missing: int  # references whose note is missing
    revision: int
    statuses: dict[Status, int] = field(default_factory=dict)  # of citations


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with everything that its page shows."""

    document: Document
    bibliography: Bibliography
    passages: tuple[Passage, ...]  # in reading order, with their citations


@dataclass(frozen=True, slots=True)
class NoteReading:
    """One note: its citations of works, and the passages that call it."""

    note: Note
    document_id: str
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """What an editor must look at in one document."""

    document: DocumentSummary
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of sources; `facets` counts over all that match: "domain", "year", "type", "status"."""

    items: tuple[SourceSummary, ...]
    total: int
    page: int
    per_page: int
    facets: dict[str, tuple[tuple[str, int], ...]]


class Library:
    """A library of footnoted documents. May be shared by threads."""

    settings: Settings

    @classmethod
    def open(cls, settings: Settings | None = None) -> Self:
        """Opens (and, the first time, makes) the library; an index that is behind or damaged is mended."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def index(
        self,
        paths: Iterable[str | Path] = ("seeds/",),
        *,
        progress: Callable[[Progress], None] | None = None,
    ) -> IndexReport:
        """Adds and updates what the paths (files or folders) hold; removes documents of theirs that are gone."""
        raise NotImplementedError

    def remove(self, document_id: str) -> None:
        raise NotImplementedError

    def search(
        self,
        text: str,
        *,
        page: int = 1,
        per_page: int = 20,
        filters: Filters | None = None,
        sort: Sort = "relevance",
        facets: bool = True,
        count_notes: bool = False,
    ) -> Results:
        raise NotImplementedError

    def cite(
        self,
        text: str | None = None,
        *,
        document: str | None = None,
        note: str | None = None,
        url: str | None = None,
        doi: str | None = None,
        author: str | None = None,
        title: str | None = None,
        quote: str | None = None,
        limit: int = 20,
    ) -> Lookup:
        raise NotImplementedError

    def document(self, document_id: str) -> Reading:
        raise NotImplementedError

    def documents(self) -> Sequence[DocumentSummary]:
        raise NotImplementedError

    def notes(self, document_id: str, label: str) -> Sequence[NoteReading]:
        """All notes of a document with that label (or that id); labels may repeat."""
        raise NotImplementedError

    def passage(self, passage_id: str) -> Passage:
        raise NotImplementedError

    def source(self, source_id: str) -> Source:
        raise NotImplementedError

    def sources(
        self,
        *,
        page: int = 1,
        per_page: int = 50,
        domain: str | None = None,
        year: int | None = None,
        type: str | None = None,
        status: Status | None = None,
        text: str | None = None,
        sort: Literal["cited", "title", "year", "author"] = "cited",
    ) -> SourcePage:
        raise NotImplementedError

    def passages_citing(self, source_id: str) -> Sequence[Passage]:
        """Every passage that rests on a source, in order of document and paragraph."""
        raise NotImplementedError

    def audit(self, document_id: str | None = None) -> Sequence[Audit]:
        raise NotImplementedError

    def suggest(self, prefix: str) -> Sequence[str]:
        raise NotImplementedError

    def holdings(self) -> Holdings:
        raise NotImplementedError
