"""What was found at the URLs of sources, and the copies that an archive keeps."""

from __future__ import annotations

from typing import Literal, TypeAlias

from typing_extensions import TypedDict

from search.shapes.parts import Links

LinkState: TypeAlias = Literal[
    "answered", "denied", "disallowed", "refused", "failing", "unreachable", "seems-gone", "gone"
]


class ArchivedCopy(TypedDict):
    """A copy that an archive keeps, made on `date`; the one nearest to `wanted`, the day of the citation."""

    url: str
    date: str
    wanted: str | None
    words: str


class LinkCheck(TypedDict):
    """What was last found at a URL, at the moment `checked`; `words` says it to a reader.

    `code` is the HTTP status, null where nothing answered; `final_url` is where redirects led.
    """

    url: str
    state: LinkState
    words: str
    checked: str
    code: int | None
    final_url: str | None
    reason: str | None
    archived: ArchivedCopy | None


class SourceLink(TypedDict):
    """A source with a URL, and what was last found there."""

    id: str
    title: str
    url: str | None
    link: LinkCheck | None
    links: Links


class LinkReport(TypedDict):
    """What a run over the links has found; `counts` is of sources by state.

    `left` questions are for the next run, `unanswered` those that the archive did not answer; `forgotten`
    were checks of URLs that no source has any more.
    """

    checked: int
    copies: int
    unanswered: int
    left: int
    forgotten: int
    seconds: float
    counts: dict[str, int]
    results: list[SourceLink]
