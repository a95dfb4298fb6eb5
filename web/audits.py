"""An audit as a table: a row a document, or a row a finding, for a spreadsheet.

Comes in: the library and what was asked. Goes out: CSV, written as it is read, however long it is. A cell
that a spreadsheet would run as a formula is made text.
"""

from __future__ import annotations

from flask import Response

from search.citations.export import csv_lines
from search.document import ProblemKind, Status
from search.holdings import AuditSummary, Finding
from search.library import Library
from search.serialize import finding_url, quoted
from web.negotiation import CSV

DOCUMENT_COLUMNS = (
    "id", "title", *(status.value for status in Status), "findings", *(kind.value for kind in ProblemKind),
)  # fmt: skip
FINDING_COLUMNS = (
    "document", "kind", "message", "note", "note_text", "paragraph", "page", "printed_url", "url", "repairs",
    "candidates", "sources", "differences", "place",
)  # fmt: skip


def as_csv(library: Library, document_id: str | None, kind: ProblemKind | None) -> Response:
    """The whole audit, of all documents or of one.

    Raises:
        NotFound: there is no such document.
    """
    if document_id is None:
        lines = csv_lines(DOCUMENT_COLUMNS, map(_document, library.every_audit(kind)))
    else:
        library.findings(document_id, per_page=1)  # what is not there is refused before the first row
        found = library.every_finding(document_id, kind)
        lines = csv_lines(FINDING_COLUMNS, (_finding(document_id, one) for one in found))
    name = f"audit-{quoted(document_id)}" if document_id else "audit"
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(lines, mimetype=CSV, headers=headers)


def _document(item: AuditSummary) -> dict[str, object]:
    counts = item.document.counts
    return {
        "id": item.document.id,
        "title": item.document.title,
        **{status.value: counts.get(status.value, 0) for status in Status},
        "findings": sum(item.findings.values()),
        **{kind.value: item.findings.get(kind, 0) for kind in ProblemKind},
    }


def _finding(document_id: str, found: Finding) -> dict[str, object]:
    problem, note = found.problem, found.note
    return {
        "document": document_id,
        "kind": problem.kind.value,
        "message": problem.message,
        "note": note.label if note else None,
        "note_text": note.text if note else None,
        "paragraph": found.paragraph,
        "page": found.page,
        "printed_url": problem.printed_url,
        "url": problem.url,
        "repairs": list(problem.repairs),
        "candidates": [name.label for name in found.candidates],
        "sources": [source.id for source in found.sources],
        "differences": list(found.differences),
        "place": finding_url(document_id, found),
    }
