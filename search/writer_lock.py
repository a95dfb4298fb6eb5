"""One writer at a time: a lock beside the catalogue that the kernel takes back when its holder dies.

>>> import tempfile
>>> with writer_lock(Path(tempfile.mkdtemp(), "writer.lock")):
...     pass
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from search.errors import LibraryLocked, StoreError


@contextmanager
def writer_lock(file: Path) -> Iterator[None]:
    """Holds the lock; the file stays behind, and says who held it last.

    Raises:
        LibraryLocked: another process, or another thread of this one, holds it.
        StoreError: the lock file cannot be written.
    """
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(
            f"the lock {file} cannot be written ({error.strerror}); check the permissions of its folder"
        ) from error
    try:
        _take(descriptor)
        yield
    finally:
        # said outright: with `close` alone, a child forked meanwhile would hold it for as long as it lives
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def _take(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.pread(descriptor, 200, 0).decode(errors="replace").strip()
        raise LibraryLocked(
            f"another writer is at work on this library ({holder or 'just begun'}); wait until it has ended"
        ) from error
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    with suppress(OSError):  # on a full disk the lock holds without its holder's name
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} since {now}".encode(), 0)
