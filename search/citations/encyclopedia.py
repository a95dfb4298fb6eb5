"""References as an encyclopedia's templates print them: "Smith, John (3 May 2004). "Title". Site. p. 5".

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference`, or None where the text
lacks the marks of the style: a date in brackets or none, a title, and full stops between all that follows.

    >>> found = template("Li, Q.; Chen, W. (3 May 2010). “Free text”. J Cell. 5 (2): 10–12.")
    >>> found.authors, found.container, found.locator
    (('Li, Q.', 'Chen, W.'), 'J Cell', '10–12')
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.citations.dates import DATE, YEAR
from search.citations.reference import (
    Reference,
    are_names,
    bare,
    names,
    place_and_publisher,
    split_locator,
    year_of,
)

_HEAD = re.compile(
    rf"(?P<authors>[^“”\"«»()]{{3,300}}?)\s\((?P<date>(?:{DATE}|(?:spring|summer|autumn|fall|winter)\s{YEAR}))\)\.\s",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“](?P<title>.+?)[\"”]\.?\s(?P<rest>.+)$")
_VOLUME = re.compile(
    r"(?P<container>[^\d\"“”]+?)\.\s(?:Series\s\w+\.\s|Vol\.\s)?(?:\d+|[IVXLC]+)(?:\s?\([\w\s–/-]+\))?"
    r"(?::\s?(?P<pages>[\w–-]+(?:,\s\d+)?))?\.?(?:\s(?P<at>pp?\.\s?[\w–-]+)\.?)?$"
)
_IN = re.compile(
    r"In (?:[^()]+\((?:eds?|editors?)\.?\)\.\s)?(?P<book>[^.]+?)(?:\s\([^()]*\bed\.\))?\.\s(?P<imprint>.+)$"
)
_EDITION = re.compile(r"\s\((?:[^()]*\bed\.|PDF|Report|Thesis|PhD thesis|in \w+)\)", re.IGNORECASE)
_KIND = re.compile(r"\((?P<kind>report|(?:phd |ph\.d\. |master's |doctoral )?thesis)\)", re.IGNORECASE)


def template(text: str) -> Reference | None:
    """See the module."""
    head = _HEAD.match(text)
    if (
        head is None
        or re.match(rf"{YEAR},", head["date"])
        or not are_names(re.sub(r";\set al\.?", "", head["authors"]))
    ):
        return None
    authors = names(head["authors"], inverted=True)
    rest, page = split_locator(text[head.end() :])
    reference = Reference("?", authors, "document", year_of(head["date"]), locator=page)
    quoted = _QUOTED.match(rest)
    if quoted is None:
        return _book(reference, rest) if not re.fullmatch(rf"\(?{YEAR}[a-z]?\)?", head["date"]) else None
    reference = replace(reference, title=bare(quoted["title"]))
    return _part(reference, quoted["rest"])


def _part(reference: Reference, rest: str) -> Reference:
    """What a title in quotes is printed in: a book, a journal's volume, a newspaper or a site."""
    held = _IN.match(rest)
    if held:
        place, publisher = place_and_publisher(bare(held["imprint"]))
        return replace(
            reference, type="chapter", container=bare(held["book"]), place=place, publisher=publisher
        )
    volume = _VOLUME.match(rest)
    if volume:
        pages = volume["pages"] or volume["at"] or reference.locator
        return replace(reference, type="article", container=bare(volume["container"]), locator=pages)
    container, _, publisher = rest.partition(". ")
    return replace(reference, container=bare(container) or None, publisher=bare(publisher) or None)


def _book(reference: Reference, rest: str) -> Reference | None:
    title, mark, imprint = _EDITION.sub("", rest).partition(". ")
    if not mark:
        return None
    kind = _KIND.search(rest)
    place, publisher = place_and_publisher(bare(imprint))
    is_thesis = kind is not None and "thesis" in kind["kind"].lower()
    return replace(
        reference,
        title=bare(title),
        type="thesis" if is_thesis else "report" if kind else "book",
        place=place if publisher else None,
        publisher=publisher or place,
    )
