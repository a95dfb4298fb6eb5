"""A folder that holds one published state of an index, and changes from one state to the next at once.

Comes in: files that an engine has written. Goes out: the same bytes, verified. The file `manifest` names the
state: its files with a SHA-256 of each, the folder that they are in, and the catalogue's revision. Replacing
it by a rename is the one moment at which the state changes:

1. The writer takes the lock and sweeps away whatever the manifest does not name.
2. It writes new files beside those of the published state, which it neither changes nor deletes.
3. Each new file and the folders above it are synced to disk; then a new manifest, renamed over the old one;
   then the folder that holds it.
4. It sweeps again: the old state's files go.

Killed before the rename, the old state stands untouched; after it, the new one does; what is left over is
swept by the next writer. A manifest carries a hash of itself, so that damage to it is seen too.

>>> import tempfile
>>> folder = IndexFolder(Path(tempfile.mkdtemp()) / "index", format="example 1")
>>> with folder.writing():
...     part = folder.fresh_part()
...     _ = (folder.path / part / "words").write_text("stone")
...     state = folder.publish(folder.describe(part, ["words"], revision=7, passages=1))
>>> folder.read().files
{'words': b'stone'}
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from search.errors import StoreError
from search.writer_lock import writer_lock

Stamp: TypeAlias = tuple[int, int, int]  # inode, size and time of a file: changed when it is
Look: TypeAlias = Callable[[Path], tuple[str, bytes | None]]  # a file -> its hash, and its bytes if wanted

_PART = re.compile(r"g[0-9]{1,9}")  # a folder of files; its number only ever rises
_NAME = re.compile(r"[A-Za-z0-9_.]*[A-Za-z0-9]")  # of a file: nothing that leads out of the folder
_OTHERS_MAY_WRITE = 0o022
_FULL = (errno.ENOSPC, errno.EDQUOT)
_READ_ATTEMPTS = 5  # a writer may publish, and sweep, while a state is being read


class Damaged(StoreError):
    """There is no state, or it is not as it was written: the index must be rebuilt."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path}: there is no index, or it is damaged ({reason}); run `ibidem index` to build it"
        )


class _Unsound(Exception):
    """Why a state is not what it says."""


