"""What Word puts in from other parts: embedded documents (`w:altChunk`) and diagrams (SmartArt).

Comes in: the package, and a reader for a Word document in it. Goes out: pieces of text by the relation that
stands where Word would show them, and the notes that they call. What cannot be read is reported.
"""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from search.document import Document, NoteReference, Problem, ProblemKind
from search.errors import ReadError
from search.readers import reader_for
from search.readers.building import Builder, Mark
from search.readers.docx.body import Piece
from search.readers.docx.package import Element, Package, Relation, full, value_of
from search.readers.flow import Finished, clean
from search.settings import Limits

_MIME = b"MIME-Version:"  # how a web page with its pictures begins, saved as one file
_LINKING = frozenset(
    {"parTrans", "sibTrans", "pres"}
)  # points of a diagram that stand for its arrows and frames


@dataclass(frozen=True, slots=True)
class Inserted:
    """Pieces by relation; the embedded documents by the same, for their notes; what is not read."""

    pieces: Mapping[str, Sequence[Piece]]
    documents: Mapping[str, Document]
    problems: tuple[Problem, ...]

    def add_notes(self, builder: Builder) -> None:
        """Adds the notes of embedded documents."""
        for relation, document in self.documents.items():
            for note in document.notes:
                marks = _marks(relation, note.references)
                builder.note((relation, note.id), note.label, note.text, marks, links=note.links)


def read_inserted(
    package: Package, body: Element, limits: Limits, read: Callable[[bytes, str], Document]
) -> Inserted:
    """Reads what a body refers to."""
    relations = package.relations(package.main)
    pieces: dict[str, Sequence[Piece]] = {}
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for identity in _ids(body, "w:altChunk", "r:id"):
        try:
            documents[identity] = document = _chunk(package, relations.get(identity), limits, read)
        except ReadError as error:
            message = f"A document that is embedded here is not read: it {error.reason}."
            problems.append(Problem(ProblemKind.MISSING_PART, message))
        else:
            pieces[identity] = tuple(_pieces(identity, document))
    for identity in _ids(body, "dgm:relIds", "r:dm"):
        root = package.tree(relations[identity].target) if identity in relations else None
        pieces[identity] = () if root is None else tuple(_points(root))
    return Inserted(pieces, documents, tuple(problems))


def _ids(body: Element, name: str, attribute: str) -> list[str]:
    found = (value_of(element, attribute) for element in body.iter(full(name)))
    return list(dict.fromkeys(identity for identity in found if identity))


# --- embedded documents ----------------------------------------------------------------------------------


def _chunk(
    package: Package, relation: Relation | None, limits: Limits, read: Callable[[bytes, str], Document]
) -> Document:
    if relation is None or relation.is_external or not package.holds(relation.target):
        raise ReadError(package.name, "is not in the file; open the file in Word and save it")
    name, data = f"{package.name}: {relation.target}", package.bytes(relation.target)
    if data.lstrip().startswith(_MIME):
        data = _web_page(data)
    kind = reader_for(data, name)
    if kind == "docx":
        return read(data, name)
    document: Document = import_module(f"search.readers.{kind}").read(data, name, limits)
    return document


def _web_page(data: bytes) -> bytes:
    """The page in a file of several parts, in UTF-8 where the file says what it is in."""
    for part in email.message_from_bytes(data).walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            charset = part.get_content_charset()
            try:
                return b"\xef\xbb\xbf" + content.decode(charset).encode() if charset else content
            except (LookupError, UnicodeDecodeError):
                return content
    return data


def _pieces(relation: str, document: Document) -> Iterator[Piece]:
    for section in document.sections:
        if section.title:
            yield Piece(Finished(section.title), section.level)
        for paragraph in section.paragraphs:
            yield Piece(Finished(paragraph.text, _marks(relation, paragraph.references)))


def _marks(relation: str, references: Sequence[NoteReference]) -> tuple[Mark, ...]:
    return tuple(Mark(one.label, one.offset, (relation, one.note_id)) for one in references)


# --- diagrams --------------------------------------------------------------------------------------------


def _points(root: Element) -> Iterator[Piece]:
    for point in root.iter(full("dgm:pt")):
        if point.get("type") not in _LINKING:
            text = clean(
                " ".join("".join(map(str, line.itertext())) for line in point.iter(full("a:p")))
            ).strip()
            if text:
                yield Piece(Finished(text))
