"""The bytes of a text file to a string, in whatever encoding it was saved.

>>> decode("naïve".encode("utf-16"), "essay.txt")
'naïve'
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from charset_normalizer import from_bytes

from search.errors import ReadError
from search.readers.alphabets import encoding_by_letters

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# everything below a space but tab, line feed, form feed, carriage return; text has none of them
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# what PDFium puts for a hyphen that ends a line, with the line end gone: "high-speed" would be two words
_HYPHEN_OF_A_LINE = re.compile(r"[\x02\ufffe]\n?(?=\S)")
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"  # soft hyphens and zero-width spaces
_PADDING = "\x1a\0"  # with which old systems filled a text's last block
# encodings in seven bits, told by their escapes
_LOOKS = (
    (re.compile(rb"\x1b\$[@B]|\x1b\(J"), "iso2022_jp"),
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
)
_JAPANESE = ("cp932", "euc_jp")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_KANA = 0.1  # for each byte: no other language has as many
_ASIAN = ("cp932", "gb18030", "cp949", "euc_jp", "big5")
_FEWEST = 8  # characters, by which a width can be told
_PLANES = 3  # high bytes of one script with its spaces and signs
_ALIKE = 0.95  # of the high bytes
_SAMPLE = 65_536  # enough for the guess, and a bound on what it costs


def decode(data: bytes, name: str) -> str:
    """The text, NFC, with `\\n` for every line end, without soft hyphens; form feeds are kept.

    Raises:
        ReadError: nothing in it, or no text in any encoding.
    """
    if not data.strip():
        raise ReadError(name, "is empty; there is nothing to index")
    text = _decoded(data, name).replace("\r\n", "\n")
    if "\x02" in text or "\ufffe" in text:
        text = _HYPHEN_OF_A_LINE.sub("-\n", text)
    text = text.rstrip(_PADDING) or text
    # a stray control character comes of a careless export; many of them, of a program or an image
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > max(min(4, 1 + len(sample) // 10), len(sample) // 100):
        raise ReadError(name, "is not text but some binary format; save it as text")
    text = _CONTROLS.sub(" ", text.replace("\r", "\n").replace("\v", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    text = unicodedata.normalize("NFC", visible(text)).replace("\u00a0", " ").replace("\u202f", " ")
    if not text.strip():
        raise ReadError(name, "holds nothing but blanks; there is nothing to index")
    return text


def visible(text: str) -> str:
    """The text without soft hyphens and zero-width spaces."""
    if not text.isascii():
        for sign in _INVISIBLE:  # four such passes are faster than one with a pattern
            text = text.replace(sign, "")
    return text


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                raise ReadError(name, f"says it is {encoding} but is not; save it again as UTF-8") from error
    for encoding in _candidates(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    guess = encoding_by_letters(data[:_SAMPLE]) or _guess(data[:_SAMPLE])
    if guess is None:
        raise ReadError(name, "is not text in any known encoding; save it as UTF-8")
    return data.decode(guess, errors="replace")


def _candidates(data: bytes) -> Iterator[str]:
    """The encodings that the look of the bytes suggests, which they are in if they can be decoded from it."""
    yield from (encoding for look, encoding in _LOOKS if look.search(data[:_SAMPLE]))
    yield from _widths(data[:_SAMPLE])
    yield "utf-8"


def _widths(data: bytes) -> Iterator[str]:
    """UTF-16 or UTF-32 without its mark: the high bytes are few, and all alike."""
    for size, encoding in ((4, "utf-32"), (2, "utf-16")):
        total = len(data) // size
        if total < _FEWEST:
            continue
        for place, order in ((size - 1, "-le"), (0, "-be")):
            high = Counter(data[place::size]).most_common(_PLANES)
            low = Counter(data[size - 1 - place :: size]).most_common(_PLANES)
            if 0 in dict(high) and _count(high) > _ALIKE * total > _count(low):
                yield encoding + order


def _count(common: list[tuple[int, int]]) -> int:
    return sum(count for _, count in common)


def _guess(data: bytes) -> str | None:
    """By statistics; failing that, the one of the wide encodings of Asia that fails least."""
    for encoding in _JAPANESE:
        text = data.decode(encoding, errors="replace")
        if len(_HIRAGANA.findall(text)) > _KANA * len(data) and text.count("\ufffd") <= 1:
            return encoding
    guess = from_bytes(data).best()
    if guess is not None:
        return guess.encoding
    lost = {encoding: data.decode(encoding, errors="replace").count("\ufffd") for encoding in _ASIAN}
    best = min(_ASIAN, key=lambda encoding: lost[encoding])
    return best if lost[best] * 100 < len(data) else None
