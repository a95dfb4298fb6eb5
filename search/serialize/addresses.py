"""Where a thing is found: paths of the site and of its API.

>>> document_url("a report", "p1", 1)
'/documents/a%20report#p1'
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from search import shapes
from search.document import Passage
from search.holdings import FIRST_LEAF

API = "/api/v1"


@lru_cache(maxsize=4096)
def quoted(name: str) -> str:
    """A name as one part of an address; a page of results asks for the same few a hundred times."""
    return quote(name, safe="")


def document_url(document_id: str, anchor: str | None = None, at: int | str | None = None) -> str:
    """The page of a document, at a paragraph, a note or a mark.

    Args:
        anchor: its id on the page.
        at: the number of its paragraph, or the id of what stands in none: a long document is read in
            leaves, and what comes before the `#` is all that a server is told. Every document's first
            leaf holds its first paragraphs.

    >>> document_url("report", "p12", 12), document_url("report", "p1200", 1200)
    ('/documents/report#p12', '/documents/report?at=1200#p1200')
    """
    is_beyond = isinstance(at, str) or (at is not None and at > FIRST_LEAF)
    leaf = f"?at={quoted(str(at))}" if is_beyond else ""
    return f"/documents/{quoted(document_id)}{leaf}" + (f"#{quoted(anchor)}" if anchor else "")


def passage_url(passage: Passage) -> str:
    """The page at that paragraph."""
    return document_url(passage.document_id, anchor(passage), passage.number)


def anchor(passage: Passage) -> str:
    """The id of a passage within its document: where it stands on the document's page."""
    return passage.id.removeprefix(f"{passage.document_id}.")


def links(kind: str, name: str, page: str, document: str | None = None) -> shapes.Links:
    """Where a thing is found in the API, and on the site."""
    found: shapes.Links = {"self": f"{API}/{kind}/{quoted(name)}", "page": page}
    if document is not None:
        found["document"] = document
    return found
