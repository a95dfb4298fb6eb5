"""Golden documents, one for each dialect, each with its truth beside, written by reading the source."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from search.document import Document
from search.notes import link_notes
from search.readers import read_file
from tests.readers.truth import Truth, agreement, load, understood

FOLDER = Path(__file__).parents[2] / "fixtures" / "markdown"
TRUTHS = sorted(FOLDER.glob("*.json"))
FLOOR = 0.99  # F1 of marks linked to the right note
URL_FLOOR = 0.98
SAID = ("authors", "language", "published")


def source(truth: Path) -> Path:
    [found] = [path for path in FOLDER.glob(f"{truth.stem}.*") if path != truth]
    return found


def golden(truth: Path) -> Document:
    return link_notes(read_file(source(truth)))


def printed(truth: Path) -> Truth:
    """What stands in the document, without what it says of itself."""
    return {key: value for key, value in load(truth).items() if key not in SAID}


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_a_golden_document_is_read_to_its_truth(truth: Path) -> None:
    assert understood(golden(truth)) == printed(truth)


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_a_golden_document_says_who_wrote_it_when_and_in_what_language(truth: Path) -> None:
    one, true = golden(truth), load(truth)
    assert [list(one.authors), one.language, one.published] == [true[key] for key in SAID]


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_line_ends_of_windows_change_nothing(truth: Path, tmp_path: Path) -> None:
    file = tmp_path / source(truth).name
    file.write_bytes(source(truth).read_bytes().replace(b"\n", b"\r\n"))
    assert understood(link_notes(read_file(file))) == printed(truth)


def test_marks_are_linked_to_the_right_note_in_all_golden_documents() -> None:
    counts = [agreement(understood(golden(truth)), printed(truth)) for truth in TRUTHS]
    right, found, true = (sum(column) for column in zip(*counts, strict=True))
    assert true > 50
    assert 2 * right / (found + true) >= FLOOR


def test_urls_in_notes_of_all_golden_documents_are_whole() -> None:
    found, true = (
        Counter(
            (path.stem, note["label"], url)
            for path, one in pairs
            for note in one["notes"]
            for url in note["urls"]
        )
        for pairs in (
            [(path, understood(golden(path))) for path in TRUTHS],
            [(path, load(path)) for path in TRUTHS],
        )
    )
    assert true.total() > 12
    assert 2 * (found & true).total() / (found.total() + true.total()) >= URL_FLOOR
