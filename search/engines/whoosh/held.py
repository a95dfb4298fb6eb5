"""Where the passages of each document stand among Whoosh's numbers, as a state on disk says.

A document's passages are written one after the other, so that a few runs of numbers say it: however many
passages there are, next to nothing is kept in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from search.engines.whoosh.schema import SCHEMA


class Held:
    """The passages that a state holds; those already deleted are not among them."""

    def __init__(self, segments: Sequence[Any], storage: Any) -> None:
        self._runs: dict[str, list[range]] = {}
        self._rows: list[tuple[int, Sequence[bytes]]] = []  # (the number of the first, the rows) by segment
        self._looked_at: tuple[str, dict[str, int]] = ("", {})
        first = 0
        for segment in segments:
            reader = segment.codec().per_document_reader(segment.open_compound_file(storage), segment)
            rows = reader.column_reader("row", SCHEMA["row"].column_type)
            deleted = frozenset(segment.deleted_docs())
            for number in range(segment.doc_count_all()):
                if number not in deleted:
                    self._note(json.loads(rows[number])[1], first + number)
            self._rows.append((first, rows))
            first += segment.doc_count_all()

    def numbers(self, document: str) -> Iterator[int]:
        """Those of a document's passages."""
        for run in self._runs.get(document, ()):
            yield from run

    def number(self, document: str, passage: str) -> int | None:
        """That of one passage of a document."""
        if document not in self._runs:
            return None
        if self._looked_at[0] != document:
            rows = ((number, self._row(number)) for number in self.numbers(document))
            self._looked_at = (document, {json.loads(row)[0]: number for number, row in rows})
        return self._looked_at[1].get(passage)

    def _note(self, document: str, number: int) -> None:
        runs = self._runs.setdefault(document, [])
        if runs and runs[-1].stop == number:
            runs[-1] = range(runs[-1].start, number + 1)
        else:
            runs.append(range(number, number + 1))

    def _row(self, number: int) -> bytes:
        first, rows = next(one for one in reversed(self._rows) if one[0] <= number)
        return rows[number - first]
