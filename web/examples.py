"""Values for the parameters of the API that this library has an answer to: all from one note of one passage.

Each answers when it is given alone, and so do all of a route's together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from search.document import Citation, Passage
from search.library import Library
from search.sentences import sentence_of_mark
from web.questions import commonest_name

_SAMPLE = 50  # passages in which to look for a note that shows much
_QUOTED = 160  # characters of a sentence: enough to know it again
_WORD = re.compile(r"[^\W\d_]{4,}")


def examples(library: Library) -> dict[str, str | int]:
    """By "parameter", or by "operation.parameter" where that operation means something of its own by it."""
    passages = [result.passage for result in library.search("", per_page=_SAMPLE, facets=False)]
    cited = [(passage, citation) for passage in passages for citation in passage.citations]
    if not cited:
        return {}
    passage, citation = max(cited, key=lambda pair: _shows(pair[1]))
    named = {**_of_passage(passage), **_of_citation(passage, citation)}
    found = {name: value for name, value in named.items() if value}
    return found | _section(library, found)


def _shows(citation: Citation) -> tuple[int, bool]:
    source = citation.source
    if source is None:
        return 0, False
    shown = (source.domain, source.year, source.authors, source.identifiers.get("doi"), citation.url)
    return sum(map(bool, shown)), citation.locator is not None


def _of_passage(passage: Passage) -> dict[str, str | int]:
    name = commonest_name([passage.text])
    longest = _longest([passage.text])
    return {
        "q": f'"{name}"' if name else longest,
        "suggest.q": longest[:4],
        "number": 1,
        "document": passage.document_id,
        "document_id": passage.document_id,
        "passage_id": passage.id,
    }


def _of_citation(passage: Passage, citation: Citation) -> dict[str, str | int | None]:
    start, end = sentence_of_mark(passage.text, citation.offset)
    quoted = passage.text[start:end][:_QUOTED].rpartition(" ")[0]
    found: dict[str, str | int | None] = {
        "cite.q": f"note {citation.note}",
        "cite.quote": quoted,
        "note": citation.note,
        "label": citation.note,
        "status": citation.status.value,
    }
    if (source := citation.source) is None:
        return found
    return found | {
        "source_id": source.id,
        "sources.q": _longest([source.title]),
        "sources.status": source.status.value,
        "title": source.title,
        "author": next(iter(source.authors), None),
        "year": source.year,
        "type": source.type,
        "url": source.url,
        "domain": source.domain,
        "doi": source.identifiers.get("doi"),
    }


def _section(library: Library, found: dict[str, str | int]) -> dict[str, str | int]:
    """That in which all the others are, by the value that its facet has."""
    names = ("document", "domain", "year", "author", "status")
    filters = {name: [str(found[name])] for name in names if name in found}
    facets = library.search(str(found["q"]), per_page=1, filters=filters).facets
    values = facets.get("section", ())
    return {"section": values[0].value} if values else {}


def _longest(texts: Iterable[str]) -> str:
    return max((word for text in texts for word in _WORD.findall(text)), key=len, default="")
