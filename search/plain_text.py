"""A text as it was sent, made plain for those who read notes: one space for white space, NFC, nothing unseen.

Comes in: any string. Goes out: the plain text, where lines and paragraphs ended in it, and for each of its
characters the characters of the sent text that it stands for.

    >>> made = plain("Cafe\\u0301,\\r\\n2019")
    >>> made.text, made.span(0, 4), made.line_breaks
    ('Café, 2019', (0, 5), (5,))
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MARK = "\u0300-\u036f\u1160-\u11ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
_PART = re.compile(
    rf"(?P<space>\s+)|(?P<unseen>[\u00ad\u200b\u2060\ufeff]+)|[!-~]+(?![{_MARK}])"
    # Unicode's stream-safe form has no more marks on one letter; putting many in order is quadratic
    rf"|.[{_MARK}]{{0,30}}",
    re.DOTALL,
)
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028]|\u2029")
_PARAGRAPH_END = re.compile(rf"(?>{_LINE_END.pattern})[^\S\r\n]*(?:{_LINE_END.pattern})|\u2029")


@dataclass(frozen=True, slots=True)
class Plain:
    """`line_breaks` and `paragraphs` are offsets in `text` where a line, and a paragraph, ended."""

    text: str
    line_breaks: tuple[int, ...]
    paragraphs: tuple[int, ...]
    _starts: list[int]
    _ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the sent text the characters between two offsets stood."""
        return self._starts[start], self._ends[end - 1]


def plain(sent: str) -> Plain:
    """Makes a text plain. A hyphen at a line's end keeps its place, and the next line follows it at once."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    lines: list[int] = []
    paragraphs: list[int] = []
    for match in _PART.finditer(sent):
        part = match[0]
        if match["unseen"]:
            continue
        if match["space"]:
            ends_line = part != " " and _LINE_END.search(part) is not None
            ends_paragraph = ends_line and _PARAGRAPH_END.search(part) is not None
            if ends_line:
                (paragraphs if ends_paragraph else lines).append(len(starts))
            is_parted = ends_line and not ends_paragraph and parts and parts[-1][-1:] in "-‐"
            if is_parted:
                continue
            part = " "
        elif not part.isascii():
            part = unicodedata.normalize("NFC", part)
        if part.isascii() and part != " ":
            starts += range(match.start(), match.end())
            ends += range(match.start() + 1, match.end() + 1)
        else:
            starts += [match.start()] * len(part)
            ends += [match.end()] * len(part)
        parts.append(part)
    return Plain("".join(parts), tuple(lines), tuple(paragraphs), starts, ends)
