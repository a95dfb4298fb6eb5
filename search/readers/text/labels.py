"""What a note's label looks like.

Comes in: the text of a line. Goes out: the label that it may begin with. Each shape is one row of a table:

    >>> label("12. Smith, History, p. 5.")
    '12'
    >>> label("¹² Smith, History, p. 5.")
    '12'
    >>> label("Smith, History, p. 5.")
    ''
"""

from __future__ import annotations

import re

# raised digits, and the asterisk of mathematics that TeX sets
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹∗", "0123456789*")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

# what stands before a note's text, surest first; the group is the label
DEFINED = "[^1]:"
ENCLOSED = "[1]"  # the style of which the marks look like the labels
_ENCLOSED = re.compile(r"[\[^]\s?((?:foot)?(?:note\s)?[^\s\]]{1,6}(?:\s?[,;–-]\s?\d{1,4})*)\s?\]?")
LABELS: dict[str, re.Pattern[str]] = {
    "[Footnote 1:": re.compile(r"\[(?:Foot)?note\s+([^\s:\]]{1,6})\s?:\s*", re.IGNORECASE),
    "[^1]:": re.compile(r"\[\^([^\]\s]{1,40})\]:?\s*"),
    "[1]": re.compile(r"\[\s?(\d{1,6}|[ivxlc]{1,7}|[a-zA-Z]|\*{1,4}|[†‡§¶]{1,3})\s?\][.:]?\s*"),
    "(1)": re.compile(r"\((\d{1,4}|\*{1,4})\)\s*"),
    "¹": re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})\s*"),
    "*": re.compile(r"([*∗]{1,4}|†{1,3}|‡{1,3}|§{1,3}(?!\s?\d)|¶{1,3}|‖{1,2})(?=\s?[^\s*∗†‡§¶‖])\s*"),
    "1)": re.compile(r"(\d{1,4})\)\s+"),
    "1.": re.compile(r"(\d{1,4})\.\s+"),
    "1": re.compile(r"(\d{1,4})\s+(?=[^\s.,;:)\]%/–-])"),
    "1A": re.compile(r"(\d{1,4})(?=[^\W\d_]{2}|[AIO]\s|[^\W\d_a-z]\.[ -]?[^\W\d_a-z]|[“\"«‘])"),
}
# these label an entry only in a list under a heading: elsewhere they may be any remark or word
NAMED = "[Smith2004]"
# RFC2119  I-D.ietf-tls  802.11  IEEE 802
_NAME = r"(?=[^\[\]]*(?:[^\W\d_]|\d\.\d))[^\W_][^\[\]\s]{1,40}(?: [^\W_][^\[\]\s]{0,20})?"
LISTED: dict[str, re.Pattern[str]] = {
    **LABELS,
    "i.": re.compile(r"([ivxlc]{1,7})[.)]\s+"),
    NAMED: re.compile(rf"\[({_NAME})\](?:\s+|$)"),
}
# what calls them
NAMES = re.compile(rf"\[({_NAME}(?:\s?[,;]\s?{_NAME})*)\]")
_WITHIN = re.compile(r"[,;)\]]|=[>\s]|->|\.[a-z]")
_DEFINED = re.compile(r"\[\^([^\]\s]{1,40})\]")
# a list of other things is not labelled so
SURE = frozenset({"[Footnote 1:", "[^1]:", "[1]", "¹", "*"})

# a mark in brackets, raised, glued to what stands before it, or a sign
_MAY_CALL = re.compile(
    r"[\[(^]\s?(\d{1,4}|[a-zA-Z]|[ivxlc]{2,6}|[*∗†‡§¶‖]{1,4})(?=\s?[\])]|\b)|"
    r"(?<=[^\W\d_]|[.,;:!?\"”’»“«‘'…)\]%])(\d{1,4})(?![\d%])|(?<=[\"”’»)]\s)(\d{1,3})(?=\s?[.,;:]|\s*$)|"
    r"(?<=\d[.,;:])(\d{1,3})(?=\s|$)|(?<=[^\W\d_]\s)(\d{1,3})(?=\s[.,;:](?:\s|$))|"
    r"(?<=[.!?…,;:)”’»\"]\s)(\d{1,3})(?=\s[“\"«‘]?[^\W\d_a-zа-яё]|$)|"
    r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})|(?<=[^\s*∗†‡§¶‖])\s?([*∗†‡§¶‖]{1,4})"
)


