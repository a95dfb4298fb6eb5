"""The model as rows of the catalogue, and back: what goes in comes out equal.

>>> link = Link("https://www.belta.by/", "https://www.\\nbelta.by/", 0, 22, ("joined at a line break",))
>>> link_of(link_said(link)) == link
True
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import RowMapping

from search.analysis import tokens
from search.document import (
    Bibliography,
    Document,
    Link,
    Mention,
    Note,
    NoteReference,
    Paragraph,
    Problem,
    ProblemKind,
    Section,
    Source,
    Status,
)

Values: TypeAlias = dict[str, Any]  # a row to be written: column name -> value
Said: TypeAlias = list[Any]  # a small value as JSON

# --- small values ----------------------------------------------------------------------------------------


def reference_said(reference: NoteReference) -> Said:
    return [reference.label, reference.offset, reference.note_id, reference.page]


def reference_of(said: Said) -> NoteReference:
    return NoteReference(*said)


def link_said(link: Link) -> Said:
    whole = [link.url, link.printed, link.start, link.end, list(link.repairs), link.truncated]
    return [*whole, link.archived, link.accessed]


def link_of(said: Said) -> Link:
    url, printed, start, end, repairs, *rest = said  # a link kept before lacks what has been added since
    return Link(url, printed, start, end, tuple(repairs), *rest)


def problem_said(problem: Problem) -> Said:
    place = [problem.note, problem.paragraph]
    lists = [list(problem.repairs), list(problem.candidates), list(problem.sources)]
    return [problem.message, *place, problem.url, problem.printed_url, *lists]


def problem_of(row: RowMapping) -> Problem:
    message, note, paragraph, url, printed, *lists = row["said"]
    repairs, candidates, sources = map(tuple, lists)
    kind = ProblemKind(row["kind"])
    return Problem(kind, message, note, paragraph, url, printed, repairs, candidates, sources)


def folded(*texts: str) -> str:
    """The words of texts as lookups compare them, a space before and after each."""
    return f" {' '.join(token.word for text in texts for token in tokens(text))} "


# --- values to rows --------------------------------------------------------------------------------------


def document_row(document: Document) -> Values:
    """The document's own columns; what the library adds (path, revision, counts) is not among them."""
    return {
        "id": document.id,
        "sha256": document.sha256,
        "title": document.title,
        "authors": list(document.authors),
        "format": document.format,
        "language": document.language,
        "published": document.published,
        "url": document.url,
        "convention": document.convention,
    }


def section_rows(document: Document) -> list[Values]:
    return [
        {
            "document_id": document.id,
            "id": section.id,
            "position": position,
            "number": section.number,
            "title": section.title,
            "level": section.level,
            "page": section.page,
        }
        for position, section in enumerate(document.sections)
    ]


def passage_rows(document: Document) -> list[Values]:
    placed = [(section, paragraph) for section in document.sections for paragraph in section.paragraphs]
    return [
        {
            "id": f"{document.id}.{paragraph.id}",
            "document_id": document.id,
            "section_id": section.id,
            "paragraph_id": paragraph.id,
            "position": position,
            "number": paragraph.number,
            "text": paragraph.text,
            "page": paragraph.page,
            "opens_section": paragraph is section.paragraphs[0],
        }
        for position, (section, paragraph) in enumerate(placed)
    ]


def reference_rows(document: Document) -> list[Values]:
    return [
        {
            "passage_id": f"{document.id}.{paragraph.id}",
            "position": position,
            "document_id": document.id,
            "label": reference.label,
            "offset": reference.offset,
            "note_id": reference.note_id,
            "page": reference.page,
        }
        for paragraph in document.paragraphs()
        for position, reference in enumerate(paragraph.references)
    ]


def note_rows(document: Document) -> list[Values]:
    return [
        {
            "document_id": document.id,
            "id": note.id,
            "position": position,
            "label": note.label,
            "text": note.text,
            "page": note.page,
            "references": [reference_said(reference) for reference in note.references],
            "line_breaks": list(note.line_breaks),
            "links": [list(link) for link in note.links],
        }
        for position, note in enumerate(document.notes)
    ]


def problem_rows(document: Document, bibliography: Bibliography) -> list[Values]:
    """Those of its notes before those of what they cite."""
    found = [(False, problem) for problem in document.problems]
    found += [(True, problem) for problem in bibliography.problems]
    return [
        {
            "document_id": document.id,
            "position": position,
            "of_citations": of_citations,
            "kind": problem.kind.value,
            "said": problem_said(problem),
        }
        for position, (of_citations, problem) in enumerate(found)
    ]


