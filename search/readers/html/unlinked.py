"""Marks and notes that nothing links: labels that are raised or in brackets, and lines that count the same.

A run of lines is a list of notes where most of its labels are printed above it, and where what is printed
below it begins to count anew: a numbered list between marks is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from search.readers.html.furniture import Boxes
from search.readers.html.labels import bared
from search.readers.html.lines import BARE, Line, runs, value
from search.readers.html.links import Call, Found, NoteSpan
from search.readers.html.tree import HEADINGS, LABEL, Node, Tree
from search.readers.note_headings import is_note_heading

_MARK = re.compile(r"\d{1,3}|[*†‡§¶#]{1,4}|[a-z]|[ivxl]{1,6}|(?:fn|n|note)\.? ?\d{1,3}", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,3}) ?[–-] ?(\d{1,3})")
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|text-top)", re.IGNORECASE)
_RAISED_NAME = re.compile(r"(?:^|\s)(?:super(?:script)?|sup)(?:$|\s)")
_UNIT = re.compile(r"(?:^|[\s\d(/·])(?:[mckµn]?m|ft|in|mi|yd|s|h|[a-z])$")  # m², km²
_MOST = 0.6  # of a run's labels, which must be printed above it
_TITLED = 0.3  # where a heading says that these are notes
_LATER = 500  # lists that are looked through for one that the marks behind a list may call instead
_REACH = 30  # events before a run, where its heading or its rule stands


@dataclass(frozen=True, slots=True)
class _Printed:
    """A place where labels are printed in running text."""

    node: Node
    labels: tuple[str, ...]
    is_raised: bool
    is_power: bool  # may be an exponent


@dataclass(slots=True)
class _Pairing:
    """The marks of a document, in order, and what has been claimed of them."""

    tree: Tree
    marks: list[_Printed]
    at: list[int] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)  # by label, where it is printed
    numbered: list[tuple[int, int]] = field(default_factory=list)  # where numbers are printed, and which
    used: int = 0  # marks before this one have their notes
    last: int = 0  # the number of the last note

    def __post_init__(self) -> None:
        self.at = [mark.node.start for mark in self.marks]
        for mark in self.marks:
            for label in mark.labels:
                self.places.setdefault(label, []).append(mark.node.start)
            if number := value(mark.labels[0]):
                self.numbered.append((mark.node.start, number))

    def before(self, place: int) -> list[_Printed]:
        """The marks without notes that stand before an event."""
        return self.marks[self.used : bisect_left(self.at, place)]

    def calls(self, label: str, place: int) -> bool:
        """Whether a mark without a note prints a label before an event."""
        begins = self.at[self.used] if self.used < len(self.at) else place
        places = self.places.get(label, [])
        return bisect_left(places, begins) < bisect_left(places, place)

    def next_after(self, place: int) -> int:
        """The number at the first mark behind an event; 0 without one."""
        following = bisect_left(self.numbered, (place,))
        return self.numbered[following][1] if following < len(self.numbered) else 0


def add(tree: Tree, found: Found, boxes: Boxes) -> None:
    """Adds marks and notes where the labels alone tell them, outside the boxes of furniture."""
    lists = [run for run in runs(tree) if run[0].start not in boxes]
    leading = {line.start: line.end for run in lists for line in run}
    pairing = _Pairing(tree, list(_printed(tree, found, boxes, _heads(tree, leading))))
    for place, run in enumerate(lists):
        for part in _parted(run, pairing):
            if found.notes and part[0].start < found.notes[-1].end:
                continue
            if _are_notes(part, pairing, lists[place : place + _LATER]):
                _enter(found, part, pairing)


def _heads(tree: Tree, leading: dict[int, int]) -> set[Node]:
    """Elements that print the label of a line that begins with it."""
    heads = set()
    for start, end in leading.items():
        for event in tree.events[start : min(end, start + 12)]:
            if isinstance(event, Node):
                heads.add(event)
            elif event.strip():
                break
    return heads


# --- what is printed in the text -------------------------------------------------------------------------


def _printed(tree: Tree, found: Found, boxes: Boxes, heads: set[Node]) -> Iterator[_Printed]:
    end = -1
    for node in tree.nodes:
        if node.start < end or not (node.tag == LABEL or _is_raised(node)) or node in heads:
            continue
        if found.calls.get(node.start) or tree.size(node) > 120 or node.start in boxes:
            continue
        raised = node.tag != LABEL or "[" not in tree.text(node, 30)
        before = tree.between(max(0, node.start - 6), node.start, 400)[-12:]
        if raised and _UNIT.search(before) and tree.text(node, 9) in ("2", "3", "²", "³"):
            continue
        if not raised and _is_insertion(tree, node):
            continue
        if labels := tuple(_labels(tree.text(node, 150))):
            end = node.end
            yield _Printed(node, labels, raised, raised and before[-1:].isdecimal())


def _is_insertion(tree: Tree, node: Node) -> bool:
    """Whether brackets hold a letter that an editor changed: "[i]t was"."""
    after = tree.events[node.end + 1] if node.end + 1 < len(tree.events) else ""
    return bared(tree.text(node, 20)).isalpha() and isinstance(after, str) and after[:1].isalpha()


def _is_raised(node: Node) -> bool:
    if node.tag == "sup":
        return True
    if node.tag not in ("span", "font", "small", "a"):
        return False
    return bool(_RAISED.search(node.get("style")) or _RAISED_NAME.search(node.get("class").lower()))


def _labels(text: str) -> Iterator[str]:
    """The labels that a mark prints: "[1]", "1, 2", "3–5"; none where it prints anything else.

    >>> list(_labels("[1, 3–5]")), list(_labels("th"))
    (['1', '3', '4', '5'], [])
    """
    pieces = [bared(piece) for piece in re.split(r"[,;]|\]\s*\[", text)]
    if not all(_MARK.fullmatch(piece) or _RANGE.fullmatch(piece) for piece in pieces):
        return
    for piece in pieces:
        if (ends := _RANGE.fullmatch(piece)) and int(ends[1]) < int(ends[2]) < int(ends[1]) + 20:
            yield from map(str, range(int(ends[1]), int(ends[2]) + 1))
        else:
            yield piece


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
    if run[0].way in BARE and not titled and not _stand_out(run, ruled, labels & called, later, pairing):
        return False
    following = pairing.next_after(run[-1].end)
    if following <= 1:
        return True
    if following in {line.number for line in run}:
        return titled  # a mark below the list counts on: a list in the middle of the text
    return titled or _counts_on(run, following, later)


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
    if len(printed & called) < _MOST * len(printed):
        return False  # most of the marks above it have no note in it
    return ruled or (len(run) > 1 and len(called) == len(run))


def _counts_on(run: Sequence[Line], number: int, later: Sequence[Sequence[Line]]) -> bool:
    """Whether the note of that number is in a later list, and in none that has notes of these numbers too."""
    behind = ({line.label: line.number for line in other if line.start >= run[-1].end} for other in later)
    having = [labels for labels in behind if number in labels.values()]
    return bool(having) and not any(run[0].label in labels for labels in having)


def _opened(tree: Tree, first: Line) -> tuple[bool, bool]:
    """Whether a heading that says "Notes", or a rule, stands before a line."""
    titled = ruled = False
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


# --- what they call --------------------------------------------------------------------------------------


def _enter(found: Found, run: Sequence[Line], pairing: _Pairing) -> None:
    by_label = {line.label: line for line in run}
    marks = pairing.before(run[0].start)
    last = 0
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
    pairing.used += len(marks)
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
