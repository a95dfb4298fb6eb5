"""The shape of every answer in JSON: what `serialize` and `inspection` give, and what the API promises.

A type checker holds the code to these; the schemas of /openapi.json are made from them. A docstring here is
what a reader of the API is told. Offsets are characters; pages and numbers count from 1.

    >>> sorted(Span.__annotations__)
    ['end', 'start']
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, NotRequired, TypeAlias, get_args

from typing_extensions import TypedDict  # pydantic asks for it where Python is older than 3.12

from search.document import SourceType


class Said:
    """What JSON Schema says of a value beside its type; pydantic asks it, and is not needed for that here."""

    def __init__(self, **members: Any) -> None:
        self.members = members

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], Any]) -> Any:
        return {**handler(core), **self.members}


State: TypeAlias = Literal["ok", "repaired", "truncated", "no_url", "missing"]
Verdict: TypeAlias = Literal["verbatim", "altered", "not found"]
Convention: TypeAlias = Literal["omission", "insertion", "capital", "sic"]
LinkState: TypeAlias = Literal[
    "answered", "denied", "disallowed", "refused", "failing", "unreachable", "seems-gone", "gone"
]
Kind: TypeAlias = Literal[
    "missing-note",
    "orphan-note",
    "ambiguous-reference",
    "note-fragment",
    "missing-part",
    "unreadable-text",
    "truncated-url",
    "repaired-url",
    "ambiguous-short-form",
    "conflicting-sources",
]
Count: TypeAlias = Annotated[int, Said(minimum=0)]
Number: TypeAlias = Annotated[int, Said(minimum=1)]
Path: TypeAlias = Annotated[str, Said(format="uri-reference", pattern="^/")]  # of this site
Markup: TypeAlias = Annotated[str, Said(contentMediaType="text/html")]
STATES = get_args(State)
FACETS = ("document", "section", "domain", "year", "author", "status")
COUNTS = (
    "sections",
    "paragraphs",
    "references",
    "notes",
    "missing",
    "orphans",
    "urls",
    "sources",
    "ok",
    "repaired",
    "truncated",
    "no_url",
)
Counts: TypeAlias = Annotated[dict[str, Count], Said(propertyNames={"enum": COUNTS})]


class Span(TypedDict):
    """A stretch of the text beside it."""

    start: Count
    end: Count


class Links(TypedDict):
    """Where a thing is found: in the API, as a page, and what it belongs to."""

    self: Path
    page: Path
    document: NotRequired[Path]


class Cited(TypedDict):
    """How much rests on a source."""

    passages: Count
    notes: Count
    documents: Count


class Source(TypedDict):
    """A work cited; `url` is null where the document gives none or cuts it off."""

    id: str
    type: SourceType
    title: str
    authors: list[str]
    year: int | None
    container: str | None
    publisher: str | None
    place: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    edition: str | None
    url: str | None
    domain: str | None
    status: State
    identifiers: dict[str, str]
    resolvers: dict[str, str]
    accessed: str | None
    archived_url: str | None
    text: str
    links: Links


class SourceSummary(Source):
    """A source as lists show it."""

    cited: Cited


class NoteName(TypedDict):
    """A note by its printed label and its id."""

    note: str
    note_id: str


class Citation(TypedDict):
    """A note reference with its note and one source that the note names.

    A short form that was resolved says through which notes; one that was not, which notes it could stand for.
    """

    note: str
    note_id: str | None
    offset: Count
    status: State
    text: str
    url: str | None
    printed_url: str | None
    repairs: list[str]
    accessed: str | None
    archived_url: str | None
    source: Source | None
    locator: str | None
    through: list[NoteName]
    candidates: list[NoteName]
    matches: list[Span]


class DocumentName(TypedDict):
    """A document by id and title."""

    id: str
    title: str


class SectionName(TypedDict):
    """A section by number and title."""

    number: Number
    title: str


class FoundSection(SectionName):
    """A section with the hits in its title, where the passage opens it."""

    matches: list[Span]


class Place(TypedDict):
    """Where a paragraph stands."""

    id: str
    document: DocumentName
    section: SectionName
    paragraph: Number
    page: int | None


class Passage(Place):
    """A paragraph with where it stands and what it rests on; `html` is escaped text with links."""

    text: str
    html: Markup
    citations: list[Citation]
    url: Path
    links: Links


class FormattedCitation(TypedDict):
    """A citation in one style; `html` is escaped text with what is set in italics in <i>."""

    style: str
    name: str
    text: str
    html: str


class PassageCitations(TypedDict):
    """A passage as a reader would cite it."""

    passage: str
    citations: list[FormattedCitation]
    links: Links


class Result(TypedDict):
    """One passage found; in `html` and `snippet` the hits stand in <mark>."""

    id: str
    score: float
    document: DocumentName
    section: FoundSection
    paragraph: Number
    page: int | None
    text: str
    html: Markup
    snippet: Markup
    matches: list[Span]
    citations: list[Citation]
    url: Path
    links: Links


class ConcordanceLine(Place):
    """One hit in its context; `note` is the note that holds it, null where the paragraph does."""

    left: str
    hit: str
    right: str
    span: Span
    note: NoteName | None
    url: Path


class FacetValue(TypedDict):
    """`value` is what the parameter of that name takes, `label` what people read."""

    value: str
    label: str
    count: Count


Facets: TypeAlias = Annotated[dict[str, list[FacetValue]], Said(propertyNames={"enum": FACETS})]


class Question(TypedDict):
    """The query as typed, and as it was understood."""

    text: str
    understood: str


class Results(TypedDict):
    """A page of results with everything that was asked about them; `next_cursor` goes on, however deep."""

    query: Question
    total: Count
    total_is_exact: bool
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    next_cursor: str | None
    took_ms: Annotated[float, Said(minimum=0)]
    warnings: list[str]
    suggestion: str | None
    in_notes: Count | None
    revision: Count
    facets: Facets
    results: list[Result]


class Concordance(TypedDict):
    """A page of lines; of `passages` that match, all hits are here only where `total_is_exact`."""

    query: Question
    total: Count
    total_is_exact: bool
    passages: Count
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    warnings: list[str]
    results: list[ConcordanceLine]


class Difference(TypedDict):
    """Words of a quotation that the passage has otherwise; a span is empty where that side has none."""

    quoted: Span
    printed: Span


class Compared(TypedDict):
    """A quotation beside a passage: `printed` is where that has it, `verdict` and `differences` say how.

    What whoever quotes has changed and marked ("…", brackets, "[T]he", "[sic]") is no difference, but one of
    `conventions`.
    """

    verdict: Verdict | None
    printed: Span | None
    differences: list[Difference]
    conventions: list[Convention]


class Found(Compared):
    """One answer to a citation lookup; `confidence` is 1 for an identity, less for a likeness."""

    citation: Citation | None
    source: Source | None
    passage: Passage | None
    confidence: Annotated[float, Said(minimum=0, maximum=1)]
    sentence: Span | None


class Lookup(TypedDict):
    """The answers to a citation lookup, likeliest first; `verdict` is the best of a quotation's."""

    query: str
    understood: str
    total: Count
    results: list[Found]
    warnings: list[str]
    verdict: Verdict | None


