"""The reader for EPUB books, and for folders of pages that are one work: the HTML reader over many files.

Comes in: the bytes of an `.epub`, or the pages of a folder. Goes out: one Document, in the spine's order; a
mark may call a note in any file of the book. Nothing outside the archive is ever opened.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from search.document import Document
from search.errors import ReadError
from search.readers.archive import Archive
from search.readers.html import convention, write
from search.readers.html.marks import find
from search.readers.html.markup import parse
from search.readers.html.metadata import Metadata, metadata
from search.readers.html.tree import Tree
from search.readers.html.writing import build
from search.settings import Limits

# a link to a place in another file that prints nothing but a label
_CALLS = re.compile(
    rb"""href\s*=\s*["']([^"'#]+)#[^>]*>(?:\s|<[^/>][^>]*>){0,4}[\[(]?[\d*]{1,4}[\])]?\s*<""", re.IGNORECASE
)
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_ADOBE_FONT = ("http://ns.adobe.com/pdf/enc#RC", "http://www.idpf.org/2008/embedding")  # fonts alone


def read(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """Reads a book.

    Raises:
        ReadError: no EPUB, damaged, encrypted, too large when unpacked, or without text.
    """
    archive = Archive(data, name, limits)
    package = _package_path(archive, name)
    root = parse(archive.read(package), name, is_xml=True)
    _refuse_encrypted(archive, name)
    pages: dict[str, bytes] = {}
    for path in _spine(root, posixpath.dirname(package)):
        if path in archive:
            pages.setdefault(path, archive.read(path))
    document = _document(pages, data, name, "epub")
    said = _said(root)
    return replace(
        document,
        title=said.title or document.title,
        authors=said.authors or document.authors,
        language=said.language or document.language,
        published=said.published,
        url=None,
    )


def read_folder(paths: Sequence[str | Path]) -> Document:
    """Reads pages of one folder as one document, in the order given; it is named for the folder."""
    files = [Path(path) for path in paths]
    folder = files[0].parent
    pages = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    return _document(pages, b"".join(pages.values()), str(folder), "html")


def belong_together(pages: Mapping[str, bytes]) -> bool:
    """Whether one page of a folder calls notes that stand in another."""
    for path, data in pages.items():
        for href in _CALLS.findall(data):
            other = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), unquote(href.decode(errors="replace")))
            )
            if other in pages and other != path:
                return True
    return False


def _document(pages: Mapping[str, bytes], data: bytes, name: str, format: str) -> Document:
    tree = Tree()
    for path, page in pages.items():
        if page.strip():
            tree.add(parse(page, f"{name}: {path}"), path)
    if not tree.nodes:
        raise ReadError(name, "holds no page of text; there is nothing to index")
    found = find(tree)
    said = metadata(tree)
    document = build(write(tree, found)).document(
        data,
        name,
        format,
        title=said.title,
        authors=said.authors,
        language=said.language,
        convention=convention(found),
    )
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


# --- the package -----------------------------------------------------------------------------------------


def _package_path(archive: Archive, name: str) -> str:
    if "META-INF/container.xml" in archive:
        container = parse(archive.read("META-INF/container.xml"), name, is_xml=True)
        for element in _all(container, "rootfile"):
            path = posixpath.normpath(unquote(str(element.get("full-path", ""))))
            if path in archive:
                return path
    found = [path for path in archive.names if path.endswith(".opf")]
    if not found:
        raise ReadError(name, "is no EPUB: it has no package file; convert it again from its source")
    return found[0]


def _refuse_encrypted(archive: Archive, name: str) -> None:
    if "META-INF/encryption.xml" not in archive:
        return
    methods = _all(parse(archive.read("META-INF/encryption.xml"), name, is_xml=True), "EncryptionMethod")
    if any(method.get("Algorithm", method.get("algorithm", "")) not in _ADOBE_FONT for method in methods):
        raise ReadError(name, "is encrypted (DRM); its text cannot be read without its key")


def _all(root: etree._Element, tag: str) -> list[etree._Element]:
    """All elements of that name in any namespace."""
    return [
        element
        for element in root.iter()
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2].lower() == tag.lower()
    ]


def _spine(root: etree._Element, folder: str) -> list[str]:
    """The pages in reading order without the table of contents; then those outside the spine."""
    items = {str(item.get("id")): item for item in _all(root, "item")}
    order = [items[key] for ref in _all(root, "itemref") if (key := str(ref.get("idref"))) in items]
    order += [item for item in items.values() if item not in order]
    return [
        posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href", "")))))
        for item in order
        if item.get("media-type") in _PAGES and "nav" not in str(item.get("properties", "")).split()
    ]


def _said(root: etree._Element) -> Metadata:
    def texts(tag: str) -> list[str]:
        return [" ".join("".join(map(str, one.itertext())).split()) for one in _all(root, tag)]

    date = re.match(r"\d{4}(?:-\d\d){0,2}", next(iter(texts("date")), ""))
    return Metadata(
        next(iter(texts("title")), ""),
        tuple(dict.fromkeys(filter(None, texts("creator")))),
        next(iter(texts("language")), None),
        date[0] if date else None,
    )
