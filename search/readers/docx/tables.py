"""Rows of tables: cells of a few words make one paragraph ("1799 a bar in Paris"); cells of prose do not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from search.readers.docx.package import Element, full

_LONGEST_CELL = 200  # characters: what is longer is prose, set in columns


def joined_cells(body: Element) -> set[Element]:
    """The paragraphs that the next cell of their row goes on from."""
    return {paragraph for row in body.iter(full("w:tr")) for paragraph in _going_on(row)}


def _going_on(row: Element) -> Iterator[Element]:
    cells = [[*cell.iter(full("w:p"))] for cell in row.iter(full("w:tc"))]
    lengths = [[_length(paragraph) for paragraph in cell] for cell in cells]
    if row.find(f".//{full('w:tr')}") is not None or any(
        sum(map(bool, cell)) > 1 or max(cell, default=0) > _LONGEST_CELL for cell in lengths
    ):
        return
    paragraphs = [*zip(chain(*cells), chain(*lengths), strict=True)]
    while paragraphs and not paragraphs[-1][1]:
        paragraphs.pop()
    yield from (paragraph for paragraph, _ in paragraphs[:-1])


def _length(paragraph: Element) -> int:
    return sum(len((text.text or "").strip()) for text in paragraph.iter(full("w:t"), full("m:t")))
