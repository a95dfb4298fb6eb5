"""Golden references: in each paragraph of a file a reference, then its fields as read by hand.

A field that is not named is empty; authors are parted by "|". What the program makes of a reference is
compared with that field by field: a field that it fills wrongly is false, one that it leaves or fills wrongly
is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from search.citations import find_citations
from search.document import Mention, Source
from tests.citations.printed import document

FIELDS = (
    "type", "authors", "title", "container", "publisher", "place", "year", "locator", "url", "volume",
    "issue", "pages", "edition",
)  # fmt: skip
Fields: TypeAlias = dict[str, str]


def golden(path: Path) -> list[tuple[str, Fields]]:
    """The references of a file with their fields."""
    paragraphs = [part.strip().splitlines() for part in path.read_text(encoding="utf-8").split("\n\n")]
    return [(lines[0], dict(_pairs(lines[1:]))) for lines in paragraphs if lines and lines[0][0] != "#"]


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, value = line.partition(": ")
        yield name, value


def read(reference: str) -> tuple[Source, Mention]:
    """The one work of a note that holds the reference."""
    bibliography = find_citations(document(reference))
    assert len(bibliography.sources) == 1, reference
    return bibliography.sources[0], bibliography.mentions[0]


@cache
def fields(reference: str) -> Fields:
    """What the program makes of a reference."""
    source, mention = read(reference)
    found = {name: getattr(source, name, None) for name in FIELDS}
    found |= {"authors": " | ".join(source.authors), "locator": mention.locator}
    return {name: str(value) for name, value in found.items() if value}


@dataclass
class Tally:
    """How a field was read over many references; `wrong` holds (reference, expected, found)."""

    right: int
    false: int
    missed: int
    wrong: list[tuple[str, str | None, str | None]]

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def tally(field: str, read_by_hand: Iterable[tuple[str, Fields]]) -> Tally:
    """Precision and recall of one field."""
    counted = Tally(0, 0, 0, [])
    for reference, expected in read_by_hand:
        want, found = expected.get(field), fields(reference).get(field)
        if want == found:
            counted.right += want is not None
            continue
        counted.false += found is not None
        counted.missed += want is not None
        counted.wrong.append((reference, want, found))
    return counted
