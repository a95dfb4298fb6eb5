"""The table of contents of a book: headings of chapters that have none."""

from __future__ import annotations

from search.document import Document
from search.readers.epub import read
from tests.readers.books import PACKAGE, XHTML, book, called

NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{}</navMap></ncx>',
    '<navPoint><navLabel><text>{}</text></navLabel><content src="{}"/>{}</navPoint>',
)
BARE = PACKAGE.replace(
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
)


def bare(chapter: str, *points: str) -> Document:
    """A book of EPUB 2 whose chapters have no headings."""
    contents = {"OEBPS/content.opf": BARE, "OEBPS/toc.ncx": NCX[0].format("".join(points))}
    return read(book(**contents, **{"OEBPS/text/one.xhtml": XHTML.format(chapter)}), "mills.epub")


def outline(document: Document) -> list[tuple[str, int, list[str]]]:
    sections = (one for one in document.sections if one.title != "Notes")
    return [(one.title, one.level, [p.text for p in one.paragraphs]) for one in sections]


def point(title: str, place: str = "text/one.xhtml", inner: str = "") -> str:
    return NCX[1].format(title, place, inner)


def test_lines_that_print_the_title_of_a_chapter_are_its_heading() -> None:
    document = bare(
        '<p class="n">1</p><p class="t">The <i>Old</i> Mill<a epub:type="noteref" id="r1" '
        'href="../notes/end.xhtml#n1">1</a></p><p>It burned.</p>',
        point("1 The Old Mill"),
    )
    assert outline(document)[0][:2] == ("1 The Old Mill", 1)
    assert called(document) == [("1", "In 1702.")]


def test_a_chapter_that_prints_no_title_has_that_of_the_table_of_contents() -> None:
    document = bare(
        '<p>It burned.</p><div id="b"><p>It was built again.</p></div>',
        point("The Old Mill", inner=point("The New Mill", "text/one.xhtml#b")),
    )
    assert outline(document) == [
        ("The Old Mill", 1, ["It burned."]),
        ("The New Mill", 2, ["It was built again."]),
    ]


def test_a_chapter_with_a_heading_keeps_it() -> None:
    document = bare("<h2>The Mill of 1502</h2><p>It burned.</p>", point("The Old Mill"))
    assert outline(document) == [("The Mill of 1502", 2, ["It burned."])]


def test_a_damaged_table_of_contents_is_no_harm() -> None:
    contents = {"OEBPS/content.opf": BARE, "OEBPS/toc.ncx": " "}
    assert called(read(book(**contents), "mills.epub")) == [("1", "In 1702."), ("2", "By Low.")]
