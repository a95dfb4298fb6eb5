"""What a search finds: results with their facets, lines of a concordance, suggestions."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from typing_extensions import TypedDict

from search.choices import FACETS
from search.shapes.parts import Count, FacetValue, Links, Markup, NoteName, Number, Path, Said, Span
from search.shapes.passages import Citation, DocumentName, Place, SectionName


class FoundSection(SectionName):
    """A section with the hits in its title, where the passage opens it."""

    matches: list[Span]


class Result(TypedDict):
    """One passage found; in `html` and `snippet` the hits stand in <mark>."""

    id: str
    score: float
    document: DocumentName
    section: FoundSection
    paragraph: Number
    page: int | None
    text: str
    html: Markup
    snippet: Markup
    matches: list[Span]
    citations: list[Citation]
    url: Path
    links: Links


class ConcordanceLine(Place):
    """One hit in its context; `note` is the note that holds it, null where the paragraph does."""

    left: str
    hit: str
    right: str
    span: Span
    note: NoteName | None
    url: Path


Facets: TypeAlias = Annotated[dict[str, list[FacetValue]], Said(propertyNames={"enum": FACETS})]


class Question(TypedDict):
    """The query as typed, and as it was understood."""

    text: str
    understood: str


class Results(TypedDict):
    """A page of results with everything that was asked about them; `next_cursor` goes on, however deep."""

    query: Question
    total: Count
    total_is_exact: bool
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    next_cursor: str | None
    took_ms: Annotated[float, Said(minimum=0)]
    warnings: list[str]
    suggestion: str | None
    in_notes: Count | None
    revision: Count
    facets: Facets
    results: list[Result]


class Concordance(TypedDict):
    """A page of lines; of `passages` that match, all hits are here only where `total_is_exact`."""

    query: Question
    total: Count
    total_is_exact: bool
    passages: Count
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    warnings: list[str]
    results: list[ConcordanceLine]


# What was typed, then its completions, as OpenSearch has them. Not a tuple: what checks answers against their
# schemas cannot read `prefixItems` in all of them.
Suggestions: TypeAlias = Annotated[
    list[str | list[str]],
    Said(minItems=2, maxItems=2, contains={"type": "array"}, minContains=1, maxContains=1),
]
