"""Values of the model in, what a template writes out: pieces of text, words for states, figures.

Nothing here makes markup. A template walks over `pieces` and autoescape takes care of each, so that whatever
a document holds stays text:

    >>> [(piece.text, piece.hit) for piece in pieces("a great stone", hits=[(2, 7)])]
    [('a ', False), ('great', True), (' stone', False)]
    >>> openable("javascript:alert(1)") is None
    True
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from flask.sansio.app import App

from search.document import Citation, Passage, ProblemKind, Source, Status
from search.results import Span

Part: TypeAlias = Literal["url", "title"]

# what a reader is told, and the shape that says it again without colour
STATES: dict[Status, tuple[str, str]] = {
    Status.OK: ("●", "URL as printed"),
    Status.REPAIRED: ("◐", "URL rebuilt from a broken line"),
    Status.TRUNCATED: ("◌", "URL cut off in the document"),
    Status.NO_URL: ("○", "no URL"),
    Status.MISSING: ("×", "the note is missing from the document"),
}
TYPES = {
    "webpage": "web page",
    "paper-conference": "conference paper",
    "document": "document of unknown kind",
}
PROBLEMS: dict[ProblemKind, str] = {
    ProblemKind.MISSING_NOTE: "Notes that are missing",
    ProblemKind.ORPHAN_NOTE: "Notes that nothing calls",
    ProblemKind.AMBIGUOUS_REFERENCE: "Marks that several notes could answer",
    ProblemKind.NOTE_FRAGMENT: "Fragments of notes",
    ProblemKind.TRUNCATED_URL: "URLs cut off in the document",
    ProblemKind.REPAIRED_URL: "URLs rebuilt from a broken printing",
    ProblemKind.AMBIGUOUS_SHORT_FORM: "Short forms without one certain antecedent",
    ProblemKind.CONFLICTING_SOURCES: "Sources that look alike but disagree",
}
_OPENABLE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f<>\"]+", re.IGNORECASE)
_BREAKABLE = re.compile(r"[^/\-_.?&=]*[/\-_.?&=]+|[^/\-_.?&=]+")
_CONFIDENCE = ((0.995, "certain"), (0.9, "almost certain"), (0.75, "likely"), (0.0, "possible"))


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
        call: a mark stands here; `text` is empty.
        citation: the text prints this one's URL (`part` is "url") or its source's title ("title").
    """

    text: str
    hit: bool = False
    call: Call | None = None
    citation: Citation | None = None
    part: Part | None = None


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


def anchor(passage: Passage) -> str:
    """The id of a passage within its document: where it stands on the document's page."""
    return passage.id.removeprefix(f"{passage.document_id}.")


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
    ends = {0, len(text), *(at for span in hits for at in span), *(at for one in printed for at in one.span)}
    places = {call.offset - start for call in marks if 0 <= call.offset - start <= len(text)}
    whole = {at for one in printed if one.part == "url" for at in range(one.span[0] + 1, one.span[1])}
    cuts = sorted((ends | places) - whole)
    found: list[Piece] = []
    for low, high in zip(cuts, [*cuts[1:], len(text)], strict=True):
        found.extend(Piece("", call=call) for call in marks if call.offset - start == low)
        if low < high:
            hit = any(begin < high and low < end for begin, end in hits)
            found.append(_piece(text[low:high], hit, (low, high), printed))
    return found


def _piece(text: str, hit: bool, span: Span, printed: Iterable[Printed]) -> Piece:
    for one in printed:
        if one.span[0] <= span[0] and span[1] <= one.span[1]:
            return Piece(text, hit, citation=one.citation, part=one.part)
    return Piece(text, hit)


def note_pieces(citations: Sequence[Citation], hits: Iterable[Span] = ()) -> list[Piece]:
    """A note's text with each title and each URL that it prints as pieces of their own."""
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
    return pieces(text, hits=hits, printed=printed)


def _url_at(text: str, printed: str | None, start: int) -> Span | None:
    """Where a URL stands in a note whose lines were joined with a space or with nothing."""
    lines = [re.escape(line) for line in (printed or "").split("\n")]
    match = re.compile(" ?".join(lines)).search(text, start) if printed else None
    return match.span() if match else None


def _title_at(text: str, source: Source | None, start: int) -> Span | None:
    at = text.find(source.title, start) if source else -1
    return (at, at + len(source.title)) if source and at >= 0 else None


def openable(url: str | None, status: Status | None = None) -> str | None:
    """The URL where a browser may be sent to it; None for one cut off, or of another scheme than a page's.

    >>> openable("https://www.belta.by/"), openable("https://www.bel", Status.TRUNCATED)
    ('https://www.belta.by/', None)
    """
    if status is Status.TRUNCATED or not url or not _OPENABLE.fullmatch(url):
        return None
    return url


def breakable(url: str) -> list[str]:
    """A URL in parts between which a line may break: after its punctuation, as books set them.

    >>> breakable("https://a.by/b-c")
    ['https://', 'a.', 'by/', 'b-', 'c']
    """
    return _BREAKABLE.findall(url)


def state_words(status: Status | str) -> str:
    """What a reader is told of a citation's URL."""
    return STATES[Status(status)][1]


def state_shape(status: Status | str) -> str:
    """The same as a shape."""
    return STATES[Status(status)][0]


def type_words(kind: str) -> str:
    """A source's type as a reader would name it."""
    return TYPES.get(kind, kind)


def problem_words(kind: ProblemKind) -> str:
    """The heading over findings of one kind."""
    return PROBLEMS[kind]


def confidence_words(confidence: float) -> str:
    """How sure an answer is.

    >>> confidence_words(1.0), confidence_words(0.8)
    ('certain', 'likely')
    """
    return next(words for least, words in _CONFIDENCE if confidence >= least)


def short_reference(source: Source) -> str:
    """Author, title and year, as a reader would cite a work in passing.

    >>> short_reference(Source("s", "book", "Asia", authors=("Zalessky, B.", "Li, W.", "Roe, A."), year=2018))
    'Zalessky, B. et al., Asia, 2018'
    """
    authors = " and ".join(source.authors) if len(source.authors) < 3 else f"{source.authors[0]} et al."
    year = str(source.year) if source.year is not None else ""
    return ", ".join(part for part in (authors, source.title, year) if part)


def figure(number: int) -> str:
    """A count with its thousands apart.

    >>> figure(2904)
    '2,904'
    """
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> counted(1, "passage"), counted(2_000, "passage"), counted(2, "library", "libraries")
    ('1 passage', '2,000 passages', '2 libraries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def register(app: App) -> None:
    """Makes the functions of this module known to the templates."""
    for function in _FILTERS:
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.globals.update(pieces=pieces, note_pieces=note_pieces, Status=Status)


_FILTERS = (
    anchor,
    breakable,
    calls,
    confidence_words,
    counted,
    figure,
    openable,
    problem_words,
    short_reference,
    state_shape,
    state_words,
    type_words,
)
