"""Files in folders become documents, and stay in step with them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from search import indexing, reading
from search.errors import BadInput, LibraryLocked
from search.holdings import Progress, Reading
from search.library import Library
from search.reading import read
from search.settings import Limits, Settings
from tests.readers.test_folder import MILLS, unpacked
from tests.readers.test_folder import write as write_pages

LETTER = "Exports grew in the spring.[1]\n\n[1] Smith, J. History of Trade. Oxford, 2019. P. 5.\n"
REPORT = "The park has twelve residents.[1]\n\n[1] Petrova, A. The Park. Minsk, 2021.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    (made / "letter.txt").write_text(LETTER)
    (made / "report.txt").write_text(REPORT)
    return made


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:")) as opened:
        yield opened


def found(library: Library, text: str) -> list[str]:
    return [result.passage.document_id for result in library.search(text)]


def test_all_files_of_a_folder_become_documents(library: Library, folder: Path) -> None:
    report = library.index([folder])
    assert report.added == ("letter", "report")
    assert [summary.id for summary in report.documents] == ["letter", "report"]
    assert report.passages == 2
    assert found(library, "exports") == ["letter"]


def test_what_has_not_changed_is_not_read_again(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.index([folder])
    monkeypatch.setattr(reading, "read", None)
    report = library.index([folder])
    assert report.unchanged == ("letter", "report")
    assert (report.added, report.updated, report.removed, report.failed) == ((), (), (), ())


def test_a_change_that_keeps_size_and_date_is_seen(library: Library, folder: Path) -> None:
    library.index([folder])
    file = folder / "letter.txt"
    before = file.stat()
    file.write_text(LETTER.replace("Exports", "Imports"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert library.index([folder]).updated == ("letter",)
    assert found(library, "imports") == ["letter"]
    assert found(library, "exports") == []


def test_files_are_read_again_when_the_code_that_reads_them_has_changed(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.index([folder])
    monkeypatch.setattr(indexing, "understanding", lambda: "a later version")
    assert library.index([folder]).updated == ("letter", "report")
    assert library.index([folder]).unchanged == ("letter", "report")


def test_a_document_whose_file_is_gone_is_removed(library: Library, folder: Path) -> None:
    library.index([folder])
    (folder / "letter.txt").unlink()
    assert library.index([folder]).removed == ("letter",)
    assert found(library, "exports") == []


def test_a_document_elsewhere_stays_when_another_folder_is_indexed(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    library.index([folder])
    (folder / "letter.txt").unlink()
    (tmp_path / "other").mkdir()
    assert library.index([tmp_path / "other"]).removed == ()
    assert [summary.id for summary in library.documents()] == ["letter", "report"]


def test_a_file_that_moves_keeps_its_id_and_is_not_read_again(library: Library, folder: Path) -> None:
    library.index([folder])
    (folder / "later").mkdir()
    (folder / "letter.txt").rename(folder / "later" / "note.txt")
    report = library.index([folder])
    assert sorted(report.unchanged) == ["letter", "report"]
    assert (report.added, report.removed) == ((), ())
    assert library.index([folder]).removed == ()


def ids(library: Library) -> dict[str, str]:
    """The name of each document's file -> its id."""
    return {Path(summary.path).name: summary.id for summary in library.documents()}


def test_two_files_that_change_names_keep_their_ids_and_are_not_read_again(
    library: Library, folder: Path
) -> None:
    library.index([folder])
    (folder / "letter.txt").rename(folder / "between")
    (folder / "report.txt").rename(folder / "letter.txt")
    (folder / "between").rename(folder / "report.txt")
    report = library.index([folder])
    assert (sorted(report.unchanged), report.updated, report.removed) == (["letter", "report"], (), ())
    assert ids(library) == {"report.txt": "letter", "letter.txt": "report"}
    assert found(library, "exports") == ["letter"]


def test_a_file_that_takes_the_name_of_another_takes_its_place(library: Library, folder: Path) -> None:
    library.index([folder])
    (folder / "letter.txt").replace(folder / "report.txt")
    report = library.index([folder])
    assert (report.unchanged, report.updated, report.removed) == (("letter",), (), ("report",))
    assert ids(library) == {"report.txt": "letter"}


def test_files_that_each_take_the_name_of_the_next_keep_their_ids(library: Library, folder: Path) -> None:
    library.index([folder])
    (folder / "report.txt").rename(folder / "memo.txt")
    (folder / "letter.txt").rename(folder / "report.txt")
    assert library.index([folder]).removed == ()
    assert ids(library) == {"memo.txt": "report", "report.txt": "letter"}


def test_a_copy_is_a_document_of_its_own_and_the_first_keeps_its_id(library: Library, folder: Path) -> None:
    library.index([folder])
    (folder / "a-copy.txt").write_text(LETTER)
    report = library.index([folder])
    assert (report.added, report.updated, report.removed) == (("a-copy",), (), ())
    assert ids(library)["letter.txt"] == "letter"
    (folder / "letter.txt").rename(folder / "last.txt")  # of two alike, the one that has left its place
    assert library.index([folder]).added == ()
    assert ids(library) == {"a-copy.txt": "a-copy", "last.txt": "letter", "report.txt": "report"}


