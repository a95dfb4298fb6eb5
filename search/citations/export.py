"""Sources written for other programs: CSL-JSON, BibTeX, RIS, CSV and JSON Lines.

Comes in: sources. Goes out: text, with whatever would be markup in it escaped. A URL that the document cuts
off is no URL of the source: it is left out of the URL's field and said in a note.

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
from typing import NamedTuple, TypeAlias

from search.document import Source, Status
from search.errors import BadInput

JsonItem: TypeAlias = dict[str, object]


class Kind(NamedTuple):
    """What the formats call a type of ours."""

    csl: str
    bibtex: str
    ris: str
    container: str  # the BibTeX field that holds the container


KINDS = {
    "webpage": Kind("webpage", "misc", "ELEC", "howpublished"),
    "book": Kind("book", "book", "BOOK", "series"),
    "chapter": Kind("chapter", "incollection", "CHAP", "booktitle"),
    "article": Kind("article-journal", "article", "JOUR", "journal"),
    "paper-conference": Kind("paper-conference", "inproceedings", "CPAPER", "booktitle"),
    "thesis": Kind("thesis", "phdthesis", "THES", "series"),
    "report": Kind("report", "techreport", "RPRT", "series"),
    "legislation": Kind("legislation", "misc", "STAT", "howpublished"),
    "case": Kind("legal_case", "misc", "CASE", "howpublished"),
    "manuscript": Kind("manuscript", "unpublished", "UNPB", "howpublished"),
    "document": Kind("document", "misc", "GEN", "howpublished"),
}
_BODY = re.compile(
    r"\b(?:of|for|and|the|bank|ministry|council|commission|committee|department|office|agency|union|nations"
    r"|organi[sz]ation|institute?|university|association|society|foundation|fund|group|press|centre|center"
    r"|government|parliament|court|company|inc|ltd|gmbh|международн\w+|министерство|институт|университет)\b",
    re.IGNORECASE,
)
_CUT_OFF = "The document cuts the URL off: {}"
_ARCHIVED = "Archived copy: {}"
_ON_A_DAY = "Accessed: {}"  # one that could be two days


def export(sources: Iterable[Source], format: str) -> str:
    """Sources in one of `FORMATS`; a bad name is refused with the names that there are."""
    if format not in FORMATS:
        raise BadInput("format", f'there is no format "{format}"; the formats are {", ".join(FORMATS)}')
    return FORMATS[format](sources)


def _url(source: Source) -> str | None:
    return None if source.status is Status.TRUNCATED else source.url


def _remarks(source: Source) -> list[str]:
    """What a format has no field for."""
    cut = [_CUT_OFF.format(source.url)] if source.status is Status.TRUNCATED else []
    archived = [_ARCHIVED.format(source.archived_url)] if source.archived_url else []
    seen = [_ON_A_DAY.format(source.accessed)] if source.accessed and not _seen(source) else []
    return [*cut, *archived, *seen]


def _seen(source: Source) -> tuple[str, str, str] | None:
    """Year, month and day on which the source was seen, where that is certain."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", source.accessed or "")
    return (match[1], match[2], match[3]) if match else None


def _person(name: str) -> tuple[str, str] | None:
    """Family and given name; None for bodies and single names.

    >>> _person("B. L. Zalessky"), _person("Judt, Tony"), _person("Hannah Arendt"), _person("World Bank")
    (('Zalessky', 'B. L.'), ('Judt', 'Tony'), ('Arendt', 'Hannah'), None)
    """
    family, comma, given = name.partition(", ")
    if comma:
        return family, given
    initials = re.match(r"((?:\w{1,2}\.[ -]?)+)\s?(\S.*)$", name)
    if initials:
        return initials[2], initials[1].strip()
    given, _, family = name.rpartition(" ")
    return (family, given) if given and len(name.split()) < 5 and not _BODY.search(name) else None


# --- CSL-JSON --------------------------------------------------------------------------------------------


def csl_json(sources: Iterable[Source]) -> str:
    """An array as citation processors read it (Zotero, Pandoc)."""
    return json.dumps([csl_item(source) for source in sources], ensure_ascii=False, indent=2) + "\n"


def csl_item(source: Source) -> JsonItem:
    """One source as a CSL item; what is unknown is left out."""
    seen = _seen(source)
    item: JsonItem = {
        "id": source.id,
        "type": KINDS[source.type].csl,
        "title": source.title,
        "author": [_csl_name(name) for name in source.authors],
        "issued": {"date-parts": [[source.year]]} if source.year else None,
        "container-title": source.container,
        "publisher": source.publisher,
        "publisher-place": source.place,
        "URL": _url(source),
        "accessed": {"date-parts": [[int(part) for part in seen]]} if seen else None,
        "note": "\n".join(_remarks(source)),
        **{kind.upper(): source.identifiers.get(kind) for kind in ("doi", "isbn", "issn", "pmid", "pmcid")},
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    person = _person(name)
    return {"family": person[0], "given": person[1]} if person else {"literal": name}


# --- BibTeX ----------------------------------------------------------------------------------------------

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "&%$#_"},
}


