"""Document in, Bibliography out: what its notes cite.

The steps, each a module: `find` parts a note into works and short forms, `urls` finds and rebuilds its URLs,
`identifiers` its DOI and the like, `parse` reads the fields, `resolve` leads short forms back, `merge` joins
what is one work; `citing` takes them in turn. `export` writes sources for other programs.

    >>> from search.citations import find_citations
    >>> from search.document import Document, Note
    >>> note = Note("note-1", "1", "Trade [Electronic resource]. - 2021. - URL: https://export.by/a")
    >>> find_citations(Document("d", "D", "text", "0" * 64, notes=(note,))).sources[0].title
    'Trade'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search.citations.citing import find_citations

__all__ = ["find_citations"]


def __getattr__(name: str) -> Any:
    """Loaded when it is first asked for: who only shows what was found needs none of the styles."""
    if name != "find_citations":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from search.citations.citing import find_citations

    return find_citations
