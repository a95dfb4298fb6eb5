"""What an editor must look at, in one document and in all."""

from __future__ import annotations

from collections.abc import Mapping

from search import shapes
from search.document import ProblemKind
from search.holdings import AuditPage, Finding, FindingPage
from search.serialize.addresses import document_url
from search.serialize.documents import document_summary
from search.serialize.parts import note_names
from search.serialize.sources import source


def audit_page(found: AuditPage, next_url: str | None, previous_url: str | None) -> shapes.AuditList:
    """A page of documents with their findings counted."""
    return {
        "total": found.total,
        "page": found.page,
        "per_page": found.per_page,
        "next": next_url,
        "prev": previous_url,
        "kinds": _kinds(found.kinds),
        "results": [
            {"document": document_summary(item.document), "findings": _kinds(item.findings)}
            for item in found.items
        ],
    }


def document_audit(
    found: FindingPage, next_url: str | None, previous_url: str | None
) -> shapes.DocumentAudit:
    """A page of the findings of one document."""
    return {
        "document": document_summary(found.document),
        "total": found.total,
        "page": found.page,
        "per_page": found.per_page,
        "next": next_url,
        "prev": previous_url,
        "kinds": _kinds(found.kinds),
        "results": [finding(found.document.id, one) for one in found.items],
    }


def finding(document_id: str, one: Finding) -> shapes.Finding:
    """One thing that an editor must look at."""
    problem, note = one.problem, one.note
    return {
        "kind": problem.kind.value,
        "message": problem.message,
        "note": {"note": note.label, "note_id": note.id} if note else None,
        "text": note.text if note else None,
        "paragraph": one.paragraph,
        "page": one.page,
        "url": problem.url,
        "printed_url": problem.printed_url,
        "repairs": list(problem.repairs),
        "candidates": note_names(one.candidates),
        "sources": [source(work) for work in one.sources],
        "differences": list(one.differences),
        "links": {"page": finding_url(document_id, one)},
    }


def finding_url(document_id: str, one: Finding) -> str | None:
    """The page at the note or the paragraph that a finding is about."""
    place = one.problem.note or one.problem.paragraph
    return document_url(document_id, place, one.paragraph or place) if place else None


def _kinds(counted: Mapping[ProblemKind, int]) -> dict[str, int]:
    return {kind.value: count for kind, count in counted.items()}
