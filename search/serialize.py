"""The model to plain dicts: one form for `--json` and for the API, with keys in a fixed order.

Every function takes one value and gives what `json.dumps` writes as it is. Addresses are paths of the site.

    >>> source(Source("asia-2018", "book", "Asia", year=2018))["links"]
    {'self': '/api/v1/sources/asia-2018', 'page': '/sources/asia-2018'}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from urllib.parse import quote, urlencode

from search import shapes
from search.citations.identifiers import resolver_url
from search.citations.styles import Formatted
from search.concordance import Concordance, Line
from search.document import (
    Citation,
    NoteName,
    NoteReference,
    Passage,
    Problem,
    ProblemKind,
    Source,
    Status,
)
from search.holdings import (
    FIRST_LEAF,
    Audit,
    AuditPage,
    DocumentSummary,
    Finding,
    FindingPage,
    Holdings,
    IndexReport,
    SourcePage,
    SourceSummary,
    pages_beside,
)
from search.link_checks import LinkCheck, LinkReport, SourceLink, copy_words, words
from search.markup import html
from search.results import (
    Comparison,
    FacetValue,
    Found,
    Lookup,
    Recognised,
    Recognition,
    Result,
    Results,
    Snippet,
    Span,
)

API = "/api/v1"


# --- addresses -------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def quoted(name: str) -> str:
    """A name as one part of an address; a page of results asks for the same few a hundred times."""
    return quote(name, safe="")


def document_url(document_id: str, anchor: str | None = None, at: int | str | None = None) -> str:
    """The page of a document, at a paragraph, a note or a mark.

    Args:
        anchor: its id on the page.
        at: the number of its paragraph, or the id of what stands in none: a long document is read in
            leaves, and what comes before the `#` is all that a server is told. Every document's first
            leaf holds its first paragraphs.

    >>> document_url("report", "p12", 12), document_url("report", "p1200", 1200)
    ('/documents/report#p12', '/documents/report?at=1200#p1200')
    """
    is_beyond = isinstance(at, str) or (at is not None and at > FIRST_LEAF)
    leaf = f"?at={quoted(str(at))}" if is_beyond else ""
    return f"/documents/{quoted(document_id)}{leaf}" + (f"#{quoted(anchor)}" if anchor else "")


def passage_url(passage: Passage) -> str:
    """The page at that paragraph."""
    return document_url(passage.document_id, anchor(passage), passage.number)


def anchor(passage: Passage) -> str:
    """The id of a passage within its document: where it stands on the document's page."""
    return passage.id.removeprefix(f"{passage.document_id}.")


def links(kind: str, name: str, page: str, document: str | None = None) -> shapes.Links:
    """Where a thing is found in the API, and on the site."""
    found: shapes.Links = {"self": f"{API}/{kind}/{quoted(name)}", "page": page}
    if document is not None:
        found["document"] = document
    return found


# --- sources and citations -------------------------------------------------------------------------------


def source(work: Source) -> shapes.Source:
    """A work cited."""
    return {
        "id": work.id,
        "type": work.type,
        "title": work.title,
        "authors": list(work.authors),
        "year": work.year,
        "container": work.container,
        "publisher": work.publisher,
        "place": work.place,
        "volume": work.volume,
        "issue": work.issue,
        "pages": work.pages,
        "edition": work.edition,
        "url": work.url,
        "domain": work.domain,
        "status": work.status.value,
        "identifiers": dict(sorted(work.identifiers.items())),
        "resolvers": resolvers(work),
        "accessed": work.accessed,
        "archived_url": work.archived_url,
        "text": work.text,
        "links": links("sources", work.id, f"/sources/{quoted(work.id)}"),
    }


def resolvers(work: Source) -> dict[str, str]:
    """Kind of identifier -> the address that resolves it, of those that somebody resolves."""
    found = {kind: resolver_url(kind, value) for kind, value in sorted(work.identifiers.items())}
    return {kind: url for kind, url in found.items() if url}


def source_summary(item: SourceSummary) -> shapes.SourceSummary:
    """A source with how much rests on it."""
    cited: shapes.Cited = {"passages": item.passages, "notes": item.notes, "documents": item.documents}
    return {**source(item.source), "cited": cited}


def source_with_passages(
    work: Source, passages: Iterable[Passage], link: LinkCheck | None = None
) -> shapes.SourceWithPassages:
    """A source, what was last found at its URL, and every passage that cites it."""
    return {
        **source(work),
        "link": link_check(link) if link else None,
        "passages": [passage(one) for one in passages],
    }