class PastedText(TypedDict):
    """A text whose citations are looked up: 64,000 characters at most, 250 citations at once."""

    text: Annotated[str, Said(minLength=1, maxLength=64_000)]
    document: NotRequired[str | None]


class Candidate(TypedDict):
    """A source that a citation may mean; `confidence` is 1 for an identity, less for a likeness."""

    source: Source
    confidence: float


class Recognised(TypedDict):
    """One citation of the text; `start` and `end` count its characters (code points) as they were sent.

    `status` is 200 for one candidate, 300 for several, 404 for none. `kind` is "reference", "case", "url",
    "note", "short form", or the name of an identifier ("doi", "isbn").
    """

    start: int
    end: int
    text: str
    kind: str
    normalized: str
    status: Literal[200, 300, 404]
    candidates: list[Candidate]


class Recognition(TypedDict):
    """The citations of a text in order; `next` is the character to go on from where there are more."""

    results: list[Recognised]
    next: int | None
    warnings: list[str]


# What was typed, then its completions, as OpenSearch has them. Not a tuple: what checks answers against their
# schemas cannot read `prefixItems` in all of them.
Suggestions: TypeAlias = Annotated[
    list[str | list[str]],
    Said(minItems=2, maxItems=2, contains={"type": "array"}, minContains=1, maxContains=1),
]


