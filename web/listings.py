"""The list of sources in groups, and the audit of a document as a bar of states with findings by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from search.document import ProblemKind, Status
from search.holdings import (
    COMPARED,
    AuditPage,
    AuditSummary,
    DocumentSummary,
    Finding,
    FindingPage,
    SourcePage,
    SourceSummary,
)
from web.filters import state_words, type_words

WIDTH = 1000  # of an audit's bar, in its own units

GROUPS = (("domain", "domain"), ("year", "year"), ("type", "kind"), ("status", "state of the URL"))
SORTS = (("cited", "most cited"), ("title", "title"), ("year", "year"), ("author", "author"))


@dataclass(frozen=True, slots=True)
class Group:
    """Sources that share a value; `count` is of all that match, `members` those on this page."""

    title: str
    url: str | None
    count: int
    members: list[SourceSummary]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of an audit's bar."""

    status: Status
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Kind:
    """The findings of one kind that stand on a page."""

    kind: ProblemKind
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document among others: the states of its citations, and its findings counted."""

    document: DocumentSummary
    stretches: list[Stretch]
    findings: list[tuple[ProblemKind, int]]


Leafed: TypeAlias = AuditPage | FindingPage


def words(name: str, value: str) -> str:
    """A value of a facet of sources as people read it."""
    if name == "status":
        return state_words(value)
    return type_words(value) if name == "type" else value


def choices(
    listed: SourcePage, asked: Mapping[str, Any]
) -> list[tuple[str, str, list[tuple[str, str]], str, str]]:
    """The filter's fields, each as (name, label, options, chosen value, words for no choice)."""
    fields = []
    for name, label in GROUPS:
        options = [(str(v), f"{words(name, str(v))} ({n:,})") for v, n in listed.facets.get(name, ())]
        chosen = str(asked[name] or "")
        if chosen and chosen not in dict(options):
            options.append((chosen, words(name, chosen)))
        fields.append((name, label[:1].upper() + label[1:], options, chosen, "all"))
    fields.append(("group", "Group by", list(GROUPS), asked["group"] or "", "nothing"))
    fields.append(("sort", "Sort by", list(SORTS), asked["sort"], ""))
    return fields


def groups(listed: SourcePage, name: str | None, here: Callable[..., str]) -> list[Group]:
    """The sources of a page, in groups by the value of `name`, largest first; in one without it."""
    if not name:
        return [Group("", None, listed.total, list(listed.items))]
    counts = {str(value): count for value, count in listed.facets.get(name, ())}
    members: dict[str, list[SourceSummary]] = {}
    for item in listed.items:
        members.setdefault(_value(item, name), []).append(item)
    ordered = sorted(members, key=lambda value: (value == "", -counts.get(value, 0), value))
    return [
        Group(
            _heading(name, value),
            here(**{name: value, "group": None, "page": None}) if value else None,
            counts.get(value, len(members[value])),
            members[value],
        )
        for value in ordered
    ]


def _heading(name: str, value: str) -> str:
    title = words(name, value) if value else f"no {dict(GROUPS)[name]}"
    return title if name == "domain" and value else title[:1].upper() + title[1:]


def sheet(item: AuditSummary) -> Sheet:
    """A document as the list of all shows it."""
    return Sheet(item.document, stretches(item.document.counts), list(item.findings.items()))


def by_kind(findings: Iterable[Finding]) -> list[Kind]:
    """Findings under a heading for each kind, in the order in which they come."""
    grouped = groupby(findings, key=lambda found: found.problem.kind)
    return [Kind(kind, list(those)) for kind, those in grouped]


def sentence(found: Finding) -> str:
    """What an editor is told; a URL is left to the two forms that stand below."""
    problem = found.problem
    return f"{problem.message.removesuffix(f': {problem.url}')}." if problem.url else problem.message


def compared(found: Finding) -> list[tuple[str, list[str], bool]]:
    """What sources that look alike say, side by side: (what, each one's words, whether they differ)."""
    rows = []
    for name in COMPARED:
        said = [_printed(getattr(one, name, None) or one.identifiers.get(name)) for one in found.sources]
        if any(said):
            rows.append((_FIELDS.get(name, name), said, name in found.differences))
    return rows


_FIELDS = {"container": "in", "publisher": "publisher", "url": "URL", "doi": "DOI", "isbn": "ISBN"}


def _printed(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value or "")


def stretches(counts: Mapping[str, int]) -> list[Stretch]:
    """The bar of a document: how its citations fare, drawn to scale."""
    figures = [(status, counts.get(status.value, 0)) for status in Status]
    total = sum(count for _, count in figures)
    start = 0.0
    found = []
    for status, count in figures:
        if count:
            width = WIDTH * count / total
            found.append(Stretch(status, count, round(start, 1), round(width, 1)))
            start += width
    return found


def _value(item: SourceSummary, name: str) -> str:
    value = getattr(item.source, name)
    return "" if value is None else str(value)
