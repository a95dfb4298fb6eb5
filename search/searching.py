"""A user's string to a page of results: parse, ask the engine, fetch the passages, mark the hits.

A page costs one question to the engine and two or three statements of the catalogue.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from search import cursors
from search.analysis import Token, tokens
from search.catalogue import Catalogue
from search.catalogue.stored_documents import newest
from search.catalogue.stored_leaves import places
from search.catalogue.stored_passages import read_passages
from search.choices import CONCORDANCE_SORTS, FACETS, SORTS, ConcordanceSort, Sort
from search.concordance import Concordance, bounded, lines, ordered
from search.document import Passage
from search.engines import Engine, Filters, Hit, Hits
from search.errors import BadInput, NotFound, QueryError
from search.highlight import highlight
from search.holdings import moment
from search.labels import Labels
from search.query import TEXT_FIELDS, Everything, Query, Word
from search.query_parser import parse
from search.results import DocumentHits, FacetValue, Feed, News, Result, Results
from search.settings import Limits

_CHUNK = 500  # passages read at a time where all are asked for
_FIRST = 20  # of them at first: whoever asks is told something at once
_FEW_PASSAGES = 200  # read at a time where a concordance may have enough lines of them
_KEPT = 2_000  # passages: some ten megabytes; the same ones are asked for again and again
_TRIES = 6  # spellings tried for one suggestion: each is a search
_FEW = 3  # passages: where a query finds no more, a word of it may be misspelt as the document misspells it
_MORE = 5  # times as many that another spelling must find to be worth a question


class Searching:
    """Answers searches; threads may share it."""

    def __init__(self, catalogue: Catalogue, engine: Engine, limits: Limits) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._limits = limits
        self._labels = Labels()
        # replaced whole when the revision changes, so that no thread mixes two
        self._shown: tuple[int, dict[str, Passage]] = (-1, {})

    def search(
        self,
        text: str,
        *,
        page: int,
        per_page: int,
        filters: Filters,
        sort: Sort,
        facets: bool | Sequence[str],
        count_notes: bool,
        cursor: str | None = None,
        snippet_length: int | None = None,
    ) -> Results:
        """One page of the passages that match; see `Library.search`."""
        began = time.perf_counter()
        self._check(page, per_page, filters, sort)
        query = parse(text, self._limits)
        question = {"q": text, "filters": filters, "sort": sort}
        came = cursors.read(cursor, question) if cursor is not None else None
        start = (page - 1) * per_page
        asked = {"limit": per_page, "filters": filters, "facets": _named(facets), "sort": sort}
        hits = self._hits(query, came, start, **asked)
        seen = (came.seen if came else start) + len(hits.hits)
        with self._catalogue.reading() as connection:
            passages = self._passages(connection, hits)
            counted = self._facets(connection, hits, filters)
        is_full = facets is not False
        look_in_notes = query.scope == "body" and (count_notes or not hits.total)
        return Results(
            items=tuple(
                _result(query, passages[hit.id], hit.score, snippet_length or self._limits.snippet_length)
                for hit in hits.hits
                if hit.id in passages  # one that another process has just removed is not
            ),
            text=text,
            understood=query.understood,
            total=hits.total,
            page=came.seen // per_page + 1 if came else page,
            per_page=per_page,
            total_is_exact=hits.total_is_exact,
            warnings=query.warnings if hits.total else (*query.warnings, *self._unknown(filters)),
            suggestion=self._suggestion(query, filters, hits.total) if is_full or not hits.total else None,
            in_notes=self._engine.count(replace(query, scope="notes"), filters) if look_in_notes else None,
            facets=counted,
            revision=hits.revision,
            took_ms=(time.perf_counter() - began) * 1000,
            next_cursor=_next_cursor(hits, seen, question),
        )

    def _hits(self, query: Query, came: cursors.Cursor | None, offset: int, **asked: Any) -> Hits:
        """A page of hits, behind those that a cursor has seen."""
        if came is None:
            return self._engine.search(query, offset=offset, **asked)
        try:
            hits = self._engine.search(query, after=came.after, **asked)
        except NotFound:  # what was given last is no longer there
            raise cursors.stale() from None
        cursors.check(came, str(hits.revision))
        return hits

    def every(self, text: str, filters: Filters) -> Iterator[Passage]:
        """All passages that match, in order of document and paragraph; see `Library.every_passage`."""
        self._check(1, 1, filters, "position")
        return self._read(self._every_id(parse(text, self._limits), filters))

    def _every_id(self, query: Query, filters: Filters) -> list[str]:
        """Of all passages that match, in order of document and paragraph."""
        total = self._engine.count(query, filters)
        hits = self._engine.search(query, limit=max(total, 1), filters=filters, sort="position").hits
        return [hit.id for hit in hits]

    def _read(self, ids: Sequence[str]) -> Iterator[Passage]:
        with self._catalogue.reading() as connection:
            start, size = 0, _FIRST
            while start < len(ids):
                yield from read_passages(connection, ids[start : start + size]).values()
                start, size = start + size, min(2 * size, _CHUNK)

    def concordance(
        self, text: str, *, page: int, per_page: int, filters: Filters, sort: ConcordanceSort, width: int
    ) -> Concordance:
        """One page of the hits in their context; see `Library.concordance`."""
        self._check(page, per_page, filters, sort, CONCORDANCE_SORTS)
        query = parse(text, self._limits)
        most = self._limits.concordance
        hits = self._engine.search(query, limit=most, filters=filters, sort="position")
        with self._catalogue.reading() as connection:
            found, is_whole = bounded(lines(query, self._in_turn(connection, hits), width), most)
        start = (page - 1) * per_page
        return Concordance(
            items=tuple(ordered(found, sort)[start : start + per_page]),
            text=text,
            understood=query.understood,
            total=len(found),
            passages=hits.total,
            page=page,
            per_page=per_page,
            is_whole=is_whole and len(hits.hits) == hits.total,
            warnings=query.warnings,
        )

    def _in_turn(self, connection: Connection, hits: Hits) -> Iterator[Passage]:
        """The passages found, some at a time: a common word has its lines from the first hundred."""
        for start in range(0, len(hits.hits), _FEW_PASSAGES):
            part = replace(hits, hits=hits.hits[start : start + _FEW_PASSAGES])
            passages = self._passages(connection, part)
            yield from (passages[hit.id] for hit in part.hits if hit.id in passages)

    def newest(self, text: str, filters: Filters, number: int) -> Feed:
        """So many passages that match, of the documents that changed last; see `Library.newest`."""
        self._check(1, 1, filters, "position")
        query = parse(text, self._limits)
        found = self._engine.search(query, limit=1, filters=filters, facets=("document",))
        with self._catalogue.reading() as connection:
            changed = _first(newest(connection), found.facets["document"], number)
            hits: list[Hit] = []
            *whole, last = list(changed) or [""]
            for group in (whole, [last]):  # of the last of them, not all may be shown
                chosen = {**filters, "document": group}
                if any(group):
                    left = number - len(hits)
                    hits += self._engine.search(query, limit=left, filters=chosen, sort="position").hits
            passages = read_passages(connection, [hit.id for hit in hits])
        shown = [
            News(_result(query, passages[hit.id], hit.score, self._limits.snippet_length), *changed[document])
            for hit in hits
            if hit.id in passages and (document := passages[hit.id].document_id) in changed
        ]
        shown.sort(key=lambda news: news.changed, reverse=True)
        latest = shown[0].changed if shown else moment(found.revision)
        return Feed(tuple(shown), query.understood, latest)

    def hits_in(self, document_id: str, text: str, passages: Iterable[Passage]) -> DocumentHits:
        """Where a query matches in one document; see `Library.hits_in`."""
        query = parse(text, self._limits)
        ids = set(self._every_id(query, {"document": [document_id]}))
        shown = [passage for passage in passages if passage.id in ids]
        results = tuple(_result(query, passage, 0.0, self._limits.snippet_length) for passage in shown)
        with self._catalogue.reading() as connection:
            return DocumentHits(query.understood, places(connection, document_id, ids), results)

    def suggest(self, prefix: str) -> list[str]:
        """What was typed with its last word completed, most frequent first."""
        prefix = prefix[: self._limits.query_length]
        words = tokens(prefix)
        if not words or words[-1].end < len(prefix):
            return []
        last = words[-1]
        completions = self._engine.words_with_prefix(last.word, self._limits.suggestions)
        return [prefix[: last.start] + word for word in completions]

    def _check(
        self, page: int, per_page: int, filters: Filters, sort: str, sorts: Sequence[str] = SORTS
    ) -> None:
        if sort not in sorts:
            raise BadInput("sort", f'unknown sort "{sort}"; the sorts are {", ".join(sorts)}')
        check_page(page, per_page, self._limits)
        for name in filters:
            if name not in FACETS:
                raise BadInput(name, f'unknown filter "{name}"; the filters are {", ".join(FACETS)}')

    def _passages(self, connection: Connection, hits: Hits) -> dict[str, Passage]:
        """The passages found, and others; those of one revision are read once."""
        revision, passages = self._shown
        if revision != hits.revision or len(passages) > _KEPT:
            passages = {}
            self._shown = (hits.revision, passages)
        if unknown := [hit.id for hit in hits.hits if hit.id not in passages]:
            passages.update(read_passages(connection, unknown))
        return passages

    def _facets(
        self, connection: Connection, hits: Hits, filters: Filters
    ) -> dict[str, tuple[FacetValue, ...]]:
        counted = {name: self._counted(counts, filters.get(name, ())) for name, counts in hits.facets.items()}
        labels = self._labels.of(connection, counted, hits.revision)
        return {
            name: tuple(
                FacetValue(value, labels[name].get(value, value), count) for value, count in values.items()
            )
            for name, values in counted.items()
        }

    def _counted(self, counts: Mapping[str, int], chosen: Sequence[str]) -> dict[str, int]:
        """A facet's most frequent values, and those that were chosen."""
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        shown = self._limits.facet_values
        return dict(ranked[:shown] + [item for item in ranked[shown:] if item[0] in chosen])

    def _unknown(self, filters: Filters) -> Iterator[str]:
        """A sentence for each filter that no passage passes: a facet's values are compared whole."""
        for name, values in filters.items():
            if values and not self._engine.count(Query("", Everything()), {name: values}):
                words = tokens(values[0])
                in_part = name in TEXT_FIELDS and words
                hint = f"; ask for {name}:{words[0].word} to find a part of it" if in_part else ""
                yield f"No passage has the {name} {' or '.join(f'“{value}”' for value in values)}{hint}."

    def _suggestion(self, query: Query, filters: Filters, total: int) -> str | None:
        """The query with unknown words, or rare ones, spelt as others, where that finds (far) more."""
        if total > _FEW:
            return None
        for text in self._spellings(query):
            try:
                if self._engine.count(parse(text, self._limits), filters) > _MORE * total:
                    return text
            except QueryError:
                continue
        return None

    def _spellings(self, query: Query) -> Iterator[str]:
        """The query with its rare words replaced by the nearest indexed ones, then by the next nearest."""
        similar = {token: words for token in _plain_words(query.text) if (words := self._similar(token))}
        for choice in range(min(_TRIES, max(map(len, similar.values()), default=0))):
            text = query.text
            for token, words in reversed(similar.items()):
                text = text[: token.start] + words[min(choice, len(words) - 1)] + text[token.end :]
            yield text

    def _similar(self, token: Token) -> list[str]:
        """Indexed words near one that is not indexed, or rarely; short words are near everything."""
        if len(token.word) < self._limits.fuzzy_length:
            return []
        known = self._count(token)
        if known > _FEW:
            return []
        others = {word: tokens(word)[0] for word in self._engine.similar_words(token.word)}
        return [
            word
            for word, other in others.items()
            if other.stem != token.stem and (not known or self._count(other) > _MORE * known)
        ]

    def _count(self, token: Token) -> int:
        return self._engine.count(Query(token.word, Word(token.stem, token.word), "all"))


