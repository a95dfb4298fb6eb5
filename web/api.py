"""The API, version 1: each route reads its parameters, asks the library, and answers with plain JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeAlias
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from search import exporting, serialize, shapes
from search.citations.export import export, written
from search.document import ProblemKind, Source
from search.errors import NotFound
from search.inspection import note_reading, reading
from search.results import Results
from search.settings import Limits
from web import audits, bodies, exports, library, negotiation, params, settings
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
            return found if isinstance(found, Response) else as_json(found)

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


def _offered(route: Route) -> tuple[str, ...]:
    """The media types of a route; first that of the format which is its default."""
    known = route.parameters(Limits()) if route.parameters else ()
    usual = next((str(one.default) for one in known if one.name == "format" and one.default), "")
    first = negotiation.FORMATS.get(usual, route.media_type)
    return tuple(dict.fromkeys((first, route.media_type, *route.media_types)))


@route("/search", shapes.Results, params.search)
def search(asked: Values) -> Answer:
    """A page of passages."""
    page, per_page = asked["page"], asked["per_page"]
    params.check_depth(page, per_page, settings().limits)
    found = library().search(
        asked["q"],
        page=page,
        per_page=per_page,
        filters=params.filters(asked),
        sort=asked["sort"],
    )
    before = _page_url(page - 1) if 1 < page <= found.pages + 1 else None
    return serialize.results(found, _page_url(page + 1) if _has_next(found) else None, before)


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
    return serialize.concordance(found, *_beside(found.total, page, per_page))


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
    found = [serialize.document_summary(one) for one in shown]
    return {"total": len(held), "page": page, "per_page": per_page, "results": found}


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


@route("/sources", shapes.SourceList, params.sources, media_types=negotiation.EXPORTS)
def sources(asked: Values) -> Answer:
    """The works cited."""
    page, per_page = asked["page"], asked["per_page"]
    params.check_depth(page, per_page, settings().limits)
    listed = library().sources(
        page=page,
        per_page=per_page,
        domain=asked["domain"],
        year=asked["year"],
        type=asked["type"],
        status=asked["status"],
        text=asked["q"],
        sort=asked["sort"],
    )
    if exported := _exported(asked["format"], (one.source for one in listed.items)):
        return exported
    facets = {
        name: [{"value": value, "label": value, "count": count} for value, count in values]
        for name, values in listed.facets.items()
    }
    found = [serialize.source_summary(one) for one in listed.items]
    return {"total": listed.total, "page": page, "per_page": per_page, "results": found, "facets": facets}


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
        return serialize.audit_page(listed, *_beside(listed.total, page, per_page))
    found = library().findings(document_id, kind=kind, page=page, per_page=per_page)
    return serialize.document_audit(found, *_beside(found.total, page, per_page))


@route("/suggest", tuple[str, list[str]], params.suggest, media_type=SUGGESTIONS)
def suggest(asked: Values) -> Answer:
    """Completions, as OpenSearch has them."""
    return as_json([asked["q"], list(library().suggest(asked["q"]))], media_type=SUGGESTIONS)


def _is_missing(document_id: str, label: str) -> bool:
    references = library().document(document_id).document.references()
    return any(one.label == label and one.note_id is None for one in references)


def _has_next(found: Results) -> bool:
    shown = found.page * found.per_page
    return shown < found.total and shown + found.per_page <= settings().limits.depth


def _beside(total: int, page: int, per_page: int) -> tuple[str | None, str | None]:
    """The addresses of the pages after and before one."""
    last = -(-total // per_page)
    return (
        _page_url(page + 1) if page < last else None,
        _page_url(page - 1) if 1 < page <= last + 1 else None,
    )


def _page_url(page: int) -> str:
    """This request's address with another page."""
    arguments = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return f"{request.path}?{urlencode([*arguments, ('page', page)])}"


def _exported(format: str, sources: Iterable[Source | None]) -> Response | None:
    """The works, each once, in a format of other programs; None where JSON is asked for."""
    if format == "json":
        return None
    works = {source.id: source for source in sources if source}
    return Response(export(works.values(), format), mimetype=negotiation.FORMATS[format])
