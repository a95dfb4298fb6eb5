"""What a search finds, or what that rests on, written for other programs piece by piece.

Comes in: passages or sources, however many. Goes out: text in a format, each piece made when the one before
it has been taken, so that a library without end could be written.

    >>> from search.document import Passage
    >>> passages = [Passage("a.p1", "a", "A letter", 1, "Trade", 1, "Exports grew.", page=3)]
    >>> list(passages_written(passages, "csv"))[1]
    'a.p1,a,A letter,1,Trade,1,3,Exports grew.,,,,,,/documents/a#p1\\r\\n'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from search import serialize
from search.choices import PASSAGES, SOURCES
from search.citations import export
from search.document import Citation, Passage, Source, Status
from search.errors import BadInput
from search.library import Library

COLUMNS = (
    "id", "document", "document_title", "section", "section_title", "paragraph", "page", "text",
    "notes", "sources", "source_ids", "urls", "status", "link",
)  # fmt: skip


def of_search(
    library: Library, text: str, filters: Mapping[str, Sequence[str]], *, what: str | None, format: str
) -> Iterator[str]:
    """All passages that a query finds, or the sources that they cite, each once.

    Args:
        text, filters: as in `Library.search`.
        what: "passages" or "sources"; as the format is, where None: passages for a table, else sources.

    Raises:
        QueryError: the query is refused.
        BadInput: an unknown filter, or passages in a format of references.
    """
    what = what or (PASSAGES if format in PASSAGE_FORMATS else SOURCES)
    if what == PASSAGES:
        return passages_written(library.every_passage(text, filters), format)
    return export.written(sources(library, text, filters), format)


def sources(library: Library, text: str, filters: Mapping[str, Sequence[str]]) -> Iterator[Source]:
    """The sources cited by the passages that a query finds; all, by title, where nothing is asked for."""
    if not text and not any(filters.values()):
        return library.every_source()
    return cited(library.every_passage(text, filters))


def passages_written(passages: Iterable[Passage], format: str) -> Iterator[str]:
    """Passages in one of `PASSAGE_FORMATS`; a bad name is refused with the names that there are."""
    if format not in PASSAGE_FORMATS:
        known = ", ".join(PASSAGE_FORMATS)
        message = f'passages are not written as "{format}"; their formats are {known}'
        raise BadInput("format", message, code="no-such-format")
    return PASSAGE_FORMATS[format](passages)


def cited(passages: Iterable[Passage]) -> Iterator[Source]:
    """The sources of passages, each once, in the order in which they are first cited."""
    seen: set[str] = set()
    for passage in passages:
        for citation in passage.citations:
            if citation.source and citation.source.id not in seen:
                seen.add(citation.source.id)
                yield citation.source


def _csv(passages: Iterable[Passage]) -> Iterator[str]:
    return export.csv_lines(COLUMNS, map(_row, passages))


def _json_lines(passages: Iterable[Passage]) -> Iterator[str]:
    for passage in passages:
        yield export.json_line(serialize.passage(passage))


PASSAGE_FORMATS: dict[str, Callable[[Iterable[Passage]], Iterator[str]]] = {"csv": _csv, "jsonl": _json_lines}
FORMATS = {PASSAGES: tuple(PASSAGE_FORMATS), SOURCES: tuple(export.FORMATS)}


def _row(passage: Passage) -> dict[str, object]:
    works = list({one.source.id: one.source for one in passage.citations if one.source}.values())
    return {
        "id": passage.id,
        "document": passage.document_id,
        "document_title": passage.document_title,
        "section": passage.section_number,
        "section_title": passage.section_title,
        "paragraph": passage.number,
        "page": passage.page,
        "text": passage.text,
        "notes": _each(one.note for one in passage.citations),
        "sources": [work.text or work.title for work in works],
        "source_ids": [work.id for work in works],
        "urls": _each(_whole_url(one) for one in passage.citations),
        "status": _each(one.status.value for one in passage.citations),
        "link": serialize.passage_url(passage),
    }


def _whole_url(citation: Citation) -> str | None:
    """One that the document cuts off is no URL."""
    return None if citation.status is Status.TRUNCATED else citation.url


def _each(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