def link_check(check: LinkCheck) -> shapes.LinkCheck:
    """What was found at a URL."""
    copy = check.archived
    return {
        "url": check.url,
        "state": check.state.value,
        "words": words(check),
        "checked": check.checked,
        "code": check.code,
        "final_url": check.final_url,
        "reason": check.reason,
        "archived": {
            "url": copy.url,
            "date": copy.date,
            "wanted": copy.wanted,
            "words": copy_words(copy),
        }
        if copy
        else None,
    }


def link_report(report: LinkReport) -> shapes.LinkReport:
    """What a run over the links has found, source by source."""
    return {
        "checked": report.checked,
        "copies": report.copies,
        "unanswered": report.unanswered,
        "left": report.left,
        "forgotten": report.forgotten,
        "seconds": round(report.seconds, 3),
        "counts": {state.value: number for state, number in report.counts.items()},
        "results": [_source_link(one) for one in report.links],
    }


def _source_link(one: SourceLink) -> shapes.SourceLink:
    work = one.source
    return {
        "id": work.id,
        "title": work.title,
        "url": work.url,
        "link": link_check(one.check) if one.check else None,
        "links": links("sources", work.id, f"/sources/{quoted(work.id)}"),
    }


def source_page(
    listed: SourcePage, next_url: str | None = None, previous_url: str | None = None
) -> shapes.SourceList:
    """A page of sources with their facets."""
    facets = {
        name: [_facet_value(FacetValue(value, value, count)) for value, count in values]
        for name, values in listed.facets.items()
    }
    return {
        "total": listed.total,
        "page": listed.page,
        "per_page": listed.per_page,
        "results": [source_summary(item) for item in listed.items],
        "next": next_url,
        "prev": previous_url,
        "next_cursor": listed.next_cursor,
        "facets": facets,
    }


def citation(one: Citation, hits: Sequence[Span] = ()) -> shapes.Citation:
    """A note reference with its note and its source; `hits` are those in the note's text."""
    return {
        "note": one.note,
        "note_id": one.note_id,
        "offset": one.offset,
        "status": one.status.value,
        "text": one.text,
        "url": one.url,
        "printed_url": one.printed_url,
        "repairs": list(one.repairs),
        "accessed": one.accessed,
        "archived_url": one.archived_url,
        "source": source(one.source) if one.source else None,
        "locator": one.locator,
        "through": note_names(one.antecedents) if one.source else [],
        "candidates": [] if one.source else note_names(one.antecedents),
        "matches": spans(hits),
    }


def note_names(notes: Iterable[NoteName]) -> list[shapes.NoteName]:
    """The notes that a short form was led back through, or those that it could stand for."""
    return [{"note": name.label, "note_id": name.id} for name in notes]


# --- passages and results --------------------------------------------------------------------------------


def passage(one: Passage) -> shapes.Passage:
    """A paragraph with where it stands and what it rests on."""
    return {
        **_place(one),
        "text": one.text,
        "html": _html(one, one.text),
        "citations": [citation(cited) for cited in one.citations],
        "url": passage_url(one),
        "links": _passage_links(one),
    }


def passage_citations(one: Passage, citations: Iterable[Formatted]) -> shapes.PassageCitations:
    """A passage as a reader would cite it."""
    return {
        "passage": one.id,
        "citations": [
            {
                "style": citation.style,
                "name": citation.name,
                "text": citation.text,
                "html": "".join(
                    f"<i>{escape(run.text)}</i>" if run.italic else escape(run.text) for run in citation.runs
                ),
            }
            for citation in citations
        ],
        "links": _passage_links(one),
    }


def result(found: Result) -> shapes.Result:
    """One passage found: RESULT."""
    one = found.passage
    place = _place(one)
    noted = {hits.note_id: hits.spans for hits in found.note_matches}
    return {
        "id": one.id,
        "score": round(found.score, 6),
        "document": place["document"],
        "section": {**place["section"], "matches": spans(found.heading_matches)},
        "paragraph": one.number,
        "page": one.page,
        "text": one.text,
        "html": _html(one, one.text, found.matches),
        "snippet": _snippet(one, found.snippet),
        "matches": spans(found.matches),
        "citations": [citation(cited, noted.get(cited.note_id or "", ())) for cited in one.citations],
        "url": passage_url(one),
        "links": _passage_links(one),
    }


