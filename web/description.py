"""The description of this installation: its routes by its limits, with examples that its library answers.

It is written when it is first asked for (to load what writes it takes half a second, which no other request
waits for), and again when the library has changed.
"""

from __future__ import annotations

from typing import Any

from flask import current_app

from search.errors import IbidemError
from web import library, settings
from web.routes import Described, Route


def whole() -> dict[str, Any]:
    """All that programs can ask here, as OpenAPI 3.1. Not to be changed by who gets it."""
    revision = _revision()
    kept = current_app.extensions.get("description")
    if kept is None or kept[0] != revision:
        kept = revision, _written(revision)
        current_app.extensions["description"] = kept
    found: dict[str, Any] = kept[1]
    return found


def routes() -> list[Route]:
    """Those of the application that answers this request."""
    described = [one for one in current_app.blueprints.values() if isinstance(one, Described)]
    return [route for blueprint in described for route in blueprint.routes]


def _revision() -> int | None:
    """None for a library that does not answer: the description has no examples then, and is still true."""
    try:
        return library().holdings().revision
    except IbidemError:
        return None


def _written(revision: int | None) -> dict[str, Any]:
    from web.examples import examples
    from web.openapi import describe

    return describe(routes(), settings().limits, {} if revision is None else examples(library()))
