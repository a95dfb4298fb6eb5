"""What a page says of itself as JSON-LD, for search engines: the description of its main work.

>>> work(["not JSON", '{"@type": "Article", "headline": "Mills", "author": [{"name": "A. Low"}]}'])
Work(title='Mills', authors=('A. Low',), published='', url='')
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

_WORKS = re.compile(
    r"Article$|Posting$|^Report$|^Book$|^Chapter$|^Thesis$|^Legislation$|^CreativeWork$|^WebPage$"
)
_LONG = 1_000_000  # characters: no description is longer
_DEEP = 8  # levels: a description is a list, a graph, a work, its authors

_Json: TypeAlias = "dict[str, _Json] | list[_Json] | str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Work:
    """As far as it is said; the date as it is written there."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    url: str = ""


def work(scripts: Iterable[str]) -> Work:
    """The first article, book or page that is described; empty without one."""
    described: list[dict[str, _Json]] = []
    for script in scripts:
        try:
            described += _objects(json.loads(script[:_LONG]), _DEEP)
        except (ValueError, RecursionError):
            continue
    by_id = {str(one["@id"]): one for one in described if "@id" in one and len(one) > 1}
    works = [one for one in described if any(_WORKS.search(kind) for kind in _texts(one.get("@type")))]
    works.sort(key=lambda one: "WebPage" in _texts(one.get("@type")))
    if not works:
        return Work()
    main = works[0]
    title = next(iter([*_texts(main.get("headline")), *_texts(main.get("name"))]), "")
    names = (name for author in _listed(main.get("author")) for name in _names(author, by_id))
    url = next(iter([*_texts(main.get("url")), *_texts(main.get("@id"))]), "")
    published = next(iter(_texts(main.get("datePublished"))), "")
    return Work(title, tuple(dict.fromkeys(names)), published, url)


def _objects(value: _Json, depth: int) -> Iterator[dict[str, _Json]]:
    if not depth:
        return
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth - 1)
        yield from _objects(value.get("mainEntity"), depth - 1)
    for one in value if isinstance(value, list) else ():
        yield from _objects(one, depth - 1)


def _listed(value: _Json) -> list[_Json]:
    return value if isinstance(value, list) else [value]


def _texts(value: _Json) -> list[str]:
    return [" ".join(one.split()) for one in _listed(value) if isinstance(one, str) and one.strip()]


def _names(author: _Json, by_id: dict[str, dict[str, _Json]]) -> list[str]:
    if isinstance(author, dict):
        author = author if "name" in author else by_id.get(str(author.get("@id")), {})
        return _texts(author.get("name"))
    return _texts(author)