class ArchivedCopy(TypedDict):
    """A copy that an archive keeps, made on `date`; the one nearest to `wanted`, the day of the citation."""

    url: str
    date: str
    wanted: str | None
    words: str


class LinkCheck(TypedDict):
    """What was last found at a URL, at the moment `checked`; `words` says it to a reader.

    `code` is the HTTP status, null where nothing answered; `final_url` is where redirects led.
    """

    url: str
    state: LinkState
    words: str
    checked: str
    code: int | None
    final_url: str | None
    reason: str | None
    archived: ArchivedCopy | None


class SourceWithPassages(Source):
    """A source, what was last found at its URL, and every passage that cites it."""

    link: LinkCheck | None
    passages: list[Passage]


# --- documents -------------------------------------------------------------------------------------------


class DocumentSummary(TypedDict):
    """A document as lists show it; `counts` are its figures."""

    id: str
    title: str
    authors: list[str]
    language: str | None
    format: str
    published: str | None
    counts: Counts
    links: Links


class Document(TypedDict):
    """What is known of a document itself; `convention` says in words how its notes are kept."""

    id: str
    title: str
    authors: list[str]
    language: str | None
    format: str
    sha256: Annotated[str, Said(pattern="^[0-9a-f]{64}$")]
    published: str | None
    url: str | None
    convention: str


class Reference(TypedDict):
    """A mark in the text that calls a note; `note_id` is null where the note is missing."""

    note: str
    note_id: str | None
    offset: Count
    page: int | None


class Paragraph(TypedDict):
    """A paragraph; its page is the one that it begins on."""

    id: str
    number: Number
    page: int | None
    text: str
    references: list[Reference]


class Section(TypedDict):
    """A section with its paragraphs."""

    id: str
    number: Number
    level: Number
    title: str
    page: int | None
    paragraphs: list[Paragraph]


class Link(TypedDict):
    """A URL that a note prints: as resolved, as printed, where, and what was mended."""

    url: str
    printed_url: str
    start: Count
    end: Count
    status: State
    repairs: list[str]
    archived: bool
    accessed: str | None


class Mention(TypedDict):
    """One work as a note names it; `start` and `end` are offsets in the note's text."""

    start: Count
    end: Count
    text: str
    source: str | None
    locator: str | None
    links: list[Link]
    through: list[NoteName]
    candidates: list[NoteName]


class Note(TypedDict):
    """A note with what it itself prints; a short form has no URL here, though its source may."""

    id: str
    label: str
    page: int | None
    text: str
    references: list[Reference]
    status: State
    url: str | None
    urls: list[str]
    printed_url: str | None
    repairs: list[str]
    accessed: str | None
    archived_url: str | None
    source: str | None
    sources: list[str]
    locator: str | None
    works: list[Mention]


class Problem(TypedDict):
    """What an editor must look at; notes, paragraph and sources are ids, a URL stands in both its forms."""

    kind: Kind
    note: str | None
    paragraph: str | None
    message: str
    url: str | None
    printed_url: str | None
    repairs: list[str]
    candidates: list[str]
    sources: list[str]


class DocumentSource(Source):
    """A source with the ids of the notes that cite it."""

    notes: list[str]


class Inspection(TypedDict):
    """A document as it was understood, whole."""

    document: Document
    sections: list[Section]
    notes: list[Note]
    sources: list[DocumentSource]
    problems: list[Problem]
    counts: Counts


class Reading(Inspection):
    """A document of the library, whole."""

    links: Links


class NoteReading(TypedDict):
    """A note, what it cites, and the passages that call it."""

    id: str
    label: str
    page: int | None
    text: str
    document: str
    citations: list[Citation]
    passages: list[Passage]
    links: Links


# --- lists and the library -------------------------------------------------------------------------------


