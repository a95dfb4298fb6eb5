"""Word's fields: what their instructions say.

>>> parse(' HYPERLINK "https://example.org/a" \\\\l "part" ').url
'https://example.org/a#part'
>>> parse(" NOTEREF _Ref12 \\\\f \\\\h ").bookmark
'_Ref12'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from search.readers.flow import external

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\\\S+)|(\S+)')
_UNPRINTED = frozenset({"TOC", "XE", "TC", "RD", "TA"})
_LONGEST = 100_000  # reference managers keep whole records in their instructions; only the beginning tells


@dataclass(frozen=True, slots=True)
class Instruction:
    """What a field does: its name, where it links, and the bookmark that it refers to."""

    name: str
    url: str = ""
    bookmark: str = ""
    is_raised: bool = False  # \f: set as a note's mark is


@dataclass(slots=True)
class Field:
    """A field that has begun: its instruction is gathered, then its result is shown."""

    words: list[str] = field(default_factory=list)
    instruction: Instruction | None = None  # once the result has begun
    link: int | None = None  # the link that its result is
    place: int | None = None  # where the result begins, of one that refers to a note
    is_raised: bool = False

    def is_unprinted(self) -> bool:
        """Whether what stands here is an instruction still, or an entry of an index or of the contents."""
        return self.instruction is None or self.instruction.name in _UNPRINTED


def parse(instruction: str) -> Instruction:
    """The instruction of a field."""
    arguments: list[str] = []
    switches: dict[str, str] = {}
    switch = ""
    for quoted, option, plain in _WORD.findall(instruction[:_LONGEST]):
        if option:
            switch = option.lower()
            switches[switch] = ""
        elif switch in ("\\l", "\\o", "\\t"):
            switches[switch] = quoted or plain
            switch = ""
        else:
            arguments.append(re.sub(r"\\(.)", r"\1", quoted) or plain)
    name = arguments[0].upper() if arguments else ""
    target = arguments[1] if len(arguments) > 1 else ""
    if name == "HYPERLINK":
        return Instruction(name, url=with_anchor(external(target), switches.get("\\l", "")))
    if name in ("NOTEREF", "REF", "FTNREF"):
        return Instruction(name, bookmark=target, is_raised="\\f" in switches)
    return Instruction(name)


def with_anchor(url: str, anchor: str) -> str:
    """A URL with the place in its page, which Word keeps apart."""
    return f"{url}#{anchor}" if url and anchor and "#" not in url else url
