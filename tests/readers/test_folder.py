"""Folders that are one document: unpacked books, and pages that call notes in another page."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from search.document import Document
from search.errors import ReadError
from search.readers import folder, read_file
from search.settings import Limits
from tests.readers.books import book, called

PAGE = "<html><head><title>{0}</title></head><body>{1}</body></html>"
FIRST = '<h2>The Mill</h2><p>The mill burned.<a id="r1" href="notes.html#n1"><sup>1</sup></a></p>'
SECOND = '<h2>The Weir</h2><p>The weir held.<a id="r2" href="notes.html#n2"><sup>2</sup></a></p>'
NOTES = (
    '<h2>Notes</h2><p id="n1"><a href="chapter-2.html#r1">1.</a> Parish Register, 1702.</p>'
    '<p id="n2"><a href="chapter-10.html#r2">2.</a> Parish Register, 1711.</p>'
)
MILLS = {"chapter-2.html": FIRST, "chapter-10.html": SECOND, "notes.html": NOTES}


def write(where: Path, pages: dict[str, str]) -> Path:
    where.mkdir(exist_ok=True)
    for name, body in pages.items():
        (where / name).write_text(PAGE.format(name, body), encoding="utf-8")
    return where


def unpacked(where: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(book())) as archive:
        archive.extractall(where)
    return where


def names(where: Path, limits: Limits | None = None) -> tuple[str, ...]:
    found = folder.recognise(where, limits or Limits())
    return found.names if found else ()


def document(where: Path) -> Document:
    return read_file(where)


# --- pages that call notes in another page -----------------------------------------------------------------


def test_pages_whose_notes_stand_in_another_page_are_one_document(tmp_path: Path) -> None:
    mills = document(write(tmp_path / "mills", MILLS))
    assert called(mills) == [("1", "Parish Register, 1702."), ("2", "Parish Register, 1711.")]
    assert [section.title for section in mills.sections] == ["The Mill", "The Weir"]
    assert (mills.id, mills.title) == ("mills", "mills")


def test_the_title_is_that_of_the_contents_page_or_the_one_that_all_pages_say(tmp_path: Path) -> None:
    contents = '<h1>Mills of Kent</h1><p><a href="chapter-2.html">I</a> <a href="chapter-10.html">II</a></p>'
    where = write(tmp_path / "mills", MILLS | {"index.html": contents})
    assert document(where).title == "Mills of Kent"
    (where / "index.html").unlink()
    for page in where.iterdir():
        page.write_text(page.read_text().replace(f"<title>{page.name}", "<title>The Kentish Mill"))
    assert document(where).title == "The Kentish Mill"


def test_numbers_in_names_are_read_as_numbers(tmp_path: Path) -> None:
    assert names(write(tmp_path / "mills", MILLS)) == ("chapter-2.html", "chapter-10.html", "notes.html")


def test_a_table_of_contents_gives_the_order(tmp_path: Path) -> None:
    contents = "".join(
        f'<p><a href="{name}">{name}</a></p>' for name in ("chapter-10.html", "chapter-2.html")
    )
    found = names(write(tmp_path / "mills", MILLS | {"index.html": contents}))
    assert found == ("index.html", "chapter-10.html", "chapter-2.html", "notes.html")


def test_a_chapter_without_notes_belongs_to_the_others_by_its_name(tmp_path: Path) -> None:
    quiet = '<h2>The Lock</h2><p>Nothing is known of it.</p><p><a href="chapter-10.html">On</a></p>'
    assert "chapter-3.html" in names(write(tmp_path / "mills", MILLS | {"chapter-3.html": quiet}))


def test_a_note_that_leads_back_needs_no_label(tmp_path: Path) -> None:
    pages = {
        "one.html": '<p>It burned.<a id="m" href="two.html#x">*</a></p>',
        "two.html": '<p id="x">Parish Register. <a href="one.html#m">back</a></p>',
    }
    assert names(write(tmp_path / "mills", pages)) == ("one.html", "two.html")


def test_a_saved_page_beside_them_stays_a_document_of_its_own(tmp_path: Path) -> None:
    where = write(tmp_path / "mills", MILLS | {"recipe.html": "<p>Boil the plums for an hour.</p>"})
    assert "recipe.html" not in names(where)


def test_saved_pages_that_link_to_each_other_stay_documents_of_their_own(tmp_path: Path) -> None:
    pages = {
        "plums.html": '<p>Plums. See <a href="pears.html#top">pears</a>.</p><p id="top">Boil them.</p>',
        "pears.html": '<p>Pears. See <a href="plums.html#top">plums</a>.</p><p id="top">Bake them.</p>',
    }
    assert names(write(tmp_path / "recipes", pages)) == ()


def test_numbered_pages_of_a_thread_stay_documents_of_their_own(tmp_path: Path) -> None:
    def page(number: int) -> str:
        others = " ".join(f'<a href="page{n}.html#posts">{n}</a>' for n in (1, 2, 3) if n != number)
        return f'<p>Pages: {others}</p><div id="posts"><p>How long do plums keep?</p></div>'

    assert names(write(tmp_path / "thread", {f"page{n}.html": page(n) for n in (1, 2, 3)})) == ()


def test_pages_with_notes_of_their_own_stay_documents_of_their_own(tmp_path: Path) -> None:
    page = '<p>It burned.<a id="r1" href="#n1">[1]</a></p><p id="n1"><a href="#r1">[1]</a> Register.</p>'
    assert names(write(tmp_path / "saved", {"one.html": page, "two.html": page})) == ()


def test_two_works_in_one_folder_are_not_made_one(tmp_path: Path) -> None:
    other = {
        "essay.html": '<p>It rained.<a id="q1" href="sources.html#s1">[1]</a></p>',
        "sources.html": '<p id="s1"><a href="essay.html#q1">[1]</a> Weather Book.</p>',
    }
    assert names(write(tmp_path / "both", MILLS | other)) == ()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"notes.html": NOTES})
    where = write(tmp_path / "mills", {"chapter-2.html": FIRST, "chapter-10.html": SECOND})
    (where / "notes.html").symlink_to(outside / "notes.html")
    assert names(where) == ()


# --- unpacked books ----------------------------------------------------------------------------------------


def test_an_unpacked_book_is_read_as_the_book(tmp_path: Path) -> None:
    mills = document(unpacked(tmp_path / "mills"))
    assert (mills.title, mills.format) == ("Mills", "epub")
    assert called(mills) == [("1", "In 1702."), ("2", "By Low.")]


def test_a_package_without_a_container_is_enough(tmp_path: Path) -> None:
    where = unpacked(tmp_path / "mills")
    (where / "META-INF" / "container.xml").unlink()
    assert document(where / "OEBPS").title == "Mills"


def test_a_record_of_a_book_beside_files_makes_them_no_book(tmp_path: Path) -> None:
    where = write(tmp_path / "shelf", {"plums.html": "<p>Boil the plums.</p>"})
    record = "<package><metadata><title>Plums</title></metadata></package>"
    (where / "metadata.opf").write_text(record, encoding="utf-8")
    assert names(where) == ()


def test_a_picture_that_changes_leaves_the_digest_as_it_was(tmp_path: Path) -> None:
    where = unpacked(tmp_path / "mills")
    before = folder.recognise(where, Limits())
    (where / "OEBPS" / "cover.jpg").write_bytes(b"\xff\xd8")
    after = folder.recognise(where, Limits())
    assert before is not None
    assert after is not None
    assert before.digest() == after.digest() == document(where).sha256


def test_a_damaged_package_names_the_folder(tmp_path: Path) -> None:
    where = unpacked(tmp_path / "mills")
    (where / "OEBPS" / "content.opf").unlink()
    with pytest.raises(ReadError, match="it has no package file") as caught:
        document(where)
    assert caught.value.path == str(where)


# --- limits ------------------------------------------------------------------------------------------------


def test_a_folder_of_separate_files_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a folder of separate files; name a file in it"):
        document(write(tmp_path / "recipes", {"plums.html": "<p>Boil the plums.</p>"}))


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(archive_members=3), "more than the 3 that a book may have"),
        (Limits(archive_size=1000), "more than the 1,000 bytes"),
        (Limits(file_size=200), "larger than the 200 bytes"),
    ],
)
def test_limits_are_kept_and_named(tmp_path: Path, limits: Limits, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_file(unpacked(tmp_path / "mills"), limits)
