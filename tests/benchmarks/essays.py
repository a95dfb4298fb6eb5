"""Passages written by chance in, one document in each format out, in the markup that a common tool emits.

The text is the same in all formats but PDF, for which the pages of a golden file are put behind each other.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from random import Random

import pypdfium2

from search.document import Document
from tests.benchmarks.corpus import Prose

_CHAPTER = 50  # paragraphs
_GOLDEN = Path(__file__).parent.parent / "fixtures" / "same" / "essay.pdf"
_GOLDEN_PASSAGES = 10
_MARK = re.compile(r"\[(\d+)\]")
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Chapter:
    """A title, paragraphs with marks like "[12]", and the notes that they call by number."""

    title: str
    paragraphs: Sequence[str]
    notes: dict[int, str]


def written(documents: Sequence[Document], passages: int) -> list[Chapter]:
    """So many passages in the manner of some documents; notes are counted through."""
    prose = Prose(documents, Random(1))
    chapters: list[Chapter] = []
    before = 0
    for first in range(0, passages, _CHAPTER):
        title, *pieces = prose.document(min(_CHAPTER, passages - first)).strip().split("\n\n")
        end = pieces.index("Notes") if "Notes" in pieces else len(pieces)
        notes = {before + number: text.split("] ", 1)[1] for number, text in enumerate(pieces[end + 1 :], 1)}
        chapters.append(
            Chapter(title.capitalize(), [_renumbered(one, before) for one in pieces[:end]], notes)
        )
        before += len(notes)
    return chapters


def _renumbered(text: str, before: int) -> str:
    return _MARK.sub(lambda mark: f"[{before + int(mark[1])}]", text)


def _marked(text: str, mark: str) -> str:
    return _MARK.sub(mark, escape(text, quote=False))


def _html(chapter: Chapter, mark: str, note: str) -> tuple[str, str]:
    """The text and the notes of a chapter; "{n}" is the number, "{text}" what the note says."""
    body = f"<h2>{escape(chapter.title)}</h2>\n"
    body += "".join(f"<p>{_marked(paragraph, mark)}</p>\n" for paragraph in chapter.paragraphs)
    linked = (
        (number, _URL.sub(r'<a href="\g<0>">\g<0></a>', text)) for number, text in chapter.notes.items()
    )
    return body, "".join(note.format(n=number, text=text) for number, text in linked)


_FNREF = (
    r'<sup id="fnref:\1" role="doc-noteref"><a href="#fn:\1" class="footnote" rel="footnote">\1</a></sup>'
)
_FN = (
    '<li id="fn:{n}" role="doc-endnote"><p>{text} <a href="#fnref:{n}" class="reversefootnote" '
    'role="doc-backlink">&#8617;</a></p></li>\n'
)


def html(chapters: Sequence[Chapter], file: Path) -> None:
    """As kramdown has it."""
    parts = [_html(chapter, _FNREF, _FN) for chapter in chapters]
    body = "".join(text for text, _ in parts)
    notes = "".join(note for _, note in parts)
    file.write_text(
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Essays</title></head>'
        f'<body>\n{body}<div class="footnotes" role="doc-endnotes"><ol>\n{notes}</ol></div></body></html>\n'
    )


def markdown(chapters: Sequence[Chapter], file: Path) -> None:
    """As Pandoc has it, the notes at the end."""
    with file.open("w") as opened:
        for chapter in chapters:
            opened.write(f"## {chapter.title}\n\n")
            opened.writelines(_MARK.sub(r"[^\1]", paragraph) + "\n\n" for paragraph in chapter.paragraphs)
        for chapter in chapters:
            opened.writelines(f"[^{number}]: {text}\n\n" for number, text in chapter.notes.items())


def text(chapters: Sequence[Chapter], file: Path) -> None:
    """With its notes at the end."""
    with file.open("w") as opened:
        for number, chapter in enumerate(chapters, 1):
            opened.write(f"Chapter {number}. {chapter.title}\n\n")
            opened.writelines(f"{paragraph}\n\n" for paragraph in chapter.paragraphs)
        opened.write("Notes\n\n")
        for chapter in chapters:
            opened.writelines(f"[{number}] {note}\n" for number, note in chapter.notes.items())


_NOTEREF = r'<a epub:type="noteref" href="notes.xhtml#n\1" id="r\1">\1</a>'
_NOTE = '<aside epub:type="footnote" id="n{n}"><p><a href="{file}#r{n}">{n}</a>. {text}</p></aside>\n'
_PAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Essays</title></head><body>\n{}</body></html>\n'
)
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile '
    'full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def epub(chapters: Sequence[Chapter], file: Path) -> None:
    """A page a chapter, the notes of all in one more."""
    pages = {}
    notes = ""
    for number, chapter in enumerate(chapters, 1):
        name = f"chapter{number}.xhtml"
        body, noted = _html(chapter, _NOTEREF, _NOTE.replace("{file}", name))
        pages[name] = _PAGE.format(body)
        notes += noted
    pages["notes.xhtml"] = _PAGE.format(f"<h2>Notes</h2>\n{notes}")
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in pages)
    spine = "".join(f'<itemref idref="{name}"/>' for name in pages)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">essays</dc:identifier><dc:title>'
        "Essays</dc:title><dc:language>en</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    head = {"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER, "content.opf": package}
    _pack(head | pages, file)


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
_CALL = (
    '</w:t></w:r><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    r'<w:footnoteReference w:id="\1"/></w:r><w:r><w:t xml:space="preserve">'
)
_FOOTNOTE = (
    '<w:footnote w:id="{}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle '
    'w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>{}</w:p></w:footnote>'
)


def docx(chapters: Sequence[Chapter], file: Path) -> None:
    """As Word has it, with footnotes."""
    body = notes = ""
    for chapter in chapters:
        heading = _RUN.format(escape(chapter.title))
        body += f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{heading}</w:p>'
        body += "".join(
            f"<w:p>{_RUN.format(_marked(one, _CALL.format(chr(92) + '1')))}</w:p>"
            for one in chapter.paragraphs
        )
        notes += "".join(
            _FOOTNOTE.format(number, _RUN.format(" " + escape(note)))
            for number, note in chapter.notes.items()
        )
    style = '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>'
    root = f'xmlns:w="{_WORD}"'
    parts = {
        "document": f"<w:document {root}><w:body>{body}</w:body></w:document>",
        "footnotes": f"<w:footnotes {root}>{notes}</w:footnotes>",
        "styles": f"<w:styles {root}>{style}</w:styles>",
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}.'
        f'{"document.main" if name == "document" else name}+xml"/>'
        for name in parts
    )
    _pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
            "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": _relations(
                {"footnotes": "footnotes.xml", "styles": "styles.xml"}
            ),
        }
        | {f"word/{name}.xml": part for name, part in parts.items()},
        file,
    )


def _relations(targets: dict[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _pack(members: dict[str, str], file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def pdf(chapters: Sequence[Chapter], file: Path) -> None:
    """A golden file over and over, for about as many passages."""
    wanted = sum(len(chapter.paragraphs) for chapter in chapters)
    with pypdfium2.PdfDocument(_GOLDEN) as golden, pypdfium2.PdfDocument.new() as whole:
        for _ in range(-(-wanted // _GOLDEN_PASSAGES)):
            whole.import_pages(golden)
        whole.save(file)


FORMATS: dict[str, Callable[[Sequence[Chapter], Path], None]] = {
    "html": html,
    "epub": epub,
    "docx": docx,
    "md": markdown,
    "txt": text,
    "pdf": pdf,
}
