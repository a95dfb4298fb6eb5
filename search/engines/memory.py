"""The engine that looks at every passage: slow, plainly right, and the oracle of the other engines' tests.

>>> from search.query import Word
>>> engine = MemoryEngine()
>>> engine.rebuild([Entry("letter.p1", "letter", 1, ("Exports grew.",))], revision=1)
>>> engine.search(Query("exports", Word("export", "exports"))).total
1
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from rapidfuzz.distance import Levenshtein

from search.analysis import fold
from search.choices import Sort
from search.engines import Entry, Filters, Hit, Hits
from search.engines.meaning import exact_values, published, too_many_words, within
from search.engines.scoring import bm25, length_norms
from search.errors import NotFound, StoreError
from search.matching import Words, stands_for
from search.query import (
    EXACT_FIELDS,
    And,
    Everything,
    Field,
    Fuzzy,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Scope,
    leaves,
)
from search.settings import Limits


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry with its texts tokenised once."""

    entry: Entry
    body: tuple[Words, ...]
    notes: tuple[Words, ...]
    fields: dict[str, tuple[Words, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, entry: Entry) -> _Row:
        fields = {name: tuple(map(Words, values)) for name, values in entry.fields.items()}
        return cls(entry, tuple(map(Words, entry.body)), tuple(map(Words, entry.notes)), fields)

    def texts(self, scope: Scope) -> tuple[Words, ...]:
        return {"body": self.body, "notes": self.notes, "all": self.body + self.notes}[scope]

    def count(self, leaf: Leaf, scope: Scope) -> int:
        return sum(len(text.find(leaf)) for text in self.texts(scope))

    def length(self, scope: Scope) -> int:
        return sum(len(text.tokens) for text in self.texts(scope))

    def words(self, scope: Scope) -> set[str]:
        return {token.word for text in self.texts(scope) for token in text.tokens}


class MemoryEngine:
    """See `search.engines.Engine`. Nothing is kept on disk."""

    name = "memory"

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        # one value, replaced whole: a search sees the rows and the revision of one moment
        self._state: tuple[dict[str, _Row], int | None] = ({}, None)

    def revision(self) -> int | None:
        return self._state[1]

    def update(self, removed: Iterable[str], added: Iterable[Entry], revision: int) -> None:
        rows, held = self._state
        if held is None:
            raise StoreError("there is no index to update; rebuild it")
        gone = set(removed)
        kept = {row_id: row for row_id, row in rows.items() if row.entry.document not in gone}
        self._state = (kept | {entry.id: _Row.of(entry) for entry in added}, revision)

    def rebuild(self, entries: Iterable[Entry], revision: int) -> None:
        self._state = ({entry.id: _Row.of(entry) for entry in entries}, revision)

    def search(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = 20,
        filters: Filters | None = None,
        facets: Sequence[str] = (),
        sort: Sort = "relevance",
        after: str | None = None,
    ) -> Hits:
        rows, revision = self._opened()
        matching = self._matching(rows, query)
        filters = filters or {}
        found = [row for row in matching if _passes(row, filters)]
        scores = _scores(rows, found, query)
        found.sort(key=lambda row: (row.entry.document, row.entry.number, row.entry.id))
        if sort == "relevance":
            found.sort(key=lambda row: -scores[row.entry.id])
        elif sort == "published":
            found.sort(key=lambda row: published(row.entry), reverse=True)
        start = offset + (_place_of(found, after) + 1 if after is not None else 0)
        return Hits(
            hits=tuple(Hit(row.entry.id, scores[row.entry.id]) for row in found[start : start + limit]),
            total=len(found),
            facets={name: _facet(matching, name, filters) for name in facets},
            revision=revision,
        )

    def count(self, query: Query, filters: Filters | None = None) -> int:
        rows, _ = self._opened()
        return sum(_passes(row, filters or {}) for row in self._matching(rows, query))

    def similar_words(self, word: str, limit: int = 5) -> list[str]:
        folded = fold(word)
        near = [
            (distance, -passages, other)
            for other, passages in self._vocabulary().items()
            if (distance := Levenshtein.distance(folded, other)) <= 2
        ]
        return [other for _, _, other in sorted(near)[:limit]]

    def words_with_prefix(self, prefix: str, limit: int = 8) -> list[str]:
        folded = fold(prefix)
        known = [
            (-passages, word) for word, passages in self._vocabulary().items() if word.startswith(folded)
        ]
        return [word for _, word in sorted(known)[:limit]]

    def close(self) -> None:
        self._state = ({}, None)

    def _opened(self) -> tuple[list[_Row], int]:
        rows, revision = self._state
        if revision is None:
            raise StoreError("there is no index to search; rebuild it")
        return list(rows.values()), revision

    def _vocabulary(self) -> Counter[str]:
        rows, _ = self._opened()
        return Counter(chain.from_iterable(row.words("body") for row in rows))

    def _matching(self, rows: list[_Row], query: Query) -> list[_Row]:
        for leaf in _expanding(query.root):
            words = set(chain.from_iterable(row.words(query.scope) for row in rows))
            if sum(stands_for(leaf, word) for word in words) > self._limits.expansions:
                raise too_many_words(leaf, self._limits.expansions)
        return [row for row in rows if _matches(row, query.root, query.scope)]


def _place_of(found: Sequence[_Row], passage: str) -> int:
    for place, row in enumerate(found):
        if row.entry.id == passage:
            return place
    raise NotFound("passage", passage)


def _matches(row: _Row, node: Node, scope: Scope) -> bool:
    match node:
        case And(parts):
            return all(_matches(row, part, scope) for part in parts)
        case Or(parts):
            return any(_matches(row, part, scope) for part in parts)
        case Not(part):
            return not _matches(row, part, scope)
        case Everything():
            return True
        case Field(name, words) if name in EXACT_FIELDS:
            return " ".join(words) in exact_values(name, row.entry.fields.get(name, ()))
        case Field(name, words):
            return any(value.find(Phrase(words)) for value in row.fields.get(name, ()))
        case Range(name, low, high):
            return any(within(value, low, high) for value in row.entry.fields.get(name, ()))
        case _:
            return row.count(node, scope) > 0


def _expanding(node: Node) -> Iterable[Prefix | Fuzzy]:
    """The prefixes and fuzzy words of a tree, negated or not."""
    if isinstance(node, And | Or):
        return chain.from_iterable(map(_expanding, node.parts))
    if isinstance(node, Not):
        return _expanding(node.part)
    return (node,) if isinstance(node, Prefix | Fuzzy) else ()


def _passes(row: _Row, filters: Filters) -> bool:
    """Whether a row has, of each facet that is asked for, any of the values; no values ask for nothing."""
    return all(
        not values or not set(values).isdisjoint(row.entry.facets.get(name, ()))
        for name, values in filters.items()
    )


def _facet(matching: list[_Row], name: str, filters: Filters) -> dict[str, int]:
    others = {other: values for other, values in filters.items() if other != name}
    counted = (set(row.entry.facets.get(name, ())) for row in matching if _passes(row, others))
    return dict(Counter(chain.from_iterable(counted)))


def _scores(rows: list[_Row], found: list[_Row], query: Query) -> dict[str, float]:
    numbers = {row.entry.id: number for number, row in enumerate(rows)}
    norms = length_norms([row.length(query.scope) for row in rows])
    counts = [
        {number: count for number, row in enumerate(rows) if (count := row.count(leaf, query.scope))}
        for leaf in leaves(query.root)
    ]
    scores = bm25({numbers[row.entry.id] for row in found}, counts, norms, len(rows))
    return {row.entry.id: scores[numbers[row.entry.id]] for row in found}
