"""The page that lists what the keyboard does, for every page; `static/keys.js` does it."""

from __future__ import annotations

from flask import render_template

from web.pages import blueprint, read

# each with Alt and Shift: speech input and screen readers send single letters to pages that meant none
SHORTCUTS = (
    ("S", "to the search box; from a page that has none, to the search page"),
    ("N", "to the next result, or in a document to the next hit"),
    ("P", "to the previous one"),
    ("C", "to the contents of a document, or to what narrows a search"),
    ("K", "to this page"),
)


@blueprint.get("/keys")
def keys() -> str:
    """Every shortcut, and a switch that turns them off."""
    read()
    return render_template("keys.html", shortcuts=SHORTCUTS)
