"""What is asked of every passage found, as columns in memory: read once for a state, shared by all threads.

Whoosh keeps such values on disk, to be decoded for each hit; as lists they cost some 500 bytes a passage and
make facets, filters and orders cheap. A passage's number is Whoosh's; those of deleted passages stay unused.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from search.engines.scoring import length_norms
from search.query import Scope


class Columns:
    """The rows of a state, column by column, at each passage's number.

    Attributes:
        living: the numbers in use.
        ids: the passages'.
        places: where each comes in order of document and paragraph; 0 is the first.
        newest: where each comes when the newest documents come first.
    """

    def __init__(self, rows: Sequence[bytes], deleted: Collection[int]) -> None:
        numbers = [number for number in range(len(rows)) if number not in deleted]
        self.living = frozenset(numbers)
        self.ids = [""] * len(rows)
        orders: dict[int, tuple[str, int, str]] = {}
        dates: dict[int, str] = {}
        self._lengths = {"body": [0] * len(rows), "notes": [0] * len(rows)}
        self._facets: dict[str, list[tuple[str, ...]]] = {}
        known: dict[tuple[str, ...], tuple[str, ...]] = {}  # the same values are kept once
        for number in numbers:
            passage, document, place, dates[number], body, notes, facets = json.loads(rows[number])
            self.ids[number] = passage
            orders[number] = (document, place, passage)
            self._lengths["body"][number] = body
            self._lengths["notes"][number] = notes
            for name, found in facets.items():
                values = tuple(dict.fromkeys(found))
                if name not in self._facets:
                    self._facets[name] = [()] * len(rows)
                self._facets[name][number] = known.setdefault(values, values)
        in_order = sorted(numbers, key=orders.__getitem__)
        self.places = _ranks(in_order, len(rows))
        self.newest = _ranks(sorted(in_order, key=dates.__getitem__, reverse=True), len(rows))
        self._norms: dict[Scope, list[float]] = {}

    def norms(self, scope: Scope) -> list[float]:
        """What each passage's length takes from its score, reckoned once for each scope."""
        if scope not in self._norms:
            self._norms[scope] = self._reckon_norms(scope)
        return self._norms[scope]

    def _reckon_norms(self, scope: Scope) -> list[float]:
        body, notes = self._lengths["body"], self._lengths["notes"]
        lengths = (
            [sum(both) for both in zip(body, notes, strict=True)] if scope == "all" else self._lengths[scope]
        )
        in_use = sorted(self.living)
        norms = [0.0] * len(lengths)
        for number, norm in zip(in_use, length_norms([lengths[number] for number in in_use]), strict=True):
            norms[number] = norm
        return norms

    def facet(self, name: str) -> Sequence[tuple[str, ...]]:
        """A facet's values at each number, each value once."""
        return self._facets.get(name) or [()] * len(self.ids)


def _ranks(in_order: Sequence[int], size: int) -> list[int]:
    ranks = [0] * size
    for rank, number in enumerate(in_order):
        ranks[number] = rank
    return ranks
