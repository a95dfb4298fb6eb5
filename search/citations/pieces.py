"""A note of a million characters read piece by piece: an essay in a note costs no more than its length.

Comes in: a note. Goes out: the note itself, or pieces of it that end where a sentence does, each with the
offset at which it stands; and what was found in a piece moved back to its place in the note.

    >>> [(start, piece.text) for start, piece in pieces(Note("n", "1", "See Smith. See Jones."), longest=12)]
    [(0, 'See Smith. '), (11, 'See Jones.')]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from search.document import Link, Mention, Note

LONGEST = 8_000  # characters: the rules compare parts of a text with each other, which a book would not bear


def pieces(note: Note, longest: int = LONGEST) -> Iterator[tuple[int, Note]]:
    """The note whole where it is no longer than `longest`, else in pieces that are not."""
    if len(note.text) <= longest:
        yield 0, note
        return
    start = 0
    while start < len(note.text):
        end = _end(note.text, start, start + longest)
        yield start, _piece(note, start, end)
        start = end


def moved(mention: Mention, by: int) -> Mention:
    """A mention found in a piece, as it stands in the note."""
    if not by:
        return mention
    links = tuple(_moved_link(link, by) for link in mention.links)
    return replace(mention, start=mention.start + by, end=mention.end + by, links=links)


def _moved_link(link: Link, by: int) -> Link:
    return replace(link, start=link.start + by, end=link.end + by)


def _end(text: str, start: int, limit: int) -> int:
    """The last end of a sentence before the limit, or of a word, or the limit."""
    if limit >= len(text):
        return len(text)
    for mark in (". ", " "):
        found = text.rfind(mark, start, limit)
        if found > start:
            return found + len(mark)
    return limit


def _piece(note: Note, start: int, end: int) -> Note:
    first, last = bisect_left(note.line_breaks, start), bisect_left(note.line_breaks, end)
    return replace(
        note,
        text=note.text[start:end],
        line_breaks=tuple(offset - start for offset in note.line_breaks[first:last]),
        links=tuple((a - start, b - start, url) for a, b, url in note.links if start <= a and b <= end),
    )
