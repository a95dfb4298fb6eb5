"""The model: what a document is once it has been read. Frozen values; this module imports nothing of ours.

Every offset is a character offset into the text of the paragraph or note that holds it; pages, paragraph
and section numbers count from 1. A note reference is not in the text: `offset` is where it stood.

    >>> paragraph = Paragraph(id="p1", number=1, text="He denied it.", references=(NoteReference("1", 13),))
    >>> paragraph.text[: paragraph.references[0].offset]
    'He denied it.'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias


class Status(StrEnum):
    """What became of a citation's URL, from best to worst."""

    OK = "ok"  # a URL as printed
    REPAIRED = "repaired"  # rebuilt from a broken printing
    TRUNCATED = "truncated"  # cut off in the document; shown, never presented as good
    NO_URL = "no_url"  # a work without one
    MISSING = "missing"  # the note is not in the document


class ProblemKind(StrEnum):
    """What an editor must look at."""

    MISSING_NOTE = "missing-note"  # a reference whose note is not in the document
    ORPHAN_NOTE = "orphan-note"  # a note that nothing calls
    AMBIGUOUS_REFERENCE = "ambiguous-reference"  # a reference that several notes could answer
    NOTE_FRAGMENT = "note-fragment"  # part of a note whose beginning was lost
    MISSING_PART = "missing-part"  # a file that the document lists and does not hold
    UNREADABLE_TEXT = "unreadable-text"  # letters that are not those that the document prints
    TRUNCATED_URL = "truncated-url"
    REPAIRED_URL = "repaired-url"
    AMBIGUOUS_SHORT_FORM = "ambiguous-short-form"  # "ibid." with no antecedent, or with several
    CONFLICTING_SOURCES = "conflicting-sources"  # sources that look alike but disagree


