"""Deaths and full disks, at any chosen step."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

KILLED = 86  # exit status of a child that was killed on purpose

_STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}


def in_child(action: Callable[[], None]) -> int:
    """Runs something in a forked child; returns its exit status, which is 0 where nothing was raised."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            action()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Death:
    """Kills this process before its nth step inside a folder: creating, renaming, deleting or syncing a file.

    With `power_lost`, files that were not synced are left empty, as some file systems would leave them.
    Audit hooks cannot be taken back, so only a forked child may use it.
    """

    def __init__(self, folder: Path, step: int, *, power_lost: bool) -> None:
        self._folder = os.fspath(folder)
        self._steps_left = step
        self._power_lost = power_lost
        self._unsynced: set[str] = set()
        self._sync = os.fsync
        os.fsync = self._synced  # type: ignore[assignment]
        sys.addaudithook(self._audit)

    def _step(self) -> None:
        self._steps_left -= 1
        if self._steps_left < 0:
            if self._power_lost:
                for path in filter(os.path.exists, self._unsynced):
                    os.truncate(path, 0)
            os._exit(KILLED)

    def _synced(self, descriptor: int) -> None:
        self._step()
        self._sync(descriptor)
        self._unsynced.discard(os.readlink(f"/proc/self/fd/{descriptor}"))

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and self._inside(arguments[0]) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            self._step()
            self._unsynced.add(os.fspath(arguments[0]))
        elif event in _STEPS and (
            self._inside(arguments[0]) or arguments[-1] != -1
        ):  # or relative to a folder
            self._step()
            if event == "os.rename" and os.fspath(arguments[0]) in self._unsynced:
                self._unsynced.remove(os.fspath(arguments[0]))
                self._unsynced.add(os.fspath(arguments[1]))

    def _inside(self, path: object) -> bool:
        return isinstance(path, str | Path) and os.fspath(path).startswith(self._folder)


class _Disk:
    """How many more writes there is room for."""

    def __init__(self, writes: int) -> None:
        self.writes = writes
        self.refused = False

    def write(self) -> None:
        self.writes -= 1
        if self.writes < 0:
            self.refused = True
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _File(io.FileIO):
    disk: _Disk

    def write(self, content: Any) -> int:
        self.disk.write()
        return super().write(content)


@contextmanager
def full_disk(folder: Path, writes: int) -> Iterator[_Disk]:
    """A disk that is full after so many writes to files inside a folder."""
    disk = _Disk(writes)
    usual = io.open

    def limited(file: Any, mode: str = "r", *rest: Any, **options: Any) -> Any:
        if "w" not in mode or not os.fspath(file).startswith(os.fspath(folder)):
            return usual(file, mode, *rest, **options)
        raw = _File(file, mode.replace("b", ""))
        raw.disk = disk
        return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.open", limited)
        patch.setattr(io, "open", limited)
        yield disk
