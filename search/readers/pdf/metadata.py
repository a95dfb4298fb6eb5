"""What a PDF says of itself, as far as it can be believed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.readers.pdf.shapes import File, Line

_FILE_NAME = re.compile(
    r"\.(?:docx?|odt|rtf|tex|dvi|pdf|indd|qxd|html?|txt|pages|typ|wpd)\b|^\W*$", re.IGNORECASE
)
_UNTITLED = re.compile(
    r"(?:microsoft word|powerpoint|untitled|ohne titel|sans titre|document\d*$|title$|layout \d)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:user|admin\w*|owner|unknown|author|anonymous|windows.*|microsoft.*|root)", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LONGEST = 300  # characters of a title
_MOST_LINES = 10  # of one: what has more is the text
_WORD = re.compile(r"[^\W\d_]{3}")


def title_of(file: File) -> str:
    """The title that the file gives; empty where it is a program's or a file's name."""
    title = " ".join(file.title.split())
    if title and not _UNTITLED.match(title) and not _FILE_NAME.search(title) and len(title) <= _LONGEST:
        return title
    return ""


def largest(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines of the first page that are set largest; where most are, of those in bold type."""
    first = [
        index
        for index, line in enumerate(lines)
        if line.page == lines[0].page and _WORD.search(line.text)  # no "EN" for the language
    ]
    size = max((lines[index].size for index in first), default=0.0)
    found = {index for index in first if lines[index].size >= 0.97 * size}
    if 2 * len(found) > len(first):
        found = {index for index in found if lines[index].bold} or found
    return found if len(found) <= _MOST_LINES else set()


def authors_of(file: File) -> tuple[str, ...]:
    """The authors that the file names."""
    names = (" ".join(name.split()) for name in re.split(r"\s*;\s*|\s+and\s+", file.author))
    return tuple(name for name in names if name and not _NOBODY.fullmatch(name) and " " in name)


def language_of(file: File) -> str | None:
    """The language that the file's catalogue names."""
    return file.language if _LANGUAGE.fullmatch(file.language) else None
