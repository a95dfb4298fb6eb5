"""`name:value` to a leaf of the tree: what counts as a field, and as the value of each.

Comes in: what stands before and after the colon, without quotation marks. Goes out: a `Field` or a `Range`,
or None where there is no value.

    >>> read_field("author", "Zalessky, B.")
    Field(name='author', words=('zalessky', 'b'), printed='Zalessky, B.')
    >>> str(read_field("year", "2015..2018"))
    'year 2015 to 2018'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from rapidfuzz.distance import OSA

from search.analysis import fold, tokens
from search.document import Status
from search.errors import QueryError
from search.query import FIELDS, TEXT_FIELDS, Field, Range

KNOWN = (*FIELDS, "in")  # what may stand before a colon

Value: TypeAlias = tuple[str, ...]

_YEAR = re.compile(r"\d{1,4}")
_YEARS = re.compile(r"(\d{1,4})?(?:\.{2,}|…|(?<=\d)[-–](?=\d))(\d{1,4})?")
_OPEN = re.compile(r"\.\.|…")  # a date has hyphens of its own
_NO_YEARS = re.compile(r"[.…–-]*")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_WWW = re.compile(r"^www\.", re.IGNORECASE)
_DOI_PREFIX = re.compile(r"^(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)", re.IGNORECASE)


def is_meant_for_field(name: str, value: str) -> bool:
    """Whether `name:value` was written as a field, though there is none of that name.

    "Foreword:history" and "10:30" are text; "colour:red" and "Autor:Zalessky" are mistakes to be told of.
    """
    if not value[:1].isalnum():
        return False
    return name.islower() or any(OSA.distance(name.lower(), known) == 1 for known in KNOWN[:-1])


def read_field(name: str, value: str) -> Field | Range | None:
    """The leaf for a field of `FIELDS`; None where the value is empty.

    Raises:
        QueryError: a year that is none (code "bad-year") or a status that is none ("bad-status").
    """
    if name == "year" or (name == "published" and _OPEN.search(value)):
        return _years(name, value)
    read = _VALUES.get(name, _words if name in TEXT_FIELDS else _whole)
    words = read(value)
    printed = " ".join(value.split()) if name in TEXT_FIELDS else ""
    return Field(name, words, printed) if words else None


def url_words(url: str) -> Value:
    """The words of a URL without what may differ between two printings of it: scheme and "www.".

    >>> url_words("http://www.belta.by/economics/")
    ('belta', 'by', 'economics')
    """
    return _words(_WWW.sub("", _SCHEME.sub("", url.strip())))


def _words(value: str) -> Value:
    return tuple(token.word for token in tokens(value))


def _whole(value: str) -> Value:
    folded = " ".join(fold(value).split())
    return (folded,) if folded else ()


def _domain(value: str) -> Value:
    host = _WWW.sub("", _SCHEME.sub("", value.strip()))
    return _whole(re.split(r"[/:?#]", host, maxsplit=1)[0].strip("."))


def _doi(value: str) -> Value:
    return _whole(_DOI_PREFIX.sub("", value.strip()))


def _label(value: str) -> Value:
    """A note's label as it is printed in the text: "12", "*", "iv"; or as some print it, "[12]" and "12."."""
    return _whole(value.strip("[]().,; "))


def _status(value: str) -> Value:
    words = _whole(value.replace("-", "_"))
    if words and words[0] not in set(Status):
        message = f'"{value[:40]}" is no status; a status is {", ".join(Status)}'
        raise QueryError(message, code="bad-status")
    return words


def _years(name: str, value: str) -> Field | Range | None:
    value = value.strip(" ,;")
    if _NO_YEARS.fullmatch(value):
        return None
    if years := _YEARS.fullmatch(value):
        low, high = (int(year) if year else None for year in years.groups())
        if low is not None and high is not None:
            low, high = sorted((low, high))
        return Range(name, low, high)
    if not _YEAR.fullmatch(value.rstrip(".")):
        message = (
            f'"{value[:40]}" is no year; write {name}:2018, {name}:2015..2018, {name}:2015.. or {name}:..2018'
        )
        raise QueryError(message, code="bad-year")
    return Field("year", (str(int(value.rstrip("."))),))


_VALUES: dict[str, Callable[[str], Value]] = {
    "url": url_words,
    "domain": _domain,
    "doi": _doi,
    "status": _status,
    "note": _label,
}
