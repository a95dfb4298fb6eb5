"""What every format says of a source: its type in the format's own word, its authors' names, its remarks.

>>> split_name("B. L. Zalessky"), split_name("Judt, Tony"), split_name("World Bank")
(('Zalessky', 'B. L.'), ('Judt', 'Tony'), None)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from search.document import Source, Status


class Kind(NamedTuple):
    """What the formats call a type of ours."""

    csl: str
    bibtex: str
    ris: str
    container: str  # the BibTeX field that holds the container


KINDS = {
    "webpage": Kind("webpage", "misc", "ELEC", "howpublished"),
    "book": Kind("book", "book", "BOOK", "series"),
    "chapter": Kind("chapter", "incollection", "CHAP", "booktitle"),
    "article": Kind("article-journal", "article", "JOUR", "journal"),
    "paper-conference": Kind("paper-conference", "inproceedings", "CPAPER", "booktitle"),
    "thesis": Kind("thesis", "phdthesis", "THES", "series"),
    "report": Kind("report", "techreport", "RPRT", "series"),
    "legislation": Kind("legislation", "misc", "STAT", "howpublished"),
    "case": Kind("legal_case", "misc", "CASE", "howpublished"),
    "manuscript": Kind("manuscript", "unpublished", "UNPB", "howpublished"),
    "document": Kind("document", "misc", "GEN", "howpublished"),
}


class Person(NamedTuple):
    """A name in its parts; `suffix` is "Jr." and its like, which most names have not."""

    family: str
    given: str
    suffix: str = ""


_BODY = re.compile(
    r"\b(?:of|for|and|the|bank|ministry|council|commission|committee|department|office|agency|union|nations"
    r"|organi[sz]ation|institute?|university|association|society|foundation|fund|group|press|centre|center"
    r"|government|parliament|court|company|inc|ltd|gmbh|международн\w+|министерство|институт|университет|банк|фонд|комитет|совет|комиссия|агентство)\b",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(.+?), ?((?:Jr|Sr)\.?|I{2,3}|IV)")
_CUT_OFF = "The document cuts the URL off: {}"
_ARCHIVED = "Archived copy: {}"
_ON_A_DAY = "Accessed: {}"  # one that could be two days


def url_of(source: Source) -> str | None:
    return None if source.status is Status.TRUNCATED else source.url


def remarks_on(source: Source) -> list[str]:
    """What a format has no field for."""
    cut = [_CUT_OFF.format(source.url)] if source.status is Status.TRUNCATED else []
    copy = [_ARCHIVED.format(source.archived_url)] if source.archived_url else []
    on = [_ON_A_DAY.format(source.accessed)] if source.accessed and not day_seen(source) else []
    return [*cut, *copy, *on]


def day_seen(source: Source) -> tuple[str, str, str] | None:
    """Year, month and day on which the source was seen, where that is certain."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", source.accessed or "")
    return (match[1], match[2], match[3]) if match else None


def split_name(name: str) -> tuple[str, str] | None:
    """Family and given name; None for bodies and single names.

    >>> split_name("B. L. Zalessky"), split_name("Judt, Tony"), split_name("World Bank")
    (('Zalessky', 'B. L.'), ('Judt', 'Tony'), None)
    """
    family, comma, given = name.partition(", ")
    if comma:
        return family, given
    initials = re.match(r"((?:\w{1,2}\.[ -]?)+)\s?(\S.*)$", name)
    if initials:
        return initials[2], initials[1].strip()
    given, _, family = name.rpartition(" ")
    return (family, given) if given and len(name.split()) < 5 and not _BODY.search(name) else None


def person(name: str) -> Person | None:
    """A person's name in its parts; None for bodies and single names.

    >>> person("King, Martin Luther, Jr.")
    Person(family='King', given='Martin Luther', suffix='Jr.')
    """
    parts = split_name(name)
    if not parts:
        return None
    match = _SUFFIX.fullmatch(parts[1])
    return Person(parts[0], match[1], match[2]) if match else Person(*parts)
