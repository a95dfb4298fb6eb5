"""What pages of other sites may read here: the API and all data, without cookies (there are none).

Which sites those are, `Settings.origins` says: every site, unless it names some or none.

Comes in: an answer. Goes out: the same with the headers of the Fetch standard by which a browser hands it to
a script of another site. Pages are handed to nobody, and nothing can be changed from anywhere.
"""

from __future__ import annotations

from flask import Flask, Response, g, request

from web import settings
from web.negotiation import HTML, OFFERS

_READABLE = {"Access-Control-Expose-Headers": "ETag, Link, Content-Disposition"}
_ASKED_BEFORE = {  # to a preflight; which methods there are, the route knows
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
EVERYONE = ("*",)
_FOR_PROGRAMS = {"service", "feeds"}  # blueprints, beside the API


def register(app: Flask) -> None:
    """Before `security`, whose headers are for what is handed to nobody: the last registered runs first."""
    app.after_request(_open)


def _open(response: Response) -> Response:
    if not _is_data():
        return response
    origins = settings().origins
    if origins == EVERYONE:
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    elif origins:
        response.vary.add("Origin")  # what is kept for one site is not the answer to another
    reader = _reader(origins)
    if reader:
        response.headers["Access-Control-Allow-Origin"] = reader
        response.headers.update(_READABLE)
        if request.method == "OPTIONS":
            response.headers.update(_ASKED_BEFORE)
            response.headers["Access-Control-Allow-Methods"] = response.headers.get(
                "Allow", "GET, HEAD, OPTIONS"
            )
    return response


def _reader(origins: tuple[str, ...]) -> str | None:
    """Whom the answer is handed to: everybody, or the site that asks, if it is named."""
    if origins == EVERYONE:
        return "*"
    asking = request.headers.get("Origin", "")
    return asking if asking in origins else None


def _is_data() -> bool:
    if request.path.startswith("/api/") or request.blueprint in _FOR_PROGRAMS:
        return True
    if request.method == "OPTIONS":
        return request.endpoint in OFFERS
    return bool(g.get("form", HTML) != HTML)
