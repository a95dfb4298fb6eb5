"""How like two URLs, names or titles are, from 0 (another) to 1 (the same); what comes in is folded.

>>> name_likeness(["boris", "zalessky"], ["zalessky", "b"]), name_likeness(["boris"], ["zalessky", "b"])
(0.9, 0.0)
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

_URL = 0.9  # two URLs of one host that differ in more than a tenth are two pages
_TITLE = 0.8  # a title that shares fewer of its words is another
_COMMON = 1 / 3  # of the words asked for: a title of one word stands in many a sentence


def url_likeness(asked: str, stored: str, truncated: bool = False) -> float:
    """Of two URLs of one host, as they are compared: a shared beginning counts where one is cut off.

    >>> url_likeness("belta.by/economics/view/mtz-", "belta.by/economics/view/mtz-podpisal-444577-2021")
    0.583
    """
    if stored.startswith(asked) or (truncated and asked.startswith(stored)):
        return round(min(len(asked), len(stored)) / max(len(asked), len(stored)), 3)
    alike = fuzz.ratio(asked, stored) / 100
    return round(alike, 3) if alike >= _URL else 0.0


def name_likeness(asked: Sequence[str], author: Sequence[str]) -> float:
    """1 where every name that was asked for is there; less where only its initial is, or none is printed."""
    if not any(len(name) > 1 and name in author for name in asked):
        return 0.0
    missing = [name for name in asked if name not in author]
    unasked = [name for name in author if name not in asked]
    if not unasked:
        return 0.7 if missing else 1.0
    initials = [name for name in missing if any(_abbreviates(name, other) for other in unasked)]
    return 1.0 - 0.2 * len(initials) / len(asked) if len(initials) == len(missing) else 0.0


def title_likeness(asked: str, title: str) -> float:
    """1 for the whole title; less where words are missing on one side."""
    words = set(asked.split())
    shared = fuzz.token_set_ratio(asked, title) / 100
    if shared < _TITLE or len(words & set(title.split())) < len(words) * _COMMON:
        return 0.0
    return round(shared * (0.8 + 0.2 * fuzz.token_sort_ratio(asked, title) / 100), 3)


def _abbreviates(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))
