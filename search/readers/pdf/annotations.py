"""Link annotations of a page: where they lie and where they lead."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from search.readers.pdf.shapes import Link, Target

_MOST = 5_000  # links on one page: a list of works has hundreds
_LONGEST = 4_096  # characters of a URL


_Turned: TypeAlias = Callable[[float, float], tuple[float, float]]


def read_links(document: pdfium.PdfDocument, page: pdfium.PdfPage, turned: _Turned) -> Iterator[Link]:
    """The links of a page that lead to a URL or to a page of the same document."""
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    box = raw.FS_RECTF()
    for _ in range(_MOST):
        if not raw.FPDFLink_Enumerate(page.raw, position, link):
            return
        target = _target(document.raw, link, turned)
        if target and raw.FPDFLink_GetAnnotRect(link, box):
            x0, y0 = turned(box.left, box.bottom)
            x1, y1 = turned(box.right, box.top)
            yield Link(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), target)


def _target(document: Any, link: Any, turned: _Turned) -> Target | None:
    action = raw.FPDFLink_GetAction(link)
    if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
        url = _url(document, action)
        return Target(url) if url.lower().startswith(("http://", "https://", "doi:")) else None
    place = raw.FPDFLink_GetDest(document, link)
    if not place and action and raw.FPDFAction_GetType(action) == raw.PDFACTION_GOTO:
        place = raw.FPDFAction_GetDest(document, action)
    return _place(document, place, turned) if place else None


def _url(document: Any, action: Any) -> str:
    length = raw.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < length <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", "replace").strip()


def _place(document: Any, place: Any, turned: _Turned) -> Target | None:
    """Where on its page a destination lies; the pages of one file are mostly cropped and turned alike."""
    page = raw.FPDFDest_GetDestPageIndex(document, place)
    known = [ctypes.c_int() for _ in range(3)]
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    if page < 0:
        return None
    if not raw.FPDFDest_GetLocationInPage(place, *known, x, y, zoom):
        return Target(page=page)
    across, up = turned(x.value, y.value)
    return Target(page=page, x=across if known[0].value else None, y=up if known[1].value else None)
