"""Writes an index with Whoosh, without its two dangers to what is already published.

Whoosh deletes the files of the old state as soon as it has renamed its own table of contents, and it holds a
lock that a failing `cancel` never gives back. Here the table of contents publishes nothing (`folder` does),
the files of the published state are kept from Whoosh's hands, and there is nothing to cancel: what was begun
and not published is swept away.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from search.engines import Entry
from search.engines.whoosh.schema import SCHEMA, Codec, to_document

INDEX_NAME = "MAIN"
_MEMORY = 64  # megabytes of postings, by Whoosh's own reckoning, before it goes on in files


def write(
    folder: Path, published: Iterable[str], removed: Iterable[int], added: Iterable[Entry]
) -> list[str]:
    """Writes the next state of an index into its folder; returns the names of the files that make it up.

    Args:
        published: the files of the state that it follows on; none for a new index.
        removed: Whoosh's numbers of the passages that are gone from that state.
        added: the entries that are new.
    """
    storage = _Storage(folder, published)
    try:
        index = FileIndex(storage) if storage.published else FileIndex.create(storage, SCHEMA)
        writer = SegmentWriter(index, limitmb=_MEMORY, codec=Codec())
        for number in removed:
            writer.delete_document(number)
        for entry in added:
            writer.add_document(**to_document(entry))
        writer.commit(mergetype=_merge)
        contents = TOC.read(storage, INDEX_NAME)
    finally:
        storage.release()
    segments = [segment.make_filename(".seg") for segment in contents.segments]
    return [TOC._filename(INDEX_NAME, contents.generation), *segments]


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
