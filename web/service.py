"""What machines ask of the site: is the process there, can it answer, what does the API take."""

from __future__ import annotations

from typing import Any

from search import shapes
from web import description, library
from web.routes import Answer, Described, as_json

blueprint = Described("service", __name__)
OPENAPI = "application/vnd.oai.openapi+json"


@blueprint.answering("/healthz", shapes.Health, tag="service", negotiated=False, is_kept=False)
def healthz() -> Answer:
    """Whether the process answers.

    Nothing is touched for it.
    """
    return {"status": "ok"}


@blueprint.answering("/readyz", shapes.Readiness, tag="service", negotiated=False, is_kept=False)
def readyz() -> Answer:
    """Whether the catalogue and the index answer, each with its revision.

    When they do not, a 503.
    """
    holdings = library().holdings()
    results = library().search("", per_page=1, facets=False)
    return {
        "status": "ready",
        "catalogue": {"revision": holdings.revision, "documents": holdings.documents},
        "index": {"revision": results.revision, "passages": results.total},
    }


@blueprint.answering("/openapi.json", dict[str, Any], tag="service", negotiated=False, media_type=OPENAPI)
def openapi() -> Answer:
    """This description, as OpenAPI 3.1."""
    return as_json(description.whole(), media_type=OPENAPI)
