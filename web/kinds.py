"""The kinds of value that a parameter takes: what is sent in, the checked value or a refusal by name out.

Each says of itself what it takes as JSON Schema, from the very bounds that it checks:

    >>> year = Whole("year", "only of this year", 1, 9999)
    >>> year.value("2018"), year.schema["maximum"]
    (2018, 9999)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from search.errors import BadInput

Schema: TypeAlias = dict[str, Any]

NONE = "none"  # of names: not one of them

_WITHOUT_NUL = "^[^\\u0000]*$"
_WHOLE = re.compile(r"[0-9]{1,12}")  # more digits are no number that anything here counts to
_SHOWN = 40  # characters of a wrong value that its error repeats


@dataclass(frozen=True, slots=True)
class Text:
    """Any text without a NUL; it may be empty where it is so when left out."""

    name: str
    meaning: str
    longest: int = 512
    default: str | None = None
    repeatable: bool = False

    @property
    def schema(self) -> Schema:
        """What a value may be, as JSON Schema."""
        return _schema(
            self.default,
            type="string",
            minLength=self._shortest,
            maxLength=self.longest,
            pattern=_WITHOUT_NUL,
        )

    def value(self, raw: str) -> str:
        """The text itself."""
        if len(raw) < self._shortest:
            raise BadInput(self.name, f"{self.name}: is empty; give it a value or leave it out")
        if "\0" in raw:
            raise BadInput(self.name, f"{self.name}: holds a NUL character; leave it out")
        if len(raw) > self.longest:
            message = f"{self.name}: is {len(raw):,} characters long; the limit is {self.longest:,}"
            raise BadInput(self.name, message)
        return raw

    @property
    def _shortest(self) -> int:
        return 0 if self.default == "" else 1


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two bounds, both included."""

    name: str
    meaning: str
    low: int
    high: int
    default: int | None = None
    repeatable: bool = False

    @property
    def schema(self) -> Schema:
        """What a value may be, as JSON Schema."""
        return _schema(self.default, type="integer", minimum=self.low, maximum=self.high)

    def value(self, raw: str) -> int:
        """The number."""
        if not (_WHOLE.fullmatch(raw) and self.low <= int(raw) <= self.high):
            message = f'{self.name}: "{shown(raw)}" is no whole number from {self.low:,} to {self.high:,}'
            raise BadInput(self.name, message)
        return int(raw)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    name: str
    meaning: str
    values: Sequence[str]
    default: str | None = None
    repeatable: bool = False

    @property
    def schema(self) -> Schema:
        """What a value may be, as JSON Schema."""
        return _schema(self.default, type="string", enum=list(self.values))

    def value(self, raw: str) -> str:
        """The word."""
        if raw not in self.values:
            raise BadInput(self.name, f'{self.name}: "{shown(raw)}" is none of {", ".join(self.values)}')
        return raw


@dataclass(frozen=True, slots=True)
class Names:
    """Some of a few words, with commas between them."""

    name: str
    meaning: str
    values: Sequence[str]
    default: str | None = None
    repeatable: bool = False

    @property
    def schema(self) -> Schema:
        """What a value may be, as JSON Schema: commas are how a list is written here."""
        return {"type": "array", "items": {"type": "string", "enum": list(self.values)}, "minItems": 1}

    def value(self, raw: str) -> tuple[str, ...]:
        """The words, each once; of `NONE`, which goes with no other, no word at all."""
        given = tuple(dict.fromkeys(raw.split(",")))
        for word in given:
            if word not in self.values:
                known = ", ".join(self.values)
                raise BadInput(self.name, f'{self.name}: "{shown(word)}" is none of {known}')
        if NONE in given and len(given) > 1:
            raise BadInput(self.name, f"{self.name}: {NONE} goes with no other", code="none-and-others")
        return () if given == (NONE,) else given


def shown(value: str) -> str:
    """A wrong value as an error repeats it: short, and without what cannot be printed.

    >>> shown("a" + "b" * 100)
    'abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb…'
    """
    value = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    return "".join(character if character.isprintable() else "\ufffd" for character in value)


def _schema(default: str | int | None, **members: Any) -> Schema:
    return members if default is None else {**members, "default": default}
