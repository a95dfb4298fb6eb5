"""The pages of the site: each reads its parameters, asks the library, and hands values to a template.

Here is the first page and what all share; the others are in modules of their own on the same blueprint.

Every state of a page is in its URL, and every page does its whole job without scripts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from search.errors import NotFound
from web import api, filters, library, params, settings
from web.negotiation import HTML, OFFERS, SUFFIXES, MediaType, settle
from web.questions import questions

blueprint = Blueprint("pages", __name__)
blueprint.record_once(lambda state: filters.register(state.app))

_ASKED = {"cite", "concordance"}  # pages whose data is an answer only where something is asked
View = Callable[..., ResponseReturnValue]


def negotiated(rule: str, as_data: Callable[..., Response]) -> Callable[[View], View]:
    """A page that can be had as data, too: by `Accept`, or at its address with a suffix.

    The data is what a route of the API answers to the same question.
    """

    def decorate(function: View) -> View:
        data = OFFERS[f"api.{as_data.__name__}"]
        ends_with_id = rule.endswith(">")
        suffixes = [suffix for suffix, media_type in SUFFIXES.items() if media_type in data]

        @wraps(function)
        def answer(suffix: str | None = None, **names: str) -> ResponseReturnValue:
            for name, value in names.items() if ends_with_id else ():
                names[name], suffix = _parted(name, value, suffixes)
            return function(**names) if settle((HTML, *data), suffix) == HTML else as_data(**names)

        endpoint = function.__name__
        blueprint.add_url_rule(rule, endpoint, answer)
        OFFERS[f"pages.{endpoint}"] = (HTML, *data)
        if not ends_with_id:
            known = ",".join(f'"{suffix}"' for suffix in suffixes)
            blueprint.add_url_rule(f"{rule.rstrip('/')}.<any({known}):suffix>", f"{endpoint}_as", answer)
            OFFERS[f"pages.{endpoint}_as"] = (HTML, *data)
        return answer

    return decorate


def _parted(kind: str, name: str, suffixes: list[str]) -> tuple[str, str | None]:
    """An id and the suffix behind it; an id that is there whole has none."""
    suffix = next((one for one in suffixes if name.endswith(f".{one}")), None)
    if suffix is None:
        return name, None
    try:
        library().document(name) if kind == "document_id" else library().source(name)
    except NotFound:
        return name.removesuffix(f".{suffix}"), suffix
    return name, None


@blueprint.app_template_global()
def alternates() -> list[tuple[MediaType, str]]:
    """Where this page can be had as data: each media type with its address."""
    offered = OFFERS.get(request.endpoint or "", ())
    route = next((one for one in api.blueprint.routes if f"pages.{one.name}" == request.endpoint), None)
    if route is None or (route.name in _ASKED and not request.args.get("q")):
        return []
    known = {one.name for one in route.accepted(settings().limits)}
    kept = [(name, value) for name, value in request.args.items(multi=True) if name in known - {"format"}]
    path, query = quote(request.path.rstrip("/")), f"?{urlencode(kept)}" if kept else ""
    return [(kind, f"{path}.{suffix}{query}") for suffix, kind in SUFFIXES.items() if kind in offered]


@blueprint.app_template_global()
def here(**changes: object) -> str:
    """This page's URL with parameters replaced; None takes one out."""
    arguments: dict[str, object] = {**request.args.to_dict(flat=False), **changes}
    kept = {name: value for name, value in arguments.items() if value is not None}
    return f"{request.path}?{urlencode(kept, doseq=True, safe=':/')}" if kept else request.path


def choosing(name: str, values: Sequence[str]) -> str:
    """This page's URL with these values of a facet chosen."""
    return here(**{name: list(values) or None, "page": None, "all": None})


def read(*parameters: params.Parameter, query_string: bytes | None = None) -> params.Values:
    """The parameters of this page, or of a form; a field that a form sends empty counts as not given."""
    fields = (request.query_string if query_string is None else query_string).split(b"&")
    return params.read(parameters, b"&".join(field for field in fields if not field.endswith(b"=")))


@blueprint.get("/")
def home() -> str:
    """A search box, and what the library holds."""
    read()
    holdings = library().holdings()
    asked = questions(library()) if holdings.passages else []
    return render_template("home.html", holdings=holdings, questions=asked)
