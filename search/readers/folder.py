"""A folder that is one document: a book that was unpacked, or pages that call notes in another of them.

Comes in: a folder. Goes out: nothing where its files are documents of their own; else the files that are read
of it, a digest of them, and the Document.

Pages are one document where a mark in one calls a note in another: the note begins with the mark's label, or
leads back to it. Saved pages that only link to each other, or are numbered, stay documents of their own.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from search.document import Document
from search.errors import ReadError
from search.readers import HIDDEN
from search.settings import Limits

# what reads pages is imported when a folder holds some: lxml takes a fifth of a second to load

_CONTAINER = "META-INF/container.xml"
_PAGES = (".html", ".htm", ".xhtml")
_OF_BOOKS = (*_PAGES, ".xml", ".opf")  # pictures and styles may change without the text


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is one document; `names` are its files, relative to it, in reading order for pages."""

    path: str
    names: tuple[str, ...]
    is_book: bool
    limits: Limits

    def __contains__(self, member: str) -> bool:
        return os.path.isfile(os.path.join(self.path, member)) and member in self.names

    def read(self, member: str) -> bytes:
        """A file's bytes.

        Raises:
            ReadError: it cannot be opened, or is too large.
        """
        file = os.path.join(self.path, member)
        try:
            with open(file, "rb") as opened:
                data = opened.read(self.limits.file_size + 1)
        except OSError as error:
            raise ReadError(self.path, f"cannot be read: {member} ({error.strerror}); check it") from error
        if len(data) > self.limits.file_size:
            raise ReadError(
                self.path,
                f"holds {member}, larger than the {self.limits.file_size:,} bytes that a file may have; "
                "raise IBIDEM_LIMIT_FILE_SIZE if it is sound",
            )
        return data

    def digest(self) -> str:
        """SHA-256 of all its files and their names.

        Raises:
            ReadError: one cannot be opened, or they are too large.
        """
        digest = hashlib.sha256()
        size = 0
        for name in self.names:
            data = self.read(name)
            size += len(data)
            if size > self.limits.archive_size:
                raise ReadError(
                    self.path,
                    f"holds more than the {self.limits.archive_size:,} bytes that a document may have; "
                    "raise IBIDEM_LIMIT_ARCHIVE_SIZE if it is sound",
                )
            digest.update(f"{name}\0{len(data)}\0".encode(errors="surrogateescape") + data)
        return digest.hexdigest()

    def files(self) -> set[str]:
        """The real paths of its files."""
        return {os.path.realpath(os.path.join(self.path, name)) for name in self.names}


def recognise(path: str | Path, limits: Limits) -> Folder | None:
    """The folder as one document; None where its files are documents of their own.

    Raises:
        OSError: it cannot be looked into.
    """
    entries = [entry for entry in os.scandir(path) if not entry.name.startswith(HIDDEN)]
    here = [entry.name for entry in entries if entry.is_file()]
    if os.path.isfile(os.path.join(path, _CONTAINER)):
        return _book(path, limits)
    if any(name.lower().endswith(".opf") for name in here):
        book = _book(path, limits)
        if book and _holds_pages(book):
            return book
    pages = sorted(name for name in here if name.lower().endswith(_PAGES) and _is_inside(path, name))
    if 1 < len(pages) <= limits.archive_members:
        from search.readers.joining import joined

        names = joined(os.fspath(path), pages, limits)
        return Folder(os.fspath(path), names, False, limits) if names else None
    return None


def read(folder: Folder) -> Document:
    """Reads it; it is named for the folder.

    Raises:
        ReadError: a file of it cannot be read, or there is no text in them.
    """
    from search.readers.epub import read_book, read_pages

    if len(folder.names) > folder.limits.archive_members:
        raise ReadError(
            folder.path,
            f"holds {len(folder.names):,} files, more than the {folder.limits.archive_members:,} that a book "
            "may have; raise IBIDEM_LIMIT_ARCHIVE_MEMBERS if it is sound",
        )
    digest = folder.digest()
    if folder.is_book:
        return read_book(folder, folder.path, digest)
    return read_pages({name: folder.read(name) for name in folder.names}, folder.path, "html", digest)


def _book(path: str | Path, limits: Limits) -> Folder:
    """All that is read of an unpacked book, wherever in it."""
    names = []
    for where, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith(HIDDEN))
        inside = os.path.relpath(where, path)
        for name in sorted(files):
            relative = os.path.normpath(os.path.join(inside, name))
            if (
                name.lower().endswith(_OF_BOOKS)
                and not name.startswith(HIDDEN)
                and _is_inside(path, relative)
            ):
                names.append(relative.replace(os.sep, "/"))
    return Folder(os.fspath(path), tuple(names), True, limits)


def _holds_pages(book: Folder) -> bool:
    """Whether its package names pages that are there: a catalogue's record of a book names none."""
    from search.readers.package import read_package

    try:
        return bool(read_package(book, book.path).pages)
    except ReadError:
        return False


def _is_inside(folder: str | Path, name: str) -> bool:
    """Whether a file is in the folder itself, not a link that leads out of it."""
    return Path(os.path.realpath(os.path.join(folder, name))).is_relative_to(os.path.realpath(folder))
