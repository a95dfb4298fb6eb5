"""The API, version 1: each route reads its parameters, asks the library, and answers with plain JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeAlias

from flask import Blueprint, Response, request

from search import exporting, serialize, shapes
from search.citations.export import export, written
from search.document import ProblemKind, Source
from search.errors import NotFound
from search.inspection import note_reading, reading
from search.settings import Limits
from web import audits, bodies, exports, library, negotiation, paging, params, settings
from web.errors import problem_response
from web.negotiation import CSV
from web.openapi import Route
from web.params import Parameters, Values

blueprint = Blueprint("api", __name__)

Answer: TypeAlias = Mapping[str, Any] | Response
SUGGESTIONS = "application/x-suggestions+json"
ROUTES: list[Route] = []  # all of the API, as /openapi.json describes them


def route(
    path: str,
    answers: Any,
    parameters: Callable[[Limits], Parameters] | None = None,
    **described: Any,
) -> Callable[[Callable[..., Answer]], Callable[..., Response]]:
    """A route that takes these parameters, whose values its function gets first, and no others.

    In a format that `media_types` names, it answers with what its function gives as a `Response`.

    Args:
        path: below /api/v1.
        answers: the shape of the answer, or status -> shape where there are several.
        parameters: those of the query string.
        described: what else `Route` holds.
    """

    def decorate(function: Callable[..., Answer]) -> Callable[..., Response]:
        @wraps(function)
        def answer(**names: str) -> Response:
            negotiation.settle(offered)
            accepted = parameters(settings().limits) if parameters else ()
            asked = params.read(accepted, request.query_string)
            if "format" in asked:
                asked["format"] = negotiation.format()
            found = function(asked, **names) if parameters else function(**names)
            return found if isinstance(found, Response) else _listed(as_json(found), paging.links(found))

        shapes_of = answers if isinstance(answers, dict) else {200: answers}
        summary = function.__doc__ or ""
        ROUTES.append(Route(path, function.__name__, summary, parameters, shapes_of, **described))
        offered = negotiation.OFFERS[f"api.{function.__name__}"] = _offered(ROUTES[-1])
        blueprint.add_url_rule(path, function.__name__, answer, methods=[ROUTES[-1].method])
        return answer

    return decorate


def as_json(value: Any, status: int = 200, media_type: str = "application/json") -> Response:
    """UTF-8 as it is, keys in the order of `serialize`."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(body + "\n", status, mimetype=media_type)


def _listed(response: Response, links: str | None) -> Response:
    if links:
        response.headers["Link"] = links
    return response


def _offered(route: Route) -> tuple[str, ...]:
    """The media types of a route; first that of the format which is its default."""
    known = route.parameters(Limits()) if route.parameters else ()
    usual = next((str(one.default) for one in known if one.name == "format" and one.default), "")
    first = negotiation.FORMATS.get(usual, route.media_type)
    return tuple(dict.fromkeys((first, route.media_type, *route.media_types)))


@route("/search", shapes.Results, params.search_data)
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
        facets=True if facet is None else [name for name in facet if name != params.NONE],
        cursor=asked["cursor"],
        snippet_length=asked["snippet_length"],
    )
    answer = serialize.results(
        found, *paging.beside(found.total, page, per_page, asked["cursor"], found.next_cursor)
    )
    return {**answer, "results": params.only(answer["results"], asked["fields"])}


@route("/concordance", shapes.Concordance, params.concordance)
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


@route("/cite", shapes.Lookup, params.cite, media_types=negotiation.EXPORTS)
def cite(asked: Values) -> Answer:
    """The sources that a note, an author, a title, a URL, a DOI or a quotation leads to."""
    known = {name: asked[name] for name in params.LOOKUPS if asked[name] is not None}
    limit = settings().limits.candidates
    lookup = library().cite(asked["q"], **known, limit=limit)
    return _exported(asked["format"], (found.source for found in lookup)) or serialize.lookup(lookup)


@route("/cite", shapes.Recognition, method="POST", body=shapes.PastedText)
def find_citations() -> Answer:
    """Every citation in a pasted text, each with the sources that it may mean.

    64,000 characters at most; of more than 250 citations the first 250, and where to go on.
    """
    sent = bodies.read({"text": str, "document": str})
    found = library().find_citations(sent.get("text", ""), document=sent.get("document"))
    return serialize.recognition(found)


