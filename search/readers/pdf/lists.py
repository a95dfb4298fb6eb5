"""Numbered lists of notes in the body: endnotes after a chapter or at the end, and lists of works cited.

Comes in: the lines of the body. Goes out: the lists, each with its span of lines and its notes. A list stands
under a heading of its own ("Notes", "References"), or is called by the text; it begins with 1, or goes on
where the notes before it end, and ends at the next heading, or where larger text follows a gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from statistics import median

from search.readers.note_headings import is_note_heading
from search.readers.pdf.labels import ROUND, Label, candidates, opening
from search.readers.pdf.shapes import Line, RawNote
from search.readers.pdf.wording import has_leaders, is_tabular, is_worded
from search.readers.text.labels import ENCLOSED, NAMED
from search.readers.text.note_places import CHAPTER

_LARGER = 1.06  # times the size of the list: a heading, or the text again
_GAP = 2.2  # times the size: what follows it after the last note is no part of it
_NEXT = 1.5  # times the size: a heading of one letter keeps that distance, "C." at the end of a note does not
_SMALLER = 0.95  # times the size of the text: a lone note without a heading
_BEFORE = 20  # lines from which that size is told
_LOST = 2  # numbers that may be missing between two notes
_OUTSET = 2.0  # sizes that labels may stand farther in: numbers are set flush right, notes like paragraphs
_SURE = frozenset({"raised", "[1]"})  # how the labels of a list look that goes on without a heading
_CALLED = 0.5  # of the labels of a list without a heading
_ANY = (NAMED, ENCLOSED)  # labels in brackets with which a list under a heading may begin
_RAISED = 0.6  # of them, where what is raised calls them: powers are mostly 2
_OFTEN = 2  # marks that call a note of a list, on the average
_ABOVE = 3  # lines between the heading and the first note: a chapter's name


@dataclass(frozen=True, slots=True)
class NoteList:
    """Lines `start` to `end` of the body; `headed` where a heading stands above."""

    start: int
    end: int
    notes: tuple[RawNote, ...]
    style: str
    headed: bool


def find_lists(lines: Sequence[Line], answered: frozenset[str]) -> list[NoteList]:
    """The lists of notes; `answered` are labels that notes at a page's foot have."""
    found: list[NoteList] = []
    known = set(answered)
    index = 0
    headed = -1
    while index < len(lines):
        if is_note_heading(lines[index].text):
            headed = index
        under = (headed >= 0 and index - headed <= _ABOVE) or bool(found and found[-1].end == index - 1)
        entry = _list_at(lines, index, under and bool(found or headed >= 0), known)
        text = lines[found[-1].end if found else 0 : index]
        if entry and _holds_notes(entry, under) and (under or _is_called(entry, lines, text, answered)):
            found.append(entry)
            known.update(note.label for note in entry.notes)
            index = entry.end
            continue
        index += 1
    return [entry for entry in _without_steps(found, lines) if _is_answering(entry, lines)]


def _list_at(lines: Sequence[Line], index: int, headed: bool, known: Set[str]) -> NoteList | None:
    first = opening(lines[index])
    if not first or not (_begins(first, headed, known) or (headed and first.style in _ANY)):
        return None
    starts = list(_entries(lines, index, first.style, headed))
    end = starts.pop()
    notes = []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        line = lines[start]
        label = opening(line)
        assert label
        text = (line.cut(label.end), *lines[start + 1 : stop])
        kept = tuple(part for part in text if part.text)
        notes.append(RawNote(label.text, kept, line.page, line.left, line.y, label.style))
    return NoteList(index, end, tuple(note for note in notes if note.lines), first.style, headed)


def _begins(first: Label, headed: bool, known: Set[str]) -> bool:
    """Whether a list may begin with a label: with the first of all, or the one after those that are known."""
    if first.text in ("1", "i", "a", "*"):
        return True
    if not first.text.isdecimal() or not (headed or first.style in _SURE):
        return False
    before = range(int(first.text) - 1 - _LOST, int(first.text))
    return first.text not in known and not known.isdisjoint(map(str, before))


def _entries(lines: Sequence[Line], index: int, style: str, headed: bool) -> Iterator[int]:
    """Indexes of lines that begin a note of a list, and last the index after the list."""
    first = opening(lines[index])
    value = int(first.text) - 1 if first and first.text.isdecimal() else 0
    left = lines[index].left
    size = lines[index].size
    end = len(lines)
    for at in range(index, len(lines)):
        line = lines[at]
        if at > index and _ends(lines, at, size, style, value):
            end = at
            break
        found = opening(line)
        if not found or found.style != style:
            continue
        if style == NAMED or not found.text.isdecimal():
            yield at
        elif _is_next(found, value, headed) and _aligned(lines, at, left):
            value = int(found.text)
            yield at
    yield end


def _is_next(found: Label, value: int, headed: bool) -> bool:
    """Whether a number counts on; works that are sorted into groups keep their numbers, which then leap."""
    step = int(found.text) - value
    return 0 < step <= 1 + _LOST or (headed and found.style == ENCLOSED and step > 0)


