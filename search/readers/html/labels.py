"""What is printed at a mark or before a note, to its label.

>>> label("[ 12 ]"), label("note 3."), label("Chapter One"), prefix("[12] Smith, p. 5.", "12")
('12', 'note 3', '', 5)
"""

from __future__ import annotations

import re

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴"
OPENING, CLOSING = "[［〔【〖", "]］〕】〗"  # square brackets, with those of Chinese and Japanese
# what stands behind a label in Burmese, Devanagari, Arabic, Tibetan and Chinese
STOPS = "။၊।॥۔،་།༽、。．：）］〕】〗"
_WORD = (
    r"(?:foot ?note|end ?note|note|nota|nb|fn|n|ref|anm|fußnote|anmerkung|lower-alpha|upper-alpha"
    r"|сноска|прим)"
)
_LABEL = re.compile(
    rf"\d{{1,6}}[a-z]?|\d{{1,3}}[.:-]\d{{1,3}}|[A-Za-z]{{1,2}}|[ivxlcdm]{{1,7}}|[IVXLCDM]{{1,7}}"
    rf"|[*†‡§¶‖#∗⁎※⊕]{{1,6}}|[{CIRCLED}]|[一二三四五六七八九十]{{1,3}}"
    rf"|{_WORD}\.? ?[\d*]{{1,4}}|{_WORD}\.? [A-Za-z]{{1,4}}",
    re.IGNORECASE,
)
_NAME = re.compile(r"\[[^\s\[\]]{2,48}\]")  # [Knuth84]: a name needs its brackets
_NAMED = re.compile(r"[^\W\d_][\w-]{0,20} ?\d{1,3}(?:\.\d{1,3})?|\d{1,3}\.\d{1,3}")
_BACK = re.compile(
    r"[\s\[\](){}^↩↑⏎↵⤴⇧⬆▲△⇑←«<\ufe0e\ufe0f\d]*[\^↩↑⏎↵⤴⇧⬆▲△⇑←][\s\[\]()\ufe0e\ufe0f\da-z]*|[\s\[(]*"
    r"(?:jump(?: back)?(?: up)?(?: to)?|back(?: to (?:the )?(?:text|content|article|top|reference|post))?"
    r"|return(?: to (?:the )?(?:text|article|footnote|reference|post))?|zurück(?: zum text)?"
    r"|retour(?: au texte)?|torna(?: al testo| su)?|volver(?: al texto)?"
    r"|voltar(?: ao texto)?|terug(?: naar de tekst)?"
    r"|обратно|вверх|наверх|tillbaka|tilbage|wróć|powrót|назад|вернуться(?: к тексту)?|go back)"
    r"[:.\s\])]*\d*|",
    re.IGNORECASE,
)


_WORDED_LABEL = re.compile(rf"{_WORD}\.? ?\d{{1,4}}", re.IGNORECASE)
_REFERRING = re.compile(
    r"(?<![^\W\d_])(?:(?:foot|end)?notes?|nn?|fn|figures?|figs?|tables?|tab|exercises?|sections?|sec|chapters?|ch"
    r"|equations?|eqs?|pages?|pp?|theorems?|lemmas?|propositions?|examples?|parts?|books?|vols?|appendix|items?"
    r"|steps?|lines?|fußnoten?|anm|anmerkung(?:en)?|abb|abbildung|kapitel|kap|abschnitt|tabelle|seite|voir|figuras?"
    r"|tablas?|tableaux?|capítulos?|cap|notas?|chapitres?|noot|voetnoot|рис|рисунк\w|табл\w{0,4}|глав\w|гл"
    r"|примечани\w{1,2}|прим|сноск\w|стр|§§?)\.?\s+$",
    re.IGNORECASE,
)


def label(text: str) -> str:
    """The label that a text is; empty where it is none."""
    bare = bared(text)
    if _LABEL.fullmatch(bare):
        return bare
    return bare if _NAME.fullmatch(text.strip()) else ""


