"""Labels of notes that an extractor set on lines of their own, put back before their notes.

Comes in: the lines of a text. Goes out: the same with each label at the beginning of its note's first line.
A raised label is a line of its own to most extractors, which set it, by its height on the page,

- above the note that it labels, with or without a gap;
- below it, as a Word document's labels come out of poppler, or below its first line;
- and both on one page, where some notes have one line and others several.

Which it is, is weighed for all labels of a page together: the text between two labels is one note, both or
neither's.

    >>> from search.readers.text.pages import read_lines
    >>> lines = read_lines("He denied it.1 She did not.2\\n1\\nSmith, History.\\n2\\nIbid.")
    >>> [line.text for line in with_labels(lines)][1:]
    ['1 Smith, History.', '2 Ibid.']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from search.readers.text.displaced_labels import in_order
from search.readers.text.label_lines import (
    CITES,
    body_below,
    boundary,
    common_words,
    foot_of,
    lone,
    looks_next,
    unglued,
)
from search.readers.text.labels import SUPERSCRIPTS, callable_labels
from search.readers.text.layout import begins
from search.readers.text.pages import LONGEST_PAGE, Line

_LONGEST = 25  # lines of a note whose beginning only its label below tells
_MOST = 40  # labels weighed together: no foot has more, and a list without pages would cost its square
_USUAL = 1.0  # what speaks for a label that stands as the document's others do
_BEGINS = 0.5  # for a line with which a sentence may begin
_BETWEEN = 1.5  # for a label between the first line of its note, which stands apart, and the rest
_PARTED = 1.5  # against a note that begins in the middle of a block, or is cut in two by its label


def with_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines, with lone labels joined to their notes; a lone number that nothing calls stays."""
    lines = in_order(unglued(lines))
    found = lone(lines)
    if not found:
        return list(lines)
    groups = list(_groups(lines, found))
    common = common_words(lines)
    readings = [
        [_Page(lines, group, usual, common).read() for group in groups] for usual in ("above", "below")
    ]
    best = max(readings, key=lambda reading: sum(score for score, _ in reading))
    return _joined(lines, {first: label for _, begun in best for first, label in begun.items()})


def _groups(lines: Sequence[Line], found: Sequence[int]) -> Iterator[list[int]]:
    """The labels that stand in one foot."""
    group: list[int] = []
    for index in found:
        apart = group and (lines[index].page != lines[group[-1]].page or index - group[-1] >= _LONGEST)
        if apart or len(group) == _MOST:
            yield group
            group = []
        group.append(index)
    yield group


_Begun = Mapping[int, int]  # the first line of a note -> its label's line


