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
from search.citations.dates import DATE, YEAR
from search.citations.marked import Marked
from search.citations.reference import (
    CAPITAL,
    IMPRINT_YEAR,
    Reference,
    are_names,
    bare,
    names,
    split_locator,
    year_of,
)
from search.document import SourceType

_GERMAN = re.compile(r"(?P<authors>[^:“\"„(]{3,120}):\s(?P<title>.+?)(?:[.,]\s(?P<rest>.*))?$")
_CAPITALISED = re.compile(rf"[{CAPITAL}]|und$|&$")
_EDITION = re.compile(r"[,.]?\s\d+\.\s?(?:[\w.]+\s){0,3}Aufl(?:\.|age),?")
_VOLUMES = re.compile(r"[,.]\s(?:\d+\sBde\.?|(?:Bd\.|Band|Teil|T\.)\s(?:\d+|[IVX]+))(?=[,.:]|$)")
_THESIS = re.compile(
    r"[,.]\s(?:[\w.-]+\s)?(?:Diss|Dissertation|Habil)(?:\.|\b)(?:\s?phil\.|\s?masch\.)?,?\s", re.IGNORECASE
)
_EDITOR = Marked(r"^([^:(]{3,120})\s\((?:Hg|Hrsg|Red)\.?\):", r"\((?:Hg|Hrsg|Red)")
_SAME = re.compile(r"^(?:ders|dies|derselbe|dieselbe)\.?(?:\s\((?:Hg|Hrsg)\.\))?[:,]\s", re.IGNORECASE)
_EDITORS = re.compile(r",\s(?:hg|hrsg|herausgegeben)\.?\s(?:v\.|von)\s(?:[^,.]|(?<=\b\w)\.)+", re.IGNORECASE)
_VOLUME = re.compile(
    rf"(?P<container>[^\d,]+?),?\s(?:Jg\.\s|Bd\.\s)?\d+(?:[/.,]\s?(?:H\.\s|Nr\.\s)?\d+)?,\s(?P<year>{YEAR})(?:,\s(?:Nr|H)\.\s?\d+)?$"
)
_NEWSPAPER = re.compile(
    rf"(?P<container>[^\d:]+?),?\s(?:Nr\.\s?\d+,?\s)?(?:vom\s)?(?={DATE}$)(?P<date>(?=.*[^\W\d_]|\d+\.\d+\.).+)$",
    re.IGNORECASE,
)
_IMPRINT_IN_BRACKETS = re.compile(rf"\([^()]*[:,][^()]*{YEAR}\)")


def german(text: str) -> Reference | None:
    """DIN and its kin: "Müller, Hans: Titel. Verlag, Ort 2019, S. 1", "…, in: Zeitschrift 1 (2019), S. 3"."""
    text = _EDITOR.sub(r"\1:", text)
    main, page = split_locator(text)
    match = _GERMAN.match(main)
    if (
        match is None
        or not are_names(match["authors"])
        or re.search(r"\w{3,}\.\s|\bJr\.\s", match["authors"])
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
    holder = _EDITORS.sub("", _SAME.sub("", holder))
    found = article(reference, holder) or _periodical(reference, holder) or _chapter(reference, holder)
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
    head = _VOLUMES.sub("", _EDITORS.sub("", _EDITION.sub(".", imprint["imprint"])))
    thesis = _THESIS.search(head)
    head = _THESIS.sub(". ", head)
    title, mark, last = _before_last(head)
    if not mark:
        return None
    place, colon, publisher = last.partition(":")
    if not colon:
        before, mark, house = _before_last(title)
        if mark == "." and all(_CAPITALISED.match(word) for word in house.split()):
            title, publisher = before, house
    kind: SourceType = "thesis" if thesis else "book"
    place = re.sub(r"(?<=\s[a-z]\.\s[A-Z])$", ".", bare(place))  # Frankfurt a. M.
    return Reference(bare(title), (), kind, int(imprint["year"]), None, bare(publisher) or None, place, page)


def _before_last(text: str) -> tuple[str, str, str]:
    """The text before the last full stop or comma that ends a word, that mark, and what follows it."""
    marks = list(re.finditer(r"(?<=[\w)”“»]{2})([.,])\s", text))
    if not marks:
        return text, "", ""
    return text[: marks[-1].start()], marks[-1][1], text[marks[-1].end() :]


def _periodical(reference: Reference, holder: str) -> Reference | None:
    """ "Archiv für Sozialgeschichte 29, 1989", "Frankfurter Allgemeine Zeitung, 6. Juni 1986"."""
    match = _VOLUME.match(holder) or _NEWSPAPER.match(holder)
    if match is None:
        return None
    year = year_of(match[2])
    return replace(reference, type="article", container=bare(match["container"]), year=year)


def _chapter(reference: Reference, holder: str) -> Reference | None:
    """A part of a book: its editors, marked "(Hg.)" and a colon, are left out of the book's title."""
    book = _book(re.sub(r"^[^:]{3,120}\((?:Hg|Hrsg)\.\):\s", "", holder))
    if book is None:
        return chapter(reference, f"in: {holder}")
    return replace(
        book, title=reference.title, authors=reference.authors, type="chapter", container=book.title
    )
