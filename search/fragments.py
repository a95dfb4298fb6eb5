"""A span of a passage to a text fragment: the end of a URL that takes a browser to those very words.

Comes in: a text, a span of it, and where marks of notes stand. Goes out: ":~:text=…" as the WICG's "Text
Fragments" has it (Chromium, Safari, Firefox): the words themselves, or the first of them and the last. The
browser looks for whole words of the page as it shows it, so no piece crosses a mark, or touches one: in
"grew12 fast" there is no word "grew". A document says the same words many times, and a browser takes the
first: so they are led by those before, where the paragraph has any, by as many as tell this place from all
before it. Where nothing tells it, there is no fragment: better the paragraph than another's sentence.

    >>> text_fragment("Exports grew. Imports, too, grew.", (14, 33))
    ':~:text=Exports%20grew.-,Imports%2C%20too%2C%20grew'
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from urllib.parse import quote

from search.results import Span
from search.sentences import sentences

_WORD = re.compile(r"\w+(?:[^\w\s]\w+)*")  # what is between two signs a browser may take for one word
_WHOLE = 12  # words that are written out; of more, the first and the last
_FIRST, _LAST = 5, 3
_LED = 8  # first words where a paragraph begins and nothing leads to them: five are often said twice
_FEW = 4  # words after which a word more says where the end is
_AROUND = (3, 8, 20)  # words of what stands before and after: more where fewer do not tell the place


def text_fragment(text: str, span: Span, marks: Collection[int] = (), earlier: Sequence[str] = ()) -> str:
    """The fragment of a span; empty where it holds no word that could be looked for, or none that tells it.

    Args:
        marks: offsets of note marks in the text.
        earlier: what the page shows before the text.
    """
    runs = [run for run in _runs(text, span, marks) if run]
    if not runs:
        return ""
    before = [*earlier, text[: runs[0][0][1] - 1]]  # where the words themselves are is no other place
    ways = (_Way(text, runs, marks, words, is_told) for is_told in (False, True) for words in _AROUND)
    return next((way.fragment for way in ways if not any(map(way.is_in, before))), "")


def opening(text: str, span: Span, marks: Collection[int] = ()) -> str:
    """The words by which a span begins, as they stand in the text: what is to be looked for before it."""
    runs = [run for run in _runs(text, span, marks) if run]
    return _piece(text, runs[0][:_FIRST]) if runs else ""


class _Way:
    """One way to write a fragment; `is_told` where the words behind it are to tell it from others as well."""

    def __init__(
        self, text: str, runs: Sequence[Sequence[Span]], marks: Collection[int], around: int, is_told: bool
    ) -> None:
        first, last = runs[0], runs[-1]
        self._before = _before(text, first[0][0], marks, around)
        self._after = ""
        if first is last and (len(first) <= _WHOLE or is_told):
            self._pieces = [_piece(text, first)]
            if len(first) < _FEW or is_told:
                self._after = _after(text, last[-1][1], marks, around)
        else:
            led = max(_FIRST if self._before else _LED, around if is_told else 0)
            self._pieces = [_piece(text, first[:led]), _piece(text, last[-_LAST:])]

    @property
    def fragment(self) -> str:
        parts = [f"{_escaped(self._before)}-" if self._before else "", *map(_escaped, self._pieces)]
        parts.append(f"-{_escaped(self._after)}" if self._after else "")
        return f":~:text={','.join(filter(None, parts))}"

    def is_in(self, text: str) -> bool:
        """Whether a browser might find it there: of first and last words the first are enough."""
        said = [self._before, self._pieces[0], self._after]
        return _folded("".join(said)) in _folded(text)


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds an offset."""
    spans = sentences(text) or [(0, len(text))]
    return next((span for span in spans if offset < span[1]), spans[-1])


def _runs(text: str, span: Span, marks: Collection[int]) -> list[list[Span]]:
    """The words of a span, cut where marks stand, without those that a mark touches."""
    start, end = span
    edges = [start, *sorted({mark for mark in marks if start < mark < end}), end]
    return [
        [word for word in _words(text, low, high) if not set(word) & set(marks)]
        for low, high in pairwise(edges)
    ]


def _words(text: str, start: int, end: int) -> list[Span]:
    return [match.span() for match in _WORD.finditer(text, start, end)]


def _piece(text: str, words: Sequence[Span]) -> str:
    return text[words[0][0] : words[-1][1]]


def _folded(text: str) -> str:
    """Without spaces, which may be other ones on the page, and in small letters, as browsers look."""
    return "".join(text.split()).casefold()


def _before(text: str, start: int, marks: Collection[int], most: int) -> str:
    """The words that lead to a place, with the signs behind them."""
    low = max((mark for mark in marks if mark <= start), default=0)
    words = [word for word in _words(text, low, start) if word[0] != low or not low]
    return text[words[-most:][0][0] : start].strip() if words else ""


def _after(text: str, end: int, marks: Collection[int], most: int) -> str:
    """The words that follow a place, with the signs before them."""
    high = min((mark for mark in marks if mark >= end), default=len(text))
    words = [word for word in _words(text, end, high) if word[1] != high or high == len(text)]
    return text[end : words[:most][-1][1]].strip() if words else ""


def _escaped(text: str) -> str:
    """Percent-encoded; a hyphen, too, which would part what stands before from the words."""
    return quote(text, safe="").replace("-", "%2D")
