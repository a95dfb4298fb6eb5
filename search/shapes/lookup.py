"""The answers to a citation lookup, of one citation or of all in a pasted text."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypeAlias

from typing_extensions import TypedDict

from search.shapes.parts import Count, Said, Span
from search.shapes.passages import Citation, Passage
from search.shapes.sources import Source

Verdict: TypeAlias = Literal["verbatim", "altered", "not found"]
Convention: TypeAlias = Literal["omission", "insertion", "capital", "sic"]


class Difference(TypedDict):
    """Words of a quotation that the passage has otherwise; a span is empty where that side has none."""

    quoted: Span
    printed: Span


class Compared(TypedDict):
    """A quotation beside a passage: `printed` is where that has it, `verdict` and `differences` say how.

    What whoever quotes has changed and marked ("…", brackets, "[T]he", "[sic]") is no difference, but one of
    `conventions`.
    """

    verdict: Verdict | None
    printed: Span | None
    differences: list[Difference]
    conventions: list[Convention]


class Found(Compared):
    """One answer to a citation lookup; `confidence` is 1 for an identity, less for a likeness."""

    citation: Citation | None
    source: Source | None
    passage: Passage | None
    confidence: Annotated[float, Said(minimum=0, maximum=1)]
    sentence: Span | None


class Lookup(TypedDict):
    """The answers to a citation lookup, likeliest first; `verdict` is the best of a quotation's."""

    query: str
    understood: str
    total: Count
    results: list[Found]
    warnings: list[str]
    verdict: Verdict | None


class PastedText(TypedDict):
    """A text whose citations are looked up, those of one document alone if it says which."""

    text: Annotated[str, Said(minLength=1, maxLength="pasted_length")]
    document: NotRequired[str | None]


class Candidate(TypedDict):
    """A source that a citation may mean; `confidence` is 1 for an identity, less for a likeness."""

    source: Source
    confidence: float


class Recognised(TypedDict):
    """One citation of the text; `start` and `end` count its characters (code points) as they were sent.

    `status` is 200 for one candidate, 300 for several, 404 for none. `kind` is "reference", "case", "url",
    "note", "short form", or the name of an identifier ("doi", "isbn").
    """

    start: int
    end: int
    text: str
    kind: str
    normalized: str
    status: Literal[200, 300, 404]
    candidates: list[Candidate]


class Recognition(TypedDict):
    """The citations of a text in order; `next` is the character to go on from where there are more."""

    results: list[Recognised]
    next: int | None
    warnings: list[str]
