"""Ligatures whose letters an extractor wrote with their bytes the wrong way round.

Comes in: a text. Goes out: the same with its letters. Ghostscript leaves U+6600 U+6900 for the one
letter "fi" of a font, which is U+0066 U+0069, in texts that are Latin otherwise.

    >>> restored("the \\u6600\\u6900rst di\\u6600\\ucf00culty")
    'the first difficulty'
"""

from __future__ import annotations

import re

# the last two are what normalisation makes of the bytes of three letters
_SWAPPED = {"\u6900": "fi", "\u6c00": "fl", "\u6600": "ff", "\ucf00": "ffi", "\ud200": "ffl"}
_LIGATURE = re.compile("(?:(?<=[A-Za-z])|(?=..[A-Za-z]))\u6600([" + "".join(_SWAPPED) + "])")


def restored(text: str) -> str:
    """A text with the letters of such ligatures; between other letters these characters are what they say."""
    if "\u6600" not in text:
        return text
    return _LIGATURE.sub(lambda match: _SWAPPED[match[1]], text)
