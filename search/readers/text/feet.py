"""Notes at the foot of their page, without a rule above them: where each foot begins.

Comes in: the lines of a text. Goes out: a block of lines for each page that has notes at its foot. A line
begins a note where it begins with a label that the page calls above it, and where the labels of all feet read
on as one numbering, or begin again with each page. What follows the first note of a page is notes, to the
page's end. Where pages are not told apart, the body resumes where its broken sentence goes on.

    >>> from search.readers.text.pages import read_lines
    >>> lines = read_lines("He denied it.1\\n1 Smith, History.\\fShe did not.2\\n2 Ibid.")
    >>> [[line.text for line in block] for block in at_page_foot(lines)]
    [['1 Smith, History.'], ['2 Ibid.']]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from search.readers.note_headings import is_works_heading
from search.readers.text.labels import (
    DATED,
    ENCLOSED,
    LABELS,
    OTHERS,
    SUPERSCRIPTS,
    SURE,
    callable_labels,
    goes_on,
    style_and_label,
)
from search.readers.text.layout import begins, ends
from search.readers.text.numbering import Candidate, chain
from search.readers.text.pages import LONGEST_PAGE, Line

_CLOSED = re.compile(r"[.!?…\])\"”»/]\W*$|https?://\S+$")
_LEAST = 1.5  # what labels are worth that are believed where pages are not told apart
_MOST = 0.8  # of the notes
_HEADING = 60  # characters of a heading, which may begin with a number as a note does
_LONGEST = 60  # lines of a foot
_UNCALLED = 0.3  # the weight of a label that nothing seems to call
_UNCALLED_PAGED = 0.03  # the same where it is a page that does not
_DOUBTFUL = 0.6  # of one that a date, or the middle of a sentence, seems to go on from
# styles that are one: what an extractor glues in one line it parts in the next
_FAMILIES: tuple[tuple[str, ...], ...] = (("[1]",), ("(1)",), ("¹",), ("1)",), ("1.",), ("1", "1A"), ("*",))
_ENCLOSED = re.compile(r"([\[(])\s?([^\s\])]{1,6})\s?[\])]")
_ALIKE = frozenset({"[1]", "(1)"})  # styles whose marks look like them


@dataclass(frozen=True, slots=True)
class _Start(Candidate):
    """A line that may begin a note; `called` where a mark stands for it above."""

    line: int = 0
    label: str = ""
    called: bool = False
    style: str = ""


@dataclass(slots=True)
class _Calls:
    """Where each label may be called, and where each page begins."""

    lines: Sequence[Line]
    pages: list[int] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    enclosed: dict[str, dict[str, list[int]]] = field(default_factory=dict)  # by the bracket that opens

    def __post_init__(self) -> None:
        for index, line in enumerate(self.lines):
            if line.opens_page or not index:
                self.pages.append(index)
            text = line.text
            if line.gap or line.opens_page:  # what labels a note does not call it
                match = LABELS["[1]"].match(text)
                text = text[match.end() :] if match else text
            for label in callable_labels(OTHERS.sub(" ", text)):
                self.places[label].append(index)
            for bracket, label in set(_ENCLOSED.findall(text)):
                self.enclosed.setdefault(bracket, defaultdict(list))[label].append(index)

    @property
    def paged(self) -> bool:
        """Whether the pages are told apart."""
        return len(self.pages) > 1

    def page_of(self, index: int) -> tuple[int, int]:
        """The first line of the page that holds a line, and the first of the next page."""
        page = bisect_right(self.pages, index) - 1
        after = self.pages[page + 1] if page + 1 < len(self.pages) else len(self.lines)
        return self.pages[page], after

    def above(self, style: str, label: str, index: int, since: int) -> bool:
        """Whether a label is called above a line: on its page, or since it last stood before a note."""
        first = since if style in SURE else max(since, index - LONGEST_PAGE)
        if self.paged and style != ENCLOSED:  # in brackets, a chapter's last page may have its notes
            first = self.page_of(index)[0]
        places = self._places(style, label)
        return bisect_left(places, index) > bisect_left(places, first)

    def next_call(self, style: str, label: str, index: int) -> int:
        """The first line from here on that calls a label."""
        places = self._places(style, label)
        at = bisect_left(places, index)
        return places[at] if at < len(places) else len(self.lines)

    def _places(self, style: str, label: str) -> list[int]:
        """The lines that call a label of a style."""
        places = self.enclosed.get(style[0], self.places) if style in _ALIKE else self.places
        return places.get(label, [])


def at_page_foot(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The foot of each page that calls notes; on the next page too, what its last note goes on with."""
    if not lines:
        return
    calls = _Calls(lines)
    starts = max((_starts(lines, calls, styles) for styles in _FAMILIES), key=_worth)
    if _worth(starts) < (0 if calls.paged else _LEAST):
        return
    feet = list(_feet(lines, calls, starts))
    yield from _continued(lines, calls, feet) if calls.paged else (lines[first:end] for first, end in feet)


