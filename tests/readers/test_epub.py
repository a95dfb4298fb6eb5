"""Books: the spine, notes in another file, what the package says, and archives that are no books."""

from __future__ import annotations

import io
import zipfile

import pytest

from search.document import Document
from search.errors import ReadError
from search.readers.epub import read
from tests.readers.books import CHAPTER, CONTAINER, NOTES, PACKAGE, XHTML, book, called


def test_notes_in_another_file_of_the_book_are_called() -> None:
    assert called(read(book(), "mills.epub")) == [("1", "In 1702."), ("2", "By Low.")]


def test_links_of_notes_keep_their_targets() -> None:
    assert read(book(), "mills.epub").notes[1].links == ((3, 6, "https://example.org/low"),)


def test_the_package_says_title_author_and_language() -> None:
    document = read(book(), "mills.epub")
    assert (document.title, document.authors, document.language) == ("Mills", ("Ann Low",), "en")


def test_the_table_of_contents_and_the_notes_are_no_paragraphs() -> None:
    document = read(book(), "mills.epub")
    assert [paragraph.text for paragraph in document.paragraphs()] == [
        "The mill burned. It was rebuilt soon."
    ]
    assert [section.title for section in document.sections] == ["Chapter One"]


def locking(method: str, file: str) -> str:
    return (
        f'<encryption><EncryptedData><EncryptionMethod Algorithm="{method}"/><CipherData>'
        f'<CipherReference URI="{file}"/></CipherData></EncryptedData></encryption>'
    )


AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
FONT = "http://www.idpf.org/2008/embedding"


def test_an_encrypted_book_is_refused_with_its_reason() -> None:
    locked = book(**{"META-INF/encryption.xml": locking(AES, "OEBPS/text/one.xhtml")})
    with pytest.raises(ReadError, match="encrypted"):
        read(locked, "locked.epub")


@pytest.mark.parametrize(
    ("method", "file"), [(FONT, "OEBPS/garamond.otf"), (AES, "OEBPS/interview.mp3")], ids=["font", "sound"]
)
def test_a_book_that_hides_no_page_is_read(method: str, file: str) -> None:
    assert read(book(**{"META-INF/encryption.xml": locking(method, file)}), "mills.epub").title == "Mills"


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(ReadError, match="archive"):
        read(b"not a book", "broken.epub")


def test_an_archive_without_a_package_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("letter.txt", "Dear Ann")
    with pytest.raises(ReadError, match="package"):
        read(buffer.getvalue(), "letter.epub")


def test_a_package_path_outside_the_archive_is_not_followed() -> None:
    outside = CONTAINER.replace("OEBPS/content.opf", "../../etc/passwd")
    assert read(book(**{"META-INF/container.xml": outside}), "mills.epub").title == "Mills"


def test_headers_and_sidebars_of_chapters_are_text() -> None:
    chapter = (
        "<header><h1>The Mill</h1></header><p>The mill burned, and with it the grain of three parishes.</p>"
        '<aside class="sidebar"><p>A mill is a house where grain is ground.</p></aside>'
    )
    document = read(book(**{"OEBPS/text/one.xhtml": XHTML.format(chapter)}), "mills.epub")
    assert document.sections[0].title == "The Mill"
    assert document.sections[0].paragraphs[1].text == "A mill is a house where grain is ground."


def test_a_contents_page_is_no_text() -> None:
    names = ("The Mill", "The Weir", "The Lock", "Notes")
    lines = "".join(f'<p><a href="../text/one.xhtml#{n}">{name}</a></p>' for n, name in enumerate(names))
    contents = XHTML.format(f"<h1>Contents</h1>{lines}")
    with_page = PACKAGE.replace(
        '<item id="one"',
        '<item id="toc" href="text/toc.xhtml" media-type="application/xhtml+xml"/><item id="one"',
    ).replace('<itemref idref="one"/>', '<itemref idref="toc"/><itemref idref="one"/>')
    document = read(book(**{"OEBPS/content.opf": with_page, "OEBPS/text/toc.xhtml": contents}), "mills.epub")
    assert [p.text for p in document.paragraphs()] == ["The mill burned. It was rebuilt soon."]


def test_pages_that_a_book_does_not_list_are_read_where_they_are_most_of_it() -> None:
    draft = PACKAGE.replace('<itemref idref="one"/>', "").replace(
        '<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>', ""
    )
    more = {f"OEBPS/text/{n}.xhtml": XHTML.format(f"<h2>{n}</h2><p>The weir of {n}.</p>") for n in (10, 9)}
    document = read(book(**{"OEBPS/content.opf": draft}, **more), "mills.epub")
    assert [section.title for section in document.sections][-3:] == ["9", "10", "Chapter One"]
    assert called(document) == [("1", "In 1702."), ("2", "By Low.")]
    assert ["does not list" in problem.message for problem in document.problems] == [True]


def test_one_page_that_a_book_does_not_list_is_left_over_and_not_read() -> None:
    document = read(book(**{"OEBPS/text/old.xhtml": XHTML.format("<p>An older draft.</p>")}), "mills.epub")
    assert [paragraph.text for paragraph in document.paragraphs()] == [
        "The mill burned. It was rebuilt soon."
    ]


@pytest.mark.parametrize("word", ["torna", "volver al texto", "Terug", "назад"])
def test_a_way_back_in_words_of_other_languages_is_no_text(word: str) -> None:
    notes = NOTES.replace('role="doc-backlink">↩', f">{word}")
    assert [
        note.text for note in read(book(**{"OEBPS/notes/end.xhtml": XHTML.format(notes)}), "x").notes
    ] == [
        "In 1702.",
        "By Low.",
    ]


