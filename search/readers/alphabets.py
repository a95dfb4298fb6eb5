"""Which of the encodings of Latin or Cyrillic letters the bytes of a text are in.

Comes in: bytes that are no UTF-8. Goes out: the encoding in which the letters beyond ASCII are those of one
language. None of these encodings can be told by its bytes alone: 0xF1 is "ñ" in one and "ń" in another, and
only a text that has "ñ" beside "í" and "¿" is Spanish. What is in Latin letters has few beyond ASCII; what is
in Cyrillic ones has the commonest letters most often, and small ones more often than capitals.

    >>> encoding_by_letters("El niño, ¿dónde está?".encode("latin-1"))
    'cp1252'
    >>> encoding_by_letters("Маяк стоит на острове".encode("koi8-r"))
    'koi8_r'
"""

from __future__ import annotations

import re
from collections import Counter

# of equals the first is taken; Windows' encodings are those of ISO with more in them
_LATIN = (
    "cp1252",
    "iso8859_15",
    "cp1250",
    "iso8859_2",
    "cp1254",
    "mac_roman",
    "cp850",
    "cp437",
    "cp852",
    "cp1257",
    "mac_latin2",
)
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "koi8_u", "cp855")
_LANGUAGES = {
    "French": "àâæçéèêëîïôœùûüÿ",
    "German": "äöüßé",
    "Spanish": "áéíñóúüª",
    "Portuguese": "áâãàçéêíóôõúü",
    "Italian": "àèéìíîòóùú",
    "Dutch": "áéëïóöüèê",
    "Catalan": "àçéèíïóòúü·",
    "Danish": "åæøéöä",
    "Swedish": "åäöéü",
    "Icelandic": "áðéíóúýþæö",
    "Czech": "áčďéěíňóřšťúůýž",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Polish": "ąćęłńóśźż",
    "Hungarian": "áéíóöőúüű",
    "Slovene": "čšžćđ",
    "Romanian": "ăâîșțşţ",
    "Turkish": "çğıöşüâîû",
    "Lithuanian": "ąčęėįšųūž",
    "Latvian": "āčēģīķļņšūž",
    "Estonian": "äöõüšž",
}
# what may stand in a text in any of them
_SIGNS = frozenset("«»‹›“”„‘’‚–—…•§¶†‡©®™°·ºª£€¥¢½¼¾±×÷¿¡²³¹µ´¨¬\u00a0\u00ad")
_COMMON = frozenset("оеаинтсрвлкмдпуіяы")  # in Russian four letters in five
_CYRILLIC_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђљњћџј")
_CYRILLIC_LETTERS |= {letter.upper() for letter in _CYRILLIC_LETTERS}
_OFTEN = 0.68  # of the Cyrillic letters, at the least
_MIXED = re.compile(r"[а-яёіїєґў][А-ЯЁІЇЄҐЎ]")  # "вЕсна"
_FEW = 0.35  # of all letters, at the most: more of them are another script
_FIT = 0.85  # of the letters beyond ASCII, at the least
# letters and signs as no word has them: "caf‚", "naČve", "a„b"
_ODD = re.compile(
    r"[a-zß-öø-ÿ][À-ÖØ-ÞŠŽŒČŘŁŚŻĐ][a-zß-öø-ÿ]|[^\W\d_][‚„¿¡«‡†¬¨´±½¼¾¹²³ºµ¶§¤¦\x80-\x9f─-▟][^\W\d_]|[^\W\d_][‚„](?!\S)|[¼½¾¶¦±¬¸¥][a-zß-öø-ÿł]|[\x80-\x9f]"
)


def encoding_by_letters(data: bytes) -> str | None:
    """The encoding, or None where the letters are of no one language, or of another script."""
    ascii_letters = len(re.findall(rb"[A-Za-z]", data))
    beyond = len(re.findall(rb"[\x80-\xff]", data))
    if not beyond:
        return None
    few = beyond <= _FEW * (ascii_letters + beyond)
    encodings, fit = (_LATIN, _fit_latin) if few else (_CYRILLIC, _fit_cyrillic)
    fits: dict[str, float] = {
        encoding: fit(data.decode(encoding, errors="replace")) for encoding in encodings
    }
    best = max(encodings, key=lambda encoding: fits[encoding])  # the first of equals
    return best if fits[best] >= _FIT else None


def is_cyrillic(text: str) -> bool:
    """Whether the letters beyond ASCII are those of a language in Cyrillic, each about as often as there."""
    return _fit_cyrillic(text) >= _FIT


def _fit_latin(text: str) -> float:
    """The share of the letters and signs beyond ASCII that one language has."""
    counts = Counter(re.findall(r"[^\x00-\x7f]", text.lower()))
    letters = {letter: count for letter, count in counts.items() if letter.isalpha() and letter not in _SIGNS}
    signs = sum(count for sign, count in counts.items() if sign in _SIGNS)
    known = max(sum(letters.get(letter, 0) for letter in own) for own in _LANGUAGES.values())
    return (known + signs - 2 * len(_ODD.findall(text))) / (sum(counts.values()) or 1)


def _fit_cyrillic(text: str) -> float:
    """The share of Cyrillic letters and signs beyond ASCII; none where the common letters are not common."""
    beyond: list[str] = re.findall(r"[^\x00-\x7f]", text)
    letters: list[str] = [letter for letter in beyond if letter in _CYRILLIC_LETTERS]
    common = sum(letter in _COMMON for letter in letters)
    if not letters or common < _OFTEN * len(letters):
        return 0.0
    signs = sum(sign in _SIGNS or sign == "№" for sign in beyond)
    return (len(letters) + signs - 2 * len(_MIXED.findall(text))) / len(beyond) + common / len(letters) / 100
