"""Downloads: text that is sent while it is made, however much of it there is.

Comes in: pieces of text, the first of which is made before anything is sent, so that a store that cannot be
read is an error with its status. Goes out: a response in chunks. Where a later piece cannot be made, the
connection is broken off and no file looks whole; where the client goes away, no further piece is made.

    >>> list(chunks(iter(["a", "b", "c"]), size=2))
    [b'a', b'bc']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any
from urllib.parse import quote, urlencode

from flask import Response, request

from web.negotiation import FORMATS
from web.params import EXPORTS, FILTERS

REFERENCES = FORMATS["csl-json"]  # the one format that is JSON
OTHER_TYPES = {FORMATS[name]: str for name in EXPORTS if name != "csl-json"}
SUFFIXES = {"bibtex": "bib", "csl-json": "json"}  # of files; the others are called as the format is
NAMES = {"csv": "CSV", "jsonl": "JSON Lines", "bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}
_NARROWING = {"q", "type", *FILTERS}  # what a page has in its address that a download takes, too
_CHUNK = 32 * 1024  # bytes sent at a time after the first piece: few system calls, little to wait for
_NAME = 40  # characters of a query in the name of its file


def download(pieces: Iterator[str], asked: Mapping[str, Any]) -> Response:
    """The pieces as a file in the format, and named after the query, that were asked for."""
    format = asked["format"]
    first = next(pieces, "")
    response = Response(chunks(chain([first], pieces)), mimetype=FORMATS[format])
    response.headers["Content-Disposition"] = disposition(asked.get("q") or "", SUFFIXES.get(format, format))
    return response


def chunks(pieces: Iterator[str], size: int = _CHUNK) -> Iterator[bytes]:
    """The first piece as soon as it is there; what follows, gathered, as UTF-8."""
    held: list[bytes] = []
    least = length = 0
    for piece in pieces:
        held.append(piece.encode("utf-8", "replace"))
        length += len(held[-1])
        if length > least:
            yield b"".join(held)
            held, length, least = [], 0, size - 1
    if held:
        yield b"".join(held)


def disposition(query: str, suffix: str) -> str:
    """How a browser is told to keep a file: its name holds letters, digits and hyphens, and no path.

    >>> disposition("../Great Stone", "csv")
    'attachment; filename="ibidem-Great-Stone.csv"'
    """
    words = "-".join(re.findall(r"\w+", query))[:_NAME].strip("-")
    name = f"ibidem-{words or 'export'}.{suffix}"
    if name.isascii():
        return f'attachment; filename="{name}"'
    return f"attachment; filename=\"ibidem-export.{suffix}\"; filename*=UTF-8''{quote(name)}"


def links(path: str, shown: Iterable[str] = ("csv", "jsonl", "bibtex", "ris")) -> list[tuple[str, str]]:
    """What this page is narrowed to as files, as (URL, name)."""
    return [(f"{path}?{urlencode([*_narrowed(), ('format', format)])}", NAMES[format]) for format in shown]


def feed_link() -> str:
    """What this page is narrowed to as a feed."""
    return f"/search.atom?{urlencode(_narrowed())}"


def _narrowed() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.args.items(multi=True) if name in _NARROWING and value]