@dataclass(slots=True)
class _Page:
    """The labels of one foot, and the place that labels of this document usually have."""

    lines: Sequence[Line]
    labels: Sequence[int]
    usual: str
    common: Set[str]

    def read(self) -> tuple[float, _Begun]:
        """The best reading of all labels together, and what speaks for it."""
        # the place of the label before -> (score, notes begun)
        best: dict[str, tuple[float, dict[int, int]]] = {"": (0.0, {})}
        for turn, label in enumerate(self.labels):
            reached: dict[str, tuple[float, dict[int, int]]] = {}
            for before, (score, begun) in best.items():
                for place, first, speaks in self._places(turn, before):
                    total = score + speaks + (_USUAL if place == self.usual else 0.0)
                    if first not in begun and (place not in reached or total > reached[place][0]):
                        reached[place] = (total, {**begun, first: label})
            best = reached or best
        return max(best.values(), key=lambda reading: reading[0])

    def _places(self, turn: int, before: str) -> Iterator[tuple[str, int, float]]:
        """Where a label may stand to its note, the note's first line, and what speaks for it."""
        lines, label = self.lines, self.labels[turn]
        after = self._next_text(label)
        bounds = self._text_above(turn)
        if after is not None and (before in ("", "below") or bounds):
            score = (1.0 if not lines[label + 1].gap else 0.0) + (0.5 if lines[label].gap else 0.0)
            score += self._looks(after) - (_PARTED if before == "below" and bounds else 0.0)
            yield "above", after, score
            if self._parts_first_line(label) and before != "below" and (len(bounds) > 1 or not before):
                yield "between", label - 1, _BETWEEN + self._looks(label - 1)
        closes = not lines[label].gap and (self._ends_page(label) or bool(lines[label + 1].gap))
        # the first of a page may close the body as well
        shut = (1.0 if turn or self._ends_page(label) else 0.0) if closes else -1.0
        if before == "below" and bounds:
            yield "below", bounds[0], shut + self._looks(bounds[0])
        elif bounds:
            first = self._boundary(bounds) if not before else self._next(bounds[1:])
            if first is not None:
                parted = 0.0 if not before or lines[first].gap else _PARTED
                yield "below", first, shut + self._looks(first) - parted

    def _parts_first_line(self, label: int) -> bool:
        """Whether a label stands under a line that stands apart, and above a gap."""
        before, after = self.lines[label - 1], self.lines[label + 1]
        return bool(before.gap and not self.lines[label].gap and after.gap and not before.opens_page)

    def _text_above(self, turn: int) -> range:
        """The lines between a label and the one before it, or the last of the body that calls one."""
        label = self.labels[turn]
        first = self.labels[turn - 1] + 1 if turn else max(self._called() + 1, label - _LONGEST)
        return range(first, label)

    def _called(self) -> int:
        """The last line, above the foot, that calls one of its labels or opens its page."""
        names = {self.lines[i].text.translate(SUPERSCRIPTS).rstrip(".") for i in self.labels}
        foot = self.labels[0]
        for index in range(foot - 1, max(0, foot - LONGEST_PAGE), -1):
            if self.lines[index].opens_page or callable_labels(self.lines[index].text) & names:
                return index
        return 0

    def _next_text(self, label: int) -> int | None:
        after = label + 1
        if self._ends_page(label) or after in self.labels:
            return None
        return after

    def _ends_page(self, label: int) -> bool:
        return label + 1 == len(self.lines) or self.lines[label + 1].opens_page

    def _looks(self, first: int) -> float:
        line = self.lines[first]
        if not any(letter.isalnum() for letter in line.text):
            return -_PARTED  # a bullet
        return (_BEGINS if begins(line) else -_BEGINS) + (1.0 if CITES.match(line.text) else 0.0)

    def _boundary(self, within: range) -> int | None:
        """The line that looks most like a note's first: where the body above breaks off as it is resumed."""
        best, most = None, 0.0
        paged = self.lines[-1].page > 0  # without pages, another note may follow
        resumed = body_below(self.lines, self.labels[-1] + 1) if paged else None
        foot = foot_of(self.lines, within, resumed, self.common)
        for first in reversed(within):
            score = boundary(self.lines, first, foot)
            if score >= most > 0 or score > most:
                best, most = first, score
        return best

    def _next(self, within: range) -> int | None:
        """The line that looks most like the first of a note, after another one."""
        best = max(reversed(within), key=lambda first: looks_next(self.lines, first), default=None)
        return best if best is not None and looks_next(self.lines, best) > 0 else None


def _joined(lines: Sequence[Line], begun: _Begun) -> list[Line]:
    """The lines without those of labels, which stand before their notes."""
    labels = set(begun.values())
    joined: list[Line] = []
    for index, line in enumerate(lines):
        if index in begun:
            label = lines[begun[index]]
            joined.append(
                _labelled(
                    line,
                    label
                    if begun[index] < index
                    else replace(label, gap=line.gap, opens_page=line.opens_page),
                )
            )
        elif index not in labels:
            inside = index - 1 in labels and index - 2 in begun and begun[index - 2] == index - 1
            joined.append(replace(line, gap=0) if inside else line)
    return joined


def _labelled(line: Line, label: Line) -> Line:
    return replace(
        line,
        text=f"{label.text} {line.text}",
        gap=label.gap,
        opens_page=label.opens_page,
        ruled=label.ruled or line.ruled,
    )
