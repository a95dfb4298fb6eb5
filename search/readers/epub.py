"""The reader for EPUB books: the HTML reader over all pages of a book.

Comes in: the bytes of an `.epub`, or the files of one that was unpacked. Goes out: one Document, in reading
order; a mark may call a note in any page. Nothing outside the book is ever opened.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from search.document import Document, Problem, ProblemKind
from search.errors import ReadError
from search.readers.archive import Archive, Members
from search.readers.contents import Entry, add_headings, entries
from search.readers.html import convention, write
from search.readers.html.links import Found
from search.readers.html.marks import find
from search.readers.html.markup import parse
from search.readers.html.metadata import metadata
from search.readers.html.tree import Tree
from search.readers.html.writing import build
from search.readers.package import Package, read_package
from search.settings import Limits


def read(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """Reads a book.

    Raises:
        ReadError: no EPUB, damaged, encrypted, too large when unpacked, or without text.
    """
    return read_book(Archive(data, name, limits), name, hashlib.sha256(data).hexdigest())


def read_book(members: Members, name: str, sha256: str) -> Document:
    """Reads the files of a book.

    Raises:
        ReadError: they are no book, or one that is damaged, encrypted, too large, or without text.
    """
    package = read_package(members, name)
    pages = {path: members.read(path) for path in (*package.pages, *package.unlisted)}
    pages |= dict(_linked(members, package, pages))
    document, said = read_pages(pages, name, "epub", sha256, _contents(members, package, name)), package.said
    return replace(
        document,
        title=said.title or document.title,
        authors=said.authors or document.authors,
        language=said.language or document.language,
        published=said.published,
        url=None,
        problems=(*document.problems, *_missing(package)),
    )


def _linked(members: Members, package: Package, pages: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Pages outside the reading order that a page in it names: they may hold notes."""
    for path in package.others:
        file = posixpath.basename(path).encode()
        if any(file + b"#" in page for page in pages.values()):
            yield path, members.read(path)


def _contents(members: Members, package: Package, name: str) -> Mapping[str, Sequence[Entry]]:
    """What the table of contents lists by file; nothing where it is damaged."""
    path = package.contents
    try:
        return entries(parse(members.read(path), f"{name}: {path}", is_xml=True), path) if path else {}
    except ReadError:
        return {}


def _missing(package: Package) -> Iterator[Problem]:
    for path in package.missing:
        yield Problem(ProblemKind.MISSING_PART, f"{path}, which the book lists, is not in it.")
    if package.unlisted:
        count, first = len(package.unlisted), package.unlisted[0]
        message = (
            f"{count} pages that the book does not list, {first} and others, are read after those it lists."
        )
        yield Problem(ProblemKind.MISSING_PART, message)


def read_pages(
    pages: Mapping[str, bytes],
    name: str,
    format: str,
    sha256: str,
    contents: Mapping[str, Sequence[Entry]] | None = None,
) -> Document:
    """Reads pages that are one work, in their order; they link to each other by their names.

    What the table of contents lists has a heading, though its page has none.

    Raises:
        ReadError: there is no text in them.
    """
    tree = Tree()
    for path, page in pages.items():
        if page.strip():
            root = parse(page, f"{name}: {path}")
            add_headings(root, (contents or {}).get(path, ()))
            tree.add(root, path)
    if not tree.nodes:
        raise ReadError(name, "holds no page of text; there is nothing to index")
    found = find(tree)
    said = metadata(tree)
    document = build(write(tree, found)).document(
        b"",
        name,
        format,
        title=_title(tree, found) or Path(name).name,
        authors=said.authors,
        language=said.language,
        convention=convention(found),
    )
    return replace(document, sha256=sha256)


def _title(tree: Tree, found: Found) -> str:
    """The title that all pages say alike; else what a first page without notes says: a cover, contents."""
    titles = {tree.text(node, 300) for node in tree.nodes if node.tag == "title"}
    if len(tree.bodies) < 2 or len(titles) == 1:
        return metadata(tree).title
    first = next(iter(tree.bodies.values()))
    marks = [mark for mark in found.marks if mark < first.end]
    return "" if marks else metadata(tree).title
