"""Stacks of segments to lines of text, with what is raised and what is linked in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from search.readers.ligatures import FIRST, letters_of
from search.readers.pdf.segments import Segment
from search.readers.pdf.shapes import Glyph, Line, Link, Page, Span, Target

_SPACE = 0.15  # of the size: a gap that parts two words
_SOFT_HYPHEN = "\u00ad"
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))


def lines_of(stack: Sequence[Segment], page: Page, column: int) -> Iterator[Line]:
    """The lines of a stack from top to foot; segments on one baseline are one line."""
    ordered = sorted(stack, key=lambda segment: (-segment.y, segment.left))
    for _, group in groupby(ordered, key=lambda segment: segment.y):
        line = line_of([glyph for segment in group for glyph in segment.glyphs], page, column)
        if line.text:
            yield line


def line_of(glyphs: Sequence[Glyph], page: Page, column: int = 0) -> Line:
    """One line from its glyphs, left to right."""
    printed = list(_spaced(_in_step(glyphs)))
    sizes = sorted(g.size for g in glyphs if g.text != " " and not g.raised) or [glyphs[0].size]
    solid = [glyph for glyph in glyphs if glyph.text != " "]
    size = sizes[len(sizes) // 2]
    return Line(
        text="".join(glyph.text for glyph in printed),
        left=solid[0].x0,
        right=max(glyph.x1 for glyph in solid[-3:]),
        y=solid[0].y,
        size=size,
        bold=sum(glyph.bold for glyph in solid) * 2 > len(solid),
        page=page.index,
        raised=tuple(_raised(printed)),
        links=tuple(_linked(printed, _near(page.links, solid[0].y, size))),
        word=_first_word(printed),
        column=column,
    )


def _in_step(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """With the letters that a program wrote a byte out of step."""
    if all(glyph.text not in FIRST for glyph in glyphs):
        return glyphs
    found: list[Glyph] = []
    for glyph in glyphs:
        letters = letters_of(found[-1].text + glyph.text) if found else None
        if letters:
            found[-1] = found[-1]._replace(text=letters, x1=max(found[-1].x1, glyph.x1))
        else:
            found.append(glyph)
    return found


def _spaced(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """One character a glyph, with single blanks between words."""
    before: Glyph | None = None
    blank = False
    for index, glyph in enumerate(glyphs):
        if glyph.text == " ":
            blank = before is not None
            continue
        if glyph.text == _SOFT_HYPHEN and index + 1 < len(glyphs):
            continue
        if before and (blank or glyph.x0 - before.x1 > _SPACE * min(glyph.size, before.size)):
            yield Glyph(" ", before.x1, glyph.x0, before.y, before.size, before.bold, False)
        if glyph.text.isascii() and len(glyph.text) == 1:
            yield glyph
        else:
            yield from _letters(glyph)
        before, blank = glyph, False


def _letters(glyph: Glyph) -> Iterator[Glyph]:
    """The letters of a ligature, composed, and superscripts that are characters as figures."""
    for letter in unicodedata.normalize("NFC", glyph.text):
        if letter in _SUPERSCRIPTS:
            yield glyph._replace(text=_SUPERSCRIPTS[letter], raised=True)
        else:
            yield glyph._replace(text=letter)


def _raised(printed: Sequence[Glyph]) -> Iterator[Span]:
    """Spans of raised glyphs; blanks between them do not part them."""
    start = end = -1
    for index, glyph in enumerate(printed):
        if glyph.raised:
            start, end = (index if start < 0 else start), index + 1
        elif glyph.text != " " and start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _near(links: Iterable[Link], y: float, size: float) -> list[Link]:
    return [link for link in links if link.y0 - 0.2 * size <= y + 0.3 * size <= link.y1 + 0.2 * size]


def _linked(printed: Sequence[Glyph], links: Sequence[Link]) -> Iterator[tuple[int, int, Target]]:
    for link in links:
        inside = [
            index
            for index, glyph in enumerate(printed)
            if glyph.text != " " and link.x0 - 0.5 <= (glyph.x0 + glyph.x1) / 2 <= link.x1 + 0.5
        ]
        if inside:
            yield inside[0], inside[-1] + 1, link.target


def _first_word(printed: Sequence[Glyph]) -> float:
    end = next((index for index, glyph in enumerate(printed) if glyph.text == " "), len(printed))
    return max(glyph.x1 for glyph in printed[:end]) - printed[0].x0


def plain(text: str) -> str:
    """A line's text for comparing: figures and what is no letter masked."""
    return re.sub(r"[^\w0]+", " ", re.sub(r"\d+", "0", text)).casefold().strip()
