"""Where the words of a phrase stand in order and near each other: `matching.Words` says what that means.

>>> _occurrences([[0, 4], [1, 7]], slop=0), _occurrences([[0, 4], [1, 7]], slop=2)
(1, 2)
>>> _occurrences([[0]], slop=2)
1
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from search.engines.whoosh.generation import Reader
from search.engines.whoosh.postings import Postings
from search.engines.whoosh.schema import TEXT
from search.matching import stretch_end
from search.query import Phrase


def phrase_counts(reader: Reader, field: str, phrase: Phrase) -> dict[int, int]:
    """How often a phrase stands in each passage that has it."""
    slots = [_forms(reader, field, word, phrase.exact) for word in phrase.words]
    holding = sorted((_holding(forms) for forms in slots), key=len)
    counts = {}
    for number in holding[0].intersection(*holding[1:]):
        if count := _occurrences([_places(forms, number) for forms in slots], phrase.slop):
            counts[number] = count
    return counts


def _forms(reader: Reader, field: str, word: str, exact: bool) -> list[Postings]:
    """The posting lists of a word, or of all words with a stem."""
    words = [word] if exact else reader.vocabulary(field).by_stem.get(word, [])
    return [reader.postings(field, form) for form in words]


def _holding(forms: list[Postings]) -> set[int]:
    return set().union(*(postings.counts for postings in forms))


def _places(forms: list[Postings], number: int) -> Sequence[int]:
    if len(forms) == 1:
        return forms[0].places(number)
    return sorted(chain.from_iterable(form.places(number) for form in forms if number in form.counts))


def _occurrences(places: Sequence[Sequence[int]], slop: int) -> int:
    """How many stretches hold one of each of `places` in order, at most `slop` words too long."""
    if slop == 0:
        starts = set(places[0])
        for distance, later in enumerate(places[1:], 1):
            starts.intersection_update(place - distance for place in later)
        return len(starts)
    longest = len(places) - 1 + min(slop, TEXT // 2)  # never into the next text
    ends = {first: stretch_end(places, first) for first in places[0]}
    return len({last for first, last in ends.items() if last is not None and last - first <= longest})
