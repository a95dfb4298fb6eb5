"""From the passages found to one page of hits: filters, facets, order, and what comes behind another page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import nlargest, nsmallest
from itertools import chain

from search.engines import Filters
from search.engines.whoosh.columns import Columns
from search.errors import NotFound


def passing(columns: Columns, found: AbstractSet[int], filters: Filters) -> AbstractSet[int]:
    """Those that have, of each facet asked for, any of the values; no values ask for nothing."""
    for name, values in filters.items():
        if values:
            column, wanted = columns.facet(name), frozenset(values)
            found = {number for number in found if not wanted.isdisjoint(column[number])}
    return found


def count_facets(
    columns: Columns,
    matching: AbstractSet[int],
    found: AbstractSet[int],
    filters: Filters,
    names: Iterable[str],
) -> dict[str, dict[str, int]]:
    """Each facet's values with their passages, most frequent first; a facet's own filter is left out.

    `found` are those of `matching` that pass the filters.
    """
    counts = {}
    for name in names:
        others = {other: values for other, values in filters.items() if other != name}
        counted = passing(columns, matching, others) if filters.get(name) else found
        values = Counter(chain.from_iterable(map(columns.facet(name).__getitem__, counted)))
        counts[name] = dict(sorted(values.items(), key=lambda item: (-item[1], item[0])))
    return counts


def best(scores: Mapping[int, float], places: Sequence[int], wanted: int) -> list[int]:
    """The numbers with the highest scores, best first; ties in order of their places."""
    if wanted < len(scores):
        # the lowest score that can be wanted: nlargest without a key is several times faster than with one
        threshold = min(nlargest(wanted, scores.values()), default=0.0)
        scores = {number: score for number, score in scores.items() if score >= threshold}
    return nsmallest(wanted, scores, key=lambda number: (-scores[number], places[number]))


def first(found: AbstractSet[int], ranks: Sequence[int], wanted: int) -> list[int]:
    """The numbers that come first by their ranks."""
    return nsmallest(wanted, found, key=ranks.__getitem__)


def number_of(columns: Columns, passage: str, found: AbstractSet[int]) -> int:
    """The number of a passage that was found.

    Raises:
        NotFound: it was not.
    """
    try:
        number = columns.ids.index(passage)
    except ValueError:
        raise NotFound("passage", passage) from None
    if number not in found:
        raise NotFound("passage", passage)
    return number


def behind(found: AbstractSet[int], ranks: Sequence[int], last: int | None) -> AbstractSet[int]:
    """Those that come after the last one given; all of them where none was."""
    return found if last is None else {number for number in found if ranks[number] > ranks[last]}


def behind_best(scores: Mapping[int, float], places: Sequence[int], last: int | None) -> Mapping[int, float]:
    """Those that are worse than the last one given, with their scores: `best` in another place."""
    if last is None:
        return scores
    key = (-scores[last], places[last])
    return {number: score for number, score in scores.items() if (-score, places[number]) > key}
