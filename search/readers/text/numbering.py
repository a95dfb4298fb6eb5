"""Which of many numbers in a text are its numbering.

Comes in: candidates in reading order, each with its value and how much it looks the part. Goes out: the chain
that reads best as 1, 2, 3 …: a step of one costs nothing, numbers lost on the way and a new beginning cost
something, so that a stray number is left out rather than believed.

    >>> [candidate.value for candidate in chain([Candidate(v) for v in (1, 2, 2021, 3, 5)])]
    [1, 2, 3, 5]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_LARGEST_GAP = 60  # numbers lost in a row, beyond which a number is taken for something else
_GAP = 0.4  # that numbers are lost at all
_EACH = 0.02  # for each one lost
_RESTART = 0.7  # less than one good candidate, or pages with a single note could not begin again
_RESTART_AT_BREAK = 0.3  # where a page or chapter begins it is no surprise
_FIRST = 3  # a numbering that begins again may have lost those before this number


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may belong to the numbering.

    Attributes:
        value: the number.
        weight: 1 for one that looks the part, less for a doubtful one.
        fresh: True for the first one of a page or chapter.
    """

    value: int
    weight: float = 1.0
    fresh: bool = False


C = TypeVar("C", bound=Candidate)


def chain(candidates: Sequence[C]) -> list[C]:
    """The best chain, in linear time: only the best way to reach each value is kept."""
    scores: list[float] = []
    before: list[int | None] = []
    reached: dict[int, int] = {}  # value -> index of the candidate that ends the best chain there
    best: int | None = None
    for index, candidate in enumerate(candidates):
        score, previous = _best_step(candidate, scores, reached, best)
        scores.append(score + candidate.weight)
        before.append(previous)
        held = reached.get(candidate.value)
        if held is None or scores[index] > scores[held]:
            reached[candidate.value] = index
        if best is None or scores[index] > scores[best]:
            best = index
    return _walk(candidates, before, best)


def _best_step(
    candidate: Candidate, scores: Sequence[float], reached: dict[int, int], best: int | None
) -> tuple[float, int | None]:
    value = candidate.value
    most, previous = -_lost(value - 1), None
    for lost in range(min(_LARGEST_GAP, value - 1)):
        index = reached.get(value - 1 - lost)
        if index is not None and scores[index] - _lost(lost) > most:
            most, previous = scores[index] - _lost(lost), index
    if best is not None and (value == 1 or (candidate.fresh and value <= _FIRST)):
        restarted = scores[best] - (_RESTART_AT_BREAK if candidate.fresh else _RESTART) - _lost(value - 1)
        if restarted > most:
            most, previous = restarted, best
    return most, previous


def _lost(count: int) -> float:
    return _GAP + _EACH * count if count > 0 else 0.0


def _walk(candidates: Sequence[C], before: Sequence[int | None], last: int | None) -> list[C]:
    found = []
    while last is not None:
        found.append(candidates[last])
        last = before[last]
    return found[::-1]
