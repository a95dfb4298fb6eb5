"""Where a leaf of a query matches in a text: the one definition, for the memory engine and for highlighting.

Comes in: a text, tokenised once as `Words`, and a leaf (`Word`, `Phrase`, `Prefix`, `Fuzzy`). Goes out: the
first and the last word of each match, in order.

    >>> words = Words("The Great Stone, a great industrial park of stone")
    >>> words.find(Phrase(("great", "stone"), slop=3))
    [(1, 2), (4, 8)]
    >>> words.spans(Word("stone", "stones"))
    [(10, 15), (44, 49)]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from typing import TypeAlias

from rapidfuzz.distance import Levenshtein

from search.analysis import tokens
from search.query import Fuzzy, Leaf, Phrase, Prefix, Word

Place: TypeAlias = tuple[int, int]  # the first and the last word of a match, counted from 0, both included


class Words:
    """The words of one text, tokenised once, asked about many leaves.

    Attributes:
        tokens: the words in order; a word's place in the list is its position.
    """

    __slots__ = ("tokens",)

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)

    def find(self, leaf: Leaf) -> list[Place]:
        """The places where a leaf matches, in order; none lies within another."""
        if isinstance(leaf, Phrase):
            forms = self._forms(leaf.exact)
            return _in_order([_places(forms, {word}) for word in leaf.words], leaf.slop)
        if isinstance(leaf, Word):
            found = _places(self._forms(exact=False), {leaf.stem})
        else:
            forms = self._forms(exact=True)
            found = _places(forms, {form for form in set(forms) if stands_for(leaf, form)})
        return [(place, place) for place in found]

    def _forms(self, exact: bool) -> list[str]:
        return [token.word if exact else token.stem for token in self.tokens]

    def spans(self, leaf: Leaf) -> list[tuple[int, int]]:
        """The same as character offsets into the text: a phrase is one span, first word to last."""
        return [(self.tokens[first].start, self.tokens[last].end) for first, last in self.find(leaf)]


def stands_for(leaf: Prefix | Fuzzy, word: str) -> bool:
    """Whether a prefix or a fuzzy word stands for a word (folded).

    >>> stands_for(Fuzzy("Belarus".lower(), 1), "belorus"), stands_for(Prefix("belarus"), "belarusian")
    (True, True)
    """
    if isinstance(leaf, Prefix):
        return word.startswith(leaf.prefix)
    return Levenshtein.distance(leaf.word, word, score_cutoff=leaf.distance) <= leaf.distance


def _places(forms: Iterable[str], wanted: Container[str]) -> list[int]:
    return [place for place, form in enumerate(forms) if form in wanted]


def _in_order(places: Sequence[Sequence[int]], slop: int) -> list[Place]:
    """The shortest stretches that hold one of each of `places` in order, at most `slop` words too long."""
    found: list[Place] = []
    for first in places[0]:
        last = stretch_end(places, first)
        if last is None:
            return found
        if last - first - (len(places) - 1) <= slop:
            if found and found[-1][1] == last:
                found.pop()  # the same end is reached from nearer
            found.append((first, last))
    return found


def stretch_end(places: Sequence[Sequence[int]], first: int) -> int | None:
    """Where the shortest stretch from `first` on ends that holds one of each of `places` in order."""
    last = first
    for later in places[1:]:
        index = bisect_right(later, last)
        if index == len(later):
            return None
        last = later[index]
    return last
