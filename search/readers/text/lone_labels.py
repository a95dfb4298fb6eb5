"""Labels of notes that an extractor set on lines of their own, put back before their notes.

Comes in: the lines of a text. Goes out: the same with each label at the beginning of its note's first line.
A raised label is a line of its own to most extractors, which set it, by its height on the page,

- above the note that it labels, with or without a gap;
- or below it, as a Word document's labels come out of poppler.

    >>> from search.readers.text.pages import read_lines
    >>> lines = read_lines("He denied it.1 She did not.2\\n1\\nSmith, History.\\n2\\nIbid.")
    >>> [line.text for line in with_labels(lines)][1:]
    ['1 Smith, History.', '2 Ibid.']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from search.readers.text.labels import SUPERSCRIPTS, callable_labels
from search.readers.text.layout import begins, ends
from search.readers.text.pages import Line

_LONE = re.compile(r"\d{1,3}\.?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*∗]{1,4}|[†‡§¶‖]{1,3}")
_ABOVE = 150  # lines between a mark and its note: no page has more
_LONGEST = 25  # lines of a note whose beginning only its label below tells
_MOST = 0.8  # of the labels that must have a gap below where they stand below their notes
# how a note begins that cites
_CITES = re.compile(
    r"(?:see|cf|ibid|id|idem|supra|vgl|siehe|ebd|voir|véase|cfr|vid|см|там же|ср)\b|[‘“\"«„]|https?:|"
    r"[^\W\d_a-z]\S+(?: [^\W\d_a-z]\S*)* ?[,‘“]",
    re.IGNORECASE,
)


def with_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines, with lone labels joined to their notes; a lone number that nothing calls stays."""
    found = _lone(lines)
    if not found:
        return list(lines)
    return _from_below(lines, found) if _stand_below(lines, found) else _from_above(lines, found)


def _lone(lines: Sequence[Line]) -> list[int]:
    """Lines that are a label, called on the same page above them."""
    places: dict[str, list[int]] = defaultdict(list)
    found = []
    first = 0
    paged = lines[-1].page > 0 if lines else False
    for index, line in enumerate(lines):
        if line.opens_page:
            first = index
        label = line.text.translate(SUPERSCRIPTS).rstrip(".")
        if _LONE.fullmatch(line.text) and index:
            above = places.get(label, [])
            if len(above) > bisect_left(above, first if paged else index - _ABOVE):
                found.append(index)
        else:
            for called in callable_labels(line.text):
                places[called].append(index)
    return found


def _stand_below(lines: Sequence[Line], found: Sequence[int]) -> bool:
    """Whether labels stand below their notes: nothing, or a gap, is under nearly each of them."""
    closing = [i for i in found if i + 1 == len(lines) or lines[i + 1].opens_page or lines[i + 1].gap]
    last = sum(1 for i in found if i + 1 == len(lines) or lines[i + 1].opens_page)
    together = any(two - one < _LONGEST for one, two in pairwise(found))
    return len(closing) >= _MOST * len(found) and (last > 1 if lines[-1].page else together)


def _from_above(lines: Sequence[Line], found: Sequence[int]) -> list[Line]:
    labels = {index for index in found if index + 1 < len(lines) and not lines[index + 1].opens_page}
    between = {index for index in labels if _stands_between(lines, index)}
    joined: list[Line] = []
    for index, line in enumerate(lines):
        if index in labels:
            continue
        if index + 1 in between:
            joined.append(_labelled(line, replace(line, text=lines[index + 1].text)))
        elif index - 1 in between:
            joined.append(replace(line, gap=0))
        elif index - 1 in labels:
            joined.append(_labelled(line, lines[index - 1]))
        else:
            joined.append(line)
    return joined


def _stands_between(lines: Sequence[Line], index: int) -> bool:
    """Whether a label stands under the first line of its note, which stands apart with it."""
    if index < 2 or index + 1 >= len(lines):
        return False
    before, label, after = lines[index - 1 : index + 2]
    return bool(before.gap and not label.gap and after.gap and not before.opens_page)


def _labelled(line: Line, label: Line) -> Line:
    return replace(
        line,
        text=f"{label.text} {line.text}",
        gap=label.gap,
        opens_page=label.opens_page,
        ruled=label.ruled or line.ruled,
    )


def _from_below(lines: Sequence[Line], found: Sequence[int]) -> list[Line]:
    labels = set(found)
    begun: dict[int, int] = {}  # first line of a note -> its label's line
    called = _last_calls(lines, found)
    for index in found:
        first = _begins_above(lines, index, labels, called[index])
        if first is None and index + 1 < len(lines) and not lines[index + 1].opens_page:
            first = index + 1
        if first is not None:
            begun.setdefault(first, index)
    taken = set(begun.values())
    return [
        _labelled(line, replace(lines[begun[index]], gap=line.gap, opens_page=line.opens_page))
        if index in begun
        else line
        for index, line in enumerate(lines)
        if index not in taken
    ]


def _last_calls(lines: Sequence[Line], found: Sequence[int]) -> dict[int, int]:
    """For each label the last line, above the foot that it stands in, that calls a label of that foot."""
    called: dict[int, int] = {}
    foot: list[int] = []
    for index, after in zip(found, [*found[1:], None], strict=True):
        foot.append(index)
        if after is None or after - index > _LONGEST or any(line.opens_page for line in lines[index:after]):
            labels = {lines[i].text.translate(SUPERSCRIPTS).rstrip(".") for i in foot}
            last = max(
                (
                    i
                    for i in range(max(0, foot[0] - _ABOVE), foot[0])
                    if callable_labels(lines[i].text) & labels
                ),
                default=0,
            )
            called.update(dict.fromkeys(foot, last))
            foot = []
    return called


def _begins_above(lines: Sequence[Line], index: int, labels: set[int], called: int) -> int | None:
    """The first line of the note above its label: after the label before it, or where its look says."""
    best, most = None, 0.0
    resumed = next((line for line in lines[index + 1 : index + _ABOVE] if line.opens_page), None)
    for first in range(index - 1, max(called, index - _LONGEST), -1):
        if first in labels:
            adjoins = first + 1 < index and lines[first + 1].gap
            return first + 1 if adjoins else best
        if lines[first].opens_page:
            break
        score = _boundary(lines, first, resumed)
        if score > most:
            best, most = first, score
    return best


def _boundary(lines: Sequence[Line], first: int, resumed: Line | None) -> float:
    """How much a note seems to begin with a line: where the body above breaks off as it is resumed."""
    line, before = lines[first], lines[first - 1]
    if not begins(line):
        return 0.0
    broken = not ends(before)
    fits = 1.0
    if resumed:
        fits = 2.0 if broken == (not begins(resumed)) else 0.5
    return fits + (1 if _CITES.match(line.text) else 0) + (1 if line.gap else 0)
