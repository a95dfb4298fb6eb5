"""The id of a source: readable, stable, safe in a URL.

>>> source_id(Source("", "book", "Postwar", ("Judt, Tony",), 2005))
'judt-postwar-2005-33eb81'
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from search.citations.merge import family_of, folded, keys
from search.document import Source

SLUG_LENGTH = 52  # with the digest an id stays near 60 characters, which a URL bar shows whole


def source_id(source: Source) -> str:
    """Author, title and year in ASCII, and six digits of a hash of what identifies it."""
    identity = "\n".join(keys(source) or (folded(source.title), folded(source.text)))
    digest = hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:6]
    words = [family_of(source), folded(source.title) if _slug(source.title) else ""]
    slug = _slug(" ".join(words)) or _slug((source.domain or source.type).replace(".", " "))
    year = f"-{source.year}" if source.year else ""
    return f"{_shortened(slug, SLUG_LENGTH - len(year))}{year}-{digest}"


def _slug(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def _shortened(slug: str, length: int) -> str:
    return slug if len(slug) <= length else slug[: length + 1].rpartition("-")[0] or slug[:length]
