"""The list of sources in groups, and the audit of a document as a bar of states with findings by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from search.document import Problem, ProblemKind, Status
from search.holdings import Audit, DocumentSummary, SourcePage, SourceSummary
from web.filters import problem_words, state_words, type_words

WIDTH = 1000  # of an audit's bar, in its own units

GROUPS = (("domain", "domain"), ("year", "year"), ("type", "kind"), ("status", "state of the URL"))
SORTS = (("cited", "most cited"), ("title", "title"), ("year", "year"), ("author", "author"))


@dataclass(frozen=True, slots=True)
class Group:
    """Sources that share a value; `count` is of all that match, `items` those on this page."""

    title: str
    url: str | None
    count: int
    items: list[SourceSummary]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of an audit's bar."""

    status: Status
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Kind:
    """The findings of one kind."""

    title: str
    findings: list[Problem]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document's audit: the states of its citations, and its findings."""

    document: DocumentSummary
    stretches: list[Stretch]
    kinds: list[Kind]


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


def sheet(audit: Audit) -> Sheet:
    """An audit as its page shows it."""
    kinds = {kind: [one for one in audit.problems if one.kind is kind] for kind in ProblemKind}
    return Sheet(
        audit.document,
        list(_stretches(audit.document.counts)),
        [Kind(problem_words(kind), findings) for kind, findings in kinds.items() if findings],
    )


def _stretches(counts: Mapping[str, int]) -> Iterator[Stretch]:
    figures = [(status, counts.get(status.value, 0)) for status in Status]
    total = sum(count for _, count in figures)
    start = 0.0
    for status, count in figures:
        if count:
            width = WIDTH * count / total
            yield Stretch(status, count, round(start, 1), round(width, 1))
            start += width


def _value(item: SourceSummary, name: str) -> str:
    value = getattr(item.source, name)
    return "" if value is None else str(value)
