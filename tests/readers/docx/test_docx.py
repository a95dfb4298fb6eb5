"""Word documents: the parts as Word writes them, zipped here, read end to end."""

from __future__ import annotations

import io
import zipfile

import pytest

from search.document import Document
from search.errors import ReadError
from search.notes import link_notes
from search.readers import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SEPARATOR = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'


def relations(*rows: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">{"".join(rows)}</Relationships>'


def relation(identity: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def packed(body: str, notes: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", relations(relation("r1", "officeDocument", "word/document.xml")))
        archive.writestr("word/document.xml", f"<w:document {W} {R}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/_rels/document.xml.rels", relations(relation("r1", "footnotes", "footnotes.xml"))
        )
        archive.writestr("word/footnotes.xml", f"<w:footnotes {W} {R}>{SEPARATOR}{notes}</w:footnotes>")
        archive.writestr(
            "word/_rels/footnotes.xml.rels",
            relations(relation("r9", "hyperlink", "https://example.org/tolls", ' TargetMode="External"')),
        )
    return buffer.getvalue()


def read(body: str, notes: str = "") -> Document:
    return link_notes(read_bytes(packed(body, notes), "thesis.docx"))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def call(identity: int, own: str = "") -> str:
    custom = ' w:customMarkFollows="1"' if own else ""
    typed = f"<w:t>{own}</w:t>" if own else ""
    return f'<w:r><w:footnoteReference{custom} w:id="{identity}"/>{typed}</w:r>'


def note(identity: int, content: str) -> str:
    mark = "<w:r><w:footnoteRef/></w:r>"
    return f'<w:footnote w:id="{identity}"><w:p>{mark}{content}</w:p></w:footnote>'


def test_a_note_is_linked_and_its_mark_is_no_text() -> None:
    body = f"<w:p>{run('The carters struck in May ')}{call(2)}{run('. They won.')}</w:p>"
    document = read(body, note(2, run(" Town book, fol. 8.")))
    [paragraph] = document.paragraphs()
    assert paragraph.text == "The carters struck in May. They won."
    [reference] = paragraph.references
    assert (reference.label, reference.offset, reference.note_id) == ("1", 25, "note-1")
    assert document.notes[0].text == "Town book, fol. 8."


def test_a_custom_mark_is_the_label_and_is_not_counted() -> None:
    body = f"<w:p>{run('By the clerk')}{call(2, '*')}{run(' and the reeve')}{call(3)}</w:p>"
    document = read(body, note(2, run("* Of the toll house.")) + note(3, run("Of the town.")))
    assert [reference.label for reference in document.references()] == ["*", "1"]
    assert [one.text for one in document.notes] == ["Of the toll house.", "Of the town."]


def test_a_link_in_a_note_keeps_its_address() -> None:
    link = f'<w:hyperlink r:id="r9">{run("Tolls")}</w:hyperlink>'
    document = read(f"<w:p>{run('So it was.')}{call(2)}</w:p>", note(2, run("See ") + link))
    assert document.notes[0].links == ((4, 9, "https://example.org/tolls"),)


def test_deleted_text_and_its_note_are_not_printed() -> None:
    gone = f"<w:del>{call(2)}<w:r><w:delText>never</w:delText></w:r></w:del>"
    document = read(
        f"<w:p>{run('It rained.')}{gone}{call(3)}</w:p>", note(2, run("Lost.")) + note(3, run("Kept."))
    )
    assert [(one.label, one.text) for one in document.notes] == [("1", "Kept.")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .doc"),
        (b"PK\x03\x04 and no more", "damaged"),
    ],
)
def test_what_is_no_word_document_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_bytes(data, "thesis.docx")
