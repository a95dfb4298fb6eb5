"""Identifiers of works: DOI, ISBN, ISSN, arXiv, PubMed, Handle and URN, found in text and made canonical.

Comes in: the text of a reference, its URLs resolved. Goes out: {"doi": …, "isbn": …}, one of each kind, the
first that is valid. Each kind is one `Kind` in a table: a pattern that finds it and a function that makes it
canonical or refuses it (a check digit that fails is a misprint or another number).

    >>> identifiers("ISBN 0-19-852663-6. https://doi.org/10.1017/S0020818300027739.")
    {'doi': '10.1017/s0020818300027739', 'isbn': '9780198526636'}
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote


class Kind(NamedTuple):
    """`canonical` gives None for what only looks like an identifier of this kind."""

    name: str
    pattern: re.Pattern[str]
    canonical: Callable[[str], str | None]


def identifiers(text: str) -> dict[str, str]:
    """The first valid identifier of each kind in a text."""
    found: dict[str, str] = {}
    for kind in KINDS:
        values = (kind.canonical(match.group(1)) for match in kind.pattern.finditer(text))
        value = next(filter(None, values), None)
        if value is not None:
            found[kind.name] = value
    return found


def without_identifiers(text: str) -> str:
    """The text with its labelled identifiers taken out, so that their digits are no pages or years."""
    for kind in KINDS:
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


def _trimmed(text: str) -> str:
    return text.rstrip(".,;:)]>")


KINDS: tuple[Kind, ...] = (
    Kind(
        "doi",
        re.compile(
            r"(?:\bdoi\b\s*:?\s*|(?:dx\.)?doi\.org/)?(?<![\d.])(10\.\d{4,9}/[^\s\"“”<>«»]+)", re.IGNORECASE
        ),
        doi,
    ),
    Kind("isbn", re.compile(r"\bISBN(?:-1[03])?:?\s*((?:97[89][\s‐-–-]?)?\d[\d\s‐-–-]{7,14}[\dXx])\b"), isbn),
    Kind("issn", re.compile(r"\be?ISSN:?\s*(\d{4}[-–]?\d{3}[\dXx])\b"), issn),
    Kind(
        "arxiv",
        re.compile(
            r"\barxiv(?::\s*|\.org/(?:abs|pdf)/)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE
        ),
        _trimmed,
    ),
    Kind("pmid", re.compile(r"(?:\bPMID:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|/pubmed/)(\d{1,8})\b"), _trimmed),
    Kind("pmcid", re.compile(r"\b(PMC\d{4,8})\b"), _trimmed),
    Kind(
        "handle",
        re.compile(r"(?:\bhdl\.handle\.net/|\bhdl:\s*|/handle/)(\d[\d.]*/[^\s\"<>?#]+)", re.IGNORECASE),
        _trimmed,
    ),
    Kind("urn", re.compile(r"\b(urn:[a-z0-9][a-z0-9-]{1,31}:[^\s\"<>,;]+)", re.IGNORECASE), _trimmed),
)
