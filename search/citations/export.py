"""Sources written for other programs: CSL-JSON, BibTeX, RIS, CSV and JSON Lines.

Comes in: sources, however many. Goes out: text piece by piece, with whatever would be markup in it escaped.
A URL that the document cuts off is no URL of the source: it is left out of the URL's field and said in a
note.

    >>> print(export([Source("a", "book", "Profit & Loss", ("Judt, Tony",), 2005)], "bibtex"), end="")
    @book{a,
      author = {Judt, Tony},
      title = {{Profit \\& Loss}},
      year = {2005}
    }
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from search.citations.described import KINDS, day_seen, person, remarks_on, url_of
from search.document import Source
from search.errors import BadInput

JsonItem: TypeAlias = dict[str, object]


def export(sources: Iterable[Source], format: str) -> str:
    """Sources in one of `FORMATS`; a bad name is refused with the names that there are."""
    return "".join(written(sources, format))


def written(sources: Iterable[Source], format: str) -> Iterator[str]:
    """The same piece by piece: a source is asked for when what is before it has been taken."""
    if format not in FORMATS:
        raise BadInput("format", f'there is no format "{format}"; the formats are {", ".join(FORMATS)}')
    return FORMATS[format](sources)


# --- CSL-JSON --------------------------------------------------------------------------------------------


def csl_json(sources: Iterable[Source]) -> Iterator[str]:
    """An array as citation processors read it (Zotero, Pandoc)."""
    before = "["
    for source in sources:
        item = json.dumps(csl_item(source), ensure_ascii=False, indent=2)
        yield f"{before}\n{item}".replace("\n", "\n  ")
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def csl_item(source: Source) -> JsonItem:
    """One source as a CSL item; what is unknown is left out."""
    seen = day_seen(source)
    item: JsonItem = {
        "id": source.id,
        "type": KINDS[source.type].csl,
        "title": source.title,
        "author": [_csl_name(name) for name in source.authors],
        "issued": {"date-parts": [[source.year]]} if source.year else None,
        "container-title": source.container,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "edition": source.edition,
        "publisher": source.publisher,
        "publisher-place": source.place,
        "URL": url_of(source),
        "accessed": {"date-parts": [[int(part) for part in seen]]} if seen else None,
        "note": "\n".join(remarks_on(source)),
        **_report(source),
        **{kind.upper(): source.identifiers.get(kind) for kind in ("doi", "isbn", "issn", "pmid", "pmcid")},
    }
    return {name: _one_line(value, name) for name, value in item.items() if value}


def _one_line(value: object, name: str) -> object:
    """Only remarks are several lines."""
    return " ".join(value.split()) if isinstance(value, str) and name != "note" else value


def _report(source: Source) -> JsonItem:
    """Where a case is printed, in its parts: "410 U.S. 113" is page 113 of volume 410."""
    match = re.fullmatch(r"(\d+) (.+?) (\d+)", source.container or "") if source.type == "case" else None
    return {"volume": match[1], "container-title": match[2], "page": match[3]} if match else {}


def _csl_name(name: str) -> dict[str, str]:
    known = person(name)
    parts = known._asdict() if known else {"literal": name}
    return {part: value for part, value in parts.items() if value}


# --- BibTeX and RIS: only who writes them loads what does -------------------------------------------------


def bibtex(sources: Iterable[Source]) -> Iterator[str]:
    from search.citations.bibtex import written

    return written(sources)


def ris(sources: Iterable[Source]) -> Iterator[str]:
    from search.citations.ris import written

    return written(sources)


# --- CSV and JSON Lines ----------------------------------------------------------------------------------

COLUMNS = (
    "id", "type", "title", "authors", "year", "container", "volume", "issue", "pages", "edition", "publisher",
    "place", "url", "status", "domain", "identifiers", "accessed", "archived_url", "text",
)  # fmt: skip


def csv_rows(sources: Iterable[Source]) -> Iterator[str]:
    """A row for each source."""
    return csv_lines(COLUMNS, map(_record, sources))


def csv_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A table with a row of names; a cell that a spreadsheet would run as a formula is made text.

    >>> csv_table(["title", "notes"], [{"title": "=1+1", "notes": 3}])
    "title,notes\\r\\n'=1+1,3\\r\\n"
    """
    return "".join(csv_lines(columns, rows))


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The same row by row."""
    line = io.StringIO()
    writer = csv.DictWriter(line, columns, lineterminator="\r\n")
    writer.writeheader()
    yield line.getvalue()
    for row in rows:
        line.seek(line.truncate(0))
        writer.writerow({name: _cell(value) for name, value in row.items()})
        yield line.getvalue()


_OBEYED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # control characters that no table is read with


def _cell(value: object) -> str:
    if isinstance(value, list):
        value = "; ".join(value)
    elif isinstance(value, dict):
        value = "; ".join(f"{name}: {item}" for name, item in value.items())
    text = "" if value is None else _OBEYED.sub("", str(value))
    return f"'{text}" if re.match(r"\s*[=+\-@\t\r＝＋－＠]", text) else text


def json_lines(sources: Iterable[Source]) -> Iterator[str]:
    """One JSON object a line, with every field."""
    for source in sources:
        yield json_line(_record(source))


def json_line(value: Mapping[str, object]) -> str:
    """One line, whatever reader splits the lines; what would turn the line round is escaped, too.

    >>> json_line({"title": "a\u2028b"})
    '{"title": "a\\\\u2028b"}\\n'
    """
    return escaped(json.dumps(value, ensure_ascii=False)) + "\n"


_PARTS_LINES = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # the others, JSON itself escapes


def escaped(text: str) -> str:
    """JSON without what parts a line, turns it round or moves a cursor, which JSON may escape anywhere."""
    return _PARTS_LINES.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _record(source: Source) -> JsonItem:
    return {
        **{name: getattr(source, name) for name in COLUMNS},
        "authors": list(source.authors),
        "status": source.status.value,
        "identifiers": dict(source.identifiers),
    }


FORMATS: dict[str, Callable[[Iterable[Source]], Iterator[str]]] = {
    "csl-json": csl_json,
    "bibtex": bibtex,
    "ris": ris,
    "csv": csv_rows,
    "jsonl": json_lines,
}
