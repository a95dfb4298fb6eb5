"""The last resorts: a title with its site, or with nothing but a date or a page behind it.

Comes in: a reference made ready (`reference.made_ready`) that no style reads. Goes out: a `Reference`.

    >>> page_of_a_site("Belarus and China sign a roadmap | Belta, 3 May 2019").container
    'Belta'
"""

from __future__ import annotations

import re

from search.citations.gost import split_heading
from search.citations.reference import (
    Reference,
    are_names,
    bare,
    split_date,
    split_locator,
)


def page_of_a_site(text: str) -> Reference | None:
    """ "Title | Site", "Title. Site, 3 May 2019": tried only where there is a URL."""
    heading, text = split_heading(text)
    main, page = split_locator(text)
    main, year = split_date(main)
    for separator in (r"\s\|\s", r"(?:\.|(?<=[?!]))\s(?=[^.?!]{2,40}$)"):
        parts = re.split(separator, bare(main), maxsplit=1)
        if len(parts) == 2 and len(parts[0].split()) > 1 and are_names(parts[1]):
            return Reference(bare(parts[0]), heading, "webpage", year, bare(parts[1]), locator=page)
    return Reference(bare(main), heading, "webpage", year, locator=page) if bare(main) else None


def dated(text: str) -> Reference | None:
    """A title with a date or a page behind it, and nothing else that we know."""
    main, page = split_locator(text)
    main, year = split_date(main)
    return (
        Reference(bare(main), (), "document", year, locator=page) if (page or year) and bare(main) else None
    )
