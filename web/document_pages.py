"""What the library holds, document by document; and one document to read."""

from __future__ import annotations

from flask import render_template

from search.holdings import page_count
from web import api, embedded, library, params, reading, settings
from web.pages import here, negotiated, read

VIEWS = params.Choice("view", "a long document leaf by leaf, or whole", ("leaves", "whole"), default="leaves")


@negotiated("/documents/", api.documents)
def documents() -> str:
    """What the library holds, document by document."""
    asked = read(*params.documents(settings().limits))
    page, per_page = asked["page"], asked["per_page"]
    held = library().documents()
    return render_template(
        "documents.html",
        documents=held[(page - 1) * per_page : page * per_page],
        total=len(held),
        page=page,
        last_page=page_count(len(held), per_page),
    )


@negotiated("/documents/<document_id>", api.document)
def document(document_id: str) -> str:
    """The reading view: the text with its notes beside it, and the hits of a search marked."""
    q = params.Text("q", "the search whose hits to mark", settings().limits.quote_length, default="")
    asked = read(q, params.Text("at", "the number of a paragraph, or the id of a section or note"), VIEWS)
    at = int(asked["at"]) if (asked["at"] or "").isdecimal() and len(asked["at"]) < 10 else asked["at"]
    leaf = library().leaf(document_id, at=at, whole=asked["view"] == "whole")
    passages = [one for part in leaf.sections for one in part.passages]
    text = asked["q"].strip()
    found = library().hits_in(document_id, text, passages) if text else None
    parts = reading.parts(leaf, found)
    cited = embedded.sources_of(passages)
    return render_template(
        "document.html",
        leaf=leaf,
        linked_data=embedded.document_data(leaf, cited),
        cited=cited,
        document=leaf.document,
        sections=parts,
        first_marks=reading.first_marks(parts),
        inner=reading.inner_calls(leaf),
        uncalled=[reading.uncalled(note) for note in leaf.uncalled],
        from_the_right=reading.is_from_the_right(leaf),
        walk=reading.walk(found, at if isinstance(at, int) else None) if found else None,
        elsewhere=here(at=None) if leaf.total > 1 else "",
        on_page={part.section.id for part in parts} | {line.anchor for part in parts for line in part.lines},
    )
