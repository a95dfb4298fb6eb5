"""Texts that say when or where and name no work: the years of a life, a page, a verse's number.

Comes in: a part of a note. Goes out: whether it is nothing but dates, places inside a work, and numbers.

    >>> names_no_work("1680–1762."), names_no_work("pp. 12–15"), names_no_work("1984 (London: Penguin, 2000)")
    (True, True, False)
"""

from __future__ import annotations

from search.citations.dates import DATE
from search.citations.marked import Marked
from search.citations.reference import LOCATOR

_ROMAN = r"(?i:(?=[ivxlc])c{0,3}(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3}))"  # and no "ivi", an Italian "ibid."
_BETWEEN = r"ca?|circa|b|d|fl|r|um|and|und|et|to|bis|AD|BC|BCE|CE"
# each step atomic: a row of years could else be parted in more ways than can be tried
_WHEN_OR_WHERE = Marked(
    rf"\W*+(?>(?>(?:(?i:{DATE})|{LOCATOR}|\d+[a-z]?|{_ROMAN}|{_BETWEEN})(?!\w))\W*+)++",
    r"\d",
)


def names_no_work(text: str) -> bool:
    """Whether a text holds a number and nothing that could be a name or a title."""
    return _WHEN_OR_WHERE.fullmatch(text) is not None
