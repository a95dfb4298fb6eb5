"""The bytes of a ZIP archive to its members, read with a bound on everything that an archive can lie about.

Nothing is unpacked to disk: a member is asked for by its name, and its size is counted while it is read.

    >>> import io, zipfile
    >>> buffer = io.BytesIO()
    >>> with zipfile.ZipFile(buffer, "w") as writer:
    ...     writer.writestr("word/document.xml", "<w:document/>")
    >>> Archive(buffer.getvalue(), "thesis.docx").read("word/document.xml")
    b'<w:document/>'
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, Protocol

from search.errors import ReadError
from search.settings import Limits

_CHUNK = 1 << 16
_RATIO_FROM = 4 << 20  # bytes read before the ratio counts: a short, very regular part is no bomb
_ENCRYPTED = 0x1  # the flag of a member that asks for a password
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


class Members(Protocol):
    """Files under names, wherever they are kept: what a book is read from."""

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""

    def __contains__(self, member: str) -> bool: ...

    def read(self, member: str) -> bytes:
        """The bytes of one."""


class Archive:
    """A ZIP archive, opened; `names` are those of its members."""

    def __init__(self, data: bytes, name: str, limits: Limits | None = None) -> None:
        """Opens it.

        Raises:
            ReadError: no ZIP archive, a damaged one, or one with too many members.
        """
        self.name = name
        self._limits = limits or Limits()
        self._left = self._limits.archive_size
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise ReadError(name, "is damaged: its archive cannot be opened; save it again") from error
        members = self._zip.infolist()
        if len(members) > self._limits.archive_members:
            raise ReadError(
                name,
                f"holds {len(members):,} files, more than the {self._limits.archive_members:,} that an "
                "archive may have; raise IBIDEM_LIMIT_ARCHIVE_MEMBERS if it is sound",
            )
        self._members = {member.filename: member for member in members}
        self.names = tuple(self._members)

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """A member's bytes.

        Raises:
            KeyError: there is none of that name.
            ReadError: it is damaged, asks for a password, or unpacks to more than the limits allow.
        """
        info = self._members[member]
        if info.flag_bits & _ENCRYPTED:
            raise ReadError(self.name, "is protected by a password; save it without one")
        try:
            with self._zip.open(info) as stream:
                return self._counted(stream, info)
        except _BROKEN as error:
            raise ReadError(self.name, f"is damaged: {member} in it cannot be read; save it again") from error

    def _counted(self, stream: IO[bytes], info: zipfile.ZipInfo) -> bytes:
        """What its header says of its size is not believed."""
        pieces = []
        size = 0
        while piece := stream.read(_CHUNK):
            size += len(piece)
            self._left -= len(piece)
            is_bomb = size > _RATIO_FROM and size > self._limits.archive_ratio * max(1, info.compress_size)
            if is_bomb or self._left < 0:
                raise ReadError(
                    self.name, f"unpacks to far more than its size ({info.filename}); it is not read"
                )
            pieces.append(piece)
        return b"".join(pieces)
