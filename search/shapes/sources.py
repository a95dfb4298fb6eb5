"""A work cited, and lists of them.

>>> 'url' in Source.__annotations__
True
"""

from __future__ import annotations

from typing import Annotated

from typing_extensions import TypedDict

from search.choices import SOURCE_FACETS
from search.document import SourceType
from search.shapes.parts import Count, FacetValue, Links, Number, Path, Said, State


class Cited(TypedDict):
    """How much rests on a source."""

    passages: Count
    notes: Count
    documents: Count


class Source(TypedDict):
    """A work cited; `url` is null where the document gives none or cuts it off."""

    id: str
    type: SourceType
    title: str
    authors: list[str]
    year: int | None
    container: str | None
    publisher: str | None
    place: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    edition: str | None
    url: str | None
    domain: str | None
    status: State
    identifiers: dict[str, str]
    resolvers: dict[str, str]
    accessed: str | None
    archived_url: str | None
    text: str
    links: Links


class SourceSummary(Source):
    """A source as lists show it."""

    cited: Cited


class SourceList(TypedDict):
    """A page of the works cited."""

    total: Count
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    next_cursor: str | None
    results: list[SourceSummary]
    facets: Annotated[dict[str, list[FacetValue]], Said(propertyNames={"enum": SOURCE_FACETS})]