SourceType: TypeAlias = Literal[
    "webpage",
    "book",
    "chapter",
    "article",
    "paper-conference",
    "thesis",
    "report",
    "legislation",
    "case",
    "manuscript",
    "document",
]


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A mark in the text that calls a note.

    Attributes:
        label: what is printed ("12", "*", "iv").
        offset: where it stood in the text.
        note_id: the note that it calls; None while unlinked, and where the note is missing.
        page: the page on which the mark itself stands (a paragraph may run over several).
        system: which of the document's numberings it belongs to; only notes of the same answer it.
    """

    label: str
    offset: int
    note_id: str | None = None
    page: int | None = None
    system: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body. `number` counts through the whole document; `page` is where it begins."""

    id: str
    number: int
    text: str
    page: int | None = None
    references: tuple[NoteReference, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the paragraphs under it, up to the next heading of any level.

    `title` is empty for text that stands before the first heading; `level` is 1 for the outermost.
    """

    id: str
    number: int
    title: str
    level: int = 1
    page: int | None = None
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote.

    Attributes:
        id: its identity ("note-12"); a label may repeat, an id does not.
        label: what is printed before it.
        text: the whole note without its label, lines joined: with a space, or with nothing after a hyphen
            that ended a line.
        references: marks that stand inside the note and call other notes.
        line_breaks: offsets into `text` where a printed line ended: of the joining space, or of the first
            character of the next line where the lines were joined with nothing.
        links: offsets and targets of hyperlinks that the format itself carries, as (start, end, URL).
        system: which of the document's numberings it belongs to: 0, or 1 where footnotes and a list of works
            are called in two ways, and a label of the one says nothing of the other.
    """

    id: str
    label: str
    text: str
    page: int | None = None
    references: tuple[NoteReference, ...] = ()
    line_breaks: tuple[int, ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    system: int = 0

    def printed(self, start: int = 0, end: int | None = None) -> str:
        """The text between two offsets as the page had it, with its line breaks.

        >>> Note("note-1", "1", "see a-b c", line_breaks=(6, 7)).printed(4)
        'a-\\nb\\nc'
        """
        end = len(self.text) if end is None else end
        pieces = []
        at = start
        for line_break in self.line_breaks:
            if start < line_break < end:
                pieces.append(self.text[at:line_break])
                at = line_break + (self.text[line_break] == " ")
        pieces.append(self.text[at:end])
        return "\n".join(pieces)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that an editor must look at. `note` and `paragraph` are ids; `message` is a sentence.

    Attributes:
        url, printed_url, repairs: of a URL that was cut off or rebuilt, both forms and what was done.
        candidates: the notes (ids) that a short form or a mark could stand for.
        sources: the works (ids) that look alike and disagree.
    """

    kind: ProblemKind
    message: str
    note: str | None = None
    paragraph: str | None = None
    url: str | None = None
    printed_url: str | None = None
    repairs: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: linked once `notes.link_notes` has passed over it."""

    id: str
    title: str
    format: str  # "text", "html", …
    sha256: str  # of the file's bytes
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: str | None = None  # ISO 8601, as much of it as is known
    url: str | None = None  # the document's own
    convention: str = ""  # how its notes are set, in words: what `inspect` says it recognised
    problems: tuple[Problem, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs in reading order."""
        for section in self.sections:
            yield from section.paragraphs

    def references(self) -> Iterator[NoteReference]:
        """All note references of the body in reading order."""
        for paragraph in self.paragraphs():
            yield from paragraph.references


# --- what notes cite -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """A URL in a note, kept twice.

    Attributes:
        url: resolved: what a browser can open (unless `truncated`).
        printed: as the page had it, with its line breaks and stray spaces.
        repairs: what was done to get from one to the other, in words, in order; empty for a URL as printed.
        truncated: True where the document cuts it off.
        start, end: where it stands in the note's text.
        archived: True for a copy that an archive keeps, False for the work's own address.
        accessed: the day on which the author says to have seen it, as printed ("3 May 2019").
    """

    url: str
    printed: str
    start: int
    end: int
    repairs: tuple[str, ...] = ()
    truncated: bool = False
    archived: bool = False
    accessed: str | None = None

    @property
    def status(self) -> Status:
        """OK, REPAIRED or TRUNCATED."""
        if self.truncated:
            return Status.TRUNCATED
        return Status.REPAIRED if self.repairs else Status.OK


@dataclass(frozen=True, slots=True)
class Source:
    """A work cited; one source may be cited by many notes of many documents.

    Attributes:
        id: stable, readable, safe in a URL.
        type: "manuscript" is a letter or a sheet of a file, "document" none of the others, or unknown.
        title: never empty; the whole note where nothing could be parsed.
        authors: as printed, family name first where the document has it so ("Zalessky, B.").
        url: resolved; None without one. `status` says whether it may be opened.
        domain: the registered domain of `url` ("belta.by").
        volume, issue, pages, edition: as printed, without their labels ("12", "3–4", "45–60", "2", "rev");
            `pages` are those of the whole article or chapter.
        identifiers: {"doi": …, "isbn": …}, canonical.
        text: the reference in full, as it is first printed.
        accessed: the day on which an author saw it: ISO 8601, or as printed where that could be two days.
        archived_url: a copy that an archive keeps.
    """

    id: str
    type: SourceType
    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    container: str | None = None
    publisher: str | None = None
    place: str | None = None
    url: str | None = None
    domain: str | None = None
    status: Status = Status.NO_URL
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)
    text: str = ""
    accessed: str | None = None
    archived_url: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One work as one note names it; a note has as many mentions as it names works.

    Attributes:
        note_id: the note.
        start, end: the span of the note's text that names the work.
        source_id: the work; None for a short form ("ibid.") that could not be resolved with certainty.
        locator: the place inside the source, as printed ("p. 5").
        links: the URLs given for this work; the first is the work's own.
        antecedents: note ids that a short form leads back through, nearest first; several when `source_id`
            is None are the candidates.
    """

    note_id: str
    start: int
    end: int
    source_id: str | None = None
    locator: str | None = None
    links: tuple[Link, ...] = ()
    antecedents: tuple[str, ...] = ()

    @property
    def accessed(self) -> str | None:
        """The day on which the author says to have seen it, as printed."""
        return next((link.accessed for link in self.links if link.accessed), None)

    @property
    def archived_url(self) -> str | None:
        """The copy of the work that an archive keeps."""
        return next((link.url for link in self.links if link.archived and not link.truncated), None)

    @property
    def status(self) -> Status:
        """That of the first link; NO_URL without one."""
        return self.links[0].status if self.links else Status.NO_URL


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What the notes of one document cite: `mentions` in the order of the notes, `sources` merged."""

    mentions: tuple[Mention, ...] = ()
    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- what a search returns -------------------------------------------------------------------------------


class NoteName(NamedTuple):
    """A note by what identifies it and by what is printed before it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One note reference with its note and one source that the note names.

    A reference whose note names several works is several citations with the same `note_id` and `offset`;
    one whose note is missing is one citation with status MISSING and no source.

    Attributes:
        note: the note's label.
        note_id: None where the note is missing.
        offset: where the mark stands in the passage's text.
        text: the whole note; empty where it is missing.
        url: resolved; shown but never to be opened where `status` is TRUNCATED.
        printed_url: as the page had it.
        accessed: the day on which the author says to have seen the URL, as printed.
        archived_url: a copy that an archive keeps.
        antecedents: the notes that a short form leads back through, nearest first; without a source, those
            that it could stand for.
    """

    note: str
    note_id: str | None
    offset: int
    status: Status
    text: str = ""
    url: str | None = None
    printed_url: str | None = None
    repairs: tuple[str, ...] = ()
    source: Source | None = None
    locator: str | None = None
    accessed: str | None = None
    archived_url: str | None = None
    antecedents: tuple[NoteName, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as the search returns it, with where it stands and what it rests on.

    `opens_section` is True for the first paragraph of its section: the heading is searched with it.
    """

    id: str  # "DOCUMENT.p12"
    document_id: str
    document_title: str
    section_number: int
    section_title: str
    number: int
    text: str
    page: int | None = None
    opens_section: bool = False
    references: tuple[NoteReference, ...] = ()
    citations: tuple[Citation, ...] = ()
