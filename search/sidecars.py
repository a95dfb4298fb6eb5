"""What a person says of a document in a TOML file beside it: `report.pdf.toml`, or `report.toml`.

    title = "Prospects for Trade"
    authors = ["Petrova, A."]
    date = 2021-06-15
    language = "en"
    url = "https://example.org/report"

What it says goes before what the file says of itself.

    >>> parse('title = "Trade"\\ndate = 2021')
    {'title': 'Trade', 'published': '2021'}
"""

from __future__ import annotations

import datetime
import os
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from search.errors import ReadError

_SIZE = 64 * 1024  # bytes: what is larger is no sidecar


def find_sidecar(path: str | Path) -> Path | None:
    """The sidecar of a document, if it has one."""
    path = Path(path)
    tried = (path.with_name(f"{path.name}.toml"), path.with_suffix(".toml"))
    return next((file for file in tried if file != path and os.path.isfile(file)), None)


def sidecar_bytes(path: str | Path) -> bytes:
    """The bytes of a document's sidecar, empty without one: where they change, it is read again."""
    file = find_sidecar(path)
    try:
        return _head(file) if file else b""
    except OSError:
        return b""


def read_sidecar(file: Path) -> dict[str, Any]:
    """What a sidecar says: fields of a Document.

    Raises:
        ReadError: it cannot be opened, is no TOML, or says something else than a sidecar may.
    """
    try:
        data = _head(file)
    except OSError as error:
        raise ReadError(file, f"cannot be read ({error.strerror}); check its permissions") from error
    if len(data) > _SIZE:
        raise ReadError(file, f"is larger than the {_SIZE // 1024} kB that a sidecar may have; shorten it")
    try:
        return parse(data.decode())
    except (ValueError, RecursionError) as error:
        reason = str(error) or "nested too deeply"
        raise ReadError(file, f"is no sidecar ({reason}); the document is read without it") from error


def parse(text: str) -> dict[str, Any]:
    """The text of a sidecar to fields of a Document.

    Raises:
        ValueError: no TOML, a key that there is not, or a value that its key cannot have.
    """
    return dict(field_of(key, value) for key, value in tomllib.loads(text).items())


def field_of(key: str, value: Any) -> tuple[str, Any]:
    """One key of a sidecar, or of a document's own front matter, to the field of a Document that it gives.

    Raises:
        ValueError: a key that there is not, or a value that it cannot have.
    """
    if key not in _KEYS:
        raise ValueError(f'unknown key "{key[:40]}"; the keys are {", ".join(_KEYS)}')
    field, take = _KEYS[key]
    return field, take(key, value)


def _head(file: Path) -> bytes:
    with open(file, "rb") as opened:
        return opened.read(_SIZE + 1)


def _words(key: str, value: Any) -> str:
    if not (isinstance(value, str) and value.strip()):
        raise ValueError(f"{key} must be a text in quotes")
    return unicodedata.normalize("NFC", " ".join(value.split()))


def _names(key: str, value: Any) -> tuple[str, ...]:
    return tuple(_words(key, name) for name in (value if isinstance(value, list) else [value]))


def _date(key: str, value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:04}"
    return _words(key, value)


def _url(key: str, value: Any) -> str:
    url = _words(key, value)
    if urlsplit(url).scheme not in ("http", "https"):
        raise ValueError(f"{key} must begin with http:// or https://")
    return url


_KEYS: dict[str, tuple[str, Callable[[str, Any], Any]]] = {
    "title": ("title", _words),
    "authors": ("authors", _names),
    "date": ("published", _date),
    "language": ("language", _words),
    "url": ("url", _url),
}
