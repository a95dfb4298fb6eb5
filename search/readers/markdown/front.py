"""What a Markdown file says of itself before its text, in the keys of a sidecar.

YAML between `---` (Jekyll, Hugo, Pandoc, Quarto, Obsidian), TOML between `+++`, JSON (Hugo), Pandoc's title
block (`% Title`), and `Key: value` lines (MultiMarkdown, Pelican).

    >>> split("---\\ntitle: Trade\\nauthor:\\n  - name: A. Petrova\\n---\\nIt grew.\\n").fields
    {'title': 'Trade', 'authors': ('A. Petrova',)}
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from search.sidecars import field_of

_SIZE = 256 * 1024  # characters: what is longer before the text is no front matter; YAML is slow to read
_NAMES = 50  # authors; an alias may make a list of millions
_YAML = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# Pandoc takes such a block anywhere; works are mostly listed in one at the end
_WORKS = re.compile(
    r"(?<=\n\n)---[ \t]*\n(?P<yaml>references:[ \t]*\n(?:[ \t-][^\n]*\n|\n)+)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PERCENT = re.compile(r"\A(?:%[^\n]*\n(?:[ \t]+\S[^\n]*\n)*){1,3}")
_LINES = re.compile(r"\A(?:title|authors?|date|slug|category)[ \t]*:(?:[^\n]+\n)+\n", re.IGNORECASE)
_LINE = re.compile(r"^([A-Za-z][\w -]*?)[ \t]*:[ \t]+(\S.*)$", re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|\[?\^\[.*|\[\^[^\]]*\]")
# a key of a sidecar -> what it is called in front matter, the first that is there
_ALIASES = {
    "title": ("title", "pagetitle"),
    "authors": ("author", "authors", "by", "creator"),
    "date": ("date", "published", "pubdate", "publishdate", "date-published", "issued"),
    "language": ("lang", "language", "locale"),
    "url": ("canonical_url", "canonical", "url", "permalink", "original_url"),
}


@dataclass(frozen=True, slots=True)
class Front:
    """The text below, what was said as fields of a Document, and all that was said."""

    text: str
    fields: dict[str, Any] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)


def split(text: str) -> Front:
    """A file's text in two; what cannot be understood before the text says nothing."""
    head, said = _head(text)
    may_list = "references" not in said and "\nreferences:" in text
    works = _WORKS.search(text, head, len(text)) if may_list else None
    if works and (listed := _loaded(works["yaml"])):
        return Front(
            f"{text[head : works.start()]}{text[works.end() :]}", dict(_fields(said)), {**said, **listed}
        )
    return Front(text[head:], dict(_fields(said)), said)


def _head(text: str) -> tuple[int, Mapping[str, Any]]:
    """Where the text begins, and what is said before it."""
    for pattern, parse in _FORMS:
        head = pattern.match(text[: _SIZE + 1])
        if head and (said := parse(head[0])) is not None:
            return head.end(), said
    return 0, {}


# --- the forms -------------------------------------------------------------------------------------------


def _yaml(head: str) -> Mapping[str, Any] | None:
    inner = _YAML.match(head)
    text = inner[1] if inner else ""
    said = _loaded(text)
    return said if said is not None or text.strip() else {}


def _loaded(text: str) -> Mapping[str, Any] | None:
    try:
        said = yaml.load(text, yaml.BaseLoader)  # every scalar as printed; no tag, no merge
    except (yaml.YAMLError, ValueError, RecursionError):
        said = _by_line(text)  # a title with a colon and no quotes, as many have it
    return {str(key): value for key, value in said.items()} if isinstance(said, dict) else None


def _toml(head: str) -> Mapping[str, Any]:
    inner = _TOML.match(head)
    try:
        return tomllib.loads(inner[1] if inner else "")
    except (ValueError, RecursionError):
        return {}


def _json(head: str) -> Mapping[str, Any] | None:
    try:
        said = json.loads(head)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _percent(head: str) -> Mapping[str, Any]:
    entries = [" ".join(entry.split()) for entry in re.split(r"^%", head, flags=re.MULTILINE)[1:]]
    title, authors, date, *_ = [*entries, "", "", ""]
    return {"title": title, "author": [name for name in re.split(r"\s*;\s*", authors) if name], "date": date}


def _by_line(head: str) -> Mapping[str, Any]:
    said: dict[str, Any] = {}
    for key, value in _LINE.findall(head):
        said.setdefault(key.lower(), value.strip("\"' "))
    return said


_FORMS: tuple[tuple[re.Pattern[str], Callable[[str], Mapping[str, Any] | None]], ...] = (
    (_YAML, _yaml),
    (_TOML, _toml),
    (re.compile(r"\A\s*\{\s*\n.*?^\}[ \t]*\n", re.DOTALL | re.MULTILINE), _json),
    (_PERCENT, _percent),
    (_LINES, _by_line),
)


# --- to fields of a document -----------------------------------------------------------------------------


def _fields(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    folded = {key.lower(): value for key, value in said.items()}
    for key, names in _ALIASES.items():
        for name in names:
            try:
                yield field_of(key, _PREPARED[key](folded[name]))
                break
            except (KeyError, ValueError):  # not said, or nothing that this can be
                continue


def _words(value: Any) -> Any:
    return " ".join(_TAG.sub("", value).split()) if isinstance(value, str) else value


def _date(value: Any) -> Any:
    """The day alone; a time of day is no part of it."""
    found = re.match(r"\s*(\d{4}(?:-\d\d?(?:-\d\d?)?)?)(?!\d)", str(value))
    return found[1] if found else _words(value)


def _people(value: Any) -> Any:
    """Names from a string, a list of strings, or of mappings such as Quarto's and Distill's."""
    people = (
        value
        if isinstance(value, list)
        else re.split(r"\s*;\s*", value)
        if isinstance(value, str)
        else [value]
    )
    names = [_name(person) for person in people[:_NAMES]]
    return [name for name in names if isinstance(name, str) and name.strip()]


def _name(person: Any) -> Any:
    if not isinstance(person, dict):
        return _words(person)
    name = person.get("name", next(iter(person.values()), "") if len(person) == 1 else "")
    if isinstance(name, dict):
        person = name
        name = name.get("literal", "")
    parts = [person.get(part, "") for part in ("first_name", "given", "last_name", "family")]
    return _words(name) or " ".join(part for part in parts if isinstance(part, str) and part)


_PREPARED: dict[str, Callable[[Any], Any]] = {
    "title": _words,
    "authors": _people,
    "date": _date,
    "language": _words,
    "url": lambda value: value,
}
