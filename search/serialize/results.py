"""What a search finds: results with their facets, and lines of a concordance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urlencode

from search import shapes
from search.concordance import Concordance, Line
from search.document import Passage
from search.holdings import AuditPage, FindingPage, pages_beside
from search.results import Result, Results, Snippet
from search.serialize.addresses import API, document_url, passage_url
from search.serialize.parts import facet_value, note_names, spans
from search.serialize.passages import citation, passage_html, passage_links, place

Leafed: TypeAlias = Results | Concordance | AuditPage | FindingPage


def result(found: Result) -> shapes.Result:
    """One passage found: RESULT."""
    one = found.passage
    where = place(one)
    noted = {hits.note_id: hits.spans for hits in found.note_matches}
    return {
        "id": one.id,
        "score": round(found.score, 6),
        "document": where["document"],
        "section": {**where["section"], "matches": spans(found.heading_matches)},
        "paragraph": one.number,
        "page": one.page,
        "text": one.text,
        "html": passage_html(one, one.text, found.matches),
        "snippet": _snippet(one, found.snippet),
        "matches": spans(found.matches),
        "citations": [citation(cited, noted.get(cited.note_id or "", ())) for cited in one.citations],
        "url": passage_url(one),
        "links": passage_links(one),
    }


def results(page: Results, next_url: str | None = None, previous_url: str | None = None) -> shapes.Results:
    """A page of results with everything that was asked about them."""
    return {
        "query": {"text": page.text, "understood": page.understood},
        "total": page.total,
        "total_is_exact": page.total_is_exact,
        "page": page.page,
        "per_page": page.per_page,
        "next": next_url,
        "prev": previous_url,
        "next_cursor": page.next_cursor,
        "took_ms": round(page.took_ms, 3),
        "warnings": list(page.warnings),
        "suggestion": page.suggestion,
        "in_notes": page.in_notes,
        "revision": page.revision,
        "facets": {name: [facet_value(value) for value in values] for name, values in page.facets.items()},
        "results": [result(found) for found in page],
    }


def neighbours(
    page: Results | Concordance,
    filters: Mapping[str, Sequence[str]],
    depth: int,
    cursor: str | None = None,
    **asked: str | int | None,
) -> tuple[str | None, str | None]:
    """The API's addresses of the next and the previous page of an answer; None where there is none.

    Args:
        filters: those of the search.
        depth: how many results can be paged to.
        cursor: that of the question: it goes on with a cursor, and not back.
        asked: what else was asked for; None is what the API takes anyway.
    """
    name = "search" if isinstance(page, Results) else "concordance"
    narrowed = [(name, value) for name, values in filters.items() for value in values]
    others = [(name, value) for name, value in asked.items() if value is not None]
    kept = [("q", page.text), ("per_page", page.per_page), *narrowed, *others]
    if cursor is not None and isinstance(page, Results):
        further = page.next_cursor
        return f"{API}/{name}?{urlencode([*kept, ('cursor', further)])}" if further else None, None
    return beside(name, kept, page, depth)


def beside(
    name: str, kept: Sequence[tuple[str, object]], page: Leafed, depth: int
) -> tuple[str | None, str | None]:
    """The addresses of the pages after and before one of a list of the API, with the same question."""
    following, before = (
        f"{API}/{name}?{urlencode([*kept, ('page', number)])}" if number else None
        for number in pages_beside(page.total, page.page, page.per_page, depth)
    )
    return following, before


def concordance(
    page: Concordance, next_url: str | None = None, previous_url: str | None = None
) -> shapes.Concordance:
    """A page of a concordance."""
    return {
        "query": {"text": page.text, "understood": page.understood},
        "total": page.total,
        "total_is_exact": page.is_whole,
        "passages": page.passages,
        "page": page.page,
        "per_page": page.per_page,
        "next": next_url,
        "prev": previous_url,
        "warnings": list(page.warnings),
        "results": [_concordance_line(line) for line in page],
    }


def _concordance_line(line: Line) -> shapes.ConcordanceLine:
    url = (
        document_url(line.passage.document_id, line.note.id, line.passage.number)
        if line.note
        else passage_url(line.passage)
    )
    return {
        **place(line.passage),
        "left": line.left,
        "hit": line.hit,
        "right": line.right,
        "span": spans([line.span])[0],
        "note": note_names([line.note])[0] if line.note else None,
        "url": url,
    }


def _snippet(one: Passage, snippet: Snippet) -> str:
    lines = passage_html(one, snippet.text, snippet.spans, snippet.start)
    return f"{'… ' if snippet.before else ''}{lines}{' …' if snippet.after else ''}"
