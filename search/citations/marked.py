"""Patterns that are tried only where one of their marks stands: most notes have no "ibid." and no ISBN.

Comes in: a pattern, and the marks of which everything that it finds holds one, as a pattern of plain letters.
Goes out: the same matches, without the cost of a pattern that tries its forty words at each letter, and
without the time that it takes to build one that no note of a document needs.

    >>> held = Marked(r"\\b(?:held|kept)\\s(?:at|in)\\s(?P<place>\\w+)", r"held|kept", re.IGNORECASE)
    >>> held.search("Her papers, Held in Geneva")["place"], held.search("Her papers") is None
    ('Geneva', True)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cached_property, lru_cache


class Marked:
    """A pattern behind its marks; both are built when they are first needed.

    The marks of a pattern that ignores case are in lower case, and looked for in the text in lower case:
    where case counts, many words are looked for in one step.
    """

    def __init__(self, pattern: str, marks: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.marks = marks
        self._flags = flags
        self._ignores_case = bool(flags & re.IGNORECASE)

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        return re.compile(self.marks)

    def may_fit(self, text: str) -> bool:
        """Whether one of the marks stands in a text."""
        return self._mark.search(folded(text) if self._ignores_case else text) is not None

    def match(self, text: str) -> re.Match[str] | None:
        return self._whole.match(text) if self.may_fit(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._whole.fullmatch(text) if self.may_fit(text) else None

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._whole.search(text, start, end) if self.may_fit(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._whole.finditer(text) if self.may_fit(text) else iter(())

    def sub(self, replacement: str, text: str) -> str:
        return self._whole.sub(replacement, text) if self.may_fit(text) else text


@lru_cache(maxsize=256)  # a text is searched for the marks of a dozen patterns in turn
def folded(text: str) -> str:
    """In lower case as a pattern that ignores case takes it: a long s is an s to it, "ı" and "İ" an i."""
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").lower().replace("ſ", "s").replace("ı", "i")
