"""Documents in the conventions that are met in practice, each read end to end against a reading by hand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from search.document import Document, ProblemKind
from search.notes import link_notes
from search.readers import read_file

FOLDER = Path(__file__).parents[2] / "fixtures" / "text"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


@cache
def read(name: str) -> Document:
    [path] = [path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".json"]
    return link_notes(read_file(path))


@cache
def expected(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


every_convention = pytest.mark.parametrize("name", NAMES)


@every_convention
def test_the_title_and_authors_are_those_of_the_text(name: str) -> None:
    document = read(name)
    assert document.title == expected(name)["title"]
    assert list(document.authors) == expected(name)["authors"]


@every_convention
def test_the_sections_have_their_titles_and_pages(name: str) -> None:
    sections = [(section.title, section.page) for section in read(name).sections]
    assert sections == [(section["title"], section["page"]) for section in expected(name)["sections"]]


@every_convention
def test_the_paragraphs_are_those_of_each_section_on_their_pages(name: str) -> None:
    found = [
        [(" ".join(paragraph.text.split()[:5]), paragraph.page) for paragraph in section.paragraphs]
        for section in read(name).sections
    ]
    assert found == [
        [(paragraph["begins"], paragraph["page"]) for paragraph in section["paragraphs"]]
        for section in expected(name)["sections"]
    ]


@every_convention
def test_the_marks_stand_after_their_words_and_call_their_notes(name: str) -> None:
    found = [
        (reference.label, paragraph.text[: reference.offset][-24:].strip(), reference.note_id)
        for paragraph in read(name).paragraphs()
        for reference in paragraph.references
    ]
    assert found == [
        (reference["label"], reference["after"].strip(), reference["note"])
        for section in expected(name)["sections"]
        for paragraph in section["paragraphs"]
        for reference in paragraph["references"]
    ]


@every_convention
def test_the_notes_are_whole_and_on_their_pages(name: str) -> None:
    notes = [{"id": n.id, "label": n.label, "page": n.page, "text": n.text} for n in read(name).notes]
    assert notes == expected(name)["notes"]


@every_convention
def test_what_is_missing_or_called_by_nothing_is_reported(name: str) -> None:
    document = read(name)
    missing = [reference.label for reference in document.references() if reference.note_id is None]
    orphans = [problem.note for problem in document.problems if problem.kind == ProblemKind.ORPHAN_NOTE]
    assert missing == expected(name)["missing"]
    assert orphans == expected(name)["orphans"]
