"""What a document holds, in figures, and the words for what is counted.

>>> from search.citations import find_citations
>>> from search.notes import link_notes
>>> from search.readers import read_bytes
>>> text = b"She denied it.[1] So did he.[2]\\n\\n[1] Smith, History, p. 5.\\n"
>>> letter = link_notes(read_bytes(text, "letter.txt"))
>>> found = counts(letter, find_citations(letter))
>>> found["references"], found["notes"], found["missing"]
(2, 1, 1)
"""

from __future__ import annotations

from search.document import Bibliography, Document, ProblemKind, Status
from search.passages import passages

STATUS_WORDS = {
    Status.OK: "URL as printed",
    Status.REPAIRED: "URL rebuilt from a broken line",
    Status.TRUNCATED: "URL cut off in the document",
    Status.NO_URL: "no URL",
    Status.MISSING: "note missing",
}


def counts(document: Document, bibliography: Bibliography) -> dict[str, int]:
    """What a document holds in figures; under a status, its citations that have it."""
    references = list(document.references())
    problems = [problem.kind for problem in document.problems]
    statuses = [c.status for passage in passages(document, bibliography) for c in passage.citations]
    return {
        "sections": len(document.sections),
        "paragraphs": sum(len(section.paragraphs) for section in document.sections),
        "references": len(references),
        "notes": len(document.notes),
        "missing": sum(reference.note_id is None for reference in references),
        "orphans": problems.count(ProblemKind.ORPHAN_NOTE),
        "urls": sum(len(mention.links) for mention in bibliography.mentions),
        "sources": len(bibliography.sources),
    } | {status.value: statuses.count(status) for status in Status}
