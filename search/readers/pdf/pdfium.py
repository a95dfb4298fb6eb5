"""The bytes of a PDF to pages of characters, rules and links, by way of PDFium.

Comes in: a file's bytes. Goes out: a `File` whose pages hold what can be seen, upright: text that is rotated
(watermarks, stamps at the margin), outside the crop box or invisible is left out; but where a page has hardly
any other text the invisible one is what OCR has read, and stays.

PDFium is a C library and not thread safe: one document at a time in a process. Pages, characters and seconds
are limited here; what a single page may cost inside PDFium only a process of its own can limit.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import hypot
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from search.errors import ReadError
from search.readers.pdf.annotations import read_links
from search.readers.pdf.legible import Legibility
from search.readers.pdf.loops import without_loops
from search.readers.pdf.relettered import relettered, retitled
from search.readers.pdf.shapes import File, Glyph, Page, Rule
from search.settings import Limits

_BOLD = re.compile(r"bold|black|heavy|semibold|demi|cmbx|sfbx|medi\b|lmr?o?man.*bold|\bbx", re.IGNORECASE)
# what TeX's own fonts (OT1, T1, TS1) keep where others have control characters; bitmaps bring no table
_TEX = {
    **dict(zip(range(0x0B, 0x10), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **dict(zip(range(0x10, 0x17), "“”„«»–—", strict=True)),
    **dict(zip(range(0x1B, 0x20), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    0x7F: "-",
    0x84: "†",
    0x85: "‡",
    0x86: "‖",
    0x88: "•",
    0x9F: "§",
}
_INVISIBLE = (3, 7)  # text render modes: neither filled nor stroked
_SLOPE = 0.1  # of a baseline: scans lie a little askew
_RAISED = 0.2  # of the size: figures of a font's own superscripts begin so far above the baseline
_LOWEST = 0.62  # of the size: and are no higher than this
_SCANNED = 10  # characters: a page with fewer that can be seen has no text of its own
_THIN = 3.0  # points: anything higher is no rule
_LONG = 18.0  # points: anything shorter is a dash
_OBJECTS = 20_000  # a drawing has as many paths; no footnote rule is to be found among them


def open_file(data: bytes, name: str, limits: Limits) -> File:
    """Reads all pages.

    Raises:
        ReadError: encrypted, damaged, without pages or text, or beyond a limit.
    """
    document = _open(data, name)
    with contextlib.closing(document):
        count = len(document)
        if not count:
            raise ReadError(name, "has no pages; there is nothing to index")
        if count > limits.pdf_pages:
            raise ReadError(
                name,
                f"has {count:,} pages, more than the {limits.pdf_pages:,} that a PDF may have; "
                "split it, or raise IBIDEM_LIMIT_PDF_PAGES",
            )
        legibility = Legibility()
        pages = tuple(_pages(document, name, limits, legibility))
        if not any(page.glyphs for page in pages):
            raise ReadError(
                name,
                "has no text layer, only pictures of its pages; "
                "run OCR on it first, for example: ocrmypdf in.pdf out.pdf",
            )
        if legibility.is_rubbish:
            raise ReadError(
                name,
                "has a text layer that does not say which characters its fonts print; "
                "run OCR on it anew, for example: ocrmypdf --force-ocr in.pdf out.pdf",
            )
        about = document.get_metadata_dict()
        found, is_told = relettered(pages)
        named = retitled if found is not pages else str
        return File(
            found,
            named(about["Title"]),
            named(about["Author"]),
            _language(document),
            about["Creator"] + about["Producer"],
            is_told,
        )


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(without_loops(data))
    except pdfium.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise ReadError(name, "is encrypted; remove its password first (qpdf --decrypt)") from error
        raise ReadError(
            name, "is damaged or no PDF; fetch it again, or repair it (qpdf in.pdf out.pdf)"
        ) from error


def _language(document: pdfium.PdfDocument) -> str:
    length = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if length <= 2:
        return ""
    buffer = (raw.FPDF_WCHAR * (length // 2))()
    raw.FPDFCatalog_GetLanguage(document.raw, buffer, length)
    return bytes(buffer).decode("utf-16-le", "ignore").rstrip("\0")


def _pages(document: pdfium.PdfDocument, name: str, limits: Limits, legibility: Legibility) -> Iterator[Page]:
    until = time.process_time() + limits.pdf_seconds
    failed = 0
    for index in range(len(document)):
        if time.process_time() > until:
            raise ReadError(
                name,
                f"takes more than {limits.pdf_seconds} seconds of processor time to read; "
                "split it, or raise IBIDEM_LIMIT_PDF_SECONDS",
            )
        try:
            page = document[index]
        except pdfium.PdfiumError as error:
            failed += 1
            if failed == len(document):
                raise ReadError(name, "is damaged: none of its pages can be read") from error
            continue
        with contextlib.closing(page):
            yield _page(document, page, index, limits, legibility)


def _page(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int, limits: Limits, legibility: Legibility
) -> Page:
    frame = _Frame.of(page)
    width, height = page.get_size()
    with contextlib.closing(page.get_textpage()) as textpage:
        glyphs = tuple(_glyphs(textpage.raw, frame, limits.page_characters, legibility))
    rules = tuple(rule for rule in _rules(page, frame))
    label = document.get_page_label(index) or ""
    return Page(index, width, height, glyphs, rules, tuple(read_links(document, page, frame.turned)), label)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible part of a page and how far it is turned, in quarters clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> _Frame:
        left, bottom, right, top = page.get_cropbox()
        return cls(left, bottom, right, top, page.get_rotation() // 90 % 4)

    def turned(self, x: float, y: float) -> tuple[float, float]:
        """A point as the reader sees it, from the lower left corner of what is visible."""
        if self.quarters == 1:
            return y - self.bottom, self.right - x
        if self.quarters == 2:
            return self.right - x, self.top - y
        if self.quarters == 3:
            return self.top - y, x - self.left
        return x - self.left, y - self.bottom

    def span(self, x: float, y: float, box: raw.FS_RECTF) -> tuple[float, float, float]:
        """Where the character at a point begins and ends, and its baseline."""
        if not self.quarters:
            return x - self.left, max(x, box.right) - self.left, y - self.bottom
        start, baseline = self.turned(x, y)
        corners = self.turned(box.left, box.bottom)[0], self.turned(box.right, box.top)[0]
        return min(start, *corners), max(start, *corners), baseline

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A vector as the reader sees it."""
        return ((x, y), (y, -x), (-x, -y), (-y, x))[self.quarters]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the page is visible."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    upright: bool
    visible: bool
    unmapped: bool  # its font has no table of its characters


