"""The fields of one reference. A parser is a list of styles, tried in order; the first that fits wins.

Comes in: the text of a reference, with `reference.LINK` where each URL stood. Goes out: a `Reference`. What
no style can read keeps its whole text as the title: nothing of a note is lost.

    >>> parse("Zalessky, B. The goal is stable growth / B. Zalessky. - LAP LAMBERT, 2021. - C. 66.").title
    'The goal is stable growth'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from search.citations.archives import unpublished
from search.citations.author_date import author_date
from search.citations.bluebook import law_review
from search.citations.bodies import with_its_body
from search.citations.chicago import book_in_a_note, title_in_quotes
from search.citations.encyclopedia import template
from search.citations.german import german
from search.citations.german_law import german_law
from search.citations.gost import gost, gost_without_dashes
from search.citations.law import case, statute
from search.citations.lists import listed_book
from search.citations.numbering import numbered
from search.citations.plain import dated, page_of_a_site
from search.citations.reference import LINK, Reference, bare, made_ready
from search.document import SourceType

Style: TypeAlias = Callable[[str], Reference | None]

_KEPT = 1_024  # texts that are remembered: each is looked at several times before its note is done
LONGEST = 1_200  # characters: a longer text is no reference, and the styles' patterns would crawl over it

# from the style whose marks are the least likely to stand in another to the one that needs the fewest
STYLES: tuple[Style, ...] = (
    unpublished,
    gost,
    case,
    statute,
    german_law,
    law_review,
    template,
    author_date,
    title_in_quotes,
    german,
    book_in_a_note,
    gost_without_dashes,
    listed_book,
)


def parse(text: str, *, has_link: bool | None = None) -> Reference:
    """The fields of a reference; the title is empty where the text is nothing but a URL.

    `has_link` says whether a URL is known; by default whether one stood in the text.
    """
    has_link = LINK in text if has_link is None else has_link
    if len(text) > LONGEST:
        return Reference(bare(text.replace(LINK, " ")), type="webpage" if has_link else "document")
    ready, found = _styled(text)
    found = found or (page_of_a_site if has_link else dated)(ready)
    if found is not None and found.title.strip():
        return numbered(with_its_body(_of_a_kind(found, has_link)), ready)
    return Reference(bare(ready), type="webpage" if has_link else "document")


def is_reference(text: str) -> bool:
    """Whether any style but the last resorts reads the text: evidence that a work is named."""
    return len(text) <= LONGEST and _styled(text)[1] is not None


@lru_cache(maxsize=_KEPT)
def _styled(text: str) -> tuple[str, Reference | None]:
    """The text made ready, and what the first style makes of it that fits."""
    ready = made_ready(text)
    read = (style(ready) for style in STYLES)
    return ready, next((found for found in read if found is not None and found.title.strip()), None)


def _of_a_kind(reference: Reference, has_link: bool) -> Reference:
    """A work of no known kind is a page where it has a URL, an article where something prints it."""
    if reference.type != "document":
        return reference
    kind: SourceType = "webpage" if has_link else "article" if reference.container else "document"
    return reference if kind == reference.type else replace(reference, type=kind)
