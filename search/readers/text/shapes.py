"""How a mark that calls a note is printed: each shape is one row of a table.

Comes in: the text of a paragraph. Goes out: what may be a mark, by the shape asked for.

    >>> [match[1] for shape in SHAPES["[1]"] for match in shape.pattern.finditer("He denied it.[1, 2]")]
    ['1, 2']
    >>> called("1, 3–5")
    ['1', '3', '4', '5']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.readers.text.labels import NAMED, NAMES, SUPERSCRIPTS


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which a mark is printed; `weight` is how much it looks the part."""

    pattern: re.Pattern[str]
    weight: float = 1.0


# a plain number of up to three digits that no measure, decimal or longer word goes on from
_NUMBER = r"(\d{1,3})(?![\d%°]|[.,:/]\d|\.[a-z]|[-–]\w|\s?\(!|[^\W\d_])"
APART = 0.1  # the weight of a number between two words: only a gap in the numbering speaks for it
_GLUED = (
    # after what closes a quotation or a clause: said"1  trade,25  process.29  (dry mix)"20
    Shape(re.compile(rf"(?<=[\"”’»“')\]!?…]){_NUMBER}(?![\"'])"), 1.0),
    Shape(re.compile(rf"(?<=[^\d\s.,\W][^\d\s.,\W][.,;:]){_NUMBER}"), 0.9),
    Shape(re.compile(rf"(?<=[\"”’»“'\)\]!?…%*][.,;:]){_NUMBER}"), 0.9),
    # after a single letter or its like, which may be an initial or a section's: A.1
    Shape(re.compile(rf"(?<=[^\d\s.,][.,;:]){_NUMBER}"), 0.5),
    Shape(re.compile(rf"(?<=\s[.,;:]){_NUMBER}"), 0.9),
    Shape(re.compile(rf"(?<=[.,;:][.,;:]){_NUMBER}"), 0.9),
    # after a closing quotation mark and a stray blank: said" 1 .
    Shape(re.compile(rf"(?<=[\"”»)]\s){_NUMBER}(?=\s?[.,;:]|\s*$)"), 0.7),
    # glued to the word before, or to the one after: growth12   58As for
    Shape(re.compile(rf"(?<=[^\W\d_]{{2}}){_NUMBER}"), 0.6),
    Shape(re.compile(r"(?:^|(?<=\s))(\d{1,3})(?=[\"“«]?[^\W\d_a-zа-яё](?:[a-zа-яё]|\s))"), 0.5),
    # after a closing quotation mark that elsewhere opens one: »warum.«5
    Shape(re.compile(rf"(?<=[^\s(\[][«“‘]){_NUMBER}"), 0.9),
    # after a full stop that might be a decimal point: um 8 Uhr 16.4 In den
    Shape(re.compile(r"(?<=\d[.,;])(\d{1,3})(?=\s[^\W\d_a-zа-яё]|\s*$)"), 0.1),
    # apart from both, after a sentence or a clause: in 2009. 3 Narcissus
    Shape(re.compile(r"(?<=[^\W\d_][.!?”’»)\"…]\s)(\d{1,3})(?=\s[“\"«‘]?[^\W\d_a-zа-яё]|$)"), 0.3),
    Shape(re.compile(r"(?<=[.,;:!?”’»)\"…]\s)(\d{1,3})(?=\s|$)"), 0.15),
    Shape(re.compile(r"(?<=[^\W\d_]{2}\s)(\d{1,3})(?=\s[^\W\d_]|$)"), APART),
    # apart from both, before a full stop of its own: growth 12 .
    Shape(re.compile(r"(?<=[^\W\d_]\s)(\d{1,3})(?=\s[.,;:](?:\s|$))"), 0.4),
)
_ABBREVIATED = re.compile(
    r"\b(?:pp?|nos?|nr|vol|art|arts|fig|figs|ch|sec|para|ver|cap|lib|chap|p\.\s?p|ст|с|рис|гл|§)\.\s?$|"
    r"\b(?:section|appendix|annex|figure|table|kapitel|anhang|annexe)\s[A-Z]\.$",
    re.IGNORECASE,
)

# what stands behind a label in the same brackets: [1, p. 380], [2, § 4], [3, с. 15]
_LOCATOR = r"(?=(?:[^\W\d_]{1,10}\.?\s|§{1,2}\s?)[\divxlc][^\[\]]{0,60}\])"
_RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹]"
_RAISEDS = rf"[,–-]?\s?{_RAISED}"  # another one behind it: ²,³ are marks