def bibtex(sources: Iterable[Source]) -> str:
    """Entries in UTF-8 for BibTeX and BibLaTeX; titles keep their capitals."""
    return "\n".join(_bibtex_entry(source) for source in sources)


def _bibtex_entry(source: Source) -> str:
    kind = KINDS[source.type]
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in source.authors),
        "title": f"{{{_tex(source.title)}}}",
        kind.container: _tex(source.container or ""),
        "school" if source.type == "thesis" else "publisher": _tex(source.publisher or ""),
        "address": _tex(source.place or ""),
        "year": str(source.year or ""),
        "url": _tex_url(_url(source) or ""),
        "urldate": "-".join(_seen(source) or ()),
        **{name: _tex_url(source.identifiers.get(name, "")) for name in ("doi", "isbn", "issn")},
        "note": _tex(". ".join(_remarks(source))),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{kind.bibtex}{{{source.id},\n" + ",\n".join(lines) + "\n}\n"


def _bibtex_name(name: str) -> str:
    """A body's name goes in braces: BibTeX would take its last word for a family name."""
    person = _person(name)
    return f"{_tex(person[0])}, {_tex(person[1])}" if person else f"{{{_tex(name)}}}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in _one_line(text))


def _tex_url(url: str) -> str:
    """Percent signs stay: a URL's field is read verbatim; only braces would end it."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _one_line(text: str) -> str:
    return " ".join(text.split())


# --- RIS -------------------------------------------------------------------------------------------------


def ris(sources: Iterable[Source]) -> str:
    """Records as reference managers read them; every line ends in CR LF, as the format asks."""
    return "".join(
        "".join(f"{tag}  - {value}\r\n" for tag, value in _ris_lines(source)) for source in sources
    )


def _ris_lines(source: Source) -> Iterator[tuple[str, str]]:
    yield "TY", KINDS[source.type].ris
    seen = _seen(source)
    lines = [
        ("ID", source.id),
        ("TI", source.title),
        *(("AU", _ris_name(name)) for name in source.authors),
        ("PY", str(source.year or "")),
        ("T2", source.container),
        ("PB", source.publisher),
        ("CY", source.place),
        ("UR", _url(source)),
        ("DO", source.identifiers.get("doi")),
        ("SN", source.identifiers.get("isbn") or source.identifiers.get("issn")),
        ("Y2", "/".join((*seen, "")) if seen else None),
        *(("N1", remark) for remark in _remarks(source)),
    ]
    for tag, value in lines:
        if value:
            yield tag, _one_line(value)
    yield "ER", ""


def _ris_name(name: str) -> str:
    person = _person(name)
    return f"{person[0]}, {person[1]}" if person else name


# --- CSV and JSON Lines ----------------------------------------------------------------------------------

COLUMNS = (
    "id", "type", "title", "authors", "year", "container", "publisher", "place", "url", "status", "domain",
    "identifiers", "accessed", "archived_url", "text",
)  # fmt: skip


def csv_rows(sources: Iterable[Source]) -> str:
    """A row for each source."""
    return csv_table(COLUMNS, map(_record, sources))


def csv_table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A table with a row of names; a cell that a spreadsheet would run as a formula is made text.

    >>> csv_table(["title", "notes"], [{"title": "=1+1", "notes": 3}])
    "title,notes\\r\\n'=1+1,3\\r\\n"
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, list):
        value = "; ".join(value)
    elif isinstance(value, dict):
        value = "; ".join(f"{name}: {item}" for name, item in value.items())
    text = "" if value is None else str(value).replace("\0", "")
    return f"'{text}" if re.match(r"\s*[=+\-@\t\r＝＋－＠]", text) else text


def json_lines(sources: Iterable[Source]) -> str:
    """One JSON object a line, with every field."""
    return "".join(json.dumps(_record(source), ensure_ascii=False) + "\n" for source in sources)


def _record(source: Source) -> JsonItem:
    return {
        **{name: getattr(source, name) for name in COLUMNS},
        "authors": list(source.authors),
        "status": source.status.value,
        "identifiers": dict(source.identifiers),
    }


FORMATS: dict[str, Callable[[Iterable[Source]], str]] = {
    "csl-json": csl_json,
    "bibtex": bibtex,
    "ris": ris,
    "csv": csv_rows,
    "jsonl": json_lines,
}
