"""Text to words: the one definition of a word, for index, query and highlight.

Comes in: any string. Goes out: tokens with offsets into that very string. A word is folded (case, accents,
ligatures, typographic apostrophes) and stemmed by Snowball's English stemmer; nothing is a stop word, so that
every phrase can be found.

    >>> [(token.word, token.stem, token.start) for token in tokens("Café’s 2.5 Stones")]
    [("cafe's", 'cafe', 0), ('2.5', '2.5', 7), ('stones', 'stone', 11)]
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

# letters and marks with apostrophes inside, or digits with a point or comma between them
_WORD = re.compile(r"\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*(?:['’ʼ][^\W_]+)*")

_stemmers = threading.local()  # a Snowball stemmer keeps a buffer: it is not shared by threads


class Token(NamedTuple):
    """One word of a text. `word` is the folded exact form; `start` and `end` are its offsets as printed."""

    word: str
    stem: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """All words of a text in order; a word's place in the list is its position."""
    found = []
    for match in _WORD.finditer(text):
        word = fold(match.group())
        if word:
            found.append(Token(word, stem(word), match.start(), match.end()))
    return found


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Case and accents folded, compatibility forms undone: "ﬁancée’s" is "fiancee's"."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'")).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded word."""
    stemmer = getattr(_stemmers, "english", None)
    if stemmer is None:
        stemmer = _stemmers.english = Stemmer.Stemmer("english", maxCacheSize=0)
    result: str = stemmer.stemWord(word)
    return result
