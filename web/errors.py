"""What went wrong, to an answer: problem+json (RFC 9457) for programs, a page for people.

>>> problem(400, "page: is no number", "bad-parameter", "page")["parameter"]
'page'
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import Flask, Response, current_app, render_template
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from search.errors import BadInput, IbidemError, NotFound, StoreError
from web.negotiation import Unacceptable, is_for_program

MEDIA_TYPE = "application/problem+json"


class Kind(NamedTuple):
    """What a status is called: the phrases of Python's own table change from version to version."""

    title: str
    code: str
    detail: str


KINDS = {
    400: Kind("Bad request", "bad-request", "the request is none that this server understands"),
    404: Kind("Not found", "not-found", "there is nothing at this address; check how it is written"),
    405: Kind("Not allowed", "method-not-allowed", "this address cannot be asked in this way"),
    406: Kind("Not acceptable", "not-acceptable", "there is no form of this that is asked for"),
    413: Kind("Too large", "too-large", "the request is larger than this server takes; send less"),
    414: Kind(
        "Address too long", "address-too-long", "the address is longer than 8,190 bytes; ask with less text"
    ),
    415: Kind(
        "Unsupported media type",
        "unsupported-media-type",
        "the body is not JSON; send it as application/json",
    ),
    431: Kind("Headers too large", "headers-too-large", "the headers are too many or too long; send fewer"),
    500: Kind("Server error", "server-error", "the server failed at this; its log says why"),
    503: Kind(
        "Unavailable", "store-unavailable", "the library cannot be read at the moment; try again later"
    ),
}


def problem(status: int, detail: str, code: str, parameter: str | None = None) -> dict[str, Any]:
    """The members of an RFC 9457 problem; `code` is stable, `parameter` names the input that was wrong."""
    members: dict[str, Any] = {
        "type": "about:blank",
        "title": KINDS[status].title,
        "status": status,
        "detail": detail,
        "code": code,
    }
    return members | ({"parameter": parameter} if parameter else {})


def problem_response(status: int, detail: str, code: str, parameter: str | None = None) -> Response:
    """A problem as an answer."""
    body = json.dumps(problem(status, detail, code, parameter), ensure_ascii=False)
    return Response(body + "\n", status, mimetype=MEDIA_TYPE)


def register(app: Flask) -> None:
    """Makes every error of the application an answer that says what was wrong."""
    app.register_error_handler(IbidemError, _library_error)
    app.register_error_handler(HTTPException, _http_error)


def refusal(app: Flask, status: int, *, as_page: bool) -> Response:
    """The answer to a request that the server could not hand to the application."""
    with app.test_request_context("/" if as_page else "/healthz"):
        return app.process_response(_answer(status))


def _library_error(error: IbidemError) -> Response:
    if isinstance(error, BadInput):
        return _answer(400, str(error), error.code, error.parameter)
    if isinstance(error, NotFound):
        return _answer(404, str(error), error.code)
    current_app.logger.error("%s: %s", type(error).__name__, error)  # it may name paths: for the log alone
    return _answer(503 if isinstance(error, StoreError) else 500, code=error.code)


def _http_error(error: HTTPException) -> Response:
    status = error.code if error.code in KINDS else (500 if (error.code or 500) >= 500 else 400)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        return _not_allowed(error.valid_methods)
    return _answer(status, error.said if isinstance(error, Unacceptable) else None)


def _not_allowed(allowed: Iterable[str]) -> Response:
    asked = " or ".join(sorted(set(allowed) - {"HEAD", "OPTIONS"}))
    response = _answer(405, f"{KINDS[405].detail}; use {asked}")
    response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _answer(
    status: int, detail: str | None = None, code: str | None = None, parameter: str | None = None
) -> Response:
    kind = KINDS[status]
    detail = detail or kind.detail
    if is_for_program():
        return problem_response(status, detail, code or kind.code, parameter)
    message = f"{detail[:1].upper()}{detail[1:]}."
    return Response(render_template("error.html", title=kind.title, message=message), status)
