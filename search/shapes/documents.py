"""A document: as lists show it, and as it was understood, whole."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from typing_extensions import TypedDict

from search.shapes.parts import Count, Links, NoteName, Number, Path, Said, State
from search.shapes.passages import Citation, Passage
from search.shapes.sources import Source

Kind: TypeAlias = Literal[
    "missing-note",
    "orphan-note",
    "ambiguous-reference",
    "note-fragment",
    "missing-part",
    "unreadable-text",
    "truncated-url",
    "repaired-url",
    "ambiguous-short-form",
    "conflicting-sources",
]
COUNTS = (
    "sections",
    "paragraphs",
    "references",
    "notes",
    "missing",
    "orphans",
    "urls",
    "sources",
    "ok",
    "repaired",
    "truncated",
    "no_url",
)
Counts: TypeAlias = Annotated[dict[str, Count], Said(propertyNames={"enum": COUNTS})]


class DocumentSummary(TypedDict):
    """A document as lists show it; `counts` are its figures."""

    id: str
    title: str
    authors: list[str]
    language: str | None
    format: str
    published: str | None
    counts: Counts
    links: Links


class Document(TypedDict):
    """What is known of a document itself; `convention` says in words how its notes are kept."""

    id: str
    title: str
    authors: list[str]
    language: str | None
    format: str
    sha256: Annotated[str, Said(pattern="^[0-9a-f]{64}$")]
    published: str | None
    url: str | None
    convention: str


class Reference(TypedDict):
    """A mark in the text that calls a note; `note_id` is null where the note is missing."""

    note: str
    note_id: str | None
    offset: Count
    page: int | None


class Paragraph(TypedDict):
    """A paragraph; its page is the one that it begins on."""

    id: str
    number: Number
    page: int | None
    text: str
    references: list[Reference]


class Section(TypedDict):
    """A section with its paragraphs."""

    id: str
    number: Number
    level: Number
    title: str
    page: int | None
    paragraphs: list[Paragraph]


class Link(TypedDict):
    """A URL that a note prints: as resolved, as printed, where, and what was mended."""

    url: str
    printed_url: str
    start: Count
    end: Count
    status: State
    repairs: list[str]
    archived: bool
    accessed: str | None


class Mention(TypedDict):
    """One work as a note names it; `start` and `end` are offsets in the note's text."""

    start: Count
    end: Count
    text: str
    source: str | None
    locator: str | None
    links: list[Link]
    through: list[NoteName]
    candidates: list[NoteName]


class Note(TypedDict):
    """A note with what it itself prints; a short form has no URL here, though its source may."""

    id: str
    label: str
    page: int | None
    text: str
    references: list[Reference]
    status: State
    url: str | None
    urls: list[str]
    printed_url: str | None
    repairs: list[str]
    accessed: str | None
    archived_url: str | None
    source: str | None
    sources: list[str]
    locator: str | None
    works: list[Mention]


class Problem(TypedDict):
    """What an editor must look at; notes, paragraph and sources are ids, a URL stands in both its forms."""

    kind: Kind
    note: str | None
    paragraph: str | None
    message: str
    url: str | None
    printed_url: str | None
    repairs: list[str]
    candidates: list[str]
    sources: list[str]


class DocumentSource(Source):
    """A source with the ids of the notes that cite it."""

    notes: list[str]


class Inspection(TypedDict):
    """A document as it was understood, whole."""

    document: Document
    sections: list[Section]
    notes: list[Note]
    sources: list[DocumentSource]
    problems: list[Problem]
    counts: Counts


class Reading(Inspection):
    """A document of the library, whole."""

    links: Links


class NoteReading(TypedDict):
    """A note, what it cites, and the passages that call it."""

    id: str
    label: str
    page: int | None
    text: str
    document: str
    citations: list[Citation]
    passages: list[Passage]
    links: Links


class DocumentList(TypedDict):
    """A page of the documents, by title."""

    total: Count
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    results: list[DocumentSummary]


class NoteList(TypedDict):
    """The notes of a document that share a label."""

    total: Count
    page: Number
    per_page: Number
    results: list[NoteReading]
