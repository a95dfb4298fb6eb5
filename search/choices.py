"""What a question may be asked with, said once: the words to choose from, and what each filter means.

The library checks by these, the command line and the API offer them, and their descriptions say them.

    >>> SORTS
    ('relevance', 'position', 'published')
"""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Sort: TypeAlias = Literal["relevance", "position", "published"]
ConcordanceSort: TypeAlias = Literal["next", "previous", "position"]
SourceSort: TypeAlias = Literal["cited", "title", "year", "author"]
What: TypeAlias = Literal["passages", "sources"]
SORTS = get_args(Sort)
CONCORDANCE_SORTS = get_args(ConcordanceSort)
SOURCE_SORTS = get_args(SourceSort)
WHAT = PASSAGES, SOURCES = get_args(What)  # what is written of a search

# filters of a search -> what each leaves
NARROWING = {
    "document": "only in the document with this id",
    "section": "only in the section with this id (DOCUMENT.s2)",
    "domain": "only where a source of this domain is cited",
    "year": "only where a source of this year is cited",
    "author": 'only where a source by this author is cited ("Judt, Tony")',
    "status": "only where a citation is in this state",
}
FACETS = tuple(NARROWING)
SOURCE_FACETS = ("domain", "year", "type", "status")

# what is known of a citation that is looked up -> what it is
LOOKUPS = {
    "document": "only in the document with this id",
    "note": "the label of a note",
    "url": "a URL or a domain",
    "doi": "a DOI",
    "author": "the name of an author",
    "title": "a title, or words of it",
    "quote": "a sentence quoted from a document",
}
CURSOR = "goes on where the answer that gave it as next_cursor ended, however deep"
WIDTH, USUAL_WIDTH = (20, 200), 70  # characters of context on each side of a hit
