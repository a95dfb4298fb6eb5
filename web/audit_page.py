"""What an editor must look at: all documents, those most in need first; and one, finding by finding."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import render_template

from search.document import ProblemKind
from web import api, library, listings, params, settings
from web.pages import blueprint, here, negotiated, read

blueprint.add_app_template_filter(listings.sentence, "sentence")
blueprint.add_app_template_filter(listings.compared, "compared")


@negotiated("/audit", api.audit)
def audit() -> str:
    """What an editor must look at."""
    asked = read(*(one for one in params.audit(settings().limits) if one.name != "format"))
    params.check_depth(asked["page"], asked["per_page"], settings().limits)
    kind = ProblemKind(asked["kind"]) if asked["kind"] else None
    leaf = {"kind": kind, "page": asked["page"], "per_page": asked["per_page"]}
    if asked["document"] is None:
        listed = library().audit_page(**leaf)
        sheets = [listings.sheet(item) for item in listed.items]
        return _page("audit.html", listed, kind, listed=listed, sheets=sheets)
    found = library().findings(asked["document"], **leaf)
    shown = {
        "document": found.document,
        "stretches": listings.stretches(found.document.counts),
        "kinds": listings.by_kind(found.items),
    }
    return _page("audit_document.html", found, kind, found=found, **shown)


def _page(template: str, leaf: listings.Leafed, kind: ProblemKind | None, **shown: object) -> str:
    document = getattr(leaf, "document", None)
    same = {"document": document.id if document else None, "kind": kind}
    query = {name: value for name, value in same.items() if value}
    return render_template(
        template,
        kind=kind,
        choices=[(one, count, here(kind=one.value, page=None)) for one, count in leaf.kinds.items()],
        every=here(kind=None, page=None),
        formats=[
            (f"/api/v1/audit?{urlencode({**query, 'format': 'csv'})}", "CSV"),
            (f"/api/v1/audit{'?' if query else ''}{urlencode(query)}", "JSON"),
        ],
        last_page=leaf.pages,
        **shown,
    )
