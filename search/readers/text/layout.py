"""How a text is set: whether lines stand apart, what parts its paragraphs, and how full each line is.

Comes in: the lines of the body. Goes out: one of five ways of setting a text, told apart from
the lines themselves:

- spaced: every line stands apart, so that blank lines say nothing; only where a line ends tells;
- unwrapped: each line is a paragraph;
- parted: blank lines stand between paragraphs;
- indented: the first line of a paragraph stands in, and blank lines are for headings;
- solid: neither, or blank lines for headings only; short lines tell.

    >>> layout_of([Line("One paragraph.", 1), Line("Another.", 3, gap=1)])
    'parted'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from statistics import median, pstdev
from typing import Literal, TypeAlias

from search.readers.text.pages import Line

Layout: TypeAlias = Literal["spaced", "unwrapped", "parted", "indented", "solid"]

# what may close a sentence, then what may stand after it: quotes, brackets, a note's mark, stray blanks
_ENDS = re.compile(
    r"[.!?:…。](?:[\"'”’»«“)\]*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹]|\[\W?\w{1,4}\]|\(\d+\)|\d{1,3}\)|\d{1,3}(?!\d)|\s(?=[.\d\"”»*]))*\s?\.?$|"
    r"[\"”»)]\s?\d{1,3}\s?\.?$"
)
_OPENS = re.compile(r"[\W\d_]*[A-ZА-ЯЁÀ-ÖØ-Þ]|[\"“«„(\[*]|\d|[^\W\d_a-zа-яё]")

# advance widths of Times Roman, in thousandths of an em, from Adobe's font metrics: most printed text is
# set in it or in a face of its proportions, and a line of i's is no short line
_ADVANCES = {
    letter: int(width) / 1000
    for letters, width in (
        pair.rsplit("\t", 1)
        for pair in (
            "'\t180", " ,.\t250", "/:;\\ijlt\t278", "!()-I[]fr‘’`\t333", "Js\t389", "\"\t408",
            "?acezéèêàâçëä“”\t444",
            "FPS\t556", "+<=>\t564", "ELTZ\t611", "BCR\t667", "ADGHKNOQUVXYw\t722", "&m\t778", "%\t833",
            "M\t889", "@\t921", "W\t944", "—…\t1000",
        )
    )
    for letter in letters
}  # fmt: skip
INDENT = (2, 12)  # columns that a first line may stand in
_FEWEST_INDENTS = 3  # fewer may be verse or a quotation
_PARAGRAPH = 10  # lines, fewer than which paragraphs have that blank lines part
_SHORT = 0.10  # of the column
_TAIL = 40  # characters of a line that tell how it ends
_UNWRAPPED = 160  # characters: no printed line is so long


@dataclass(frozen=True, slots=True)
class Measure:
    """How full each line is. `slack` is the room after a line and the next one's first word, as a share of
    the column; negative where that word would not have fitted."""

    slack: tuple[float, ...]
    width: tuple[float, ...]  # of the line itself, as a share of the column


def begins(line: Line) -> bool:
    """Whether a sentence may begin with this line."""
    return bool(_OPENS.match(line.text))


def ends(line: Line) -> bool:
    """Whether a sentence may end with this line."""
    return bool(_ENDS.search(line.text, max(0, len(line.text) - _TAIL)))


def layout_of(lines: Sequence[Line]) -> Layout:
    """How the text is set."""
    lengths = sorted(len(line.text) for line in lines)
    if lengths[len(lengths) * 9 // 10] > _UNWRAPPED:
        return "unwrapped"
    apart = [line for line in lines if not line.opens_page]
    gaps = sum(1 for line in apart if line.gap)
    run_on = sum(1 for line in lines if not ends(line))
    if (
        len(apart) > 4
        and gaps * 10 > len(apart) * 8
        and median(lengths) > 45
        and run_on * 10 > len(lines) * 4
    ):
        return "spaced"  # most lines break off in the middle of a sentence: they are no paragraphs
    if _first_lines(lines) >= max(_FEWEST_INDENTS, gaps * 0.6):
        return "indented"
    if gaps * 50 <= len(apart) or (gaps * _PARAGRAPH < len(apart) and _short_ends(lines) > gaps):
        return "solid"  # where gaps are for headings
    return "parted"


def _short_ends(lines: Sequence[Line]) -> int:
    """How many lines end a sentence short of the margin, and have no gap below them where another begins."""
    slack = measure(lines).slack
    return sum(
        1
        for line, after, room in zip(lines, lines[1:], slack, strict=False)
        if room > _SHORT and not after.gap and not after.opens_page and ends(line) and begins(after)
    )


def _first_lines(lines: Sequence[Line]) -> int:
    """How many lines stand in from the next and from the line before, which ends a sentence or a heading."""
    return sum(
        1
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if INDENT[0] <= line.indent - after.indent <= INDENT[1]
        and not after.gap
        and (line.gap or (line.indent - before.indent >= INDENT[0] and ends(before)))
    )


def measure(lines: Sequence[Line]) -> Measure:
    """By characters for typewritten text, by a book face's widths for printed: whichever is the more even."""
    options = [[float(len(line.text)) for line in lines], [advance(line.text) for line in lines]]
    widths = min(options, key=_unevenness)
    is_set = widths is options[1]
    column = _column(widths)
    slack = []
    for after, width in zip([*lines[1:], None], widths, strict=True):
        word = after.text.split(maxsplit=1)[0] if after else ""
        room = column - width - (advance(" " + word) if is_set else 1 + len(word))
        slack.append(room / column)
    return Measure(tuple(slack), tuple(width / column for width in widths))


def advance(text: str) -> float:
    """The width of a text in ems, if it were set in a book face."""
    return sum(map(_ADVANCES.get, text, repeat(0.5)))


def _column(widths: Sequence[float]) -> float:
    ordered = sorted(widths)
    return ordered[min(len(ordered) - 1, len(ordered) * 19 // 20)]


def _unevenness(widths: Sequence[float]) -> float:
    full = sorted(widths)[len(widths) // 3 :]
    return pstdev(full) / (sum(full) / len(full) or 1)
