"""Which lines are headings.

Comes in: a run of lines that stands by itself. Goes out: whether it is a heading, and of what level. A
heading says so (a chapter's name, a section's number, capitals throughout), or it is short, ends no sentence,
and stands where a paragraph could end and another begin.

    >>> says_heading("Chapter 2. The Carters"), says_heading("2.1 Method"), says_heading("Part of it sank.")
    (True, True, False)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from search.readers.text.layout import Layout, Measure, begins, ends
from search.readers.text.pages import Line

_KEYWORD = (
    r"(?i:chapter|part|book|section|appendix|kapitel|teil|abschnitt|chapitre|partie|capítulo|capitolo|rozdział|"
    r"глава|часть|раздел)"
)
_COUNT = (
    r"(?:\d{1,3}|[IVXLC]{1,7}|[ivxlc]{1,7}|[A-Z]|"
    r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|the \w+))"
)
# Chapter 2   PART II: The Carters   Chapter One The Salt Road   IV   IV. The Carters
_CHAPTER = re.compile(
    rf"{_KEYWORD}\s+{_COUNT}(?:[.:]?|[.:,]?\s?[-–—]?\s?[\"“«‘]?[^\W\d_a-zа-яё].{{0,80}})|"
    r"[IVXLC]{1,7}\.?|[IVXLC]{1,7}\.\s+[^\W\d_a-zа-яё].{0,60}|"
    r"(?i:introduction|conclusions?|preface|foreword|prologue|epilogue|abstract|summary|bibliography|references|"
    r"appendix|acknowledge?ments|contents|введение|заключение|предисловие|einleitung|vorwort|fazit|"
    r"introducción|conclusión|préface)[.:]?"
)
_BARE = re.compile(rf"{_KEYWORD}\s+{_COUNT}[.:]?|[IVXLC]{{1,7}}\.?|\d{{1,3}}\.?")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[^\W\d_a-zа-я]")
_DEPTH = re.compile(r"(?:\d{1,2}|[A-Z](?=\.\d))(?:\.\d{1,2})*\.?(?=\s)")
_LINKS = re.compile(r"(?:by|of|and|or|the|from|von|und|par|et|de|por|и)", re.IGNORECASE)
_NO_END = (";", ",", "-", "–", "—")  # what goes on
_VERY_SHORT = 0.25  # of the column: what a heading leaves free at least
_LONGEST = 3  # lines
_FEWEST_SAID = 3  # headings that say so, to tell by them how far out headings stand
_LEAST_UNDER = 60  # characters under a text's last heading; what has less is a signature


def is_heading(lines: Sequence[Line], run: range, measure: Measure, layout: Layout) -> bool:
    text = _text(lines, run)
    if len(run) > _LONGEST or len(text) > 150 or not re.search(r"[^\W\d_]{2}|\b[IVXLC]+\b", text):
        return False
    if says_heading(text):
        return True
    if run.stop == len(lines) or not begins(lines[run.start]) or re.match(r"[\"“«(\[*•-]", text):
        return False
    if ends(lines[run.stop - 1]) or text.endswith(_NO_END[:1] + _NO_END[2:]):
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
    return width < 1 - _VERY_SHORT and not ends(after)


def _could_end(line: Line, layout: Layout) -> bool:
    """Whether a paragraph, or another heading, may end with this line."""
    return layout != "spaced" or ends(line) or len(line.text) < 45


def says_heading(text: str) -> bool:
    """A chapter's name, a section's number, or capitals throughout."""
    if _CHAPTER.fullmatch(text):
        return True
    letters = [letter for letter in text if letter.isalpha()]
    capitals = len(letters) > 3 and all(letter.isupper() for letter in letters)
    numbered = bool(_NUMBERED.match(text)) and not text.endswith((".", ";", ",", ":"))
    return (capitals or numbered) and len(text) < 100 and not text.endswith(_NO_END)


def is_number(text: str) -> bool:
    """Whether a line is a chapter's number alone, which its title follows."""
    return bool(re.fullmatch(r"\d{1,3}\.?", text))


def unindented(lines: Sequence[Line], runs: Sequence[range], headings: Sequence[bool]) -> list[bool]:
    """Without lines that stand as far in as the text, where headings that say so stand further out."""
    said = [
        lines[run[0]].indent
        for run, found in zip(runs, headings, strict=True)
        if found and _is_said(lines, run)
    ]
    body = Counter(line.indent for line in lines).most_common(1)[0][0]
    if len(said) < _FEWEST_SAID or median(said) >= body:
        return list(headings)
    return [
        found and (lines[run[0]].indent != body or _is_said(lines, run))
        for run, found in zip(runs, headings, strict=True)
    ]


def _is_said(lines: Sequence[Line], run: range) -> bool:
    return says_heading(_text(lines, run))


def level(text: str) -> int:
    """How deep a heading stands, by its number: 1 for "2", 2 for "2.1", and 1 without a number."""
    number = _DEPTH.match(text)
    return number[0].rstrip(".").count(".") + 1 if number else 1


def goes_with(held: Sequence[Line], piece: Sequence[Line], layout: Layout) -> bool:
    """Whether a heading's lines go on those held: a chapter's number with its title, a title's small words.

    In spaced text a gap says nothing, and lines of one heading stand as far apart as any.
    """
    if len(held) + len(piece) > _LONGEST + 1 or piece[0].opens_page:
        return False
    if _LINKS.fullmatch(piece[0].text) or _LINKS.fullmatch(held[-1].text):
        return True
    if _NUMBERED.match(piece[0].text) or _CHAPTER.fullmatch(piece[0].text):
        return False
    if _BARE.fullmatch(held[-1].text):
        return True
    return piece[0].gap <= (1 if layout == "spaced" else 0) and len(held) + len(piece) <= _LONGEST


def numbers_list(headings: Sequence[str]) -> set[int]:
    """Which of these, by their numbers, are the lines of a list or of a table of contents.

    A numbered heading has a text under it before the next one of its depth. Paragraphs are given as empty.
    """
    numbers = [match[1] if (match := _NUMBERED.match(text)) else "" for text in headings]
    pairs = [(i, i + 1) for i, (one, two) in enumerate(pairwise(numbers)) if one and _is_next(one, two)]
    return {index for pair in pairs for index in pair}


def _is_next(one: str, two: str) -> bool:
    *outer, last = one.split(".")
    return two == ".".join([*outer, str(int(last) + 1)])


def _text(lines: Sequence[Line], run: range) -> str:
    return " ".join(lines[index].text for index in run)
