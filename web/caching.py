"""What a client may keep of an answer, and whether what it has kept is still right (RFC 9110, RFC 9111).

Comes in: a request and the state of the library. Goes out: an ETag, known before anything is looked for, so
that a client that has the answer already is told so (304) for the price of asking for the revision.

An answer is the same as long as the library, the address, the form of the answer and the code are. The ETag
is strong, it stands for the very bytes; where the answer says how long it took, it is weak.

    >>> etag("17", "/cite", b"q=forum", "text/html") == etag("17", "/cite", b"q=forum", "application/json")
    False
    >>> etag("17", "/search", b"page=2&q=forum", "") == etag("17", "/search", b"q=forum&page=2", "")
    True
"""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request

from search.errors import IbidemError
from web import library
from web.negotiation import JSON, representation

REVALIDATED = "no-cache"  # kept, but asked about each time: a library changes when its owner says so
NEVER_KEPT = "no-store"
FOR_GOOD = "public, max-age=31536000, immutable"  # of a file with its version in its address
_ASKED_BY_MACHINES = {"service.healthz", "service.readyz"}  # about this moment
_SENT_WHILE_MADE = {"api.export_search", "api.export_sources"}  # by the end, the library may be another
_TIMED = {"api.search", "pages.search"}  # their JSON says how long it took
_CODE = {".py", ".html", ".css", ".js", ".svg", ".xml", ".csl"}


def register(app: Flask) -> None:
    """Puts on every answer whether it may be kept, and answers from the ETag alone where that is enough."""
    app.extensions["made_by"] = f"{code_version()} {app.extensions['settings']}"
    app.extensions["static_versions"] = static_versions(Path(app.static_folder or ""))
    app.before_request(_unchanged)
    app.after_request(_keep)
    app.url_defaults(_with_version)


def etag(state: str, path: str, query_string: bytes, form: str) -> str:
    """What an answer is told from others by, without quotes; the order of parameters makes no difference."""
    question = b"&".join(sorted(field for field in query_string.split(b"&") if field))
    parts = (state.encode(), path.encode("utf-8", "surrogatepass"), question, form.encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:32]


@cache
def code_version() -> str:
    """Of all that makes an answer beside the library: our own files, and what they stand on."""
    digest = hashlib.sha256(sys.version.encode())
    for name in sorted({re.split(r"[^\w.-]", one)[0] for one in requires("ibidem") or () if ";" not in one}):
        digest.update(f"{name} {version(name)}\n".encode())
    root = Path(__file__).parent.parent
    for folder in (root / "search", root / "web"):
        for file in sorted(folder.rglob("*")):
            if file.suffix in _CODE:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def static_versions(folder: Path) -> dict[str, str]:
    """File name -> version, of the files that pages ask for."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        for file in folder.rglob("*")
        if file.is_file()
    }


def _with_version(endpoint: str, values: dict[str, Any]) -> None:
    """Gives the address of a static file its version, so that it may be kept for good."""
    if endpoint == "static":
        known = _of_app("static_versions").get(values.get("filename", ""))
        if known:
            values.setdefault("v", known)


# --- one request -------------------------------------------------------------------------------------------


def _unchanged() -> Response | None:
    """The answer to a client that has it already, before anything is looked for."""
    g.tag = _tag()
    # "*" means whatever there is, and whether there is anything only the work says
    if g.tag and request.if_none_match.contains_weak(g.tag) and not request.if_none_match.star_tag:
        return Response(status=304)
    return None


def _tag() -> str | None:
    """That of the answer, if it is found; None where answers are not told apart, or just cannot be."""
    if request.method not in ("GET", "HEAD") or request.blueprint is None:
        return None
    if request.endpoint in _ASKED_BY_MACHINES | _SENT_WHILE_MADE:
        return None
    try:
        state = library().state()
    except IbidemError:
        return None  # the route will say so
    if state is None:
        return None
    return etag(f"{state} {_of_app('made_by')}", request.path, request.query_string, representation())


def _keep(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", _how_long(response))
    if request.endpoint == "static":
        response.headers["Cache-Control"] = _how_long(response)
        return response
    response.vary.add("Accept")
    tag = g.get("tag")
    if response.status_code == 304 and tag:
        response.set_etag(tag, weak=_is_timed())
    elif response.status_code == 200 and tag and not response.is_streamed and tag == _tag():
        # asked again: an answer made while the library changed may be half of each
        response.set_etag(tag, weak=_is_timed())
        if request.if_none_match.star_tag:
            response.status_code = 304
            response.set_data(b"")
    return response


def _how_long(response: Response) -> str:
    if request.endpoint == "static":
        filename = (request.view_args or {}).get("filename", "")
        is_this = request.args.get("v") == _of_app("static_versions").get(filename)
        return FOR_GOOD if is_this and response.status_code in (200, 206, 304) else REVALIDATED
    is_kept = request.method in ("GET", "HEAD") and response.status_code < 400
    return REVALIDATED if is_kept and request.endpoint not in _ASKED_BY_MACHINES else NEVER_KEPT


def _is_timed() -> bool:
    return request.endpoint in _TIMED and representation() == JSON


def _of_app(name: str) -> Any:
    from flask import current_app

    return current_app.extensions[name]