def named(text: str) -> str:
    """A name with a number, as groups of notes have them: "lower-alpha 3", "註 1"; empty for another text."""
    bare = bared(text)
    return bare if _NAMED.fullmatch(bare) else ""


def refers(before: str, text: str) -> bool:
    """Whether a link is part of a sentence, "see note 12": told from the words before it and its own.

    >>> refers("as we said in section ", "1.2"), refers("see ", "note 12"), refers("The mill burned.", "12")
    (True, True, False)
    """
    return bool(_REFERRING.search(before) or _WORDED_LABEL.fullmatch(text.strip()))


def bared(text: str) -> str:
    """Without brackets and stops around it."""
    text = " ".join(text.split()).translate(_SUPERSCRIPTS)
    return text.strip(f" []().{{}}:,;^（{OPENING}{STOPS}") if len(text) < 60 else ""


def is_back(text: str) -> bool:
    """Whether a link's text only leads back: an arrow, "Return to text", nothing."""
    return bool(_BACK.fullmatch(" ".join(text.split())))


def begins(text: str, label: str) -> bool:
    """Whether a text begins with a label as notes do.

    >>> begins("[Footnote 1: See", "1"), begins("12 men", "1")
    (True, False)
    """
    return _after(text.lstrip(" ^↑↩"), label) is not None


def prefix(text: str, label: str) -> int:
    """How much of a note's text is its label, and what is left of back-links before it.

    A label that is printed twice goes twice.
    """
    at = 0
    if loose := re.match(r"(?:[\^↑↩]|Jump up(?: to)?:?|[\[(]\s*[\])])[\s\^↑]*", text):
        at = loose.end()
    for _ in range(2):
        after = _after(text, label, at) if label else None
        if after is None:
            break
        at = after
    if left := re.match(r"[.):\]]+\s*", text[at : at + 5]):  # a label that was a link left its stop behind
        at += left.end()
    return at


def _after(text: str, label: str, at: int = 0) -> int | None:
    """Where the text goes on behind a label that stands at a place; None where it does not stand there."""
    wanted = label.translate(_SUPERSCRIPTS).lower()
    if _CIRCLED.fullmatch(label):
        circled = _CIRCLED.match(text, at)
        return circled.end() if circled and circled[1] == label else None
    is_named = label[:1].isalpha() and len(label) > 2
    for lead in (_BRACKET,) if is_named else (_BRACKET, _WORDED):
        begin = lead.match(text, at)
        place = begin.end() if begin else at
        found = text[place : place + len(label)].translate(_SUPERSCRIPTS).lower()
        tails = _TAILS[label.isdecimal(), label.isalpha()] if re.search(r"\w", label) else _SYMBOL_TAIL
        tail = tails.match(text, place + len(label))
        if begin and found == wanted and tail:
            return tail.end()
    return None


_BRACKET = re.compile(rf"\s*[({{^（{re.escape(OPENING)}]?\s*")
_WORDED = re.compile(rf"\s*[\[({{^]?\s*{_WORD}\.?\s*", re.IGNORECASE)
_CIRCLED = re.compile(rf"([{CIRCLED}])\s*")
_SYMBOL_TAIL = re.compile(r"[\s\])}.:,—–-]*(?![*†‡§¶])")  # "*The" begins with its label, "**" with another
# by whether the label is a number, or letters: "12" may stand before a word only with a blank between
_TAILS = {
    (True, False): re.compile(rf"[\])}}.:—–{STOPS}]+\s*|[-‐]\s+|\s+|$|(?=[^\W\d])"),
    (False, True): re.compile(rf"[\])}}.:{STOPS}]+\s*|\s+(?=[\"“A-Z\[(])|$"),
    (False, False): re.compile(rf"[\s\])}}.:,—–{STOPS}-]+|$|(?=[^\w\s])"),
}
