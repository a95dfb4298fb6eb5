"""The API, version 1: each route reads its parameters, asks the library, and answers with plain JSON."""

from __future__ import annotations

from flask import Blueprint, Response, abort

blueprint = Blueprint("api", __name__)


@blueprint.get("/<path:anything>")
def nothing(anything: str) -> Response:
    """An address under the API that leads nowhere."""
    abort(404)
