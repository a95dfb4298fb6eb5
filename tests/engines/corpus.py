"""A small library that the engine tests search: real prose, with what each passage cites."""

from __future__ import annotations

from search.analysis import fold, stem, tokens
from search.engines import Entry
from search.query import Field, Node, Phrase, Query, Scope, Word


def entry(
    id: str,
    *body: str,
    notes: tuple[str, ...] = (),
    fields: dict[str, tuple[str, ...]] | None = None,
    facets: dict[str, tuple[str, ...]] | None = None,
) -> Entry:
    """An entry whose id says its document and number: "park.p2"."""
    document, _, number = id.partition(".p")
    return Entry(
        id, document, int(number), body, notes, fields or {}, {"document": (document,), **(facets or {})}
    )


LIBRARY = (
    entry(
        "park.p1",
        "The Great Stone industrial park",
        "The park lies near Minsk airport; its first residents signed agreements in 2015.",
        notes=("Zalessky, B. Great Stone: a new stage. Minsk, 2015.", "Belta, 3 June 2015."),
        fields={
            "author": ("Zalessky, B.", "Ivanova, A. P."),
            "title": ("Great Stone: a new stage", "Residents of the park"),
            "url": ("https://www.belta.by/economics/view/park-2015",),
            "year": ("2015", "2019"),
            "domain": ("belta.by",),
            "status": ("ok", "no_url"),
            "published": ("2021-06-15",),
            "note": ("1", "2"),
            "document": ("Cooperation of regions", "park"),
            "section": ("The Great Stone industrial park",),
            "by": ("Boris Zalessky",),
        },
        facets={"domain": ("belta.by",), "year": ("2015", "2019"), "status": ("ok", "no_url")},
    ),
    entry(
        "park.p2",
        "Running costs are borne by the residents, and the stones of the old road were sold.",
        notes=("Residents of the park. Wall of stone. Belta, 2019.",),
        fields={
            "author": ("Zalessky, B.",),
            "year": ("2019",),
            "domain": ("belta.by",),
            "status": ("repaired",),
            "published": ("2021-06-15",),
            "note": ("3",),
        },
        facets={"domain": ("belta.by",), "year": ("2019",), "status": ("repaired",)},
    ),
    entry(
        "park.p10",
        "Exports to Poland, Lithuania and Latvia grew; the café trade did not.",
        fields={"published": ("2021-06-15",)},
        facets={"status": ("missing",)},
    ),
    entry(
        "castle.p1",
        "Building in stone",
        "A great castle of stone was raised, and a great many towers of great height beside it.",
        notes=("Mackenzie, W. The Castles of England. London, 1896.",),
        fields={
            "author": ("Mackenzie, W.",),
            "title": ("The Castles of England",),
            "doi": ("10.1093/EHR/XII",),
            "year": ("1896",),
            "status": ("no_url",),
            "published": ("1897",),
            "note": ("*",),
        },
        facets={"year": ("1896",), "status": ("no_url",)},
    ),
    entry(
        "letter.p1",
        "Cooperation between regions runs on trust: they ran it before, and they run it now.",
        fields={"year": ("n.d.",)},
    ),
)


def word(printed: str) -> Word:
    """As the parser makes it of a bare word."""
    return Word(stem(fold(printed)), printed)


def phrase(printed: str, slop: int = 0, *, exact: bool = True) -> Phrase:
    """As the parser makes it of words in quotes; not `exact`, of a hyphenated word."""
    return Phrase(tuple(token.word if exact else token.stem for token in tokens(printed)), slop, exact)


def field(name: str, printed: str) -> Field:
    """As the parser makes it of `name:printed` for a field matched by words."""
    return Field(name, tuple(token.word for token in tokens(printed)))


def asked(root: Node, scope: Scope = "body") -> Query:
    """A query made of its tree alone."""
    return Query("", root, scope)
