"""A document as it was understood to plain dicts: on the seed, and on a document of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.inspection import inspection
from search.reading import read
from search.serialize import Json

LETTER = """A letter on trade

Exports grew by a third.[1] Nobody had expected it,[2] and nobody has explained it.[3]

[1] Smith, J. Trade in Asia. London: Harbour, 2019. P. 12. URL: https://www.example.org/asia
[2] Ibid. P. 14.
"""


@pytest.fixture
def letter(tmp_path: Path) -> Json:
    file = tmp_path / "letter.txt"
    file.write_text(LETTER, encoding="utf-8")
    reading = read(file)
    return inspection(reading.document, reading.bibliography)


def test_inspection_has_the_keys_of_the_design(letter: Json) -> None:
    assert list(letter) == ["document", "sections", "notes", "sources", "problems", "counts"]
    assert {"id", "title", "authors", "language", "format", "sha256"} <= set(letter["document"])


def test_references_point_at_where_their_marks_stood(letter: Json) -> None:
    [paragraph] = [
        one for section in letter["sections"] for one in section["paragraphs"] if one["references"]
    ]
    before = [paragraph["text"][: one["offset"]].split()[-1] for one in paragraph["references"]]
    assert before == ["third.", "it,", "it."]


def test_note_names_its_url_and_its_source(letter: Json) -> None:
    first = letter["notes"][0]
    assert (first["label"], first["status"], first["url"]) == ("1", "ok", "https://www.example.org/asia")
    assert first["source"] in {source["id"] for source in letter["sources"]}


def test_short_form_has_a_source_but_no_url_of_its_own(letter: Json) -> None:
    first, second = letter["notes"]
    assert (second["source"], second["url"], second["urls"]) == (first["source"], None, [])


def test_source_lists_the_notes_that_cite_it(letter: Json) -> None:
    [source] = letter["sources"]
    assert source["notes"] == [note["id"] for note in letter["notes"]]


def test_reference_without_its_note_is_a_problem(letter: Json) -> None:
    assert [problem["kind"] for problem in letter["problems"]] == ["missing-note"]
    assert letter["counts"]["missing"] == 1
