"""Cyrillic text whose fonts say that they print Latin letters: `Ñèñòåìà` is `Система`.

Comes in: the pages. Goes out: the same with the letters that are meant, and whether they could be told. Old
programs of Windows wrote the bytes of its Cyrillic encoding, and declared them Latin; TeX's own Cyrillic
fonts have the letters at the same places. A word of a Latin language is never all accents: a text whose words
are is none, and reads as Cyrillic where its commonest letters then are those of a Slavic language.

>>> letters = [Glyph(letter, 0, 0, 0, 0) for letter in "Îíà ñòîÿëà íà áåðåãó è ñìîòðåëà íà âîäó. " * 9]
>>> pages, is_told = relettered((Page(0, 0, 0, tuple(letters)),))
>>> "".join(glyph.text for glyph in pages[0].glyphs[:41]), is_told
('Она стояла на берегу и смотрела на воду. ', True)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from search.readers.alphabets import is_cyrillic
from search.readers.pdf.shapes import Glyph, Page

_WORD = re.compile(r"[^\W\d_]{3,}")
_ACCENTED = re.compile(r"[À-ÿ¨¸ªº²³Œœ]+")
_FEWEST = 20  # such words: of fewer nothing can be told
_MOSTLY = 0.9  # of the words with letters beyond ASCII: they have no other letters
_SAMPLE = 20_000  # letters that tell it
_UKRAINIAN = 0.02  # of the letters: so many signs in their places are letters, too
_SURE = {code: bytes([code]).decode("cp1251") for code in (*range(0xC0, 0x100), 0xA8, 0xB8)}
_SIGNS = {code: bytes([code]).decode("cp1251") for code in (0xAA, 0xAF, 0xB2, 0xB3, 0xB4, 0xBA, 0xBF)}
_NUMBER = "¹"  # stands where Cyrillic has "№"


def relettered(pages: tuple[Page, ...]) -> tuple[tuple[Page, ...], bool]:
    """The pages, and False where their letters are not those printed, and nothing tells which are."""
    sample = _sample(pages)
    if not _is_mistaken(sample):
        return pages, True
    counts = Counter(sample)
    table = dict(_SURE)
    letters = sum(counts[chr(code)] for code in _SURE)
    if sum(counts[chr(code)] for code in _SIGNS) > _UKRAINIAN * letters:
        table |= _SIGNS
    if not is_cyrillic(sample.translate(table)):
        return pages, False
    return tuple(replace(page, glyphs=_glyphs(page.glyphs, table)) for page in pages), True


def retitled(title: str) -> str:
    """The title that such a file gives itself, which is as mistaken."""
    words = [word for word in _WORD.findall(title) if not word.isascii()]
    mistaken = bool(words) and all(_ACCENTED.fullmatch(word) for word in words)
    return title.translate(_SURE) if mistaken else title


def _sample(pages: Sequence[Page]) -> str:
    pieces: list[str] = []
    for page in pages:
        before = None
        for glyph in page.glyphs:
            if before and (before.y != glyph.y or glyph.x0 - before.x1 > 0.2 * glyph.size):
                pieces.append(" ")
            pieces.append(glyph.text)
            before = glyph
        if len(pieces) > _SAMPLE:
            break
    return "".join(pieces)


def _is_mistaken(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    accented = sum(bool(_ACCENTED.fullmatch(word)) for word in words)
    return accented >= max(_FEWEST, _MOSTLY * len(words))


def _glyphs(glyphs: Sequence[Glyph], table: dict[int, str]) -> tuple[Glyph, ...]:
    return tuple(
        glyph._replace(text=text) if (text := _letter(glyph, table)) != glyph.text else glyph
        for glyph in glyphs
    )


def _letter(glyph: Glyph, table: dict[int, str]) -> str:
    if glyph.text == _NUMBER and not glyph.raised:
        return "№"
    return glyph.text.translate(table)
