"""Everything that is known of a citation in; the sources and passages that agree with all of it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from sqlalchemy import Connection

from search.catalogue import Catalogue
from search.catalogue.stored_passages import Place, read_passages
from search.catalogue.stored_sources import read_sources
from search.clues import Clues, Places, Weight
from search.comparison import compare, is_quotable
from search.document import Citation, Passage
from search.engines import Engine
from search.errors import BadInput
from search.recognition import recognise
from search.results import Comparison, Found, Lookup, Recognition, Verdict
from search.sentences import sentence_of_mark
from search.settings import Limits


class Lookups:
    """Answers citation lookups; threads may share it."""

    def __init__(self, catalogue: Catalogue, engine: Engine, limits: Limits) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._limits = limits

    def cite(self, known: Mapping[str, str], document: str | None, limit: int) -> Lookup:
        """The places that agree with all that is known, likeliest first.

        Args:
            known: text, note, url, doi, author, title or quote -> what was given.
            document: the only document to look in; None is all.
            limit: how many answers at most.
        """
        self._check(known, limit)
        with self._catalogue.reading() as connection:
            clues = Clues(connection, self._engine, document)
            answers = [clues.follow(name, value) for name, value in known.items()]
            places = _ranked(_agreeing([answer.places for answer in answers]))
            given = zip(answers, known.values(), strict=True)
            quoted = next((value for answer, value in given if answer.is_quoted), None)
            items = tuple(_found(connection, places[:limit], quoted))
        return Lookup(
            items=items,
            text=" ".join(known.values()),
            understood=" and ".join(answer.understood for answer in answers),
            total=len(places),
            warnings=tuple(warning for answer in answers for warning in answer.warnings),
            verdict=_verdict(items, quoted),
        )

    def recognise(self, text: str, document: str | None) -> Recognition:
        """The citations that a pasted text holds, each with the sources that it may mean."""
        with self._catalogue.reading() as connection:
            return recognise(connection, text, document, self._limits)

    def _check(self, known: Mapping[str, str], limit: int) -> None:
        if not 1 <= limit <= self._limits.candidates:
            raise BadInput("limit", f"limit must be from 1 to {self._limits.candidates}")
        if not known:
            message = "nothing to look up; give a note's number, an author, a title, a URL or a sentence"
            raise BadInput("q", message, code="nothing-to-look-up")
        for name, value in known.items():
            parameter = "q" if name == "text" else name
            if not value.strip():
                message = f"{parameter} is empty; say what is to be looked up"
                raise BadInput(parameter, message, code="nothing-to-look-up")
            if len(value) > self._limits.quote_length:
                raise BadInput(
                    parameter,
                    f"{parameter} has {len(value):,} characters, more than the {self._limits.quote_length:,} "
                    "that a lookup takes; shorten it to a sentence or two",
                )


def _agreeing(answers: Sequence[Places]) -> Places:
    """The places that are in every answer, as likely as in the one that is least sure of them."""
    first, *others = answers
    return {
        place: min([weight, *(other[place] for other in others)])
        for place, weight in first.items()
        if all(place in other for other in others)
    }


def _ranked(places: Places) -> list[tuple[Place, Weight]]:
    """The likeliest first; among equals every source's first place before any source's second."""
    turns: Counter[str | None] = Counter()
    ranked = []
    for order, (place, weight) in enumerate(places.items()):
        turns[place.source_id] += 1
        ranked.append((-weight.confidence, turns[place.source_id], order, place, weight))
    return [(place, weight) for *_, place, weight in sorted(ranked, key=lambda item: item[:3])]


def _verdict(items: Sequence[Found], quoted: str | None) -> Verdict | None:
    """The best that the answers say of a quotation; where none has it, it is not found."""
    if quoted is None or not is_quotable(quoted):
        return None
    said = {found.comparison.verdict for found in items if found.comparison}
    return next((verdict for verdict in get_args(Verdict) if verdict in said), "not found")


def _found(
    connection: Connection, places: Iterable[tuple[Place, Weight]], quoted: str | None
) -> Iterator[Found]:
    chosen = list(places)
    passages = read_passages(connection, {place.passage_id for place, _ in chosen if place.passage_id})
    sources = read_sources(connection, {place.source_id for place, _ in chosen if place.source_id})
    for place, weight in chosen:
        passage = passages.get(place.passage_id or "")
        citation = _citation(passage, place) if passage else None
        sentence = weight.sentence
        if passage and citation:
            sentence = sentence_of_mark(passage.text, citation.offset)
        source = sources.get(place.source_id or "")
        compared = _compared(quoted, passage) if quoted and passage else None
        yield Found(source, citation, passage, weight.confidence, sentence, compared)


def _compared(quoted: str, passage: Passage) -> Comparison | None:
    return compare(quoted, passage.text, {reference.label for reference in passage.references})


def _citation(passage: Passage, place: Place) -> Citation | None:
    for citation in passage.citations:
        if (
            citation.offset == place.offset
            and (citation.source.id if citation.source else None) == place.source_id
        ):
            return citation
    return None
