"""A paragraph's text without its marks.

Comes in: the text, and the marks in it with their places, in order. Goes out: the text with the gaps closed
that the marks leave, and the marks as references at the offsets where they stood.

    >>> without_marks('so it was said"1 . Then', [Mark(1, label="1", start=15, end=16)])
    Marked(text='so it was said". Then', references=(NoteReference(label='1', offset=15, ...),), ...)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.document import NoteReference
from search.readers.text.numbering import Candidate

_TAIL = 8  # characters before a mark that taking it out may change
_CLOSERS = frozenset(".,;:!?)»”")


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph's text without marks, and its references.

    `stood[i]` is where the i-th mark stood, and `weights[i]` how much it looked the part.
    """

    text: str
    references: tuple[NoteReference, ...] = ()
    stood: tuple[int, ...] = ()
    weights: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark(Candidate):
    """A mark: the label that it calls, where it stands in which paragraph, and what it looks like.

    `system` says which of two systems of notes it belongs to.
    """

    label: str = ""
    paragraph: int = 0
    start: int = 0
    end: int = 0
    shape: str = ""
    system: int = 0


def without_marks(text: str, marks: Sequence[Mark]) -> Marked:
    """Takes the marks out."""
    done: list[str] = []  # what no mark can change any more
    length = at = 0
    tail = ""
    references, stood = [], []
    for mark in marks:
        if mark.start >= at:
            before, at = _cut(tail + text[at : mark.start], text, mark.end)
            tail = before[-_TAIL:]
            done.append(before[: len(before) - len(tail)])
            length += len(done[-1])
        references.append(NoteReference(mark.label, length + len(tail), system=mark.system))
        stood.append(mark.start)
    kept = ("".join(done) + tail + text[at:]).rstrip()
    within = tuple(replace(reference, offset=min(reference.offset, len(kept))) for reference in references)
    return Marked(kept, within, tuple(stood), tuple(mark.weight for mark in marks))


def _cut(before: str, text: str, end: int) -> tuple[str, int]:
    """Closes the gap that a mark leaves: no blank before a full stop, none doubled, none at the beginning."""
    resumes = end + (text[end : end + 1] == " ")
    if text[resumes : resumes + 1] in _CLOSERS:
        return before.rstrip(), resumes
    if re.search(r"\s[.,;:]$", before[-2:]):
        before = before[:-2].rstrip() + before[-1]
    if not before or before.endswith(" "):
        return before, resumes
    return before, end
