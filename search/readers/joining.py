"""Which pages of a folder are one document: told from their links alone, a page at a time.

A link is a call where it prints a label, and what it leads to in another page begins with that label or leads
back to where the link stands. Pages that are joined by calls are of the document; so are those that link to
them and are linked from them, or are named like them, and a table of contents.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import unquote

from search.readers.html.labels import begins, label
from search.settings import Limits

_LINK = re.compile(rb"""<a\s[^<>]{0,600}?href\s*=\s*["']([^"'<>]{1,300})["'][^<>]{0,600}>""", re.IGNORECASE)
_NAME = re.compile(rb"""<[a-z][^<>]{0,600}?\s(?:id|name)\s*=\s*["']([^"'<>]{1,200})["']""", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]{0,600}>")
_NEAR = 120  # bytes before a mark in which the anchor stands that a note leads back to
_BEGINNING = 400  # bytes in which a note shows its label
_NOTE = 20_000  # bytes after its beginning in which a note leads back


@dataclass(slots=True)
class _Call:
    """A link that may call a note: where it stands, what it prints, what it names."""

    page: str
    label: str
    target: str
    fragment: str
    near: frozenset[str]  # the names of the anchors around it


@dataclass(slots=True)
class _Page:
    """What is kept of a page: the pages it links to, and what may be calls."""

    targets: dict[str, None] = field(default_factory=dict)
    calls: list[_Call] = field(default_factory=list)


def joined(folder: str, names: list[str], limits: Limits) -> tuple[str, ...]:
    """The pages that are one document, in reading order; none where there is no such document, or several."""
    known = frozenset(names)
    pages = {name: _look(name, _bytes(folder, name, limits), known) for name in names}
    pairs = list(_proven(folder, pages, limits))
    groups = _groups(pairs)
    if len(groups) != 1:
        return ()
    return _ordered(_grown(groups[0], pages), pages, {target for _, target in pairs})


def _bytes(folder: str, name: str, limits: Limits) -> bytes:
    """What is too large, or cannot be read, is not looked at: its reader says so."""
    try:
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read(limits.file_size + 1)
    except OSError:
        return b""
    return data if len(data) <= limits.file_size else b""


def _look(name: str, data: bytes, known: frozenset[str]) -> _Page:
    page = _Page()
    for link in _LINK.finditer(data):
        path, _, fragment = link[1].decode(errors="replace").partition("#")
        target = posixpath.normpath(unquote(path)) if path else name
        if target == name or target not in known:
            continue
        page.targets[target] = None
        printed = label(_text(data[link.end() : link.end() + 120].partition(b"</a")[0]))
        if fragment and printed:
            around = data[max(0, link.start() - _NEAR) : link.end()]
            near = frozenset(unquote(one.decode(errors="replace")) for one in _NAME.findall(around))
            page.calls.append(_Call(name, printed, target, unquote(fragment), near))
    return page


def _text(data: bytes) -> str:
    return " ".join(_TAG.sub(b" ", data).decode(errors="replace").replace("&nbsp;", " ").split())


def _proven(folder: str, pages: dict[str, _Page], limits: Limits) -> Iterator[tuple[str, str]]:
    """The pages that call and are called, for each call that is one."""
    by_target: dict[str, list[_Call]] = {}
    for call in chain.from_iterable(page.calls for page in pages.values()):
        by_target.setdefault(call.target, []).append(call)
    for target, calls in by_target.items():
        data = _bytes(folder, target, limits)
        places = {unquote(m[1].decode(errors="replace")): m.start() for m in _NAME.finditer(data)}
        for call in calls:
            if (place := places.get(call.fragment)) is not None and _is_note(data, place, call):
                yield call.page, target


def _is_note(data: bytes, place: int, call: _Call) -> bool:
    if begins(_text(data[place : place + _BEGINNING].partition(b">")[2]), call.label):
        return True
    stretch = data[place : place + _NOTE]
    for link in _LINK.finditer(stretch):
        path, _, fragment = link[1].decode(errors="replace").partition("#")
        if posixpath.normpath(unquote(path)) == call.page and unquote(fragment) in call.near:
            return True
    return False


def _groups(pairs: list[tuple[str, str]]) -> list[set[str]]:
    groups: list[set[str]] = []
    for pair in dict.fromkeys(pairs):
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touched]
        groups.append(set(pair).union(*touched))
    return groups


def _grown(members: set[str], pages: dict[str, _Page]) -> set[str]:
    """With the pages that belong to them by ordinary links."""
    while added := [name for name in pages if name not in members and _belongs(name, members, pages)]:
        members = members.union(added)
    return members


def _belongs(name: str, members: set[str], pages: dict[str, _Page]) -> bool:
    to = len(members & pages[name].targets.keys())
    is_linked = any(name in pages[member].targets for member in members)
    is_alike = _shape(name) in set(map(_shape, members))
    return bool((to and is_linked) or ((to or is_linked) and is_alike) or 2 * to > len(members) > 2)


def _shape(name: str) -> str:
    return re.sub(r"\d+", "0", name)


def _ordered(members: set[str], pages: dict[str, _Page], called: set[str]) -> tuple[str, ...]:
    """As a table of contents has them; else by name, numbers as numbers."""
    by_name = sorted(members, key=_natural)
    listed = {name: [one for one in pages[name].targets if one in members] for name in by_name}
    tables = [name for name in by_name if name not in called and 2 * len(listed[name]) >= len(members)]
    if not tables:
        return tuple(by_name)
    contents = max(tables, key=lambda name: len(listed[name]))
    return tuple(dict.fromkeys([contents, *listed[contents], *by_name]))


def _natural(name: str) -> list[tuple[int, str]]:
    return [
        (int(part) if part.isdecimal() else -1, part) for part in re.split(r"(\d{1,18})", name.casefold())
    ]
