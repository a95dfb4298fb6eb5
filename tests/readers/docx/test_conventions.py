"""Golden documents: the parts of each as the program wrote them, with the truth beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.document import Document
from search.notes import link_notes
from search.readers import read_bytes
from tests.readers.docx.packing import relation, relations, zipped
from tests.readers.truth import Truth, agreement, load, understood

FIXTURES = Path(__file__).parents[2] / "fixtures" / "docx"
GOLDEN = sorted(path.parent for path in FIXTURES.glob("*/truth.json"))
FLOOR = 0.99  # F1 of marks linked to the right note


def golden(folder: Path) -> Document:
    """A folder's parts, or the document that a program made of its source."""
    made = folder / "document.docx"
    data = made.read_bytes() if made.exists() else zipped(_members(folder))
    return link_notes(read_bytes(data, f"{folder.name}.docx"))


def _members(folder: Path) -> dict[str, str | bytes]:
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(relation("r1", "officeDocument", "word/document.xml")),
    }
    for part in sorted(folder.glob("*.xml*")):
        place = "word/_rels" if part.suffix == ".rels" else "word"
        members[f"{place}/{part.name}"] = part.read_bytes()
    return members


@pytest.mark.parametrize("folder", GOLDEN, ids=lambda folder: folder.name)
def test_a_golden_document_is_read_to_its_truth(folder: Path) -> None:
    assert understood(golden(folder)) == load(folder / "truth.json")


def test_marks_are_linked_to_the_right_note_in_all_golden_documents() -> None:
    counts = [agreement(understood(golden(folder)), load(folder / "truth.json")) for folder in GOLDEN]
    right, found, true = (sum(column) for column in zip(*counts, strict=True))
    assert true > 20
    assert 2 * right / (found + true) >= FLOOR


def test_the_floor_falls_where_a_mark_calls_another_note() -> None:
    truth: Truth = load(FIXTURES / "strict" / "truth.json")
    wrong = load(FIXTURES / "strict" / "truth.json")
    paragraphs = wrong["sections"][0]["paragraphs"]
    paragraphs[1] = paragraphs[1].replace("{2}", "{1}")
    right, found, true = agreement(wrong, truth)
    assert (right, found, true) == (3, 4, 4)
