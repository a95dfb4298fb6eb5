"""Text to words: the one definition of a word, for index, query and highlight.

Comes in: any string. Goes out: tokens with offsets into that very string. A word is folded (case, accents,
ligatures, typographic apostrophes, digits of other scripts) and stemmed by Snowball's English stemmer;
nothing is a stop word, so that every phrase can be found.

    >>> [(token.word, token.stem, token.start) for token in tokens("Café’s 2.5 Stones")]
    [("cafe's", 'cafe', 0), ('2.5', '2.5', 7), ('stones', 'stone', 11)]

One word: letters and digits together, with apostrophes inside ("People's"); a number with its decimals or
thousands ("2.5", and "1,000", which is also "1000"); single letters with points ("U.S.", which is also "US");
one Chinese or Japanese character, as those scripts set no spaces. Everything else stands between words.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

import Stemmer

# seen as nothing: soft hyphen, joiners, directions, variation selectors, byte order mark
INVISIBLE = "".join(
    map(
        chr,
        chain(
            (0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF),
            range(0x200C, 0x2010),
            range(0x202A, 0x202F),
            range(0x2060, 0x2070),
            range(0xFE00, 0xFE10),
        ),
    )
)

_APOSTROPHES = "’‘ʼ＇´"  # what typesetters, keyboards and scanners print for '

# letters whose stroke or shape Unicode does not count as an accent, as people without them type them
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}

_PLAIN = str.maketrans(dict.fromkeys(INVISIBLE, None) | dict.fromkeys(_APOSTROPHES, "'") | _LETTERS)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _character_class(characters: Iterable[str]) -> str:
    """The inside of a `[…]` for characters in ascending order, as ranges: a long list compiles slowly."""
    ranges: list[tuple[str, str]] = []
    for character in characters:
        if ranges and ord(ranges[-1][1]) + 1 == ord(character):
            ranges[-1] = (ranges[-1][0], character)
        else:
            ranges.append((character, character))
    return "".join(f"{first}-{last}" for first, last in ranges)


# the blocks in which nearly all accents and vowel signs stand
_BLOCKS = (
    range(0x300, 0x1E00),
    range(0x20D0, 0x2100),
    range(0x302A, 0x3100),
    range(0xA66F, 0xAC00),
    (0xFB1E,),
    range(0xFE00, 0xFE30),
    range(0x10A00, 0x12000),
)
_MARK = _character_class(filter(_is_mark, map(chr, chain(*_BLOCKS))))
# Han with its iteration marks, and kana
_UNSPACED = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W_{_UNSPACED}]"  # or a digit
_INITIAL = (
    rf"[^\W\d_\u0590-\u1dff\u2000-\U0010ffff][{_MARK}]*+"  # Latin, Greek, Cyrillic: scripts with capitals
)

# alternatives in order; every repeat is possessive, so that no text can make it try twice
_WORD = re.compile(
    "|".join(
        (
            r"[A-Za-z]{2,}+(?![0-9'\x80-\U0010ffff])",  # nearly every English word, at twice the speed
            rf"[{_UNSPACED}][{_MARK}\uff9e\uff9f]*+",
            r"(?<!\d[.,])(?:\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++\.\d++)(?![.,]?\d)",
            rf"{_INITIAL}(?:\.{_INITIAL}(?!['{_APOSTROPHES}]?{_LETTER}))++\.?",
            rf"{_LETTER}(?:{_LETTER}++|[{_MARK}]++|['{_APOSTROPHES}](?={_LETTER}))*+",
        )
    )
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_NO_WORD = re.compile(rf"[^\w'.,⁄{_MARK}]+")  # what compatibility forms leave behind: "ﷺ" has spaces

_LONGEST_KEPT = 64  # a longer word is no word: one of a megabyte would stay in the cache
_MOST_KEPT = 131_072  # words: a library in many languages must not fill the memory

_stemmers = threading.local()  # a Snowball stemmer keeps a buffer: it is not shared by threads


class Token(NamedTuple):
    """One word of a text. `word` is the folded exact form; `start` and `end` are its offsets as printed."""

    word: str
    stem: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """All words of a text in order; a word's place in the list is its position.

    >>> [token.word for token in tokens("U.S. exports of 1,000 Æsir-Łódź 北京")]
    ['us', 'exports', 'of', '1000', 'aesir', 'lodz', '北', '京']
    """
    if text.isascii() or not _INVISIBLE.search(text):
        return _tokens(text)
    places = [place for place, character in enumerate(text) if character not in INVISIBLE]
    return [
        token._replace(start=places[token.start], end=places[token.end - 1] + 1)
        for token in _tokens("".join(text[place] for place in places))
    ]


def _tokens(text: str) -> list[Token]:
    make = tuple.__new__  # quicker than Token's own: this is the hottest line of a search
    return [
        make(Token, forms + match.span()) for match in _WORD.finditer(text) if (forms := _forms[match[0]])
    ]


def _analyse(printed: str) -> tuple[str, str]:
    word = fold(printed)
    if not word.isalnum():
        word = _NO_WORD.sub("", word).replace(",", "").strip(".'")
        if not word[:1].isdigit():
            word = word.replace(".", "")
    return word, stem(word)


class _Forms(dict[str, tuple[str, str] | tuple[()]]):
    """A word as printed -> folded and stemmed, kept; nothing for what is no word."""

    def __missing__(self, printed: str) -> tuple[str, str] | tuple[()]:
        word, root = _analyse(printed)
        forms = (word, root) if word else ()
        if len(printed) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[printed] = forms
        return forms


_forms = _Forms()


def fold(text: str) -> str:
    """Case and accents folded, compatibility forms undone: "ﬁancée’s" is "fiancee's"."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN)).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_PLAIN)
    return unicodedata.normalize("NFC", "".join(map(_without_accent, plain)))


def _without_accent(character: str) -> str:
    """Nothing for an accent; what is no accent but part of its letter (kana voicing, vowel signs) stays."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    kind = unicodedata.combining(character)
    # overlays, Hebrew and Arabic points, all that stands around a letter: Unicode's combining classes
    return "" if kind == 1 or 10 <= kind < 84 or kind >= 200 else character


def stem(word: str) -> str:
    """The stem of a folded word."""
    stemmer = getattr(_stemmers, "english", None)
    if stemmer is None:
        stemmer = _stemmers.english = Stemmer.Stemmer("english", maxCacheSize=0)
    result: str = stemmer.stemWord(word)
    return result
