"""The numbers that Word prints before the paragraphs of a list: only how to count is in the file.

Comes in: numbering.xml, and the paragraphs in order. Goes out: what stands before each: "3.", "[12]".
A level counts from its start, and again from there wherever a level above it has counted on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from search.readers.docx.labels import printed
from search.readers.docx.package import Element, full, value, value_of
from search.readers.docx.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_LONGEST = 9  # digits of a start that is believed


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of a document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, str] = {}  # list -> what it counts with
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        definitions = {} if root is None else _by_id(root, "w:abstractNum", "w:abstractNumId")
        for identity, one in ({} if root is None else _by_id(root, "w:num", "w:numId")).items():
            kind = value(one, "w:abstractNumId") or ""
            overrides = one.findall(full("w:lvlOverride"))
            levels = _levels(definitions.get(kind))
            for override in overrides:
                levels |= _levels(override)
            self._lists[identity] = identity if overrides else kind
            self._levels[identity] = levels

    def label(self, paragraph: Element) -> str:
        """What stands before a paragraph; empty before one that is not numbered, or has a bullet."""
        identity, depth = self._styles.numbered(paragraph)
        levels = self._levels.get(identity)
        if not levels or depth not in levels:
            return ""
        counts = self._counts[self._lists[identity]]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if levels[depth].format in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            level = levels.get(int(match[1]) - 1, levels[depth])
            return printed(counts.get(int(match[1]) - 1, level.start), level.format)

        return _PLACE.sub(number, levels[depth].text).strip()


def _by_id(root: Element, name: str, identity: str) -> dict[str, Element]:
    return {value_of(one, identity) or "": one for one in root.findall(full(name))}


def _levels(parent: Element | None) -> dict[int, _Level]:
    found = {}
    for one in [] if parent is None else parent.findall(full("w:lvl")):
        depth, start = value_of(one, "w:ilvl") or "", value(one, "w:start") or "1"
        if depth.isdecimal() and start.isdecimal() and len(start) <= _LONGEST:
            text = value(one, "w:lvlText") or ""
            found[int(depth)] = _Level(value(one, "w:numFmt") or "decimal", text, int(start))
    return found
