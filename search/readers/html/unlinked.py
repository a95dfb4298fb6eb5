"""Marks and notes that nothing links: labels that are raised or in brackets, and lines that count the same.

A run of lines is a list of notes where most of its labels are printed above it, and where what is printed
below it begins to count anew: a numbered list between marks is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice, pairwise
from typing import TypeAlias

from search.readers.html.furniture import Boxes
from search.readers.html.lines import BARE, Line, in_figures_of, runs, value
from search.readers.html.links import Call, Found, NoteSpan
from search.readers.html.printed import Printed, printed
from search.readers.html.tree import HEADINGS, Node, Tree
from search.readers.note_headings import is_note_heading

_Judge: TypeAlias = Callable[[Sequence[Line], "_Pairing", Sequence[Sequence[Line]]], bool]
_MOST = 0.6  # of a run's labels, which must be printed above it
_TITLED = 0.3  # where a heading says that these are notes
_LATER = 500  # lists that are looked through for one that the marks behind a list may call instead
_FRAME = 60  # characters: no more are set in bold at a line's beginning
_SEVERAL = 5  # notes that nothing links, before they are looked for beside some that are linked
_TIMES = 3  # so many times as many as are linked
_REACH = 30  # events before a run, where its heading or its rule stands


@dataclass(slots=True)
class _Pairing:
    """The marks of a document, in order, and what has been claimed of them.

    Numbers and symbols are claimed apart: an author's "*" ends before note 1 begins.
    """

    tree: Tree
    marks: list[Printed]
    at: list[int] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)  # by label, where it is printed
    numbered: list[tuple[int, int]] = field(default_factory=list)  # where numbers are printed, and which
    kinds: dict[bool, list[Printed]] = field(default_factory=lambda: {True: [], False: []})
    used: dict[bool, int] = field(
        default_factory=lambda: {True: 0, False: 0}
    )  # events before which all have notes
    last: int = 0  # the number of the last note

    def __post_init__(self) -> None:
        self.at = [mark.node.start for mark in self.marks]
        for mark in self.marks:
            self.kinds[mark.labels[0].isdecimal()].append(mark)
            for label in mark.labels:
                self.places.setdefault(label, []).append(mark.node.start)
            if number := value(mark.labels[0]):
                self.numbered.append((mark.node.start, number))

    def before(self, place: int) -> list[Printed]:
        """The marks without notes that stand before an event."""
        waiting = (self._waiting(kind, place) for kind in self.kinds)
        return list(merge(*waiting, key=_start))

    def _waiting(self, is_number: bool, place: int) -> list[Printed]:
        marks = self.kinds[is_number]
        low, high = (bisect_left(marks, at, key=_start) for at in (self.used[is_number], place))
        return marks[low:high]

    def calls(self, label: str, place: int) -> bool:
        """Whether a mark without a note prints a label before an event."""
        places = self.places.get(label, [])
        return bisect_left(places, self.used[label.isdecimal()]) < bisect_left(places, place)

    def next_after(self, place: int) -> int:
        """The number at the first mark behind an event; 0 without one."""
        following = bisect_left(self.numbered, (place,))
        return self.numbered[following][1] if following < len(self.numbered) else 0


def _start(mark: Printed) -> int:
    return mark.node.start


def add(tree: Tree, found: Found, boxes: Boxes) -> None:
    """Adds marks and notes where the labels alone tell them, outside the boxes of furniture.

    Labels in round brackets count only where no others do, and only where they count as notes do.
    """
    lists = [run for run in runs(tree) if run[0].start not in boxes]
    leading = {line.start: line.end for run in lists for line in run}
    marks = list(printed(tree, found, boxes, leading))
    labels = [mark.labels[0] for mark in marks]
    lists = [in_figures_of(labels, run) for run in lists]
    _pair(tree, found, lists, [mark for mark in marks if not mark.is_round], _are_notes)
    if not found.notes:
        _pair(tree, found, lists, [mark for mark in marks if mark.is_round], _count_alike)


def add_beside(tree: Tree, found: Found, boxes: Boxes) -> None:
    """Adds them beside a few that are linked, as those of a table may be in a text whose notes are typed."""
    others = Found(calls=dict(found.calls))
    add(tree, others, boxes)
    if len(others.notes) < max(_SEVERAL, _TIMES * len(found.notes)) or _overlap(found, others):
        return
    found.calls = others.calls
    found.notes = sorted([*found.notes, *others.notes], key=lambda note: note.start)
    found.is_unlinked = True


def _overlap(found: Found, others: Found) -> bool:
    """Whether a note or a mark of the one stands within a note of the other."""
    both = sorted([*found.notes, *others.notes], key=lambda note: note.start)
    if any(one.end > following.start for one, following in pairwise(both)):
        return True
    marks = sorted(found.calls)
    return any(bisect_left(marks, one.start) < bisect_left(marks, one.end) for one in others.notes)


def _pair(
    tree: Tree, found: Found, lists: Sequence[list[Line]], marks: list[Printed], are_notes: _Judge
) -> None:
    pairing = _Pairing(tree, marks)
    for place, run in enumerate(lists):
        for part in _parted(run, pairing):
            if found.notes and part[0].start < found.notes[-1].end:
                continue
            if are_notes(part, pairing, lists[place : place + _LATER]):
                _enter(found, part, pairing)


# --- which runs are notes --------------------------------------------------------------------------------


def _parted(run: list[Line], pairing: _Pairing) -> Iterator[list[Line]]:
    """A run, parted where the mark of a line stands behind the line before it."""
    part: list[Line] = []
    for line in run:
        if part:
            low, high = (bisect_left(pairing.at, place) for place in (part[-1].start, line.start))
            if any(line.label in mark.labels for mark in pairing.marks[low:high]):
                yield part
                part = []
        part.append(line)
    if part:
        yield part


def _are_notes(run: Sequence[Line], pairing: _Pairing, later: Sequence[Sequence[Line]]) -> bool:
    labels = {line.label for line in run}
    called = {label for label in labels if pairing.calls(label, run[0].start)}
    titled, ruled = _opened(pairing.tree, run[0])
    if not labels & called or len(labels & called) < (_TITLED if titled else _MOST) * len(labels):
        return False
    if run[0].number > max(1, pairing.last + 1) and not titled:
        return False
    if run[0].way == "symbol" and (
        any(_is_framed(line, pairing.tree) for line in run)
        or any(_outdoes(other, run, pairing) for other in later)
    ):
        return False
    if run[0].way in BARE and not titled and not _stand_out(run, ruled, labels & called, later, pairing):
        return False
    following = pairing.next_after(run[-1].end)
    if following <= 1:
        return True
    if following in {line.number for line in run}:
        return titled  # a mark below the list counts on: a list in the middle of the text
    return titled or _counts_on(run, following, later)


def _count_alike(run: Sequence[Line], pairing: _Pairing, _: Sequence[Sequence[Line]]) -> bool:
    """Whether the last lines of a text, (1), (2), are called by marks that count the same, each once."""
    wanted = [line.label for line in run]
    called = [label for mark in pairing.before(run[0].start) for label in mark.labels]
    if wanted != [str(number) for number in range(1, len(run) + 1)] or called != wanted:
        return False
    titled, ruled = _opened(pairing.tree, run[0])
    if run[0].way != "parenthesised" and not titled:
        return False
    following = pairing.tree.after(run[-1].key.block())
    return titled or ruled or (len(run) > 1 and (following is None or following.tag != "p"))


def _is_framed(line: Line, tree: Tree) -> bool:
    """Whether words at a line's beginning stand between two signs: *Users: * is bold type that went wrong."""
    text = tree.between(line.start, line.end, _FRAME)[:_FRAME].lstrip()
    return line.label in text[len(line.label) :]


