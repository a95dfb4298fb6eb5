"""Printed body lines to headings and paragraphs.

Comes in: the lines of the body, page numbers and notes already gone. Goes out: `Block` values in reading
order. Five ways of setting a text are told apart from the lines themselves:

- spaced: every line stands apart, so that blank lines say nothing; only where a line ends tells. A line that
  leaves room for the next line's first word was ended on purpose: it closes a paragraph, or (where it leaves
  no more room than an indent takes) opens one;
- unwrapped: each line is a paragraph;
- parted: blank lines stand between paragraphs;
- indented: the first line of a paragraph stands in, and blank lines are for headings;
- solid: neither; short lines tell.

A page break parts nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, pstdev
from typing import Literal, TypeAlias

from search.readers.pages import Line

Layout: TypeAlias = Literal["spaced", "unwrapped", "parted", "indented", "solid"]

# what may close a sentence, then what may stand after it: quotes, brackets, a note's mark, stray blanks
_ENDS = re.compile(
    r"[.!?:…。](?:[\"'”’»«“)\]*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹]|\[\W?\w{1,4}\]|\(\d+\)|\d{1,3}\)|\d{1,3}(?!\d)|\s(?=[.\d\"”»*]))*\s?\.?$|"
    r"[\"”»)]\s?\d{1,3}\s?\.?$"
)
_OPENS = re.compile(r"[\W\d_]*[A-ZА-ЯЁÀ-ÖØ-Þ]|[\"“«„(\[*]|\d|[^\W\d_a-zа-яё]")
_CHAPTER = re.compile(
    r"(?:chapter|part|book|section|appendix|kapitel|teil|chapitre|partie|capítulo|capitolo|глава|часть|раздел)"
    r"\s+(?:\d+|[ivxlc]+|[a-z]+)\b.{0,80}|[IVXLC]{1,7}\.?(?:\s+[A-Z].{0,60})?|"
    r"(?:introduction|conclusions?|preface|foreword|abstract|summary|bibliography|references|appendix|"
    r"acknowledge?ments|contents|введение|заключение|einleitung|fazit)\.?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[^\W\d_a-zа-я]")
_ORNAMENT = re.compile(r"[\W_]+")

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
_SHORT = 0.10  # of the column: more than a first line's indent takes
_VERY_SHORT = 0.25  # no paragraph goes on after such a line, whatever ends it
_INDENTED = 0.004  # of the column: what a first line lacks at least
_INDENT = (2, 12)  # columns that a first line may stand in
_FEWEST_INDENTS = 3  # fewer may be verse or a quotation
_UNWRAPPED = 160  # characters: no printed line is so long
_LONGEST_HEADING = 3  # lines
_LEAST_UNDER = 60  # characters under a text's last heading; what has less is a signature


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1 or more) or a paragraph (`level` 0), as its lines stand."""

    lines: tuple[Line, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Measure:
    """How full each line is. `slack` is the room after a line and the next one's first word, as a share of
    the column; negative where that word would not have fitted."""

    slack: tuple[float, ...]
    width: tuple[float, ...]  # of the line itself, as a share of the column


def blocks(lines: Sequence[Line]) -> list[Block]:
    """The headings and paragraphs of a body."""
    if not lines:
        return []
    layout = layout_of(lines)
    measure = _measure(lines)
    runs = list(_runs(lines, layout, measure))
    headings = [_is_heading(lines, run, measure, layout) for run in runs]
    if sum(headings) * 2 > len(runs) + 1:  # verse, a table, a list: only what says it is a heading is one
        headings = [
            found and _says_heading(_text(lines, run)) for found, run in zip(headings, runs, strict=True)
        ]
    return list(_merged(lines, runs, headings))


def layout_of(lines: Sequence[Line]) -> Layout:
    """How the text is set."""
    lengths = sorted(len(line.text) for line in lines)
    if lengths[len(lengths) * 9 // 10] > _UNWRAPPED:
        return "unwrapped"
    apart = [line for line in lines if not line.opens_page]
    gaps = sum(1 for line in apart if line.gap)
    if len(apart) > 4 and gaps * 10 > len(apart) * 8 and median(lengths) > 45:
        return "spaced"
    if _first_lines(lines) >= max(_FEWEST_INDENTS, gaps * 0.6):
        return "indented"
    return "parted" if gaps * 50 > len(apart) else "solid"


def _first_lines(lines: Sequence[Line]) -> int:
    """How many lines stand in from the next and from the line before, which ends a sentence or a heading."""
    return sum(
        1
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if _INDENT[0] <= line.indent - after.indent <= _INDENT[1]
        and not after.gap
        and (line.gap or (line.indent - before.indent >= _INDENT[0] and _ENDS.search(before.text)))
    )


def _measure(lines: Sequence[Line]) -> _Measure:
    """By characters for typewritten text, by a book face's widths for printed: whichever is the more even."""
    options = [[float(len(line.text)) for line in lines], [_advance(line.text) for line in lines]]
    widths = min(options, key=_unevenness)
    is_set = widths is options[1]
    column = _column(widths)
    slack = []
    for after, width in zip([*lines[1:], None], widths, strict=True):
        word = after.text.split(maxsplit=1)[0] if after else ""
        room = column - width - (_advance(" " + word) if is_set else 1 + len(word))
        slack.append(room / column)
    return _Measure(tuple(slack), tuple(width / column for width in widths))


def _advance(text: str) -> float:
    return sum(_ADVANCES.get(letter, 0.5) for letter in text)


def _column(widths: Sequence[float]) -> float:
    ordered = sorted(widths)
    return ordered[min(len(ordered) - 1, len(ordered) * 19 // 20)]


def _unevenness(widths: Sequence[float]) -> float:
    full = sorted(widths)[len(widths) // 3 :]
    return pstdev(full) / (sum(full) / len(full) or 1)


# --- where a paragraph ends ------------------------------------------------------------------------------

_Run: TypeAlias = range  # indexes of lines


def _runs(lines: Sequence[Line], layout: Layout, measure: _Measure) -> Iterator[_Run]:
    start = 0
    for index in range(1, len(lines)):
        if _PARTS[layout](lines, index, measure):
            yield range(start, index)
            start = index
    yield range(start, len(lines))


def _ended(lines: Sequence[Line], index: int, measure: _Measure) -> bool:
    """Whether the line at `index` closes its paragraph, by its ending and its length."""
    line, after = lines[index], lines[index + 1]
    slack = measure.slack[index]
    if slack > _VERY_SHORT:
        return _begins(after) or bool(_ENDS.search(line.text))
    if not (_ENDS.search(line.text) and _begins(after)):
        return False
    return slack > _SHORT or _opens_paragraph(lines, index + 1, measure)


def _begins(line: Line) -> bool:
    return bool(_OPENS.match(line.text))


def _opens_paragraph(lines: Sequence[Line], index: int, measure: _Measure) -> bool:
    """A first line lacks what its indent takes and no more, a heading much. Neither ends a sentence."""
    if index + 1 >= len(lines) or _ENDS.search(lines[index].text):
        return False
    slack = measure.slack[index]
    return _INDENTED < slack <= _SHORT or slack > _VERY_SHORT


def _parts_spaced(lines: Sequence[Line], index: int, measure: _Measure) -> bool:
    return _ended(lines, index - 1, measure)


def _parts_unwrapped(lines: Sequence[Line], index: int, measure: _Measure) -> bool:
    del measure
    return not lines[index].opens_page or bool(_ENDS.search(lines[index - 1].text)) or _begins(lines[index])


def _parts_parted(lines: Sequence[Line], index: int, measure: _Measure) -> bool:
    line = lines[index]
    if line.opens_page or line.ruled:
        return line.indent > lines[index - 1].indent + 1 or _ended(lines, index - 1, measure)
    return line.gap > 0


def _parts_indented(lines: Sequence[Line], index: int, measure: _Measure) -> bool:
    del measure
    line, before = lines[index], lines[index - 1]
    if line.gap and not line.opens_page:
        return True
    if line.opens_page and _ENDS.search(before.text) and index + 1 < len(lines) and lines[index + 1].gap:
        return True  # a heading, or a paragraph of one line
    return line.indent - before.indent >= _INDENT[0] and (_begins(line) or bool(_ENDS.search(before.text)))


def _parts_solid(lines: Sequence[Line], index: int, measure: _Measure) -> bool:
    line, before = lines[index], lines[index - 1]
    if line.gap and not line.opens_page:
        return True
    if line.indent > before.indent + 1 and _ENDS.search(before.text):
        return True
    return _ended(lines, index - 1, measure)


_PARTS = {
    "spaced": _parts_spaced,
    "unwrapped": _parts_unwrapped,
    "parted": _parts_parted,
    "indented": _parts_indented,
    "solid": _parts_solid,
}


# --- headings --------------------------------------------------------------------------------------------


def _is_heading(lines: Sequence[Line], run: _Run, measure: _Measure, layout: Layout) -> bool:
    text = _text(lines, run)
    if len(run) > _LONGEST_HEADING or len(text) > 150 or not re.search(r"[^\W\d_]{2}|\b[IVXLC]+\b", text):
        return False
    if _says_heading(text):
        return True
    if run.stop == len(lines) or not _begins(lines[run.start]) or re.match(r"[\"“«(\[*•-]", text):
        return False
    if _ENDS.search(text) or text.endswith((";", "-", "–", "—")):
        return False
    if text.endswith(",") and not _goes_on_short(lines[run.stop], measure.width[run.stop]):
        return False
    if run.start and not _could_end(lines[run.start - 1], layout):
        return False
    under = lines[run.stop : run.stop + 2]
    if len(under) < 2 and len(under[0].text) < _LEAST_UNDER:
        return False
    return all(measure.width[index] < 1 - _VERY_SHORT for index in run)


def _goes_on_short(after: Line, width: float) -> bool:
    """A heading's line may end with a comma where its next line is as short."""
    return width < 1 - _VERY_SHORT and not _ENDS.search(after.text)


def _could_end(line: Line, layout: Layout) -> bool:
    """Whether a paragraph, or another heading, may end with this line."""
    return layout != "spaced" or bool(_ENDS.search(line.text)) or len(line.text) < 45


def _says_heading(text: str) -> bool:
    """A chapter's name, a section's number, or capitals throughout."""
    if _CHAPTER.fullmatch(text):
        return True
    letters = [letter for letter in text if letter.isalpha()]
    capitals = len(letters) > 3 and all(letter.isupper() for letter in letters)
    numbered = bool(_NUMBERED.match(text)) and not text.endswith((".", ";", ",", ":"))
    return (capitals or numbered) and len(text) < 100 and not text.endswith((";", ","))


def _level(text: str) -> int:
    numbered = _NUMBERED.match(text)
    return numbered[1].count(".") + 1 if numbered else 1


def _merged(lines: Sequence[Line], runs: Sequence[_Run], headings: Sequence[bool]) -> Iterator[Block]:
    """Lines of one heading are one heading, and a chapter's number goes with its title."""
    held: list[Line] = []
    for run, is_heading in zip(runs, headings, strict=True):
        piece = list(lines[run.start : run.stop])
        if _ORNAMENT.fullmatch(_text(lines, run)):
            continue
        if held and not any(letter.isalpha() for letter in _text(lines, run)) and len(run) == 1:
            held += piece  # the year on a title page
            continue
        if is_heading and held and not _goes_with(held, piece):
            yield Block(tuple(held), _level(held[0].text))
            held = []
        if is_heading:
            held += piece
            continue
        if held:
            yield Block(tuple(held), _level(held[0].text))
            held = []
        yield Block(tuple(piece))
    if held:
        yield Block(tuple(held), _level(held[0].text))


def _goes_with(held: Sequence[Line], piece: Sequence[Line]) -> bool:
    if len(held) + len(piece) > _LONGEST_HEADING or piece[0].opens_page:
        return False
    if _NUMBERED.match(piece[0].text) or _CHAPTER.fullmatch(piece[0].text):
        return False
    return piece[0].gap <= 1 or bool(_CHAPTER.fullmatch(held[-1].text))


def _text(lines: Sequence[Line], run: _Run) -> str:
    return " ".join(lines[index].text for index in run)
