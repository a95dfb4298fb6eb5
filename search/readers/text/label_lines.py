"""Lines that are nothing but the label of a note.

Comes in: the lines of a text. Goes out: which lines are labels, and how much any other line looks like the
first of a note. A label that an extractor took for the rest of a divided word is a line of its own again.

    >>> from search.readers.text.pages import read_lines
    >>> lone(read_lines("He denied it.1 She did not.2\\n1\\nSmith, p. 5.\\n2\\nBrown, p. 6."))
    [1, 3]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from search.readers.text.feet import likelihood
from search.readers.text.labels import SUPERSCRIPTS, callable_labels
from search.readers.text.layout import advance, begins, ends
from search.readers.text.numbering import Candidate, chain
from search.readers.text.pages import LONGEST_PAGE, Line

_LONE = re.compile(r"\d{1,3}\.?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*∗]{1,4}|[†‡§¶‖]{1,3}")
_GLUED = re.compile(r"(.{20,}[^\W\d_]{2})(\d{1,3})")  # the break mobiliz-/ing and a label: mobiliz19
_PAGE = 60  # lines of a page, by which the body's width is told best
_FOOT = 30  # lines of a foot that ends with its page
_ENOUGH = 8  # of them
_SOMEWHAT_LONGER = 1.03  # times the longest: no line of the body is
_BODY = 0.65  # of all lines, at least, are the body's
_LONGER = 1.1  # times one of its full lines
_SMALLER = 1.5  # what a line that is longer than the body's says for a note's first
_WORD = re.compile(r"[^\W\d_]+")
_ENDED = re.compile(r"[.!?…\])\"”’»]\W*$|https?://\S+$|\w/\S*$")  # a note, which may well end with a URL
_TITLE = re.compile(r"[,.:] [‘“\"«„]|https?:")  # anywhere in the first line of a note that cites
_QUOTES = 0.5
_NO_NAME = 0.75  # for a capital in the middle of a sentence that no name has
_MOST = 0.85  # of the lines: others an extractor made longer by the rest of a divided word
_FULL = 0.97  # of the column: what the estimate of a line's width is good for
_APART = 0.5  # for a line whose first word had room on the line before
_ROOMY = 0.5  # times, where the word with which the body goes on had room on the line that breaks off
_NAME = r"[^\W\d_a-zа-яё]\S*"
_BETWEEN_NAMES = r"and|&|et|al\.|und|y|e|и|de|da|du|del|della|von|van|der|den|la|le"
# how a note begins that cites: a name and then a title, or the like
_POINTS = r"(?i:see|cf|ibid|id|idem|supra|vgl|siehe|ebd|voir|véase|cfr|vid|см|там же|ср)\b|[‘“\"«„]|https?:"
POINTS = re.compile(_POINTS)  # without names: others' initials and publishers begin lines, too
CITES = re.compile(
    rf"{_POINTS}|"
    rf"{_NAME}(?: (?:{_NAME}|{_BETWEEN_NAMES}))*(?: ?[‘“]|, (?=[^\W\d_a-zа-яё]|[‘“\"«„]|\d{{1,3}}[.–-]))"
)


@dataclass(frozen=True, slots=True)
class Lone(Candidate):
    """A line that is a label; `value` 0 for a sign."""

    line: int = 0


def called_labels(lines: Sequence[Line]) -> list[Lone]:
    """Lines that are a label, called on the same page above them, or counting on from one that is."""
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
            called = len(above) > bisect_left(above, first if paged else index - LONGEST_PAGE)
            if not called and paged and found and label == str(found[-1].value + 1):
                called = _counts_on(lines, found[-1], index) or _is_late(lines, above, index)
            if called:
                found.append(Lone(int(label) if label.isdecimal() else 0, 1.0, fresh, index))
                fresh = False
        else:
            for name in callable_labels(line.text):
                places[name].append(index)
    return found


def _is_late(lines: Sequence[Line], above: Sequence[int], index: int) -> bool:
    """Whether the page before calls a label for whose note it had no room."""
    return bool(above) and lines[above[-1]].page == lines[index].page - 1


def _counts_on(lines: Sequence[Line], last: Lone, index: int) -> bool:
    """Whether a label that nothing seems to call follows the last one in its foot: extractors hide marks."""
    near = lines[last.line].page == lines[index].page and index - last.line <= _FOOT
    return near and last.value > 0


def lone(lines: Sequence[Line]) -> list[int]:
    """The indexes of lines that are a label, called above them, as far as they make a numbering."""
    found = called_labels(lines)
    numbers = chain([label for label in found if label.value])
    return sorted(label.line for label in [*numbers, *(label for label in found if not label.value)])


@dataclass(frozen=True, slots=True)
class Foot:
    """What is known of a page below which a foot begins.

    Attributes:
        resumed: the line with which the body goes on below the foot.
        longer: the first line that is longer than the body's.
        column: the body's width, in ems.
        common: words that no name begins with.
    """

    resumed: Line | None
    longer: int | None
    column: float | None
    common: Set[str] = frozenset()


def common_words(lines: Sequence[Line]) -> frozenset[str]:
    """The words of a text, capitalised, that stand most often without a capital."""
    counts = Counter(word for line in lines for word in _WORD.findall(line.text))
    return frozenset(
        word for word, count in counts.items() if word[0].isupper() and counts[word.lower()] > count
    )


def foot_of(lines: Sequence[Line], within: range, resumed: Line | None, common: Set[str]) -> Foot:
    """What tells where, among these lines, a foot begins."""
    body = _body_above(lines, within.start)
    widths = sorted(advance(line.text) for line in body)
    column = widths[int(len(widths) * _MOST)] if len(widths) >= _ENOUGH else None
    return Foot(resumed, first_longer(lines, within), column, common)


def body_below(lines: Sequence[Line], after: int) -> Line | None:
    """The line with which the body goes on after a foot; where pages are not told apart, that below a gap."""
    if lines[-1].page:
        return next((line for line in lines[after : after + LONGEST_PAGE] if line.opens_page), None)
    return lines[after] if after < len(lines) and lines[after].gap else None


def boundary(lines: Sequence[Line], first: int, foot: Foot) -> float:
    """How much the first note of a foot seems to begin with a line; 0 below the first longer one.

    The body above breaks off as it is resumed; a note that the page before cut off may end between.
    """
    line, before, resumed, longer = lines[first], lines[first - 1], foot.resumed, foot.longer
    if not begins(line) or (longer is not None and first > longer):
        return 0.0
    fits = 1.0
    if is_cut_off(lines, first):
        fits = 2.0 if _ENDED.search(before.text) else 0.5
    elif resumed:
        fits = 2.0 if ends(before) == begins(resumed) else 0.5
    cites = CITES.match(line.text)
    score = fits + (1 if cites else 0) + (1 if line.gap else 0)
    score += _QUOTES if _TITLE.search(line.text) else 0
    word = _WORD.match(line.text)
    if word and word[0] in foot.common and not cites and not ends(before):
        score += _NO_NAME
    if foot.column:
        score += _APART if _has_room(before, line, foot.column) else 0.0
        if resumed and not ends(before) and _has_room(before, resumed, foot.column):
            score *= _ROOMY
    return score * likelihood("", line.text) + (_SMALLER if first == longer else 0.0)


def _has_room(line: Line, after: Line, column: float) -> bool:
    """Whether the first word of another line had room at the end of this one."""
    word = after.text.split(maxsplit=1)[0]
    return not line.text.endswith("-") and advance(f"{line.text} {word}") < column * _FULL


def is_cut_off(lines: Sequence[Line], index: int) -> bool:
    """Whether the page before that of a line ended in the middle of a note."""
    opened = next((i for i in range(index, max(0, index - _PAGE), -1) if lines[i].opens_page), 0)
    last = next((i for i in range(opened - 1, -1, -1) if not _LONE.fullmatch(lines[i].text)), 0)
    foot = lines[max(0, last - _FOOT) : opened]
    labelled = any(_LONE.fullmatch(line.text) and line.page == lines[last].page for line in foot)
    return labelled and not _ENDED.search(lines[last].text)


def first_longer(lines: Sequence[Line], within: range) -> int | None:
    """The first of these lines that is longer than the body's: more letters fit where they are smaller.

    One alone among others of the body's length holds the rest of a word that was divided.
    """
    lengths = [len(line.text) for line in _body_above(lines, within.start)]
    if len(lengths) < _ENOUGH:
        return None
    most = max(lengths) * _SOMEWHAT_LONGER
    if not lines[-1].page:  # the notes of the page before are among them
        most = min(most, sorted(lengths)[int(len(lengths) * _BODY)] * _LONGER)
    long = [index for index in within if len(lines[index].text) > most]
    return next((i for i in long if i + 1 in long or i + 2 >= within.stop), None)


def _body_above(lines: Sequence[Line], index: int) -> Sequence[Line]:
    """The lines above one on its page."""
    first = max(0, index - _PAGE)
    return lines[next((i for i in range(index - 1, first, -1) if lines[i].opens_page), first) : index]


def looks_next(lines: Sequence[Line], index: int) -> float:
    """How much a note seems to begin with a line, another one having ended with the line before."""
    line, before = lines[index], lines[index - 1]
    if not begins(line) or not _ENDED.search(before.text):
        return 0.1 if begins(line) else 0.0
    return 1.0 + (1 if CITES.match(line.text) else 0) + (1 if line.gap else 0)


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
