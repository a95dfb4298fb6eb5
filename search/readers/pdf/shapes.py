"""What the steps of the PDF reader hand to each other. Lengths are points, y grows upwards, pages
count from 0.

>>> Line("Salt came first.", 72, 150, 700, 10).right
150
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias


class Glyph(NamedTuple):
    """One printed character: `x0` to `x1` on the baseline `y`. `raised` by its shape or its place."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    raised: bool = False


class Rule(NamedTuple):
    """A thin horizontal line."""

    x0: float
    x1: float
    y: float


class Target(NamedTuple):
    """Where a link leads: a URL, or a page (-1: none) and a height on it."""

    url: str = ""
    page: int = -1
    x: float | None = None
    y: float | None = None


class Link(NamedTuple):
    """A link annotation: its rectangle and where it leads."""

    x0: float
    y0: float
    x1: float
    y1: float
    target: Target


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds before anything is made of it. `label` is the file's own name for the page."""

    index: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[Rule, ...] = ()
    links: tuple[Link, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A whole file: its pages, what it says of itself, and whether its letters are those that are printed."""

    pages: tuple[Page, ...]
    title: str = ""
    author: str = ""
    language: str = ""
    producer: str = ""
    is_told: bool = True


Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a part of one between two wide gaps.

    Attributes:
        text: its characters, marks included.
        left, right: where it begins and ends.
        y: its baseline.
        size: of most of its characters.
        bold: most of it.
        page: from 0.
        raised: spans of superscript text.
        links: spans that link annotations cover.
        word: the width of its first word.
        column: number of the column on its page; lines of one column follow each other downwards.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    page: int = 0
    raised: tuple[Span, ...] = ()
    links: tuple[tuple[int, int, Target], ...] = ()
    word: float = 0.0
    column: int = 0

    def cut(self, start: int) -> Line:
        """The line without its first characters."""
        return replace(
            self,
            text=self.text[start:],
            raised=tuple((max(0, a - start), b - start) for a, b in self.raised if b > start),
            links=tuple((max(0, a - start), b - start, to) for a, b, to in self.links if b > start),
        )

    def until(self, end: int) -> Line:
        """The line's first characters."""
        return replace(
            self,
            text=self.text[:end].rstrip(),
            raised=tuple((a, min(b, end)) for a, b in self.raised if a < end),
            links=tuple((a, min(b, end), to) for a, b, to in self.links if a < end),
        )


@dataclass(frozen=True, slots=True)
class RawNote:
    """A note as it stands: its label and the shape of that, its lines without it, and where it begins."""

    label: str
    lines: tuple[Line, ...]
    page: int
    x: float
    y: float
    style: str = ""