def _outdoes(other: Sequence[Line], run: Sequence[Line], pairing: _Pairing) -> bool:
    """Whether "*" is of a list with bullets: no mark stands between it and a list of "*" and "**"."""
    more = {line.label for line in run} < {line.label for line in other}
    return more and bisect_left(pairing.at, run[-1].end) == bisect_left(pairing.at, other[0].start)


def _stand_out(
    run: Sequence[Line],
    ruled: bool,
    called: set[str],
    later: Sequence[Sequence[Line]],
    pairing: _Pairing,
) -> bool:
    """Whether a list that could be any numbered list is set off, and no better one has the same labels."""
    better = (other for other in later if other[0].way not in BARE)
    if run[0].key.tag == "tr" or any(called <= {line.label for line in other} for other in better):
        return False
    printed = {label for mark in pairing.before(run[0].start) for label in mark.labels if label.isdecimal()}
    if _is_aside(run[0]):  # where each paragraph has its own, what another aside answers is not this one's
        printed -= {line.label for other in later if _is_aside(other[0]) for line in other} - called
    if len(printed & called) < _MOST * len(printed):
        return False  # most of the marks above it have no note in it
    return ruled or (len(run) > 1 and len(called) == len(run))


def _counts_on(run: Sequence[Line], number: int, later: Sequence[Sequence[Line]]) -> bool:
    """Whether the note of that number is in a later list, and in none that has notes of these numbers too."""
    behind = ({line.label: line.number for line in other if line.start >= run[-1].end} for other in later)
    having = [labels for labels in behind if number in labels.values()]
    return bool(having) and not any(run[0].label in labels for labels in having)


