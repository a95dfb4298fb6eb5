"""What the values of an entry mean, for all engines that must agree.

>>> sorted(exact_values("published", ["2021-06-15"]))
['2021', '2021-06', '2021-06-15']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from search.analysis import fold
from search.engines import Entry
from search.errors import QueryError
from search.query import Fuzzy, Prefix

_NUMBER = re.compile(r"-?[0-9]{1,9}")


def exact_values(name: str, values: Iterable[str]) -> set[str]:
    """What an exact field is found by: each value folded, and a date by its year and its month as well.

    >>> sorted(exact_values("domain", ["BelTA.by"]))
    ['belta.by']
    """
    folded = {fold(value) for value in values}
    return {part for value in folded for part in _dates(value)} if name == "published" else folded


def _dates(value: str) -> Iterator[str]:
    parts = value.split("-")
    return ("-".join(parts[:count]) for count in range(1, len(parts) + 1))


def within(value: str, low: int | None, high: int | None) -> bool:
    """Whether a value is a number between two others, both included; None is open.

    >>> within("2019", 2015, None), within("2019", None, 2018), within("n.d.", None, None)
    (True, False, False)
    """
    if not _NUMBER.fullmatch(value):
        return False
    return (low is None or low <= int(value)) and (high is None or int(value) <= high)


def published(entry: Entry) -> str:
    """The fullest date on which an entry's document was published; empty where it is not known."""
    return max(entry.fields.get("published", ()), default="")


def too_many_words(leaf: Prefix | Fuzzy, limit: int) -> QueryError:
    """The refusal of a prefix or fuzzy word that stands for more than `limit` words."""
    printed = f"{leaf.prefix}*" if isinstance(leaf, Prefix) else f"{leaf.word}~"
    return QueryError(
        f'"{printed}" stands for more than {limit} words; write more of the word', code="too-many-expansions"
    )
