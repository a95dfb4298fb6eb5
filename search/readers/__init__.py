"""Bytes in, Document out: peers, one format each, in one table of suffix -> reader.

A file is what its first bytes say, then what its suffix says; one that says nothing is tried as text.

A reader finds sections, paragraphs, note references and notes, and leaves linking them to `search.notes`.

    >>> read_bytes(b"She denied it.[1]\\n\\n[1] Smith, History, p. 5.\\n", "letter.txt").notes[0].label
    '1'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from search.collecting import uncollected
from search.document import Document
from search.errors import ReadError
from search.settings import Limits

# suffix -> the module of this package that reads it, imported when the first such file comes: PDFium and lxml
# take a fifth of a second to load
READERS = {
    ".epub": "epub",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".pdf": "pdf",
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdx", ".qmd", ".rmd"), "markdown"),
    ".txt": "text",
    ".text": "text",
}

HIDDEN = (".", "~$")  # how names begin that are not meant to be seen: Word keeps "~$" beside an open document

_HEAD = 4096  # bytes that show what a file is
_HTML = re.compile(
    rb"(?>(?:\xef\xbb\xbf|\s|<\?xml[^>]*>|<!--.*?-->)*)<(?:!doctype\s+html|html)\b", re.S | re.I
)


def _is_html(data: bytes) -> bool:
    return bool(
        _HTML.match(data[:_HEAD].removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b""))
    )


def _is_epub(data: bytes) -> bool:
    return data.startswith(b"PK") and (
        b"mimetypeapplication/epub+zip" in data[:100] or b"META-INF/container.xml" in data
    )


def _is_docx(data: bytes) -> bool:
    return data.startswith(b"PK") and b"[Content_Types].xml" in data and b"word/" in data


# reader -> whether these bytes are of its kind, whatever the file is called
_SIGNS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("pdf", lambda data: data.lstrip()[:5] == b"%PDF-"),
    ("epub", _is_epub),
    ("docx", _is_docx),
    ("html", _is_html),
)
_CALLED = re.compile(rb"\[\^([^\]\s]{1,80})\](?!:)")
_DEFINED = re.compile(rb"^ {0,3}\[\^([^\]\s]{1,80})\]:", re.MULTILINE)
_FRONT = re.compile(
    rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:(?:[\w-]+:|[ \t#-]).*\r?\n)+(?:---|\.\.\.)[ \t]*\r?\n"
)
_HEADING = re.compile(rb"^#{1,6} \S", re.MULTILINE)


def _is_markdown(data: bytes) -> bool:
    """Whether a text has a note `[^1]: …` and its mark, or front matter, or a heading and a link."""
    return bool(
        not set(_DEFINED.findall(data)).isdisjoint(_CALLED.findall(data))
        or _FRONT.match(data)
        or (b"](http" in data and _HEADING.search(data))
    )


# what no reader reads, and would be taken for text, or for damaged
_FOREIGN = (
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
    (b"\xd0\xcf\x11\xe0", "a file of an older Word"),
    (b"PK\x03\x04", "an archive, but no EPUB and no DOCX"),
)


def reader_for(data: bytes, name: str) -> str:
    """The reader that the first bytes ask for; else the suffix; else that of plain text.

    Raises:
        ReadError: a kind of file that none of them reads.
    """
    for reader, is_such in _SIGNS:
        if is_such(data):
            return reader
    reader = READERS.get(Path(name).suffix.lower(), "text")
    if reader == "text" and _is_markdown(data):
        reader = "markdown"
    for sign, kind in _FOREIGN:
        if data.startswith(sign) and reader != "docx":  # which says more of what is wrong
            raise ReadError(name, f"is {kind}; save it as one of {', '.join(READERS)}")
    return reader


def is_text(path: str | Path) -> bool:
    """Whether a file would be read as plain text."""
    try:
        with open(path, "rb") as file:
            return reader_for(file.read(_HEAD), str(path)) == "text"
    except ReadError:
        return False


def known(path: str | Path) -> bool:
    """Whether a reader exists for a file of this name."""
    return Path(path).suffix.lower() in READERS


def read_file(path: str | Path, limits: Limits | None = None) -> Document:
    """Reads one file, or one folder that is a document.

    Raises:
        ReadError: the file cannot be opened, is too large, or is no document of its format.
    """
    path = Path(path)
    limits = limits or Limits()
    try:
        if path.is_dir():
            return _read_folder(path, limits)
        size = path.stat().st_size
        if size > limits.file_size:
            raise ReadError(
                path,
                f"has {size:,} bytes, more than the {limits.file_size:,} that a document may have; "
                "split it, or raise IBIDEM_LIMIT_FILE_SIZE",
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(path, f"cannot be read ({error.strerror}); check its name and permissions") from error
    return read_bytes(data, str(path), limits)


def _read_folder(path: Path, limits: Limits) -> Document:
    from search.readers import folder  # only here: it reads with the readers

    if (found := folder.recognise(path, limits)) is None:
        raise ReadError(path, "is a folder of separate files; name a file in it")
    return folder.read(found)


@uncollected()
def read_bytes(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """Reads the bytes of a file; `name` names it in errors, and chooses the reader where the bytes do not.

    Every reader is given the limits in force; that of plain text, which is what it is, has no use for them.

    Raises:
        ReadError: no reader for such a file, or the bytes are no document of its format.
    """
    reader = import_module(f"search.readers.{reader_for(data, name)}")
    document: Document = reader.read(data, name, limits or Limits())
    return document
