"""A document as lists show it, and its problems."""

from __future__ import annotations

from search import shapes
from search.document import Problem
from search.holdings import DocumentSummary
from search.serialize.addresses import document_url, links


def document_summary(one: DocumentSummary) -> shapes.DocumentSummary:
    """A document as lists show it. Where its file lies is nobody's business but the owner's."""
    return {
        "id": one.id,
        "title": one.title,
        "authors": list(one.authors),
        "language": one.language,
        "format": one.format,
        "published": one.published,
        "counts": dict(one.counts),
        "links": links("documents", one.id, document_url(one.id)),
    }


def problem(one: Problem) -> shapes.Problem:
    """What an editor must look at."""
    return {
        "kind": one.kind.value,
        "note": one.note,
        "paragraph": one.paragraph,
        "message": one.message,
        "url": one.url,
        "printed_url": one.printed_url,
        "repairs": list(one.repairs),
        "candidates": list(one.candidates),
        "sources": list(one.sources),
    }
