"""Numbered lists of notes in the body: endnotes after a chapter or at the end, and lists of works cited.

Comes in: the lines of the body. Goes out: the lists, each with its span of lines and its notes. A list stands
under a heading of its own ("Notes", "References"), or is called by the text; it begins with 1, where the
notes before it end, or where a link leads, and ends at the next heading, or where larger text follows a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from search.readers.note_headings import is_note_heading
from search.readers.pdf.labels import Label, opening
from search.readers.pdf.led import led_to
from search.readers.pdf.list_calls import Calls, NoteList, holds_notes, is_answering, is_called, without_steps
from search.readers.pdf.shapes import Line, RawNote
from search.readers.text.labels import ENCLOSED, NAMED
from search.readers.text.note_places import CHAPTER

_LARGER = 1.06  # times the size of the list: a heading, or the text again
_GAP = 2.2  # times the size: what follows it after the last note is no part of it
_NEXT = 1.5  # times the size: a heading of one letter keeps that distance, "C." at the end of a note does not
_LOST = 2  # numbers that may be missing between two notes
_OUTSET = 2.0  # sizes that labels may stand farther in: numbers are set flush right, notes like paragraphs
_SURE = frozenset({"raised", "[1]"})  # how the labels of a list look that goes on without a heading
_ANY = (NAMED, ENCLOSED)  # labels in brackets with which a list under a heading may begin
_ABOVE = 3  # lines between the heading and the first note: a chapter's name


def find_lists(lines: Sequence[Line], answered: frozenset[str]) -> list[NoteList]:
    """The lists of notes; `answered` are labels that notes at a page's foot have."""
    found: list[NoteList] = []
    known = set(answered)
    calls = Calls(lines)
    led = led_to(lines)
    index = 0
    headed = -1
    while index < len(lines):
        if is_note_heading(lines[index].text):
            headed = index
            index += 1
            continue
        under = (headed >= 0 and index - headed <= _ABOVE) or bool(found and found[-1].end == index - 1)
        entry = _list_at(lines, index, under and bool(found or headed >= 0), known, led)
        if entry and found and _is_text_again(lines[index], lines[found[-1].start], entry):
            entry = None
        begun = found[-1].end if found else 0
        sure = under or bool(entry and not led.isdisjoint(range(entry.start, entry.end)))
        if entry and holds_notes(entry, under) and (sure or is_called(entry, lines, calls, begun, answered)):
            found.append(entry)
            known.update(note.label for note in entry.notes)
            index = entry.end
            continue
        index += 1
    return [entry for entry in without_steps(found, calls) if is_answering(entry, lines, calls)]


def _is_text_again(line: Line, before: Line, entry: NoteList) -> bool:
    """Whether what seems to go on with the list before is larger: a line of text that begins with a mark."""
    first = entry.notes[0].label if entry.notes else ""
    return first.isdecimal() and first != "1" and line.size > _LARGER * before.size


def _list_at(
    lines: Sequence[Line], index: int, headed: bool, known: Set[str], led: Set[int]
) -> NoteList | None:
    first = opening(lines[index])
    named = headed and first is not None and first.style in _ANY
    if not first or not (_begins(first, headed, known) or named or index in led):
        return None
    starts = list(_entries(lines, index, first.style, headed, led))
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


def _entries(lines: Sequence[Line], index: int, style: str, headed: bool, led: Set[int]) -> Iterator[int]:
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
        if not found or not (_is_alike(found.style, style, headed) or at in led):
            continue
        if found.style == NAMED or not found.text.isdecimal():
            yield at
        elif at in led or (_is_next(found, value, headed) and _aligned(lines, at, left)):
            value = int(found.text)
            yield at
    yield end


def _is_alike(style: str, first: str, headed: bool) -> bool:
    """Whether a label looks like the first of its list; works go by a name or a number side by side."""
    return style == first or (headed and style in _ANY and first in _ANY)


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
