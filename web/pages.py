"""The pages of the site: each reads its parameters, asks the library, and hands values to a template.

Every state of a page is in its URL, and every page does its whole job without scripts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from search.document import Citation, Note, Status
from search.library import Library
from search.results import Result, Results, Span
from web import answers, filters, library, listings, params, settings
from web.facets import folded, rail, taken
from web.pieces import Call
from web.questions import Question, questions
from web.reading import marks, parts, walk

blueprint = Blueprint("pages", __name__)
blueprint.record_once(lambda state: filters.register(state.app))

SORTS = (("relevance", "relevance"), ("position", "place in the document"), ("published", "date"))
ALL = params.Choice("all", "the facet to show with all its values", params.FILTERS)
FEWER = 6  # words of a query that found nothing which are tried one by one


@blueprint.app_template_global()
def here(**changes: object) -> str:
    """This page's URL with parameters replaced; None takes one out."""
    arguments: dict[str, object] = {**request.args.to_dict(flat=False), **changes}
    kept = {name: value for name, value in arguments.items() if value is not None}
    return f"{request.path}?{urlencode(kept, doseq=True, safe=':/')}" if kept else request.path


def read(*parameters: params.Parameter) -> params.Values:
    """The parameters of this page; a field that a form sends empty counts as not given."""
    fields = request.query_string.split(b"&")
    return params.read(parameters, b"&".join(field for field in fields if not field.endswith(b"=")))


@blueprint.get("/")
def home() -> str:
    """A search box, and what the library holds."""
    read()
    holdings = library().holdings()
    asked = questions(library()) if holdings.passages else []
    return render_template("home.html", holdings=holdings, questions=asked)


# --- search ----------------------------------------------------------------------------------------------


@blueprint.get("/search")
def search() -> str:
    """Passages with their sources in the margin, and what to narrow them by."""
    limits = settings().limits
    asked = read(*params.search(limits), ALL)
    params.check_depth(asked["page"], asked["per_page"], limits)
    text, sort = asked["q"].strip(), asked["sort"]
    chosen = {name: [str(value) for value in asked[name]] for name in params.FILTERS if asked[name]}
    kept = [("sort", sort)] if sort != "relevance" else []
    if not text and not chosen:
        return render_template("search.html", text=text, kept=kept, results=None)
    results = library().search(
        text, page=asked["page"], per_page=asked["per_page"], filters=chosen, sort=sort, count_notes=True
    )
    choices = taken(results.facets, chosen, _choosing)
    return render_template(
        "search.html",
        text=text,
        kept=kept,
        results=results,
        chosen=choices,
        facets=rail(results.facets, chosen, _choosing, whole=asked["all"]) if results.total or chosen else [],
        folded=folded(results.facets, choices),
        whole=asked["all"],
        sections=0 if "section" in chosen else len(results.facets.get("section", ())),
        several_documents=len(results.facets.get("document", ())) > 1,
        sort=sort,
        sorts=SORTS,
        last_page=_last_page(results),
        fewer=[] if results.total else list(_fewer(text, library())),
        hits_of=_hits_of,
    )


def _choosing(name: str, values: Sequence[str]) -> str:
    return here(**{name: list(values) or None, "page": None, "all": None})