@route(
    "/export",
    list[dict[str, Any]],
    params.export,
    media_type=exports.MEDIA_TYPES["csl-json"],
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
    media_type=exports.MEDIA_TYPES["csl-json"],
    media_types=exports.OTHER_TYPES,
)
def export_sources(asked: Values) -> Answer:
    """All works cited of the list of sources, as a file sent while it is made."""
    names = ("domain", "year", "type", "status", "sort")
    found = library().every_source(text=asked["q"], **{name: asked[name] for name in names})
    return exports.download(written(found, asked["format"]), asked)


@route("/documents", shapes.DocumentList, params.documents)
def documents(asked: Values) -> Answer:
    """What the library holds, by title."""
    page, per_page = asked["page"], asked["per_page"]
    held = library().documents()
    shown = held[(page - 1) * per_page : page * per_page]
    found = params.only([serialize.document_summary(one) for one in shown], asked["fields"])
    after, before = paging.beside(len(held), page, per_page)
    paged = {"total": len(held), "page": page, "per_page": per_page, "results": found}
    return {**paged, "next": after, "prev": before}


@route("/documents/<document_id>", shapes.Reading, params.exported, media_types=negotiation.EXPORTS)
def document(asked: Values, document_id: str) -> Answer:
    """A document as it was understood, whole; in the formats of other programs, the sources that it cites."""
    found = library().document(document_id)
    return _exported(asked["format"], found.bibliography.sources) or reading(found)


@route("/documents/<document_id>/notes/<label>", {200: shapes.NoteReading, 300: shapes.NoteList})
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


@route("/passages/<passage_id>", shapes.Passage)
def passage(passage_id: str) -> Answer:
    """One passage with its citations."""
    return serialize.passage(library().passage(passage_id))


@route("/passages/<passage_id>/citation", shapes.PassageCitations, params.citation)
def citation(asked: Values, passage_id: str) -> Answer:
    """A passage as a reader would cite it, in one style or in each."""
    found = library().passage_citations(passage_id, asked["style"])
    return serialize.passage_citations(library().passage(passage_id), found)


@route("/sources", shapes.SourceList, params.sources_data, media_types=negotiation.EXPORTS)
def sources(asked: Values) -> Answer:
    """The works cited."""
    page, per_page = paging.turned(asked)
    facet = asked["facet"]
    listed = library().sources(
        page=page,
        per_page=per_page,
        domain=asked["domain"],
        year=asked["year"],
        type=asked["type"],
        status=asked["status"],
        text=asked["q"],
        sort=asked["sort"],
        facets=None if facet is None else [name for name in facet if name != params.NONE],
        cursor=asked["cursor"],
    )
    beside = paging.beside(listed.total, page, per_page, asked["cursor"], listed.next_cursor)
    if exported := _exported(asked["format"], (one.source for one in listed.items)):
        return exported
    answer = serialize.source_page(listed, *beside)
    return {**answer, "results": params.only(answer["results"], asked["fields"])}


@route("/sources/<source_id>", shapes.SourceWithPassages, params.exported, media_types=negotiation.EXPORTS)
def source(asked: Values, source_id: str) -> Answer:
    """A work, what was last found at its URL, and every passage that cites it."""
    work = library().source(source_id)
    return _exported(asked["format"], [work]) or serialize.source_with_passages(
        work, library().passages_citing(source_id), library().link(source_id)
    )


@route("/audit", shapes.AuditList | shapes.DocumentAudit, params.audit, media_types=(CSV,))
def audit(asked: Values) -> Answer:
    """What an editor must look at: documents by need, or the findings of one."""
    page, per_page, document_id = asked["page"], asked["per_page"], asked["document"]
    kind = ProblemKind(asked["kind"]) if asked["kind"] else None
    if asked["format"] == "csv":
        return audits.as_csv(library(), document_id, kind)
    params.check_depth(page, per_page, settings().limits)
    if document_id is None:
        listed = library().audit_page(kind=kind, page=page, per_page=per_page)
        return serialize.audit_page(listed, *paging.beside(listed.total, page, per_page))
    found = library().findings(document_id, kind=kind, page=page, per_page=per_page)
    return serialize.document_audit(found, *paging.beside(found.total, page, per_page))


@route("/suggest", tuple[str, list[str]], params.suggest, media_type=SUGGESTIONS)
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
