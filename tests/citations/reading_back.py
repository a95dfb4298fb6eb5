"""Exports in, what other programs understand of them out, in one shape that is compared field by field.

Each reader gives for each record a dictionary of what is said: names as (family, given, suffix), a date as
ISO 8601, pages with an en dash. What a reader is known not to keep is left out by `expected`.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import pypandoc
import rispy
from pybtex.database import Person, parse_string
from pylatexenc.latex2text import LatexNodes2Text

from search.citations.described import KINDS, day_seen, person, remarks_on, url_of
from search.citations.export import export
from search.document import Source

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # an old package, and its parser's own warnings
    from citeproc.source.json import CiteProcJSON

Told = dict[str, Any]
_TEX = LatexNodes2Text()
_UNKNOWN_TO_IT = {r"\textbraceleft": r"\{", r"\textbraceright": r"\}", r"\textasciicircum": "^"}


def expected(source: Source, format: str, without: Iterable[str] = ()) -> Told:
    """What a record has to say of a source."""
    kind = KINDS[source.type]
    seen = day_seen(source)
    told = {
        "id": source.id,
        "type": {"csl-json": kind.csl, "bibtex": kind.bibtex, "ris": kind.ris}[format],
        "title": " ".join(source.title.split()),
        "authors": [tuple(person(name) or (name, "", "")) for name in source.authors],
        "year": str(source.year or ""),
        "container": " ".join((source.container or "").split()),
        "volume": source.volume,
        "issue": source.issue,
        "pages": source.pages,
        "edition": source.edition,
        "publisher": source.publisher,
        "place": source.place,
        "url": url_of(source),
        "seen": "-".join(seen) if seen else None,
        **source.identifiers,
        "remarks": ". ".join(remarks_on(source)),
    }
    return {name: value for name, value in told.items() if value and name not in without}


def told(fields: Mapping[str, Any]) -> Told:
    return {name: value for name, value in fields.items() if value}


# --- Pandoc ----------------------------------------------------------------------------------------------


_TYPES = {
    "csl-json": {kind.csl: kind.csl for kind in KINDS.values()},
    "bibtex": {kind.csl: kind.bibtex for kind in KINDS.values()} | {"": "misc"},
    "ris": {kind.csl: kind.ris for kind in KINDS.values()}
    | {"misc": "ELEC", "unpublished": "UNPB", "entry": "GEN"},
}  # what Pandoc calls a type -> what the format does


def by_pandoc(sources: Iterable[Source], format: str) -> list[Told]:
    """What Pandoc has read, as it writes it in CSL-JSON."""
    called = format.replace("-", "")
    command = [pypandoc.get_pandoc_path(), "--from", called, "--to", "csljson"]
    run = subprocess.run(command, input=export(sources, format).encode(), capture_output=True, timeout=120)
    assert (run.returncode, run.stderr) == (0, b""), run.stderr.decode()
    read = ({**_of_csl(item), "type": _TYPES[format][item.get("type")]} for item in json.loads(run.stdout))
    return [_AS_PANDOC_HAS_IT[format](one) for one in read]


def _of_bibtex(one: Told) -> Told:
    """`howpublished` is put before the publisher."""
    if one["type"] not in ("misc", "unpublished") or "publisher" not in one:
        return one
    container, _, publisher = one["publisher"].rpartition("; ")
    return told({**one, "container": container, "publisher": publisher})


def _of_ris(one: Told) -> Told:
    """A name is read as BibTeX has it, with the suffix before the given name."""
    authors = [
        (family, suffix, given) if suffix else (family, given, "")
        for family, given, suffix in one.get("authors", ())
    ]
    return told({**one, "authors": authors})


_AS_PANDOC_HAS_IT = {"csl-json": told, "bibtex": _of_bibtex, "ris": _of_ris}


def _of_csl(item: Mapping[str, Any]) -> Told:
    return told(
        {
            "id": item["id"],
            "title": _straight(item["title"]),
            "authors": [_of_csl_name(name) for name in item.get("author", ())],
            "year": _of_date(item.get("issued")),
            "container": _straight(item.get("container-title") or item.get("collection-title") or ""),
            "volume": item.get("volume"),
            "issue": item.get("issue") or item.get("number") or item.get("collection-number"),
            "pages": item.get("page", "").replace("-", "–"),
            "edition": item.get("edition"),
            "publisher": item.get("publisher"),
            "place": item.get("publisher-place"),
            "url": item.get("URL"),
            "seen": _of_date(item.get("accessed")),
            "remarks": item.get("note", "").replace("\n", ". "),
            **{name: item.get(name.upper()) for name in ("doi", "isbn", "issn")},
        }
    )


def _straight(text: str) -> str:
    """Pandoc sets quotes and ellipses as a typographer does."""
    return re.sub("[“”]", '"', re.sub("[‘’]", "'", text)).replace("…", "...")


def _of_csl_name(name: Mapping[str, str]) -> tuple[str, str, str]:
    particle = name.get("dropping-particle") or name.get("non-dropping-particle")
    family = name.get("literal") or name["family"]
    return (f"{particle} {family}" if particle else family, name.get("given", ""), name.get("suffix", ""))


def _of_date(date: Mapping[str, Any] | None) -> str:
    return "-".join(f"{int(part):02}" for part in date["date-parts"][0]) if date else ""


# --- citeproc-py, pybtex, rispy --------------------------------------------------------------------------


def by_citeproc(sources: Iterable[Source]) -> list[Told]:
    """What citeproc-py holds after it has read CSL-JSON, by the names that CSL has."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = CiteProcJSON(json.loads(export(sources, "csl-json")))
    return [_of_citeproc(reference) for reference in read.values()]


