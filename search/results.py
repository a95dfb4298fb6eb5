"""What a search or a lookup returns: values ready to be shown, without markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias, TypeVar, overload

from search.document import Citation, Passage, Source
from search.holdings import Paged, Place

Span = tuple[int, int]  # start and end, character offsets
Verdict: TypeAlias = Literal["verbatim", "altered", "not found"]
Convention: TypeAlias = Literal["omission", "insertion", "capital", "sic"]
Item = TypeVar("Item", covariant=True)


class Items(Sequence[Item]):
    """A value that holds several others, and is read as their sequence."""

    __slots__ = ()
    items: tuple[Item, ...]

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Snippet:
    """The best lines of a text. `text` is `whole[start:end]`; `spans` are hits, relative to `text`.

    `before` and `after` say whether something was left out on that side.
    """

    text: str
    start: int
    spans: tuple[Span, ...] = ()
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class NoteHits:
    """The hits inside one note of a passage, as spans of the note's text."""

    note_id: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DocumentHits:
    """What a search finds in one document: all places in reading order, `results` of those asked for."""

    understood: str
    places: tuple[Place, ...]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One passage found.

    Attributes:
        matches: the hits in `passage.text`; a phrase is one span.
        heading_matches: the hits in `passage.section_title`, where it opens its section.
        note_matches: the hits in its notes, where the query looked there.
    """

    passage: Passage
    score: float
    snippet: Snippet
    matches: tuple[Span, ...] = ()
    heading_matches: tuple[Span, ...] = ()
    note_matches: tuple[NoteHits, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those of the passage, in reading order."""
        return self.passage.citations


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`value` is what the parameter takes, `label` what people read, `count` passages."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results(Items[Result], Paged):
    """A page of results, with everything that was asked about them.

    Attributes:
        text: the query as typed; `understood`: the query in words.
        total: passages that match; exact unless `total_is_exact` is False.
        in_notes: how many passages match in their notes where none does in its body; else None.
        facets: name -> values, most frequent first.
        suggestion: a query spelt otherwise that would find far more, where this one finds nothing or little.
        revision: of the index that answered.
        next_cursor: where to go on, however deep; None at the end.
    """

    items: tuple[Result, ...]
    text: str
    understood: str
    total: int
    page: int
    per_page: int
    total_is_exact: bool = True
    took_ms: float = 0.0
    warnings: tuple[str, ...] = ()
    suggestion: str | None = None
    in_notes: int | None = None
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    revision: int = 0
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that a quotation has otherwise than its passage; a span is empty where that side has none."""

    quoted: Span
    printed: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quotation beside a passage: `printed` are the words of the passage that it quotes, None for none.

    What is changed and marked as changed is no difference, but one of `conventions`.
    """

    verdict: Verdict
    printed: Span | None = None
    differences: tuple[Difference, ...] = ()
    conventions: tuple[Convention, ...] = ()

    @property
    def marked(self) -> str:
        """What the quotation itself marks as changed, in words; empty where that is nothing."""
        return ", ".join(_MARKED[one] for one in self.conventions)


_MARKED: dict[Convention, str] = {
    "omission": "words left out (…)",
    "insertion": "words in brackets",
    "capital": "a letter in brackets",
    "sic": "[sic]",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One answer to a citation lookup.

    Attributes:
        passage: one that cites `source`; None for a source that only an orphan note cites.
        citation: the reference in that passage, with its note; None likewise.
        source: None where the note is missing or names no work that could be resolved.
        confidence: 0 to 1; 1 for an identity (a number, a URL, a DOI), less for a likeness.
        sentence: the sentence of the passage that the mark closes, as a span of `passage.text`.
        comparison: how the passage has what was quoted; None where nothing was.
    """

    source: Source | None
    citation: Citation | None
    passage: Passage | None
    confidence: float = 1.0
    sentence: Span | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Lookup(Items[Found]):
    """The answers to a citation lookup, likeliest first; several where it is ambiguous, never a guess.

    `understood` says what the text was taken for ("a URL", "note 12"); `warnings` are sentences; `verdict`
    is the best that can be said of a quotation, None where nothing was quoted.
    """

    items: tuple[Found, ...]
    text: str
    understood: str = ""
    total: int = 0
    warnings: tuple[str, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class News:
    """A passage found, as news: `changed` is when its document, or a source that it cites, last changed here.

    `authors` are those of the document.
    """

    result: Result
    changed: datetime
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest passages that a query finds; `changed` is when the last of them, or the library, did."""

    items: tuple[News, ...]
    understood: str
    changed: datetime


# --- the citations of a pasted text ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that a citation may mean; `confidence` is 1 for an identity, less for a likeness."""

    source: Source
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """One citation of a pasted text, and what the library knows of it.

    Attributes:
        start, end: offsets in the text as it was given.
        kind: "reference", "case", "url", "note", "short form", or the name of an identifier ("doi").
        normalized: its canonical form.
    """

    start: int
    end: int
    text: str
    kind: str
    normalized: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def status(self) -> Literal[200, 300, 404]:
        """As a server would say it: 200 for one candidate, 300 for several, 404 for none."""
        return 404 if not self.candidates else 200 if len(self.candidates) == 1 else 300


@dataclass(frozen=True, slots=True)
class Recognition:
    """The citations of a text in order; `next` is where to go on where there are more than are looked up."""

    items: tuple[Recognised, ...]
    next: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a pasted text, and where the library has it; `lookup.verdict` says how."""

    start: int
    end: int
    lookup: Lookup


@dataclass(frozen=True, slots=True)
class Checked:
    """A pasted paragraph checked: its citations and its sentences; `next` is the first not checked."""

    recognition: Recognition
    sentences: tuple[Quoted, ...]
    next: int | None = None
