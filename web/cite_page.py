"""The citation lookup: one box for a note, a work, a URL or a quotation; and its answers."""

from __future__ import annotations

from flask import render_template

from search import checking
from web import answers, api, library, params, settings
from web.pages import negotiated, read


@negotiated("/cite", api.cite)
def cite() -> str:
    """One box for a note, a work, a URL or a quotation; and its answers."""
    limits = settings().limits
    q = params.Text("q", "what to look up", limits.quote_length, default="")
    asked = read(q, params.Text("document", "only in this document"))
    text = asked["q"].strip()
    is_paragraph = checking.is_paragraph(text)
    checked = library().check(text, document=asked["document"]) if is_paragraph else None
    lookup = library().cite(text, document=asked["document"]) if text and not is_paragraph else None
    return render_template(
        "cite.html",
        text=text,
        chosen=asked["document"],
        longest=limits.quote_length,
        documents=library().documents(),
        lookup=lookup,
        answers=answers.answers(lookup, text) if lookup else [],
        checked=checked,
        sentences=answers.checked_sentences(checked, text) if checked else [],
    )
