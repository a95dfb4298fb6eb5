"""Endnotes counted i, ii, iii, as Word and LibreOffice count them unless told otherwise.

Comes in: the lines of a text. Goes out: the same with those numerals as figures, which every step after this
one knows how to read; the labels are printed again as they stood. Only a list that counts on from i, most of
whose labels the text above calls behind a mark of punctuation, is taken for notes: "i" is a word in several
languages, "v" a letter, and a preface has pages counted so.

    >>> from search.readers.text.pages import read_lines
    >>> lines = read_lines("He denied it.i She did,ii or they.iii\\ni Smith.\\nii\\nIbid.\\niii Brown, p. 6.")
    >>> [line.text for line in in_figures(lines) or ()]
    ['He denied it.1 She did,2 or they.3', '1 Smith.', '2 Ibid.', '3 Brown, p. 6.']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from search.readers.text.numbering import Candidate, chain
from search.readers.text.pages import Line

_FEWEST = 3  # notes: fewer may be the parts of a book
_CALLED = 0.6  # of them
_HIGHEST = 399  # no numeral of a note has a D or an M
_NUMERAL = r"[ivxlc]{1,9}"
_LABEL = re.compile(rf"({_NUMERAL})(?:\s+(?=[^\Wa-z]|[“‘\"«„(\[])|(?=https?:)|$)")
_MARK = re.compile(rf"(?<=[.,;:!?…”’\"»)\]])({_NUMERAL})(?![\w.)-])")
# behind a letter: growthxii
_GLUED = re.compile(rf"(?<=[^\W\d_][^\W\d_ivxlc])({_NUMERAL})(?![\w-])")
_DOUBTFUL = 0.3  # the weight of one behind a letter
_WORDLY = 3  # letters: a shorter numeral may end a word, as in appendix, taxi and radii
_WORTH = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int) -> str:
    """A number as it is counted in lower-case roman numerals.

    >>> numeral(48)
    'xlviii'
    """
    letters = ""
    for worth, sign in _WORTH:
        letters += sign * (number // worth)
        number %= worth
    return letters


_VALUES = {numeral(number): number for number in range(1, _HIGHEST + 1)}


@dataclass(frozen=True, slots=True)
class _Numeral(Candidate):
    """A numeral on a line, from `start` to `end`."""

    line: int = 0
    start: int = 0
    end: int = 0


def in_figures(lines: Sequence[Line]) -> list[Line] | None:
    """The lines with figures for the numerals that label notes or call them; None where none do."""
    labels = _counted(lines)
    if len(labels) < _FEWEST:
        return None
    first = labels[0].line
    marks = chain(list(_marks(lines[:first])))
    called = {mark.value for mark in marks} & {label.value for label in labels}
    if len(called) < _CALLED * len(labels):
        return None
    by_line: dict[int, list[_Numeral]] = {}
    for found in (*marks, *labels):
        by_line.setdefault(found.line, []).append(found)
    printed = [_with_figures(line, by_line, index) for index, line in enumerate(lines)]
    return _joined(printed, {label.line for label in labels})


def _joined(lines: Sequence[Line], labels: Set[int]) -> list[Line]:
    """The lines, each label that stands on one of its own before its note."""
    joined: list[Line] = []
    label: Line | None = None  # one whose note is still to come
    for index, line in enumerate(lines):
        if label:
            joined.append(label if index in labels else replace(label, text=f"{label.text} {line.text}"))
        is_alone = index in labels and line.text.isdecimal()
        if is_alone and _stands_under(lines, index, labels):
            joined[-1] = replace(joined[-1], text=f"{line.text} {joined[-1].text}")
        elif not is_alone and (not label or index in labels):
            parted = index - 1 in labels and _stands_under(lines, index - 1, labels)
            joined.append(replace(line, gap=0) if parted else line)
        label = line if is_alone and not _stands_under(lines, index, labels) else None
    return [*joined, label] if label else joined


def _stands_under(lines: Sequence[Line], index: int, labels: Set[int]) -> bool:
    """Whether a label stands right under the first line of its note, and apart from the rest."""
    after = lines[index + 1 : index + 2]
    return index - 1 not in labels and not lines[index].gap and bool(after) and after[0].gap > 0


def _with_figures(line: Line, found: Mapping[int, Sequence[_Numeral]], index: int) -> Line:
    text = line.text
    for place in reversed(found.get(index, ())):
        text = f"{text[: place.start]}{place.value}{text[place.end :]}"
    return line if text == line.text else replace(line, text=text)


def _counted(lines: Sequence[Line]) -> list[_Numeral]:
    """The labels of the last list that counts on from i; on a line of its own, a label may stand too low."""
    found = [
        _Numeral(value, 1.0, False, index, 0, match.end(1))
        for index, line in enumerate(lines)
        if (match := _LABEL.match(line.text)) and (value := _VALUES.get(match[1], 0))
    ]
    first = next((place for place in range(len(found) - 1, -1, -1) if _begins(found, place)), None)
    return [] if first is None else chain(found[first:])


def _begins(found: Sequence[_Numeral], place: int) -> bool:
    """Whether a list begins here: with i, and ii and iii are the next."""
    return [label.value for label in found[place : place + _FEWEST]] == list(range(1, _FEWEST + 1))


def _marks(lines: Sequence[Line]) -> Iterator[_Numeral]:
    for index, line in enumerate(lines):
        for match in _MARK.finditer(line.text):
            if value := _VALUES.get(match[1], 0):
                yield _Numeral(value, 1.0, False, index, match.start(1), match.end(1))
        for match in _GLUED.finditer(line.text):
            if len(match[1]) < _WORDLY:
                continue
            if value := _VALUES.get(match[1], 0):
                yield _Numeral(value, _DOUBTFUL, False, index, match.start(1), match.end(1))
