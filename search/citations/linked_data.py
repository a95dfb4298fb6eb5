"""Sources and documents as schema.org describes works: what stands in a page as JSON-LD.

Comes in: a source, or a document with what it cites. Goes out: plain values. Addresses are those of the
site; where it does not know its own, they are paths, which are read relative to the page.

    >>> work(Source("a", "book", "Postwar", ("Judt, Tony",), 2005))["author"]
    [{'@type': 'Person', 'name': 'Judt, Tony'}]
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote

from search.citations.described import split_name, url_of
from search.document import Source
from search.holdings import DocumentSummary

Work: TypeAlias = dict[str, Any]

CONTEXT = "https://schema.org"
TYPES = {
    "webpage": "WebPage",
    "book": "Book",
    "chapter": "Chapter",
    "article": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "thesis": "Thesis",
    "report": "Report",
    "legislation": "Legislation",
    "case": "CreativeWork",  # schema.org has no opinions of courts
    "manuscript": "Manuscript",
    "document": "CreativeWork",
}
_AUTHORS = 10
_LONGEST = 300  # characters of a value: a source that could not be parsed has its whole note for a title


def work(source: Source, site: str = "") -> Work:
    """A work cited; what is unknown is left out, and so is a URL that is cut off."""
    found: Work = {
        "@type": TYPES[source.type],
        "@id": f"{site}/sources/{quote(source.id, safe='')}",
        "name": source.title[:_LONGEST],
        "author": _people(source.authors),
        "datePublished": str(source.year) if source.year else None,
        "isPartOf": _part_of(source),
        "publisher": _named("Organization", source.publisher),
        "isbn": source.identifiers.get("isbn") if source.type == "book" else None,
        "identifier": _identifiers(source),
        "url": _short(url_of(source)),
        "archivedAt": _short(source.archived_url),
    }
    return {name: value for name, value in found.items() if value}


def cited_work(source: Source, documents: Mapping[str, str], site: str = "") -> Work:
    """A work with the documents (id -> title) that cite it."""
    citing = [{"@type": "CreativeWork", "@id": _document(name, site), "name": title[:_LONGEST]}
              for name, title in documents.items()]  # fmt: skip
    return {"@context": CONTEXT, **work(source, site), "@reverse": {"citation": citing}}


def citing_work(
    document: DocumentSummary,
    sources: Iterable[Source],
    site: str = "",
    *,
    url: str | None = None,
    most: int = 32_768,
) -> Work:
    """A document with what it cites.

    Args:
        url: the document's own.
        most: bytes that the works cited may come to; the first are kept, and a link leads to all.
    """
    name = quote(document.id, safe="")
    found: Work = {
        "@context": CONTEXT,
        "@type": "CreativeWork",
        "@id": _document(document.id, site),
        "name": document.title[:_LONGEST],
        "author": _people(document.authors),
        "datePublished": document.published,
        "inLanguage": document.language,
        "sameAs": _short(url),
        "associatedMedia": {
            "@type": "DataDownload",
            "name": "Works cited",
            "encodingFormat": "application/vnd.citationstyles.csl+json",
            "contentUrl": f"{site}/api/v1/export?document={name}&format=csl-json",
        },
        "citation": _within(most, (work(source, site) for source in sources)),
    }
    return {name: value for name, value in found.items() if value}


def _within(most: int, works: Iterable[Work]) -> list[Work]:
    found = []
    for one in works:
        most -= len(json.dumps(one, ensure_ascii=False).encode("utf-8", "replace"))
        if most < 0:
            break
        found.append(one)
    return found


def _document(document_id: str, site: str) -> str:
    return f"{site}/documents/{quote(document_id, safe='')}"


def _people(names: Iterable[str]) -> list[Work]:
    kinds = (("Person" if split_name(name) else "Organization", name) for name in list(names)[:_AUTHORS])
    return [{"@type": kind, "name": name[:_LONGEST]} for kind, name in kinds]


def _part_of(source: Source) -> Work | None:
    kind = {"article": "Periodical", "chapter": "Book"}.get(source.type, "CreativeWork")
    return _named(kind, source.container)


def _named(kind: str, name: str | None) -> Work | None:
    return {"@type": kind, "name": name[:_LONGEST]} if name else None


def _identifiers(source: Source) -> list[Work]:
    return [
        {"@type": "PropertyValue", "propertyID": kind.upper(), "value": value}
        for kind, value in sorted(source.identifiers.items())
    ]


def _short(url: str | None) -> str | None:
    """A URL that leads to a page, and is none of thousands of characters."""
    return url if url and len(url) <= 1_000 and url.lower().startswith(("http://", "https://")) else None
