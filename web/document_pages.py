"""What the library holds, document by document; and one document to read."""

from __future__ import annotations

from flask import render_template

from search.document import Citation, Note, Status
from search.results import Result
from web import api, library, params, settings
from web.pages import negotiated, read
from web.pieces import Call
from web.reading import marks, parts, walk


@negotiated("/documents/", api.documents)
def documents() -> str:
    """What the library holds, document by document."""
    read()
    return render_template("documents.html", documents=library().documents())


@negotiated("/documents/<document_id>", api.document)
def document(document_id: str) -> str:
    """The reading view: the text with its notes beside it, and the hits of a search marked."""
    q = params.Text("q", "the search whose hits to mark", settings().limits.quote_length, default="")
    asked = read(q, params.Whole("at", "the paragraph where the reader stands", 1, 10**9))
    reading = library().document(document_id)
    found, understood = _found_in(document_id, asked["q"].strip())
    sections = parts(reading, found)
    called = marks(sections)
    return render_template(
        "document.html",
        reading=reading,
        document=reading.document,
        outline=[section for section in reading.document.sections if section.title],
        sections=sections,
        marks=called,
        orphans=[_orphan(document_id, note) for note in reading.document.notes if note.id not in called],
        walk=walk(found, understood, asked["at"]) if understood else None,
    )


def _found_in(document_id: str, text: str) -> tuple[list[Result], str]:
    """All that a search finds in one document, in reading order, and the search in words."""
    if not text:
        return [], ""
    limits = settings().limits
    found: list[Result] = []
    for page in range(1, limits.depth // limits.per_page + 1):
        results = library().search(
            text, page=page, per_page=limits.per_page, filters={"document": [document_id]}, facets=False
        )
        found.extend(results)
        if page >= results.pages:
            break
    return sorted(found, key=lambda result: result.passage.number), results.understood


def _orphan(document_id: str, note: Note) -> Call:
    """A note that nothing calls, as a mark at the start of nowhere would call it."""
    cited = [one for found in library().notes(document_id, note.id) for one in found.citations]
    return Call(1, 0, tuple(cited) or (Citation(note.label, note.id, 0, Status.NO_URL, note.text),))
