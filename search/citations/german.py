"""References in German style: names, a colon, the title; "in:" and "S.".

Comes in: a reference made ready (`reference.made_ready`). Goes out: a `Reference`, or None where the text
lacks the marks of the style.

    >>> german("Weber, Max: Wirtschaft und Gesellschaft. 5. Aufl., Tübingen: Mohr 1972, S. 28.").place
    'Tübingen'
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.citations.chicago import article, chapter
from search.citations.reference import (
    CAPITAL,
    IMPRINT_YEAR,
    YEAR,
    Reference,
    are_names,
    bare,
    names,
    split_locator,
)

_GERMAN = re.compile(r"(?P<authors>[^:“\"„(]{3,120}):\s(?P<title>.+?)(?:[.,]\s(?P<rest>.*))?$")
_CAPITALISED = re.compile(rf"[{CAPITAL}]|und$|&$")
_IMPRINT_IN_BRACKETS = re.compile(rf"\([^()]*[:,][^()]*{YEAR}\)")


def german(text: str) -> Reference | None:
    """DIN and its kin: "Müller, Hans: Titel. Verlag, Ort 2019, S. 1", "…, in: Zeitschrift 1 (2019), S. 3"."""
    main, page = split_locator(text)
    match = _GERMAN.match(main)
    if (
        match is None
        or not are_names(match["authors"])
        or not _is_german(text)
        or _IMPRINT_IN_BRACKETS.search(text)
    ):
        return None
    authors = names(match["authors"], inverted=True)
    whole = main[match.start("title") :]
    title, marker, holder = (
        re.split(r"([.,]\s[Ii]n:\s)", whole, maxsplit=1)
        if re.search(r"[.,]\s[Ii]n:\s", whole)
        else (whole, "", "")
    )
    if not marker:
        book = _book(whole)
        return replace(book, authors=authors, locator=page) if book else None
    reference = Reference(bare(title), authors, locator=page)
    found = article(reference, holder) or _chapter(reference, holder)
    return replace(found, locator=page or found.locator) if found else None


def _is_german(text: str) -> bool:
    if _IMPRINT_IN_BRACKETS.search(text):
        return False
    return bool(
        re.search(
            rf"\bS\.\s?\d|,?\s[Ii]n:\s|\b(?:Hg|Hrsg|Aufl|Bd|Diss)\.|\b[{CAPITAL}]\w+(?:/\w+)?,?\s{YEAR}\b"
            rf"|{YEAR}\.?$",
            text,
        )
    )


def _book(text: str) -> Reference | None:
    """ "Titel. Untertitel. 2. Aufl., Verlag, Ort 2019", "Titel. Ort: Verlag 2019", "Titel, Ort 2019"."""
    text, page = split_locator(text)
    imprint = IMPRINT_YEAR.match(text)
    if imprint is None or imprint["year"] is None:
        return None
    head = re.sub(r"[,.]?\s\d+\.\s?(?:\w+\.\s)?Aufl(?:\.|age),?", ".", imprint["imprint"])
    title, mark, last = _before_last(head)
    if not mark:
        return None
    place, colon, publisher = last.partition(":")
    if not colon:
        before, mark, house = _before_last(title)
        if mark == "." and all(_CAPITALISED.match(word) for word in house.split()):
            title, publisher = before, house
    return Reference(
        bare(title), (), "book", int(imprint["year"]), None, bare(publisher) or None, bare(place), page
    )


def _before_last(text: str) -> tuple[str, str, str]:
    """The text before the last full stop or comma that ends a word, that mark, and what follows it."""
    marks = list(re.finditer(r"(?<=[\w)”“»]{2})([.,])\s", text))
    if not marks:
        return text, "", ""
    return text[: marks[-1].start()], marks[-1][1], text[marks[-1].end() :]


def _chapter(reference: Reference, holder: str) -> Reference | None:
    """A part of a book: its editors, marked "(Hg.)" and a colon, are left out of the book's title."""
    book = _book(re.sub(r"^[^:]{3,120}\((?:Hg|Hrsg)\.\):\s", "", holder))
    if book is None:
        return chapter(reference, f"in: {holder}")
    return replace(
        book, title=reference.title, authors=reference.authors, type="chapter", container=book.title
    )
