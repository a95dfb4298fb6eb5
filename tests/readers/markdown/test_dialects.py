"""Each way of writing notes, read end to end: marks, the words before, the notes, the paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.document import Document
from search.notes import link_notes
from search.readers.markdown import read

CASES = (Path(__file__).parents[2] / "fixtures" / "markdown" / "dialects.txt").read_text(encoding="utf-8")
# a case: "=== NAME", the text, "---", then lines "LABEL | WORDS BEFORE | NOTE", or "= PARAGRAPH"
PARTED = [case.partition("\n") for case in CASES.split("=== ")[1:]]
EXAMPLES = {name.strip(): rest.rpartition("\n---\n") for name, _, rest in PARTED}


def document(name: str) -> Document:
    return link_notes(read(EXAMPLES[name][0].encode(), f"{name}.md"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_marks_call_their_notes(name: str) -> None:
    expected = [
        tuple(map(str.strip, line.split("|"))) for line in EXAMPLES[name][2].splitlines() if "|" in line
    ]
    one = document(name)
    texts = {note.id: note.text for note in one.notes}
    found = [
        (mark.label, " ".join(paragraph.text[: mark.offset].split()[-2:]), texts.get(mark.note_id or "", "?"))
        for paragraph in one.paragraphs()
        for mark in paragraph.references
    ]
    assert found == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_paragraphs_hold_the_text_alone(name: str) -> None:
    expected = [line[2:].strip() for line in EXAMPLES[name][2].splitlines() if line.startswith("= ")]
    if expected:
        assert [paragraph.text for paragraph in document(name).paragraphs()] == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_note_is_called(name: str) -> None:
    assert not document(name).problems
