"""The table of contents of a book: the headings of chapters that have none of their own.

Comes in: the navigation page (EPUB 3) or the file `toc.ncx` (EPUB 2), and the tree of a page. Goes out: the
tree with a heading where the table says that something begins and no heading stands: the lines that print the
title become it, else it is put in.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

from lxml import etree

from search.readers.html.tree import BLOCKS, HEADINGS

_NEAR = 300  # characters that may stand between where a chapter begins and its heading: an epigraph
_LONGER = 20  # by so much may a printed title be longer than that in the table: "Chapter One. "
_LINES = 4  # a title is printed on no more
_NAMELESS = frozenset({"start", "unknown", "untitled"})  # what converters call what they know no name for


@dataclass(frozen=True, slots=True)
class Entry:
    """Where something begins: a file and an anchor in it (or none), its title, its level from 1."""

    path: str
    anchor: str
    title: str
    level: int


def entries(root: etree._Element, path: str) -> dict[str, list[Entry]]:
    """What a table of contents lists, by file; `path` is its own."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for href, title, level in _navigated(root) if _local(root) == "html" else _listed(root):
        file, _, anchor = href.partition("#")
        title = " ".join(title.split())
        if file and title and title.casefold() not in _NAMELESS:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
            found[target].append(Entry(target, unquote(anchor), title, level))
    return dict(found)


def _navigated(root: etree._Element) -> Iterator[tuple[str, str, int]]:
    tables = [one for one in root.iter() if _local(one) == "nav"]
    kinds = [" ".join(map(str, one.attrib.values())).split() for one in tables]
    table = next((one for one, kind in zip(tables, kinds, strict=True) if "toc" in kind), None)
    for link in (one for one in table.iter() if _local(one) == "a") if table is not None else ():
        level = sum(_local(one) == "ol" for one in link.iterancestors())
        yield str(link.get("href", "")), "".join(map(str, link.itertext())), max(level, 1)


def _listed(root: etree._Element) -> Iterator[tuple[str, str, int]]:
    for point in (one for one in root.iter() if _local(one) == "navpoint"):
        parts = {_local(one): one for one in reversed(point)}
        label, content = parts.get("navlabel"), parts.get("content")
        if label is not None and content is not None:
            level = 1 + sum(_local(one) == "navpoint" for one in point.iterancestors())
            yield str(content.get("src", "")), "".join(map(str, label.itertext())), level


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


# --- headings in a page ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    """The elements of a page in order, how many letters stand before each, and where each stands."""

    elements: Sequence[etree._Element]
    letters: Sequence[int]
    places: Mapping[etree._Element, int]


def add_headings(root: etree._Element, listed: Sequence[Entry]) -> None:
    """Changes the tree of a page: what begins in it has headings."""
    body = next((one for one in root.iter() if _local(one) == "body"), None)
    if body is None or not listed or (len(listed) == 1 and _begins_with_heading(body)):
        return
    page = _page(body)
    anchors = {str(one.get("id") or one.get("name")): place for place, one in enumerate(page.elements)}
    begins = [(anchors.get(one.anchor, -1) if one.anchor else 0, one) for one in listed]
    begins = sorted((one for one in begins if one[0] >= 0), key=lambda one: one[0])
    heads = [at for at, one in enumerate(page.elements) if _local(one) in HEADINGS and _text(one)]
    for (start, entry), (end, _) in pairwise([*begins, (len(page.elements), None)]):
        if entry is not None and not _is_headed(page, heads, start, end):
            _head(page, start, end, entry)


def _begins_with_heading(body: etree._Element) -> bool:
    """Whether a heading is the first thing that a page prints, which most pages of most books have."""
    for one in body.iter():
        if _local(one) in HEADINGS:
            return bool(_text(one))
        if _count(one.text):
            return False
    return False


def _page(body: etree._Element) -> _Page:
    elements: list[etree._Element] = []
    letters: list[int] = []
    count = 0
    for event, one in etree.iterwalk(body, events=("start", "end")):
        if event == "start" and isinstance(one.tag, str):
            elements.append(one)
            letters.append(count)
        if isinstance(one.tag, str) or event == "end":
            count += _count(one.text if event == "start" else one.tail)
    return _Page(elements, [*letters, count], {one: place for place, one in enumerate(elements)})


def _count(text: str | None) -> int:
    return sum(map(len, text.split())) if text else 0


def _is_headed(page: _Page, heads: Sequence[int], start: int, end: int) -> bool:
    """Whether a heading stands around a place, right before it or soon behind it."""
    around = {page.places.get(one) for one in page.elements[start].iterancestors()}
    before = page.letters[start]
    for at in heads:
        length = _count(_text(page.elements[at]))
        if at in around or (at < start and page.letters[at] + length == before):
            return True
        if start <= at < end and page.letters[at] - before <= _NEAR:
            return True
    return False


def _head(page: _Page, start: int, end: int, entry: Entry) -> None:
    """Makes the lines that print the title a heading, or puts one in where there is text under it."""
    before = page.letters[start]
    lines = [
        one
        for at, one in enumerate(page.elements[start:end], start)
        if page.letters[at] - before <= _NEAR and _is_line(one) and _text(one)
    ][:_LINES]
    title = f"h{min(entry.level, 6)}"
    if printed := _printing(lines, _plain(entry.title)):
        _become(printed, title)
    elif page.letters[end] > before:
        place = page.elements[start]
        heading = etree.Element(place.tag[: -len(_local(place))] + title)
        heading.text = entry.title
        around = [place, *place.iterancestors()]
        block = next((one for one in around if _local(one) in BLOCKS), place)
        parent = block.getparent()
        if _local(block) == "body" or parent is None:
            heading.tail, block.text = block.text, None
            block.insert(0, heading)
        else:
            parent.insert(parent.index(block), heading)


def _is_line(element: etree._Element) -> bool:
    return _local(element) in ("p", "div") and not any(
        _local(one) in BLOCKS for one in element.iterdescendants()
    )


def _printing(lines: Sequence[etree._Element], title: str) -> Sequence[etree._Element]:
    """Lines that together print a title, or one that does; a mark, or "Chapter", may stand with it."""
    if not title:
        return ()
    tried = [lines[:count] for count in range(1, len(lines) + 1)] + [[line] for line in lines]
    printed = ((some, _plain("".join(map(_text, some)))) for some in tried)
    return next((some for some, text in printed if title in text and len(text) <= len(title) + _LONGER), ())


def _become(lines: Sequence[etree._Element], title: str) -> None:
    first, *further = lines
    first.tag = first.tag[: -len(_local(first))] + title
    for line in further:  # they stay where they are for who looks for them, and empty
        last = first[-1] if len(first) else None
        text = f" {line.text or ''}"
        if last is None:
            first.text = (first.text or "") + text
        else:
            last.tail = (last.tail or "") + text
        first.extend(list(line))
        line.text = None


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
