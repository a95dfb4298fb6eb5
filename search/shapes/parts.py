"""What several shapes are made of: numbers, spans, states, addresses.

>>> sorted(Span.__annotations__)
['end', 'start']
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, NotRequired, TypeAlias, get_args

from typing_extensions import TypedDict  # pydantic asks for it where Python is older than 3.12


class Said:
    """What JSON Schema says of a value beside its type; pydantic asks it, and is not needed for that here."""

    def __init__(self, **members: Any) -> None:
        self.members = members

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], Any]) -> Any:
        return {**handler(core), **self.members}


State: TypeAlias = Literal["ok", "repaired", "truncated", "no_url", "missing"]
Count: TypeAlias = Annotated[int, Said(minimum=0)]
Number: TypeAlias = Annotated[int, Said(minimum=1)]
Path: TypeAlias = Annotated[str, Said(format="uri-reference", pattern="^/")]  # of this site
Markup: TypeAlias = Annotated[str, Said(contentMediaType="text/html")]
STATES = get_args(State)


class Span(TypedDict):
    """A stretch of the text beside it."""

    start: Count
    end: Count


class Links(TypedDict):
    """Where a thing is found: in the API, as a page, and what it belongs to."""

    self: Path
    page: Path
    document: NotRequired[Path]


class NoteName(TypedDict):
    """A note by its printed label and its id."""

    note: str
    note_id: str


class FacetValue(TypedDict):
    """`value` is what the parameter of that name takes, `label` what people read."""

    value: str
    label: str
    count: Count