def test_a_file_renamed_and_changed_at_once_is_another_document(library: Library, folder: Path) -> None:
    library.index([folder])
    (folder / "letter.txt").unlink()
    (folder / "memo.txt").write_text(LETTER.replace("spring", "autumn"))
    report = library.index([folder])
    assert (report.added, report.removed) == (("memo",), ("letter",))


def test_a_file_renamed_with_its_sidecar_keeps_its_id_and_one_without_it_is_read_again(
    library: Library, folder: Path
) -> None:
    (folder / "letter.toml").write_text('title = "On Exports"\n')
    library.index([folder])
    (folder / "letter.txt").rename(folder / "memo.txt")
    (folder / "letter.toml").rename(folder / "memo.toml")
    assert sorted(library.index([folder]).unchanged) == ["letter", "report"]
    (folder / "memo.txt").rename(folder / "last.txt")
    assert library.index([folder]).updated == ("letter",)
    assert "On Exports" not in [summary.title for summary in library.documents()]


def test_a_file_that_cannot_be_read_is_reported_and_what_was_known_is_kept(
    library: Library, folder: Path
) -> None:
    library.index([folder])
    (folder / "letter.txt").write_bytes(b"")
    (folder / "poem.txt").write_text("A poem about the park and its lake, in prose.\n")
    report = library.index([folder])
    assert report.added == ("poem",)
    [(path, reason)] = report.failed
    assert path == str(folder / "letter.txt")
    assert reason
    assert path not in reason
    assert found(library, "exports") == ["letter"]


