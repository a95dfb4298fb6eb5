"""Labels of notes that an extractor set below notes with higher labels, put back before their own.

Comes in: the lines of a text. Goes out: the same with each such label on a line above its note's first. So
poppler leaves what LibreOffice made, mostly for the first notes of a foot, sometimes for others: the label
stands, alone or with those that count on from it, below text and labels of later notes. The note stands where
it should, between that of the label before, if it is on the page, and the label that counts on.

    >>> from search.readers.text.pages import read_lines
    >>> lines = read_lines("He denied it.1 She did not.2\\nSmith, p. 5.\\n2\\nBrown, p. 6.\\n1\\n\\f")
    >>> [line.text for line in in_order(lines)][1:]
    ['1', 'Smith, p. 5.', '2', 'Brown, p. 6.']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from search.readers.text.label_lines import (
    Foot,
    body_below,
    boundary,
    called_labels,
    common_words,
    foot_of,
    looks_next,
)
from search.readers.text.labels import callable_labels
from search.readers.text.pages import LONGEST_PAGE, Line

_FOOT = 80  # lines of a foot


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The lines, with labels that stand below a later note before their own notes."""
    before: dict[int, int] = {}  # the first line of a note -> its label's line
    found = {label.line: label.value for label in called_labels(lines) if label.value}
    common = common_words(lines) if found else frozenset()
    for run in _runs(found):
        region = _region(lines, run, found)
        if region:
            starts = _best_starts(
                lines, region, len(run), foot_of(lines, region.lines, body_below(lines, run[-1] + 1), common)
            )
            before.update(zip(starts, run, strict=True) if starts else ())
    if not before:
        return list(lines)
    moved = set(before.values())
    ordered: list[Line] = []
    for index, line in enumerate(lines):
        if index in before:
            ordered.append(replace(line, text=lines[before[index]].text))
            ordered.append(replace(line, gap=0, opens_page=False, ruled=False))
        elif index not in moved:
            ordered.append(line)
    return [replace(line, number=number) for number, line in enumerate(ordered, 1)]


def _runs(found: Mapping[int, int]) -> Iterator[list[int]]:
    """Labels on lines next to each other that count on."""
    run: list[int] = []
    for index, value in found.items():
        if run and (index != run[-1] + 1 or value != found[run[-1]] + 1):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines among which notes begin; `opens` where the first of them may be the first of the foot."""

    lines: range
    opens: bool


def _region(lines: Sequence[Line], run: Sequence[int], found: Mapping[int, int]) -> _Region | None:
    """Where the notes of these labels begin: above the label that counts on from them; None if they are in
    their place."""
    paged = lines[-1].page > 0
    last = run[-1]
    if not _ends_block(lines, last, found):
        return None
    foot = [index for index in found if run[0] - _FOOT <= index < run[0]]
    foot = [index for index in foot if lines[index].page == lines[last].page]
    until = next((index for index in reversed(foot) if found[index] == found[last] + 1), None)
    if until is None:
        closes = last + 1 == len(lines) or lines[last + 1].opens_page
        if len(run) == 1 or not paged or not closes:
            return None
        until = run[0]
    previous = next((index for index in foot if found[index] == found[run[0]] - 1 and index < until), None)
    names = {str(found[index]) for index in run}
    if previous is not None and (paged or not _are_called(lines[previous + 1 : until], names)):
        return _Region(range(previous + 2, until), False)
    names.update(str(found[index]) for index in foot if index >= until)
    since = _called_from(lines, max(0, until - LONGEST_PAGE), until, names, found)
    return _Region(range(since + 1, until), True)


def _ends_block(lines: Sequence[Line], last: int, found: Mapping[int, int]) -> bool:
    """Whether no text stands directly under a label."""
    after = last + 1
    return after == len(lines) or lines[after].opens_page or bool(lines[after].gap) or after in found


def _are_called(lines: Sequence[Line], labels: set[str]) -> bool:
    return any(callable_labels(line.text) & labels for line in lines)


def _called_from(
    lines: Sequence[Line], first: int, until: int, names: set[str], found: Mapping[int, int]
) -> int:
    """The line on the page by which each of the labels may have been called; no note begins above it."""
    for index in range(until - 1, first, -1):
        if index in found or lines[index].opens_page:
            first = index
            break
    calling: dict[str, int] = {}
    for index in range(first, until):
        for name in callable_labels(lines[index].text) & names:
            calling.setdefault(name, index)
    return max(calling.values(), default=first)


def _best_starts(lines: Sequence[Line], region: _Region, count: int, foot: Foot) -> list[int]:
    """The lines that look most like the first ones of so many notes."""
    within = region.lines
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for index in within:
        for done in range(min(count, len(best)) - 1, -1, -1):
            score, starts = best[done]
            opens = region.opens and not done
            looks = boundary(lines, index, foot) if opens else looks_next(lines, index)
            if looks > 0 and score + looks >= best.get(done + 1, (0.0, []))[0]:
                best[done + 1] = (score + looks, [*starts, index])
    return best.get(count, (0.0, []))[1]