def _opened(tree: Tree, first: Line) -> tuple[bool, bool]:
    """Whether a heading that says "Notes", or a rule, stands before a line; an aside is set off, too."""
    titled = False
    ruled = _is_aside(first)
    text = ""
    for event in reversed(tree.events[max(0, first.start - _REACH) : first.start]):
        if isinstance(event, str):
            text = event.strip() or text
            if len(text) > 60:
                break
        elif event.tag == "hr":
            ruled = True
        elif text and event.tag in (*HEADINGS, "p", "b", "strong", "div", "dt", "caption", "span"):
            titled = is_note_heading(text)
            break
    return titled, ruled


def _is_aside(line: Line) -> bool:
    return any(one.tag == "aside" for one in islice(line.key.ancestors(), 3))


# --- what they call --------------------------------------------------------------------------------------


def _enter(found: Found, run: Sequence[Line], pairing: _Pairing) -> None:
    by_label = {line.label: line for line in run}
    marks = pairing.before(run[0].start)
    last, used = 0, run[0].start
    ways = {line.label.isdecimal() for line in run}
    for mark in marks:
        number = value(mark.labels[0])
        if mark.is_power and number != last + 1:
            continue
        calls = [
            Call(mark.node, label, by_label[label].key if label in by_label else None)
            for label in mark.labels
            if label in by_label or (not mark.is_raised and label.isdecimal() in ways)
        ]
        if calls:
            calls[0].more = tuple(calls[1:])
            found.calls[mark.node.start] = calls[0]
            last = max(last, number)
            used = mark.node.end if _is_aside(run[0]) else used  # the next aside answers what is left
    pairing.used |= dict.fromkeys(ways, used)
    pairing.last = run[-1].number
    found.notes += _spans(pairing.tree, run)


def _spans(tree: Tree, run: Sequence[Line]) -> Iterator[NoteSpan]:
    goes_on = False
    for line, following in pairwise(run):
        end = _cut(tree, line.end, following.start)
        goes_on = goes_on or tree.letters[end] > tree.letters[line.end]
        yield NoteSpan(line.start, end, line.label, line.key)
    last = run[-1]
    yield NoteSpan(last.start, _last(tree, last) if goes_on else last.end, last.label, last.key)


def _cut(tree: Tree, at: int, limit: int) -> int:
    """Where a note ends that goes on: before the next, a heading or a rule."""
    for place in range(at, limit):
        event = tree.events[place]
        if isinstance(event, Node) and (event.tag == "hr" or event.tag in HEADINGS):
            return place
    return limit


def _last(tree: Tree, line: Line) -> int:
    """The end of the last note, where the others have paragraphs that follow."""
    end = line.end
    block = line.key if line.key.tag != "br" else line.key.parent
    while block is not None and (block := tree.after(block)) is not None:
        if block.tag not in ("p", "ul", "ol", "blockquote", "pre"):
            break
        end = block.end
    return end