def _aligned(lines: Sequence[Line], at: int, left: float) -> bool:
    """Whether a line begins where labels do, or in another column or page, where that is not known."""
    before = lines[at - 1]
    line = lines[at]
    if (before.page, before.column) != (line.page, line.column):
        return True
    return line.left <= max(left, before.left) + _OUTSET * line.size


def _ends(lines: Sequence[Line], at: int, size: float, style: str, value: int) -> bool:
    line, before = lines[at], lines[at - 1]
    found = opening(line)
    if found and found.style == style and found.text == "1" and value > 1:
        return True
    if line.size > _LARGER * size or (line.bold and not before.bold and _is_short(line)):
        return not found or found.style != style or line.size > _LARGER * size
    same = (before.page, before.column) == (line.page, line.column)
    if style == "*" and not found and (not same or size > line.size * _LARGER):
        return True
    apart = before.y - line.y if same else 0.0
    if is_note_heading(line.text) or (CHAPTER.fullmatch(line.text) and apart > _NEXT * size):
        return True
    if CHAPTER.fullmatch(line.text) and len(line.text) > 3 and _is_closed(before):
        return True
    return not found and apart > _GAP * size


def _is_closed(line: Line) -> bool:
    return line.text.rstrip().endswith((".", "”", '"', ")", "»"))


def _is_short(line: Line) -> bool:
    return len(line.text) < 70 and not line.text.endswith((".", ",", ";"))


def _is_on_title(entry: NoteList, lines: Sequence[Line]) -> bool:
    """Whether a list stands on the first of several pages: where the authors work."""
    return lines[entry.start].page == lines[0].page < lines[-1].page


def _holds_notes(entry: NoteList, headed: bool) -> bool:
    """Whether what a list holds reads like notes; bullets, a table's rows and contents do not."""
    worded = sum(is_worded(note.lines[0].text) for note in entry.notes)
    if 2 * worded <= len(entry.notes) or any(has_leaders(note.lines[0].text) for note in entry.notes[:2]):
        return False
    if entry.style == "*":
        return len({note.label for note in entry.notes}) == len(entry.notes)
    return headed or entry.style != "1" or not is_tabular(entry.notes[0].lines[0].text)


def _is_called(
    entry: NoteList, lines: Sequence[Line], text: Sequence[Line], answered: frozenset[str]
) -> bool:
    """Whether the text before a list without a heading calls most of it, by marks that look its part."""
    if _is_on_title(entry, lines) or (len(entry.notes) == 1 and not _is_small(entry, lines)):
        return False
    labels = {note.label for note in entry.notes}
    enough = max(1, _CALLED * len(labels))
    if entry.style == "*":
        return len(labels & _calls(lines[: entry.start], {"raised", "*"}).keys()) >= enough
    if labels & answered and entry.style != "[1]":
        return False
    if len(labels & _calls(lines[: entry.start], {"[1]"}).keys()) >= enough:
        return True
    return not labels & answered and _is_called_raised(entry, text)


def _is_called_raised(entry: NoteList, text: Sequence[Line]) -> bool:
    """Whether raised marks call each note about once, in order; powers do not."""
    labels = {note.label for note in entry.notes}
    raised = _calls(text, {"raised"})
    first = [int(label) for label in raised if label in labels and label.isdecimal()]
    return (
        len(labels & raised.keys()) >= _RAISED * len(labels)
        and first == sorted(first)
        and sum(raised[label] for label in labels) <= _OFTEN * len(labels)
    )


def _is_small(entry: NoteList, lines: Sequence[Line]) -> bool:
    """Whether a list is set smaller than the text before it, or labelled by what is raised."""
    first = lines[entry.start]
    before = [line.size for line in lines[max(0, entry.start - _BEFORE) : entry.start]]
    return entry.style == "raised" or (bool(before) and first.size < _SMALLER * median(before))


def _without_steps(found: Sequence[NoteList], lines: Sequence[Line]) -> list[NoteList]:
    """The lists without those of steps or aims, that marks in brackets seem to call: these call works.

    Works stand under a heading farther on, and then no list without one answers brackets, unless its labels
    are set in them too.
    """
    kept = []
    for index, entry in enumerate(found):
        begun = found[index - 1].end if index else 0
        if (
            entry.headed
            or entry.style in (ENCLOSED, "*")
            or not any(other.headed for other in found[index + 1 :])
            or _is_called_raised(entry, lines[begun : entry.start])
        ):
            kept.append(entry)
    return kept


def _is_answering(entry: NoteList, lines: Sequence[Line]) -> bool:
    """A list under "Notes" that nothing at all calls is some other list."""
    calls = _calls(lines[: entry.start], {"raised", "[1]", "*", "[A]", ROUND})
    return any(note.label in calls for note in entry.notes)


def _calls(lines: Sequence[Line], styles: set[str]) -> Counter[str]:
    return Counter(
        label
        for line in lines
        for mark in candidates(line)
        if mark.style in styles and mark.start and not mark.doubtful
        for label in mark.labels
    )
