"""A passage with where it stands, its citations, and the sources that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from search import shapes
from search.citations.styles import Formatted
from search.document import Citation, NoteReference, Passage, Source
from search.link_checks import LinkCheck
from search.markup import html
from search.results import Span
from search.serialize.addresses import API, anchor, document_url, links, passage_url, quoted
from search.serialize.link_checks import link_check
from search.serialize.parts import note_names, spans
from search.serialize.sources import source


def source_with_passages(
    work: Source, passages: Iterable[Passage], link: LinkCheck | None = None
) -> shapes.SourceWithPassages:
    """A source, what was last found at its URL, and every passage that cites it."""
    return {
        **source(work),
        "link": link_check(link) if link else None,
        "passages": [passage(one) for one in passages],
    }


def citation(one: Citation, hits: Sequence[Span] = ()) -> shapes.Citation:
    """A note reference with its note and its source; `hits` are those in the note's text."""
    return {
        "note": one.note,
        "note_id": one.note_id,
        "offset": one.offset,
        "status": one.status.value,
        "text": one.text,
        "url": one.url,
        "printed_url": one.printed_url,
        "repairs": list(one.repairs),
        "accessed": one.accessed,
        "archived_url": one.archived_url,
        "source": source(one.source) if one.source else None,
        "locator": one.locator,
        "through": note_names(one.antecedents) if one.source else [],
        "candidates": [] if one.source else note_names(one.antecedents),
        "matches": spans(hits),
    }


def passage(one: Passage) -> shapes.Passage:
    """A paragraph with where it stands and what it rests on."""
    return {
        **place(one),
        "text": one.text,
        "html": passage_html(one, one.text),
        "citations": [citation(cited) for cited in one.citations],
        "url": passage_url(one),
        "links": passage_links(one),
    }


def passage_citations(one: Passage, citations: Iterable[Formatted]) -> shapes.PassageCitations:
    """A passage as a reader would cite it."""
    return {
        "passage": one.id,
        "citations": [
            {
                "style": citation.style,
                "name": citation.name,
                "text": citation.text,
                "html": "".join(
                    f"<i>{escape(run.text)}</i>" if run.italic else escape(run.text) for run in citation.runs
                ),
            }
            for citation in citations
        ],
        "links": passage_links(one),
    }


def place(one: Passage) -> shapes.Place:
    return {
        "id": one.id,
        "document": {"id": one.document_id, "title": one.document_title},
        "section": {"number": one.section_number, "title": one.section_title},
        "paragraph": one.number,
        "page": one.page,
    }


def passage_links(one: Passage) -> shapes.Links:
    document = f"{API}/documents/{quoted(one.document_id)}"
    return links("passages", one.id, passage_url(one), document=document)


def passage_html(one: Passage, text: str, hits: Iterable[Span] = (), start: int = 0) -> str:
    def href(reference: NoteReference) -> str:
        """The note; where it is missing, the passage itself."""
        return document_url(one.document_id, reference.note_id or anchor(one), one.number)

    return html(text, hits=hits, references=one.references, href=href, start=start)