def mention_rows(document_id: str, mentions: Iterable[Mention]) -> list[Values]:
    return [
        {
            "document_id": document_id,
            "position": position,
            "note_id": mention.note_id,
            "start": mention.start,
            "end": mention.end,
            "source_id": mention.source_id,
            "locator": mention.locator,
            "links": [link_said(link) for link in mention.links],
            "antecedents": list(mention.antecedents),
        }
        for position, mention in enumerate(mentions)
    ]


def source_row(source: Source) -> Values:
    return {
        "id": source.id,
        "type": source.type,
        "title": source.title,
        "authors": list(source.authors),
        "year": source.year,
        "container": source.container,
        "publisher": source.publisher,
        "place": source.place,
        "url": source.url,
        "domain": source.domain,
        "status": source.status.value,
        "identifiers": dict(source.identifiers),
        "text": source.text,
        "accessed": source.accessed,
        "archived_url": source.archived_url,
        "volume": source.volume,
        "issue": source.issue,
        "pages": source.pages,
        "edition": source.edition,
    }


def source_words(source: Source) -> Values:
    """What lookups compare."""
    return {
        "title_words": folded(source.title),
        "author_words": folded(*source.authors),
        "words": folded(source.text, source.title, *source.authors, source.url or ""),
    }


# --- rows to values --------------------------------------------------------------------------------------


def source_of(row: RowMapping | Values) -> Source:
    return Source(
        id=row["id"],
        type=row["type"],
        title=row["title"],
        authors=tuple(row["authors"]),
        year=row["year"],
        container=row["container"],
        publisher=row["publisher"],
        place=row["place"],
        url=row["url"],
        domain=row["domain"],
        status=Status(row["status"]),
        identifiers=row["identifiers"],
        text=row["text"],
        accessed=row["accessed"],
        archived_url=row["archived_url"],
        volume=row["volume"],
        issue=row["issue"],
        pages=row["pages"],
        edition=row["edition"],
    )


def mention_of(row: RowMapping) -> Mention:
    return Mention(
        note_id=row["note_id"],
        start=row["start"],
        end=row["end"],
        source_id=row["source_id"],
        locator=row["locator"],
        links=tuple(link_of(said) for said in row["links"]),
        antecedents=tuple(row["antecedents"]),
    )


def note_of(row: RowMapping) -> Note:
    return Note(
        id=row["id"],
        label=row["label"],
        text=row["text"],
        page=row["page"],
        references=tuple(reference_of(said) for said in row["references"]),
        line_breaks=tuple(row["line_breaks"]),
        links=tuple((start, end, url) for start, end, url in row["links"]),
    )


def document_of(
    row: RowMapping,
    sections: Sequence[RowMapping],
    passages: Sequence[RowMapping],
    references: Sequence[RowMapping],
    notes: Sequence[RowMapping],
    problems: Sequence[RowMapping],
) -> Document:
    """A document put together again from its rows, each kind in its order."""
    calls: dict[str, list[NoteReference]] = {}
    for call in references:
        reference = NoteReference(call["label"], call["offset"], call["note_id"], call["page"])
        calls.setdefault(call["passage_id"], []).append(reference)
    paragraphs: dict[str, list[Paragraph]] = {}
    for passage in passages:
        paragraph = Paragraph(
            id=passage["paragraph_id"],
            number=passage["number"],
            text=passage["text"],
            page=passage["page"],
            references=tuple(calls.get(passage["id"], ())),
        )
        paragraphs.setdefault(passage["section_id"], []).append(paragraph)
    return Document(
        id=row["id"],
        title=row["title"],
        format=row["format"],
        sha256=row["sha256"],
        sections=tuple(_section_of(section, paragraphs.get(section["id"], ())) for section in sections),
        notes=tuple(note_of(note) for note in notes),
        authors=tuple(row["authors"]),
        language=row["language"],
        published=row["published"],
        url=row["url"],
        convention=row["convention"],
        problems=tuple(problem_of(problem) for problem in problems if not problem["of_citations"]),
    )


def bibliography_of(
    mentions: Sequence[RowMapping], sources: Sequence[RowMapping], problems: Sequence[RowMapping]
) -> Bibliography:
    """What a document's notes cite, put together again; sources that joined are one."""
    return Bibliography(
        mentions=tuple(mention_of(mention) for mention in mentions),
        sources=tuple({source["id"]: source_of(source) for source in sources}.values()),
        problems=tuple(problem_of(problem) for problem in problems if problem["of_citations"]),
    )


def _section_of(row: RowMapping, paragraphs: Sequence[Paragraph]) -> Section:
    return Section(
        id=row["id"],
        number=row["number"],
        title=row["title"],
        level=row["level"],
        page=row["page"],
        paragraphs=tuple(paragraphs),
    )
