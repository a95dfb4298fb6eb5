"""Questions that the library can answer, for the first page: made from what it holds, whatever that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import url_for

from search.document import Passage, Status
from search.holdings import SourcePage
from search.library import Library

# two or three capitalised words in a row, not at the start of a sentence: mostly a name
_NAME = re.compile(r"(?<=[^\W\d_,] )[^\W\d_a-z][^\W\d_]{2,}(?: [^\W\d_a-z][^\W\d_]{2,}){1,2}(?![\w-])")
_SAMPLE = 50  # passages in which to look for a name


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words, and the page that answers it."""

    text: str
    url: str


def questions(library: Library) -> list[Question]:
    """Up to four: a subject, a domain, a source, a note."""
    sources = library.sources(per_page=1, sort="cited")
    domain = next((value for value, _ in sources.facets.get("domain", ())), None)
    query = f"domain:{domain}" if domain else "status:missing"
    passages = [result.passage for result in library.search(query, per_page=_SAMPLE, facets=False)]
    return [*_subject(passages), *_domain(domain), *_source(sources), *_note(passages)]


def commonest_name(texts: Iterable[str]) -> str | None:
    """The name of two or three words that most texts hold.

    >>> commonest_name(["He met the European Union.", "In the European Union prices fell."])
    'European Union'
    """
    names = Counter(name for text in texts for name in set(_NAME.findall(text)))
    return min(names, key=lambda name: (-names[name], name)) if names else None


def _subject(passages: Iterable[Passage]) -> Iterator[Question]:
    name = commonest_name(passage.text for passage in passages)
    if name:
        yield Question(f"Where does it speak of “{name}”?", url_for("pages.search", q=f'"{name}"'))


def _domain(domain: str | None) -> Iterator[Question]:
    if domain:
        yield Question(f"What rests on {domain}?", url_for("pages.search", q=f"domain:{domain}"))


def _source(sources: SourcePage) -> Iterator[Question]:
    for item in sources.items:
        url = url_for("pages.source", source_id=item.source.id)
        yield Question(f"Who relies on “{item.source.title}”?", url)


def _note(passages: Iterable[Passage]) -> Iterator[Question]:
    for passage in passages:
        for citation in passage.citations:
            if citation.source and citation.status is not Status.MISSING:
                url = url_for("pages.cite", q=f"note {citation.note}")
                yield Question(f"What does note {citation.note} cite?", url)
                return
