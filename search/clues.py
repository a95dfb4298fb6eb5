"""One clue to a citation in (a note's number, a URL, a DOI, an author, a title, a quotation); places out.

A place is a source in a passage at a mark. What a bare text is, its shape tells; where the shape does not,
what the library holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection

from search.analysis import tokens
from search.catalogue.stored_passages import Place, places_of_note, places_of_sources, read_passages
from search.catalogue.stored_sources import Likeness, by_author, by_domain, by_identifier, by_title, by_url
from search.citations.domains import public_suffix, registered_domain
from search.citations.identifiers import identifiers
from search.citations.urls import find_links, normalise
from search.comparison import compare
from search.document import Note, Passage
from search.engines import Engine
from search.query import Or, Query, Word
from search.quotations import find_quotation, marks_of
from search.results import Span
from search.sentences import sentence_of_mark

_QUOTE_WORDS = 24  # the longest words of a quotation find its passage; more would only cost
_QUOTE_PASSAGES = 50  # passages compared with a quotation letter by letter
_QUOTE_LEAST = 3  # different words; fewer are a word or two that anybody says
_WORDS_ALIKE = 0.6  # of the characters of a quotation: what differs in more words is another sentence
_NEARLY = 0.1  # a passage less like the quotation than the best by more than this is not meant

_NOTE = re.compile(r"(?:(?:foot|end)?notes?|fn|nn?|nos?|№)\s*\.?\s*(\d+|[ivxlc]+|[*†‡§]+)", re.IGNORECASE)
_LABEL = re.compile(r"[\[(]?(\d{1,4}|[*†‡§]{1,4})[\])]?\.?")
_ADDRESS = re.compile(r"https?\s?:|www\.|[\w-]+(?:\.[\w-]+)+[/?#]", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")


class Weight(NamedTuple):
    """How likely a place is meant, and the quoted sentence where one was given."""

    confidence: float
    sentence: Span | None = None


Places: TypeAlias = dict[Place, Weight]  # in order


@dataclass
class Answer:
    """What one clue leads to, and what it was taken for; `is_quoted` where that may be a quotation."""

    understood: str
    places: Places = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    is_quoted: bool = False

    @property
    def best(self) -> float:
        return max((weight.confidence for weight in self.places.values()), default=0.0)


class Clues:
    """Follows clues in one state of the catalogue, in one document or in all."""

    def __init__(self, connection: Connection, engine: Engine, document: str | None) -> None:
        self._connection = connection
        self._engine = engine
        self._document = document

    def follow(self, name: str, value: str) -> Answer:
        """The answer to a clue of a kind: text, note, url, doi, author, title or quote."""
        kinds: dict[str, Callable[[str], Answer]] = {
            "text": self.text,
            "note": self.note,
            "url": self.url,
            "doi": self.doi,
            "author": self.author,
            "title": self.title,
            "quote": self.quote,
        }
        return kinds[name](value.strip())

    def text(self, text: str) -> Answer:
        """Whatever the text turns out to be: the first of its possible kinds that leads somewhere."""
        answers = []
        for follow in (*self._kinds_by_shape(text), self.words):
            answers.append(follow(text))
            if answers[-1].places:
                return answers[-1]
        return answers[0]

    def _kinds_by_shape(self, text: str) -> Iterator[Callable[[str], Answer]]:
        if _NOTE.fullmatch(text) or _LABEL.fullmatch(text):
            yield self.note
        if identifiers(text).keys() & {"doi", "isbn"}:
            yield self.doi
        if _HOST.fullmatch(text) and public_suffix(text):
            yield self.domain
        elif _ADDRESS.match(text) or find_links(_as_note(text)):
            yield self.url

    def words(self, text: str) -> Answer:
        """An author, a title or a quotation: the one that the library has most surely."""
        answers = [self.author(text), self.title(text), self.quote(text)]
        best = max(answers, key=lambda answer: answer.best)
        return best if best.places else Answer("words of an author, a title or a text", is_quoted=True)

    def note(self, text: str) -> Answer:
        """The citations of the notes with a number or another label; of all documents where none is named."""
        match = _NOTE.fullmatch(text) or _LABEL.fullmatch(text)
        label = match.group(1) if match else text
        places = places_of_note(self._connection, label, self._document)
        answer = Answer(f"note {label}", dict.fromkeys(places, Weight(1.0)))
        documents = {place.passage_id.partition(".")[0] for place in places if place.passage_id}
        if not places:
            where = "document" if self._document else "library"
            answer.warnings.append(f"The {where} has no note {label}.")
        elif len(documents) > 1:
            answer.warnings.append(f"{len(documents)} documents have a note {label}; name one to choose.")
        return answer

    def url(self, text: str) -> Answer:
        """The sources with a URL, as printed, as it should be, or cut off; a bare host is a domain."""
        addresses = [link.url for link in find_links(_as_note(text))] + ["".join(text.split())]
        if all(
            normalise(address).rstrip("/") == normalise(address).partition("/")[0] for address in addresses
        ):
            return self.domain(addresses[0])
        likeness: Likeness = {}
        for address in addresses:
            for source_id, alike in by_url(self._connection, address).items():
                likeness[source_id] = max(alike, likeness.get(source_id, 0.0))
        answer = self._sources("a URL", likeness)
        if not answer.places:
            domain = registered_domain(addresses[0])
            others = len(by_domain(self._connection, domain)) if domain else 0
            there = f"; on {domain} there are {others}" if others else ""
            answer.warnings.append(f"No source has this URL{there}.")
        return answer

    def domain(self, text: str) -> Answer:
        return self._sources("a domain", by_domain(self._connection, text))

    def doi(self, text: str) -> Answer:
        """The sources with a DOI, or another identifier."""
        likeness: Likeness = {}
        found = identifiers(text) or identifiers(f"doi:{text}")
        for name, value in found.items():
            likeness |= by_identifier(self._connection, name, value)
        return self._sources(
            f"{'an' if 'isbn' in found else 'a'} {next(iter(found), 'doi').upper()}", likeness
        )

    def author(self, name: str) -> Answer:
        return self._sources("an author", by_author(self._connection, name))

    def title(self, title: str) -> Answer:
        return self._sources("words of a title", by_title(self._connection, title))

    def quote(self, quote: str) -> Answer:
        """The citations of the passages that say what is quoted."""
        passages = read_passages(self._connection, self._candidates(quote)).values()
        compared = [(passage, found) for passage in passages if (found := _where(quote, passage))]
        best = max((likeness for _, (likeness, _) in compared), default=0.0)
        answer = Answer("a quotation", is_quoted=True)
        for passage, (likeness, span) in compared:
            if likeness >= best - _NEARLY:
                answer.places |= _quoted(passage, likeness, span)
        if answer.places and answer.best < best:
            answer.warnings.append("What is quoted has no note of its own; the next one behind it is shown.")
        return answer

    def _candidates(self, quote: str) -> list[str]:
        """The passages that share most with a quotation, its rarest words before all."""
        words = {token.stem: Word(token.stem, token.word) for token in tokens(quote)}
        longest = sorted(words.values(), key=lambda word: -len(word.printed))[:_QUOTE_WORDS]
        if len(longest) < _QUOTE_LEAST:
            return []
        filters = {"document": [self._document]} if self._document else None
        hits = self._engine.search(Query(quote, Or(tuple(longest))), limit=_QUOTE_PASSAGES, filters=filters)
        return [hit.id for hit in hits.hits]

    def _sources(self, understood: str, likeness: Likeness) -> Answer:
        places = places_of_sources(self._connection, list(likeness), self._document)
        weights = {place: Weight(round(likeness[place.source_id or ""], 3)) for place in places}
        return Answer(understood, weights)


def _where(quote: str, passage: Passage) -> tuple[float, Span] | None:
    """How like a quotation a passage is, and where; where its letters are not, its words may be.

    Between those there may be an ellipsis, an editor's brackets, or clauses that have changed places.
    """
    found = find_quotation(quote, passage.text)
    if found is not None:
        return found
    compared = compare(quote, passage.text, {reference.label for reference in passage.references})
    if compared is None or compared.printed is None:
        return None
    differing = sum(
        max(one.quoted[1] - one.quoted[0], one.printed[1] - one.printed[0]) for one in compared.differences
    )
    likeness = round(1 - differing / len(quote), 3)
    return (likeness, compared.printed) if likeness >= _WORDS_ALIKE else None


def _quoted(passage: Passage, likeness: float, span: Span) -> Places:
    """The citations in a passage that stand for a quoted span; the passage alone where none does."""
    marks = marks_of(passage.text, [citation.offset for citation in passage.citations], span)
    if not marks:
        return {Place(None, passage.id, None): Weight(likeness, sentence_of_mark(passage.text, span[1]))}
    return {
        Place(citation.source.id if citation.source else None, passage.id, offset): Weight(
            round(likeness * weight, 3)
        )
        for offset, weight in marks.items()
        for citation in passage.citations
        if citation.offset == offset
    }


def _as_note(text: str) -> Note:
    """A pasted text as the note that it may have been: its lines joined, and where they were."""
    joined, breaks = "", []
    for line in filter(None, map(str.strip, text.splitlines())):
        if joined:
            joined += "" if joined.endswith("-") else " "
            breaks.append(len(joined) - joined.endswith(" "))
        joined += line
    return Note("", "", joined, line_breaks=tuple(breaks))
