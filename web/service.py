"""What machines ask of the site: is the process there, can it answer, what does the API take."""

from __future__ import annotations

from flask import Blueprint, Response

from web import library, settings
from web.api import ROUTES, as_json
from web.openapi import describe

blueprint = Blueprint("service", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers; nothing is touched."""
    return as_json({"status": "ok"})


@blueprint.get("/readyz")
def readyz() -> Response:
    """The index and the catalogue answer, each with its revision. When they do not, a 503."""
    holdings = library().holdings()
    results = library().search("", per_page=1, facets=False)
    return as_json(
        {
            "status": "ready",
            "catalogue": {"revision": holdings.revision, "documents": holdings.documents},
            "index": {"revision": results.revision, "passages": results.total},
        }
    )


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The API described for programs."""
    return as_json(describe(ROUTES, settings().limits), media_type="application/vnd.oai.openapi+json")
