"""The index kept in step with the catalogue: what changed since the index's revision, or all of it.

Every step may be done twice, or by two processes one after the other, and leaves the same index behind.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from threading import Lock

from search.catalogue import Catalogue
from search.engines import Engine, Entry
from search.entries import entries
from search.errors import LibraryLocked, NotFound
from search.holdings import Progress

_PATIENCE = 10.0  # seconds: processes that start together wait for the one that makes the index
_PRIVATE = {"memory"}  # engines that live in one process: no other process can bring them up to date


class Keeping:
    """Brings one index to the revision of one catalogue; threads may share it."""

    def __init__(self, catalogue: Catalogue, engine: Engine) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._catching_up = Lock()

    def mend(self) -> None:
        """Brings the index into step, or leaves that to the process that is writing.

        Raises:
            LibraryLocked: there is no index yet, and another process has long been making it.
        """
        self.follow()
        patience = time.monotonic() + _PATIENCE
        while not self._is_in_step():
            try:
                with self._catalogue.writer():
                    self.catch_up()
            except LibraryLocked:
                if self._engine.revision() is not None:
                    return
                if time.monotonic() > patience:
                    raise
                time.sleep(0.05)

    def follow(self) -> None:
        """Brings an index of this process alone to what another process has written."""
        if self._engine.name in _PRIVATE and not self._is_in_step():
            self.catch_up()

    def state(self) -> str | None:
        """The revision that catalogue and index both stand at; None where they do not stand at the same."""
        self.follow()
        indexed = self._engine.revision()  # first: the catalogue is never behind it
        return str(indexed) if indexed == self._catalogue.revision() else None

    def catch_up(self, told: Callable[[Progress], None] = lambda _: None) -> None:
        """Updates the index with what has changed; builds it anew where there is none, or a foreign one."""
        with self._catching_up:
            revision = self._engine.revision()
            changes = None if revision is None else self._catalogue.changes(revision)
            if changes is None:
                now = self._catalogue.revision()
                every = [file.id for file in self._catalogue.files()]
                self._engine.rebuild(self._entries(every, told), now)
            elif changes.revision != revision:
                outdated = [*changes.removed, *changes.changed]
                self._engine.update(outdated, self._entries(changes.changed, told), changes.revision)

    def _is_in_step(self) -> bool:
        return self._engine.revision() == self._catalogue.revision()

    def _entries(self, document_ids: Sequence[str], told: Callable[[Progress], None]) -> Iterator[Entry]:
        passages = 0
        for done, document_id in enumerate(document_ids):
            told(Progress(done, len(document_ids), document_id, passages, "indexing"))
            with suppress(NotFound):  # another process has just removed it
                reading = self._catalogue.read(document_id)
                yield from entries(reading.document, reading.passages)
                passages += len(reading.passages)
        told(Progress(len(document_ids), len(document_ids), "", passages, "writing"))