_SIGNS = "*∗†‡§¶‖"
SHAPES: dict[str, tuple[Shape, ...]] = {
    "[^1]": (Shape(re.compile(r"(?!^\[\^[^\]]+\]:)\[\^([^\]\s]{1,40})\]")),),
    "[1]": (
        Shape(
            re.compile(
                r"(?<![\\^])\[(?:(?:foot)?note\s)?((?!0[-–])\d{1,6}(?:\s?[,;–-]\s?\d{1,6})*)\]", re.IGNORECASE
            )
        ),
        # the label alone is taken out: the place in the work stays in the text
        Shape(re.compile(rf"(?<=\[)(\d{{1,4}}(?:\s?[,;]\s?\d{{1,4}})*),\s{_LOCATOR}"), APART),
        Shape(re.compile(rf"(?<=;\s)(\d{{1,4}}),\s{_LOCATOR}"), APART),
    ),
    "[a]": (Shape(re.compile(r"(?<=[^\s(\[])\s?\[([a-zA-Z]|[ivxlc]{2,6}|\*{1,4}|[†‡§¶]{1,3})\]")),),
    "¹": (
        Shape(re.compile(rf"((?![²³](?!{_RAISEDS})){_RAISED}{{1,4}}(?:[,–-]\s?{_RAISED}{{1,4}})*)")),
        # but m², km³ and r² are measures
        Shape(re.compile(rf"(?<!\b[^\W\d_])(?<!\b[kcdm]m)(?<!{_RAISED})([²³])(?!{_RAISED})")),
    ),
    "^1": (Shape(re.compile(r"\^\{?(\d{1,4})\}?")),),
    "1": _GLUED,
    "(1)": (
        Shape(re.compile(r"(?<=[.,;:!?”»\"’…)])\s?\((\d{1,3})\)(?=\s?[.,;:!?”»\"]|$)"), 0.9),
        Shape(re.compile(r"(?<=[.!?”»\"’…])\s?\((\d{1,3})\)(?=\s[A-ZА-Я])"), 0.9),
        Shape(re.compile(r"(?<=\S)\s?\((\d{1,3})\)(?=\s?[.,;:!?”»\"]|$)"), 0.6),
        Shape(re.compile(r"(?<=[^\s,;:])\s?\((\d{1,3})\)(?!\s?[a-zа-яё])"), 0.6),
        Shape(re.compile(r"(?<=[^\s,;:])\s?\((\d{1,3})\)"), 0.2),
        Shape(re.compile(r"(?<=[,;:])\s?\((\d{1,3})\)"), 0.1),  # most often a list: (1) the news, (2)
    ),
    "1)": (Shape(re.compile(r"(?<=[^\s\d(\[])(\d{1,3})\)(?!\w)"), 0.8),),
    "i": (Shape(re.compile(r"(?<=[.,;:!?”\"’»)])([ivxlc]{1,6})(?=\s|$)")),),
    NAMED: (Shape(re.compile(rf"\s?{NAMES.pattern}")),),
    "*": (
        Shape(
            re.compile(
                rf"(?<=[^\s{_SIGNS}^(\[])(?<![\s(\[][\"'])\s?([*∗]{{1,4}}|([†‡¶‖])\2{{0,2}})(?![\w{_SIGNS}]|\s[*∗])"
            )
        ),
        Shape(re.compile(rf"(?<=[^\s{_SIGNS}(\[])\s?(§{{1,3}})(?![\w§]|\s?\d)")),
    ),
}
# what a text must hold to have any marks of a style
NEEDED = {
    "[^1]": "[^",
    "[1]": "[",
    "[a]": "[",
    "^1": "^",
    "1)": ")",
    "(1)": "(",
    NAMED: "[",
}


def is_abbreviated(text: str, start: int) -> bool:
    """Whether a number belongs to the word before it: p.5"""
    return bool(_ABBREVIATED.search(text[max(0, start - 12) : start]))


def called(printed: str) -> list[str]:
    """One mark may call several notes: "1, 2", "3–5"."""
    labels: list[str] = []
    for part in re.split(r"\s?[,;]\s?", printed.translate(SUPERSCRIPTS)):
        first, _, last = part.partition("–") if "–" in part else part.partition("-")
        ends = first.strip(), last.strip()
        if all(end.isdecimal() for end in ends) and 0 < int(last) - int(first) < 30:
            labels += [str(value) for value in range(int(first), int(last) + 1)]
        else:
            labels.append(part.strip())
    return labels
