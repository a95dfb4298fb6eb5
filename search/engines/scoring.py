"""Relevance: Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).

Comes in: how often each leaf of a query stands in each passage. Goes out: a score for each passage found.
Words rank, properties only select: fields and ranges add nothing. A phrase, a prefix and a fuzzy word each
count as one word that stands where any of its matches does.

>>> often, once, norms = {0: 3, 1: 1}, {0: 1}, length_norms([20, 20, 20])
>>> scores = bm25({0, 1}, [often, once], norms, passages=3)
>>> scores[0] > scores[1] > 0
True
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

Counts: TypeAlias = Mapping[int, int]  # number of a passage -> how often something stands in it

_SATURATION = 1.2  # k1: how soon further occurrences stop to count
_LENGTH = 0.75  # b: how much a long passage is held against it


def length_norms(lengths: Sequence[int]) -> list[float]:
    """What each passage's length (in words) takes from its score."""
    average = sum(lengths) / len(lengths) if any(lengths) else 1.0
    return [_SATURATION * (1 - _LENGTH + _LENGTH * length / average) for length in lengths]


def bm25(
    found: Collection[int], leaves: Iterable[Counts], norms: Sequence[float], passages: int
) -> dict[int, float]:
    """The score of each passage found; `passages` is how many there are in all."""
    scores = dict.fromkeys(found, 0.0)
    for counts in leaves:
        weight = _rarity(len(counts), passages) * (_SATURATION + 1)
        if len(counts) > len(scores):
            counts = {number: counts[number] for number in scores if number in counts}
        for number, count in counts.items():
            if number in scores:
                scores[number] += weight * count / (count + norms[number])
    return scores


def together(several: Sequence[Counts]) -> Counts:
    """Counts added up.

    >>> together([{1: 2}, {}, {1: 1, 4: 1}])
    {1: 3, 4: 1}
    """
    counted = [counts for counts in several if counts]
    if len(counted) == 1:
        return counted[0]
    total: dict[int, int] = {}
    for number, count in chain.from_iterable(counts.items() for counts in counted):
        total[number] = total.get(number, 0) + count
    return total


def _rarity(holding: int, passages: int) -> float:
    """The inverse document frequency in Lucene's form, which is never negative."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
