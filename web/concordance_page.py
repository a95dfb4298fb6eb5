"""The concordance: each hit of a query in the middle of its context, sorted by what stands beside it."""

from __future__ import annotations

from flask import render_template

from search.concordance import Concordance
from search.results import FacetValue
from search.serialize import anchor
from web import api, library, params, settings
from web.facets import taken
from web.pages import choosing, negotiated, read

SORTS = (("next", "what follows"), ("previous", "what precedes"), ("position", "place in the document"))


@negotiated("/concordance", api.concordance)
def concordance() -> str:
    """Each hit on a line, in the middle of its context."""
    limits = settings().limits
    asked = read(*params.concordance(limits))
    params.check_depth(asked["page"], asked["per_page"], limits)
    text, chosen, sort = asked["q"].strip(), params.filters(asked), asked["sort"]
    kept = [("sort", sort)] if sort != SORTS[0][0] else []
    if not text:
        return render_template("concordance.html", text=text, kept=kept, found=None)
    found = library().concordance(
        text,
        page=asked["page"],
        per_page=asked["per_page"],
        filters=chosen,
        sort=sort,
        width=asked["width"],
    )
    names: dict[str, tuple[FacetValue, ...]] = {}
    if chosen:  # what a value is called is known to the search alone
        names = dict(library().search(text, per_page=1, filters=chosen).facets)
    return render_template(
        "concordance.html",
        text=text,
        kept=kept,
        found=found,
        places=_places(found),
        chosen=taken(names, chosen, choosing),
        sort=sort,
        sorts=SORTS,
        last_page=min(found.pages, limits.depth // found.per_page),
        several_documents=len({line.passage.document_id for line in found}) > 1,
    )


def _places(found: Concordance) -> list[str]:
    """Where each hit is on its document's page."""
    fragments = iter(library().fragments((line.passage, line.span) for line in found if not line.note))
    return [line.note.id if line.note else anchor(line.passage) + next(fragments) for line in found]
