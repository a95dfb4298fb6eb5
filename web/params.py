"""The parameters of each route, defined once: a query string in, checked values out.

What is unknown, repeated without leave, out of bounds or not UTF-8 is refused by name:

    >>> read(sources(Limits()), b"page=2&domain=belta.by")["page"]
    2
    >>> read(sources(Limits()), b"page=-1")
    Traceback (most recent call last):
    search.errors.BadInput: page: "-1" is no whole number from 1 to 10,000
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, get_args
from urllib.parse import unquote_to_bytes

from search import choices, shapes
from search.choices import CONCORDANCE_SORTS, SORTS, SOURCE_SORTS, WHAT
from search.citations.styles import STYLES
from search.document import ProblemKind, SourceType, Status
from search.errors import BadInput
from search.settings import Limits
from web.kinds import NONE, Choice, Names, Text, Whole, shown

__all__ = ["Choice", "Names", "Text", "Whole", "shown"]

Values: TypeAlias = dict[str, Any]  # parameter name -> its value, a list of them where it may be repeated

_FIELDS = 200  # parameters of one request; no form here has a tenth of it
REPEATED = 20  # values of one parameter: each is a posting list to read


Parameter: TypeAlias = Text | Whole | Choice | Names
Parameters: TypeAlias = tuple[Parameter, ...]

SHORTEST_SNIPPET, LONGEST_SNIPPET = 40, 1_000  # characters: some words; more than most paragraphs
STATUSES = tuple(status.value for status in Status)
PROBLEM_KINDS = tuple(kind.value for kind in ProblemKind)
TYPES = get_args(SourceType)
FORMATS = ("json", "csl-json", "bibtex", "ris")
EXPORTS = ("csv", "jsonl", "bibtex", "ris", "csl-json")
CURSOR = Text("cursor", choices.CURSOR, 2048)
FORMAT = Choice("format", "of the sources, whatever Accept says: JSON, or one of other programs", FORMATS)
FILTERS = choices.FACETS  # of a search, each repeatable
LOOKUPS = tuple(choices.LOOKUPS)  # of a citation lookup, beside q


# what an address is filled in with; what can be no name is one that the library does not hold
IN_PATH = {
    one.name: one
    for one in (
        Text("document_id", "the id of a document"),
        Text("label", "the label of a note as printed, or its id"),
        Text("passage_id", "the id of a passage"),
        Text("source_id", "the id of a source"),
        Whole("number", "the number of a part, from 1", 1, 100_000),
    )
}


def search(limits: Limits) -> Parameters:
    """Of a search."""
    return (
        _query(limits),
        *_paging(limits, per_page=20),
        *_narrowing(),
        Choice("sort", "the order of the results", SORTS, default="relevance"),
    )


def search_data(limits: Limits) -> Parameters:
    """Of a search whose answer is JSON."""
    usual = min(max(limits.snippet_length, SHORTEST_SNIPPET), LONGEST_SNIPPET)
    return (
        *search(limits),
        CURSOR,
        _fields(shapes.Result),
        _facet(FILTERS),
        Whole("snippet_length", "characters of a snippet at most", SHORTEST_SNIPPET, LONGEST_SNIPPET, usual),
    )


def export(limits: Limits) -> Parameters:
    """Of the download of all that a search finds."""
    return (
        _query(limits),
        *_narrowing(),
        Choice(
            "what",
            "passages (as csv or jsonl), or the sources that they cite; by default, as format is",
            WHAT,
        ),
        Choice("format", "of the file", EXPORTS, default="csv"),
    )


def feed(limits: Limits) -> Parameters:
    """Of the feed of a search."""
    return (_query(limits), *_narrowing())


def export_sources(limits: Limits) -> Parameters:
    """Of the download of the list of sources."""
    own = ("page", "per_page", "sort", "format")
    return (
        *(one for one in sources(limits) if one.name not in own),
        Choice("sort", "the order of the sources", SOURCE_SORTS, default="title"),
        Choice("format", "of the file", EXPORTS, default="csv"),
    )


def _query(limits: Limits) -> Parameter:
    return Text("q", "the query; without one, every passage", limits.query_length, default="")


def _narrowing() -> Parameters:
    """What the passages of a search are filtered by: `FILTERS`."""
    meaning = choices.NARROWING
    return (
        Text("document", meaning["document"], repeatable=True),
        Text("section", meaning["section"], repeatable=True),
        Text("domain", meaning["domain"], repeatable=True),
        Whole("year", meaning["year"], 1, 9999, repeatable=True),
        Text("author", meaning["author"], repeatable=True),
        Choice("status", meaning["status"], STATUSES, repeatable=True),
    )


def concordance(limits: Limits) -> Parameters:
    """Of a concordance."""
    return (
        _query(limits),
        *_paging(limits, per_page=50),
        *_narrowing(),
        Choice("sort", "the order of the lines", CONCORDANCE_SORTS, default="next"),
        Whole("width", "characters of context on each side", *choices.WIDTH, default=choices.USUAL_WIDTH),
    )


def concordance_data(limits: Limits) -> Parameters:
    """Of a concordance as JSON."""
    return (*concordance(limits), _fields(shapes.ConcordanceLine))


def citation(_: Limits) -> Parameters:
    """Of the citations of a passage."""
    return (Choice("style", "only in this style; without it, in each", tuple(STYLES)),)


def cite(limits: Limits) -> Parameters:
    """Of a citation lookup."""
    longest = {"url": (2048,), "quote": (limits.quote_length,)}
    return (
        Text("q", "what to look up: its kind is recognised", limits.quote_length),
        *(Text(name, meaning, *longest.get(name, ())) for name, meaning in choices.LOOKUPS.items()),
        FORMAT,
        _fields(shapes.Found),
    )


def documents(limits: Limits) -> Parameters:
    """Of the list of documents."""
    return (*_paging(limits, per_page=50), _fields(shapes.DocumentSummary))


def sources(limits: Limits) -> Parameters:
    """Of the list of sources."""
    return (
        *_paging(limits, per_page=50),
        Text("q", "only with these words in author, title or URL"),
        Text("domain", "only of this domain"),
        Whole("year", "only of this year", 1, 9999),
        Choice("type", "only of this type", TYPES),
        Choice("status", "only in this state", STATUSES),
        Choice("sort", "the order of the sources", SOURCE_SORTS, default="cited"),
        FORMAT,
    )


def sources_data(limits: Limits) -> Parameters:
    """Of the list of sources as JSON."""
    return (
        *sources(limits),
        CURSOR,
        _fields(shapes.SourceSummary),
        _facet(choices.SOURCE_FACETS),
    )


def audit(limits: Limits) -> Parameters:
    """Of an audit: of all documents, or of one."""
    return (
        *_paging(limits, per_page=50),
        Text("document", "only this document, finding by finding"),
        Choice("kind", "only findings of this kind", PROBLEM_KINDS),
        Choice("format", "of the answer, whatever Accept says", ("json", "csv")),
    )


def audit_data(limits: Limits) -> Parameters:
    """Of an audit as data: its results are documents, or the findings of one."""
    return (*audit(limits), _fields(shapes.AuditSummary, shapes.Finding))


def exported(_: Limits) -> Parameters:
    """Of a document or a source, whose sources other programs may read."""
    return (FORMAT,)


def suggest(limits: Limits) -> Parameters:
    """Of suggestions."""
    return (Text("q", "the beginning of a query", limits.query_length, default=""),)


def read(parameters: Sequence[Parameter], query_string: bytes) -> Values:
    """The values that a query string gives, with the defaults of what it leaves out.

    Raises:
        BadInput: a parameter is unknown, malformed or repeated.
    """
    known = {parameter.name: parameter for parameter in parameters}
    given: dict[str, list[Any]] = {}
    for name, raw in _pairs(query_string):
        parameter = known.get(name)
        if parameter is None:
            raise _unknown(name, known)
        values = given.setdefault(name, [])
        values.append(parameter.value(raw))
        if len(values) > 1 and not parameter.repeatable:
            raise BadInput(name, f"{name}: is given more than once; give it once")
        if len(values) > REPEATED:
            raise BadInput(name, f"{name}: is given more than {REPEATED} times; give it less often")
    return {name: _value(parameter, given.get(name)) for name, parameter in known.items()}


def filters(asked: Values) -> dict[str, list[str]]:
    """The filters of a search among the values, as the library takes them."""
    return {name: [str(value) for value in asked[name]] for name in FILTERS if asked[name]}


def check_depth(page: int, per_page: int, limits: Limits) -> None:
    """Refuses a page that lies deeper than can be paged to.

    Raises:
        BadInput: it does.
    """
    if page * per_page > limits.depth:
        message = f"page: page {page:,} of {per_page} each lies beyond the first {limits.depth:,} results"
        raise BadInput("page", f"{message}; narrow the search instead", code="too-far")


def only(results: Sequence[Mapping[str, Any]], names: Sequence[str] | None) -> list[Mapping[str, Any]]:
    """The results with these keys alone; None is all.

    >>> only([{"id": "a", "score": 1.5}], ["id"])
    [{'id': 'a'}]
    """
    if names is None:
        return list(results)
    return [{name: value for name, value in one.items() if name in names} for one in results]


def check_fields(names: Sequence[str] | None, shape: type) -> None:
    """Refuses keys that results of this shape do not have, where a route answers with several shapes.

    Raises:
        BadInput: one is none of them.
    """
    for name in names or ():
        if name not in shape.__annotations__:
            known = ", ".join(shape.__annotations__)
            raise BadInput("fields", f'fields: "{shown(name)}" is none of {known}', code="no-such-key")


def _fields(*answered: type) -> Parameter:
    keys = tuple(dict.fromkeys(key for shape in answered for key in shape.__annotations__))
    return Names("fields", "only these keys of each result, with commas between", keys)


def _facet(names: Sequence[str]) -> Parameter:
    return Names(
        "facet", "the facets to count, with commas between, or none; all of them if not given", (*names, NONE)
    )


def _paging(limits: Limits, per_page: int) -> Parameters:
    return (
        Whole("page", "the page, from 1", 1, limits.depth, default=1),
        Whole("per_page", "results on a page", 1, limits.per_page, default=min(per_page, limits.per_page)),
    )


def _value(parameter: Parameter, given: list[Any] | None) -> Any:
    if parameter.repeatable:
        return given or []
    return given[0] if given else parameter.default


def _unknown(name: str, known: Mapping[str, Parameter]) -> BadInput:
    parameters = f"the parameters are {', '.join(known)}" if known else "there are none here"
    message = f'unknown parameter "{shown(name)}"; {parameters}'
    return BadInput(shown(name), message, code="unknown-parameter")


def _pairs(query_string: bytes) -> list[tuple[str, str]]:
    """The names and values in order; Flask's own parser would hide what is not UTF-8."""
    fields = [field.replace(b"+", b" ") for field in query_string.split(b"&") if field]
    if len(fields) > _FIELDS:
        message = f"the address has {len(fields):,} parameters; the limit is {_FIELDS}"
        raise BadInput("parameters", message)
    found = []
    for field in fields:
        name, _, value = field.partition(b"=")
        loosely = shown(unquote_to_bytes(name).decode("utf-8", "replace"))
        found.append((_decoded(name, loosely), _decoded(value, loosely)))
    return found


def _decoded(raw: bytes, name: str) -> str:
    try:
        return unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(name, f"{name}: is not UTF-8; encode it as UTF-8 before escaping it") from None
