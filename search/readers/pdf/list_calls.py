"""Whether a list in the body holds notes that the text calls, or steps and aims that nothing does.

Comes in: a list and the marks of all lines. Marks in brackets call works again and again; raised ones call
each note about once, and in order, which powers do not; in a document whose marks are links, only links call.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from search.readers.pdf.labels import ROUND, Candidate, candidates
from search.readers.pdf.shapes import Line, RawNote
from search.readers.pdf.wording import has_leaders, is_tabular, is_worded
from search.readers.text.labels import ENCLOSED

_SMALLER = 0.95  # times the size of the text: a lone note without a heading
_BEFORE = 20  # lines from which that size is told
_CALLED = 0.5  # of the labels of a list without a heading
_RAISED = 0.6  # of them, where what is raised calls them: powers are mostly 2
_OFTEN = 2  # marks that call a note of a list, on the average
_LINKED = 3  # marks with links: fewer may be the contents'


@dataclass(frozen=True, slots=True)
class NoteList:
    """Lines `start` to `end` of the body; `headed` where a heading stands above."""

    start: int
    end: int
    notes: tuple[RawNote, ...]
    style: str
    headed: bool

    @property
    def labels(self) -> frozenset[str]:
        """The labels of its notes."""
        return frozenset(note.label for note in self.notes)


class Calls:
    """The sure marks of a body: what calls which label, and where."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._marks = [(index, mark) for index, line in enumerate(lines) for mark in _sure(line)]
        linked = sum(bool(mark.targets) and mark.style != ROUND for _, mark in self._marks)
        self.linked = linked >= _LINKED

    def count(self, start: int, end: int, *styles: str, linked: bool = False) -> Counter[str]:
        """How often the lines from `start` to `end` call each label by marks of some styles."""
        first = bisect_left(self._marks, start, key=lambda pair: pair[0])
        last = bisect_left(self._marks, end, key=lambda pair: pair[0])
        return Counter(
            label
            for _, mark in self._marks[first:last]
            if (mark.style in styles or mark.listed_style in styles) and (mark.targets or not linked)
            for label in mark.labels
        )


def _sure(line: Line) -> list[Candidate]:
    return [mark for mark in candidates(line) if mark.start and not mark.doubtful]


def holds_notes(entry: NoteList, headed: bool) -> bool:
    """Whether what a list holds reads like notes; bullets, a table's rows and contents do not."""
    worded = sum(is_worded(note.lines[0].text) for note in entry.notes)
    if 2 * worded <= len(entry.notes) or any(has_leaders(note.lines[0].text) for note in entry.notes[:2]):
        return False
    if entry.style == "*":
        return len(entry.labels) == len(entry.notes)
    return headed or entry.style != "1" or not is_tabular(entry.notes[0].lines[0].text)


def is_called(
    entry: NoteList, lines: Sequence[Line], calls: Calls, begun: int, answered: frozenset[str]
) -> bool:
    """Whether the text before a list without a heading calls most of it, by marks that look its part.

    Args:
        begun: the line after the list before.
        answered: labels that notes at a page's foot have.
    """
    if _is_on_title(entry, lines) or (len(entry.notes) == 1 and not _is_small(entry, lines)):
        return False
    enough = max(1, _CALLED * len(entry.labels))
    if entry.style == "*":
        return len(entry.labels & calls.count(0, entry.start, "raised", "*").keys()) >= enough
    if entry.labels & answered and entry.style != ENCLOSED:
        return False
    linked = calls.linked and entry.style != ENCLOSED
    bracketed = calls.count(0, entry.start, "[1]", linked=linked)
    if len(entry.labels & bracketed.keys()) >= enough:
        return True
    return not entry.labels & answered and _is_called_raised(entry, calls, begun)


def _is_called_raised(entry: NoteList, calls: Calls, begun: int) -> bool:
    raised = calls.count(begun, entry.start, "raised", linked=calls.linked)
    first = [int(label) for label in raised if label in entry.labels and label.isdecimal()]
    return (
        len(entry.labels & raised.keys()) >= _RAISED * len(entry.labels)
        and first == sorted(first)
        and sum(raised[label] for label in entry.labels) <= _OFTEN * len(entry.labels)
    )


def _is_on_title(entry: NoteList, lines: Sequence[Line]) -> bool:
    """Whether a list stands on the first of several pages: where the authors work."""
    return lines[entry.start].page == lines[0].page < lines[-1].page


def _is_small(entry: NoteList, lines: Sequence[Line]) -> bool:
    """Whether a list is set smaller than the text before it."""
    before = [line.size for line in lines[max(0, entry.start - _BEFORE) : entry.start]]
    return bool(before) and lines[entry.start].size < _SMALLER * median(before)


def without_steps(found: Sequence[NoteList], calls: Calls) -> list[NoteList]:
    """The lists without those of steps or aims, that marks in brackets seem to call: these call works.

    Works stand under a heading farther on, and then no list without one answers brackets, unless its labels
    are set in them too.
    """
    kept = []
    for index, entry in enumerate(found):
        if (
            entry.headed
            or entry.style in (ENCLOSED, "*")
            or not any(other.headed for other in found[index + 1 :])
            or _is_called_raised(entry, calls, found[index - 1].end if index else 0)
        ):
            kept.append(entry)
    return kept


def is_answering(entry: NoteList, lines: Sequence[Line], calls: Calls) -> bool:
    """A list under "Notes" that nothing at all calls is some other list; a star calls what is near."""
    if entry.style == "*":
        begun = bisect_left(lines, lines[entry.start].page - 1, key=lambda line: line.page)
        return bool(entry.labels & calls.count(begun, entry.start, "raised", "*").keys())
    styles = ["raised", "[1]", "*", "[A]", *([] if entry.style == ENCLOSED else [ROUND])]
    return bool(entry.labels & calls.count(0, entry.start, *styles).keys())
