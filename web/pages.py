"""The pages of the site: each reads its parameters, asks the library, and hands values to a template.

Here is the first page and what all share; the others are in modules of their own on the same blueprint.

Every state of a page is in its URL, and every page does its whole job without scripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from web import filters, library, params
from web.questions import questions

blueprint = Blueprint("pages", __name__)
blueprint.record_once(lambda state: filters.register(state.app))


@blueprint.app_template_global()
def here(**changes: object) -> str:
    """This page's URL with parameters replaced; None takes one out."""
    arguments: dict[str, object] = {**request.args.to_dict(flat=False), **changes}
    kept = {name: value for name, value in arguments.items() if value is not None}
    return f"{request.path}?{urlencode(kept, doseq=True, safe=':/')}" if kept else request.path


def choosing(name: str, values: Sequence[str]) -> str:
    """This page's URL with these values of a facet chosen."""
    return here(**{name: list(values) or None, "page": None, "all": None})


def read(*parameters: params.Parameter) -> params.Values:
    """The parameters of this page; a field that a form sends empty counts as not given."""
    fields = request.query_string.split(b"&")
    return params.read(parameters, b"&".join(field for field in fields if not field.endswith(b"=")))


@blueprint.get("/")
def home() -> str:
    """A search box, and what the library holds."""
    read()
    holdings = library().holdings()
    asked = questions(library()) if holdings.passages else []
    return render_template("home.html", holdings=holdings, questions=asked)
