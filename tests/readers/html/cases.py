"""The golden pages of `tests/fixtures/html/*.txt`, and what of each is true.

A case is "=== NAME", the page, "---", and lines: "LABEL | WORDS BEFORE | NOTE" for a mark, "= PARAGRAPH" for
the text (all of it or none), "@ LABEL | URL" for a URL in a note.
"""

from __future__ import annotations

from pathlib import Path

from search.document import Document
from search.notes import link_notes
from search.readers.html import read

FOLDER = Path(__file__).parents[2] / "fixtures" / "html"


def _parted(text: str) -> dict[str, tuple[str, list[str]]]:
    cases = {}
    for case in text.split("=== ")[1:]:
        name, _, rest = case.partition("\n")
        page, _, truth = rest.partition("\n---\n")
        cases[name.strip()] = (page, truth.splitlines())
    return cases


CASES = {
    name: case
    for path in sorted(FOLDER.glob("*.txt"))
    for name, case in _parted(path.read_text(encoding="utf-8")).items()
}

Mark = tuple[str, str, str]  # label, the two words before, the note's text


def document(name: str) -> Document:
    return link_notes(read(CASES[name][0].encode(), f"{name}.html"))


def true_marks(name: str) -> list[Mark]:
    lines = [line for line in CASES[name][1] if "|" in line and not line.startswith(("@ ", "= "))]
    parted = [[piece.strip() for piece in line.split("|")] for line in lines]
    return [(label, before, note) for label, before, note in parted]


def marks(one: Document) -> list[Mark]:
    texts = {note.id: note.text for note in one.notes}
    return [
        (mark.label, " ".join(paragraph.text[: mark.offset].split()[-2:]), texts.get(mark.note_id or "", "?"))
        for paragraph in one.paragraphs()
        for mark in paragraph.references
    ]


def true_paragraphs(name: str) -> list[str]:
    return [line[2:].strip() for line in CASES[name][1] if line.startswith("= ")]


def true_urls(name: str) -> list[tuple[str, str]]:
    lines = [line[2:].partition("|") for line in CASES[name][1] if line.startswith("@ ")]
    return [(label.strip(), url.strip()) for label, _, url in lines]
