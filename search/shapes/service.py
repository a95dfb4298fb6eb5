"""The library in figures, what was done to it, whether it runs, and what was wrong with a request."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from typing_extensions import TypedDict

from search.shapes.documents import DocumentSummary
from search.shapes.parts import STATES, Count, Said


class Failure(TypedDict):
    """A file that could not be read, and why."""

    path: str
    reason: str


class IndexReport(TypedDict):
    """What was done to the library: ids of documents, and the files that could not be read.

    `forgotten` link checks were of URLs that no source has any more.
    """

    added: list[str]
    updated: list[str]
    removed: list[str]
    unchanged: list[str]
    failed: list[Failure]
    documents: list[DocumentSummary]
    passages: Count
    forgotten: Count
    seconds: Annotated[float, Said(minimum=0)]


class Holdings(TypedDict):
    """What the library holds, in figures; `statuses` counts citations by state."""

    documents: Count
    sections: Count
    passages: Count
    notes: Count
    references: Count
    missing: Count
    sources: Count
    statuses: Annotated[dict[str, Count], Said(propertyNames={"enum": STATES})]
    revision: Count


class Health(TypedDict):
    """That the process answers."""

    status: Literal["ok"]


class CatalogueState(TypedDict):
    """The revision that the catalogue holds."""

    revision: Count
    documents: Count


class IndexState(TypedDict):
    """The revision that the index holds; behind the catalogue's while it catches up."""

    revision: Count
    passages: Count


class Readiness(TypedDict):
    """That catalogue and index answer."""

    status: Literal["ready"]
    catalogue: CatalogueState
    index: IndexState


class HttpProblem(TypedDict):
    """What was wrong with a request (RFC 9457); `code` is stable, `parameter` names the input at fault."""

    type: Literal["about:blank"]
    title: str
    status: Annotated[int, Said(minimum=400, maximum=599)]
    detail: str
    code: Annotated[str, Said(pattern="^[a-z]+(-[a-z]+)*$")]
    parameter: NotRequired[str]
