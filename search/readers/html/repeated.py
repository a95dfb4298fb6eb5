"""Notes that a page prints twice: beside the text, and in a list at the end that nothing calls.

Comes in: the blocks of the body and the notes. Goes out: which blocks say a note again, in one or in as many
paragraphs as the note has, with its label or without.

    >>> blocks = ["The mill burnt in the spring.", "1", "Town book of Foxton, fol. 8. ↩"]
    >>> [range(*span) for span in repeated(blocks, ["Town book of Foxton, fol. 8."])]
    [range(1, 3)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.readers.html.labels import is_back, label

_LEAD = re.compile(r"\W{0,3}(?:\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§¶]{1,4})(?:[\s.):\]]+|$)", re.IGNORECASE)
_KEY = 16  # characters at the beginning by which notes are found
_ENOUGH = 12  # characters: a shorter text may be any line


def repeated(blocks: Sequence[str], notes: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where blocks say a note again: the first of them, and the one behind the last.

    Args:
        blocks: the text of each paragraph of the body; empty for what is none, or has marks.
        notes: the texts of the notes.
    """
    known: dict[str, list[str]] = {}
    for note in notes:
        if len(note) >= _ENOUGH:
            known.setdefault(note[:_KEY], []).append(note)
    at = 0
    while at < len(blocks) if known else False:
        end = _end(blocks, at, known)
        if end > at:
            yield at, end
        at = max(end, at + 1)


def _end(blocks: Sequence[str], at: int, known: dict[str, list[str]]) -> int:
    first = at + 1 if label(blocks[at]) and at + 1 < len(blocks) else at
    text = blocks[first]
    lead = _LEAD.match(text)
    for said in (text, text[lead.end() :] if lead else ""):
        for note in known.get(said[:_KEY], ()) if len(said) >= _KEY else ():
            if end := _said(note, said, blocks, first):
                return end
    return at


def _said(note: str, said: str, blocks: Sequence[str], at: int) -> int:
    """The block behind the last of those that say a note; 0 where they say something else."""
    rest = note
    while True:
        if said.startswith(rest) and is_back(said[len(rest) :]):
            return at + 1
        at += 1
        if not said or not rest.startswith(said) or at == len(blocks):
            return 0
        rest, said = rest[len(said) :].lstrip(), blocks[at]
