"""The bullets that a page and a plain text print before the items of a list.

Every other format leaves them to whoever shows it, and has the text of the items alone.

    >>> lengths(["Three things failed:", "- the war;", "- the towers;", "It went on."])
    [0, 2, 2, 0]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BULLET = re.compile(r"[•‣⁃▪▫■□●○◦◾◽➢➤✓✔❖\uf0b7\uf0a7\uf0d8]\s+(?=\S)")
# signs that a line of dialogue, a verse or a sum may begin with: items of a list follow each other
_SIGN = re.compile(r"([-*+–])\s+(?=[^\W\d_])")


def lengths(texts: Sequence[str]) -> list[int]:
    """How many characters at the beginning of each paragraph are its bullet and the blanks behind it.

    Args:
        texts: all paragraphs in order; an empty one for what is none.
    """
    signs = [match[1] if (match := _SIGN.match(text)) else "" for text in texts]
    found = []
    for text, before, sign, after in zip(texts, ["", *signs], signs, [*signs[1:], ""], strict=False):
        is_listed = sign and sign in (before, after)
        bullet = _BULLET.match(text) or (_SIGN.match(text) if is_listed else None)
        found.append(bullet.end() if bullet else 0)
    return found