def results(page: Results, next_url: str | None = None, previous_url: str | None = None) -> shapes.Results:
    """A page of results with everything that was asked about them."""
    return {
        "query": {"text": page.text, "understood": page.understood},
        "total": page.total,
        "total_is_exact": page.total_is_exact,
        "page": page.page,
        "per_page": page.per_page,
        "next": next_url,
        "prev": previous_url,
        "next_cursor": page.next_cursor,
        "took_ms": round(page.took_ms, 3),
        "warnings": list(page.warnings),
        "suggestion": page.suggestion,
        "in_notes": page.in_notes,
        "revision": page.revision,
        "facets": {name: [_facet_value(value) for value in values] for name, values in page.facets.items()},
        "results": [result(found) for found in page],
    }


def neighbours(
    page: Results | Concordance, filters: Mapping[str, Sequence[str]], depth: int, **asked: str | int | None
) -> tuple[str | None, str | None]:
    """The API's addresses of the next and the previous page of an answer; None where there is none.

    Args:
        filters: those of the search.
        depth: how many results can be paged to.
        asked: what else was asked for; None is what the API takes anyway.
    """
    name = "search" if isinstance(page, Results) else "concordance"
    narrowed = [(name, value) for name, values in filters.items() for value in values]
    others = [(name, value) for name, value in asked.items() if value is not None]
    kept = [("q", page.text), ("per_page", page.per_page), *narrowed, *others]
    following, before = (
        f"{API}/{name}?{urlencode([*kept, ('page', number)])}" if number else None
        for number in pages_beside(page.total, page.page, page.per_page, depth)
    )
    return following, before


def concordance(
    page: Concordance, next_url: str | None = None, previous_url: str | None = None
) -> shapes.Concordance:
    """A page of a concordance."""
    return {
        "query": {"text": page.text, "understood": page.understood},
        "total": page.total,
        "total_is_exact": page.is_whole,
        "passages": page.passages,
        "page": page.page,
        "per_page": page.per_page,
        "next": next_url,
        "prev": previous_url,
        "warnings": list(page.warnings),
        "results": [_concordance_line(line) for line in page],
    }


def _concordance_line(line: Line) -> shapes.ConcordanceLine:
    url = (
        document_url(line.passage.document_id, line.note.id, line.passage.number)
        if line.note
        else passage_url(line.passage)
    )
    return {
        **_place(line.passage),
        "left": line.left,
        "hit": line.hit,
        "right": line.right,
        "span": spans([line.span])[0],
        "note": note_names([line.note])[0] if line.note else None,
        "url": url,
    }


def lookup(answers: Lookup) -> shapes.Lookup:
    """The answers to a citation lookup."""
    return {
        "query": answers.text,
        "understood": answers.understood,
        "total": answers.total,
        "results": [_found(answer) for answer in answers],
        "warnings": list(answers.warnings),
        "verdict": answers.verdict,
    }


def recognition(found: Recognition) -> shapes.Recognition:
    """The citations of a pasted text."""
    return {
        "results": [_recognised(one) for one in found.items],
        "next": found.next,
        "warnings": list(found.warnings),
    }


def _recognised(one: Recognised) -> shapes.Recognised:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "kind": one.kind,
        "normalized": one.normalized,
        "status": one.status,
        "candidates": [
            {"source": source(found.source), "confidence": found.confidence} for found in one.candidates
        ],
    }


def spans(found: Iterable[Span]) -> list[shapes.Span]:
    """Character offsets into the text beside them."""
    return [{"start": start, "end": end} for start, end in found]


def _span(found: Span | None) -> shapes.Span | None:
    return {"start": found[0], "end": found[1]} if found else None


def _compared(found: Comparison | None) -> shapes.Compared:
    differences = found.differences if found else ()
    return {
        "verdict": found.verdict if found else None,
        "printed": _span(found.printed) if found else None,
        "differences": [
            {"quoted": spans([one.quoted])[0], "printed": spans([one.printed])[0]} for one in differences
        ],
        "conventions": list(found.conventions) if found else [],
    }


def _found(answer: Found) -> shapes.Found:
    return {
        "citation": citation(answer.citation) if answer.citation else None,
        "source": source(answer.source) if answer.source else None,
        "passage": passage(answer.passage) if answer.passage else None,
        "confidence": round(answer.confidence, 3),
        "sentence": _span(answer.sentence),
        **_compared(answer.comparison),
    }


def _place(one: Passage) -> shapes.Place:
    return {
        "id": one.id,
        "document": {"id": one.document_id, "title": one.document_title},
        "section": {"number": one.section_number, "title": one.section_title},
        "paragraph": one.number,
        "page": one.page,
    }


def _passage_links(one: Passage) -> shapes.Links:
    document = f"{API}/documents/{quoted(one.document_id)}"
    return links("passages", one.id, passage_url(one), document=document)


