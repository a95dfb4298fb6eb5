"""A small book with two notes in a file of their own, zipped when a test asks for it, any part replaced."""

from __future__ import annotations

import io
import zipfile

from search.document import Document

XHTML = (
    '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{}</body></html>'
)
CHAPTER = (
    "<h2>Chapter One</h2><p>The mill burned."
    '<a epub:type="noteref" href="../notes/end.xhtml#n1" id="r1">1</a> '
    'It was<a epub:type="noteref" href="../notes/end.xhtml#n2" id="r2">2</a> rebuilt&nbsp;soon.</p>'
)
NOTES = (
    '<section epub:type="endnotes"><h2>Notes</h2><ol><li id="n1" epub:type="endnote"><p>In 1702. '
    '<a href="../text/one.xhtml#r1" role="doc-backlink">↩</a></p></li>'
    '<li id="n2" epub:type="endnote"><p>By <a href="https://example.org/low">Low</a>. '
    '<a href="../text/one.xhtml#r2" role="doc-backlink">↩</a></p></li></ol></section>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
    "<dc:title>Mills</dc:title><dc:creator>Ann Low</dc:creator><dc:language>en</dc:language>"
    "</metadata><manifest>"
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="end" href="notes/end.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="end"/></spine></package>'
)
CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'


def book(**others: str) -> bytes:
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": PACKAGE,
        "OEBPS/nav.xhtml": XHTML.format("<nav><ol><li><a href='text/one.xhtml'>One</a></li></ol></nav>"),
        "OEBPS/text/one.xhtml": XHTML.format(CHAPTER),
        "OEBPS/notes/end.xhtml": XHTML.format(NOTES),
    } | others
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def called(document: Document) -> list[tuple[str, str]]:
    texts = {note.id: note.text for note in document.notes}
    return [(mark.label, texts.get(mark.note_id or "", "?")) for mark in document.references()]
