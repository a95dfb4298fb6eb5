"""Whether a text layer says what the page shows, or its fonts keep to themselves which characters they print.

A font without a table of its characters gives the numbers of its glyphs, which read as `WKH PLOO`. Bitmap
fonts of TeX have no table either, and their numbers are the letters themselves: only what they spell tells.

>>> layer = Legibility()
>>> for letter in "WKH PLOO ZDV VROG LQ WKH VSULQJ":
...     layer.add(letter, unmapped=True)
>>> layer.is_rubbish
True
"""

from __future__ import annotations

_MOSTLY = 0.6  # of the characters: where fewer have none the rest is worth reading
_LETTERS = 0.5  # of the characters of any language are letters
_VOWELS = 0.25  # of the letters of any language in Latin script are vowels, a third at least
_FEWEST = 20  # characters: of fewer nothing can be told


class Legibility:
    """Counts the characters of a file, and of those without a table what they spell."""

    def __init__(self) -> None:
        self._all = self._unmapped = self._letters = self._vowels = 0

    def add(self, text: str, *, unmapped: bool) -> None:
        """Counts one character; blanks tell nothing."""
        if text.isspace():
            return
        self._all += 1
        if unmapped:
            self._unmapped += 1
            self._letters += text.isascii() and text.isalpha()
            self._vowels += text in "aeiouyAEIOUY"

    @property
    def is_rubbish(self) -> bool:
        """Whether most characters have no table and spell nothing."""
        if self._unmapped < max(_FEWEST, _MOSTLY * self._all):
            return False
        return self._letters < _LETTERS * self._unmapped or self._vowels < _VOWELS * self._letters
