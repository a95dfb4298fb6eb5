"""What a paragraph or a run is by its style: a heading of a level, a title, a table of contents, raised.

Comes in: the part styles.xml (some exporters leave it out) and the name of a style. Word writes the built-in
names in English in every language ("heading 1"), the ids translated ("berschrift1"); others write what they
like, so that the outline level is asked first, then the names up the chain of `basedOn`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.readers.docx.package import Element, full, is_on, value, value_exists

# ids and names of headings where no style sheet says more
_HEADING = re.compile(
    r"(?:heading|header|[uü]?berschrift|titre|titolo|t[ií]?tulo|kop|rubrik|overskrift|otsikko|nag[lł]?[oó]?wek|"
    r"nadpis|c[ií]?msor|ba[sş]l[iı]k|заголовок)[ _-]?([1-9])",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"toc ?\d|toc ?heading|contents? \d|contents heading|table of figures", re.IGNORECASE)
_BODY_LEVEL = 9  # outlineLvl of text that is no heading
_CHAIN = 20  # styles based on each other in a circle are met


class Styles:
    """The style sheet of a document."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(full("w:style"))
        self._styles = {style.get(full("w:styleId"), ""): style for style in styles}
        self._levels: dict[str, int | None] = {}
        self._raised: dict[str, bool] = {}
        self._numbers: dict[str, tuple[str, str]] = {}
        self._root = root

    def level(self, paragraph: Element) -> int | None:
        """The level of a heading, from 1; None for running text."""
        direct = value(paragraph, "w:pPr", "w:outlineLvl")
        if direct is not None:
            return _outline(direct)
        style = value(paragraph, "w:pPr", "w:pStyle") or ""
        if style not in self._levels:
            self._levels[style] = self._style_level(style)
        return self._levels[style]

    def _style_level(self, identity: str) -> int | None:
        for name, style in self._chain(identity):
            outline = value(style, "w:pPr", "w:outlineLvl")
            if outline is not None:
                return _outline(outline)
            match = _HEADING.fullmatch(name) or _HEADING.fullmatch(identity)
            if match:
                return int(match[1])
        return None

    def is_title(self, paragraph: Element) -> bool:
        """Whether it is the title of the whole document."""
        return self._is_named(paragraph, {"title", "titel", "titre", "título", "titolo", "название"})

    def is_contents(self, paragraph: Element) -> bool:
        """Whether it is a line of a table of contents."""
        style = value(paragraph, "w:pPr", "w:pStyle") or ""
        return bool(style) and any(_CONTENTS.match(name) for name, _ in self._chain(style))

    def _is_named(self, paragraph: Element, names: set[str]) -> bool:
        style = value(paragraph, "w:pPr", "w:pStyle") or ""
        return bool(style) and any(name.lower() in names for name, _ in self._chain(style))

    def numbered(self, paragraph: Element) -> tuple[str, int]:
        """The list that a paragraph is in, by itself or by its style, and how deep, from 0; "" for none."""
        direct = value(paragraph, "w:pPr", "w:numPr", "w:numId")
        depth = value(paragraph, "w:pPr", "w:numPr", "w:ilvl") or "0"
        style = value(paragraph, "w:pPr", "w:pStyle") or ""
        if direct is None and style:
            if style not in self._numbers:
                self._numbers[style] = self._style_number(style)
            direct, depth = self._numbers[style]
        return direct or "", int(depth) if depth.isdecimal() and len(depth) == 1 else 0

    def _style_number(self, identity: str) -> tuple[str, str]:
        for _, style in self._chain(identity):
            found = value(style, "w:pPr", "w:numPr", "w:numId")
            if found is not None:
                return found, value(style, "w:pPr", "w:numPr", "w:ilvl") or "0"
        return "", "0"

    def is_raised(self, properties: Element) -> bool:
        """Whether a run of such properties is set as superscript, by itself or by its style."""
        direct = value(properties, "w:vertAlign")
        if direct is not None:
            return direct == "superscript"
        style = value(properties, "w:rStyle") or ""
        if style not in self._raised:
            self._raised[style] = bool(style) and any(
                value(one, "w:rPr", "w:vertAlign") == "superscript" for _, one in self._chain(style)
            )
        return self._raised[style]

    def is_bold(self, properties: Element | None, paragraph_style: str) -> bool:
        """Whether a run is set in bold, by itself, by its style or by that of its paragraph."""
        if properties is not None and properties.find(full("w:b")) is not None:
            return is_on(properties, "w:b")
        styles = (value(properties, "w:rStyle") or "", paragraph_style)
        chain = (one for style in styles if style for _, one in self._chain(style))
        deciding = next((one for one in chain if value_exists(one, "w:rPr", "w:b")), None)
        return is_on(deciding, "w:rPr", "w:b")

    def is_hidden(self, properties: Element) -> bool:
        """Whether a run of such properties is hidden text, which Word does not print."""
        return is_on(properties, "w:vanish")

    def language(self) -> str | None:
        """What the document is written in, by its default style."""
        defaults = None if self._root is None else self._root.find(full("w:docDefaults"))
        return value(defaults, "w:rPrDefault", "w:rPr", "w:lang")

    def _chain(self, identity: str) -> Iterator[tuple[str, Element | None]]:
        """A style and what it is based on: names (the id where there is no name) and definitions."""
        for _ in range(_CHAIN):
            style = self._styles.get(identity)
            yield value(style, "w:name") or identity, style
            identity = value(style, "w:basedOn") or ""
            if not identity:
                return


def _outline(text: str) -> int | None:
    level = int(text) if text.isdecimal() else _BODY_LEVEL
    return level + 1 if level < _BODY_LEVEL else None
