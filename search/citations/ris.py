"""Sources as RIS, which reference managers read: rispy writes it.

Comes in: sources, however many. Goes out: a record at a time; every line ends in CR LF, as the format asks.

    >>> print(*written([Source("a", "book", "Postwar", ("Judt, Tony",), 2005)]), end="")
    TY  - BOOK\r
    ID  - a\r
    TI  - Postwar\r
    AU  - Judt, Tony\r
    PY  - 2005\r
    ER  - \r
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

from rispy import RisWriter

from search.citations.described import KINDS, day_seen, person, remarks_on, url_of
from search.document import Source


class _Writer(RisWriter):  # type: ignore[misc]  # rispy says nothing of its types
    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:  # noqa: ARG002
        """No number before a record, which is none of the format's lines."""
        return ""


def written(sources: Iterable[Source]) -> Iterator[str]:
    """A record at a time."""
    writer = _Writer()
    for source in sources:
        record = io.StringIO()
        writer.format_lines(record, [_reference(source)])
        yield record.getvalue()


def _reference(source: Source) -> dict[str, str | list[str]]:
    """What the record says, by rispy's names of the tags; a line break would begin a tag of its own."""
    seen = day_seen(source)
    first, last = _pages(source.pages or "")
    one = {
        "id": source.id,
        "title": source.title,
        "authors": [_name(name) for name in source.authors],
        "year": str(source.year or ""),
        "secondary_title": source.container,
        "volume": source.volume,
        "number": source.issue,
        "start_page": first,
        "end_page": last,
        "edition": source.edition,
        "publisher": source.publisher,
        "place_published": source.place,
        "urls": [url_of(source) or ""],
        "doi": source.identifiers.get("doi"),
        "issn": source.identifiers.get("isbn") or source.identifiers.get("issn"),
        "access_date": "/".join((*seen, "")) if seen else None,
        "notes": remarks_on(source),
    }
    lines = {name: _on_one_line(value) for name, value in one.items() if value}
    return {"type_of_reference": KINDS[source.type].ris, **lines}


def _on_one_line(value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [" ".join(each.split()) for each in value if each]
    return " ".join(value.split())


def _pages(pages: str) -> tuple[str, str]:
    """First and last page, where there is one stretch of them; what else is printed stays together."""
    match = re.fullmatch(r"(\w+)\s?[–-]\s?(\w+)", pages.strip())
    return (match[1], match[2]) if match else (pages, "")


def _name(name: str) -> str:
    """A comma ends a body's name, or its readers (EndNote, Pandoc) take the last word for a family name."""
    known = person(name)
    return ", ".join(part for part in known if part) if known else f"{name},"
