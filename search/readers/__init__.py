"""Bytes in, Document out: peers, one format each, in one table of suffix -> reader.

A reader finds sections, paragraphs, note references and notes, and leaves linking them to `search.notes`.

    >>> read_bytes(b"She denied it.[1]\\n\\n[1] Smith, History, p. 5.\\n", "letter.txt").notes[0].label
    '1'
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from search.document import Document
from search.errors import ReadError
from search.readers import text
from search.settings import Limits

Reader: TypeAlias = Callable[[bytes, str], Document]

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
}


def known(path: str | Path) -> bool:
    """Whether a reader exists for a file of this name."""
    return Path(path).suffix.lower() in READERS


def read_file(path: str | Path, limits: Limits | None = None) -> Document:
    """Reads one file.

    Raises:
        ReadError: the file cannot be opened, is too large, or is no document of its format.
    """
    path = Path(path)
    limits = limits or Limits()
    try:
        if path.is_dir():
            raise ReadError(path, "is a folder; name a file in it")
        size = path.stat().st_size
        if size > limits.file_size:
            raise ReadError(
                path,
                f"has {size:,} bytes, more than the {limits.file_size:,} that a document may have; "
                "split it, or raise IBIDEM_LIMIT_FILE_SIZE",
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(path, f"cannot be read ({error.strerror}); check its name and permissions") from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, name: str) -> Document:
    """Reads the bytes of a file; `name` chooses the reader and names the file in errors.

    Raises:
        ReadError: no reader for the name's suffix, or the bytes are no document of its format.
    """
    reader = READERS.get(Path(name).suffix.lower())
    if reader is None:
        raise ReadError(name, f"no reader for this kind of file; the kinds are {', '.join(READERS)}")
    return reader(data, name)
