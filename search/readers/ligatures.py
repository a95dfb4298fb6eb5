"""Letters that an extractor wrote a byte out of step: "fi" as U+6600 U+6900 for U+0066 U+0069.

Comes in: a text, or two characters. Goes out: the same with its letters. Ghostscript writes so what a font
prints as one sign, a ligature or a letter with its accent, in texts that are Latin otherwise.

    >>> restored("the \\u6600\\u6900rst di\\u6600\\ucf00culty of Virtov\\u6103\\u0100")
    'the first difficulty of Virtova\u0301'
"""

from __future__ import annotations

import re

# the last two are what normalisation makes of the bytes of three letters
_SWAPPED = {"\u6900": "fi", "\u6c00": "fl", "\u6600": "ff", "\ucf00": "ffi", "\ud200": "ffl"}
_ACCENTED = "".join(chr(ord(letter) << 8 | 0x03) for letter in "ACEINOSUYZaceinosuyz")  # U+03xx: accents
_ACCENTS = "".join(
    chr(accent << 8) for accent in (0x00, 0x01, 0x02, 0x03, 0x06, 0x07, 0x08, 0x0A, 0x0C, 0x27)
)
_SWAPPED_PAIR = re.compile(f"\u6600[{''.join(_SWAPPED)}]|[{_ACCENTED}][{_ACCENTS}]")
FIRST = frozenset("\u6600" + _ACCENTED)  # what such a pair begins with
_IN_TEXT = re.compile(f"(?:(?<=[A-Za-z])|(?=..[A-Za-z]))(?:{_SWAPPED_PAIR.pattern})")


def restored(text: str) -> str:
    """A text with its letters; where no letter stands beside, these characters are what they say."""
    return text if text.isascii() else _IN_TEXT.sub(lambda match: _letters(match[0]), text)


def letters_of(pair: str) -> str | None:
    """The letters that two characters stand for; None where they stand for themselves."""
    return _letters(pair) if _SWAPPED_PAIR.fullmatch(pair) else None


def _letters(pair: str) -> str:
    if pair[0] == "\u6600":
        return _SWAPPED[pair[1]]
    first, second = map(ord, pair)
    return chr(first >> 8) + chr((first & 0xFF) << 8 | second >> 8)
