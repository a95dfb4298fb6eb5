"""The facets of a search as links that narrow and widen it: each choice is a URL, and is taken back by one.

Comes in: what was counted and what is chosen. Goes out: for each facet its values, most frequent first.

    >>> counted = {"year": (FacetValue("2018", "2018", 7), FacetValue("2021", "2021", 4))}
    >>> [facet] = rail(counted, {"year": ["2021"]}, lambda name, values: f"?{name}={','.join(values)}")
    >>> [(value.label, value.chosen, value.url) for value in facet.values]
    [('2018', False, '?year=2021,2018'), ('2021', True, '?year=')]
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from search.results import FacetValue
from web.filters import counted, state_words

SHOWN = 6  # values of a facet before "more": a rail that can be taken in at a glance
NAMES = {
    "document": "Document",
    "section": "Section",
    "domain": "Domain",
    "year": "Year",
    "author": "Author",
    "status": "State of the URL",
}
Choosing: TypeAlias = Callable[[str, Sequence[str]], str]  # a facet and its chosen values -> URL


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; `url` adds it to what is chosen, or takes it out where it is."""

    facet: str
    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet as the rail shows it; `more` values are left out."""

    name: str
    title: str
    values: tuple[Choice, ...]
    more: int = 0


def rail(
    facets: Mapping[str, Sequence[FacetValue]],
    chosen: Mapping[str, Sequence[str]],
    choosing: Choosing,
    whole: str | None = None,
) -> list[FacetList]:
    """The facets in which there is something to choose; `whole` names the one to show with all its values."""
    lists = []
    for name, title in NAMES.items():
        values = facets.get(name, ())
        if len(values) < 2 and not chosen.get(name):
            continue
        limit = len(values) if name == whole else SHOWN
        shown = [v for at, v in enumerate(values) if at < limit or v.value in chosen.get(name, ())]
        choices = tuple(_choice(name, value, chosen.get(name, ()), choosing) for value in shown)
        lists.append(FacetList(name, title, choices, len(values) - len(shown)))
    return lists


def taken(
    facets: Mapping[str, Sequence[FacetValue]], chosen: Mapping[str, Sequence[str]], choosing: Choosing
) -> list[Choice]:
    """What is chosen, each with the URL that takes it out; also values that nothing found has."""
    known = {(name, value.value): value for name, values in facets.items() for value in values}
    return [
        _choice(name, known.get((name, value), FacetValue(value, value, 0)), values, choosing)
        for name, values in chosen.items()
        for value in values
    ]


def folded(facets: Mapping[str, Sequence[FacetValue]], taken: Sequence[Choice]) -> str:
    """The rail in one line, for a narrow screen.

    >>> folded({"section": [FacetValue("s1", "Trade", 2)], "domain": [FacetValue("a.by", "a.by", 1)]}, [])
    '1 section, 1 domain'
    """
    if taken:
        return ", ".join(choice.label for choice in taken)
    names = ("section", "domain", "year")
    return ", ".join(counted(len(facets[name]), name) for name in names if facets.get(name))


def _choice(name: str, value: FacetValue, chosen: Sequence[str], choosing: Choosing) -> Choice:
    others = [other for other in chosen if other != value.value]
    on = value.value in chosen
    label = state_words(value.value) if name == "status" else value.label or value.value
    return Choice(
        NAMES[name], label, value.count, on, choosing(name, others if on else [*chosen, value.value])
    )