def _of_citeproc(reference: Any) -> Told:
    dates = {"year": reference.get("issued"), "seen": reference.get("accessed")}
    names = {"place": "publisher_place", "container": "container_title", "pages": "page", "remarks": "note"}
    names |= {name: name for name in ("title", "volume", "issue", "edition", "publisher")}
    names |= {name: name.upper() for name in ("url", "doi", "isbn", "issn")}
    return told(
        {
            "id": reference.key,
            "type": reference.type,
            "authors": [_of_citeproc_name(name) for name in reference.get("author", ())],
            **{ours: _of_citeproc_text(reference.get(name)) for ours, name in names.items()},
            **{name: _of_citeproc_date(date) for name, date in dates.items()},
        }
    )


def _of_citeproc_text(value: Any) -> str:
    return "".join(map(str, value if isinstance(value, list) else [value or ""])).replace("\n", ". ")


def _of_citeproc_name(name: Any) -> tuple[str, str, str]:
    return (name.get("literal") or name["family"], name.get("given", ""), name.get("suffix", ""))


def _of_citeproc_date(date: Any) -> str:
    parts = (date.get(part) for part in ("year", "month", "day")) if date else ()
    return "-".join(f"{int(part):02}" for part in parts if part)


def by_pybtex(sources: Iterable[Source]) -> list[Told]:
    """What pybtex has read of BibTeX, with TeX's markup taken for what it sets."""
    entries = parse_string(export(sources, "bibtex"), "bibtex").entries
    return [_of_entry(name, entry) for name, entry in entries.items()]


def _set(markup: str) -> str:
    """What TeX would set; pybtex itself leaves "\\$" and "\\{" as they are."""
    for macro, letter in _UNKNOWN_TO_IT.items():
        markup = markup.replace(macro, letter)
    return str(_TEX.latex_to_text(markup))


def _of_entry(name: str, entry: Any) -> Told:
    verbatim = {field: entry.fields.get(field) for field in ("url", "doi", "isbn", "issn")}
    text = {field: _set(value) for field, value in entry.fields.items() if field not in verbatim}
    container = KINDS[next(kind for kind, known in KINDS.items() if known.bibtex == entry.type)].container
    return told(
        {
            "id": name,
            "type": entry.type,
            "title": text["title"],
            "authors": [_of_person(one) for one in entry.persons.get("author", ())],
            "container": text.get(container),
            "pages": entry.fields.get("pages", "").replace("--", "–"),
            "issue": text.get("number"),
            "publisher": text.get("publisher") or text.get("school"),
            "place": text.get("address"),
            "seen": entry.fields.get("urldate"),
            "remarks": text.get("note"),
            **{field: text.get(field) for field in ("year", "volume", "edition")},
            **verbatim,
        }
    )


def _of_person(one: Person) -> tuple[str, str, str]:
    parts = (
        [*one.prelast_names, *one.last_names],
        [*one.first_names, *one.middle_names],
        one.lineage_names,
    )
    family, given, suffix = (_set(" ".join(names)) for names in parts)
    return (family, given, suffix)


def by_rispy(sources: Iterable[Source]) -> list[Told]:
    """What rispy's reader, which shares no code with its writer, has read of RIS."""
    text = io.StringIO(export(sources, "ris"), newline=None)  # as a file is opened
    return [_of_record(record) for record in rispy.load(text, delimiter_tags_mapping={})]


def _of_record(record: Mapping[str, Any]) -> Told:
    names = [f"{name}, , ".split(", ")[:3] for name in record.get("authors", ())]
    number = record.get("issn", "")
    return told(
        {
            "id": record["id"],
            "type": record["type_of_reference"],
            "title": record["title"],
            "authors": [(family.rstrip(","), given, suffix) for family, given, suffix in names],
            "container": record.get("secondary_title"),
            "issue": record.get("number"),
            "pages": "–".join(record[name] for name in ("start_page", "end_page") if name in record),
            "place": record.get("place_published"),
            "url": " ".join(record.get("urls", ())),
            "seen": record.get("access_date", "").strip("/").replace("/", "-"),
            "remarks": ". ".join(record.get("notes", ())),
            "isbn" if len(number.replace("-", "")) > 8 else "issn": number,
            **{name: record.get(name) for name in ("year", "volume", "edition", "publisher", "doi")},
        }
    )
