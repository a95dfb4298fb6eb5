"""What the library holds and what was done to it: values made to be shown.

>>> Progress(done=1, total=4, current="seeds/report.txt").current
'seeds/report.txt'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from search.document import (
    Bibliography,
    Citation,
    Document,
    Note,
    NoteName,
    NoteReference,
    Passage,
    Problem,
    ProblemKind,
    Section,
    Source,
    Status,
)

LONGEST_LEAF = 250  # paragraphs: some 600 kB of page where every one has a note
FIRST_LEAF = 150  # paragraphs that the first leaf of any document holds, if it has as many


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a long piece of work stands: `done` of `total`, `passages` so far.

    First files are read, of which `current` is the next; then documents are put into the index, which
    is written when it has them all.
    """

    done: int
    total: int
    current: str
    passages: int = 0
    stage: Literal["reading", "indexing", "writing"] = "reading"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the title page of a document says of it."""

    title: str
    authors: tuple[str, ...] = ()
    published: str | None = None  # ISO 8601, as much of it as is known
    url: str | None = None


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
    counts: Mapping[str, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What `Library.index` did. Document ids; `failed` is (path, reason).

    `forgotten` link checks were of URLs that no source has any more.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    documents: tuple[DocumentSummary, ...] = ()  # of those added or updated
    passages: int = 0  # in the library now
    forgotten: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source as lists show it: `passages` that cite it, in `documents`."""

    source: Source
    passages: int
    notes: int
    documents: int


def page_count(total: int, per_page: int) -> int:
    """How many pages so many things fill; at least 1."""
    return max(1, -(-total // per_page))


def pages_beside(total: int, page: int, per_page: int, depth: int) -> tuple[int | None, int | None]:
    """The numbers of the pages after and before one; `depth` is how many things can be paged to.

    >>> pages_beside(total=45, page=2, per_page=20, depth=10_000)
    (3, 1)
    """
    last = -(-total // per_page)
    is_reached = page < last and (page + 1) * per_page <= depth
    return page + 1 if is_reached else None, page - 1 if 1 < page <= last + 1 else None


class Paged:
    """What comes in pages."""

    __slots__ = ()
    total: int
    per_page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least 1."""
        return page_count(self.total, self.per_page)


@dataclass(frozen=True, slots=True)
class SourcePage(Paged):
    """A page of sources; `facets` counts over all that match: "domain", "year", "type", "status"."""

    items: tuple[SourceSummary, ...]
    total: int
    page: int
    per_page: int
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(hash=False)
    revision: int = 0
    next_cursor: str | None = None  # where to go on, however deep; None at the end


@dataclass(frozen=True, slots=True)
class PassagePage(Paged):
    """A page of the passages that rest on a source, in order of document and paragraph."""

    items: tuple[Passage, ...]
    total: int
    page: int
    per_page: int


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
    statuses: Mapping[Status, int] = field(default_factory=dict, hash=False)  # of citations


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with everything that its page shows."""

    document: Document
    bibliography: Bibliography
    passages: tuple[Passage, ...]  # in reading order, with their citations
    warnings: tuple[tuple[str, str], ...] = ()  # (path, reason): what beside the document could not be read


class Place(NamedTuple):
    """A place in a document: the number of its paragraph, and its id on the document's page."""

    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A section in the outline; `begins` is the number of its first paragraph, None where it has none."""

    section: Section
    begins: int | None


@dataclass(frozen=True, slots=True)
class LeafSection:
    """A section as far as it stands on a leaf; `is_continued` where it began on the leaf before."""

    section: Section
    passages: tuple[Passage, ...]
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Uncalled:
    """A note that no mark in the text calls, with what it cites."""

    note: Note
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some consecutive paragraphs of a document, with everything that their page shows.

    Attributes:
        url: the document's own.
        number, total: which leaf it is, of how many; a document that is not long has one.
        previous, next: the numbers of the paragraphs with which the leaves beside it begin.
        marks: for each note called here all its marks in the document, in reading order.
        marks_in_notes: the marks that stand inside notes, by the note that holds them.
        uncalled: on the last leaf, the notes that no mark in the text calls.
    """

    document: DocumentSummary
    url: str | None
    sections: tuple[LeafSection, ...]
    outline: tuple[Heading, ...]
    number: int
    total: int
    previous: int | None
    next: int | None
    marks: Mapping[str, tuple[Place, ...]] = field(hash=False)
    marks_in_notes: Mapping[str, tuple[NoteReference, ...]] = field(hash=False)
    uncalled: tuple[Uncalled, ...] = ()


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
class AuditSummary:
    """How one document fares: its findings, counted by kind."""

    document: DocumentSummary
    findings: Mapping[ProblemKind, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class AuditPage(Paged):
    """A page of documents, those most in need of an editor first; `kinds` counts findings over all."""

    items: tuple[AuditSummary, ...]
    total: int
    page: int
    per_page: int
    kinds: Mapping[ProblemKind, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an editor must look at, with everything needed to look at it.

    Attributes:
        note: the note that it is about.
        paragraph: number of the paragraph that it is about, or of the first that calls its note.
        page: of that paragraph, or of the note.
        candidates: the notes that a short form or a mark could stand for.
        sources: the works that look alike and disagree; `differences` names the fields that differ.
    """

    problem: Problem
    note: Note | None = None
    paragraph: int | None = None
    page: int | None = None
    candidates: tuple[NoteName, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def differences(self) -> tuple[str, ...]:
        """The fields of the sources that say different things; what only one says is no difference."""
        return tuple(name for name in COMPARED if len(_said(self.sources, name)) > 1)


COMPARED = ("title", "authors", "year", "container", "publisher", "volume", "url", "doi", "isbn")


def _said(sources: tuple[Source, ...], name: str) -> set[object]:
    said = (getattr(one, name, None) or one.identifiers.get(name) for one in sources)
    return {value for value in said if value}


@dataclass(frozen=True, slots=True)
class FindingPage(Paged):
    """A page of one document's findings, in the order of the document's audit; `kinds` counts over all."""

    document: DocumentSummary
    items: tuple[Finding, ...]
    total: int
    page: int
    per_page: int
    kinds: Mapping[ProblemKind, int] = field(hash=False)


def moment(revision: int) -> datetime:
    """When the change was made that a revision counts: the milliseconds since 1970.

    >>> moment(1_764_561_600_123).isoformat(timespec="seconds")
    '2025-12-01T04:00:00+00:00'
    """
    return datetime.fromtimestamp(revision / 1000, UTC)
