"""Takes out of a part what is not printed: deletions, the second copy of a text box, tables of contents."""

from __future__ import annotations

from search.readers.docx.package import Element, full, short, value

# a tracked change of a paragraph's end or a row stands among its properties and is no text
_PROPERTIES = frozenset({"w:rPr", "w:pPr", "w:trPr", "w:tcPr", "m:ctrlPr"})
_GONE = ("w:del", "w:moveFrom")
_NO_TEXT = ("w:sdtPr", "w:rt", "w:pPrChange", "w:sectPrChange")  # old properties hold sections of their own
_CONTENTS = frozenset({"Table of Contents", "Table of Figures"})


def prune(root: Element) -> None:
    """Changes the tree: what is left is what Word prints with all changes accepted."""
    for row in [one.getparent() for one in root.iter(full("w:trPr")) if one.find(full("w:del")) is not None]:
        _remove(row)
    for fallback in list(root.iter(full("mc:Fallback"))):
        parent = fallback.getparent()
        if parent is not None and parent.find(full("mc:Choice")) is not None:
            _remove(fallback)
    for content in list(root.iter(full("w:sdt"))):
        if _is_no_text(content.find(full("w:sdtPr"))):
            _remove(content)
    for element in list(root.iter(*[full(name) for name in _GONE])):
        parent = element.getparent()
        if parent is not None and short(parent.tag) not in _PROPERTIES:
            _remove(element)
    for element in list(root.iter(*[full(name) for name in _NO_TEXT])):
        _remove(element)


def ends_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph was deleted or is a drop capital's: it runs on into the next."""
    properties = paragraph.find(full("w:pPr"))
    if value(properties, "w:framePr", attribute="w:dropCap") in ("drop", "margin"):
        return True
    mark = None if properties is None else properties.find(full("w:rPr"))
    return mark is not None and (
        mark.find(full("w:del")) is not None or mark.find(full("w:moveFrom")) is not None
    )


def _is_no_text(properties: Element | None) -> bool:
    """A table of contents, or a control that still says what to type into it."""
    if properties is None:
        return False
    gallery = value(properties, "w:docPartObj", "w:docPartGallery")
    return gallery in _CONTENTS or properties.find(full("w:showingPlcHdr")) is not None


def _remove(element: Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)
