"""A document as its page shows it: paragraphs with their marks, each note by its first mark, hits in order.

Comes in: a `Leaf` and, where the reader came from a search, what that search found in the document.

    >>> places = [Place(3, "p3"), Place(9, "p9")]
    >>> walk(DocumentHits("trade", tuple(places), ()), at=3).next.anchor
    'p9'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from search.document import Citation, NoteReference, Passage, Section, Status
from search.holdings import Leaf, Place, Uncalled
from search.results import DocumentHits, Result, Snippet, Span
from search.serialize import anchor
from web.pieces import Call, calls

# languages that are written from the right: Arabic, Persian, Hebrew, Urdu and others
_FROM_THE_RIGHT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}


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
    """A section and its paragraphs; `is_title` where its heading repeats the document's title."""

    section: Section
    lines: tuple[Line, ...]
    is_continued: bool
    is_title: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """The way from hit to hit; `index` counts from 1 and is None where the reader stands at none."""

    understood: str
    total: int
    index: int | None
    previous: Place | None
    next: Place | None


def parts(leaf: Leaf, found: DocumentHits | None) -> list[Part]:
    """The sections of a leaf, with what was found marked."""
    by_number = {result.passage.number: result for result in found.results} if found else {}
    lines = _lines((one for part in leaf.sections for one in part.passages), by_number)
    return [
        Part(
            part.section,
            tuple(next(lines) for _ in part.passages),
            part.is_continued,
            place == leaf.number - 1 == 0 and part.section.title == leaf.document.title,
        )
        for place, part in enumerate(leaf.sections)
    ]


def first_marks(parts: list[Part]) -> dict[str, str]:
    """Note id -> the id of its first mark on the page: where the note stands."""
    found: dict[str, str] = {}
    for part in parts:
        for line in part.lines:
            for call in line.calls:
                if call.note_id:
                    found.setdefault(call.note_id, f"{line.anchor}m{call.number}")
    return found


def inner_calls(leaf: Leaf) -> dict[str, tuple[Call, ...]]:
    """Note id -> the marks that stand inside the note."""
    return {
        note_id: tuple(_inner(number, one) for number, one in enumerate(references, start=1))
        for note_id, references in leaf.marks_in_notes.items()
    }


def _inner(number: int, one: NoteReference) -> Call:
    status = Status.NO_URL if one.note_id else Status.MISSING
    return Call(number, one.offset, (Citation(one.label, one.note_id, one.offset, status),))


def uncalled(note: Uncalled) -> Call:
    """A note that no mark calls, as a mark at the start of nowhere would call it."""
    return Call(1, 0, note.citations)


def is_from_the_right(leaf: Leaf) -> bool:
    """Whether a document is written from right to left: by its language, else by most of its letters."""
    language = (leaf.document.language or "").replace("_", "-").split("-")[0].lower()
    if language:
        return language in _FROM_THE_RIGHT
    sample = "".join(one.text[:200] for part in leaf.sections[:9] for one in part.passages[:3])
    letters = [letter for letter in sample[:2000] if letter.isalpha()]
    return 2 * sum(_is_from_the_right(letter) for letter in letters) > len(letters)


def _is_from_the_right(letter: str) -> bool:
    return "\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc"


def walk(found: DocumentHits, at: int | None) -> Walk:
    """Where the hits before and after paragraph number `at` are."""
    before = [place for place in found.places if at is not None and place.number < at]
    after = [place for place in found.places if at is None or place.number > at]
    stands = len(before) + len(after) < len(found.places)
    return Walk(
        found.understood,
        len(found.places),
        len(before) + 1 if stands else None,
        before[-1] if before else None,
        after[0] if after else None,
    )


def _lines(passages: Iterator[Passage], found: Mapping[int, Result]) -> Iterator[Line]:
    page = None
    for passage in passages:
        begins = passage.page if passage.page != page else None
        page = passage.page or page
        result = found.get(passage.number) or Result(passage, 0.0, Snippet("", 0))
        notes = {hits.note_id: hits.spans for hits in result.note_matches}
        yield Line(passage, calls(passage), begins, result.matches, result.heading_matches, notes)