class DocumentList(TypedDict):
    """A page of the documents, by title."""

    total: Count
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    results: list[DocumentSummary]


class NoteList(TypedDict):
    """The notes of a document that share a label."""

    total: Count
    page: Number
    per_page: Number
    results: list[NoteReading]


class SourceList(TypedDict):
    """A page of the works cited."""

    total: Count
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    next_cursor: str | None
    results: list[SourceSummary]
    facets: Annotated[
        dict[str, list[FacetValue]], Said(propertyNames={"enum": ["domain", "year", "type", "status"]})
    ]


class Audit(TypedDict):
    """What an editor must look at in one document."""

    document: DocumentSummary
    problems: list[Problem]


KindCounts: TypeAlias = Annotated[dict[str, Count], Said(propertyNames={"enum": get_args(Kind)})]


class AuditSummary(TypedDict):
    """A document with its findings, counted by kind."""

    document: DocumentSummary
    findings: KindCounts


class AuditList(TypedDict):
    """A page of the documents, those most in need of an editor first; `kinds` counts findings over all."""

    total: Count
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    kinds: KindCounts
    results: list[AuditSummary]


class Finding(TypedDict):
    """One thing that an editor must look at.

    A URL stands in both its forms; `candidates` are notes that a short form or a mark could stand for;
    `sources` look alike, and `differences` names the fields in which they disagree.
    """

    kind: Kind
    message: str
    note: NoteName | None
    text: str | None
    paragraph: Number | None
    page: int | None
    url: str | None
    printed_url: str | None
    repairs: list[str]
    candidates: list[NoteName]
    sources: list[Source]
    differences: list[str]
    links: FindingLinks


class FindingLinks(TypedDict):
    """Where a finding is read: its place in the document, where it has one."""

    page: Path | None


class DocumentAudit(TypedDict):
    """A page of the findings of one document."""

    document: DocumentSummary
    total: Count
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    kinds: KindCounts
    results: list[Finding]


class Failure(TypedDict):
    """A file that could not be read, and why."""

    path: str
    reason: str


class IndexReport(TypedDict):
    """What was done to the library: ids of documents, and the files that could not be read."""

    added: list[str]
    updated: list[str]
    removed: list[str]
    unchanged: list[str]
    failed: list[Failure]
    documents: list[DocumentSummary]
    passages: Count
    seconds: Annotated[float, Said(minimum=0)]


class Holdings(TypedDict):
    """What the library holds, in figures; `statuses` counts citations by state."""

    documents: Count
    sections: Count
    passages: Count
    notes: Count
    references: Count
    missing: Count
    sources: Count
    statuses: Annotated[dict[str, Count], Said(propertyNames={"enum": STATES})]
    revision: Count


class Health(TypedDict):
    """That the process answers."""

    status: Literal["ok"]


class CatalogueState(TypedDict):
    """The revision that the catalogue holds."""

    revision: Count
    documents: Count


class IndexState(TypedDict):
    """The revision that the index holds; behind the catalogue's while it catches up."""

    revision: Count
    passages: Count


class Readiness(TypedDict):
    """That catalogue and index answer."""

    status: Literal["ready"]
    catalogue: CatalogueState
    index: IndexState


class SourceLink(TypedDict):
    """A source with a URL, and what was last found there."""

    id: str
    title: str
    url: str | None
    link: LinkCheck | None
    links: Links


class LinkReport(TypedDict):
    """What a run over the links has found; `counts` is of sources by state.

    `left` questions are for the next run, `unanswered` those that the archive did not answer; `forgotten`
    were checks of URLs that no source has any more.
    """

    checked: int
    copies: int
    unanswered: int
    left: int
    forgotten: int
    seconds: float
    counts: dict[str, int]
    results: list[SourceLink]


class HttpProblem(TypedDict):
    """What was wrong with a request (RFC 9457); `code` is stable, `parameter` names the input at fault."""

    type: Literal["about:blank"]
    title: str
    status: Annotated[int, Said(minimum=400, maximum=599)]
    detail: str
    code: Annotated[str, Said(pattern="^[a-z]+(-[a-z]+)*$")]
    parameter: NotRequired[str]
