"""Characters that stand for others: in a symbol font, where the codes say nothing, and above the line.

>>> symbol("F061", "Symbol"), symbol("F0E0", "Wingdings"), plain("\\uf02a see below")
('α', '→', '∗ see below')
>>> raised("2"), raised("-5"), raised("3, 4"), raised("th")
('²', '⁻⁵', '³, ⁴', 'th')
"""

from __future__ import annotations

import re

# Adobe's Symbol encoding from 0x20 and from 0xA0
_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
_SYMBOL = {0x20 + place: one for place, one in enumerate(_LOW)} | {
    0xA0 + place: one for place, one in enumerate(_HIGH)
}
_DINGBATS = {
    0xDF: "←",
    0xE0: "→",
    0xE8: "→",
    0xF0: "⇨",
    0xFC: "✓",
    0xFB: "✗",
    0xA8: "☐",
    0xFE: "☑",
    0xA7: "▪",
}
_RAISED = str.maketrans("0123456789+−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_FIGURES = re.compile(r"\s*[+−-]?\d[\d\s,;–-]*")
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def symbol(code: str, font: str) -> str:
    """The character of a `w:sym`; empty for an ornament that has no other form."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
        if "dings" in font.lower():
            return _DINGBATS.get(number, "")
        return _SYMBOL.get(number, "") if font.lower() == "symbol" or number > 0x7F else chr(number)
    if number <= 0xFF and font.lower() == "symbol":
        return _SYMBOL.get(number, "")
    return chr(number) if 0x20 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else ""


def plain(text: str) -> str:
    """Text in which symbols stand as such."""
    return _PRIVATE.sub(lambda match: _SYMBOL.get(ord(match[0]) - 0xF000, ""), text)


def raised(text: str) -> str:
    """What is set above the line: figures as the characters that stand there (10⁵ is not 105)."""
    if not _FIGURES.fullmatch(text):
        return text
    return re.sub(r"^(\s*)-", r"\1−", text).translate(_RAISED)
