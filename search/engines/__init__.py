"""The inverted index, behind one small protocol.

Comes in: `Entry` values (passages as an engine sees them) and a `Query` tree. Goes out: `Hits`. An engine
never sees the user's string, never builds markup, never reads documents; none of its types leaves its module.

    >>> engine = open_engine("memory:")
    >>> engine.revision() is None
    True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from search.choices import Sort
from search.errors import SettingsError
from search.query import Query
from search.settings import Limits

Filters: TypeAlias = Mapping[str, Sequence[str]]  # facet name -> values, any of which may hold


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as an engine sees it.

    Attributes:
        id: the passage's; `document` and `number` are its order where scores tie.
        body: texts in which words are looked for by default: the passage's own, last, and before it the
            heading that it opens. No phrase runs from one text into the next.
        notes: the texts of its notes; no phrase runs from one into the next.
        fields: field name -> values, as the query language knows them (`query.FIELDS`).
        facets: facet name -> values, for counting and filtering; a subset of `choices.FACETS`.
    """

    id: str
    document: str
    number: int
    body: tuple[str, ...]
    notes: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matches. Scores are comparable within one answer only."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of hits, best first; ties in order of document and paragraph number.

    `facets` counts all matching passages: name -> value -> count. `revision` is that of the index read.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    total_is_exact: bool = True
    revision: int = 0


class Engine(Protocol):
    """What the library asks of an index. Safe to share between threads; one process writes at a time."""

    name: str

    def revision(self) -> int | None:
        """The catalogue revision that the index holds; None where there is no index or it is damaged."""

    def update(self, removed: Iterable[str], added: Iterable[Entry], revision: int) -> None:
        """Takes out all entries of the documents `removed`, adds `added`, and publishes both at once.

        The entries of a document come together, each once, and are read as they come: they may be more than
        memory holds. Idempotent: an added entry replaces one with its id. Killed at any point, the index
        holds the old state or the new one. Where `revision` is None there is nothing to update, only to
        rebuild.

        Raises:
            LibraryLocked: another process is writing.
            StoreError: there is no index, the disk is full, or the folder cannot be written.
        """

    def rebuild(self, entries: Iterable[Entry], revision: int) -> None:
        """Replaces the whole index, whatever state it is in; serves the old one until the new is whole."""

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
        """Answers from one point-in-time view of the index.

        With `after`, the id of a passage, the hits are those that come behind it in the order asked for, so
        that the last page of a long walk costs what the first does; total and facets stay those of all.

        A passage passes the filters where it has, of each facet, any of the values; no values ask for
        nothing. A facet's counts leave out that facet's own filter, so that its other values can be chosen.

        Raises:
            StoreError: there is no index.
            NotFound: the passage `after` is none of those found.
            QueryError: a prefix or fuzzy word stands for more than `limits.expansions` terms
                (code "too-many-expansions").
        """

    def count(self, query: Query, filters: Filters | None = None) -> int:
        """How many passages match."""

    def similar_words(self, word: str, limit: int = 5) -> list[str]:
        """Indexed words at most two edits from `word` (folded), nearest first, then most frequent."""

    def words_with_prefix(self, prefix: str, limit: int = 8) -> list[str]:
        """Indexed words that begin with `prefix` (folded), most frequent first."""

    def close(self) -> None:
        """Releases what is held. The engine is not used afterwards."""


def _memory(_: str, limits: Limits) -> Engine:
    from search.engines.memory import MemoryEngine

    return MemoryEngine(limits)


def _whoosh(location: str, limits: Limits) -> Engine:
    from search.engines.whoosh import WhooshEngine

    return WhooshEngine(location, limits)


ENGINES: dict[str, Callable[[str, Limits], Engine]] = {
    "auto": _whoosh,  # until a second embedded engine exists, the default is the only one
    "memory": _memory,
    "whoosh": _whoosh,
}


def open_engine(url: str, limits: Limits | None = None) -> Engine:
    """Opens the engine that a URL names: `auto:DIR`, `whoosh:DIR` or `memory:`.

    Raises:
        SettingsError: no such engine, or one without its folder.
    """
    name, colon, location = url.partition(":")
    if not colon or name not in ENGINES:
        raise SettingsError(
            f'IBIDEM_ENGINE: unknown engine "{url[:80]}"; write auto:DIR, whoosh:DIR or memory:'
        )
    if name != "memory" and not location:
        raise SettingsError(
            f'IBIDEM_ENGINE: "{url}" names no folder; write {name}:DIR, for example {name}:.ibidem'
        )
    return ENGINES[name](location, limits or Limits())
