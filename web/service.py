"""What machines ask of the site: is the process there, can it answer, how does a browser search here."""

from __future__ import annotations

from flask import Blueprint, Response

from web import library, settings
from web.api import ROUTES, as_json
from web.openapi import describe

blueprint = Blueprint("service", __name__)

# relative, because a host that the request names may be anybody's
_OPENSEARCH = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>Ibidem</ShortName>
  <Description>Search footnoted documents, with the sources of each passage</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Url type="text/html" template="/search?q={searchTerms}"/>
  <Url type="application/json" template="/api/v1/search?q={searchTerms}"/>
  <Url type="application/x-suggestions+json" template="/api/v1/suggest?q={searchTerms}"/>
</OpenSearchDescription>
"""


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


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser adds this site to its search engines."""
    return Response(_OPENSEARCH, mimetype="application/opensearchdescription+xml")
