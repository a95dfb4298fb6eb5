"""The labels of the notes as Word prints them: nothing of them is in the file but how to count.

Comes in: the body, and the settings of the document and of its sections. Goes out: a label for each note in
the order of the calls. Custom marks are printed as they stand and not counted.

    >>> [printed(4, format) for format in ("decimal", "lowerRoman", "upperLetter", "chicago")]
    ['4', 'iv', 'D', '§']
    >>> printed(28, "lowerLetter"), printed(6, "chicago")
    ('bb', '††')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.readers.docx.package import Element, full, short, value, value_of

CALLS = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_DEFAULT_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CHICAGO = "*†‡§"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LARGEST = 100_000  # beyond it a count is a mistake, and a letter repeated for it would fill the memory

NoteKey = tuple[str, str]  # "footnote" or "endnote", and the id


@dataclass(frozen=True, slots=True)
class _Counting:
    format: str
    start: int
    restart: str


def labels(roots: Sequence[Element], settings: Element | None) -> dict[NoteKey, str]:
    """The label of every note that is called and has no mark of its own; the first root is the body."""
    found: dict[NoteKey, str] = {}
    counts: dict[str, int] = {}
    sections = [*roots[0].iter(full("w:sectPr"))][::-1]
    countings = _countings(sections, settings)
    ending: Element | None = None  # the last paragraph of a section, which holds the section's properties
    breaks = _breaks(roots[0])
    tags = [full(name) for name in (*CALLS, "w:sectPr", breaks)]
    for element in (one for root in roots for one in root.iter(*tags)):
        if ending is not None and ending not in element.iterancestors():
            ending = None
            countings = _countings(sections, settings)
            counts = _kept(counts, countings, "eachSect")
        name = short(element.tag)
        if name == "w:sectPr":
            sections.pop()
            ending = next(element.iterancestors(full("w:p")), roots[0])
        elif name == breaks and (name != "w:br" or value_of(element, "w:type") == "page"):
            counts = _kept(counts, countings, "eachPage")
        elif name in CALLS and not has_own_mark(element):
            kind, counting = CALLS[name], countings[CALLS[name]]
            key = (kind, value_of(element, "w:id") or "")
            if key not in found:
                counts[kind] = counts.get(kind, counting.start - 1) + 1
                found[key] = printed(counts[kind], counting.format)
    return found


def _breaks(body: Element) -> str:
    """What shows where pages end: where Word last broke them, or only the breaks that were typed."""
    rendered = "w:lastRenderedPageBreak"
    return rendered if next(body.iter(full(rendered)), None) is not None else "w:br"


def has_own_mark(call: Element) -> bool:
    """Whether the mark is typed behind the call, not counted."""
    return value_of(call, "w:customMarkFollows") in ("1", "true", "on")


def _countings(sections: Sequence[Element], settings: Element | None) -> dict[str, _Counting]:
    """How notes are counted in the section whose properties come next: they stand at its end."""
    section = sections[-1] if sections else None
    return {kind: _counting(kind, section, settings) for kind in _DEFAULT_FORMATS}


def _counting(kind: str, section: Element | None, settings: Element | None) -> _Counting:
    def said(name: str) -> str | None:
        own = value(section, f"w:{kind}Pr", name)
        return own if own is not None else value(settings, f"w:{kind}Pr", name)

    start = said("w:numStart") or "1"
    return _Counting(
        said("w:numFmt") or _DEFAULT_FORMATS[kind],
        int(start) if start.isdecimal() and len(start) < 6 else 1,
        said("w:numRestart") or "continuous",
    )


def _kept(counts: dict[str, int], countings: dict[str, _Counting], restart: str) -> dict[str, int]:
    """The counts without those that begin again here."""
    return {
        kind: count
        for kind, count in counts.items()
        if kind in countings and countings[kind].restart != restart
    }


# --- formats ---------------------------------------------------------------------------------------------


def printed(number: int, format: str) -> str:
    """A number in one of Word's formats; in Arabic figures in those that are not known here."""
    if not 0 < number < _LARGEST:
        return str(number)
    match format:
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "lowerLetter":
            return _repeated(number, _LATIN)
        case "upperLetter":
            return _repeated(number, _LATIN).upper()
        case "russianLower":
            return _repeated(number, _RUSSIAN)
        case "russianUpper":
            return _repeated(number, _RUSSIAN).upper()
        case "chicago":
            return _repeated(number, _CHICAGO)
        case "decimalZero":
            return f"{number:02}"
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if number <= 20:
            return chr(ord("①") + number - 1)
        case _:
            return str(number)


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (number // worth)
        number %= worth
    return text


def _repeated(number: int, alphabet: str) -> str:
    """a, b, … z, aa, bb, …"""
    times, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * (times + 1)
