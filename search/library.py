"""Library: open, index, search, cite, source, audit. The only module that sees every stage.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> _ = (folder / "letter.txt").write_text("Exports grew.[1]\\n\\n[1] Smith, Trade, 2019.\\n")
>>> settings = Settings(f"sqlite:///{folder}/catalogue.db", "memory:")
>>> with Library.open(settings) as library:
...     report = library.index([folder])
...     [result.passage.text for result in library.search("export")]
['Exports grew.']
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from search import cursors
from search.catalogue import Catalogue, stored_links
from search.catalogue.schema import DOCUMENTS, SOURCES
from search.catalogue.stored_audits import audit_page, audits, every_audit, every_finding, finding_page
from search.catalogue.stored_documents import holdings, ids, imprint, summaries
from search.catalogue.stored_leaves import read_leaf
from search.catalogue.stored_links import read_check, source_links
from search.catalogue.stored_passages import citing, read_passages, said_before
from search.catalogue.stored_sources import every_source, list_sources, read_source
from search.checking import quotations, uncited
from search.choices import SOURCE_FACETS, SOURCE_SORTS, ConcordanceSort, Sort, SourceSort
from search.citations.styles import STYLES, Formatted, cite_passage
from search.concordance import Concordance
from search.document import NoteReference, Passage, ProblemKind, Source, Status
from search.engines import Engine, Filters, open_engine
from search.errors import BadInput, NotFound
from search.fragments import opening, text_fragment
from search.holdings import (
    Audit,
    AuditPage,
    AuditSummary,
    DocumentSummary,
    Finding,
    FindingPage,
    Holdings,
    IndexReport,
    Leaf,
    NoteReading,
    PassagePage,
    Progress,
    Reading,
    SourcePage,
    SourceSummary,
)
from search.indexing import Indexing
from search.keeping import Keeping
from search.link_checks import LinkCheck, LinkProgress, LinkReport, SourceLink
from search.lookup import Lookups
from search.passages import cite, works_by_note
from search.results import Checked, DocumentHits, Feed, Lookup, Quoted, Recognition, Results, Span
from search.searching import Searching, check_page
from search.settings import Settings

__all__ = [
    "Audit",
    "DocumentSummary",
    "Holdings",
    "IndexReport",
    "Library",
    "NoteReading",
    "Progress",
    "Reading",
    "SourcePage",
    "SourceSummary",
]


class Library:
    """A library of footnoted documents. May be shared by threads."""

    settings: Settings

    def __init__(self, settings: Settings, catalogue: Catalogue, engine: Engine) -> None:
        self.settings = settings
        self._catalogue = catalogue
        self._engine = engine
        self._searching = Searching(catalogue, engine, settings.limits)
        self._lookups = Lookups(catalogue, engine, settings.limits)
        self._keeping = Keeping(catalogue, engine)

    @classmethod
    def open(cls, settings: Settings | None = None) -> Self:
        """Opens (and, the first time, makes) the library; an index that is behind or damaged is mended.

        Raises:
            SettingsError: a setting that cannot be used.
            StoreError: the catalogue or the index cannot be read or written.
            LibraryLocked: there is no index yet, and another process is making it.
        """
        settings = settings or Settings.from_environment()
        catalogue = Catalogue.open(settings.catalogue)
        try:
            engine = open_engine(settings.engine, settings.limits)
        except BaseException:
            catalogue.close()
            raise
        library = cls(settings, catalogue, engine)
        try:
            library._keeping.mend()
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Lets go of files and connections. The library is not used afterwards."""
        self._engine.close()
        self._catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- changing it ---

    def index(
        self,
        paths: Iterable[str | Path] = ("seeds/",),
        *,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> IndexReport:
        """Adds and updates what the paths (files or folders) hold; removes documents of theirs that are gone.

        A file that cannot be read is in the report's `failed`; what was known of it is kept.

        Raises:
            BadInput: a path that does not exist.
            LibraryLocked: another process is writing.
            StoreError: the catalogue or the index cannot be written. What was done until then is kept.
        """
        began = time.perf_counter()
        with self._catalogue.writer():
            run = Indexing(self._catalogue, self.settings.limits)
            run.run(paths, progress)
            forgotten = self._catalogue.forget_links() if run.updated or run.removed else 0
            self._keeping.catch_up(progress)
        understood = {*run.added, *run.updated}
        return IndexReport(
            added=tuple(run.added),
            updated=tuple(run.updated),
            removed=tuple(run.removed),
            unchanged=tuple(run.unchanged),
            failed=tuple(run.failed),
            documents=tuple(summary for summary in self.documents() if summary.id in understood),
            passages=self.holdings().passages,
            forgotten=forgotten,
            seconds=time.perf_counter() - began,
        )

    def remove(self, document_id: str) -> None:
        """Takes out a document, with the sources that only it cites; its file stays where it is.

        Raises:
            NotFound: there is no such document.
        """
        with self._catalogue.writer():
            self._catalogue.remove(_name("document", document_id))
            self._keeping.catch_up()

    # --- its links ---

    def check_links(
        self,
        *,
        seconds: float = 600,
        again: bool = False,
        archived: bool = False,
        document: str | None = None,
        progress: Callable[[LinkProgress], None] = lambda _: None,
    ) -> LinkReport:
        """Checks the URLs of sources on the web, and looks for archived copies of those that are gone.

        Nothing else ever goes on the network. What is found is kept at once: a run that is interrupted goes
        on where it ended.

        Args:
            seconds: how long it may take; what is left is for the next run.
            again: also what was checked within the last month.
            archived: looks for copies of all pages.
            document: the id of the only document whose sources are meant.

        Raises:
            BadInput: no time is given.
            NotFound: there is no such document.
            NetworkError: nothing on the web can be reached from here.
            LibraryLocked: another process is checking links.
        """
        # only here: what only searches carries nothing that goes on the web
        from search.linking import Wanted, check_links

        if not 0 < seconds <= 7 * 24 * 3600:
            raise BadInput("seconds", "seconds must be more than 0, and a week at most")
        if document is not None:
            self._catalogue.check(_name("document", document))
        wanted = Wanted(seconds, again, archived, document, self.settings.timegate)
        with self._catalogue.checker():
            report = check_links(self._catalogue, wanted, progress)
        self._keeping.mend()
        return report

    def link_checks(self, document: str | None = None) -> Sequence[SourceLink]:
        """Every source with a whole URL, by title, with what was last found there; nothing is asked.

        Raises:
            NotFound: there is no such document.
        """
        if document is not None:
            self._catalogue.check(_name("document", document))
        with self._catalogue.reading() as connection:
            return source_links(connection, document)

    def link(self, source_id: str) -> LinkCheck | None:
        """What was last found at a source's URL; None where it was never checked.

        Raises:
            NotFound: there is no such source.
        """
        with self._catalogue.reading() as connection:
            return read_check(connection, read_source(connection, _name("source", source_id)))

    # --- searching it ---

    def search(
        self,
        text: str,
        *,
        page: int = 1,
        per_page: int = 20,
        filters: Filters | None = None,
        sort: Sort = "relevance",
        facets: bool | Sequence[str] = True,
        count_notes: bool = False,
        cursor: str | None = None,
        snippet_length: int | None = None,
    ) -> Results:
        """The passages that match a query, with their citations.

        Args:
            text: in the query language; see `search.query_parser`.
            filters: facet name (`search.choices.FACETS`) -> values, any of which may hold.
            facets: whether to count the values of facets, or the names of those to count.
            count_notes: whether to count the matches in notes even where the body has some.
            cursor: the `next_cursor` of an answer to this question: goes on there, instead of at a page.
            snippet_length: characters of a snippet at most; by default the limit's.

        Raises:
            BadInput: a page, filter or sort that there is not; a QueryError for a query that is refused.
        """
        self._keeping.follow()
        return self._searching.search(
            text,
            page=page,
            per_page=per_page,
            filters=_asked(filters),
            sort=sort,
            facets=facets,
            count_notes=count_notes,
            cursor=cursor,
            snippet_length=snippet_length,
        )

    def cite(
        self,
        text: str | None = None,
        *,
        document: str | None = None,
        note: str | None = None,
        url: str | None = None,
        doi: str | None = None,
        author: str | None = None,
        title: str | None = None,
        quote: str | None = None,
        limit: int = 20,
    ) -> Lookup:
        """The sources and passages that agree with everything that is given.

        Args:
            text: any one of these; its kind is recognised.
            document: the id of the only document to look in.
            note: a note's number or other label.
            quote: a sentence or more, as the document or nearly as the document has it.
            limit: how many answers at most; `Lookup.total` says how many there are.

        Raises:
            BadInput: nothing is given, or more than a lookup takes.
            NotFound: there is no such document.
        """
        given = {"text": text, "note": note, "url": url, "doi": doi}
        given |= {"author": author, "title": title, "quote": quote}
        known = {name: _storable(value) for name, value in given.items() if value is not None}
        self._keeping.follow()
        if document is not None:
            self._catalogue.check(_name("document", document))
        return self._lookups.cite(known, document, limit)

    def concordance(
        self,
        text: str,
        *,
        page: int = 1,
        per_page: int = 50,
        filters: Filters | None = None,
        sort: ConcordanceSort = "next",
        width: int = 70,
    ) -> Concordance:
        """The hits of a query, each in the middle of its context; at most the first `limits.concordance`.

        Args:
            sort: by what follows ("next") or precedes ("previous"), or by place ("position").
            width: characters of context on each side.

        Raises:
            BadInput: a page, filter or sort that there is not; a QueryError for a query that is refused.
        """
        self._keeping.follow()
        return self._searching.concordance(
            text, page=page, per_page=per_page, filters=_asked(filters), sort=sort, width=width
        )

    def find_citations(self, text: str, *, document: str | None = None) -> Recognition:
        """Every citation in a pasted text, each with the sources of the library that it may mean.

        Args:
            text: prose, or a list of notes or works; offsets in the answer are characters of it.
            document: the id of the only document whose notes "note 12" may mean.

        Raises:
            BadInput: the text is empty or too long.
            NotFound: there is no such document.
        """
        self._keeping.follow()
        if document is not None:
            self._catalogue.check(_name("document", document))
        return self._lookups.recognise(_same_length(text), document)

    def check(self, text: str, *, document: str | None = None, start: int = 0) -> Checked:
        """A pasted text: its citations, and some of its sentences as quotations, word by word.

        Args:
            text: prose; offsets in the answer are characters of it.
            document: the id of the only document to look in.
            start: the character from which on sentences are compared: the `next` of an answer before.

        Raises:
            BadInput: the text is empty or too long.
            NotFound: there is no such document.
        """
        found = self.find_citations(text, document=document)
        limits = self.settings.limits
        cited = [(one.start, one.end) for one in found.items]
        behind = (span for span in quotations(_same_length(text)) if span[0] >= start)
        spans = list(islice(uncited(behind, cited), limits.pasted_sentences + 1))
        most = spans[: limits.pasted_sentences]
        quotes = (text[start:end][: limits.quote_length] for start, end in most)
        lookups = (self.cite(quote=quote, document=document, limit=1) for quote in quotes)
        quoted = tuple(Quoted(*span, lookup) for span, lookup in zip(most, lookups, strict=True))
        return Checked(found, quoted, spans[len(most)][0] if len(spans) > len(most) else None)

    def suggest(self, prefix: str) -> Sequence[str]:
        """What was typed so far with its last word completed."""
        self._keeping.follow()
        return self._searching.suggest(prefix)

    # --- reading it ---

    def document(self, document_id: str) -> Reading:
        """A document with its notes, sources and passages.

        Raises:
            NotFound: there is no such document.
        """
        return self._catalogue.read(_name("document", document_id))

    def leaf(self, document_id: str, *, at: int | str | None = None, whole: bool = False) -> Leaf:
        """Part of a document as it is read: all of one that is not long, else some consecutive sections.

        Args:
            at: the number of a paragraph that stands on it, or the id of a section or note.
            whole: the whole document on one leaf, however long.

        Raises:
            NotFound: there is no such document.
        """
        with self._catalogue.reading() as connection:
            return read_leaf(connection, _name("document", document_id), at, whole)

    def hits_in(self, document_id: str, text: str, passages: Iterable[Passage] = ()) -> DocumentHits:
        """Every place of a document where a query matches, and the hits in some of its passages.

        Raises:
            QueryError: the query is refused; its code and message say why.
        """
        self._keeping.follow()
        return self._searching.hits_in(_name("document", document_id), text, passages)

    def documents(self) -> Sequence[DocumentSummary]:
        """All documents by title."""
        with self._catalogue.reading() as connection:
            return summaries(connection)

    def notes(self, document_id: str, label: str) -> Sequence[NoteReading]:
        """All notes of a document with that label (or that id); labels may repeat.

        Raises:
            NotFound: there is no such document, or no such note in it.
        """
        reading = self.document(document_id)
        works = works_by_note(reading.document, reading.bibliography)
        found = [
            NoteReading(
                note=note,
                document_id=document_id,
                citations=tuple(
                    cite(NoteReference(note.label, 0, note.id), note.text, works.get(note.id, ()))
                ),
                passages=tuple(
                    passage
                    for passage in reading.passages
                    if any(reference.note_id == note.id for reference in passage.references)
                ),
            )
            for note in reading.document.notes
            if label in (note.label, note.id)
        ]
        if not found:
            raise NotFound("note", f"{document_id}, {label}")
        return found

    def passage(self, passage_id: str) -> Passage:
        """One passage with its citations.

        Raises:
            NotFound: there is no such passage.
        """
        name = _name("passage", passage_id)
        with self._catalogue.reading() as connection:
            found = read_passages(connection, [name])
        if name not in found:
            raise NotFound("passage", name)
        return found[name]

    def fragments(self, places: Iterable[tuple[Passage, Span]]) -> list[str]:
        """For each span of a passage the text fragment (":~:text=…") that lands on it on the document's page.

        Empty where nothing tells the place from another that the page shows before it.
        """
        found = []
        with self._catalogue.reading() as connection:
            for passage, span in places:
                marks = [reference.offset for reference in passage.references]
                words = opening(passage.text, span, marks)
                earlier = said_before(connection, passage, words) if words else []
                found.append(text_fragment(passage.text, span, marks, earlier))
        return found

    def passage_citations(self, passage_id: str, style: str | None = None) -> Sequence[Formatted]:
        """A passage as a reader would cite it, in one of `search.citations.styles.STYLES` or in each.

        Raises:
            NotFound: there is no such passage.
            BadInput: there is no such style.
        """
        if style is not None and style not in STYLES:
            raise BadInput("style", f'there is no style "{style[:40]}"; the styles are {", ".join(STYLES)}')
        passage = self.passage(passage_id)
        with self._catalogue.reading() as connection:
            known = imprint(connection, passage.document_id)
        return [cite_passage(passage, known, name) for name in ([style] if style else STYLES)]

    def source(self, source_id: str) -> Source:
        """One source, as all documents together know it.

        Raises:
            NotFound: there is no such source.
        """
        with self._catalogue.reading() as connection:
            return read_source(connection, _name("source", source_id))

    def sources(
        self,
        *,
        page: int = 1,
        per_page: int = 50,
        domain: str | None = None,
        year: int | None = None,
        type: str | None = None,
        status: Status | None = None,
        text: str | None = None,
        sort: SourceSort = "cited",
        facets: Sequence[str] | None = None,
        cursor: str | None = None,
    ) -> SourcePage:
        """A page of the sources that have all that is given; `text` is words of them, or how words begin.

        Args:
            facets: the names of those to count; None is all.
            cursor: the `next_cursor` of an answer to this question: goes on there, instead of at a page.

        Raises:
            BadInput: a page or sort that there is not, or a text that is too long; a cursor of another state.
        """
        limits = self.settings.limits
        check_page(page, per_page, limits)
        having = _having(domain, year, type, status)
        self._check_list(text, sort)
        _check_facets(facets)
        question = {**having, "text": text, "sort": sort}
        came = cursors.read(cursor, question) if cursor is not None else None
        with self._catalogue.reading() as connection:
            listed = list_sources(
                connection,
                having,
                text,
                sort=sort,
                page=page,
                per_page=per_page,
                facet_values=limits.facet_values,
                facets=SOURCE_FACETS if facets is None else facets,
                start=came.seen if came else None,
            )
        if came:
            cursors.check(came, str(listed.revision))
        return _with_cursor(listed, came.seen if came else (page - 1) * per_page, question)

    def every_passage(self, text: str, filters: Filters | None = None) -> Iterator[Passage]:
        """All passages that a query finds, however many, in order of document and paragraph.

        Raises:
            QueryError: the query is refused; its code and message say why.
            BadInput: an unknown filter.
        """
        self._keeping.follow()
        return self._searching.every(text, _asked(filters))

    def newest(self, text: str, filters: Filters | None = None, number: int = 50) -> Feed:
        """The passages that a query finds in the documents that changed last, those first.

        Raises:
            QueryError, BadInput: as for `search`.
        """
        self._keeping.follow()
        return self._searching.newest(text, _asked(filters), number)

    def ids(self, of: Literal["documents", "sources"], start: int, number: int) -> Sequence[str]:
        """So many ids of all documents or sources, in order, after the first `start`."""
        with self._catalogue.reading() as connection:
            return ids(connection, {"documents": DOCUMENTS, "sources": SOURCES}[of], start, number)

    def every_source(
        self,
        *,
        domain: str | None = None,
        year: int | None = None,
        type: str | None = None,
        status: Status | None = None,
        text: str | None = None,
        sort: SourceSort = "title",
    ) -> Iterator[Source]:
        """All sources that have all that is given, however many; see `sources`."""
        having = _having(domain, year, type, status)
        self._check_list(text, sort)
        return self._every_source(having, text, sort)

    def _every_source(
        self, having: dict[str, str | int | None], text: str | None, sort: SourceSort
    ) -> Iterator[Source]:
        with self._catalogue.reading() as connection:
            yield from every_source(connection, having, text, sort)

    def _check_list(self, text: str | None, sort: str) -> None:
        longest = self.settings.limits.query_length
        if sort not in SOURCE_SORTS:
            raise BadInput("sort", f'unknown sort "{sort}"; the sorts are {", ".join(SOURCE_SORTS)}')
        if text is not None and len(text) > longest:
            raise BadInput("q", f"q has {len(text):,} characters, more than the {longest:,} allowed")

    def passages_citing(self, source_id: str) -> Sequence[Passage]:
        """Every passage that rests on a source, in order of document and paragraph.

        Raises:
            NotFound: there is no such source.
        """
        with self._catalogue.reading() as connection:
            source = read_source(connection, _name("source", source_id))
            return list(read_passages(connection, citing(connection, source.id)).values())

    def citing_page(self, source_id: str, *, page: int = 1, per_page: int = 50) -> PassagePage:
        """A page of the passages that rest on a source, however many there are.

        Raises:
            NotFound: there is no such source.
            BadInput: a page that there is not.
        """
        check_page(page, per_page, self.settings.limits)
        with self._catalogue.reading() as connection:
            ids = citing(connection, read_source(connection, _name("source", source_id)).id)
            shown = read_passages(connection, ids[(page - 1) * per_page : page * per_page])
        return PassagePage(tuple(shown.values()), len(ids), page, per_page)

    def audit(self, document_id: str | None = None) -> Sequence[Audit]:
        """What an editor must look at, in one document or in all.

        Raises:
            NotFound: there is no such document.
        """
        with self._catalogue.reading() as connection:
            return audits(connection, None if document_id is None else _name("document", document_id))

    def audit_page(self, *, kind: ProblemKind | None = None, page: int = 1, per_page: int = 50) -> AuditPage:
        """A page of documents with their findings counted, those most in need of an editor first.

        Args:
            kind: only documents that have findings of this kind.

        Raises:
            BadInput: a page that there is not.
        """
        check_page(page, per_page, self.settings.limits)
        with self._catalogue.reading() as connection:
            return audit_page(connection, kind, page, per_page)

    def findings(
        self, document_id: str, *, kind: ProblemKind | None = None, page: int = 1, per_page: int = 50
    ) -> FindingPage:
        """A page of what an editor must look at in one document, each with the notes and works it is about.

        Raises:
            NotFound: there is no such document.
            BadInput: a page that there is not.
        """
        check_page(page, per_page, self.settings.limits)
        with self._catalogue.reading() as connection:
            return finding_page(connection, _name("document", document_id), kind, page, per_page)

    def every_audit(self, kind: ProblemKind | None = None) -> Iterator[AuditSummary]:
        """All documents with their findings counted, however many, those most in need first."""
        with self._catalogue.reading() as connection:
            yield from every_audit(connection, kind)

    def every_finding(self, document_id: str, kind: ProblemKind | None = None) -> Iterator[Finding]:
        """All findings of one document, however many.

        Raises:
            NotFound: there is no such document.
        """
        with self._catalogue.reading() as connection:
            yield from every_finding(connection, _name("document", document_id), kind)

    def state(self) -> str | None:
        """What every answer rests on, in a few letters: they differ as soon as any answer may.

        All processes that read one library say the same. None while the library is being changed: what is
        answered then may come from the index as it was and from the catalogue as it will be.
        """
        state = self._keeping.state()
        if state is None:
            return None
        with self._catalogue.reading() as connection:
            return f"{state}.{stored_links.changes(connection)}"

    def holdings(self) -> Holdings:
        """What the library holds, in figures."""
        with self._catalogue.reading() as connection:
            return holdings(connection)


def _check_facets(facets: Sequence[str] | None) -> None:
    for name in facets or ():
        if name not in SOURCE_FACETS:
            raise BadInput("facet", f'unknown facet "{name}"; the facets are {", ".join(SOURCE_FACETS)}')


def _with_cursor(listed: SourcePage, start: int, question: Mapping[str, Any]) -> SourcePage:
    seen = start + len(listed.items)
    if not listed.items or seen >= listed.total:
        return listed
    return replace(listed, next_cursor=cursors.write(cursors.Cursor(str(listed.revision), seen), question))


def _asked(filters: Filters | None) -> Filters:
    return {name: [_storable(value) for value in values] for name, values in (filters or {}).items()}


def _having(
    domain: str | None, year: int | None, type: str | None, status: Status | None
) -> dict[str, str | int | None]:
    """What a list of sources is narrowed by."""
    if year is not None and not 0 < year < 10_000:
        raise BadInput("year", "year must be from 1 to 9999")
    return {
        "domain": domain and _storable(domain),
        "type": type and _storable(type),
        "year": year,
        "status": status,
    }


def _storable(text: str) -> str:
    """Without what no database takes: halves of surrogate pairs, and NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _same_length(text: str) -> str:
    """Likewise, with another character for each, so that offsets stay."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")


def _name(kind: str, name: str) -> str:
    """An id that may be asked for."""
    if _storable(name) != name:
        raise NotFound(kind, _storable(name))
    return name
