"""Sources as OpenURL ContextObjects (COinS): what Zotero and its like look for in a page.

Comes in: a source. Goes out: the query string that stands in the title of an empty span. What Zotero reads,
key by key, is what is written; a kind that OpenURL has no format for is Dublin Core with Zotero's own name.

    >>> context_object(Source("a", "book", "Postwar", ("Judt, Tony",), 2005))
    'ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:book&rft.genre=book&rft.btitle=Postwar&rft.au=Judt,%20Tony&rft.date=2005'
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from search.citations.described import split_name, url_of
from search.document import Source

AUTHORS = 10  # of one work: nobody cites by more
LONGEST = 300  # characters of a value: a source that could not be parsed has its whole note for a title


class _Kind(NamedTuple):
    format: str
    kind: str  # OpenURL's genre, or the type that Zotero reads in Dublin Core
    title: str
    container: str


_KINDS = {
    "book": _Kind("book", "book", "btitle", "series"),
    "report": _Kind("book", "report", "btitle", "series"),
    "chapter": _Kind("book", "bookitem", "atitle", "btitle"),
    "paper-conference": _Kind("book", "proceeding", "atitle", "btitle"),
    "article": _Kind("journal", "article", "atitle", "jtitle"),
    "thesis": _Kind("dissertation", "dissertation", "title", "series"),
    "webpage": _Kind("dc", "webpage", "title", "source"),
    "legislation": _Kind("dc", "statute", "title", "source"),
    "case": _Kind("dc", "case", "title", "source"),
    "manuscript": _Kind("dc", "manuscript", "title", "source"),
    "document": _Kind("dc", "document", "title", "source"),
}


def context_object(source: Source) -> str:
    """The source as key and value pairs; what is unknown is left out, and so is a URL that is cut off."""
    pairs = [(name, value) for name, value in _pairs(source) if value]
    return "&".join(f"{name}={quote(value[:LONGEST], safe=':/,', errors='replace')}" for name, value in pairs)


def _pairs(source: Source) -> Iterator[tuple[str, str | None]]:
    kind = _KINDS[source.type]
    is_dublin_core = kind.format == "dc"
    url = url_of(source)
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{kind.format}"
    if kind.format != "dissertation":
        yield "rft.type" if is_dublin_core else "rft.genre", kind.kind
    yield f"rft.{kind.title}", source.title
    yield f"rft.{kind.container}", source.container
    are_bodies = not any(map(split_name, source.authors))  # beside persons, Zotero would put them first
    for author in source.authors[:AUTHORS]:
        yield "rft.creator" if is_dublin_core else "rft.aucorp" if are_bodies else "rft.au", author
    yield "rft.date", str(source.year or "")
    yield "rft.volume", source.volume
    yield "rft.issue", source.issue
    yield "rft.pages", source.pages
    yield "rft.edition", source.edition
    publisher = {"dc": "rft.publisher", "dissertation": "rft.inst"}.get(kind.format, "rft.pub")
    yield publisher, source.publisher
    yield "rft.place", source.place
    yield "rft.isbn", source.identifiers.get("isbn")
    yield "rft.issn", source.identifiers.get("issn")
    if doi := source.identifiers.get("doi"):
        yield "rft_id", f"info:doi/{doi}"
    if url and len(url) <= LONGEST:
        yield "rft.identifier" if is_dublin_core else "rft_id", url
