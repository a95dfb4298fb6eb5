"""What labels a note at the beginning of its line, and what may call one inside a line.

>>> opening(Line("12. Smith, History.", 0, 90, 0, 8))
Label(text='12', end=4, style='1.')
>>> [mark.labels for mark in candidates(Line("He denied it [3, 5-7].", 0, 90, 0, 10))]
[('3', '5', '6', '7')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from search.readers.page_counts import BEFORE, BEHIND, is_page_count
from search.readers.pdf.shapes import Line, Target
from search.readers.text.labels import ENCLOSED, LISTED

_SIGNS = str.maketrans({"∗": "*", "⁎": "*", "＊": "*", "﹡": "*", "⋆": "*"})
# superscript text that may label or call a note; not the endings of 1st, 2nd, 3rd, 4th
RAISED_LABEL = re.compile(
    r"[\[(]?(?:note\s|n\.?\s?)?(\d{1,4}|[ivxlc]{1,8}|[a-zA-Z]|[*†‡§¶‖#]{1,5})[\])]?[.:,]?", re.IGNORECASE
)
_NUMBERS = r"\d{1,4}(?:\s?[–—-]\s?\d{1,4})?"
# [12, p. 5]  [Smi04, Theorem 2.1]
_PLACE = r"(?:,\s(?=[^\]]*(?:[^\W\d_]|§))[^\[\]]{1,40})?"
# [vgl. 6, S. 12]  [see 3]
_LEAD = (
    r"(?:(?:vgl|cf|siehe|s|see|e\.\s?g|i\.\s?e|z\.\s?B|voir|cfr|véase|ver|vedi|zie|см|ср|т\.\s?ж)\.?,?\s"
    r"(?:also\s|auch\s|e\.\s?g\.,?\s|z\.\s?B\.\s|par\sexemple\s)?)?"
)
_BRACKETED = re.compile(rf"\[\s?{_LEAD}({_NUMBERS}(?:\s?[,;]\s?{_NUMBERS})*)\s?{_PLACE}\]")
_OPENED = re.compile(r"\[[^\[\]]{1,40}$")
_CLOSED = re.compile(r"[^\[\]]{1,40}\]")
_GLUED = re.compile(r"(\d{1,4})\.(?=[“«]?[^\W\d_]{2})")  # where a blank is too narrow to be seen
ROUND = "(1)"  # calls works in medicine; elsewhere it counts equations and steps
_ROUND = re.compile(r"(?<=\s)\((\d{1,3}(?:\s?[,;–—-]\s?\d{1,3})*)\)")
_NAME = r"[A-Z][\w+]{0,14}\d{2}[a-z]?"
_NAMED = re.compile(rf"\[({_NAME}(?:[,;]\s?{_NAME})*)(?:,\s[^\[\]]{{1,40}})?\]")
_SIGN = re.compile(r"(?<=[\w.,;:!?”’\")])\s?([*∗†‡§¶]{1,4})(?=[\s.,;:)]|$)")
_OF_A_SET = re.compile(r"[∈∉⊂⊆×→=≈]\s?$")  # before an interval: t ∈ [1, 2]
_OPERATORS = tuple("=+−-–×·([{|/<>∈∑∗*^")  # nor figures after these: ρ = ½
_FORMULA = ")]}∂∇∆"  # what a star that is no mark may stand after: (gf)*
_PART = re.compile(r"\s*[,;]\s*|\]\s?\[|\s+(?=\d)|(?<=[*†‡§¶‖])(?=\d)|(?<=\d)(?=[*†‡§¶‖])")
_MOST = 40  # notes that one mark may call: "3–40"


class Label(NamedTuple):
    """A label at the beginning of a line: where the note's own text begins, and the shape it has."""

    text: str
    end: int
    style: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a mark: its span, the labels it would call, what it looks like, and where it leads."""

    start: int
    end: int
    labels: tuple[str, ...]
    style: str
    doubtful: bool = False
    targets: tuple[Target, ...] = ()  # each number of [3, 7] may have a link of its own
    rest: int = 0  # characters of the next line that belong to it
    enclosed: bool = False  # raised, and in square brackets

    @property
    def listed_style(self) -> str:
        """What it looks like beside the marks of a list, some of which may be raised with their brackets."""
        return ENCLOSED if self.enclosed else self.style


def opening(line: Line) -> Label | None:
    """The label that a line begins with."""
    if line.raised and line.raised[0][0] == 0:
        end = line.raised[0][1]
        found = RAISED_LABEL.fullmatch(line.text[:end].strip().translate(_SIGNS))
        if found:
            return Label(found[1], _past_blank(line.text, end), "raised")
    text = line.text.translate(_SIGNS)
    for style, pattern in LISTED.items():
        match = pattern.match(text)
        if match and not (style == "*" and text[match.end() : match.end() + 1].isdecimal()):
            return Label(match[1], match.end(), style)  # "*3" is a page of a database
    match = _GLUED.match(text)
    return Label(match[1], match.end(), "1.") if match else None


def _past_blank(text: str, end: int) -> int:
    while end < len(text) and text[end] in " .)]":
        end += 1
    return end


def candidates(line: Line) -> Iterator[Candidate]:
    """Everything in a line that may call notes, from left to right."""
    found = [
        *_raised(line),
        *_printed(line, _BRACKETED, "[1]"),
        *_printed(line, _NAMED, "[A]"),
        *_printed(line, _ROUND, ROUND),
    ]
    taken = [(mark.start, mark.end) for mark in found]
    found += [
        Candidate(match.start(1), match.end(1), (match[1].translate(_SIGNS),), "*", _is_product(line, match))
        for match in _SIGN.finditer(line.text)
        if not any(start < match.end(1) and match.start(1) < end for start, end in taken)
    ]
    return iter(sorted(found, key=lambda mark: mark.start))


def parted(line: Line, after: Line) -> Candidate | None:
    """What may be a mark in brackets that a line's end parts: [10, / 11]."""
    opened, closed = _OPENED.search(line.text), _CLOSED.match(after.text)
    if not opened or not closed:
        return None
    whole = f"{opened[0].rstrip()} {closed[0]}"
    for style, pattern in (("[1]", _BRACKETED), ("[A]", _NAMED)):
        found = pattern.fullmatch(whole)
        labels = _labels(found[1]) if found else ()
        if labels:
            targets = (*_targets(line, opened.start(), len(line.text)), *_targets(after, 0, closed.end()))
            return Candidate(opened.start(), len(line.text), labels, style, False, targets, closed.end())
    return None


