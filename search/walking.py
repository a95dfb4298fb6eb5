"""Paths in, the files and folders that are to be read out: what is there, and what of it is one document.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> _ = (folder / "letter.txt").write_text("She denied it.")
>>> list(walk([folder]).files.values()) == [str(folder / "letter.txt")]
True
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from search.errors import BadInput
from search.readers import HIDDEN, known
from search.readers.folder import Folder, recognise
from search.settings import Limits


@dataclass
class Walk:
    """What is to be read, and what failed, and why.

    Attributes:
        files: real path -> path as named, of files and of folders that are one document.
        works: those folders, by their real paths.
        folders: the folders looked through.
    """

    files: dict[str, str] = field(default_factory=dict)
    works: dict[str, Folder] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def walk(paths: Iterable[str | Path], limits: Limits | None = None) -> Walk:
    """All files that are named, and those in the folders that a reader is known for, in order.

    A folder that is one document stands for its files.

    Hidden files and folders are passed over; links that lead out of the folder are among what failed.

    Raises:
        BadInput: one of the paths does not exist.
    """
    found = Walk()
    named = [Path(path) for path in paths]
    for path in named:
        if is_gone(path):
            raise BadInput("paths", f'there is no file or folder "{path}"; check its name')
    for path in named:
        if path.is_dir():
            found.folders.append(os.path.realpath(path))
            for file in _files(path, found, limits or Limits()):
                found.files.setdefault(os.path.realpath(file), str(file))
        else:
            found.files.setdefault(os.path.realpath(path), str(path))
    return found


def _files(folder: Path, found: Walk, limits: Limits) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        found.failed.append(
            (str(error.filename), f"cannot be looked into ({error.strerror}); check its permissions")
        )

    inside = os.path.realpath(folder)
    for where, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith(HIDDEN))
        if work := _work(where, found, limits):
            yield Path(where)
            if work.is_book:
                folders.clear()
                continue
        for name in sorted(names):
            file = Path(where, name)
            if not known(file) or name.startswith(HIDDEN) or (work and name in work):
                continue
            if file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(inside):
                found.failed.append(
                    (str(file), "is a link that leads out of the folder; name it to index it")
                )
            else:
                yield file


def _work(where: str, found: Walk, limits: Limits) -> Folder | None:
    """A folder as one document, entered among what was found."""
    try:
        work = recognise(where, limits)
    except OSError as error:
        found.failed.append((where, f"cannot be looked into ({error.strerror}); check its permissions"))
        return None
    if work:
        found.works[os.path.realpath(where)] = work
    return work


def is_gone(path: str | Path) -> bool:
    """Whether there is no such file; one that may not be looked at is not gone."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
    return False
