"""What is known of a URL on the web: what answered, when, and the copy that an archive keeps.

>>> check = LinkCheck("https://example.org/a", LinkState.GONE, "2026-12-01T10:00:00Z", code=404)
>>> words(check)
'gone (404) on 2026-12-01'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from search.document import Source


class LinkState(StrEnum):
    """What became of a URL, from best to worst."""

    ANSWERED = "answered"
    DENIED = "denied"  # the host wants a key, or no programs: a reader may well get in
    DISALLOWED = "disallowed"  # its robots.txt asks programs to stay away, and so we did
    REFUSED = "refused"  # by us: no address that everybody may reach
    FAILING = "failing"  # the host is there, and in trouble
    UNREACHABLE = "unreachable"  # no host of that name, none that answers, or a bad certificate
    SEEMS_GONE = "seems-gone"  # answered, but not with the page
    GONE = "gone"  # 404 or 410


BROKEN = frozenset({LinkState.FAILING, LinkState.UNREACHABLE, LinkState.SEEMS_GONE, LinkState.GONE})
PASSING = frozenset({LinkState.FAILING, LinkState.UNREACHABLE, LinkState.DENIED})  # may be well tomorrow

_WORDS = {
    LinkState.ANSWERED: "answered",
    LinkState.DENIED: "not shown to programs",
    LinkState.DISALLOWED: "not asked, as its site wishes,",
    LinkState.REFUSED: "not asked",
    LinkState.FAILING: "in trouble",
    LinkState.UNREACHABLE: "no answer",
    LinkState.SEEMS_GONE: "seems gone",
    LinkState.GONE: "gone",
}


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A copy that an archive keeps: `date` is the day on which it was made, `wanted` that asked for."""

    url: str
    date: str
    wanted: str | None = None


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What one check of one URL has found.

    Attributes:
        checked: when, in ISO 8601 (UTC, to the second).
        code: the last HTTP status; None where nothing answered.
        final_url: where redirects led; None where they did not.
        reason: why the state is what it is, where the code does not say it.
        archived: the copy nearest to the day on which it was cited.
        archive_asked: when an archive was asked for one; None where none was.
    """

    url: str
    state: LinkState
    checked: str
    code: int | None = None
    final_url: str | None = None
    reason: str | None = None
    archived: ArchivedCopy | None = None
    archive_asked: str | None = None

    @property
    def day(self) -> str:
        """The day of the check."""
        return self.checked[:10]

    @property
    def is_broken(self) -> bool:
        """Whether somebody who follows the link will not find the page."""
        return self.state in BROKEN


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A source with what is known of its URL; None where it has not been checked."""

    source: Source
    check: LinkCheck | None = None


@dataclass(frozen=True, slots=True)
class LinkProgress:
    """Where a run stands: `done` of `total` questions; `host` was the last that was asked."""

    done: int
    total: int
    host: str


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What a run has found.

    Attributes:
        links: every source with a URL, by title, with what is known of it now.
        checked: URLs checked in this run.
        copies: archived copies found in this run.
        unanswered: copies that the archive was asked for in vain; the next run asks again.
        left: questions that there was no time for; the next run begins with them.
        forgotten: checks taken out at its start, of URLs that no source has any more.
        seconds: how long it took.
    """

    links: tuple[SourceLink, ...]
    checked: int = 0
    copies: int = 0
    unanswered: int = 0
    left: int = 0
    forgotten: int = 0
    seconds: float = 0.0

    @property
    def counts(self) -> Mapping[LinkState, int]:
        """How many sources are in each state."""
        found = Counter(link.check.state for link in self.links if link.check)
        return {state: found[state] for state in LinkState if found[state]}


def link_words(check: LinkCheck) -> str:
    """The state without its day.

    >>> link_words(LinkCheck("https://example.org/", LinkState.DENIED, "2026-12-01T10:00:00Z", code=403))
    'not shown to programs (403)'
    """
    words = _WORDS[check.state]
    is_said = check.state in (LinkState.GONE, LinkState.DENIED, LinkState.FAILING)
    return f"{words} ({check.code})" if check.code and is_said else words


def copy_words(copy: ArchivedCopy) -> str:
    """What a reader is told of a copy.

    >>> copy_words(ArchivedCopy("https://archive.example/2019/a", "2019-05-03"))
    'archived copy of 2019-05-03'
    """
    return f"archived copy of {copy.date}"


def words(check: LinkCheck) -> str:
    """The state with its day, as a reader is told it."""
    said = f"{link_words(check)} on {check.day}"
    return f"{said}: {check.reason}" if check.reason else said
