"""The library in figures, and what was done to it."""

from __future__ import annotations

from search import shapes
from search.document import Status
from search.holdings import Holdings, IndexReport
from search.serialize.documents import document_summary


def index_report(report: IndexReport) -> shapes.IndexReport:
    """What was done to the library."""
    return {
        "added": list(report.added),
        "updated": list(report.updated),
        "removed": list(report.removed),
        "unchanged": list(report.unchanged),
        "failed": [{"path": path, "reason": reason} for path, reason in report.failed],
        "documents": [document_summary(one) for one in report.documents],
        "passages": report.passages,
        "forgotten": report.forgotten,
        "seconds": round(report.seconds, 3),
    }


def holdings(held: Holdings) -> shapes.Holdings:
    """What the library holds, in figures."""
    return {
        "documents": held.documents,
        "sections": held.sections,
        "passages": held.passages,
        "notes": held.notes,
        "references": held.references,
        "missing": held.missing,
        "sources": held.sources,
        "statuses": {status.value: held.statuses.get(status, 0) for status in Status},
        "revision": held.revision,
    }
