"""Headings that are bold type only: whole short paragraphs in bold, in a document without styled headings.

A line in a table or a text box is none, nor is one that ends like a sentence; and what follows must be text.
"""

from __future__ import annotations

from collections.abc import Iterator

from search.readers.docx.package import Element, full, value
from search.readers.docx.styles import Styles

_LONGEST = 100  # characters of a heading
_RUN = 2  # so many may follow each other: part and chapter; more are a title page
_ENDS = (".", ",", ";", ":")
_BOXES = ("w:tc", "w:txbxContent")


def bold_headings(body: Element, styles: Styles) -> frozenset[Element]:
    """The paragraphs that are headings; none where the document has headings by style."""
    paragraphs = list(body.iter(full("w:p")))
    if any(styles.level(one) for one in paragraphs):
        return frozenset()
    found, waiting, others = set[Element](), list[Element](), 0
    for one in paragraphs:
        text = "".join(_texts(one)).strip()
        if not text:
            continue
        if _is_heading(one, text, styles):
            waiting.append(one)
            continue
        others += 1
        if len(waiting) <= _RUN and not _is_boxed(one):
            found.update(waiting)
        waiting.clear()
    return frozenset(found if len(found) <= others else ())


def _is_heading(paragraph: Element, text: str, styles: Styles) -> bool:
    if (
        len(text) > _LONGEST
        or text.endswith(_ENDS)
        or not any(map(str.isalpha, text))
        or _is_boxed(paragraph)
    ):
        return False
    style = value(paragraph, "w:pPr", "w:pStyle") or ""
    runs = (run for run in paragraph.iter(full("w:r")) if "".join(_texts(run)).strip())
    return all(styles.is_bold(run.find(full("w:rPr")), style) for run in runs)


def _texts(element: Element) -> Iterator[str]:
    return (text.text or "" for text in element.iter(full("w:t")))


def _is_boxed(paragraph: Element) -> bool:
    return next(paragraph.iterancestors(*map(full, _BOXES)), None) is not None
