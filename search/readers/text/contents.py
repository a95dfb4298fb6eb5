"""Tables of contents and lists of figures, whose numbers are pages and call nothing.

Comes in: the lines of a text. Goes out: the numbers of those lines that are entries:

- a title, and a page that is no less than the one before;
- a number in brackets, one more than that of the line before, and a title, as newsletters have them.

    >>> from search.readers.text.pages import read_lines
    >>> text = "The Carters 3\\nThe Road 9\\nThe Salt ... 17\\nThe Toll 25\\nThe End 31\\nIt rained.1"
    >>> sorted(entries(read_lines(text)))
    [1, 2, 3, 4, 5]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.readers.text.pages import Line

_ENTRY = re.compile(r".*[^\W\d_].*?(?:[^\s.]\s|[.·…_]{3,}\s?|(?:\s[.·…]){3,}\s?)(\d{1,4})")
_NUMBERED = re.compile(r"\[(\d{1,3})\]\s+\S")
_FEWEST_NUMBERED = 3
_FEWEST = 5  # entries in a row: fewer may be lines that happen to end with a number
_BETWEEN = 2  # lines of a longer title, or of a theme, between two entries


def entries(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines that are entries, each with the lines between it and the one before."""
    found: set[int] = set()
    for run in _runs(lines):
        if len(run) >= _FEWEST:
            found.update(line.number for line in lines[run[0] : run[-1] + 1])
    for run in _numbered(lines):
        if len(run) >= _FEWEST_NUMBERED:
            found.update(run)
    return found


def _numbered(lines: Sequence[Line]) -> Iterator[list[int]]:
    """The numbers of successive lines that begin with [1], [2], [3] …"""
    run: list[int] = []
    last = 0
    for line in lines:
        match = _NUMBERED.match(line.text)
        value = int(match[1]) if match else 0
        if value != last + 1 or (run and line.gap):
            yield run
            run = []
        if value:
            run.append(line.number)
        last = value
    yield run


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Entries near each other whose pages do not fall."""
    run: list[int] = []
    last = 0
    for index, line in enumerate(lines):
        match = _ENTRY.fullmatch(line.text) if line.text[-1:].isdecimal() else None
        if not match:
            continue
        page = int(match[1])
        if run and (index - run[-1] > _BETWEEN + 1 or page < last):
            yield run
            run = []
        run.append(index)
        last = page
    yield run
