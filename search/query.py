"""The tree that a user's query becomes: `query_parser` builds it, engines translate it, `highlight` reads it.

>>> str(And((Word("stone", "stones"), Not(Phrase(("great", "wall"))))))
'stones and not “great wall”'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Scope: TypeAlias = Literal["body", "notes", "all"]

# what `field:value` may ask for: of the sources that a passage cites, then of the document it stands in
TEXT_FIELDS = ("author", "title", "url", "document", "section", "by")  # matched by words that stand together
EXACT_FIELDS = ("year", "domain", "doi", "status", "published", "note")  # matched whole, folded
FIELDS = TEXT_FIELDS + EXACT_FIELDS


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word: matches every form with the same stem. `printed` is the word as typed."""

    stem: str
    printed: str

    def __str__(self) -> str:
        return self.printed


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of one text in this order, near each other.

    It matches where each of its words stands after the one before, and the stretch from the first to the last
    is at most `slop` words longer than the phrase: last - first <= len(words) - 1 + slop, in positions. So
    `slop` is how many other words may stand between in all, not between each two; 0 is a plain phrase.
    `"a b c"~2` finds "a x b y c" and "a x y b c", not "a x y b z c", and never "c b a".

    `words` (one at least) are folded exact forms, or stems where `exact` is False (a hyphenated bare word).
    `matching.Words` is the definition in code.
    """

    words: tuple[str, ...]
    slop: int = 0
    exact: bool = True
    printed: str = ""

    def __str__(self) -> str:
        near = f" (within {self.slop})" if self.slop else ""
        return f"“{self.printed or ' '.join(self.words)}”{near}"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins with `prefix` (folded, never stemmed)."""

    prefix: str

    def __str__(self) -> str:
        return f"{self.prefix}…"


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Every word at most `distance` edits away (Levenshtein, on folded exact forms)."""

    word: str
    distance: int = 1

    def __str__(self) -> str:
        return f"{self.word} (or spelt alike)"


@dataclass(frozen=True, slots=True)
class Field:
    """A property of the passage: of a source that it cites, or of the document it stands in.

    `words` are folded tokens that stand together in the field's value; for the exact fields
    (`EXACT_FIELDS`) they are one value, compared whole.
    """

    name: str
    words: tuple[str, ...]
    printed: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.printed or ' '.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Range:
    """A numeric field between two values, both included; None is open."""

    name: str
    low: int | None
    high: int | None

    def __str__(self) -> str:
        if self.low is None:
            return f"{self.name} up to {self.high}"
        if self.high is None:
            return f"{self.name} from {self.low}"
        return f"{self.name} {self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class And:
    """All of its parts."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " and ".join(_inside(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Any of its parts."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " or ".join(_inside(part, And) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but `part`.

    The parser puts it only among the parts of an `And` that also has something to take away from: what the
    user asked for, or `Everything`.
    """

    part: Node

    def __str__(self) -> str:
        return f"not {_inside(self.part, And, Or)}"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every passage: what an empty query with a filter asks for."""

    def __str__(self) -> str:
        return "every passage"


Leaf: TypeAlias = Word | Phrase | Prefix | Fuzzy  # what is looked for in a text
Node: TypeAlias = Word | Phrase | Prefix | Fuzzy | Field | Range | And | Or | Not | Everything


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood.

    Attributes:
        text: the string as typed.
        root: the tree.
        scope: where words are looked for: the body with its headings, the notes, or both.
        warnings: sentences: what could not be parsed and was searched literally.
    """

    text: str
    root: Node
    scope: Scope = "body"
    warnings: tuple[str, ...] = ()

    @property
    def understood(self) -> str:
        """The tree in words, for people."""
        where = {"body": "", "notes": ", in the notes", "all": ", in the text and the notes"}[self.scope]
        return f"{self.root}{where}"


def leaves(node: Node) -> Iterator[Leaf]:
    """What a passage is found by in its text, in the order typed: nothing negated, no fields.

    >>> [str(leaf) for leaf in leaves(And((Word("stone", "stones"), Not(Word("wall", "walls")))))]
    ['stones']
    """
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Word | Phrase | Prefix | Fuzzy):
        yield node


def _inside(part: Node, *grouped: type) -> str:
    return f"({part})" if isinstance(part, grouped) else str(part)
