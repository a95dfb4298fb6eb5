"""Notes at the end of the text, without a heading of their own.

Comes in: the lines of a text. Goes out: the lines of its last list, from the label 1 (or a sign) on, where
the text before calls most of its labels.

    >>> from search.readers.text.pages import read_lines
    >>> lines = read_lines("He denied it.[1] She did not.[2]\\n\\n[1] Smith, History.\\n[2] Ibid.")
    >>> [[line.text for line in block] for block in at_end(lines)]
    [['[1] Smith, History.', '[2] Ibid.']]
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from search.readers.text.labels import LABELS, SUPERSCRIPTS, SURE, callable_labels, goes_on
from search.readers.text.pages import Line

_FIRST = frozenset({"1", "01", "*", "a", "i", "A", "I"})
_LONGEST = 60  # lines of a note
_TRIED = 6  # lines that may begin the list, from the last on
_FAMILIES: tuple[tuple[str, ...], ...] = (("[1]",), ("¹",), ("*",), ("(1)",), ("1)",), ("1.",), ("1", "1A"))


def at_end(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The last list of the text, in the style whose labels are called most."""
    called: dict[str, int] = {}
    counted: Counter[str] = Counter()
    for index, line in enumerate(lines):
        for label in callable_labels(line.text):
            called.setdefault(label, index)
            counted[label] += 1
    best: Sequence[Line] = ()
    most = 0
    for styles in _FAMILIES:
        labels = _labels(lines, styles)
        for first in _firsts(labels):
            starts = _rising(labels, first)
            found = sum(called.get(labels[start], len(lines)) < first for start in starts)
            if not labels[first].isdecimal():  # as many marks as notes, or it is a list with bullets
                found = min(found, sum(counted[label] for label in {labels[start] for start in starts}))
            block = _block(lines, starts, styles[0])
            if found > most and found * 2 > len(starts) and block:
                best, most = block, found
    if best:
        yield list(best)


def _labels(lines: Sequence[Line], styles: Sequence[str]) -> dict[int, str]:
    found = {}
    for index, line in enumerate(lines):
        match = next((m for style in styles if (m := LABELS[style].match(line.text))), None)
        if match and match.end() < len(line.text) and index and not goes_on(line.text[match.end() :]):
            found[index] = match[1].translate(SUPERSCRIPTS)
    return found


def _firsts(labels: dict[int, str]) -> list[int]:
    return [index for index in reversed(labels) if labels[index] in _FIRST][:_TRIED]


def _rising(labels: dict[int, str], first: int) -> list[int]:
    """The lines whose labels rise one by one from the first; signs and letters, all that follow."""
    places: dict[str, list[int]] = defaultdict(list)
    if not labels[first].isdecimal():
        return [index for index in labels if index >= first]
    for index, label in labels.items():
        if index > first and label.isdecimal():
            places[str(int(label))].append(index)
    starts, value = [first], int(labels[first])
    while after := [i for i in places[str(value + 1)] if starts[-1] < i <= starts[-1] + _LONGEST]:
        starts.append(after[0])
        value += 1
    return starts


def _block(lines: Sequence[Line], starts: Sequence[int], style: str) -> Sequence[Line]:
    """The list to its end. Numbers may begin a list of anything: nothing may stand after one of numbers."""
    last = starts[-1]
    end = next(
        (
            index
            for index in range(last + 1, len(lines))
            if lines[index].gap and not lines[index].opens_page and not lines[index].indent
        ),
        len(lines),
    )
    paged = lines[-1].page > 0
    if end < len(lines) and style not in SURE and not paged:
        return ()
    if paged and len(lines) - last < _LONGEST:
        end = len(lines)
    return lines[starts[0] : end] if end - last < _LONGEST else ()
