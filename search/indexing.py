"""Files and folders in, documents in the catalogue out: what is new, what has changed, what is gone.

Whether a file has changed is told by its bytes alone: a size and a date can stay the same while the text does
not, and reading a file costs far less than understanding it. A document belongs to its file, and keeps its id
when the file changes or moves. Each document is one transaction: a run that is killed leaves whole documents
behind, and the next run goes on.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, count
from pathlib import Path

from search.catalogue import Catalogue, StoredFile
from search.errors import BadInput, StoreError
from search.holdings import Progress, Reading
from search.readers import HIDDEN, known
from search.settings import Limits
from search.sidecars import sidecar_bytes
from search.workers import Outcome, Task, fault, read_all

# the code that makes a document of a file: where it has changed, all files are read again
_UNDERSTANDING = (
    "document.py",
    "notes.py",
    "passages.py",
    "sidecars.py",
    "readers/**/*.py",
    "citations/**/*.py",
)


@dataclass
class Walk:
    """The files to be read: real path -> path as named; the folders looked through; what failed, and why."""

    files: dict[str, str] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def walk(paths: Iterable[str | Path]) -> Walk:
    """All files that are named, and those in the folders that a reader is known for, in order.

    Hidden files and folders are passed over; links that lead out of the folder are among what failed.

    Raises:
        BadInput: one of the paths does not exist.
    """
    found = Walk()
    named = [Path(path) for path in paths]
    for path in named:
        if _is_gone(path):
            raise BadInput("paths", f'there is no file or folder "{path}"; check its name')
    for path in named:
        if path.is_dir():
            found.folders.append(os.path.realpath(path))
            for file in _files(path, found.failed):
                found.files.setdefault(os.path.realpath(file), str(file))
        else:
            found.files.setdefault(os.path.realpath(path), str(path))
    return found


@dataclass
class _File(Task):
    """A file whose document is wanted; `version` is that of its reader and its sidecar."""

    path: str = ""
    version: str = ""
    stored: StoredFile | None = None


_UNCHANGED = Outcome()


class Indexing:
    """One run over files. The lists say what it has done so far: document ids; `failed` is (path, reason)."""

    def __init__(self, catalogue: Catalogue, limits: Limits) -> None:
        self.added: list[str] = []
        self.updated: list[str] = []
        self.removed: list[str] = []
        self.unchanged: list[str] = []
        self.failed: list[tuple[str, str]] = []
        self._catalogue = catalogue
        self._limits = limits
        self._stored: dict[str, StoredFile] = {}
        self._taken: set[str] = set()
        self._by_digest: dict[str, list[str]] = {}
        for stored in catalogue.files():
            self._remember(stored)

    def run(
        self,
        paths: Iterable[str | Path],
        told: Callable[[Progress], None] = lambda _: None,
        processes: int | None = None,
    ) -> None:
        """Adds and updates what the paths hold; removes documents whose files are gone from the folders."""
        found = walk(paths)
        self.failed += found.failed
        files = (self._file(path, shown) for path, shown in found.files.items())
        names = [*found.files.values(), ""]
        passages = 0
        told(Progress(0, len(found.files), names[0]))
        for done, file in enumerate(read_all(files, self._limits, processes), 1):
            passages += self._keep(file)
            told(Progress(done, len(found.files), names[done], passages))
        for stored in self._gone(found.folders):
            self._catalogue.remove(stored.id)
            self.removed.append(stored.id)

    def _file(self, path: str, shown: str) -> _File:
        """A file to be read, unless it cannot be, or need not be."""
        if not os.path.isfile(path):
            return _File(shown, Outcome(reason="is no ordinary file, or no longer there; name another"))
        digest = _digest(path, self._limits)
        version = understanding() + hashlib.sha256(sidecar_bytes(path)).hexdigest()[:16]
        stored = self._stored.get(path) or self._moved(path, digest)
        is_unchanged = stored and (stored.sha256, stored.understanding) == (digest, version)
        return _File(shown, _UNCHANGED if is_unchanged else None, path, version, stored)

    def _keep(self, file: _File) -> int:
        """Writes what was understood of a file; gives its passages."""
        outcome = file.outcome or _UNCHANGED
        if outcome.reason:
            self.failed.append((file.shown, outcome.reason))
        elif outcome.reading:
            return self._save(file, outcome.reading)
        elif file.stored:
            self.unchanged.append(file.stored.id)
        return 0

    def _save(self, file: _File, reading: Reading) -> int:
        self.failed += reading.warnings
        document = replace(
            reading.document,
            id=file.stored.id if file.stored else self._new_id(reading.document.id, file.path),
        )
        try:
            self._catalogue.save(document, reading.bibliography, path=file.path, understanding=file.version)
        except StoreError:
            raise
        except Exception as error:  # a fault in one document must not keep the others out
            self.failed.append((file.shown, fault(error)))
            return 0
        self._remember(StoredFile(document.id, file.path, document.sha256, file.version))
        (self.updated if file.stored else self.added).append(document.id)
        return len(reading.passages)

    def _remember(self, stored: StoredFile) -> None:
        self._stored[stored.path] = stored
        self._taken.add(stored.id)
        self._by_digest.setdefault(stored.sha256, []).append(stored.path)

    def _moved(self, path: str, digest: str) -> StoredFile | None:
        """The document that this file is under another path, where that path is gone."""
        for former in self._by_digest.get(digest, ()):
            stored = self._stored.get(former)
            if stored and stored.sha256 == digest and _is_gone(former):
                self._catalogue.move(stored.id, path)
                del self._stored[former]
                self._remember(replace(stored, path=path))
                return self._stored[path]
        return None

    def _new_id(self, name: str, path: str) -> str:
        """A name; where it is taken, with the folder's name behind it; where that is, with a number."""
        folder = re.sub(r"[^A-Za-z0-9_]+", "-", Path(path).parent.name).strip("-")
        numbered = (f"{name}-{number}" for number in count(2))
        tried = chain([name, f"{name}-{folder}"] if folder else [name], numbered)
        return next(free for free in tried if free not in self._taken)

    def _gone(self, folders: list[str]) -> list[StoredFile]:
        return [
            stored
            for stored in self._stored.values()
            if any(Path(stored.path).is_relative_to(folder) for folder in folders) and _is_gone(stored.path)
        ]


@cache
def understanding() -> str:
    """A digest of the code that makes a document of a file."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for pattern in _UNDERSTANDING:
        for file in sorted(here.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Path, failed: list[tuple[str, str]]) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        failed.append(
            (str(error.filename), f"cannot be looked into ({error.strerror}); check its permissions")
        )

    inside = os.path.realpath(folder)
    for where, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith(HIDDEN))
        for name in sorted(names):
            file = Path(where, name)
            if not known(file) or name.startswith(HIDDEN):
                continue
            if file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(inside):
                failed.append((str(file), "is a link that leads out of the folder; name it to index it"))
            else:
                yield file


def _digest(path: str, limits: Limits) -> str:
    """SHA-256 of a file; empty for one that no reader would take."""
    try:
        if os.path.getsize(path) > limits.file_size:
            return ""
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _is_gone(path: str | Path) -> bool:
    """Whether there is no such file; one that may not be looked at is not gone."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
    return False
