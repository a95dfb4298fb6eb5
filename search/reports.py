"""What is said of many documents on a terminal: how an indexing run went, and what an editor must look at.

Comes in: a report, or audits. Goes out: lines and tables. Of a few documents each has its row; of many, those
that need a look, and the others by format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.figures import STATUS_WORDS
from search.holdings import Audit, DocumentSummary, IndexReport
from search.presentation import counted, show_problems
from search.terminal import Terminal

_FEW = 30  # documents that are listed one by one: more would run off the screen
_COUNTS = ("sections", "paragraphs", "notes", "references", "missing", "sources")
_TOTALS = _COUNTS[1:]  # what 80 columns have room for
_TROUBLES = ("missing", "orphans", "truncated")  # counts that an editor must look at
_WORST = 20  # documents with troubles that are listed


def show_report(terminal: Terminal, report: IndexReport, *, every: bool = False) -> None:
    """What an indexing run has done, and how it understood the documents; `every` one, or all together."""
    done = {
        "added": report.added,
        "updated": report.updated,
        "removed": report.removed,
        "unchanged": report.unchanged,
    }
    what = ", ".join(f"{len(documents):,} {name}" for name, documents in done.items() if documents)
    terminal.line(f"Documents: {what or 'none found'} ({report.seconds:.1f} s).")
    terminal.line(f"The library holds {counted(report.passages, 'passage')}.")
    if report.failed:
        terminal.line(f"{counted(len(report.failed), 'file')} could not be read; the reasons are above.")
    if report.forgotten:
        terminal.line(
            f"Forgot what was found at {counted(report.forgotten, 'URL')} that no source has any more."
        )
    if not report.documents:
        return
    terminal.line()
    if every or len(report.documents) <= _FEW:
        _show_rows(terminal, _COUNTS, report.documents)
    else:
        _show_summary(terminal, report.documents)


def _show_rows(terminal: Terminal, names: Sequence[str], documents: Sequence[DocumentSummary]) -> None:
    rows = [[one.title, *(one.counts[name] for name in names)] for one in documents]
    terminal.table(["document", *names], rows)


def _show_summary(terminal: Terminal, documents: Sequence[DocumentSummary]) -> None:
    terminal.table(["format", "documents", "no notes", *_TOTALS], list(_by_format(documents)))
    troubled = [one for one in documents if _troubles(one)]
    if troubled:
        terminal.line()
        worst = sorted(troubled, key=_troubles, reverse=True)[:_WORST]
        _show_rows(terminal, _TROUBLES, worst)
        if len(worst) < len(troubled):
            terminal.line(f"and {counted(len(troubled) - len(worst), 'document')} more: ibidem audit")
    terminal.line()
    terminal.line("Each document has its row in `ibidem audit`, and here with --verbose.")


def _by_format(documents: Sequence[DocumentSummary]) -> Iterator[list[object]]:
    for format in sorted({one.format for one in documents}):
        those = [one for one in documents if one.format == format]
        bare = sum(not one.counts["notes"] for one in those)
        yield [format, len(those), bare, *(sum(one.counts[name] for one in those) for name in _TOTALS)]


def _troubles(document: DocumentSummary) -> int:
    return sum(document.counts[name] for name in _TROUBLES)


def show_audits(terminal: Terminal, audits: Sequence[Audit]) -> None:
    """For each document how its citations fare; of a single one, each finding."""
    rows = [list(audit_row(audit).values()) for audit in audits]
    terminal.table(AUDIT_COLUMNS, rows)
    if len(audits) == 1:
        show_problems(terminal, audits[0].problems)
    elif any(audit.problems for audit in audits):
        terminal.line()
        terminal.line("Each finding of one document: ibidem audit --document ID")


AUDIT_COLUMNS = ("document", *(state.value for state in STATUS_WORDS), "findings", "id")


def audit_row(audit: Audit) -> dict[str, str | int]:
    """How the citations of a document fare, in figures."""
    figures = {state.value: audit.document.counts[state.value] for state in STATUS_WORDS}
    return {
        "document": audit.document.title,
        **figures,
        "findings": len(audit.problems),
        "id": audit.document.id,
    }
