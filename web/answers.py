"""What rests on a source, and what a lookup answers, ready to be written out.

Comes in: passages and lookups. Goes out: for each place the sentence with its mark in the middle of its
context, as pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from search.document import Citation, Passage, Source
from search.results import Checked, Comparison, Found, Lookup, Span, Verdict
from search.sentences import sentence_of_mark
from web.exports import NAMES
from web.pieces import Call, Piece, calls, pieces

FORMATS = ("bibtex", "ris", "csl-json")
AROUND = 200  # characters of context on either side of a sentence: two lines of it


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a passage rests on a source; `sentence` is between what stands `before` and `after`."""

    passage: Passage
    call: Call
    citation: Citation
    before: list[Piece]
    sentence: list[Piece]
    after: list[Piece]
    begins: bool  # nothing of the passage stands before
    ends: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A quotation and the passage's words, one above the other; a hit is a word that differs.

    `marked` says what the quotation itself marks as changed.
    """

    verdict: Verdict
    marked: str
    quoted: Sequence[Piece]
    printed: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Place:
    """One answer: where it stands, and for a quotation how the two texts compare."""

    found: Found
    use: Use | None
    laid: Laid | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The places that rest on one source; without one, the text of the note that names none."""

    source: Source | None
    places: list[Place]

    @property
    def citation(self) -> Citation | None:
        """That of its first place."""
        return self.places[0].found.citation


def uses(source: Source, passages: Iterable[Passage]) -> list[Use]:
    """Every mark that leads to a source, in reading order."""
    return [
        use(passage, call, citation)
        for passage in passages
        for call in calls(passage)
        for citation in call.citations
        if citation.source and citation.source.id == source.id
    ]


def use(passage: Passage, call: Call, citation: Citation, sentence: Span | None = None) -> Use:
    """A mark in the middle of its context."""
    marks = calls(passage)
    low, high = sentence or sentence_of_mark(passage.text, call.offset)
    high = max(high, call.offset)
    start, end = _context(passage.text, low, high)
    return Use(
        passage,
        call,
        citation,
        _cut(passage.text, start, low, [one for one in marks if one.offset < low]),
        _cut(passage.text, low, high, [one for one in marks if low <= one.offset <= high]),
        _cut(passage.text, high, end, [one for one in marks if one.offset > high]),
        start == 0,
        end == len(passage.text),
    )


def _cut(text: str, start: int, end: int, marks: Sequence[Call]) -> list[Piece]:
    return pieces(text[start:end], marks=marks, start=start)


def _context(text: str, low: int, high: int) -> Span:
    """Some characters more on either side, cut between words."""
    start = 0 if low <= AROUND else text.find(" ", low - AROUND, low) + 1 or low
    end = len(text) if len(text) <= high + AROUND else text.rfind(" ", high, high + AROUND)
    return start, max(end, high)


def printings(citations: Iterable[Citation]) -> list[Citation]:
    """One citation for each way in which a source's URL is printed."""
    return list({one.printed_url: one for one in citations if one.printed_url}.values())


def exports(source: Source) -> list[tuple[str, str]]:
    """Where the source can be had in other formats, as (URL, name)."""
    known = {"url": source.url} if source.url else {"title": source.title}
    return [(f"/api/v1/cite?{urlencode({**known, 'format': name})}", NAMES[name]) for name in FORMATS]


def answers(lookup: Lookup, text: str) -> list[Answer]:
    """The answers to a lookup, those that share a source together."""
    grouped = groupby(lookup, key=lambda found: found.source.id if found.source else id(found))
    return [_answer(list(found), text) for _, found in grouped]


def _answer(found: Sequence[Found], text: str) -> Answer:
    return Answer(found[0].source, [_place(one, text) for one in found])


def _place(found: Found, text: str) -> Place:
    if not found.passage:
        return Place(found, None, None)
    call = next((one for one in calls(found.passage) if found.citation in one.citations), None)
    where = use(found.passage, call, found.citation, found.sentence) if call and found.citation else None
    return Place(found, where, laid(found.comparison, text, found.passage) if found.comparison else None)


def checked_sentences(checked: Checked, text: str) -> list[tuple[str, Place | None, bool]]:
    """Each sentence of a pasted text with the place where the library has it; None where it has not.

    Last, whether the note is its own: otherwise it is the next one behind.
    """
    found = []
    for one in checked.sentences:
        sentence = text[one.start : one.end]
        is_there = one.lookup.items and one.lookup.verdict != "not found"
        place = _place(one.lookup[0], sentence) if is_there else None
        found.append((sentence, place, not one.lookup.warnings))
    return found


def laid(compared: Comparison, quote: str, passage: Passage) -> Laid:
    """The two texts of a comparison, cut where they differ."""
    if compared.printed is None:
        return Laid(compared.verdict, compared.marked, [Piece(quote)], ())
    low, high = compared.printed
    low = min([low, *(one.printed[0] for one in compared.differences)])
    high = max([high, *(one.printed[1] for one in compared.differences)])
    quoted = [one.quoted for one in compared.differences if one.quoted[0] < one.quoted[1]]
    printed = [(a - low, b - low) for a, b in (one.printed for one in compared.differences) if a < b]
    ours = pieces(passage.text[low:high], hits=printed)
    return Laid(compared.verdict, compared.marked, pieces(quote, hits=quoted), ours)
