"""A passage with where it stands, its citations, and the sources that it rests on."""

from __future__ import annotations

from typing_extensions import TypedDict

from search.shapes.link_checks import LinkCheck
from search.shapes.parts import Count, Links, Markup, NoteName, Number, Path, Span, State
from search.shapes.sources import Source


class Citation(TypedDict):
    """A note reference with its note and one source that the note names.

    A short form that was resolved says through which notes; one that was not, which notes it could stand for.
    """

    note: str
    note_id: str | None
    offset: Count
    status: State
    text: str
    url: str | None
    printed_url: str | None
    repairs: list[str]
    accessed: str | None
    archived_url: str | None
    source: Source | None
    locator: str | None
    through: list[NoteName]
    candidates: list[NoteName]
    matches: list[Span]


class DocumentName(TypedDict):
    """A document by id and title."""

    id: str
    title: str


class SectionName(TypedDict):
    """A section by number and title."""

    number: Number
    title: str


class Place(TypedDict):
    """Where a paragraph stands."""

    id: str
    document: DocumentName
    section: SectionName
    paragraph: Number
    page: int | None


class Passage(Place):
    """A paragraph with where it stands and what it rests on; `html` is escaped text with links."""

    text: str
    html: Markup
    citations: list[Citation]
    url: Path
    links: Links


class FormattedCitation(TypedDict):
    """A citation in one style; `html` is escaped text with what is set in italics in <i>."""

    style: str
    name: str
    text: str
    html: str


class PassageCitations(TypedDict):
    """A passage as a reader would cite it."""

    passage: str
    citations: list[FormattedCitation]
    links: Links


class SourceWithPassages(Source):
    """A source, what was last found at its URL, and every passage that cites it."""

    link: LinkCheck | None
    passages: list[Passage]
