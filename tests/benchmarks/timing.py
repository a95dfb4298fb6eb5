"""Searches timed in turn, one side after the other, so that whatever slows the machine slows them all."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import quantiles
from typing import NamedTuple, TypeAlias

Search: TypeAlias = Callable[[str], object]


class Timing(NamedTuple):
    """Of one class of queries, in milliseconds."""

    p50: float
    p95: float


def measure(
    sides: Mapping[str, Search], queries: Mapping[str, Sequence[str]], rounds: int
) -> dict[str, dict[str, Timing]]:
    """Class -> side -> timing. Every round asks every query of every side; another side begins each round.

    One round before them warms up and is not counted.
    """
    spent: dict[str, dict[str, list[float]]] = {name: {side: [] for side in sides} for name in queries}
    order = list(sides)
    for turn in range(-1, rounds):
        order.append(order.pop(0))
        for name, texts in queries.items():
            for text in texts:
                for side in order:
                    milliseconds = _timed(sides[side], text)
                    if turn >= 0:
                        spent[name][side].append(milliseconds)
    return {name: {side: _timing(times) for side, times in of.items()} for name, of in spent.items()}


def _timed(search: Search, text: str) -> float:
    began = time.perf_counter()
    search(text)
    return (time.perf_counter() - began) * 1000


def _timing(milliseconds: Sequence[float]) -> Timing:
    cuts = (
        quantiles(milliseconds, n=20, method="inclusive")
        if len(milliseconds) > 1
        else list(milliseconds) * 19
    )
    return Timing(cuts[9], cuts[18])
