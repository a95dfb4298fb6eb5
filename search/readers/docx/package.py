"""The bytes of a .docx to its parts: XML trees and the relations between them.

The names of elements are written with their prefixes ("w:p"), in the strict form of the format as in the
transitional one. Nothing outside the package is ever opened, and no document type is honoured.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import TypeAlias

from lxml import etree

from search.errors import ReadError
from search.readers.archive import Archive
from search.settings import Limits

Element: TypeAlias = "etree._Element"

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}
_NAMESPACES = {prefix: namespace for namespace, prefix in _PREFIXES.items()}
# the strict form (ISO 29500) has its own names for the same things
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": _NAMESPACES["w"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _NAMESPACES["r"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": _NAMESPACES["m"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": _NAMESPACES["a"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/diagram": _NAMESPACES["dgm"].encode(),
}
_DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<!DOCTYPE", re.DOTALL)
_HEAD = 4096  # bytes in which a document type stands, before entities that the parser would speak of
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@lru_cache(maxsize=4096)
def short(tag: object) -> str:
    """An element's name with its prefix: "w:p"; the bare name in a namespace that says nothing to us."""
    if not isinstance(tag, str):
        return ""
    namespace, _, name = tag.rpartition("}")
    prefix = _PREFIXES.get(namespace[1:])
    return f"{prefix}:{name}" if prefix else name


@lru_cache(maxsize=512)
def full(name: str) -> str:
    """The other way about: what lxml calls "w:p"."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def value(element: Element | None, *path: str, attribute: str = "w:val") -> str | None:
    """An attribute of the element at the end of a path of children; None without it."""
    for name in path:
        if element is None:
            return None
        element = element.find(full(name))
    return None if element is None else element.get(full(attribute))


def value_exists(element: Element | None, *path: str) -> bool:
    """Whether there is an element at the end of a path of children."""
    for name in path:
        element = None if element is None else element.find(full(name))
    return element is not None


def value_of(element: Element, attribute: str) -> str | None:
    """An attribute of the element itself by its short name."""
    return element.get(full(attribute))


def is_on(element: Element | None, *path: str) -> bool:
    """Whether a switch such as `<w:vanish/>` is there and not turned off."""
    for name in path:
        if element is None:
            return False
        element = element.find(full(name))
    return element is not None and element.get(full("w:val")) not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relation leads: a part's name, or a URL."""

    kind: str  # the end of its type: "footnotes", "hyperlink"
    target: str
    is_external: bool


class Package:
    """A .docx, opened."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        """Opens it.

        Raises:
            ReadError: not a Word document, or a damaged one.
        """
        self.name = name
        if PurePath(name).name.startswith("~$"):
            raise ReadError(
                name, "is what Word keeps beside a document that is open; read the document itself"
            )
        if not data.startswith(b"PK"):
            raise ReadError(name, _other_format(data))
        self._archive = Archive(data, name, limits)
        roots = self.relations("").values()
        self.main = next((one.target for one in roots if one.kind == "officeDocument"), "word/document.xml")
        if self.main not in self._archive:
            raise ReadError(name, f"is {self._kind()}, not a Word document; save it as .docx")
        self._related = self.relations(self.main)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part by their ids; those of the package itself for ""."""
        folder, base = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        found = {}
        for element in root:
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, target, external)
        return found

    def document(self) -> Element:
        """The body of the document.

        Raises:
            ReadError: there is none.
        """
        root = self.tree(self.main)
        body = None if root is None else root.find(full("w:body"))
        if body is None:
            raise ReadError(self.name, "has no text in it that Word could show; save it again as .docx")
        return body

    def part(self, kind: str) -> tuple[str, Element | None]:
        """The part of a kind ("footnotes") that the document leads to: its name and its tree."""
        target = next((one.target for one in self._related.values() if one.kind == kind), "")
        return target, self.tree(target)

    def properties(self, kind: str = "core") -> Element | None:
        """What the package says about itself."""
        return self.tree(f"docProps/{kind}.xml")

    def holds(self, member: str) -> bool:
        """Whether there is a part of that name."""
        return member in self._archive

    def bytes(self, member: str) -> bytes:
        """A part as it stands in the file."""
        return self._archive.read(member)

    def tree(self, member: str) -> Element | None:
        """A part parsed; None where it is not there."""
        if member not in self._archive:
            return None
        data = self._archive.read(member)
        if _DOCTYPE.match(data[:_HEAD]):
            raise self._typed(member)
        for strict, transitional in _STRICT.items():
            data = data.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(
                self.name, f"is damaged: {member} is no XML ({error.msg}); save it again"
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._typed(member)
        return root

    def _typed(self, member: str) -> ReadError:
        reason = f"declares a document type in {member}, which no Word document does; save it again in Word"
        return ReadError(self.name, reason)

    def _kind(self) -> str:
        if "mimetype" in self._archive:
            kind = self._archive.read("mimetype")[:80].decode("ascii", "replace").strip()
            return {"application/epub+zip": "an EPUB"}.get(kind, "an OpenDocument text")
        if any(name.startswith(("xl/", "ppt/")) for name in self._archive.names):
            return "an Excel or PowerPoint file"
        return "a ZIP archive"


def _other_format(data: bytes) -> str:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "is protected by a password; save it without one"
        return "is in the old .doc format; open it in Word or LibreOffice and save it as .docx"
    if not data.strip(b"\0 \r\n\t"):
        return "is empty; there is nothing to index"
    if data.lstrip().startswith(b"{\\rtf"):
        return "is an RTF file under another name; save it as .docx"
    return "is no Word document; save it as .docx, or give it the suffix of what it is"
