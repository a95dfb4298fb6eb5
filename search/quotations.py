"""A quotation and a text in; where the text has it, how like it is, and which marks stand for it.

Small differences do not hinder: quotation marks and dashes of another kind, a note's mark copied along, a
word changed or left out.

    >>> text = "Trade grew. The park “Great Stone” has 12 residents. More will come."
    >>> likeness, (start, end) = find_quotation('the park "Great Stone" has twelve residents', text)
    >>> text[start:end][:30], likeness > 0.8
    ('The park “Great Stone” has 12 ', True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from search.results import Span
from search.sentences import sentence_of_mark

_ALIKE = 0.75  # what agrees in less than three quarters is another text
_SHORT, _ALIKE_IF_SHORT = 40, 0.9  # of so few characters, any text has nearly the same somewhere
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("„", "“"))
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'") | dict.fromkeys("‐‑‒–—―", "-")
)
_SLACK = 4  # characters: an alignment may begin or end in the neighbouring sentence by so many


def find_quotation(quote: str, text: str) -> tuple[float, Span] | None:
    """The likeness, from 0 to 1, and the span of a text that is most like a quotation; None where none is."""
    asked = _plain(" ".join(quote.split()))
    if not asked or not text:
        return None
    alike = _ALIKE if len(asked) > _SHORT else _ALIKE_IF_SHORT
    found = fuzz.partial_ratio_alignment(asked, _plain(text), score_cutoff=alike * 100)
    if found is None or found.dest_end - found.dest_start < len(asked) / 4:
        return None
    return round(found.score / 100, 3), _whole_words(text, found.dest_start, found.dest_end)


def marks_of(text: str, offsets: Iterable[int], quoted: Span) -> dict[int, float]:
    """The marks that stand for a quoted span, the one that closes it first, each with its weight.

    Those are the marks of its sentences; where they have none, the next mark behind, which may stand for
    several sentences, and surely does where it closes a printed quotation that they are part of.
    """
    start, end = quoted
    every = sorted(set(offsets))
    own = [
        offset
        for offset in every
        if (sentence := sentence_of_mark(text, offset))[0] < end - _SLACK and sentence[1] > start + _SLACK
    ]
    closing = [offset for offset in own if offset >= end - _SLACK]
    before = [offset for offset in reversed(own) if offset < end - _SLACK]
    if own:
        return dict.fromkeys(closing[:1], 1.0) | dict.fromkeys([*before, *closing[1:]], 0.9)
    following = [offset for offset in every if offset >= end][:1]
    return {offset: 1.0 if 0 <= offset - _quotation_end(text, end) <= 2 else 0.8 for offset in following}


def _quotation_end(text: str, at: int) -> int:
    """Where the quotation that is open at an offset closes; the text's end where none is."""
    for opening, closing in _QUOTES:
        alike = opening == closing
        is_open = (
            text.count(opening, 0, at) % 2
            if alike
            else text.rfind(opening, 0, at) > text.rfind(closing, 0, at)
        )
        if is_open and closing in text[at:]:
            return text.index(closing, at) + 1
    return len(text) + 1


def _plain(text: str) -> str:
    """One character for one, so that offsets stay."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).translate(_PLAIN)


def _whole_words(text: str, start: int, end: int) -> Span:
    while start > 0 and re.match(r"\w\w", text[start - 1 : start + 1]):
        start -= 1
    while end < len(text) and re.match(r"\w\w", text[end - 1 : end + 1]):
        end += 1
    return start, end
