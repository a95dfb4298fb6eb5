"""Whether a raised figure is part of a measure or a formula, and calls no note: what stands around it tells.

Comes in: the text before it, the figure itself, the text behind it. A square metre is one in any script.

    >>> [is_exponent(*parts) for parts in (("5 мм", "2", "."), ("3 × 10", "6", ""), ("", "1", "/4 inch"))]
    [True, True, True]
    >>> [is_exponent(*parts) for parts in (("he came in", "2", "."), ("in 1910", "6", ""))]
    [False, False]
"""

from __future__ import annotations

import re

BEFORE = 24  # characters before a figure that are looked at
_MINUSES = ("⁻", "−")
_SQUARE_OR_CUBE = frozenset(["2", "3"])
# alone, or behind a number or a bar: "per km²", "kg/m³"
_METRE = re.compile(r"(?:^|[^\w'’\"-]|\d)(?:[khdcmµμn]?m|(?:мк|[кгдсмн])?м|(?:χλ|χιλ|εκ|χ)?μ)$")
# what may be a word of its language, too: only behind a number
_WORDS = (
    r"in|ft|yd|mi|s|h|sec|kg|rad|po|pi|сек|с|ч|дюйм|фут|кг|рад|"
    r"(?:[קס][\"״]?)?מ[\"״]?ר?|[كسم]?م|(?:कि|से|मि)?मी|[กซม]?ม|[კსმ]?მ|[կսմ]?մ|"
    r"米|公里|厘米|毫米|千米|미터|[㎜㎝㎞㎡]|[^\W\d_]"
)
_MEASURE = re.compile(rf"(?:\d|[½¼¾])[\s\xa0\u202f]?(?:{_WORDS})$")
_VARIABLE = re.compile(r"(?:^|[\s\d(/·=+−-])[a-zα-ω]$")
_PER = re.compile(r"[^\W\d_]\s?[/·⋅]\s?(?:s|h|sec|с|ч|сек|[^\W\d_])$")  # m/s², Вт/м²
_POWER = re.compile(r"[×·⋅∙*xх]\s?10$")
_FRACTION = re.compile(r"\s?[/⁄∕]\s?[\d₀-₉]")
_IN_FRACTION = re.compile(r"\d\s?[/⁄∕]\s?$")


def is_exponent(before: str, figure: str, after: str) -> bool:
    """Whether a raised figure is a power, the square or cube of a unit, or the upper part of a fraction.

    Args:
        before: the text before it, as much as there is.
        figure: what is raised, in plain figures.
        after: the text behind it.
    """
    before = before[-BEFORE:]
    if figure.startswith(("-", "–", *_MINUSES)) or before.endswith(_MINUSES):
        return True
    if not figure.isdecimal():
        return False
    if _FRACTION.match(after) or _IN_FRACTION.search(before) or _POWER.search(before):
        return True
    return figure in _SQUARE_OR_CUBE and any(
        unit.search(before) for unit in (_METRE, _MEASURE, _VARIABLE, _PER)
    )
