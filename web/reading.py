"""A document as its page shows it: paragraphs with their marks, each note by its first mark, hits in order.

Comes in: a `Reading` and, where the reader came from a search, what that search found in the document.

    >>> from search.document import Passage
    >>> passages = [Passage(f"d.p{number}", "d", "A letter", 1, "", number, "…") for number in (3, 9)]
    >>> walk([Result(one, 1.0, Snippet("", 0)) for one in passages], "trade", at=3).next.number
    9
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.document import Passage, Section
from search.holdings import Reading
from search.results import Result, Snippet, Span
from web.filters import anchor
from web.pieces import Call, calls


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with its marks; `begins_page` where it is the first that begins on its page."""

    passage: Passage
    calls: tuple[Call, ...]
    begins_page: int | None
    hits: tuple[Span, ...] = ()
    heading_hits: tuple[Span, ...] = ()
    note_hits: Mapping[str, tuple[Span, ...]] | None = None

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return anchor(self.passage)


@dataclass(frozen=True, slots=True)
class Part:
    """A section and its paragraphs."""

    section: Section
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """The way from hit to hit; `index` counts from 1 and is None where the reader stands at none."""

    understood: str
    total: int
    index: int | None
    previous: Passage | None
    next: Passage | None


def parts(reading: Reading, found: Sequence[Result]) -> list[Part]:
    """The document's sections, with what was found marked."""
    by_number = {result.passage.number: result for result in found}
    lines = _lines(reading.passages, by_number)
    return [
        Part(section, tuple(next(lines) for _ in section.paragraphs)) for section in reading.document.sections
    ]


def marks(parts: Sequence[Part]) -> dict[str, list[str]]:
    """Note id -> the ids of its marks on the page, in order: where a note's way back leads."""
    found: dict[str, list[str]] = {}
    for part in parts:
        for line in part.lines:
            for call in line.calls:
                if call.note_id:
                    found.setdefault(call.note_id, []).append(f"{line.anchor}m{call.number}")
    return found


def walk(found: Sequence[Result], understood: str, at: int | None) -> Walk:
    """Where the hits before and after paragraph number `at` are."""
    passages = [result.passage for result in found]
    before = [passage for passage in passages if at is not None and passage.number < at]
    after = [passage for passage in passages if at is None or passage.number > at]
    stands = len(before) + len(after) < len(passages)
    return Walk(
        understood,
        len(passages),
        len(before) + 1 if stands else None,
        before[-1] if before else None,
        after[0] if after else None,
    )


def _lines(passages: Sequence[Passage], found: Mapping[int, Result]) -> Iterator[Line]:
    page = None
    for passage in passages:
        begins = passage.page if passage.page != page else None
        page = passage.page or page
        result = found.get(passage.number) or Result(passage, 0.0, Snippet("", 0))
        notes = {hits.note_id: hits.spans for hits in result.note_matches}
        yield Line(passage, calls(passage), begins, result.matches, result.heading_matches, notes)
