"""What Whoosh is given of an entry: the places of its words, field by field, and one row of values.

Comes in: an `Entry`. Goes out: the document that Whoosh's writer takes. Words come from `search.analysis`, as
for every engine; Whoosh's own analyzers, scorers and stored texts are not used. Stems are not indexed: which
words share a stem is read from the vocabulary, which halves the index.

>>> document = to_document(Entry("letter.p1", "letter", 1, ("Trade", "Trade grew.")))
>>> document["body"]
{'trade': [0, 4294967296], 'grew': [4294967297]}
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from whoosh.codec.whoosh3 import W3Codec, W3PostingsWriter
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Format

from search.analysis import tokens
from search.engines import Entry
from search.engines.meaning import exact_values, published
from search.query import EXACT_FIELDS, TEXT_FIELDS

Positions: TypeAlias = dict[str, list[int]]  # word -> its places in all texts of a field

TEXT = 2**32  # from one text's first place to the next's: more than any text has words, or a phrase slop
_COMPRESSION = 1  # zlib's fastest: half as large as none, and as quick to read
_COMPRESSED = 16  # postings; compressing the many shorter lists takes a fifth of a commit, saves a tenth


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own, without the lengths of fields: looking them up for each posting doubles a commit."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(compression=_COMPRESSION)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> W3PostingsWriter:
        return _PostingsWriter(dbfile, blocklimit=self._blocklimit, byteids=byteids)


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    def _write_block(self, last: bool = False) -> None:
        self._compression = _COMPRESSION if len(self._ids) >= _COMPRESSED else 0
        super()._write_block(last)


class Words(FieldType):  # type: ignore[misc]
    """A field given as `Positions`. It holds nothing of its own: the schema is pickled into the index."""

    def __init__(self) -> None:
        super().__init__(format=Format(), analyzer=None)

    def index(self, value: Mapping[str, list[int]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, places in value.items():
            yield to_bytes(word), len(places), float(len(places)), array("Q", places).tobytes()


SCHEMA = Schema(row=COLUMN(), **{name: Words() for name in ("body", "notes", *TEXT_FIELDS, *EXACT_FIELDS)})


def to_bytes(word: str) -> bytes:
    """A word as Whoosh's dictionary keeps it; bytes sort as the words do."""
    return word.encode("utf-8", "surrogatepass")


def from_bytes(word: bytes) -> str:
    return word.decode("utf-8", "surrogatepass")


def to_document(entry: Entry) -> dict[str, Any]:
    """An entry as keyword arguments of `add_document`."""
    body, notes = _positions(entry.body), _positions(entry.notes)
    fields = {name: _positions(entry.fields.get(name, ())) for name in TEXT_FIELDS}
    exact = {
        name: {value: [0] for value in exact_values(name, entry.fields.get(name, ()))}
        for name in EXACT_FIELDS
    }
    row = (
        entry.id,
        entry.document,
        entry.number,
        published(entry),
        sum(map(len, body.values())),
        sum(map(len, notes.values())),
        {name: list(values) for name, values in entry.facets.items()},
    )
    return {"body": body, "notes": notes, "row": json.dumps(row).encode(), **fields, **exact}


def _positions(texts: Iterable[str]) -> Positions:
    found: Positions = {}
    for number, text in enumerate(texts):
        for place, token in enumerate(tokens(text), number * TEXT):
            found.setdefault(token.word, []).append(place)
    return found
