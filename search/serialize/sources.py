"""A work cited, and lists of them."""

from __future__ import annotations

from search import shapes
from search.citations.identifiers import resolver_url
from search.document import Source
from search.holdings import SourcePage, SourceSummary
from search.results import FacetValue
from search.serialize.addresses import links, quoted
from search.serialize.parts import facet_value


def source(work: Source) -> shapes.Source:
    """A work cited."""
    return {
        "id": work.id,
        "type": work.type,
        "title": work.title,
        "authors": list(work.authors),
        "year": work.year,
        "container": work.container,
        "publisher": work.publisher,
        "place": work.place,
        "volume": work.volume,
        "issue": work.issue,
        "pages": work.pages,
        "edition": work.edition,
        "url": work.url,
        "domain": work.domain,
        "status": work.status.value,
        "identifiers": dict(sorted(work.identifiers.items())),
        "resolvers": resolvers(work),
        "accessed": work.accessed,
        "archived_url": work.archived_url,
        "text": work.text,
        "links": links("sources", work.id, f"/sources/{quoted(work.id)}"),
    }


def resolvers(work: Source) -> dict[str, str]:
    """Kind of identifier -> the address that resolves it, of those that somebody resolves."""
    found = {kind: resolver_url(kind, value) for kind, value in sorted(work.identifiers.items())}
    return {kind: url for kind, url in found.items() if url}


def source_summary(item: SourceSummary) -> shapes.SourceSummary:
    """A source with how much rests on it."""
    cited: shapes.Cited = {"passages": item.passages, "notes": item.notes, "documents": item.documents}
    return {**source(item.source), "cited": cited}


def source_page(
    listed: SourcePage, next_url: str | None = None, previous_url: str | None = None
) -> shapes.SourceList:
    """A page of sources with their facets."""
    facets = {
        name: [facet_value(FacetValue(value, value, count)) for value, count in values]
        for name, values in listed.facets.items()
    }
    return {
        "total": listed.total,
        "page": listed.page,
        "per_page": listed.per_page,
        "results": [source_summary(item) for item in listed.items],
        "next": next_url,
        "prev": previous_url,
        "next_cursor": listed.next_cursor,
        "facets": facets,
    }