def test_a_fault_in_a_reader_keeps_no_other_file_out(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(path: str, limits: Limits) -> Reading:
        if "letter" in path:
            raise RecursionError("too deep")
        return read(path, limits)

    monkeypatch.setattr(reading, "read", faulty)
    report = library.index([folder])
    assert report.added == ("report",)
    assert "RecursionError: too deep" in report.failed[0][1]


def test_a_path_that_is_not_there_is_named_before_anything_is_done(library: Library, folder: Path) -> None:
    with pytest.raises(BadInput, match=r'no file or folder ".*nowhere"') as caught:
        library.index([folder, folder / "nowhere"])
    assert caught.value.parameter == "paths"
    assert library.documents() == []


def test_a_file_of_an_unknown_kind_fails_where_it_is_named_and_is_passed_over_in_a_folder(
    library: Library, folder: Path
) -> None:
    picture = folder / "picture.xyz"
    picture.write_bytes(b"\x00\x01")
    assert library.index([folder]).failed == ()
    [(path, _)] = library.index([picture]).failed
    assert path == str(picture)


def test_two_files_of_one_name_are_two_documents_that_keep_their_ids(library: Library, folder: Path) -> None:
    (folder / "archive").mkdir()
    (folder / "archive" / "letter.txt").write_text(REPORT)
    (folder / "archive" / "report.txt").write_text(LETTER)
    first = library.index([folder]).added
    assert first == ("letter", "report", "letter-archive", "report-archive")
    (folder / "archive" / "letter.txt").write_text(REPORT.replace("twelve", "thirteen"))
    assert library.index([folder]).updated == ("letter-archive",)
    assert found(library, "thirteen") == ["letter-archive"]


def test_ids_are_safe_in_urls(library: Library, tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    odd.mkdir()
    for name in ("a b.txt", "%2e%2f.txt", "Отчёт.txt", "x&y=<z>.txt", "c.d.txt"):
        (odd / name).write_text(LETTER.replace("spring", f"spring of {name}"))
    added = library.index([odd]).added
    assert len(set(added)) == 5
    assert all(name.replace("-", "").replace("_", "").isalnum() and name.isascii() for name in added)


def test_hidden_files_are_passed_over_and_links_that_lead_out_are_said(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The secret of the park is its lake.\n")
    (folder / "link.txt").symlink_to(secret)
    (folder / ".hidden.txt").write_text("The hidden text is no document.\n")
    (folder / "~$letter.docx").write_bytes(b"\x05Owner")
    (folder / ".git").mkdir()
    (folder / ".git" / "packed.txt").write_text("Nor is this one.\n")
    report = library.index([folder])
    assert report.added == ("letter", "report")
    [(path, reason)] = report.failed
    assert path == str(folder / "link.txt")
    assert "leads out of the folder" in reason


def test_a_file_named_twice_is_read_once(library: Library, folder: Path) -> None:
    report = library.index([folder, folder / "letter.txt", f"{folder}/../papers/letter.txt"])
    assert report.added == ("letter", "report")
    assert report.unchanged == ()


def test_progress_is_told_file_by_file_and_then_document_by_document(library: Library, folder: Path) -> None:
    told: list[Progress] = []
    library.index([folder], progress=told.append)
    assert told == [
        Progress(0, 2, str(folder / "letter.txt")),
        Progress(1, 2, str(folder / "report.txt"), passages=1),
        Progress(2, 2, "", passages=2),
        Progress(0, 2, "letter", stage="indexing"),
        Progress(1, 2, "report", passages=1, stage="indexing"),
        Progress(2, 2, "", passages=2, stage="writing"),
    ]


def test_a_second_writer_is_refused_while_the_first_is_at_work(library: Library, folder: Path) -> None:
    refused = []

    def meanwhile(_: Progress) -> None:
        with Library.open(library.settings) as second, pytest.raises(LibraryLocked) as caught:
            second.index([folder])
        refused.append(str(caught.value))

    library.index([folder], progress=meanwhile)
    assert f"process {os.getpid()}" in refused[0]


def test_a_pipe_in_the_place_of_a_file_does_not_hang(library: Library, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    [(path, reason)] = library.index([folder]).failed
    assert path.endswith("pipe.txt")
    assert "ordinary file" in reason


def test_who_cites_a_source_is_counted_alike_however_its_documents_came_and_went(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    both = (
        LETTER.replace("spring.[1]", "spring.[1] So did imports.[2]")
        + "[2] Petrova, A. The Park. Minsk, 2021.\n"
    )
    for name, text in (("third", LETTER), ("fourth", both), ("fifth", REPORT)):
        (folder / f"{name}.txt").write_text(text.replace("park", f"park of the {name}"))
    library.index([folder])
    (folder / "third.txt").write_text(f"{both}\n")  # no other file's bytes: that would be a move
    (folder / "fourth.txt").write_text(f"{REPORT}\n")
    (folder / "report.txt").unlink()
    library.index([folder])
    with Library.open(Settings(f"sqlite:///{tmp_path}/anew.db", "memory:")) as anew:
        anew.index([folder])
        counted, expected = (
            {item.source.title: (item.passages, item.notes, item.documents) for item in one.sources().items}
            for one in (library, anew)
        )
    assert counted == expected
    assert len(counted) == 2
    library.remove("third")
    library.remove("letter")
    assert {item.documents for item in library.sources().items} == {2}


# --- folders that are one document ------------------------------------------------------------------------


@pytest.fixture
def mills(folder: Path) -> Path:
    return write_pages(folder / "mills", MILLS)


def test_a_folder_that_is_one_document_stands_for_its_files(library: Library, mills: Path) -> None:
    report = library.index([mills.parent])
    assert report.added == ("letter", "report", "mills")
    assert library.index([mills.parent]).unchanged == ("letter", "report", "mills")
    [result] = library.search("burned")
    assert result.citations[0].text == "Parish Register, 1702."


def test_an_unpacked_book_in_a_folder_is_one_document(library: Library, folder: Path) -> None:
    unpacked(folder / "book")
    assert library.index([folder]).added == ("letter", "report", "book")


def test_a_change_in_any_of_its_files_is_a_change_of_the_document(library: Library, mills: Path) -> None:
    library.index([mills])
    notes = mills / "notes.html"
    notes.write_text(notes.read_text().replace("1702", "1704"))
    assert library.index([mills]).updated == ("mills",)
    (mills / "chapter-11.html").write_text(f'<p>No more is known. <a href="{notes.name}">Notes</a></p>')
    assert library.index([mills]).updated == ("mills",)
    assert found(library, "known") == ["mills"]


def test_a_folder_that_moves_keeps_its_id_and_is_not_read_again(library: Library, mills: Path) -> None:
    library.index([mills.parent])
    mills.rename(mills.parent / "weirs")
    report = library.index([mills.parent])
    assert sorted(report.unchanged) == ["letter", "mills", "report"]
    assert (report.added, report.removed) == ((), ())


def test_a_folder_that_is_gone_is_removed(library: Library, mills: Path) -> None:
    library.index([mills.parent])
    shutil.rmtree(mills)
    assert library.index([mills.parent]).removed == ("mills",)


def test_pages_become_one_document_when_their_notes_come_and_come_apart_when_they_go(
    library: Library, mills: Path
) -> None:
    notes = (mills / "notes.html").read_bytes()
    (mills / "notes.html").unlink()
    assert library.index([mills]).added == ("chapter-10", "chapter-2")
    (mills / "notes.html").write_bytes(notes)
    report = library.index([mills])
    assert (report.added, sorted(report.removed)) == (("mills",), ["chapter-10", "chapter-2"])
    (mills / "notes.html").unlink()
    report = library.index([mills])
    assert (report.added, report.removed) == (("chapter-10", "chapter-2"), ("mills",))


def test_a_folder_that_cannot_be_read_is_named_and_what_was_known_is_kept(
    library: Library, folder: Path
) -> None:
    library.index([unpacked(folder / "book")])
    (folder / "book" / "OEBPS" / "content.opf").write_text("")
    report = library.index([folder])
    [(path, reason)] = report.failed
    assert path == str(folder / "book")
    assert "package file, OEBPS/content.opf, that is empty" in reason
    assert report.removed == ()
