"""The sources of one document, merged as its notes cite them.

Comes in: sources, in the order of the notes. Goes out: the id under which each stands, and the sources.

    >>> shelf = Shelf()
    >>> first = shelf.add(Source("a", "book", "Postwar", ("Judt, Tony",), 2005))
    >>> shelf.add(Source("b", "book", "Postwar", ("Tony Judt",), 2005)) == first, len(shelf.sources())
    (True, 1)
"""

from __future__ import annotations

from dataclasses import replace

from search.citations.merge import PARTS, TWINS, alike, combine, find_match, keys, veto
from search.document import Source


class Shelf:
    """The sources of one document, merged as they come.

    `add` gives the id under which a source stands; as later sources may show that two are one, `final` says
    what has become of an id. `conflicts` holds pairs that agree by a key and were forbidden, with the reason.
    """

    def __init__(self) -> None:
        self.conflicts: list[tuple[str, str, str]] = []
        self._sources: dict[str, Source] = {}
        self._by_key: dict[str, list[str]] = {}
        self._moved: dict[str, str] = {}
        self._places: dict[str, int] = {}  # id -> its place in the order of first citation
        self._twins: dict[str, int] = {}  # id -> the number of the last that wanted it

    def add(self, source: Source) -> str:
        """Puts a source on the shelf, joined with the one that it agrees with; gives its id."""
        neighbours = self._neighbours(source)
        match = find_match(source, neighbours)
        if match is None:
            free = self._free_id(source.id)
            source = source if free == source.id else replace(source, id=free)
            self._note_conflicts(source, neighbours)
            self._put(source)
            return source.id
        self._put(combine(match, source))
        self._settle(match.id)
        return self.final(match.id)

    def final(self, source_id: str) -> str:
        """The id under which a source stands now."""
        while source_id in self._moved:
            source_id = self._moved[source_id]
        return source_id

    def sources(self) -> tuple[Source, ...]:
        """All sources in the order in which they were first cited."""
        return tuple(self._sources.values())

    def __getitem__(self, source_id: str) -> Source:
        return self._sources[self.final(source_id)]

    def _neighbours(self, source: Source) -> list[Source]:
        ids = (self.final(found) for key in keys(source) for found in self._by_key.get(key, ())[-TWINS:])
        return [self._sources[found] for found in dict.fromkeys(ids)]

    def _put(self, source: Source) -> None:
        self._sources[source.id] = source
        self._places.setdefault(source.id, len(self._places))
        for key in keys(source):
            ids = self._by_key.setdefault(key, [])
            if source.id not in ids:
                ids.append(source.id)

    def _settle(self, source_id: str) -> None:
        """What a source has learnt by being joined may show that it is a third one too."""
        joined = self._sources[source_id]
        others = [other for other in self._neighbours(joined) if other.id != source_id]
        match = find_match(joined, others)
        if match is None:
            return
        first, second = sorted((joined, match), key=lambda source: self._places[source.id])
        del self._sources[second.id]
        self._moved[second.id] = first.id
        self._put(combine(first, second))
        self._settle(first.id)

    def _note_conflicts(self, source: Source, neighbours: list[Source]) -> None:
        """The first that it looks like and is not: among a hundred volumes each pair is no news."""
        for other in neighbours:
            reason = veto(source, other)
            if reason and alike(source.title, other.title) and other.type not in PARTS:
                self.conflicts.append((source.id, other.id, reason))
                return

    def _free_id(self, wanted: str) -> str:
        """Twins that were forbidden to join may have one name: the second is numbered."""
        free, number = wanted, self._twins.get(wanted, 1)
        while free in self._sources or free in self._moved:
            number += 1
            free = f"{wanted}-{number}"
        self._twins[wanted] = number
        return free
