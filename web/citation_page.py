"""A passage as a reader would cite it: in each style, to select or to copy."""

from __future__ import annotations

from flask import render_template

from web import api, library, params, settings
from web.pages import negotiated, read


@negotiated("/passages/<passage_id>/citation", api.citation)
def citation(passage_id: str) -> str:
    """A passage in each style of citation, or in the one that is asked for."""
    asked = read(*params.citation(settings().limits))
    citations = library().passage_citations(passage_id, asked["style"])
    return render_template("citation.html", passage=library().passage(passage_id), citations=citations)
