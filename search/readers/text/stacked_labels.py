"""Labels of notes that an extractor set in a stack, one below the other, before all notes of their page.

Comes in: the lines of a text. Goes out: the same with each label at the beginning of its note's first line.
Poppler leaves them so where the labels of a page make a column of their own. Of as many notes as there are
labels the first begins with the first line below the stack; where the others begin is weighed for all of them
together: after a line that ends a note, with a line that may begin one.

    >>> from search.readers.text.pages import read_lines
    >>> lines = read_lines("He denied it.1 She did not.2\\n\\n1\\n2\\n\\nSmith, History.\\nIbid.")
    >>> [line.text for line in unstacked(lines)][1:]
    ['1 Smith, History.', '2 Ibid.']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from search.readers.text.label_lines import POINTS
from search.readers.text.labels import SUPERSCRIPTS, callable_labels
from search.readers.text.layout import begins, ends, measure
from search.readers.text.pages import Line

_LABEL = re.compile(r"\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_ADDRESS_ENDS = re.compile(r"https?:\S+$|^\S+/\S*$")  # a line that ends with a URL, or with the rest of one
_REACH = 80  # lines of a stack and its notes, and above it of the text that calls them
_NEXT = 3  # labels after the last stack's: pages with one note have no stack
_USUALLY = 0.4  # of the numbers on lines of their own
_FIRST = 1.5  # for the first line, above which none tells whether the last page's note goes on
_CALLED = 0.6  # of the labels: extractors lose marks
_GOES_ON = re.compile(r"\(?\d")  # pages, a year
_OPEN = re.compile(r":$|(?:^|\s)[^\W\d_a-zа-яё]\.$")  # what ends no note, or an initial
_ROOM = 0.02  # of the column: what the estimate of a line's width is good for


@dataclass(frozen=True, slots=True)
class _Stack:
    """Lines `first` to `end` are labels; `after` is the first line that is none of their notes'."""

    first: int
    end: int
    after: int


def unstacked(lines: Sequence[Line]) -> list[Line]:
    """The lines, with stacked labels joined to their notes; numbers that nothing calls stay."""
    begun: dict[int, Line] = {}
    labels: set[int] = set()
    stacks = list(_stacks(lines))
    if not stacks:
        return list(lines)
    alone = sum(1 for line in lines if _LABEL.fullmatch(line.text))
    if sum(stack.end - stack.first for stack in stacks) < _USUALLY * alone:
        return list(lines)  # two of them below one another by chance
    notes = [line for stack in stacks for line in lines[stack.end : stack.after]]
    room = (
        {line.number: slack for line, slack in zip(notes, measure(notes).slack, strict=True)} if notes else {}
    )
    for stack in stacks:
        count = stack.end - stack.first
        starts = _starts(lines[stack.end : stack.after], count, room)
        if starts:
            labels.update(range(stack.first, stack.end))
            named = zip(starts, lines[stack.first : stack.end], strict=True)
            begun.update({stack.end + start: label for start, label in named})
    if not begun:
        return list(lines)
    return [
        _labelled(line, begun[index]) if index in begun else line
        for index, line in enumerate(lines)
        if index not in labels
    ]


def _labelled(line: Line, label: Line) -> Line:
    return replace(line, text=f"{label.text} {line.text}", gap=max(line.gap, label.gap))


def _stacks(lines: Sequence[Line]) -> Iterator[_Stack]:
    """Runs of at least two labels that count on, most of them called above on their page."""
    runs: list[tuple[int, int]] = []
    index = last = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _goes_on(lines, index, end):
            end += 1
        if end - index > 1 and _are_called(lines, index, end, 0 < _value(lines[index]) - last <= _NEXT):
            runs.append((index, end))
            last = _value(lines[end - 1])
        index = max(end, index + 1)
    for first, end in runs:
        limit = min(end + _REACH, len(lines))
        page_ends = (i for i in range(end, limit) if lines[i].opens_page or _LABEL.fullmatch(lines[i].text))
        yield _Stack(first, end, next(page_ends, limit))


def _goes_on(lines: Sequence[Line], first: int, index: int) -> bool:
    line = lines[index]
    if not _LABEL.fullmatch(line.text) or (index > first and line.opens_page):
        return False
    return index == first or _value(line) == _value(lines[index - 1]) + 1


def _value(line: Line) -> int:
    return int(line.text.translate(SUPERSCRIPTS))


def _are_called(lines: Sequence[Line], first: int, end: int, expected: bool) -> bool:
    """Whether most labels are called above; of those that go on where the last ones ended, any."""
    wanted = {str(_value(line)) for line in lines[first:end]}
    count = len(wanted)
    for index in range(first - 1, max(-1, first - _REACH), -1):
        if not _LABEL.fullmatch(lines[index].text):
            wanted -= callable_labels(lines[index].text)
        if not wanted or lines[index].opens_page:
            break
    return count - len(wanted) >= (1 if expected else max(2, _CALLED * count))


def _starts(lines: Sequence[Line], count: int, room: Mapping[int, float]) -> list[int]:
    """Where so many notes begin; empty where there are fewer lines. `room` is that at each line's end."""
    if len(lines) < count:
        return []
    scores = [_FIRST + _looks(lines[0])]
    scores += [_begins(before, line, room[before.number]) for before, line in pairwise(lines)]
    # for each number of notes, the best beginnings
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for index, score in enumerate(scores):
        reached = list(best)
        for held, (total, starts) in enumerate(best[:count]):
            found = (total + score, (*starts, index))
            if held + 1 == len(reached):
                reached.append(found)
            elif found[0] > reached[held + 1][0]:
                reached[held + 1] = found
        best = reached
    return list(best[count][1])


def _begins(before: Line, line: Line, room: float) -> float:
    """How much a note seems to begin with a line: most where its first word had room on the line before."""
    score = _looks(line) + (1.0 if line.gap else 0.0)
    closed = ends(before) and not _OPEN.search(before.text)
    score += 1.0 if closed or _ADDRESS_ENDS.search(before.text) else -1.5
    return score + (1.0 if room > _ROOM else -0.5)


def _looks(line: Line) -> float:
    score = 0.5 if begins(line) and not _GOES_ON.match(line.text) else -2.0
    return score + (1.0 if POINTS.match(line.text) else 0.0)
