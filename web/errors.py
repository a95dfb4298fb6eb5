"""What went wrong, to an answer: problem+json (RFC 9457) under /api, a page everywhere else.

>>> problem(400, "page: is no number", "bad-parameter", "page")["parameter"]
'page'
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from search.errors import BadInput, IbidemError, NotFound, StoreError

MEDIA_TYPE = "application/problem+json"
_UNAVAILABLE = "the library cannot be read at the moment; try again, and if it stays so, see the server's log"
_DETAILS = {
    404: "there is nothing at this address; check how it is written",
    405: "this address cannot be asked in this way; use GET",
    413: "the request is larger than this server takes; send less",
    500: "the server failed at this; its log says why",
}


def problem(status: int, detail: str, code: str, parameter: str | None = None) -> dict[str, Any]:
    """The members of an RFC 9457 problem; `code` is stable, `parameter` names the input that was wrong."""
    members: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
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


def refusal(app: Flask, status: int, detail: str, *, as_page: bool) -> Response:
    """The answer to a request that the server could not hand to the application."""
    with app.test_request_context("/" if as_page else "/api/"):
        return app.process_response(_answer(status, detail, _code(status)))


def _library_error(error: IbidemError) -> Response:
    if isinstance(error, BadInput):
        return _answer(400, str(error), error.code, error.parameter)
    if isinstance(error, NotFound):
        return _answer(404, str(error), error.code)
    current_app.logger.error("%s: %s", type(error).__name__, error)
    status = 503 if isinstance(error, StoreError) else 500
    return _answer(status, _UNAVAILABLE if status == 503 else _DETAILS[500], error.code)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:  # a redirect is no error
        return Response(status=status, headers=dict(error.get_headers()))
    detail = _DETAILS.get(status) or HTTPStatus(status).description or HTTPStatus(status).phrase
    response = _answer(status, detail, _code(status))
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _code(status: int) -> str:
    """As "not-found" for 404."""
    return HTTPStatus(status).phrase.lower().replace(" ", "-")


def _answer(status: int, detail: str, code: str, parameter: str | None = None) -> Response:
    if request.path.startswith("/api/") or request.path == "/api":
        return problem_response(status, detail, code, parameter)
    title = HTTPStatus(status).phrase
    return Response(
        render_template("error.html", title=title, message=f"{detail[:1].upper()}{detail[1:]}."), status
    )