# these call notes that are labelled like them, or number a list: (1) the news, (2) the recipe
OTHERS = re.compile(r"\(\d{1,4}\)|\[\d{1,4}(?:[,;–-]\s?\d{1,4})*\]")
# what makes of a number before it a day: 4 May
DATED = re.compile(
    r"(?:de\s)?(?:jan(?:uary?|vier)?|feb(?:ruary?|braio)?|fév(?:r(?:ier)?)?|mar(?:ch|s|zo)?|märz|apr(?:ile?)?|avril|"
    r"abril|ma[iy]|mayo|maggio|june?|juni|juin|junio|giugno|july?|juli|juillet|julio|luglio|aug(?:ust)?|août|"
    r"agosto|sep(?:t(?:i?emb(?:er|re))?)?|o[ck]t(?:ob(?:er|re)|ubre)?|nov(?:i?emb(?:er|re))?|de[cz](?:emb(?:er|re))?|"
    r"diciembre|янв\w*|фев\w*|марта|апр\w*|мая|ию[нл]\w*|авг\w*|сен\w*|окт\w*|ноя\w*|дек\w*)"
    r"\.?(?:,?\s*\d|\s*$|\s+(?:de|and|to|und|bis)\s|\s?[–-]\s?\d)",
    re.IGNORECASE,
)

# *so* and **so**, in plain text and in markup
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])[^*]{0,300}?(?<=[^\s*])\1(?![\w*])")
_PERHAPS = re.compile(r"[\d\[(^*∗†‡§¶‖⁰¹²³⁴⁵⁶⁷⁸⁹]")  # most lines have none of these


def callable_labels(text: str) -> set[str]:
    """The labels that a line may call, by the loosest look of a mark."""
    if not _PERHAPS.search(text):
        return set()
    text = EMPHASIS.sub(lambda match: " " * len(match[0]), text)
    return {next(part for part in parts if part).translate(SUPERSCRIPTS) for parts in _MAY_CALL.findall(text)}


def enclosed_labels(text: str) -> set[str]:
    """The labels that a line calls in square brackets, several in one pair among them: [3], [1, 2], [4–6]."""
    found: set[str] = set()
    for inside in _ENCLOSED.findall(text):
        for part in re.split(r"\s?[,;]\s?", inside):
            first, _, last = part.replace("-", "–").partition("–")
            found.add(first.strip())
            if last.strip().isdecimal() and first.strip().isdecimal():
                found.update(str(n) for n in range(int(first), min(int(last), int(first) + 30) + 1))
    return found


def goes_on(text: str) -> bool:
    """Whether a sentence or code goes on behind a label: "[1], there is …", "[1] => second", "[1] .text"."""
    return bool(_WITHIN.match(text))


def defined_labels(text: str) -> set[str]:
    """The labels that a line calls as Markdown does: [^1]"""
    return set(_DEFINED.findall(text))


def named_labels(text: str) -> set[str]:
    """The names that a line calls in square brackets, several in one pair among them: [RFC2119, RFC8174]."""
    return {name for inside in NAMES.findall(text) for name in re.split(r"\s?[,;]\s?", inside)}


def label(text: str) -> str:
    """The label that a line may begin with, in any shape; empty without one."""
    return style_and_label(text, LABELS)[1]


def listed_label(text: str) -> str:
    """The same in a list under a heading, where names in brackets and roman numbers are labels too."""
    return style_and_label(text, LISTED)[1]


def style_and_label(text: str, table: dict[str, re.Pattern[str]]) -> tuple[str, str]:
    """The surest shape that fits, a key of the table, and the label; both empty where none does."""
    for style, pattern in table.items():
        match = pattern.match(text)
        if match:
            return style, match[1].translate(SUPERSCRIPTS)
    return "", ""
