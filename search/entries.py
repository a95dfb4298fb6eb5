"""Passages as an engine sees them: what each can be found by, filtered by and counted under.

>>> from search.document import Bibliography, Paragraph
>>> from search.passages import passages
>>> section = Section("s1", 1, "Trade", paragraphs=(Paragraph("p1", 1, "Exports grew."),))
>>> letter = Document("letter", "A letter", "text", "", sections=(section,))
>>> [entry] = entries(letter, passages(letter, Bibliography()))
>>> entry.body, entry.facets["section"]
(('Trade', 'Exports grew.'), ('letter.s1',))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from search.document import Citation, Document, Passage, Section
from search.engines import Entry


def entries(document: Document, passages: Sequence[Passage]) -> Iterator[Entry]:
    """One entry for each passage of a document; `passages` are all of them, in reading order.

    A heading with no paragraph of its own is found with the next paragraph: nothing printed is out of reach.
    """
    remaining = iter(passages)
    headings: list[str] = []
    for section in document.sections:
        headings.append(section.title)
        for _ in section.paragraphs:
            yield _entry(document, section, next(remaining), [title for title in headings if title])
            headings = []


def section_id(document_id: str, section: Section) -> str:
    """A section's id among those of all documents: what the facet "section" takes."""
    return f"{document_id}.{section.id}"


def _entry(document: Document, section: Section, passage: Passage, headings: list[str]) -> Entry:
    cited = passage.citations
    domains = _distinct(c.source.domain for c in cited if c.source)
    years = _distinct(str(c.source.year) for c in cited if c.source and c.source.year is not None)
    statuses = _distinct(c.status.value for c in cited)
    authors = _distinct(author for c in cited if c.source for author in c.source.authors)
    return Entry(
        id=passage.id,
        document=document.id,
        number=passage.number,
        body=(*headings, passage.text),
        notes=tuple({c.note_id: c.text for c in cited if c.note_id}.values()),
        fields={
            "author": authors,
            "title": _distinct(c.source.title for c in cited if c.source),
            "url": _distinct(url for c in cited for url in _urls(c)),
            "document": (document.title, document.id),
            "section": _distinct([section.title]),
            "by": document.authors,
            "year": years,
            "domain": domains,
            "doi": _distinct(c.source.identifiers.get("doi") for c in cited if c.source),
            "status": statuses,
            "published": _distinct([document.published]),
            "note": _distinct(c.note for c in cited),
        },
        facets={
            "document": (document.id,),
            "section": (section_id(document.id, section),),
            "domain": domains,
            "year": years,
            "author": authors,
            "status": statuses,
        },
    )


def _urls(citation: Citation) -> tuple[str | None, ...]:
    return citation.url, citation.source.url if citation.source else None


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
