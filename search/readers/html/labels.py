"""What is printed at a mark or before a note, to its label.

>>> label("[ 12 ]"), label("note 3."), label("Chapter One"), strip_label("[12] Smith, p. 5.", "12")
('12', 'note 3', '', 'Smith, p. 5.')
"""

from __future__ import annotations

import re

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WORD = (
    r"(?:foot ?note|end ?note|note|nota|nb|fn|n|ref|anm|fußnote|anmerkung|lower-alpha|upper-alpha"
    r"|сноска|прим)"
)
_LABEL = re.compile(
    rf"\d{{1,4}}[a-z]?|\d{{1,3}}[.:-]\d{{1,3}}|[A-Za-z]{{1,2}}|[ivxlcdm]{{1,7}}|[IVXLCDM]{{1,7}}"
    rf"|[*†‡§¶‖#∗⁎※⊕]{{1,6}}|{_WORD}\.? ?[\dA-Za-z*]{{1,4}}",
    re.IGNORECASE,
)
_NAME = re.compile(r"\[[^\s\[\]]{2,24}\]")  # [Knuth84]: a name needs its brackets
_BACK = re.compile(
    r"[\s\[\](){}^↩↑⏎↵⤴⇧⬆▲△⇑←«<\ufe0e\ufe0f\d]*[\^↩↑⏎↵⤴⇧⬆▲△⇑←][\s\[\]()\ufe0e\ufe0f\da-z]*|[\s\[(]*"
    r"(?:jump(?: back)?(?: up)?(?: to)?|back(?: to (?:the )?(?:text|content|article|top|reference|post))?"
    r"|return(?: to (?:the )?(?:text|article|footnote|reference|post))?|zurück(?: zum text)?"
    r"|retour(?: au texte)?|go back)"
    r"[:.\s\])]*\d*|",
    re.IGNORECASE,
)


def label(text: str) -> str:
    """The label that a text is; empty where it is none."""
    bare = bared(text)
    if _LABEL.fullmatch(bare):
        return bare
    return bare if _NAME.fullmatch(text.strip()) else ""


def bared(text: str) -> str:
    """Without brackets and stops around it."""
    text = " ".join(text.split()).translate(_SUPERSCRIPTS)
    return text.strip(" []().{}:,;^") if len(text) < 60 else ""


def is_back(text: str) -> bool:
    """Whether a link's text only leads back: an arrow, "Return to text", nothing."""
    return bool(_BACK.fullmatch(" ".join(text.split())))


def begins(text: str, label: str) -> bool:
    """Whether a text begins with a label as notes do.

    >>> begins("[Footnote 1: See", "1"), begins("12 men", "1")
    (True, False)
    """
    return bool(_before(label).match(text))


def strip_label(text: str, label: str) -> str:
    """A note's text without its label; one that is printed twice goes twice."""
    return text[prefix(text, label) :]


def prefix(text: str, label: str) -> int:
    """How much of a note's text is its label, and what is left of back-links before it."""
    at = 0
    if loose := re.match(r"(?:[\^↑↩]|Jump up(?: to)?:?|[\[(]\s*[\])])[\s\^↑]*", text):
        at = loose.end()
    for _ in range(2):
        match = _before(label).match(text, at) if label else None
        if match is None:
            break
        at = match.end()
    if left := re.match(r"[.):\]]+\s*", text[at : at + 5]):  # a label that was a link left its stop behind
        at += left.end()
    return at


def _before(label: str) -> re.Pattern[str]:
    word = "" if label[:1].isalpha() and len(label) > 2 else rf"(?:{_WORD}\.?\s*)?"
    digits = re.escape(label.translate(_SUPERSCRIPTS))
    raised = digits.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    tail = (
        r"(?:[\s\])}.:,—–-]+|$|(?=[^\w\s]))"
        if not label.isdecimal()
        else r"(?:[\])}.:—–]+\s*|\s+|$|(?=[^\W\d]))"
    )
    if label.isalpha():
        tail = r"(?:[\])}.:]+\s*|\s+(?=[\"“A-Z\[(])|$)"
    return re.compile(rf"\s*[\[({{^]?\s*{word}(?:{digits}|{raised}){tail}", re.IGNORECASE)
