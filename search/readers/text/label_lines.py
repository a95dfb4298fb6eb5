"""Lines that are nothing but the label of a note.

Comes in: the lines of a text. Goes out: which lines are labels, each where its note begins or ends. Known:

- a label that an extractor took for the rest of a divided word is a line of its own again;
- labels of the first notes of a foot that poppler sets below the last one stand before their notes again,
  as it leaves what LibreOffice made.

    >>> from search.readers.text.pages import read_lines
    >>> lines = read_lines("He denied it.1 She did not.2\\nSmith, p. 5.\\n2\\nBrown, p. 6.\\n1\\n\\f")
    >>> [line.text for line in in_order(lines)][1:]
    ['1', 'Smith, p. 5.', '2', 'Brown, p. 6.']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from search.readers.text.feet import likelihood
from search.readers.text.labels import SUPERSCRIPTS, callable_labels
from search.readers.text.layout import begins, ends
from search.readers.text.numbering import Candidate, chain
from search.readers.text.pages import Line

_LONE = re.compile(r"\d{1,3}\.?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*∗]{1,4}|[†‡§¶‖]{1,3}")
_GLUED = re.compile(r"(.{20,}[^\W\d_]{2})(\d{1,3})")  # the break mobiliz-/ing and a label: mobiliz19
_ABOVE = 150  # lines between a mark and its note: no page has more
_COLUMN = 6  # lines of the body, by which its width is told
_LONGER = 1.15  # times that width: more letters fit on a line where they are smaller
_SMALLER = 1.5  # what that says for a note's first line
_FOOT = 80  # lines of a foot
_ENDED = re.compile(r"[.!?…\])\"”’»]\W*$|https?://\S+$|\w/\S*$")  # a note, which may well end with a URL
# how a note begins that cites
CITES = re.compile(
    r"(?:see|cf|ibid|id|idem|supra|vgl|siehe|ebd|voir|véase|cfr|vid|см|там же|ср)\b|[‘“\"«„]|https?:|"
    r"[^\W\d_a-z]\S+(?: [^\W\d_a-z]\S*)* ?[,‘“]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lone(Candidate):
    """A line that is a label; `value` 0 for a sign."""

    line: int = 0


def _called(lines: Sequence[Line]) -> list[Lone]:
    """Lines that are a label, called on the same page above them."""
    places: dict[str, list[int]] = defaultdict(list)
    found: list[Lone] = []
    first = 0
    paged = lines[-1].page > 0 if lines else False
    fresh = True
    for index, line in enumerate(lines):
        if line.opens_page:
            first, fresh = index, True
        label = line.text.translate(SUPERSCRIPTS).rstrip(".")
        if _LONE.fullmatch(line.text) and index:
            above = places.get(label, [])
            if len(above) > bisect_left(above, first if paged else index - _ABOVE):
                found.append(Lone(int(label) if label.isdecimal() else 0, 1.0, fresh, index))
                fresh = False
        else:
            for called in callable_labels(line.text):
                places[called].append(index)
    return found


def lone(lines: Sequence[Line]) -> list[int]:
    """The indexes of lines that are a label, called above them, as far as they make a numbering."""
    found = _called(lines)
    numbers = chain([label for label in found if label.value])
    return sorted(label.line for label in [*numbers, *(label for label in found if not label.value)])


def boundary(lines: Sequence[Line], first: int, resumed: Line | None) -> float:
    """How much a note seems to begin with a line."""
    line, before = lines[first], lines[first - 1]
    if not begins(line):
        return 0.0
    broken = not ends(before)
    fits = 1.0
    if resumed:
        fits = 2.0 if broken == (not begins(resumed)) else 0.5
    score = fits + (1 if CITES.match(line.text) else 0) + (1 if line.gap else 0)
    column = max(len(line.text) for line in lines[max(0, first - _COLUMN) : first])
    smaller = _SMALLER if len(line.text) > column * _LONGER else 0.0
    return score * likelihood("", line.text) + smaller


# --- labels that lost their place ------------------------------------------------------------------------


def unglued(lines: Sequence[Line]) -> list[Line]:
    """The lines, with labels of their own where an extractor took a label for the rest of a divided word."""
    pieces: list[Line] = []
    for line, after in zip(lines, [*lines[1:], None], strict=False):  # of no line, too
        glued = _GLUED.fullmatch(line.text) if after and after.gap and not after.opens_page else None
        if glued:
            pieces.append(replace(line, text=f"{glued[1]}-"))
            pieces.append(replace(line, text=glued[2], gap=0, opens_page=False, ruled=False))
        else:
            pieces.append(line)
    if len(pieces) == len(lines):
        return list(lines)
    return [replace(line, number=number) for number, line in enumerate(pieces, 1)]


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The lines, with labels that stand below the last note, the first notes' own, before these."""
    before: dict[int, int] = {}  # the first line of a note -> its label's line
    found = {label.line: label.value for label in _called(lines) if label.value}
    paged = bool(lines) and lines[-1].page > 0
    for run in _runs(found):
        if _closes_foot(lines, run[-1], paged):
            before.update(_beginnings(lines, run, found))
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


def _closes_foot(lines: Sequence[Line], last: int, paged: bool) -> bool:
    """Whether nothing stands under a label on its page; where pages are not told apart, a gap."""
    return last + 1 == len(lines) or lines[last + 1].opens_page or (not paged and bool(lines[last + 1].gap))


def _beginnings(lines: Sequence[Line], run: Sequence[int], found: Mapping[int, int]) -> dict[int, int]:
    """The first lines of the notes that these labels label: above the label that counts on from them."""
    first = max(0, run[0] - _FOOT)
    following = found[run[-1]] + 1
    until = next(
        (
            index
            for index in range(run[0] - 1, first, -1)
            if found.get(index) == following and lines[index].page == lines[run[0]].page
        ),
        run[0] if len(run) > 1 and lines[-1].page else None,
    )
    if until is None:
        return {}
    names = {str(found[index]) for index in found if until <= index <= run[-1]}
    since = _called_from(lines, max(0, until - _ABOVE), until, names, found)
    starts = _best_starts(lines, range(since + 1, until), len(run))
    return dict(zip(starts, run, strict=True)) if starts else {}


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


def _best_starts(lines: Sequence[Line], within: range, count: int) -> list[int]:
    """The lines that look most like the first ones of so many notes."""
    resumed = next((line for line in lines[within.stop : within.stop + _ABOVE] if line.opens_page), None)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for index in within:
        for done in range(min(count, len(best)) - 1, -1, -1):
            score, starts = best[done]
            looks = looks_next(lines, index) if done else boundary(lines, index, resumed)
            if looks > 0 and score + looks >= best.get(done + 1, (0.0, []))[0]:
                best[done + 1] = (score + looks, [*starts, index])
    return best.get(count, (0.0, []))[1]


def looks_next(lines: Sequence[Line], index: int) -> float:
    """How much a note seems to begin with a line, another one having ended with the line before."""
    line, before = lines[index], lines[index - 1]
    if not begins(line) or not _ENDED.search(before.text):
        return 0.1 if begins(line) else 0.0
    return 1.0 + (1 if CITES.match(line.text) else 0) + (1 if line.gap else 0)
