"""The API, version 1: each route reads its parameters, asks the library, and answers with plain JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Response

from search import exporting, serialize, shapes
from search.citations.export import export, written
from search.document import ProblemKind, Source
from search.errors import NotFound
from search.inspection import note_reading, reading
from web import audits, bodies, exports, library, negotiation, paging, params, refusals, settings
from web.errors import problem_response
from web.negotiation import CSV
from web.params import Values
from web.routes import Answer, Described, as_json

blueprint = Described("api", __name__, serialize.API)
route = blueprint.answering

SUGGESTIONS = "application/x-suggestions+json"
# sources in the formats of other programs
REFERENCES = dict(zip(negotiation.EXPORTS, (list[dict[str, Any]], str, str), strict=True))


@route(
    "/search",
    shapes.Results,
    params.search_data,
    tag="search",
    refusals={400: refusals.QUERY | refusals.DEEP},
)
def search(asked: Values) -> Answer:
    """A page of passages."""
    page, per_page = paging.turned(asked)
    facet = asked["facet"]
    found = library().search(
        asked["q"],
        page=page,
        per_page=per_page,
        filters=params.filters(asked),
        sort=asked["sort"],
        facets=True if facet is None else facet,
        cursor=asked["cursor"],
        snippet_length=asked["snippet_length"],
    )
    return serialize.results(
        found, *paging.beside(found.total, page, per_page, asked["cursor"], found.next_cursor)
    )


@route(
    "/concordance",
    shapes.Concordance,
    params.concordance_data,
    tag="search",
    refusals={400: refusals.QUERY | refusals.PAGING},
)
def concordance(asked: Values) -> Answer:
    """The hits of a query, each in the middle of its context."""
    page, per_page = asked["page"], asked["per_page"]
    params.check_depth(page, per_page, settings().limits)
    found = library().concordance(
        asked["q"],
        page=page,
        per_page=per_page,
        filters=params.filters(asked),
        sort=asked["sort"],
        width=asked["width"],
    )
    return serialize.concordance(found, *paging.beside(found.total, page, per_page))


@route(
    "/cite",
    shapes.Lookup,
    params.cite,
    tag="citations",
    media_types=REFERENCES,
    refusals={400: refusals.LOOKUP, 404: refusals.ABSENT},
)
def cite(asked: Values) -> Answer:
    """The sources that a note, an author, a title, a URL, a DOI or a quotation leads to."""
    known = {name: asked[name] for name in params.LOOKUPS if asked[name] is not None}
    limit = settings().limits.candidates
    lookup = library().cite(asked["q"], **known, limit=limit)
    return _exported(asked["format"], (found.source for found in lookup)) or serialize.lookup(lookup)


@route(
    "/cite",
    shapes.Recognition,
    method="POST",
    body=shapes.PastedText,
    tag="citations",
    refusals={400: refusals.PASTED, 404: refusals.ABSENT},
)
def find_citations() -> Answer:
    """Every citation in a pasted text, each with the sources that it may mean.

    {limits.pasted_length:,} characters at most; of more than {limits.pasted_citations:,} citations those
    that come first, and where to go on.
    """
    sent = bodies.read({"text": str, "document": str})
    found = library().find_citations(sent.get("text", ""), document=sent.get("document"))
    return serialize.recognition(found)


@route(
    "/export",
    list[dict[str, Any]],
    params.export,
    tag="downloads",
    refusals={400: refusals.QUERY | refusals.EXPORT},
    is_kept=False,
    media_type=exports.REFERENCES,
    media_types=exports.OTHER_TYPES,
)
def export_search(asked: Values) -> Answer:
    """All passages that a search finds, or the sources that they cite, as a file sent while it is made."""
    chosen = params.filters(asked)
    what, format = asked["what"], asked["format"]
    return exports.download(
        exporting.of_search(library(), asked["q"], chosen, what=what, format=format), asked
    )


@route(
    "/export/sources",
    list[dict[str, Any]],
    params.export_sources,
    tag="downloads",
    is_kept=False,
    media_type=exports.REFERENCES,
    media_types=exports.OTHER_TYPES,
)
def export_sources(asked: Values) -> Answer:
    """All works cited of the list of sources, as a file sent while it is made."""
    names = ("domain", "year", "type", "status", "sort")
    found = library().every_source(text=asked["q"], **{name: asked[name] for name in names})
    return exports.download(written(found, asked["format"]), asked)


@route("/documents", shapes.DocumentList, params.documents, tag="documents")
def documents(asked: Values) -> Answer:
    """What the library holds, by title."""
    page, per_page = asked["page"], asked["per_page"]
    held = library().documents()
    shown = held[(page - 1) * per_page : page * per_page]
    found = [serialize.document_summary(one) for one in shown]
    after, before = paging.beside(len(held), page, per_page)
    paged = {"total": len(held), "page": page, "per_page": per_page, "results": found}
    return {**paged, "next": after, "prev": before}


@route(
    "/documents/<document_id>",
    shapes.Reading,
    params.exported,
    tag="documents",
    media_types=REFERENCES,
    refusals={404: refusals.ABSENT},
)
def document(asked: Values, document_id: str) -> Answer:
    """A document as it was understood, whole; in the formats of other programs, the sources that it cites."""
    found = library().document(document_id)
    return _exported(asked["format"], found.bibliography.sources) or reading(found)


@route(
    "/documents/<document_id>/notes/<label>",
    {200: shapes.NoteReading, 300: shapes.NoteList},
    tag="documents",
    refusals={404: refusals.NOTE},
)
def notes(document_id: str, label: str) -> Answer:
    """The note with this label or id; where several have the label, all of them, as 300 Multiple Choices."""
    try:
        found = [note_reading(one) for one in library().notes(document_id, label)]
    except NotFound:
        if _is_missing(document_id, label):
            detail = f"note {label} is called in the text, but is missing from the document"
            return problem_response(404, detail, "missing-note")
        raise
    if len(found) == 1:
        return found[0]
    return as_json({"total": len(found), "page": 1, "per_page": len(found), "results": found}, 300)


@route("/passages/<passage_id>", shapes.Passage, tag="documents", refusals={404: refusals.ABSENT})
def passage(passage_id: str) -> Answer:
    """One passage with its citations."""
    return serialize.passage(library().passage(passage_id))


@route(
    "/passages/<passage_id>/citation",
    shapes.PassageCitations,
    params.citation,
    tag="documents",
    refusals={404: refusals.ABSENT},
)
def citation(asked: Values, passage_id: str) -> Answer:
    """A passage as a reader would cite it, in one style or in each."""
    found = library().passage_citations(passage_id, asked["style"])
    return serialize.passage_citations(library().passage(passage_id), found)


@route(
    "/sources",
    shapes.SourceList,
    params.sources_data,
    tag="sources",
    media_types=REFERENCES,
    refusals={400: refusals.DEEP},
)
def sources(asked: Values) -> Answer:
    """The works cited."""
    page, per_page = paging.turned(asked)
    listed = library().sources(
        page=page,
        per_page=per_page,
        domain=asked["domain"],
        year=asked["year"],
        type=asked["type"],
        status=asked["status"],
        text=asked["q"],
        sort=asked["sort"],
        facets=asked["facet"],
        cursor=asked["cursor"],
    )
    beside = paging.beside(listed.total, page, per_page, asked["cursor"], listed.next_cursor)
    if exported := _exported(asked["format"], (one.source for one in listed.items)):
        return exported
    return serialize.source_page(listed, *beside)


@route(
    "/sources/<source_id>",
    shapes.SourceWithPassages,
    params.exported,
    tag="sources",
    media_types=REFERENCES,
    refusals={404: refusals.ABSENT},
)
def source(asked: Values, source_id: str) -> Answer:
    """A work, what was last found at its URL, and every passage that cites it."""
    work = library().source(source_id)
    return _exported(asked["format"], [work]) or serialize.source_with_passages(
        work, library().passages_citing(source_id), library().link(source_id)
    )


@route(
    "/audit",
    shapes.AuditList | shapes.DocumentAudit,
    params.audit_data,
    tag="documents",
    media_types={CSV: str},
    refusals={400: refusals.AUDIT, 404: refusals.ABSENT},
)
def audit(asked: Values) -> Answer:
    """What an editor must look at: documents by need, or the findings of one."""
    page, per_page, document_id = asked["page"], asked["per_page"], asked["document"]
    kind = ProblemKind(asked["kind"]) if asked["kind"] else None
    if asked["format"] == "csv":
        return audits.as_csv(library(), document_id, kind)
    params.check_depth(page, per_page, settings().limits)
    params.check_fields(asked["fields"], shapes.AuditSummary if document_id is None else shapes.Finding)
    if document_id is None:
        listed = library().audit_page(kind=kind, page=page, per_page=per_page)
        return serialize.audit_page(listed, *paging.beside(listed.total, page, per_page))
    found = library().findings(document_id, kind=kind, page=page, per_page=per_page)
    return serialize.document_audit(found, *paging.beside(found.total, page, per_page))


@route("/suggest", shapes.Suggestions, params.suggest, tag="search", media_type=SUGGESTIONS)
def suggest(asked: Values) -> Answer:
    """Completions, as OpenSearch has them."""
    return as_json([asked["q"], list(library().suggest(asked["q"]))], media_type=SUGGESTIONS)


def _is_missing(document_id: str, label: str) -> bool:
    references = library().document(document_id).document.references()
    return any(one.label == label and one.note_id is None for one in references)


def _exported(format: str, sources: Iterable[Source | None]) -> Response | None:
    """The works, each once, in a format of other programs; None where JSON is asked for."""
    if format == "json":
        return None
    works = {source.id: source for source in sources if source}
    return Response(export(works.values(), format), mimetype=negotiation.FORMATS[format])
