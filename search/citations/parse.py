"""The fields of one reference. A parser is a list of styles, tried in order; the first that fits wins.

Comes in: the text of a reference, with `reference.LINK` where each URL stood. Goes out: a `Reference`. What no
style can read keeps its whole text as the title: nothing of a note is lost.

    >>> parse("Zalessky, B. The goal is stable growth / B. Zalessky. - LAP LAMBERT, 2021. - C. 66.").title
    'The goal is stable growth'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from search.citations.gost import gost
from search.citations.law import case, statute
from search.citations.reference import LINK, Reference, bare, made_ready
from search.citations.styles import (
    author_date,
    book_in_a_note,
    dated,
    german,
    listed_book,
    page_of_a_site,
    title_in_quotes,
)

Style: TypeAlias = Callable[[str], Reference | None]

# from the style whose marks are the least likely to stand in another to the one that needs the fewest
STYLES: tuple[Style, ...] = (
    gost,
    case,
    statute,
    author_date,
    title_in_quotes,
    book_in_a_note,
    german,
    listed_book,
)


def parse(text: str) -> Reference:
    """The fields of a reference; see the module."""
    ready = made_ready(text)
    has_link = LINK in text
    last = (page_of_a_site,) if has_link else (dated,)
    for style in (*STYLES, *last):
        found = style(ready)
        if found is not None and found.title.strip():
            return _as_page(found) if has_link else found
    whole = bare(ready) or text.replace(LINK, "").strip() or "Untitled"
    return Reference(whole, type="webpage" if has_link else "document")


def is_reference(text: str) -> bool:
    """Whether any style but the last resorts reads the text: evidence that a work is named."""
    ready = made_ready(text)
    return any(style(ready) is not None for style in STYLES)


def _as_page(reference: Reference) -> Reference:
    """A work of no known kind that has a URL is a page."""
    return replace(reference, type="webpage") if reference.type == "document" else reference
