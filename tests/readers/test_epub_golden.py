"""Golden books, one for each way that books keep their notes; beside each, what is in its source, by hand.

`marks` are the label, the words before the mark and the whole of the note; `urls` are those of a note.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from search.citations import find_citations
from search.document import Document
from search.notes import link_notes
from search.readers import read_bytes, read_file

FOLDER = Path(__file__).parents[1] / "fixtures" / "epub"
BOOKS = sorted(path.stem for path in FOLDER.glob("*.json"))
FLOOR = 0.99  # of F1 over all of them: a mark counts where its label, its place and the whole note are right


def packed(folder: Path) -> bytes:
    buffer = io.BytesIO()
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "mimetype")
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", (folder / "mimetype").read_bytes(), zipfile.ZIP_STORED)
        for file in files:
            archive.writestr(file.relative_to(folder).as_posix(), file.read_bytes())
    return buffer.getvalue()


def document(name: str) -> Document:
    return link_notes(read_bytes(packed(FOLDER / name), f"{name}.epub"))


def truth(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def marks(read: Document) -> list[tuple[str, str, str]]:
    """The label, the text up to the mark, and the note; the text of a truth is the end of it."""
    texts = {note.id: note.text for note in read.notes}
    return [
        (mark.label, paragraph.text[: mark.offset], texts.get(mark.note_id or "", ""))
        for paragraph in read.paragraphs()
        for mark in paragraph.references
    ]


def right(read: Document, golden: Any) -> int:
    wanted = [tuple(mark) for mark in golden["marks"]]
    found = 0
    for label, before, note in marks(read):
        match = next(
            (one for one in wanted if (one[0], one[2]) == (label, note) and before.endswith(one[1])), None
        )
        if match:
            wanted.remove(match)
            found += 1
    return found


def test_marks_call_the_right_notes_in_ninety_nine_of_a_hundred() -> None:
    read = {name: document(name) for name in BOOKS}
    correct = sum(right(read[name], truth(name)) for name in BOOKS)
    found = sum(len(marks(one)) for one in read.values())
    wanted = sum(len(truth(name)["marks"]) for name in BOOKS)
    assert 2 * correct / (found + wanted) >= FLOOR


@pytest.mark.parametrize("name", BOOKS)
def test_every_mark_calls_the_whole_of_its_note(name: str) -> None:
    golden, read = truth(name), document(name)
    assert [(label, note) for label, _, note in marks(read)] == [(m[0], m[2]) for m in golden["marks"]]
    assert right(read, golden) == len(golden["marks"])


@pytest.mark.parametrize("name", BOOKS)
def test_text_is_the_paragraphs_under_their_headings_and_nothing_else(name: str) -> None:
    golden, read = truth(name), document(name)
    assert [paragraph.text for paragraph in read.paragraphs()] == golden["paragraphs"]
    assert [[section.level, section.title] for section in read.sections] == golden["sections"]


@pytest.mark.parametrize("name", BOOKS)
def test_the_book_says_what_it_is(name: str) -> None:
    golden, read = truth(name), document(name)
    said = {"title": read.title, "authors": list(read.authors), "language": read.language}
    assert said | {"published": read.published} == {key: golden[key] for key in (*said, "published")}


@pytest.mark.parametrize("name", BOOKS)
def test_urls_of_notes_are_whole(name: str) -> None:
    golden, read = truth(name), document(name)
    texts = {note.id: note.text for note in read.notes}
    found: dict[str, list[str]] = {}
    for mention in find_citations(read).mentions:
        for link in mention.links:
            found.setdefault(texts[mention.note_id], []).append(link.url)
    assert found == golden["urls"]


@pytest.mark.parametrize("name", BOOKS)
def test_an_unpacked_book_is_the_same_document(name: str) -> None:
    unpacked = link_notes(read_file(FOLDER / name))
    assert marks(unpacked) == marks(document(name))
    assert (unpacked.title, unpacked.sections) == (document(name).title, document(name).sections)