def test_a_link_to_a_chapter_is_no_note_though_its_title_stands_in_an_attribute() -> None:
    link = (
        '<p>So says Chapter <a href="../notes/end.xhtml" title="Chapter 2 The Weir and the Lock" class="ref">'
    )
    document = read(
        book(**{"OEBPS/text/one.xhtml": XHTML.format(f"{CHAPTER}{link}2</a>.</p>")}), "mills.epub"
    )
    assert [paragraph.text for paragraph in document.paragraphs()][1] == "So says Chapter 2."
    assert len(document.notes) == 2


def test_the_number_of_a_chapter_that_leads_to_the_contents_calls_no_note() -> None:
    chapter = '<h2 id="h"><a href="../notes/end.xhtml#c1">1</a> The Mill</h2><p>It burned.</p>'
    contents = (
        '<p>In this book:</p><p id="c1"><a href="../text/one.xhtml#h">1</a> The Mill</p><p>It burned.</p>'
    )
    pages = {"OEBPS/text/one.xhtml": chapter, "OEBPS/notes/end.xhtml": contents}
    document = read(book(**{path: XHTML.format(page) for path, page in pages.items()}), "mills.epub")
    assert called(document) == []


def back_only(*notes: tuple[int, str, str]) -> Document:
    """A book whose notes lead to places in the text, where nothing is printed."""
    text = (
        '<h2>The Mill</h2><p>The mill burned.<a id="a"></a> It was the third fire.</p>'
        '<p><a id="b"></a>The town built it again, and <a id="c"></a>let it to a miller.</p>'
    )
    listed = "".join(
        f'<p><a href="../text/one.xhtml#{place}">{number}</a> {note}</p>' for number, place, note in notes
    )
    pages = {"OEBPS/text/one.xhtml": text, "OEBPS/notes/end.xhtml": f"<h2>Notes</h2>{listed}"}
    return read(book(**{path: XHTML.format(page) for path, page in pages.items()}), "mills.epub")


def test_notes_that_only_lead_back_are_called_from_the_places_that_they_lead_to() -> None:
    document = back_only(
        (1, "a", "the third fire: Town book."), (2, "b", "again: Rolls."), (3, "c", "let: Leases.")
    )
    assert called(document) == [
        ("1", "the third fire: Town book."),
        ("2", "again: Rolls."),
        ("3", "let: Leases."),
    ]
    assert [[mark.offset for mark in p.references] for p in document.paragraphs()] == [[16], [0, 28]]
    assert [section.title for section in document.sections] == ["The Mill"]


def test_several_notes_may_lead_back_to_one_place() -> None:
    document = back_only(
        (1, "a", "the third fire: Town book."), (2, "c", "let: Leases."), (3, "c", "miller: Rolls.")
    )
    assert [label for label, _ in called(document)] == ["1", "2", "3"]
    assert [note.text for note in document.notes][2] == "miller: Rolls."


@pytest.mark.parametrize(
    "notes",
    [((1, "a", "Town book."), (2, "b", "Rolls.")), ((1, "a", "."), (2, "b", "."), (3, "c", "."))],
    ids=["two", "numbers alone"],
)
def test_a_few_links_and_a_list_of_numbers_are_no_notes(notes: tuple[tuple[int, str, str], ...]) -> None:
    assert back_only(*notes).notes == ()


QUOTING = (
    '<div><div><p><a id="n1" href="../text/one.xhtml#r1">1</a> The lease reads{}</p></div></div>{}'
    '<div><p><a id="n2" href="../text/one.xhtml#r2">2</a> Town book.</p></div>'
)


def test_a_note_that_ends_with_a_colon_goes_on_with_what_it_quotes_elsewhere() -> None:
    quoted = "<blockquote><p>He shall keep the weir.</p></blockquote><p>So the copy of 1513.</p>"
    notes = XHTML.format(QUOTING.format(":", quoted))
    document = read(book(**{"OEBPS/notes/end.xhtml": notes}), "mills.epub")
    assert [note.text for note in document.notes] == [
        "The lease reads: He shall keep the weir. So the copy of 1513.",
        "Town book.",
    ]


def test_a_heading_ends_a_note_though_a_colon_stands_before_it() -> None:
    notes = XHTML.format(
        QUOTING.format(":", "<h3>Chapter Two</h3><blockquote><p>An epigraph.</p></blockquote>")
    )
    document = read(book(**{"OEBPS/notes/end.xhtml": notes}), "mills.epub")
    assert document.notes[0].text == "The lease reads:"


def test_a_note_whose_anchor_was_lost_is_parted_from_the_note_before_it() -> None:
    page = (
        '<p>The mill burned.<a href="#n1" id="r1">[1]</a> It was<a href="#n2" id="r2">[2]</a> rebuilt.</p>'
        '<div><p><a href="#r1" id="n1"></a></p><p>[1] In 1702.</p><p>[2] By Low.</p><p>So the rolls.</p>'
        "<p>[3] and [4] are missing there.</p></div>"
    )
    document = read(book(**{"OEBPS/text/one.xhtml": XHTML.format(page)}), "mills.epub")
    assert called(document) == [
        ("1", "In 1702."),
        ("2", "By Low. So the rolls. [3] and [4] are missing there."),
    ]
