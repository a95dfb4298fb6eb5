"""Which passages a query finds, and how often each of its leaves stands in them.

Comes in: a `Query` tree and a `Reader`. Goes out: numbers of passages. Whole posting lists are met by set
operations: the total and the facets need every passage found, so there is nothing to skip.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import reduce

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from search.engines.meaning import too_many_words, within
from search.engines.scoring import Counts, together
from search.engines.whoosh.generation import Reader
from search.engines.whoosh.phrases import phrase_counts
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
    Range,
    Scope,
    Word,
)

_FIELDS: dict[Scope, tuple[str, ...]] = {"body": ("body",), "notes": ("notes",), "all": ("body", "notes")}
_AFTER = "\U0010ffff"  # sorts after whatever a word can go on with


class Evaluation:
    """One query on one reader; each leaf is looked up once."""

    def __init__(self, reader: Reader, scope: Scope, expansions: int) -> None:
        self._reader = reader
        self._fields = _FIELDS[scope]
        self._expansions = expansions
        self._counts: dict[Leaf, Counts] = {}

    def find(self, node: Node) -> AbstractSet[int]:
        """The numbers of the passages that match.

        Raises:
            QueryError: a prefix or fuzzy word stands for too many words.
        """
        match node:
            case And(parts):
                found = sorted(map(self.find, parts), key=len)
                return reduce(lambda one, other: one & other, found, self._reader.columns.living)
            case Or(parts):
                return set().union(*map(self.find, parts))
            case Not(part):
                return self._reader.columns.living - self.find(part)
            case Everything():
                return self._reader.columns.living
            case Field() | Range():
                return self._find_property(node)
            case _:
                return self.counts(node).keys()

    def counts(self, leaf: Leaf) -> Counts:
        """How often a leaf stands in each passage that has it."""
        if leaf not in self._counts:
            self._counts[leaf] = self._count(leaf)
        return self._counts[leaf]

    def _count(self, leaf: Leaf) -> Counts:
        if isinstance(leaf, Phrase):
            return together([phrase_counts(self._reader, field, leaf) for field in self._fields])
        if isinstance(leaf, Word):
            return together([self._reader.stem_counts(field, leaf.stem) for field in self._fields])
        return self._forms(self._expand(leaf))

    def _forms(self, forms: Iterable[tuple[str, str]]) -> Counts:
        return together([self._reader.postings(field, form).counts for field, form in forms])

    def _expand(self, leaf: Prefix | Fuzzy) -> Iterator[tuple[str, str]]:
        """The fields and words that a leaf stands for, counted while it expands."""
        distinct: set[str] = set()
        for field in self._fields:
            for word in alike(leaf, self._reader.vocabulary(field).words):
                if self._reader.holds(field, word):
                    distinct.add(word)
                    if len(distinct) > self._expansions:
                        raise too_many_words(leaf, self._expansions)
                    yield field, word

    def _find_property(self, node: Field | Range) -> AbstractSet[int]:
        if isinstance(node, Range):
            words = self._reader.vocabulary(node.name).words
            return self._forms(
                (node.name, word) for word in words if within(word, node.low, node.high)
            ).keys()
        if node.name in EXACT_FIELDS:
            return self._reader.postings(node.name, " ".join(node.words)).counts.keys()
        return phrase_counts(self._reader, node.name, Phrase(node.words)).keys()


def alike(leaf: Prefix | Fuzzy, words: Sequence[str]) -> Iterable[str]:
    """The words of a vocabulary, which is in order, that a leaf stands for."""
    if isinstance(leaf, Prefix):
        start = bisect_left(words, leaf.prefix)
        return words[start : bisect_left(words, leaf.prefix + _AFTER, start)]
    near = process.extract_iter(
        leaf.word, words, scorer=Levenshtein.distance, processor=None, score_cutoff=leaf.distance
    )
    return (word for word, _, _ in near)
