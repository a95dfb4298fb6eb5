"""The default engine: an inverted index on disk, kept with Whoosh.

What Whoosh does here is to keep dictionaries and posting lists in segments, with deletion and merging. Around
it: `folder` publishes and verifies, `writer` writes, `generation` holds one state open, `evaluate` finds and
`collect` orders. Whoosh's query parser, analyzers, searchers and highlighter are not used.

>>> import tempfile
>>> from search.query import Word
>>> engine = WhooshEngine(tempfile.mkdtemp())
>>> engine.rebuild([Entry("letter.p1", "letter", 1, ("Exports grew.",))], revision=1)
>>> engine.search(Query("exports", Word("export", "exports"))).hits[0].id
'letter.p1'
"""

from __future__ import annotations

import hashlib
import sys
import threading
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import Stemmer
from rapidfuzz.distance import Levenshtein
from whoosh import versionstring

from search import analysis
from search.analysis import fold
from search.choices import Sort
from search.engines import Entry, Filters, Hit, Hits
from search.engines.folder import Damaged, IndexFolder, State
from search.engines.scoring import bm25
from search.engines.whoosh.collect import (
    behind,
    behind_best,
    best,
    count_facets,
    first,
    number_of,
    passing,
)
from search.engines.whoosh.evaluate import Evaluation, alike
from search.engines.whoosh.generation import Generation, Reader
from search.engines.whoosh.writer import Written, write
from search.query import Fuzzy, Prefix, Query, leaves
from search.settings import Limits

_FORMAT = 1  # raised when this package writes anything in another way
_NEAR = 2  # edits


class WhooshEngine:
    """See `search.engines.Engine`. Everything is in the folder `whoosh` inside `location`."""

    name = "whoosh"

    def __init__(self, location: str, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._folder = IndexFolder(Path(location) / "whoosh", _format())
        self._generation: Generation | None = None  # what searches read: opened by the first of them
        self._looked_through: State | None = None  # verified, and not in memory: what a writer knows
        self._opening = threading.Lock()
        self._writing = threading.Lock()  # threads wait for each other; another process is refused

    def revision(self) -> int | None:
        opened = self._generation and self._generation.state
        for state in (opened, self._looked_through):
            if state and state.is_current(thoroughly=True):
                return state.manifest.revision
        try:
            self._looked_through = self._folder.verify()
        except Damaged:
            return None
        return self._looked_through.manifest.revision

    def update(self, removed: Iterable[str], added: Iterable[Entry], revision: int) -> None:
        with self._writing, self._folder.writing():
            before = self._folder.verify().manifest  # now: Whoosh is going to read its files from the disk
            written = write(self._folder.path / before.part, before.files, removed, added)
            self._publish(before.part, written, revision, before.files)

    def rebuild(self, entries: Iterable[Entry], revision: int) -> None:
        with self._writing, self._folder.writing():
            part = self._folder.fresh_part()
            self._publish(part, write(self._folder.path / part, (), (), entries), revision, {})

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
        filters = filters or {}
        generation = self._open()
        columns = generation.columns
        with generation.reading() as reader:
            evaluation = self._evaluation(reader, query)
            matching = evaluation.find(query.root)
            found = passing(columns, matching, filters)
            counts = [evaluation.counts(leaf) for leaf in leaves(query.root)]
        wanted = offset + limit
        last = None if after is None else number_of(columns, after, found)
        if sort == "relevance":
            scores = bm25(found, counts, columns.norms(query.scope), len(columns.living))
            page = best(behind_best(scores, columns.places, last), columns.places, wanted)[offset:]
        else:
            ranks = columns.newest if sort == "published" else columns.places
            page = first(behind(found, ranks, last), ranks, wanted)[offset:]
            scores = bm25(page, counts, columns.norms(query.scope), len(columns.living))
        return Hits(
            hits=tuple(Hit(columns.ids[number], scores[number]) for number in page),
            total=len(found),
            facets=count_facets(columns, matching, found, filters, facets),
            revision=generation.revision,
        )

    def count(self, query: Query, filters: Filters | None = None) -> int:
        generation = self._open()
        with generation.reading() as reader:
            matching = self._evaluation(reader, query).find(query.root)
        return len(passing(generation.columns, matching, filters or {}))

    def similar_words(self, word: str, limit: int = 5) -> list[str]:
        folded = fold(word)
        known = self._known(Fuzzy(folded, _NEAR))
        nearest = [(Levenshtein.distance(folded, other), -known[other], other) for other in known]
        return [other for _, _, other in sorted(nearest)[:limit]]

    def words_with_prefix(self, prefix: str, limit: int = 8) -> list[str]:
        known = self._known(Prefix(fold(prefix)))
        return sorted(known, key=lambda word: (-known[word], word))[:limit]

    def close(self) -> None:
        self._generation = self._looked_through = None

    def _evaluation(self, reader: Reader, query: Query) -> Evaluation:
        return Evaluation(reader, query.scope, self._limits.expansions)

    def _known(self, leaf: Prefix | Fuzzy) -> dict[str, int]:
        """The words of the body that a leaf stands for, with the number of passages that hold each."""
        with self._open().reading() as reader:
            words = alike(leaf, reader.vocabulary("body").words)
            counted = ((word, reader.frequency("body", word)) for word in words)
            return {word: frequency for word, frequency in counted if frequency}

    def _open(self) -> Generation:
        """The published state: the one held, unless another has been published since.

        A search looks at the manifest alone; `revision` looks at each file, for damage that came later.
        """
        held = self._generation
        if held and held.state.is_current(thoroughly=False):
            return held
        with self._opening:
            held = self._generation
            if held is None or not held.state.is_current(thoroughly=False):
                held = self._generation = self._verified(self._folder.read())
            return held

    def _publish(self, part: str, written: Written, revision: int, verified: Mapping[str, str]) -> None:
        state = self._folder.describe(
            part, written.files, revision=revision, passages=written.passages, verified=verified
        )
        self._looked_through = self._folder.publish(state)

    def _verified(self, state: State) -> Generation:
        """A state that Whoosh can read and that holds as many passages as it should."""
        try:
            generation = Generation(state)
        except Exception as error:  # Whoosh has eight kinds of exceptions for a file that it cannot read
            raise Damaged(self._folder.path, str(error)) from error
        if len(generation.columns.living) != state.manifest.passages:
            raise Damaged(self._folder.path, "passages are missing")
        return generation


@cache
def _format() -> str:
    """What an index must have been written by: words folded or stemmed in another way would not be found."""
    words = hashlib.sha256(Path(analysis.__file__).read_bytes()).hexdigest()[:12]
    return (
        f"ibidem {_FORMAT}, whoosh {versionstring()}, words {words}, stemmer {Stemmer.version()}, "
        f"unicode {unicodedata.unidata_version}, {sys.byteorder}-endian"
    )
