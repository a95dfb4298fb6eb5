"""The citation lookup: one box for a note, a work, a URL, a quotation or a chapter; and its answers.

The box is posted. What is short enough is sent on to an address of its own, which can be kept and passed on;
a text that fits into no address is answered where it was posted. What is too long stays in the box.
"""

from __future__ import annotations

import re

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from search import checking
from search.errors import BadInput
from web import answers, api, library, params, settings
from web.negotiation import HTML, OFFERS
from web.pages import blueprint, negotiated, read
from web.security import LARGEST_BODY

LONGEST_ADDRESS = 8_000  # bytes: a server takes 8,190 with the method and the version beside it
FORM = "application/x-www-form-urlencoded"


@negotiated("/cite", api.cite)
def cite() -> str:
    """One box for a note, a work, a URL or a quotation; and its answers."""
    asked = read(*_parameters(settings().limits.quote_length))
    return _answered(asked["q"], asked["document"], asked["from"])


@blueprint.post("/cite")
def cite_pasted() -> ResponseReturnValue:
    """The same for a text of any length; a short one is sent on to its own address."""
    if request.mimetype != FORM:
        raise BadInput("body", f"the body is not what a form sends; send it as {FORM}")
    if request.query_string:
        raise BadInput("q", "the address has parameters; send them in the body")
    # a browser ends each line of a box with both signs, where whoever typed them has one
    body = re.sub(rb"(?i)%0D%0A", b"%0A", request.get_data())
    asked = read(*_parameters(LARGEST_BODY), query_string=body)
    limits = settings().limits
    text, document, start = asked["q"].strip(), asked["document"], asked["from"]
    if len(text) > limits.pasted_length:
        refused = (
            f"The text has {len(text):,} characters; up to {limits.pasted_length:,} are taken at once. "
            "Nothing of it was looked up: leave a part of it in the box, and look up the rest after that."
        )
        return _page(text, document, refused=refused), 400
    address = url_for("pages.cite", q=text or None, document=document, **({"from": start} if start else {}))
    if len(text) <= limits.quote_length and len(address) <= LONGEST_ADDRESS:
        return redirect(address, 303)
    return _answered(text, document, start)


OFFERS["pages.cite_pasted"] = (HTML,)


def _parameters(longest: int) -> params.Parameters:
    return (
        params.Text("q", "what to look up", longest, default=""),
        params.Text("document", "only in this document"),
        params.Whole("from", "the character from which on sentences are compared", 0, longest, default=0),
    )


def _answered(text: str, document: str | None, start: int) -> str:
    text = text.strip()
    if not text:
        return _page(text, document)
    if not checking.is_paragraph(text) and len(text) <= settings().limits.quote_length:
        lookup = library().cite(text, document=document)
        return _page(text, document, lookup=lookup, answers=answers.answers(lookup, text))
    checked = library().check(text, document=document, start=start)
    sentences = answers.checked_sentences(checked, text)
    return _page(text, document, checked=checked, sentences=sentences, start=start)


def _page(text: str, document: str | None, **shown: object) -> str:
    documents = library().documents()
    return render_template("cite.html", text=text, chosen=document, documents=documents, **shown)
