"""What stands in other parts of a Word document: embedded documents, web pages, diagrams."""

from __future__ import annotations

import io
import zipfile

import pytest

from search.document import Document, ProblemKind
from search.notes import link_notes
from search.readers import read_bytes
from tests.readers.docx.packing import call, note, packed, paragraph, relation, run, zipped

HERE = '<w:altChunk r:id="a1"/>'
TEXT = paragraph(run("The mill was built in 1502."))
PAGE = (
    '<html><head><meta charset="utf-8"></head><body><h2>The Weir</h2><p>It held in spring.</p></body></html>'
)
SAVED = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="part"\n\n--part\n'
    'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
    "<html><body><p>The lock=E2=80=99s keeper.</p></body></html>\n--part--\n"
)
DIAGRAM = (
    '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>'
    "<dgm:pt><dgm:t><a:p><a:r><a:t>Grain</a:t></a:r></a:p></dgm:t></dgm:pt>"
    '<dgm:pt type="parTrans"><dgm:t><a:p/></dgm:t></dgm:pt>'
    "<dgm:pt><dgm:t><a:p><a:r><a:t>Flo</a:t></a:r><a:r><a:t>ur</a:t></a:r></a:p></dgm:t></dgm:pt>"
    "</dgm:ptLst></dgm:dataModel>"
)


def read_with(body: str, kind: str, part: str, content: str | bytes) -> Document:
    """A document whose relation a1 leads to one more part."""
    with zipfile.ZipFile(io.BytesIO(packed(body))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    related = "word/_rels/document.xml.rels"
    rows = bytes(members[related]).decode() if isinstance(members[related], bytes) else ""
    members[related] = rows.replace("</Rel", f"{relation('a1', kind, part)}</Rel", 1)
    return link_notes(read_bytes(zipped(members | {f"word/{part}": content}), "thesis.docx"))


def texts(document: Document) -> list[str]:
    return [one.text for one in document.paragraphs()]


def test_an_embedded_document_is_read_where_it_stands_with_its_notes() -> None:
    inner = packed(paragraph(run("It burned") + call(2) + run(" in 1513.")), note(2, run("Town book.")))
    document = read_with(f"{TEXT}{HERE}{paragraph(run('Nobody knew why.'))}", "aFChunk", "chunk.docx", inner)
    assert texts(document) == ["The mill was built in 1502.", "It burned in 1513.", "Nobody knew why."]
    assert [one.text for one in document.notes] == ["Town book."]
    [reference] = document.references()
    assert (reference.offset, reference.note_id) == (9, "note-1")


@pytest.mark.parametrize(
    ("content", "text"),
    [(PAGE, "It held in spring."), (SAVED, "The lock’s keeper."), ("Only words.", "Only words.")],
    ids=["page", "page with its pictures", "text"],
)
def test_a_document_that_is_nothing_but_an_embedded_page_is_that_page(content: str, text: str) -> None:
    assert texts(read_with(HERE, "aFChunk", "chunk.dat", content)) == [text]


def test_an_embedded_document_that_cannot_be_read_is_reported() -> None:
    document = read_with(f"{TEXT}{HERE}", "aFChunk", "chunk.rtf", "{\\rtf1 It burned.}")
    [problem] = document.problems
    assert problem.kind == ProblemKind.MISSING_PART
    assert "RTF" in problem.message


def test_a_document_that_is_embedded_in_an_embedded_one_is_reported() -> None:
    inner = packed(f"{TEXT}{HERE}")
    document = read_with(f"{TEXT}{HERE}", "aFChunk", "chunk.docx", inner)
    assert texts(document) == ["The mill was built in 1502."] * 2


def test_an_embedded_document_that_is_not_there_is_reported() -> None:
    document = read_with(f"{TEXT}{HERE}", "image", "picture.png", b"")
    assert [one.kind for one in document.problems] == [ProblemKind.MISSING_PART]


def test_the_points_of_a_diagram_are_paragraphs() -> None:
    drawing = (
        '<w:drawing><dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'r:dm="a1"/></w:drawing>'
    )
    document = read_with(f"{TEXT}<w:p><w:r>{drawing}</w:r></w:p>", "diagramData", "data1.xml", DIAGRAM)
    assert texts(document) == ["The mill was built in 1502.", "Grain", "Flour"]