def _facet_value(value: FacetValue) -> shapes.FacetValue:
    return {"value": value.value, "label": value.label, "count": value.count}


def _html(one: Passage, text: str, hits: Iterable[Span] = (), start: int = 0) -> str:
    def href(reference: NoteReference) -> str:
        """The note; where it is missing, the passage itself."""
        return document_url(one.document_id, reference.note_id or anchor(one), one.number)

    return html(text, hits=hits, references=one.references, href=href, start=start)


def _snippet(one: Passage, snippet: Snippet) -> str:
    lines = _html(one, snippet.text, snippet.spans, snippet.start)
    return f"{'… ' if snippet.before else ''}{lines}{' …' if snippet.after else ''}"


# --- documents -------------------------------------------------------------------------------------------


def document_summary(one: DocumentSummary) -> shapes.DocumentSummary:
    """A document as lists show it. Where its file lies is nobody's business but the owner's."""
    return {
        "id": one.id,
        "title": one.title,
        "authors": list(one.authors),
        "language": one.language,
        "format": one.format,
        "published": one.published,
        "counts": dict(one.counts),
        "links": links("documents", one.id, document_url(one.id)),
    }


# --- the library -----------------------------------------------------------------------------------------


def problem(one: Problem) -> shapes.Problem:
    """What an editor must look at."""
    return {
        "kind": one.kind.value,
        "note": one.note,
        "paragraph": one.paragraph,
        "message": one.message,
        "url": one.url,
        "printed_url": one.printed_url,
        "repairs": list(one.repairs),
        "candidates": list(one.candidates),
        "sources": list(one.sources),
    }


def audit(one: Audit) -> shapes.Audit:
    """What an editor must look at in one document."""
    return {
        "document": document_summary(one.document),
        "problems": [problem(found) for found in one.problems],
    }


def audit_page(found: AuditPage, next_url: str | None, previous_url: str | None) -> shapes.AuditList:
    """A page of documents with their findings counted."""
    return {
        "total": found.total,
        "page": found.page,
        "per_page": found.per_page,
        "next": next_url,
        "prev": previous_url,
        "kinds": _kinds(found.kinds),
        "results": [
            {"document": document_summary(item.document), "findings": _kinds(item.findings)}
            for item in found.items
        ],
    }


def document_audit(
    found: FindingPage, next_url: str | None, previous_url: str | None
) -> shapes.DocumentAudit:
    """A page of the findings of one document."""
    return {
        "document": document_summary(found.document),
        "total": found.total,
        "page": found.page,
        "per_page": found.per_page,
        "next": next_url,
        "prev": previous_url,
        "kinds": _kinds(found.kinds),
        "results": [finding(found.document.id, one) for one in found.items],
    }


def finding(document_id: str, one: Finding) -> shapes.Finding:
    """One thing that an editor must look at."""
    problem, note = one.problem, one.note
    return {
        "kind": problem.kind.value,
        "message": problem.message,
        "note": {"note": note.label, "note_id": note.id} if note else None,
        "text": note.text if note else None,
        "paragraph": one.paragraph,
        "page": one.page,
        "url": problem.url,
        "printed_url": problem.printed_url,
        "repairs": list(problem.repairs),
        "candidates": note_names(one.candidates),
        "sources": [source(work) for work in one.sources],
        "differences": list(one.differences),
        "links": {"page": finding_url(document_id, one)},
    }


def finding_url(document_id: str, one: Finding) -> str | None:
    """The page at the note or the paragraph that a finding is about."""
    place = one.problem.note or one.problem.paragraph
    return document_url(document_id, place, one.paragraph or place) if place else None


def _kinds(counted: Mapping[ProblemKind, int]) -> dict[str, int]:
    return {kind.value: count for kind, count in counted.items()}


def index_report(report: IndexReport) -> shapes.IndexReport:
    """What was done to the library."""
    return {
        "added": list(report.added),
        "updated": list(report.updated),
        "removed": list(report.removed),
        "unchanged": list(report.unchanged),
        "failed": [{"path": path, "reason": reason} for path, reason in report.failed],
        "documents": [document_summary(one) for one in report.documents],
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
    }


def holdings(held: Holdings) -> shapes.Holdings:
    """What the library holds, in figures."""
    return {
        "documents": held.documents,
        "sections": held.sections,
        "passages": held.passages,
        "notes": held.notes,
        "references": held.references,
        "missing": held.missing,
        "sources": held.sources,
        "statuses": {status.value: held.statuses.get(status, 0) for status in Status},
        "revision": held.revision,
    }
