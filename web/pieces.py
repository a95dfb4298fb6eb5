"""A text in pieces, for templates to write out with hits, marks and links and without markup.

Comes in: a text of the model and what is to be shown in it, as offsets. Goes out: pieces, which joined
are the text again. Autoescape takes care of each, so that whatever a document holds stays text:

    >>> [(piece.text, piece.hit) for piece in pieces("a great stone", hits=[(2, 7)])]
    [('a ', False), ('great', True), (' stone', False)]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from search.document import Citation, Passage, Source
from search.results import Snippet, Span

Part: TypeAlias = Literal["url", "title"]


@dataclass(frozen=True, slots=True)
class Call:
    """A note reference with all that its note cites: what a mark in the text opens.

    `number` counts the marks of one passage from 1; `citations` is never empty.
    """

    number: int
    offset: int
    citations: tuple[Citation, ...]

    @property
    def label(self) -> str:
        """What is printed."""
        return self.citations[0].note

    @property
    def note_id(self) -> str | None:
        """The note called; None where it is missing."""
        return self.citations[0].note_id

    @property
    def text(self) -> str:
        """The whole note."""
        return self.citations[0].text


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one kind.

    Attributes:
        hit: the query matched here.
        opens, closes: from the one to the other no line may break: a mark stays with the words beside it.
        call: a mark stands here; `text` is empty.
        citation: the text prints this one's URL (`part` is "url") or its source's title ("title").
    """

    text: str
    hit: bool = False
    call: Call | None = None
    citation: Citation | None = None
    part: Part | None = None
    opens: bool = False
    closes: bool = False


class Printed(NamedTuple):
    """Where a note prints a part of what it cites."""

    span: Span
    part: Part
    citation: Citation


def calls(passage: Passage) -> tuple[Call, ...]:
    """The marks of a passage in reading order, each with the citations that share it."""
    marks = groupby(passage.citations, key=lambda one: (one.offset, one.note_id, one.note))
    return tuple(
        Call(number, offset, tuple(citations))
        for number, ((offset, _, _), citations) in enumerate(marks, start=1)
    )


def pieces(
    text: str,
    *,
    hits: Iterable[Span] = (),
    marks: Sequence[Call] = (),
    printed: Sequence[Printed] = (),
    start: int = 0,
) -> list[Piece]:
    """A text cut where a hit, a mark or a printed part begins or ends.

    Args:
        hits: spans of `text`.
        marks: in reading order; their offsets count from `start` characters before `text`.
        printed: parts of a note, in order; each URL stays one piece.
    """
    hits = list(hits)
    places = {call.offset - start for call in marks if 0 <= call.offset - start <= len(text)}
    beside = {place - 1 for place in places if not _is_space(text, place - 1)}
    beside |= {place + 1 for place in places if not _is_space(text, place)}
    ends = {0, len(text), *(at for span in hits for at in span), *(at for one in printed for at in one.span)}
    whole = {at for one in printed if one.part == "url" for at in range(one.span[0] + 1, one.span[1])}
    cuts = sorted((ends | places | beside) - whole)
    found: list[Piece] = []
    for low, high in zip(cuts, [*cuts[1:], len(text)], strict=True):
        if low in places:
            found.extend(_marks(text, low, [call for call in marks if call.offset - start == low]))
        if low < high:
            hit = any(begin < high and low < end for begin, end in hits)
            joined = (
                high in places and not _is_space(text, high - 1),
                low in places and not _is_space(text, low),
            )
            found.append(_piece(text[low:high], hit, (low, high), printed, joined))
    return found


def _marks(text: str, place: int, calls: Sequence[Call]) -> Iterator[Piece]:
    """The marks at one place, held to the characters beside them."""
    for call in calls:
        opens = call is calls[0] and _is_space(text, place - 1)
        closes = call is calls[-1] and _is_space(text, place)
        yield Piece("", call=call, opens=opens, closes=closes)


def _piece(text: str, hit: bool, span: Span, printed: Iterable[Printed], joined: tuple[bool, bool]) -> Piece:
    to_next, to_last = joined
    opens, closes = to_next and not to_last, to_last and not to_next
    for one in printed:
        if one.span[0] <= span[0] and span[1] <= one.span[1]:
            return Piece(text, hit, citation=one.citation, part=one.part, opens=opens, closes=closes)
    return Piece(text, hit, opens=opens, closes=closes)


def _is_space(text: str, place: int) -> bool:
    """Whether nothing is printed there, or a text has no such place."""
    return not 0 <= place < len(text) or text[place].isspace()


def showing(shown: Snippet, call: Call) -> bool:
    """Whether a mark stands in what is shown of its passage."""
    return shown.start <= call.offset <= shown.start + len(shown.text)


def shortened(parts: Sequence[Piece], most: int) -> list[Piece]:
    """The first so many characters of a text in pieces, or those about its first hit; a URL is kept whole.

    >>> [piece.text for piece in shortened(pieces("a great stone", hits=[(2, 7)]), 9)]
    ['a ', 'great', ' s', ' …']
    """
    lengths = [len(piece.text) for piece in parts]
    if sum(lengths) <= most:
        return list(parts)
    before = next((sum(lengths[:at]) for at, piece in enumerate(parts) if piece.hit), 0)
    start = max(0, before - most // 3) if before > most // 2 else 0
    return [
        *([Piece("… ")] if start else []),
        *_clipped(parts, start, start + most),
        *([Piece(" …")] if start + most < sum(lengths) else []),
    ]


def _clipped(parts: Iterable[Piece], start: int, end: int) -> Iterator[Piece]:
    at = 0
    for piece in parts:
        low, high = max(start - at, 0), min(end - at, len(piece.text))
        whole = high - low == len(piece.text) and at <= end
        if whole or (low < high and piece.part != "url"):
            yield piece if whole else replace(piece, text=piece.text[low:high])
        at += len(piece.text)


def note_pieces(
    citations: Sequence[Citation], hits: Iterable[Span] = (), marks: Sequence[Call] = ()
) -> list[Piece]:
    """A note's text with each title, each URL and each mark that it prints as pieces of their own."""
    text = citations[0].text
    printed: list[Printed] = []
    for citation in citations:
        start = printed[-1].span[1] if printed else 0
        url = _url_at(text, citation.printed_url, start)
        title = _title_at(text, citation.source, start)
        if title and not (url and url[0] < title[1]):
            printed.append(Printed(title, "title", citation))
        if url:
            printed.append(Printed(url, "url", citation))
    return pieces(text, hits=hits, marks=marks, printed=printed)


def _url_at(text: str, printed: str | None, start: int) -> Span | None:
    """Where a URL stands in a note whose lines were joined with a space or with nothing."""
    lines = [re.escape(line) for line in (printed or "").split("\n")]
    match = re.compile(" ?".join(lines)).search(text, start) if printed else None
    return match.span() if match else None


def _title_at(text: str, source: Source | None, start: int) -> Span | None:
    at = text.find(source.title, start) if source else -1
    return (at, at + len(source.title)) if source and at >= 0 else None
