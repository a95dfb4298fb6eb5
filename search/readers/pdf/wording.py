"""Whether what a label stands before can be a note: words, no formula, no row of a table or of contents.

>>> is_worded("Ibid., p. 45."), is_worded("(x) = y + 2z"), is_worded("INTRODUCTION ............ 8")
(True, False, False)
>>> is_tabular("Dec. 4, 1826 Mar. 3, 1827 20th 1 Dec. 3, 1827 May 26, 1828")
True
"""

from __future__ import annotations

import re

_WORD = re.compile(
    r"[^\W\d_]{3,}|\b(?:id|ib|op|cf|pp?|ff?|nn?|vgl|s|sv|[sс]m|см|с)\.|\w\.\w+\.[a-z]{2}|[぀-鿿]{2}|\b[A-Z]{2}\b",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){6,}")
_GOES_ON = re.compile(r"[,;:.)\]=+×·→≤≥|^]")  # what is cut out of a sentence or a formula begins so
_MOSTLY = 0.5  # of the characters of prose are letters
_CELLS = 5  # words: "BVerfGE 7, 198" is no row


def is_worded(text: str) -> bool:
    """Whether a text reads like a note or the beginning of one."""
    return bool(_WORD.search(text)) and not _GOES_ON.match(text) and not has_leaders(text)


def has_leaders(text: str) -> bool:
    """Whether dots lead to a page's number, as in a table of contents."""
    return bool(_LEADERS.search(text))


def is_tabular(text: str) -> bool:
    """Whether a line holds figures rather than words, as the rows of a table do."""
    solid = [character for character in text if not character.isspace()]
    letters = sum(character.isalpha() for character in solid)
    return len(text.split()) >= _CELLS and letters < _MOSTLY * len(solid)
