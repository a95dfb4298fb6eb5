"""What every answer carries, whatever it is: headers that leave a browser nothing to do but show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self';"
        " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # a source's site learns neither the question nor the library
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LARGEST_BODY = 1024 * 1024  # bytes: a pasted chapter to look up, each letter escaped; not an upload


def register(app: Flask) -> None:
    """Puts the headers on every answer, and a limit on every request."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.wsgi_app = _Nameless(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_check_length)
    app.after_request(_harden)


def _check_length() -> None:
    """Flask itself looks only once the body is read, and most routes never read it."""
    if (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge


def _harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    if response.location:
        response.location = _without_host(response.location)
        response.data = b""  # Werkzeug repeats the address there
    return response


def _without_host(location: str) -> str:
    """A redirect within the site as a path: the site does not know what it is called."""
    parts = urlsplit(location)
    path = "/" + parts.path.lstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


class _Nameless:
    """Takes out what the request calls the site: anybody may write anything there, and nothing needs it."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.application({**environ, "HTTP_HOST": "localhost"}, start_response)
