"""The search page: passages with their sources in the margin, and what to narrow them by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template, url_for
from markupsafe import Markup

from search.fragments import sentence_at
from search.library import Library
from search.results import Result, Results, Span
from search.serialize import anchor
from web import api, library, params, settings
from web.facets import folded, rail, taken
from web.pages import choosing, negotiated, read
from web.pieces import Call
from web.weight import WORKS, Economy, fitted

SORTS = (("relevance", "relevance"), ("position", "place in the document"), ("published", "date"))
ALL = params.Choice("all", "the facet to show with all its values", params.FILTERS)
FEWER = 6  # words of a query that found nothing which are tried one by one


@dataclass(frozen=True, slots=True)
class Fewer:
    """Part of a query that found nothing, with what it finds; `written` is how it was spelt before."""

    text: str
    url: str
    total: int
    written: str = ""


@negotiated("/search", api.search)
def search() -> str:
    """Passages with their sources in the margin, and what to narrow them by."""
    limits = settings().limits
    asked = read(*params.search(limits), ALL)
    params.check_depth(asked["page"], asked["per_page"], limits)
    text, sort = asked["q"].strip(), asked["sort"]
    chosen = params.filters(asked)
    kept = [("sort", sort)] if sort != "relevance" else []
    if not text and not chosen:
        return render_template("search.html", text=text, kept=kept, results=None)
    results = library().search(
        text, page=asked["page"], per_page=asked["per_page"], filters=chosen, sort=sort, count_notes=True
    )
    choices = taken(results.facets, chosen, choosing)
    values = {
        "text": text,
        "kept": kept,
        "results": results,
        "chosen": choices,
        "facets": rail(results.facets, chosen, choosing, whole=asked["all"])
        if results.total or chosen
        else [],
        "folded": folded(results.facets, choices),
        "whole": asked["all"],
        "sections": 0 if "section" in chosen else len(results.facets.get("section", ())),
        "several_documents": len(results.facets.get("document", ())) > 1,
        "sort": sort,
        "sorts": SORTS,
        "last_page": _last_page(results),
        "fewer": [] if results.total else list(_fewer(text, library())),
        "held": 0 if results.total else library().holdings().passages,
        "hits_of": _hits_of,
        "places": _places(results),
        "works": Markup(WORKS),
    }

    def render(economy: Economy) -> str:
        return render_template("search.html", **values, economy=economy)

    return fitted(render, results.items, results.per_page)


def _places(results: Results) -> list[str]:
    """Where each result is on its document's page: the sentence of the first hit shown, or the paragraph."""
    shown = [(one.passage, one.snippet) for one in results if one.snippet.spans]
    sentences = [
        (passage, sentence_at(passage.text, snippet.start + snippet.spans[0][0]))
        for passage, snippet in shown
    ]
    fragments = iter(library().fragments(sentences))
    return [anchor(one.passage) + (next(fragments) if one.snippet.spans else "") for one in results]


def _last_page(results: Results) -> int:
    return min(results.pages, settings().limits.depth // results.per_page)


def _hits_of(result: Result, call: Call) -> tuple[Span, ...]:
    return next((hits.spans for hits in result.note_matches if hits.note_id == call.note_id), ())


def _fewer(text: str, held: Library) -> Iterator[Fewer]:
    """What finds something of a query that found nothing: its words without quotes, then one by one."""
    words = text.replace('"', " ").split()
    if not 1 < len(words) <= FEWER:
        return
    if '"' in text and (total := held.search(" ".join(words), per_page=1, facets=False).total):
        yield _part(" ".join(words), total)
    for word in filter(str.isalnum, words):
        results = held.search(word, per_page=1, facets=False)
        if results.total:
            yield _part(word, results.total)
        elif results.suggestion:
            nearest = held.search(results.suggestion, per_page=1, facets=False)
            yield _part(nearest.text, nearest.total, word)


def _part(text: str, total: int, written: str = "") -> Fewer:
    return Fewer(text, url_for("pages.search", q=text), total, written)
