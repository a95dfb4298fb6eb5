"""The bytes of a text file to a string, in whatever encoding it was saved.

>>> decode("naïve".encode("utf-16"), "essay.txt")
'naïve'
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from search.errors import ReadError

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
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphens and zero-width spaces
_PADDING = "\x1a\0"  # with which old systems filled a text's last block
_SAMPLE = 65_536  # enough for the guess, and a bound on what it costs


def decode(data: bytes, name: str) -> str:
    """The text, NFC, with `\\n` for every line end, without soft hyphens; form feeds are kept.

    Raises:
        ReadError: nothing in it, or no text in any encoding.
    """
    if not data.strip():
        raise ReadError(name, "is empty; there is nothing to index")
    text = _HYPHEN_OF_A_LINE.sub("-\n", _decoded(data, name).replace("\r\n", "\n"))
    text = text.rstrip(_PADDING) or text
    # a stray control character comes of a careless export; many of them, of a program or an image
    if len(_CONTROLS.findall(text[:_SAMPLE])) > max(4, len(text[:_SAMPLE]) // 100):
        raise ReadError(name, "is not text but some binary format; save it as text")
    text = _CONTROLS.sub(" ", text.replace("\r", "\n").replace("\v", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text)).replace("\u00a0", " ").replace("\u202f", " ")
    if not text.strip():
        raise ReadError(name, "holds nothing but blanks; there is nothing to index")
    return text


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                raise ReadError(name, f"says it is {encoding} but is not; save it again as UTF-8") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        guess = from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        raise ReadError(name, "is not text in any known encoding; save it as UTF-8")
    return data.decode(guess.encoding, errors="replace")