def _glyphs(textpage: Any, frame: _Frame, limit: int, legibility: Legibility) -> list[Glyph]:
    visible: list[Glyph] = []
    hidden: list[Glyph] = []
    styles: dict[int, _Style] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    for index in range(min(raw.FPDFText_CountChars(textpage), limit)):
        text = _character(raw.FPDFText_GetUnicode(textpage, index))
        owner = raw.FPDFText_GetTextObject(textpage, index) if text else None
        if not owner:
            continue  # PDFium's own spaces and line ends among them
        address = ctypes.addressof(owner.contents)
        style = styles.get(address)
        if style is None:
            style = styles[address] = _style(textpage, index, owner, frame)
        legibility.add(text, unmapped=style.unmapped)
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        if not style.upright or not frame.holds(x.value, y.value):
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        raised = text.isdecimal() and frame.quarters == 0 and _is_raised(textpage, index, y.value, style.size)
        x0, x1, baseline = frame.span(x.value, y.value, box)
        glyph = Glyph(text, x0, x1, baseline, style.size, style.bold, raised)
        (visible if style.visible else hidden).append(glyph)
    seen = sum(not glyph.text.isspace() for glyph in visible)
    return visible if seen >= _SCANNED or not hidden else hidden


@cache
def _character(code: int) -> str:
    """A character that a text may hold; ligatures taken apart, private characters left out."""
    if code == 2:
        return "-"  # PDFium's sign for a hyphen that ends a line
    if 0xFB00 <= code <= 0xFB06:
        return ("ff", "fi", "fl", "ffi", "ffl", "st", "st")[code - 0xFB00]
    if code in _TEX:
        return _TEX[code]
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xF900 or 0xFFF0 <= code <= 0xFFFF:
        return ""
    if code >= 0xF0000 or 0x200B <= code <= 0x200F or code in (0xFEFF, 0xFE0E, 0xFE0F):
        return ""
    return " " if chr(code).isspace() else chr(code)


def _style(textpage: Any, index: int, owner: Any, frame: _Frame) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    along, across = frame.direction(matrix.a, matrix.b)
    size = abs(raw.FPDFText_GetFontSize(textpage, index)) * hypot(matrix.c, matrix.d)
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    bold = bool(_BOLD.search(name.value.decode("latin-1")) or flags.value & (1 << 18))
    visible = raw.FPDFTextObj_GetTextRenderMode(owner) not in _INVISIBLE
    upright = along > 0 and abs(across) <= _SLOPE * along and size > 0.5
    unmapped = raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
    return _Style(size, bold, upright, visible, unmapped)


def _is_raised(textpage: Any, index: int, baseline: float, size: float) -> bool:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    height = top.value - bottom.value
    return bottom.value - baseline > _RAISED * size and 0 < height < _LOWEST * size


def _rules(page: pdfium.PdfPage, frame: _Frame) -> Iterator[Rule]:
    total = raw.FPDFPage_CountObjects(page.raw)
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(min(total, _OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPageObj_GetBounds(item, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        x0, y0 = frame.turned(left, bottom)
        x1, y1 = frame.turned(right, top)
        if abs(y1 - y0) <= _THIN and abs(x1 - x0) >= _LONG:
            yield Rule(min(x0, x1), max(x0, x1), (y0 + y1) / 2)
