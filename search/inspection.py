"""A document as it was understood to plain dicts: what `ibidem inspect --json` and the API show of it.

>>> from search.citations import find_citations
>>> from search.readers import read_bytes
>>> document = read_bytes(b"She denied it.[1]\\n\\n[1] Smith, History, p. 5.\\n", "letter.txt")
>>> inspection(document, find_citations(document))["notes"][0]["status"]
'no_url'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from search import shapes
from search.document import Bibliography, Document, Link, Mention, Note, NoteReference, Paragraph, Status
from search.figures import counts
from search.holdings import NoteReading, Reading
from search.passages import named
from search.serialize import (
    API,
    citation,
    document_url,
    links,
    note_names,
    passage,
    problem,
    quoted,
    source,
)


def inspection(document: Document, bibliography: Bibliography) -> shapes.Inspection:
    """A document as it was understood, whole."""
    mentions: dict[str, list[Mention]] = {}
    citing: dict[str, list[str]] = {}
    labels = {note.id: note.label for note in document.notes}
    for mention in bibliography.mentions:
        mentions.setdefault(mention.note_id, []).append(mention)
        if mention.source_id and mention.note_id not in citing.setdefault(mention.source_id, []):
            citing[mention.source_id].append(mention.note_id)
    return {
        "document": _document(document),
        "sections": [
            {
                "id": section.id,
                "number": section.number,
                "level": section.level,
                "title": section.title,
                "page": section.page,
                "paragraphs": [_paragraph(paragraph) for paragraph in section.paragraphs],
            }
            for section in document.sections
        ],
        "notes": [_note(note, mentions.get(note.id, ()), labels) for note in document.notes],
        "sources": [{**source(work), "notes": citing.get(work.id, [])} for work in bibliography.sources],
        "problems": [problem(one) for one in (*document.problems, *bibliography.problems)],
        "counts": counts(document, bibliography),
    }


def reading(one: Reading) -> shapes.Reading:
    """A document of the library, whole."""
    addresses = links("documents", one.document.id, document_url(one.document.id))
    return {**inspection(one.document, one.bibliography), "links": addresses}


def note_reading(one: NoteReading) -> shapes.NoteReading:
    """A note, what it cites, and the passages that call it."""
    address = f"{API}/documents/{quoted(one.document_id)}"
    return {
        "id": one.note.id,
        "label": one.note.label,
        "page": one.note.page,
        "text": one.note.text,
        "document": one.document_id,
        "citations": [citation(cited) for cited in one.citations],
        "passages": [passage(calling) for calling in one.passages],
        "links": {
            "self": f"{address}/notes/{quoted(one.note.id)}",
            "page": document_url(one.document_id, one.note.id),
            "document": address,
        },
    }


def _document(document: Document) -> shapes.Document:
    return {
        "id": document.id,
        "title": document.title,
        "authors": list(document.authors),
        "language": document.language,
        "format": document.format,
        "sha256": document.sha256,
        "published": document.published,
        "url": document.url,
        "convention": document.convention,
    }


def _paragraph(paragraph: Paragraph) -> shapes.Paragraph:
    return {
        "id": paragraph.id,
        "number": paragraph.number,
        "page": paragraph.page,
        "text": paragraph.text,
        "references": _references(paragraph.references),
    }


def _references(references: Iterable[NoteReference]) -> list[shapes.Reference]:
    return [
        {"note": one.label, "note_id": one.note_id, "offset": one.offset, "page": one.page}
        for one in references
    ]


def _note(note: Note, mentions: Sequence[Mention], labels: Mapping[str, str]) -> shapes.Note:
    """A note with what it itself prints; a short form has no URL here, though its source may."""
    links = [link for mention in mentions for link in mention.links]
    sources = list(dict.fromkeys(mention.source_id for mention in mentions if mention.source_id))
    return {
        "id": note.id,
        "label": note.label,
        "page": note.page,
        "text": note.text,
        "references": _references(note.references),
        "status": (links[0].status if links else Status.NO_URL).value,
        "url": links[0].url if links else None,
        "urls": [link.url for link in links],
        "printed_url": links[0].printed if links else None,
        "repairs": list(links[0].repairs) if links else [],
        "accessed": next((mention.accessed for mention in mentions if mention.accessed), None),
        "archived_url": next((mention.archived_url for mention in mentions if mention.archived_url), None),
        "source": sources[0] if sources else None,
        "sources": sources,
        "locator": next((mention.locator for mention in mentions if mention.locator), None),
        "works": [_mention(note, mention, labels) for mention in mentions],
    }


def _mention(note: Note, mention: Mention, labels: Mapping[str, str]) -> shapes.Mention:
    """One work as the note names it: what of the text is commentary stands in no work's span."""
    back = note_names(named(mention.antecedents, labels))
    return {
        "start": mention.start,
        "end": mention.end,
        "text": note.text[mention.start : mention.end],
        "source": mention.source_id,
        "locator": mention.locator,
        "links": [_link(link) for link in mention.links],
        "through": back if mention.source_id else [],
        "candidates": [] if mention.source_id else back,
    }


def _link(link: Link) -> shapes.Link:
    return {
        "url": link.url,
        "printed_url": link.printed,
        "start": link.start,
        "end": link.end,
        "status": link.status.value,
        "repairs": list(link.repairs),
        "archived": link.archived,
        "accessed": link.accessed,
    }
