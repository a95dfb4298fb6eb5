"""A span of a passage to a text fragment: the end of a URL that takes a browser to those very words.

Comes in: a text, a span of it, and where marks of notes stand. Goes out: ":~:text=…" as the WICG's "Text
Fragments" has it (Chromium, Safari, Firefox): the words themselves, or the first of them and the last. The
browser looks for whole words of the page as it shows it, so no piece crosses a mark, or touches one: in
"grew12 fast" there is no word "grew". A document says the same words many times, and a browser takes the
first: so they are led by those before, where the paragraph has any.

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
_AROUND = 3  # words of what stands before and after


def text_fragment(text: str, span: Span, marks: Collection[int] = ()) -> str:
    """The fragment of a span; empty where it holds no word that could be looked for.

    Args:
        marks: offsets of note marks in the text.
    """
    runs = [run for run in _runs(text, span, marks) if run]
    if not runs:
        return ""
    first, last = runs[0], runs[-1]
    before = _before(text, first[0][0], marks)
    after = ""
    if first is last and len(first) <= _WHOLE:
        pieces = [_piece(text, first)]
        after = _after(text, last[-1][1], marks) if len(first) < _FEW else ""
    else:
        pieces = [_piece(text, first[: _FIRST if before else _LED]), _piece(text, last[-_LAST:])]
    parts = [f"{_escaped(before)}-" if before else "", *map(_escaped, pieces)]
    parts.append(f"-{_escaped(after)}" if after else "")
    return f":~:text={','.join(filter(None, parts))}"


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


def _before(text: str, start: int, marks: Collection[int]) -> str:
    """Up to three words that lead to a place, with the signs behind them."""
    low = max((mark for mark in marks if mark <= start), default=0)
    words = [word for word in _words(text, low, start) if word[0] != low or not low]
    return text[words[-_AROUND:][0][0] : start].strip() if words else ""


def _after(text: str, end: int, marks: Collection[int]) -> str:
    """Up to three words that follow a place, with the signs before them."""
    high = min((mark for mark in marks if mark >= end), default=len(text))
    words = [word for word in _words(text, end, high) if word[1] != high or high == len(text)]
    return text[end : words[:_AROUND][-1][1]].strip() if words else ""


def _escaped(text: str) -> str:
    """Percent-encoded; a hyphen, too, which would part what stands before from the words."""
    return quote(text, safe="").replace("-", "%2D")
