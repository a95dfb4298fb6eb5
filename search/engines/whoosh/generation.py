"""One published state of the index, open in memory: shared by all threads, never changed, replaced whole.

Whoosh unpickles what it reads, so it is given nothing but bytes that `folder` has verified; they stay in
memory, some 2 kB a passage. Its readers keep a place in each file, and two threads with one reader get wrong
answers without a word: a reader is lent to one search at a time. What is read through it (vocabularies,
posting lists) never changes, and is kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import accumulate

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from search.analysis import stem
from search.engines.folder import State
from search.engines.scoring import Counts, together
from search.engines.whoosh.columns import Columns
from search.engines.whoosh.kept import Kept
from search.engines.whoosh.postings import Postings, Segment
from search.engines.whoosh.schema import SCHEMA, from_bytes
from search.engines.whoosh.writer import INDEX_NAME

_KEPT = 150_000  # postings kept decoded, by words and by stems: some 100 bytes each, so 30 MB at most


class Generation:
    """See the module. `revision` is the catalogue's."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.revision = state.manifest.revision
        self._storage = RamStorage()
        self._storage.files = dict(state.files)
        self._contents = TOC.read(self._storage, INDEX_NAME).segments
        sizes = [segment.doc_count_all() for segment in self._contents]
        self._firsts = list(accumulate(sizes, initial=0))
        self.columns = self._read_columns()
        self._idle: deque[list[Segment]] = deque()
        self.vocabularies: dict[str, Vocabulary] = {}
        self.postings: Kept[Postings] = Kept(_KEPT, lambda postings: len(postings.counts))
        self.stems: Kept[Counts] = Kept(_KEPT, len)

    def _read_columns(self) -> Columns:
        rows: list[bytes] = []
        deleted: set[int] = set()
        for segment in self._contents:
            deleted.update(len(rows) + number for number in segment.deleted_docs())
            reader = segment.codec().per_document_reader(segment.open_compound_file(self._storage), segment)
            rows.extend(reader.column_reader("row", SCHEMA["row"].column_type))
        return Columns(rows, deleted)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Lends a reader to one search."""
        try:
            segments = self._idle.pop()
        except IndexError:
            pairs = zip(self._contents, self._firsts, strict=False)
            segments = [Segment(segment, self._storage, first) for segment, first in pairs]
        try:
            yield Reader(self, segments)
        finally:
            self._idle.append(segments)


class Vocabulary:
    """The words of a field in order; a word that only deleted passages have may still be among them."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    @cached_property
    def by_stem(self) -> dict[str, list[str]]:
        """Stem -> the words that have it."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            found.setdefault(stem(word), []).append(word)
        return found


class Reader:
    """What one search reads from a generation."""

    def __init__(self, generation: Generation, segments: Sequence[Segment]) -> None:
        self.columns = generation.columns
        self._generation = generation
        self._segments = segments
        self._nothing_deleted = len(self.columns.living) == len(self.columns.ids)

    def vocabulary(self, field: str) -> Vocabulary:
        """The words of a field; `holds` says whether a passage still has one."""
        known = self._generation.vocabularies
        if field not in known:
            words = {word for segment in self._segments for word in segment.words(field)}
            known[field] = Vocabulary([from_bytes(word) for word in sorted(words)])
        return known[field]

    def postings(self, field: str, word: str) -> Postings:
        """Where a word stands in a field."""
        return self._generation.postings.get((field, word), lambda: Postings(self._segments, field, word))

    def stem_counts(self, field: str, stem: str) -> Counts:
        """How often the words with a stem stand in each passage of a field."""
        forms = self.vocabulary(field).by_stem.get(stem, [])
        if len(forms) < 2:
            return self.postings(field, forms[0]).counts if forms else {}
        return self._generation.stems.get(
            (field, stem), lambda: together([self.postings(field, form).counts for form in forms])
        )

    def holds(self, field: str, word: str) -> bool:
        """Whether any passage has a word of the vocabulary: it may be that all that did are deleted."""
        return self._nothing_deleted or bool(self.postings(field, word).counts)

    def frequency(self, field: str, word: str) -> int:
        """How many passages have a word of the vocabulary."""
        if self._nothing_deleted:
            return sum(segment.frequency(field, word) for segment in self._segments)
        return len(self.postings(field, word).counts)  # Whoosh's own figure includes deleted passages