_NOT_SOUND = (OSError, ValueError, TypeError, _Unsound)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a state consists of: `files` is file name -> SHA-256, all in the folder `part`."""

    format: str
    part: str
    revision: int
    passages: int
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class State:
    """A state that has been verified.

    Attributes:
        files: the bytes of its files, where they were asked for: what happens to those afterwards cannot
            reach them.
    """

    manifest: Manifest
    files: Mapping[str, bytes]
    stamps: Mapping[Path, Stamp | None]  # of the manifest first, then of each file

    def is_current(self, *, thoroughly: bool) -> bool:
        """Whether the manifest, and `thoroughly` each file, is still the one that was read."""
        looked_at = islice(self.stamps.items(), None if thoroughly else 1)
        return all(stamp(path) == was for path, was in looked_at)


class IndexFolder:
    """One index on disk. `format` says what wrote it; a state of any other format counts as damaged."""

    def __init__(self, path: Path, format: str) -> None:
        self.path = path
        self._format = format
        self.manifest_path = path / "manifest"
        self._lock_path = path / "lock"

    # --- reading -----------------------------------------------------------------------------------------

    def read(self) -> State:
        """The published state, in memory.

        Raises:
            Damaged: there is none, or a hash differs.
            StoreError: this process may not read it.
        """
        return self._patiently(_bytes)

    def verify(self) -> State:
        """The published state, each file looked through and none kept: a large index takes no memory.

        Raises:
            As `read`.
        """
        return self._patiently(_digest_alone)

    def _patiently(self, look: Look) -> State:
        for _ in range(_READ_ATTEMPTS):
            before = stamp(self.manifest_path)
            try:
                return self._read(look)
            except PermissionError as error:
                raise StoreError(
                    f"{self.path}: the index cannot be read (permission denied); give this user the right to"
                ) from error
            except _NOT_SOUND as error:
                if stamp(self.manifest_path) == before:
                    raise Damaged(self.path, _said(error)) from error
        raise Damaged(self.path, "it changes faster than it can be read")

    def _read(self, look: Look) -> State:
        if self.path.stat().st_mode & _OTHERS_MAY_WRITE:
            raise _Unsound("others may write here: the files may be anyone's")
        stamps = {self.manifest_path: stamp(self.manifest_path)}
        manifest = _decode(self.manifest_path.read_bytes())
        if manifest.format != self._format:
            raise _Unsound(f"written by {manifest.format}")
        files = {}
        for name, digest in manifest.files.items():
            path = self.path / manifest.part / name
            stamps[path] = stamp(path)
            found, content = look(path)
            if found != digest:
                raise _Unsound(f"{name} is not as it was written")
            if content is not None:
                files[name] = content
        return State(manifest, files, stamps)

    # --- writing -----------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the lock, begins and ends swept, and says what went wrong on the disk in one sentence.

        Raises:
            LibraryLocked: another process is writing.
            StoreError: the disk is full, or the folder cannot be written.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with writer_lock(self._lock_path):
                if self.path.stat().st_mode & _OTHERS_MAY_WRITE:
                    self.path.chmod(0o700)
                self._sweep()
                try:
                    yield
                finally:
                    with suppress(OSError):  # what is left over is swept by the next writer
                        self._sweep()
        except OSError as error:
            raise StoreError(f"{self.path}: {_reason(error)}") from error

    def fresh_part(self) -> str:
        """Makes a new folder for the files of a state; returns its name."""
        numbers = [int(name[1:]) for name in os.listdir(self.path) if _PART.fullmatch(name)]
        part = f"g{max(numbers, default=0) + 1}"
        (self.path / part).mkdir(mode=0o700)
        return part

    def describe(
        self,
        part: str,
        names: Iterable[str],
        *,
        revision: int,
        passages: int,
        verified: Mapping[str, str] | None = None,
    ) -> State:
        """The state that files make up, synced to disk and read back.

        Args:
            verified: the hashes of files of the state before, which have been looked through just now.
        """
        known = verified or {}
        paths = [self.path / part / name for name in names]
        digests = {path.name: known.get(path.name) or _sync(path) for path in paths}
        for folder in (self.path / part, self.path):
            _sync_folder(folder)
        manifest = Manifest(self._format, part, revision, passages, digests)
        return State(manifest, {}, {path: stamp(path) for path in (self.manifest_path, *paths)})

    def publish(self, state: State) -> State:
        """Makes a state the published one, at once; returns it as `read` would."""
        new = self.manifest_path.with_suffix(".new")
        new.write_bytes(_encode(state.manifest))
        _sync(new)
        os.replace(new, self.manifest_path)
        _sync_folder(self.path)
        stamps = {**state.stamps, self.manifest_path: stamp(self.manifest_path)}
        return State(state.manifest, state.files, stamps)

    def _sweep(self) -> None:
        """Deletes what the manifest does not name."""
        try:
            manifest = _decode(self.manifest_path.read_bytes())
        except _NOT_SOUND:
            return  # damaged: nothing is known to be superfluous, and a rebuild begins a fresh part
        for path in self.path.iterdir():
            if path.name == manifest.part:
                _delete(file for file in path.iterdir() if file.name not in manifest.files)
            elif path not in (self.manifest_path, self._lock_path):
                _delete([path])


def stamp(path: Path) -> Stamp | None:
    """What changes when a file does; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _encode(manifest: Manifest) -> bytes:
    """A line with a hash of the rest, and the rest."""
    content = json.dumps(asdict(manifest), sort_keys=True).encode()
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def _decode(content: bytes) -> Manifest:
    digest, _, rest = content.partition(b"\n")
    if hashlib.sha256(rest).hexdigest().encode() != digest:
        raise _Unsound("the manifest is not as it was written")
    manifest = Manifest(**json.loads(rest))
    if not _PART.fullmatch(manifest.part) or not all(map(_NAME.fullmatch, manifest.files)):
        raise _Unsound("the manifest names a file that is not its own")
    return manifest


def _bytes(path: Path) -> tuple[str, bytes | None]:
    content = path.read_bytes()
    return hashlib.sha256(content).hexdigest(), content


def _digest_alone(path: Path) -> tuple[str, bytes | None]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), None


def _sync(path: Path) -> str:
    """Has a file's content brought to the disk itself; returns its hash."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _delete(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _reason(error: OSError) -> str:
    if error.errno in _FULL:
        return "no space is left on the disk; nothing was changed; free some space and try again"
    return f"the index cannot be written ({_said(error)}); nothing was changed; see who may write here"


def _said(error: Exception) -> str:
    return (error.strerror or "unreadable").lower() if isinstance(error, OSError) else str(error)
