"""From one page of a list to those beside it: in the answer, and as links in its header (RFC 8288).

Comes in: what was asked, and how much there is. Goes out: addresses of this site, without its name.

    >>> link_header({"next": "/api/v1/sources?page=3", "prev": None}, "/api/v1/sources?page=1")
    '</api/v1/sources?page=1>; rel="first", </api/v1/sources?page=3>; rel="next"'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from flask import request

from search.errors import BadInput
from search.holdings import pages_beside
from web import params, settings
from web.params import Values


def turned(asked: Values) -> tuple[int, int]:
    """The page asked for and its length.

    Raises:
        BadInput: it lies too deep, or a cursor says something else.
    """
    if asked.get("cursor") is not None and request.args.get("page"):
        raise BadInput(
            "page", "page: a cursor says where to go on; give one or the other", code="page-and-cursor"
        )
    params.check_depth(asked["page"], asked["per_page"], settings().limits)
    return asked["page"], asked["per_page"]


def beside(
    total: int, page: int, per_page: int, cursor: str | None = None, next_cursor: str | None = None
) -> tuple[str | None, str | None]:
    """The addresses of the pages after and before one; a cursor goes on with a cursor, and not back."""
    if cursor is not None:
        return (turned_to(cursor=next_cursor) if next_cursor else None), None
    after, before = pages_beside(total, page, per_page, settings().limits.depth)
    return turned_to(page=after) if after else None, turned_to(page=before) if before else None


def turned_to(**place: int | str) -> str:
    """This request's address with another page or cursor."""
    kept = [item for item in request.args.items(multi=True) if item[0] not in ("page", "cursor")]
    return f"{quote(request.path)}?{urlencode([*kept, *place.items()])}"


def links(found: Mapping[str, Any]) -> str | None:
    """The header of a list that says what is beside it; None of what is no list."""
    if "per_page" not in found:
        return None
    cursor = found.get("next_cursor")
    deeper = turned_to(cursor=cursor) if cursor else None  # where pages end, the cursor goes on
    return link_header({**found, "next": found["next"] or deeper}, turned_to(page=1))


def link_header(found: Mapping[str, Any], first: str) -> str:
    """The links of a list: its first page, and those before and after this one where there are any."""
    known = {"first": first, "prev": found.get("prev"), "next": found.get("next")}
    return ", ".join(f'<{address}>; rel="{name}"' for name, address in known.items() if address)
