"""Library: open, index, search, cite, source, audit. The only module that sees every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from search.document import Passage, Source, Status
from search.engines import Filters, Sort
from search.holdings import (
    Audit,
    DocumentSummary,
    Holdings,
    IndexReport,
    NoteReading,
    Progress,
    Reading,
    SourcePage,
    SourceSummary,
)
from search.results import Lookup, Results
from search.settings import Settings


__all__ = [
    "Audit",
    "DocumentSummary",
    "Holdings",
    "IndexReport",
    "Library",
    "NoteReading",
    "Progress",
    "Reading",
    "SourcePage",
    "SourceSummary",
]


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
