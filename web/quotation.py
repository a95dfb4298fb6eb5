"""A quoted sentence beside the passage that it was taken from: which words differ.

Words are compared as the library folds them, so that case, accents and the shape of a quotation mark are no
difference. Comes in: two texts. Goes out: both cut into pieces, and a verdict.

    >>> compared = compare("the Asian market remains huge", "He said the Asian market still remains huge.")
    >>> compared.verdict, [piece.text for piece in compared.printed if piece.hit]
    ('altered', ['still'])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from search.analysis import Token, tokens
from search.results import Span
from web.pieces import Piece, pieces

Verdict: TypeAlias = Literal["verbatim", "altered", "not found"]

SHORTEST = 5  # words; fewer are a title or a name, not a quotation
ALIKE = 0.6  # of the words: below this, what was found is another sentence


@dataclass(frozen=True, slots=True)
class Comparison:
    """`quoted` as the reader gave it and `printed` as the passage has it; a hit is a word that differs."""

    verdict: Verdict
    quoted: tuple[Piece, ...]
    printed: tuple[Piece, ...]


def compare(quote: str, passage: str) -> Comparison | None:
    """Lays a quotation beside a passage; None where it is too short to be one."""
    asked = tokens(quote)
    if len(asked) < SHORTEST:
        return None
    there = _window(asked, tokens(passage))
    matcher = _matcher(asked, there)
    if not there or matcher.ratio() < ALIKE:
        return Comparison("not found", (Piece(quote),), ())
    changes = [(a, b, c, d) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
    start, end = there[0].start, there[-1].end
    printed = pieces(passage[start:end], hits=_spans(there, [change[2:] for change in changes], start))
    quoted = pieces(quote, hits=_spans(asked, [change[:2] for change in changes]))
    return Comparison("altered" if changes else "verbatim", tuple(quoted), tuple(printed))


def _window(asked: Sequence[Token], words: Sequence[Token]) -> Sequence[Token]:
    """The words of a passage from the first to the last that the quotation shares, near its longest run."""
    run = _matcher(asked, words).find_longest_match()
    low = max(0, run.b - run.a - len(asked) // 4)
    near = words[low : run.b + (len(asked) - run.a) + len(asked) // 4]
    blocks = [block for block in _matcher(asked, near).get_matching_blocks() if block.size]
    return near[blocks[0].b : blocks[-1].b + blocks[-1].size] if blocks else ()


def _matcher(asked: Sequence[Token], words: Sequence[Token]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [one.word for one in asked], [one.word for one in words], autojunk=False)


def _spans(words: Sequence[Token], ranges: Sequence[tuple[int, int]], start: int = 0) -> list[Span]:
    return [(words[low].start - start, words[high - 1].end - start) for low, high in ranges if low < high]
