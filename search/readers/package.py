"""The package file of a book: which pages it has, in which order, and what it says of itself.

Comes in: an archive or a folder that holds a book. Goes out: a Package, whose pages are all there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from search.errors import ReadError
from search.readers.archive import Members
from search.readers.html.markup import parse
from search.readers.html.metadata import Metadata

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_NCX = "application/x-dtbncx+xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")
_PAGE_NAMES = (".xhtml", ".html", ".htm")
_FONTS = ("http://ns.adobe.com/pdf/enc#RC", "http://www.idpf.org/2008/embedding")  # fonts, and nothing else
_NAMELESS = re.compile(r"unknown|und|n/?a|none|anonymous author", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """A book.

    Attributes:
        pages: those in reading order.
        others: pages that are listed but stand outside the reading order.
        missing: what the reading order names and the book does not hold.
        unlisted: pages that the book holds and does not list, where they are most of it.
        contents: the file of its table of contents; empty without one.
        said: title, authors, language and date.
    """

    pages: tuple[str, ...]
    others: tuple[str, ...]
    missing: tuple[str, ...]
    unlisted: tuple[str, ...]
    contents: str
    said: Metadata


def read_package(members: Members, name: str) -> Package:
    """Finds the package file and reads it.

    Raises:
        ReadError: there is none, it is damaged, or the book is encrypted.
    """
    path = _package_path(members, name)
    try:
        root = parse(members.read(path), name, is_xml=True)
    except ReadError as error:
        raise ReadError(name, f"has a package file, {path}, that {error.reason}") from error
    find = _Finder(members, posixpath.dirname(path))
    items = {str(item.get("id")): item for item in _all(root, "item")}
    spine = [items[key] for ref in _all(root, "itemref") if (key := str(ref.get("idref"))) in items]
    pages, missing = find.pages(spine)
    others, _ = find.pages([item for item in items.values() if item not in spine])
    unlisted = _unlisted(members, items.values(), find, len(pages))
    _refuse_encrypted(members, name, {path, *pages})
    return Package(pages, others, missing, unlisted, find.contents(items.values()), _said(root))


def _unlisted(
    members: Members, items: Iterable[etree._Element], find: _Finder, listed: int
) -> tuple[str, ...]:
    """Pages that no item names, in the order of their numbers, where they are more than those it lists."""
    known = {find.member(str(item.get("href", "")).partition("#")[0]) for item in items}
    pages = [one for one in members.names if one.lower().endswith(_PAGE_NAMES) and one not in known]
    return tuple(sorted(pages, key=_natural)) if len(pages) > listed else ()


def _natural(name: str) -> list[str]:
    return [part.zfill(18) for part in re.split(r"(\d+)", name)]


def _package_path(members: Members, name: str) -> str:
    if _CONTAINER in members:
        find = _Finder(members, "")
        for element in _all(parse(members.read(_CONTAINER), name, is_xml=True), "rootfile"):
            if path := find.member(str(element.get("full-path", ""))):
                return path
    found = [path for path in members.names if path.lower().endswith(".opf")]
    if not found:
        raise ReadError(name, "is no EPUB: it has no package file; convert it again from its source")
    return min(found, key=lambda path: path.count("/"))


class _Finder:
    """Finds what a link of the package names: as it stands, unquoted, or in other letters' cases."""

    def __init__(self, members: Members, folder: str) -> None:
        self._members, self._folder = members, folder
        self._folded = {name.casefold(): name for name in members.names}

    def member(self, href: str) -> str:
        """Its name; empty where there is no such member."""
        for written in (href, unquote(href)):
            path = posixpath.normpath(posixpath.join(self._folder, written))
            if path in self._members:
                return path
        return self._folded.get(path.casefold(), "")

    def pages(self, items: Sequence[etree._Element]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The pages among some items, each once, and the names of those that are not there."""
        pages: dict[str, None] = {}
        missing: dict[str, None] = {}
        for item in items:
            href = str(item.get("href", "")).partition("#")[0]
            if not _is_page(item, href):
                continue
            if path := self.member(href):
                pages[path] = None
            else:
                missing[unquote(href)] = None
        return tuple(pages), tuple(missing)

    def contents(self, items: Iterable[etree._Element]) -> str:
        """The table of contents: the navigation page, else that of an older book."""
        tables = (
            [item for item in items if _is_navigation(item)],
            [item for item in items if str(item.get("media-type")) == _NCX],
        )
        paths = (self.member(str(item.get("href", ""))) for table in tables for item in table)
        return next((path for path in paths if path), "")


def _is_navigation(item: etree._Element) -> bool:
    return "nav" in str(item.get("properties", "")).split()


def _is_page(item: etree._Element, href: str) -> bool:
    if _is_navigation(item):
        return False
    media = str(item.get("media-type", "")).lower()
    return media in _PAGES or (
        href.lower().endswith(_PAGE_NAMES) and not media.startswith(("image", "audio", "video"))
    )


def _refuse_encrypted(members: Members, name: str, read: set[str]) -> None:
    """A book may hide its fonts; one whose pages are locked says so."""
    if _ENCRYPTION not in members:
        return
    for data in _all(parse(members.read(_ENCRYPTION), name, is_xml=True), "EncryptedData"):
        methods = {str(m.get("Algorithm", m.get("algorithm", ""))) for m in _all(data, "EncryptionMethod")}
        locked = {
            unquote(str(one.get("URI", one.get("uri", "")))) for one in _all(data, "CipherReference")
        } or read
        if methods.difference(_FONTS) and locked & read:
            raise ReadError(name, "is encrypted (DRM); its text cannot be read without its key")


def _all(root: etree._Element, tag: str) -> list[etree._Element]:
    """All elements of that name in any namespace."""
    return [
        element
        for element in root.iter()
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2].lower() == tag.lower()
    ]


# --- what it says of itself ------------------------------------------------------------------------------


def _said(root: etree._Element) -> Metadata:
    return Metadata(
        next(_texts(root, "title"), ""),
        tuple(dict.fromkeys(_authors(root))),
        next(_texts(root, "language"), None),
        _date(root),
    )


def _texts(root: etree._Element, tag: str) -> Iterator[str]:
    for one in _all(root, tag):
        text = " ".join("".join(map(str, one.itertext())).split())
        if text and not _NAMELESS.fullmatch(text):
            yield text


def _authors(root: etree._Element) -> list[str]:
    """Those whose role is to have written it, where roles are given; translators have another."""
    roles = {
        str(meta.get("refines", "")).removeprefix("#"): (meta.text or "").strip()
        for meta in _all(root, "meta")
        if meta.get("property") == "role"
    }
    authors: list[str] = []
    others: list[str] = []
    for one in _all(root, "creator"):
        role = _attribute(one, "role") or roles.get(str(one.get("id")), "")
        (authors if role in ("", "aut") else others).extend(_texts(one, "creator"))
    return authors or others


def _date(root: etree._Element) -> str | None:
    """The day of publication, where one is told from others; a year of three digits is nobody's."""
    dates = [
        (_attribute(one, "event"), date[0])
        for one in _all(root, "date")
        if (date := re.match(r"\s*[12]\d{3}(?:-\d\d){0,2}", one.text or ""))
    ]
    dates.sort(key=lambda date: date[0] not in ("publication", "original-publication"))
    return dates[0][1].strip() if dates else None


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute of that name in any namespace."""
    return next(
        (
            str(value).strip().lower()
            for key, value in element.attrib.items()
            if str(key).rpartition("}")[2].rpartition(":")[2] == name
        ),
        "",
    )
