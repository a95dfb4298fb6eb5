"""The places of one word in one field, read from Whoosh's files block by block.

Whoosh's matchers step from passage to passage, some microseconds each; a block read whole is ten times as
fast. `_read_data`, `_data` and `_next_block` are the matcher's own way to do so (Whoosh 2.7.4, the last one).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress
from typing import Any, TypeAlias

from whoosh.formats import Format
from whoosh.reading import TermNotFound

from search.engines.whoosh.schema import to_bytes

_FORMAT = Format()
# numbers of passages, how often a word stands in each, and where, as `schema.Words` writes it
Block: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[bytes, ...]]


class Segment:
    """One of Whoosh's segments, open for one search at a time: its readers keep places of their own."""

    def __init__(self, segment: Any, storage: Any, first: int) -> None:
        self._first = first  # the number of its first passage among those of all segments
        self._deleted = frozenset(segment.deleted_docs())
        self._terms = segment.codec().terms_reader(segment.open_compound_file(storage), segment)

    def words(self, field: str) -> Iterator[bytes]:
        """All words of a field, in order; also those that only deleted passages have."""
        for name, word in self._terms.terms_from(field, b""):
            if name != field:
                return
            yield word

    def frequency(self, field: str, word: str) -> int:
        """How many passages hold a word, deleted ones included."""
        try:
            count: int = self._terms.doc_frequency(field, to_bytes(word))
        except (KeyError, TermNotFound):
            return 0
        return count

    def read(self, field: str, word: str) -> Iterator[Block]:
        """The passages that hold a word, block by block; none that is deleted."""
        for numbers, counts, places in self._blocks(field, word):
            if self._deleted:
                living = [number not in self._deleted for number in numbers]
                numbers, counts = tuple(compress(numbers, living)), tuple(compress(counts, living))
                places = tuple(compress(places, living))
            yield tuple(self._first + number for number in numbers), counts, places

    def _blocks(self, field: str, word: str) -> Iterator[Block]:
        try:
            matcher = self._terms.matcher(field, to_bytes(word), _FORMAT)
        except TermNotFound:
            return
        while matcher.is_active():
            matcher._read_data()
            steps, weights, places = matcher._data
            if not isinstance(weights, tuple):  # one for all; None is 1
                weights = (weights or 1.0,) * len(steps)
            yield tuple(accumulate(steps)), tuple(map(int, weights)), places
            matcher._next_block()


class Postings:
    """Where a word stands in a field.

    Attributes:
        counts: number of a passage -> how often the word stands in it.
    """

    __slots__ = ("_places", "_starts", "counts")

    def __init__(self, segments: Sequence[Segment], field: str, word: str) -> None:
        self.counts: dict[int, int] = {}
        self._places = array("Q")
        for segment in segments:
            for numbers, counts, places in segment.read(field, word):
                self.counts.update(zip(numbers, counts, strict=True))
                self._places.frombytes(b"".join(places))
        self._starts: dict[int, int] | None = None

    def places(self, number: int) -> Sequence[int]:
        """Where it stands in one passage, in order."""
        if self._starts is None:
            self._starts = dict(zip(self.counts, accumulate(self.counts.values(), initial=0), strict=False))
        start = self._starts[number]
        return self._places[start : start + self.counts[number]]
