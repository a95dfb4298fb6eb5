"""The JSON that a request carries: bytes in, the members of its object out, each checked.

What is no JSON, no object, unknown or of another kind is refused by name:

    >>> members(b'{"txt": "a"}', {"text": str})
    Traceback (most recent call last):
    search.errors.BadInput: unknown member "txt"; the members are text
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from search.errors import BadInput
from web.params import shown

_KINDS: dict[type, str] = {str: "a text"}


def read(known: Mapping[str, type]) -> dict[str, Any]:
    """The members of this request's body.

    Raises:
        UnsupportedMediaType: it is not said to be JSON.
        BadInput: it is no object with these members.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    return members(request.get_data(), known)


def members(body: bytes, known: Mapping[str, type]) -> dict[str, Any]:
    """The members of a JSON object, those that are null left out."""
    found = _decoded(body)
    if not isinstance(found, dict):
        raise BadInput("body", f"the body is no JSON object; its members are {', '.join(known)}")
    for name, value in found.items():
        if name not in known:
            message = f'unknown member "{shown(name)}"; the members are {", ".join(known)}'
            raise BadInput(shown(name), message, code="unknown-parameter")
        if value is not None and not isinstance(value, known[name]):
            raise BadInput(name, f"{name}: is not {_KINDS[known[name]]}")
    return {name: value for name, value in found.items() if value is not None}


def _decoded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except RecursionError:
        raise BadInput("body", "the body is nested too deeply; it is one object of texts") from None
    except ValueError as error:  # no JSON, not UTF-8, or a number of thousands of digits
        where = f" (at character {error.pos:,})" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput("body", f"the body is no JSON{where}") from None