def _feet(lines: Sequence[Line], calls: _Calls, starts: Sequence[_Start]) -> Iterator[tuple[int, int]]:
    """The first line of each foot, and the first after it."""
    parted = not calls.paged and _is_parted(lines, starts)
    groups = list(_groups(lines, calls, starts))
    for group, following in zip(groups, [*groups[1:], None], strict=False):
        first, last = group[0].line, group[-1].line
        beyond = following[0].line if following else len(lines)
        page_end = calls.page_of(last)[1] if calls.paged else len(lines)
        if parted:
            end = next((i for i in range(last + 1, beyond) if lines[i].gap), beyond)
        elif calls.paged and beyond >= page_end:
            end = page_end
        else:
            called = (
                calls.next_call(following[0].style, following[0].label, last + 1) if following else beyond
            )
            end = _resumes(lines, first, last, min(beyond, called + 1, last + _LONGEST))
        yield first, next((index for index in range(last + 1, end) if _opens_works(lines, index)), end)


def _opens_works(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a heading over works, as on a last page that no page break parts from the next."""
    text = lines[index].text
    return text[0].isupper() and text[-1].isalpha() and is_works_heading(text)


def _groups(lines: Sequence[Line], calls: _Calls, starts: Sequence[_Start]) -> Iterator[list[_Start]]:
    """The notes of each foot: some of them are called, and what stands before the first of these adjoins."""
    groups: list[list[_Start]] = []
    for start in starts:
        if groups and _same_foot(lines, calls, groups[-1][-1], start, groups[-1][0].line):
            groups[-1].append(start)
        else:
            groups.append([start])
    for group in groups:
        first = next((place for place, start in enumerate(group) if start.called), None)
        while first and group[first - 1].value == group[first].value - 1:
            first -= 1
        if first is not None:
            yield group[first:]


def _continued(
    lines: Sequence[Line], calls: _Calls, feet: Sequence[tuple[int, int]]
) -> Iterator[Sequence[Line]]:
    """The feet, and before them on their pages what the last note of the page before goes on with."""
    by_page: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for first, end in feet:
        by_page[calls.page_of(first)[0]].append((first, end))
    cut_off = False
    for page in calls.pages:
        after = calls.page_of(page)[1]
        on_page = by_page.get(page, [(after, after)])
        if cut_off:
            on_page[0] = (_continuation(lines, page, on_page[0][0], after), on_page[0][1])
        for first, end in on_page:
            if first < end:
                yield lines[first:end]
        first, end = on_page[-1]
        cut_off = first < end == after and not _CLOSED.search(lines[after - 1].text)


def _worth(starts: Sequence[_Start]) -> float:
    """How much these are called; a list of other things is not."""
    return sum(start.weight if start.called else -min(_DOUBTFUL, start.weight * 2) for start in starts)


def _starts(lines: Sequence[Line], calls: _Calls, styles: tuple[str, ...]) -> list[_Start]:
    """The lines that begin notes labelled in one way, as far as they make a numbering."""
    found: list[_Start] = []
    stood: dict[str, int] = {}
    for index, line in enumerate(lines):
        if not index:
            continue
        match = next((m for style in styles if (m := LABELS[style].match(line.text))), None)
        if not match or match.end() == len(line.text) or goes_on(line.text[match.end() :]):
            continue
        label = match[1].translate(SUPERSCRIPTS)
        since = stood.get(label, -1)
        fresh = calls.paged and since < calls.page_of(index)[0]
        called = calls.above(styles[0], label, index, since)
        stood[label] = index
        value = int(label) if label.isdecimal() else 0
        if label.isdecimal() and not value:
            continue
        weight = likelihood(lines[index - 1].text, line.text[match.end() :])
        if not called:
            weight *= _UNCALLED_PAGED if calls.paged else _UNCALLED
        found.append(_Start(value, weight, fresh, index, label, called, styles[0]))
    if calls.paged:  # of two columns the right one's foot may come first
        found.sort(key=lambda start: (calls.page_of(start.line)[0], start.value))
    signs = [start for start in found if not start.value]
    called_signs = [start for start in signs if start.called]
    signs = called_signs if calls.paged or len(called_signs) * 2 > len(signs) else []  # or bullets
    return sorted([*chain([start for start in found if start.value]), *signs], key=lambda start: start.line)


def likelihood(before: str, text: str) -> float:
    """How much a labelled line looks like a note's beginning, by the line before and what the label labels.

    A date, the middle of a sentence or a heading does less.
    """
    weight = 1.0
    if DATED.match(text) or text[0].islower():
        weight *= _DOUBTFUL
    if before.endswith(("-", ",")):
        weight *= _DOUBTFUL
    if len(text) < _HEADING and text[-1].isalpha() and not re.search(r"[\d/,]", text):
        weight *= _DOUBTFUL
    return weight


def _continuation(lines: Sequence[Line], first: int, foot: int, after: int) -> int:
    """Where the end of the last page's note begins, which stands apart above this page's notes."""
    apart = [index for index in range(first + 1, foot) if lines[index].gap]
    if not apart or (foot == after and not lines[apart[-1]].text[0].islower()):
        return foot
    labels = {style_and_label(line.text, LABELS)[1] for line in lines[foot:after]}
    if any(callable_labels(line.text) & labels for line in lines[apart[-1] : foot]):
        return foot  # what calls the notes of this page is the body
    return apart[-1] if not lines[apart[-1]].indent else foot


# --- where the body goes on ------------------------------------------------------------------------------


def _is_parted(lines: Sequence[Line], starts: Sequence[_Start]) -> bool:
    """Whether notes stand apart from the text, as paragraphs of their own."""
    after = [start.line for start in starts if start.line + 1 < len(lines)]
    return sum(bool(lines[i].gap) for i in after) > _MOST * len(after)


def _same_foot(lines: Sequence[Line], calls: _Calls, start: _Start, after: _Start, first: int) -> bool:
    """Whether the next note stands in the foot of this one: no text between them calls it."""
    apart = after.line - start.line
    if calls.paged:
        if calls.page_of(after.line) != calls.page_of(start.line):
            return False
        if not after.value or (after.called and after.value < start.value):
            return True
    if apart > _LONGEST or (after.value and after.value <= start.value):
        return False
    if apart <= 2 and not any(line.gap for line in lines[start.line + 1 : after.line]):
        return True
    begin = calls.page_of(first)[0] if calls.paged else max(0, first - LONGEST_PAGE)
    called = calls.next_call(after.style, after.label, begin)
    return called < first or called >= after.line


def _resumes(lines: Sequence[Line], first: int, last: int, limit: int) -> int:
    """The line with which the body goes on."""
    best, most = limit, 0.0
    broken = not ends(lines[first - 1])
    for index in range(last + 1, limit):
        before, line = lines[index - 1], lines[index]
        score = 0.0
        if line.gap or line.opens_page:
            score += 2
        if _CLOSED.search(before.text):
            score += 1.5
        if broken:
            score += 2 if line.text[0].islower() and _CLOSED.search(before.text) else 0
        elif begins(line):
            score += 1
        if score > most + 0.1 * (index - last):
            best, most = index, score
    return best
