"""Writes an index with Whoosh, without its two dangers to what is already published.

Whoosh deletes the files of the old state as soon as it has renamed its own table of contents, and it holds a
lock that a failing `cancel` never gives back. Here the table of contents publishes nothing (`folder` does),
the files of the published state are kept from Whoosh's hands, and there is nothing to cancel: what was begun
and not published is swept away.
"""

from __future__ import annotations

import marshal
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import PostingPool, SegmentWriter

from search.engines import Entry
from search.engines.whoosh.held import Held
from search.engines.whoosh.schema import SCHEMA, Codec, to_document

INDEX_NAME = "MAIN"
_MEMORY = 16  # megabytes of postings, by Whoosh's own reckoning, before they go into a file: as quick as 64
_LENGTH = 8  # bytes that say how many come next
_TOGETHER = 200  # postings read and written at once: one by one takes five times as long


class Written(NamedTuple):
    """What makes up a state: the names of its files, and how many passages they hold."""

    files: list[str]
    passages: int


def write(folder: Path, published: Iterable[str], removed: Iterable[str], added: Iterable[Entry]) -> Written:
    """Writes the next state of an index into its folder; however much is added, little of it is in memory.

    Args:
        published: the files of the state that it follows on; none for a new index.
        removed: the documents that are gone from that state.
        added: the entries that are new, or in the place of those with their ids; a document's together.
    """
    storage = _Storage(folder, published)
    try:
        index = FileIndex(storage) if storage.published else FileIndex.create(storage, SCHEMA)
        writer = SegmentWriter(index, codec=Codec())
        writer.pool = _Pool(writer.temp_storage(), writer.newsegment, limitmb=_MEMORY)
        held = Held(writer.segments, storage)
        for document in removed:
            for number in held.numbers(document):
                writer.delete_document(number)
        for entry in added:
            replaced = held.number(entry.document, entry.id)
            if replaced is not None:
                writer.delete_document(replaced)
            writer.add_document(**to_document(entry))
        writer.commit(mergetype=_merge)
        contents = TOC.read(storage, INDEX_NAME)
    finally:
        storage.release()
    segments = [segment.make_filename(".seg") for segment in contents.segments]
    names = [TOC._filename(INDEX_NAME, contents.generation), *segments]
    return Written(names, sum(map(_living, contents.segments)))


class _Storage(FileStorage):  # type: ignore[misc]
    """A folder that keeps its published files, and closes what Whoosh leaves open when it fails."""

    def __init__(self, folder: Path, published: Iterable[str] = ()) -> None:
        super().__init__(os.fspath(folder))
        self.published = frozenset(published)
        self._opened: list[Any] = []

    def create_file(self, name: str, **options: Any) -> Any:
        self._opened.append(super().create_file(name, **options))
        return self._opened[-1]

    def open_file(self, name: str, **options: Any) -> Any:
        self._opened.append(super().open_file(name, **options))
        return self._opened[-1]

    def delete_file(self, name: str) -> None:
        if name not in self.published:
            super().delete_file(name)

    def lock(self, _: str) -> threading.Lock:
        return threading.Lock()  # the folder's own lock is held

    def temp_storage(self, name: str | None = None) -> Self:
        temporary = type(self)(Path(self.folder) / (name or "temporary"))
        temporary._opened = self._opened
        return temporary.create()  # type: ignore[no-any-return]

    def release(self) -> None:
        for file in self._opened:
            with suppress(OSError, ValueError):  # its buffer may hold what the disk had no room for
                file.raw_file().close()


class _Pool(PostingPool):  # type: ignore[misc]
    """Postings sorted in files, as Whoosh's own but written many at once, by `marshal`."""

    def _write_run(self, file: Any, items: Iterable[Any]) -> None:
        coming = iter(items)
        while some := list(islice(coming, _TOGETHER)):
            packed = marshal.dumps(some)
            file.write(len(packed).to_bytes(_LENGTH) + packed)
        file.close()

    def _read_run(self, path: str) -> Iterator[Any]:
        with closing(self._open_run(path)) as file:
            while length := int.from_bytes(file.read(_LENGTH)):
                yield from marshal.loads(file.read(length))
        self._remove_run(path)


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Merges small segments into the new one while they are no larger than it, and any that is half deleted.

    So there are never more than some log2(passages) of them, and each passage is copied as rarely.
    """
    kept = []
    for segment in sorted(segments, key=_living):
        living = _living(segment)
        if living > writer.doc_count() and segment.deleted_count() <= living:
            kept.append(segment)
        elif living:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept


def _living(segment: Any) -> int:
    count: int = segment.doc_count_all() - segment.deleted_count()
    return count
