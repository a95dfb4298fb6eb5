"""Identifiers of works: DOI, ISBN, ISSN, arXiv, PubMed, Handle, URN and reported cases, made canonical.

Comes in: the text of a reference, its URLs resolved. Goes out: {"doi": …, "isbn": …}, one of each kind, the
first that is valid. Each kind is one `Kind` in a table: a pattern that finds it, a function that makes it
canonical or refuses it (a check digit that fails is a misprint or another number), and the address of who
resolves it.

Why not idutils, which knows more kinds: it says what a string may be that is an identifier and nothing
else. Given each word of 2,769 notes and entries it finds 170 of the 192 DOIs that stand in them (none
inside a publisher's address), and calls 3,809 years and pages PubMed numbers and 394 pairs of words
handles; it takes 0.9 s to load (this module 0.1 s) and stands on isbnlib2, whose licence is the LGPL.

    >>> identifiers("ISBN 0-19-852663-6. https://doi.org/10.1017/S0020818300027739.")
    {'doi': '10.1017/s0020818300027739', 'isbn': '9780198526636'}
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from search.citations.marked import Marked, folded
from search.citations.reporters import CASE, canonical_case


class Kind(NamedTuple):
    """`canonical` gives None for what only looks like an identifier of this kind.

    `resolver` is an address with a place for the identifier; `is_the_work` says that it leads to the work
    itself, and neither to its journal (ISSN) nor to a list of libraries and copies (ISBN, a reporter's page).
    """

    name: str
    pattern: Marked
    canonical: Callable[[str], str | None]
    resolver: str
    is_the_work: bool = True


class Printed(NamedTuple):
    """An identifier where it stands in a text, with the address that it resolves to."""

    start: int
    end: int
    kind: str
    url: str


def identifiers(text: str) -> dict[str, str]:
    """The first valid identifier of each kind in a text."""
    return dict(_identifiers(text))


@lru_cache(maxsize=1_024)  # a text is looked at several times before its note is done
def _identifiers(text: str) -> tuple[tuple[str, str], ...]:
    values = ((kind.name, _first(kind, text)) for kind in _kinds_in(text))
    return tuple((name, value) for name, value in values if value is not None)


def _kinds_in(text: str) -> tuple[Kind, ...]:
    """Those of which a text may hold one: in most there is none but perhaps a reported case."""
    return KINDS if _MARKS.search(folded(text)) else KINDS[-1:]


def _first(kind: Kind, text: str) -> str | None:
    found = (kind.canonical(match.group(1)) for match in kind.pattern.finditer(text))
    return next(filter(None, found), None)


def resolver_url(name: str, value: str) -> str | None:
    """Where an identifier of a kind is resolved; None for a kind, or a URN's namespace, that nobody resolves.

    >>> resolver_url("arxiv", "1706.03762"), resolver_url("case", "410 U.S. 113")
    ('https://arxiv.org/abs/1706.03762', 'https://www.courtlistener.com/c/U.S./410/113/')
    """
    kind = next((kind for kind in KINDS if kind.name == name), None)
    if kind is None or (name == "urn" and not value.lower().startswith("urn:nbn:")):
        return None
    if name == "case":
        volume, reporter, page = _parts(value)
        return kind.resolver.format(f"{quote(reporter, errors='replace')}/{volume}/{page}")
    return kind.resolver.format(quote(value, safe="/:;().,-_", errors="replace"))


def resolvable(text: str) -> Printed | None:
    """The first identifier of a text that leads to the work itself, in the table's order."""
    for kind in _kinds_in(text):
        for match in kind.pattern.finditer(text) if kind.is_the_work else ():
            value = kind.canonical(match.group(1))
            url = resolver_url(kind.name, value) if value else None
            if url:
                end = match.end() - (len(match.group()) - len(match.group().rstrip(".,;:)]>")))
                return Printed(match.start(), end, kind.name, url)
    return None


def _parts(case: str) -> tuple[str, str, str]:
    volume, _, rest = case.partition(" ")
    reporter, _, page = rest.rpartition(" ")
    return volume, reporter, page


def without_identifiers(text: str) -> str:
    """The text with its labelled identifiers taken out, so that their digits are no pages or years.

    A reported case is left: its reporter is where the case is printed.
    """
    for kind in _kinds_in(text)[:-1]:
        for match in reversed(list(kind.pattern.finditer(text))):
            if kind.canonical(match.group(1)):
                text = text[: match.start()] + text[match.end() :]
    return text


def doi(text: str) -> str | None:
    """Lower case (DOIs compare so), without punctuation or a publisher's suffix behind it.

    >>> doi("10.1000/ABC(5)x.")
    '10.1000/abc(5)x'
    """
    value = re.split(r"[?#]", unquote(text))[0] if "%" in text or "?" in text else text
    value = re.sub(r"/(?:full|pdf|abstract|epdf|html|meta)/?$", "", value, flags=re.IGNORECASE)
    value = value.rstrip(".,;:'\"”’»>/")
    while value.endswith((")", "]")) and value.count(value[-1]) > value.count(
        {")": "(", "]": "["}[value[-1]]
    ):
        value = value[:-1].rstrip(".,;:")
    return value.lower() if re.fullmatch(r"10\.\d{4,9}/\S+", value) else None


def isbn(text: str) -> str | None:
    """Thirteen digits; None where the check digit fails.

    >>> isbn("0-19-852663-6"), isbn("978-0-19-852663-7")
    ('9780198526636', None)
    """
    digits = re.sub(r"[\s‐-–-]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        if sum(weight * _digit(digit) for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11:
            return None
        return _thirteen("978" + digits[:9])
    if re.fullmatch(r"97[89]\d{10}", digits) and _thirteen(digits[:12]) == digits:
        return digits
    return None


def issn(text: str) -> str | None:
    """ "NNNN-NNNN"; None where the check digit fails."""
    digits = text.replace("-", "").replace("–", "").upper()
    total = sum(weight * _digit(digit) for weight, digit in zip(range(8, 0, -1), digits, strict=True))
    return None if total % 11 else f"{digits[:4]}-{digits[4:]}"


def _digit(letter: str) -> int:
    return 10 if letter == "X" else int(letter)


def _thirteen(twelve: str) -> str:
    total = sum((3 if place % 2 else 1) * int(digit) for place, digit in enumerate(twelve))
    return twelve + str(-total % 10)


def handle(text: str) -> str:
    """Without the name of a file that a repository keeps under it.

    >>> handle("1874/36620/walker.pdf.")
    '1874/36620'
    """
    return re.sub(r"^(\d[\d.]*/\d+)/.*$", r"\1", _trimmed(text))


def _trimmed(text: str) -> str:
    return text.rstrip(".,;:)]>")


KINDS: tuple[Kind, ...] = (
    Kind(
        "doi",
        Marked(
            r"(?:\bdoi\b\s*:?\s*|(?:dx\.)?doi\.org/)?(?<![\d.])(10\.\d{4,9}/(?:[^\s\"“”<>«»]|<\d{1,5}:[A-Z]{1,6}>(?=\d))+)",
            r"10\.\d",
            re.IGNORECASE,
        ),
        doi,
        "https://doi.org/{}",
    ),
    Kind(
        "arxiv",
        Marked(
            r"\barxiv(?::\s*|\.org/(?:abs|pdf|html)/)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})",
            r"arxiv",
            re.IGNORECASE,
        ),
        _trimmed,
        "https://arxiv.org/abs/{}",
    ),
    Kind(
        "handle",
        Marked(
            r"(?:\bhdl\.handle\.net/|\bhdl:\s*|/handle/)(\d[\d.]*/[^\s\"<>?#]+)", r"hdl|handle", re.IGNORECASE
        ),
        handle,
        "https://hdl.handle.net/{}",
    ),
    Kind(
        "pmcid",
        Marked(r"\b(PMC:?\s?\d{4,8})\b", r"PMC"),
        lambda text: re.sub(r"\D+", "PMC", text),
        "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
    ),
    Kind(
        "pmid",
        Marked(r"(?:\bPMID:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|/pubmed/)(\d{1,8})\b", r"PMID|pubmed"),
        _trimmed,
        "https://pubmed.ncbi.nlm.nih.gov/{}/",
    ),
    Kind(
        "urn",
        Marked(r"\b(urn:[a-z0-9][a-z0-9-]{1,31}:[^\s\"<>,;]+)", r"urn:", re.IGNORECASE),
        _trimmed,
        "https://nbn-resolving.org/{}",
    ),
    Kind(
        "isbn",
        Marked(r"\bISBN(?:-1[03])?:?\s*((?:97[89][\s‐-–-]?)?\d[\d\s‐-–-]{7,14}[\dXx])\b", r"ISBN"),
        isbn,
        "https://openlibrary.org/isbn/{}",
        is_the_work=False,
    ),
    Kind(
        "issn",
        Marked(r"\be?ISSN:?\s*(\d{4}[-–]?\d{3}[\dXx])\b", r"ISSN"),
        issn,
        "https://portal.issn.org/resource/ISSN/{}",
        is_the_work=False,
    ),
    Kind("case", CASE, canonical_case, "https://www.courtlistener.com/c/{}/", is_the_work=False),
)
_MARKS = re.compile("|".join(kind.pattern.marks.lower() for kind in KINDS[:-1]))