def _last_page(results: Results) -> int:
    return min(results.pages, settings().limits.depth // results.per_page)


def _hits_of(result: Result, call: Call) -> tuple[Span, ...]:
    return next((hits.spans for hits in result.note_matches if hits.note_id == call.note_id), ())


def _fewer(text: str, held: Library) -> Iterator[tuple[Question, int]]:
    """The words of a query one by one, or the nearest to each, with how much it finds."""
    words = text.replace('"', " ").split()
    if not 1 < len(words) <= FEWER:
        return
    for word in filter(str.isalnum, words):
        results = held.search(word, per_page=1, facets=False)
        if not results.total and results.suggestion:
            results = held.search(results.suggestion, per_page=1, facets=False)
        if results.total:
            yield Question(results.text, url_for("pages.search", q=results.text)), results.total


# --- documents -------------------------------------------------------------------------------------------


@blueprint.get("/documents/")
def documents() -> str:
    """What the library holds, document by document."""
    read()
    return render_template("documents.html", documents=library().documents())


@blueprint.get("/documents/<document_id>")
def document(document_id: str) -> str:
    """The reading view: the text with its notes beside it, and the hits of a search marked."""
    q = params.Text("q", "the search whose hits to mark", settings().limits.quote_length, default="")
    asked = read(q, params.Whole("at", "the paragraph where the reader stands", 1, 10**9))
    reading = library().document(document_id)
    found, understood = _found_in(document_id, asked["q"].strip())
    sections = parts(reading, found)
    called = marks(sections)
    return render_template(
        "document.html",
        reading=reading,
        document=reading.document,
        outline=[section for section in reading.document.sections if section.title],
        sections=sections,
        marks=called,
        orphans=[_orphan(document_id, note) for note in reading.document.notes if note.id not in called],
        walk=walk(found, understood, asked["at"]) if understood else None,
    )


def _found_in(document_id: str, text: str) -> tuple[list[Result], str]:
    """All that a search finds in one document, in reading order, and the search in words."""
    if not text:
        return [], ""
    limits = settings().limits
    found: list[Result] = []
    for page in range(1, limits.depth // limits.per_page + 1):
        results = library().search(
            text, page=page, per_page=limits.per_page, filters={"document": [document_id]}, facets=False
        )
        found.extend(results)
        if page >= results.pages:
            break
    return sorted(found, key=lambda result: result.passage.number), results.understood


def _orphan(document_id: str, note: Note) -> Call:
    """A note that nothing calls, as a mark at the start of nowhere would call it."""
    cited = [one for found in library().notes(document_id, note.id) for one in found.citations]
    return Call(1, 0, tuple(cited) or (Citation(note.label, note.id, 0, Status.NO_URL, note.text),))


# --- sources, citations, audit ---------------------------------------------------------------------------


@blueprint.get("/sources/")
def sources() -> str:
    """Every work cited, with how much rests on it."""
    group = params.Choice("group", "what to group by", [name for name, _ in listings.GROUPS])
    asked = read(*params.sources(settings().limits), group)
    status = Status(asked["status"]) if asked["status"] else None
    listed = library().sources(
        page=asked["page"],
        per_page=asked["per_page"],
        domain=asked["domain"],
        year=asked["year"],
        type=asked["type"],
        status=status,
        text=asked["q"],
        sort=asked["sort"],
    )
    return render_template(
        "sources.html",
        listed=listed,
        chosen=asked,
        choices=listings.choices(listed, asked),
        filtered=any(asked[name] for name in ("q", "domain", "year", "type", "status")),
        groups=listings.groups(listed, asked["group"], here),
        most=max((item.passages for item in listed.items), default=0),
        last_page=max(1, -(-listed.total // listed.per_page)),
    )


@blueprint.get("/sources/<source_id>")
def source(source_id: str) -> str:
    """A work, and every sentence that rests on it."""
    read()
    work = library().source(source_id)
    uses = answers.uses(work, library().passages_citing(source_id))
    return render_template(
        "source.html",
        source=work,
        uses=uses,
        printings=answers.printings(use.citation for use in uses),
        exports=answers.exports(work),
    )


@blueprint.get("/cite")
def cite() -> str:
    """One box for a note, a work, a URL or a quotation; and its answers."""
    limits = settings().limits
    q = params.Text("q", "what to look up", limits.quote_length, default="")
    asked = read(q, params.Text("document", "only in this document"))
    text = asked["q"].strip()
    lookup = library().cite(text, document=asked["document"]) if text else None
    return render_template(
        "cite.html",
        text=text,
        chosen=asked["document"],
        longest=limits.quote_length,
        documents=library().documents(),
        lookup=lookup,
        answers=answers.answers(lookup, text) if lookup else [],
    )


@blueprint.get("/audit")
def audit() -> str:
    """What an editor must look at."""
    read()
    return render_template("audit.html", audits=[listings.sheet(one) for one in library().audit()])
