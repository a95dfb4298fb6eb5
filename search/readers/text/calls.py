"""Which note a mark calls, as far as the place of the notes tells it.

Comes in: the marks with the lines that they stand on, and the notes with theirs. Goes out: for each mark the
index of its note, or None where only `search.notes` can tell. Only a numbering that begins again needs this:

- notes at the foot of a page or after a chapter are called from the text since the notes before them;
- notes under a chapter's name at the end are called from the section of that name;
- a note in brackets is called by the last mark before it.

    >>> from search.readers.text.pages import Line
    >>> notes = [RawNote("1", (Line("A", 3),), 0), RawNote("1", (Line("B", 7),), 1)]
    >>> calls([Call("1", 2), Call("1", 5)], notes, "at the foot of the page")
    [0, 1]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from search.readers.text.labels import ENCLOSED, NAMED
from search.readers.text.note_blocks import RawNote


@dataclass(frozen=True, slots=True)
class Call:
    """A mark: its label, the number of its line, and the title of its section."""

    label: str
    line: int
    section: str = ""


_REFERENCES = (ENCLOSED, NAMED)  # what labels the entries of a list of references
_Answers: TypeAlias = list[int | None]
_Rule: TypeAlias = Callable[[Sequence[Call], Sequence[RawNote]], _Answers]


def calls(marks: Sequence[Call], notes: Sequence[RawNote], place: str, style: str = "") -> _Answers:
    """The index of each mark's note; all None where every label stands for one note.

    A list of references, though, may be called in any order and any number of times: a mark in brackets for
    its first entry begins no numbering again.
    """
    labels = [note.label for note in notes if note.label]
    if len(set(labels)) == len(labels):
        of_label = {note.label: place for place, note in enumerate(notes)} if style in _REFERENCES else {}
        return [of_label.get(mark.label) for mark in marks]
    if any(note.chapter for note in notes):
        return _by_chapter(marks, notes)
    return _by_last_mark(marks, notes) if place.startswith("in brackets") else _by_block(marks, notes)


def territories(notes: Sequence[RawNote]) -> list[tuple[int, frozenset[str]]]:
    """The first line of each block of notes, and its labels: the text above it, up to the block before, calls
    them. Empty where the blocks stand together, each under its chapter's name."""
    labels: dict[int, set[str]] = defaultdict(set)
    begins: dict[int, int] = {}
    for note in notes:
        labels[note.block].add(note.label)
        begins.setdefault(note.block, note.lines[0].number)
    if len(begins) < 2 or any(note.chapter for note in notes):
        return []
    return sorted((line, frozenset(labels[block])) for block, line in begins.items())


def _by_block(marks: Sequence[Call], notes: Sequence[RawNote]) -> _Answers:
    begins: list[int] = []
    within: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, note in enumerate(notes):
        if note.label and (not begins or note.block >= len(begins)):
            begins += [note.lines[0].number] * (note.block + 1 - len(begins))
        within[note.block, note.label].append(index)
    if len(begins) < 2:
        return [None] * len(marks)
    return [_only(within[bisect_right(begins, mark.line), mark.label]) for mark in marks]


def _by_chapter(marks: Sequence[Call], notes: Sequence[RawNote]) -> _Answers:
    within: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, note in enumerate(notes):
        within[_name(note.chapter), note.label].append(index)
    chapters = {chapter for chapter, _ in within}
    answers: _Answers = []
    for mark in marks:
        title = _name(mark.section)
        chapter = max((c for c in chapters if c and f"{title} ".startswith(f"{c} ")), key=len, default="")
        answers.append(_only(within[chapter, mark.label]) if chapter else None)
    return answers


def _name(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _by_last_mark(marks: Sequence[Call], notes: Sequence[RawNote]) -> _Answers:
    lines: dict[str, list[int]] = defaultdict(list)
    places: dict[str, list[int]] = defaultdict(list)
    for place, mark in enumerate(marks):
        lines[mark.label].append(mark.line)
        places[mark.label].append(place)
    answers: _Answers = [None] * len(marks)
    for index, note in enumerate(notes):
        before = bisect_right(lines[note.label], note.lines[0].number)
        if before:
            answers[places[note.label][before - 1]] = index
    return answers


def _only(found: Sequence[int]) -> int | None:
    return found[0] if len(found) == 1 else None
