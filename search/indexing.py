"""Files and folders in, documents in the catalogue out: what is new, what has changed, what is gone.

Whether a file has changed is told by its bytes alone: a size and a date can stay the same while the text does
not, and reading a file costs far less than understanding it. A document belongs to its file, and keeps its id
when the file changes or moves; where two files have changed names, the ids go with the texts. Each document
is one transaction: a run that is killed leaves whole documents behind, and the next run goes on.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, count
from pathlib import Path

from search.catalogue import Catalogue, StoredFile
from search.errors import ReadError, StoreError
from search.holdings import Progress, Reading
from search.moves import find_moves
from search.readers.folder import Folder
from search.settings import Limits
from search.sidecars import sidecar_bytes
from search.walking import Walk, is_gone, walk
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
        for stored in catalogue.files():
            self._remember(stored)

    def run(
        self,
        paths: Iterable[str | Path],
        told: Callable[[Progress], None] = lambda _: None,
        processes: int | None = None,
    ) -> None:
        """Adds and updates what the paths hold; removes documents whose files are gone from the folders."""
        found = walk(paths, self._limits)
        self.failed += found.failed
        digests = {path: _digest(found.works.get(path, path), self._limits) for path in found.files}
        self._follow(find_moves(self._stored.values(), digests, self._digest_elsewhere))
        files = (
            self._file(path, shown, found.works.get(path), digests[path])
            for path, shown in found.files.items()
        )
        names = [*found.files.values(), ""]
        passages = 0
        told(Progress(0, len(found.files), names[0]))
        for done, file in enumerate(read_all(files, self._limits, processes), 1):
            passages += self._keep(file)
            told(Progress(done, len(found.files), names[done], passages))
        for stored in self._gone(found):
            self._remove(stored)

    def _digest_elsewhere(self, path: str) -> str:
        """That of a file outside the folders at hand; a folder of pages there is taken to be as it was."""
        return self._stored[path].sha256 if os.path.isdir(path) else _digest(path, self._limits)

    def _follow(self, moves: Mapping[str, str]) -> None:
        """Gives documents whose files have moved their new paths; those that stood there are gone."""
        for path in moves.values():
            if path in self._stored and path not in moves:
                self._remove(self._stored[path])
        moved = [replace(self._stored.pop(former), path=path) for former, path in moves.items()]
        if moved:
            self._catalogue.move({stored.id: stored.path for stored in moved})
        for stored in moved:
            self._remember(stored)

    def _file(self, path: str, shown: str, work: Folder | None, digest: str) -> _File:
        """A file to be read, unless it cannot be, or need not be."""
        if not (work or os.path.isfile(path)):
            return _File(shown, Outcome(reason="is no ordinary file, or no longer there; name another"))
        version = understanding() + hashlib.sha256(sidecar_bytes(path)).hexdigest()[:16]
        stored = self._stored.get(path)
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

    def _remove(self, stored: StoredFile) -> None:
        self._catalogue.remove(stored.id)
        del self._stored[stored.path]
        self.removed.append(stored.id)

    def _new_id(self, name: str, path: str) -> str:
        """A name; where it is taken, with the folder's name behind it; where that is, with a number."""
        folder = re.sub(r"[^A-Za-z0-9_]+", "-", Path(path).parent.name).strip("-")
        numbered = (f"{name}-{number}" for number in count(2))
        tried = chain([name, f"{name}-{folder}"] if folder else [name], numbered)
        return next(free for free in tried if free not in self._taken)

    def _gone(self, found: Walk) -> list[StoredFile]:
        """Documents of the folders looked through whose files are gone, or no documents of their own now."""
        failed = {os.path.realpath(path) for path, _ in found.failed}
        works = [work for path, work in found.works.items() if path in self._stored]
        members = set().union(*(work.files() for work in works))
        return [
            stored
            for stored in self._stored.values()
            if any(Path(stored.path).is_relative_to(folder) for folder in found.folders)
            and stored.path not in found.files
            and (
                is_gone(stored.path)
                or stored.path in members
                or (os.path.isdir(stored.path) and stored.path not in failed)
            )
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


def _digest(file: str | Folder, limits: Limits) -> str:
    """SHA-256 of what a document is read from; empty for what no reader would take."""
    try:
        if isinstance(file, Folder):
            return file.digest()
        if not os.path.isfile(file) or os.path.getsize(file) > limits.file_size:
            return ""  # a pipe would be waited for
        with open(file, "rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, ReadError):
        return ""
