"""The wrapping of a Project Gutenberg e-text: its header, its licence, and what the header says.

Comes in: the lines of a file's text. Goes out: the same text with the wrapping blanked out, line for
line, and the title and authors that the header names.

    >>> text = "Title: Emma\\nAuthor: Jane Austen\\n*** START OF THE PROJECT GUTENBERG EBOOK EMMA ***\\nEmma"
    >>> unwrap(text)
    Unwrapped(text='\\n\\n\\nEmma', title='Emma', authors=('Jane Austen',))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_START = re.compile(
    r"\s*\*{3}\s?START OF (?:THE|THIS) PROJECT GUTENBERG|\*END\*?\s?THE SMALL PRINT", re.IGNORECASE
)
_END = re.compile(
    r"\s*\*{3}\s?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the |this )?Project Gutenberg", re.IGNORECASE
)
_FIELD = re.compile(r"(Title|Author):\s*(\S.*)", re.IGNORECASE)
_CREDIT = re.compile(r"\s*(?:Produced by|E-?text prepared by|Transcribed (?:from|by))\b", re.IGNORECASE)
_HEADER = 600  # lines: no header is longer, and a text that only speaks of one is left alone


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The text itself; `title` is empty and `authors` too where no header names them."""

    text: str
    title: str = ""
    authors: tuple[str, ...] = ()


def unwrap(text: str) -> Unwrapped:
    """Blanks out the header and the licence; any other text is left as it is."""
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines[:_HEADER]) if _START.match(line)), None)
    if start is None:
        return Unwrapped(text)
    end = next((i for i in range(start + 1, len(lines)) if _END.match(lines[i])), len(lines))
    begins = _after_credit(lines, start + 1, end)
    kept = [*[""] * begins, *lines[begins:end], *[""] * (len(lines) - end)]
    fields = _fields(lines[:start])
    return Unwrapped("\n".join(kept), " ".join(fields.get("title", [])[:1]), tuple(fields.get("author", [])))


def _fields(header: Sequence[str]) -> dict[str, list[str]]:
    """What the header names; a value goes on over indented lines."""
    found: dict[str, list[str]] = {}
    values: list[str] = []
    for line in header:
        field = _FIELD.match(line)
        if field:
            values = found.setdefault(field[1].lower(), [])
            values.append(field[2].strip())
        elif values and line[:1].isspace() and line.strip():
            values[-1] += f" {line.strip()}"
        else:
            values = []
    return found


def _after_credit(lines: Sequence[str], start: int, end: int) -> int:
    """Past the paragraph that names who made the e-text, where it stands first."""
    first = next((i for i in range(start, end) if lines[i].strip()), end)
    if first == end or not _CREDIT.match(lines[first]):
        return start
    return next((i for i in range(first, end) if not lines[i].strip()), end)
