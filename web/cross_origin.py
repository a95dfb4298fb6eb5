"""What pages of other sites may read here: the API and all data, without cookies (there are none).

Comes in: an answer. Goes out: the same with the headers of the Fetch standard by which a browser hands it to
a script of another site. Pages are handed to nobody, and nothing can be changed from anywhere.
"""

from __future__ import annotations

from flask import Flask, Response, g, request

from web.negotiation import HTML, OFFERS

_READABLE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_ASKED_BEFORE = {  # to a preflight; which methods there are, the route knows
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_FOR_PROGRAMS = {"service", "feeds"}  # blueprints, beside the API


def register(app: Flask) -> None:
    """Before `security`, whose headers are for what is handed to nobody: the last registered runs first."""
    app.after_request(_open)


def _open(response: Response) -> Response:
    if _is_data():
        response.headers.update(_READABLE)
        if request.method == "OPTIONS":
            response.headers.update(_ASKED_BEFORE)
            response.headers["Access-Control-Allow-Methods"] = response.headers.get(
                "Allow", "GET, HEAD, OPTIONS"
            )
    return response


def _is_data() -> bool:
    if request.path.startswith("/api/") or request.blueprint in _FOR_PROGRAMS:
        return True
    if request.method == "OPTIONS":
        return request.endpoint in OFFERS
    return bool(g.get("form", HTML) != HTML)
