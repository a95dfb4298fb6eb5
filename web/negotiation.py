"""Which form of a thing is asked for: a page, JSON, or a format of other programs (RFC 9110, 12.5.1).

Comes in: what an address offers, and what a request says: a suffix (`/search.json`), `format=`, or `Accept`,
the first of them that is there. Goes out: a media type, or a 406 that names what there is. Whoever wants
nothing in particular gets what is offered first; a browser gets a page.

    >>> best((HTML, JSON), "text/html, application/json;q=0.9, */*;q=0.8")
    'text/html'
    >>> best((HTML, JSON), "application/*, text/html;q=0.5")
    'application/json'
    >>> best((HTML, JSON), "image/png") is None
    True
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from flask import g, request
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_options_header

MediaType: TypeAlias = str

HTML = "text/html"
JSON = "application/json"
CSV = "text/csv"
FORMATS: dict[str, MediaType] = {  # what `format=` takes
    "json": JSON,
    "csv": CSV,
    "jsonl": "application/x-ndjson",
    "csl-json": "application/vnd.citationstyles.csl+json",
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}
EXPORTS = tuple(FORMATS[name] for name in ("csl-json", "bibtex", "ris"))  # of sources
SUFFIXES: dict[str, MediaType] = {  # the longest first: `x.csl.json` is no JSON of `x.csl`
    "csl.json": FORMATS["csl-json"],
    "json": JSON,
    "csv": CSV,
    "bib": FORMATS["bibtex"],
    "ris": FORMATS["ris"],
}
OFFERS: dict[str, tuple[MediaType, ...]] = {}  # endpoint -> what can be had there, the usual first
_SERVICE = re.compile(  # beside the API, what programs ask
    r"/(?:healthz|readyz|openapi\.json|opensearch\.xml|search\.atom|robots\.txt|sitemap(?:-[^/]*)?\.xml)"
)
_RANGES = 50  # of one Accept that are looked at; browsers send eight


class Unacceptable(NotAcceptable):
    """None of what is asked for can be had here; `said` names what can."""

    def __init__(self, offered: Iterable[MediaType]) -> None:
        super().__init__()
        self.said = f"Accept: this can be had as {', '.join(offered)}, and as none of what is asked for"


def best(offered: Sequence[MediaType], accept: str) -> MediaType | None:
    """What is offered that is most wanted, the first of equals; None where nothing is wanted."""
    if not accept.strip():
        return offered[0]
    ranges = [_range(one) for one in accept.split(",")[:_RANGES]]
    wanted = {one: _quality(one, ranges) for one in offered}
    most = max(wanted.values())
    return next(one for one in offered if wanted[one] == most) if most else None


def settle(offered: Sequence[MediaType], suffix: str | None = None) -> MediaType:
    """Decides the form of this answer, once; who asks again is told the same.

    Raises:
        Unacceptable: nothing of what is offered is wanted.
    """
    if "form" not in g:
        g.form = SUFFIXES[suffix] if suffix else wanted(offered)
    if g.form is None:
        raise Unacceptable(offered)
    return str(g.form)


def wanted(offered: Sequence[MediaType]) -> MediaType | None:
    """The form that `format=` or `Accept` asks for, of those offered."""
    has_formats = len(set(offered) - {HTML}) > 1
    if has_formats and (format := request.args.get("format")):
        asked = FORMATS.get(format, JSON)
        return asked if asked in offered else JSON  # whoever reads the parameters refuses a wrong one
    return best(offered, request.headers.get("Accept", ""))


def representation() -> MediaType:
    """The form that this request would be answered in, as far as its headers say; empty where it has one."""
    offered = OFFERS.get(request.endpoint or "")
    suffix = (request.view_args or {}).get("suffix")
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    return (wanted(offered) or "") if offered else ""


def format() -> str:
    """The name of the form that was settled on, as `format=` has it."""
    return next(name for name, media_type in FORMATS.items() if media_type == g.form)


def is_for_program() -> bool:
    """Whether whoever asks would rather read JSON than a page, also of what went wrong."""
    if "form" in g:
        return bool(g.form != HTML)
    if _SERVICE.fullmatch(request.path) or (request.path.startswith("/api/") and request.path != "/api/"):
        return True
    return best((HTML, JSON, "application/problem+json"), request.headers.get("Accept", "")) != HTML


def _range(text: str) -> tuple[str, float]:
    """A media range and its weight; what cannot be read weighs nothing."""
    name, options = parse_options_header(text)
    try:
        weight = float(options.get("q", "1"))
    except ValueError:
        weight = 0.0
    return name.strip().lower(), weight if 0 <= weight <= 1 else 0.0


def _quality(media_type: MediaType, ranges: Iterable[tuple[str, float]]) -> float:
    """The weight of the range that names it most closely."""
    group = media_type.partition("/")[0]
    closeness = {"*/*": 0, f"{group}/*": 1, media_type: 3}
    if media_type.endswith("+json"):
        closeness[JSON] = 2
    found = [(closeness[name], weight) for name, weight in ranges if name in closeness]
    return max(found, default=(0, 0.0))[1]