def _first(
    documents: Iterable[tuple[str, int, tuple[str, ...]]], counts: Mapping[str, int], number: int
) -> dict[str, tuple[datetime, tuple[str, ...]]]:
    """Of the documents that match, by count, the first which together have so many passages."""
    chosen: dict[str, tuple[datetime, tuple[str, ...]]] = {}
    for document_id, revision, authors in documents:
        if number <= 0:
            break
        if document_id in counts:
            chosen[document_id] = (moment(revision), authors)
            number -= counts[document_id]
    return chosen


def _plain_words(text: str) -> Iterator[Token]:
    """The words of a query that are no operator and no field's name."""
    for token in tokens(text):
        is_field = text[token.end : token.end + 1] == ":"
        if not is_field and text[token.start : token.end] not in ("AND", "OR", "NOT"):
            yield token


def _named(facets: bool | Sequence[str]) -> Sequence[str]:
    """The facets to count, whichever way they are asked for.

    Raises:
        BadInput: there is no such facet.
    """
    if isinstance(facets, bool):
        return FACETS if facets else ()
    for name in facets:
        if name not in FACETS:
            raise BadInput("facet", f'unknown facet "{name}"; the facets are {", ".join(FACETS)}')
    return facets


def _next_cursor(hits: Hits, seen: int, question: Mapping[str, Any]) -> str | None:
    if not hits.hits or seen >= hits.total:
        return None
    return cursors.write(cursors.Cursor(str(hits.revision), seen, hits.hits[-1].id), question)


def _result(query: Query, passage: Passage, score: float, snippet_length: int) -> Result:
    found = highlight(query, passage, snippet_length)
    return Result(passage, score, **found._asdict())


def check_page(page: int, per_page: int, limits: Limits) -> None:
    """Raises BadInput for a page that there cannot be, or that lies too deep."""
    if not 1 <= per_page <= limits.per_page:
        raise BadInput("per_page", f"per_page is {_short(per_page)}; it must be from 1 to {limits.per_page}")
    if page < 1:
        raise BadInput("page", f"page is {_short(page)}; the first page is 1")
    if page * per_page > limits.depth:
        last = limits.depth // per_page
        raise BadInput(
            "page", f"page is {_short(page)}; with {per_page} on a page, the last that is shown is {last}"
        )


def _short(number: int) -> str:
    """A number as an error shows it: somebody will send one of a thousand digits."""
    return str(number) if abs(number) < 10**12 else "too large"
