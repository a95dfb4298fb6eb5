"""The pages of a .docx: they are in it only where Word left them when it last laid the document out."""

from __future__ import annotations

from search.readers.docx.package import Element, Package, full, value

_APPLICATION = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"


def first_page(package: Package, body: Element) -> int | None:
    """The number of the first page; None where the pages cannot be trusted.

    They can where Word's own count of pages agrees with its breaks, and one arabic numbering runs through.
    """
    breaks = sum(1 for _ in body.iter(full("w:lastRenderedPageBreak")))
    properties = package.properties("app")
    counted = "" if properties is None else properties.findtext(f"{_APPLICATION}Pages", "")
    if not breaks or not counted.isdecimal() or abs(int(counted[:9]) - breaks - 1) > 1 + breaks // 50:
        return None
    sections = list(body.iter(full("w:sectPr")))
    starts = [value(one, "w:pgNumType", attribute="w:start") for one in sections]
    formats = {value(one, "w:pgNumType", attribute="w:fmt") for one in sections}
    if any(starts[1:]) or formats - {None, "decimal"}:
        return None
    first = starts[0] if starts and starts[0] else "1"
    return int(first) if first.isdecimal() and len(first) < 6 else None