def _is_product(line: Line, sign: re.Match[str]) -> bool:
    """Whether a star stands between two terms: 2 * 3."""
    return sign.start() < sign.start(1) and line.text[sign.end() : sign.end() + 1] == " "


def _raised(line: Line) -> Iterator[Candidate]:
    for start, end in line.raised:
        if line.text[start - 1 : start] == "[" and line.text[end : end + 1] == "]":
            start, end = start - 1, end + 1
        printed = line.text[start:end].translate(_SIGNS).strip()
        labels = _labels(printed.strip("[]() .,;"))
        if labels and "0" not in labels:
            doubtful = _is_exponent(line.text[:start], labels[0], line.text[end:])
            targets = _targets(line, start, end)
            yield Candidate(start, end, labels, "raised", doubtful, targets, enclosed=printed[0] == "[")


def _printed(line: Line, pattern: re.Pattern[str], style: str) -> Iterator[Candidate]:
    for match in pattern.finditer(line.text):
        labels = _labels(match[1])
        # the plus of [KMN+02] may be raised
        inside = style != "[A]" and any(
            start < match.end() and match.start() < end for start, end in line.raised
        )
        before, behind = line.text[: match.start()], line.text[match.end() :]
        counted = style == "[1]" and is_page_count(before[-BEFORE:], behind[:BEHIND])
        if labels and not inside and not counted and not _is_interval(before, labels):
            targets = _targets(line, *match.span())
            yield Candidate(match.start(), match.end(), labels, style, False, targets)


def _is_interval(before: str, labels: tuple[str, ...]) -> bool:
    """Whether numbers in brackets are the ends of an interval: [0, 1]."""
    return "0" in labels or (len(labels) > 1 and bool(_OF_A_SET.search(before)))


def _labels(printed: str) -> tuple[str, ...]:
    labels: list[str] = []
    for part in _PART.split(printed):
        first, dash, last = (piece.strip() for piece in re.sub("[–—-]", "–", part).partition("–"))
        if dash and first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _MOST:
            labels += [str(value) for value in range(int(first), int(last) + 1)]
        elif (found := RAISED_LABEL.fullmatch(part)) or (
            found := re.fullmatch(r"([A-Z][\w+]*\d\d\w?)", part)
        ):
            labels.append(found[1])
        else:
            return ()
    return tuple(labels)


def _is_exponent(before: str, label: str, after: str) -> bool:
    """Whether what is raised may be a power, a unit or a part of a name: 10², km², x*, 1a, No."""
    word = re.search(r"\w*$", before)
    last = word[0] if word else ""
    if label.isalpha() and len(label) == 1:
        return not before or before[-1].isdigit() or after[:1].isalnum()
    if not label.isdecimal():
        return not label.isalpha() and (len(last) == 1 or before[-1:] in _FORMULA or after[:1].isalnum())
    if before.rstrip()[-1:] in _OPERATORS:
        return True
    if last.isdecimal():
        return not (len(last) == 4 and last[0] in "12")
    return last in ("m", "cm", "km", "mm", "ft") or (len(last) == 1 and last not in "aIiyvио")


def _targets(line: Line, start: int, end: int) -> tuple[Target, ...]:
    return tuple(target for a, b, target in line.links if a < end and start < b and target.page >= 0)
