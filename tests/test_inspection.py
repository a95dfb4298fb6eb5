"""A document as it was understood to plain dicts: on the seed, and on a document of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.inspection import inspection
from search.reading import read
from search.shapes import Inspection

LETTER = """A letter on trade

Exports grew by a third.[1] Nobody had expected it,[2] and nobody has explained it.[3]

[1] Smith, J. Trade in Asia. London: Harbour, 2019. P. 12. URL: https://www.example.org/asia
[2] Ibid. P. 14.
"""


@pytest.fixture
def letter(tmp_path: Path) -> Inspection:
    file = tmp_path / "letter.txt"
    file.write_text(LETTER, encoding="utf-8")
    reading = read(file)
    return inspection(reading.document, reading.bibliography)


def test_inspection_has_the_keys_of_the_design(letter: Inspection) -> None:
    assert list(letter) == ["document", "sections", "notes", "sources", "problems", "counts"]
    assert {"id", "title", "authors", "language", "format", "sha256"} <= set(letter["document"])


def test_references_point_at_where_their_marks_stood(letter: Inspection) -> None:
    [paragraph] = [
        one for section in letter["sections"] for one in section["paragraphs"] if one["references"]
    ]
    before = [paragraph["text"][: one["offset"]].split()[-1] for one in paragraph["references"]]
    assert before == ["third.", "it,", "it."]


def test_note_names_its_url_and_its_source(letter: Inspection) -> None:
    first = letter["notes"][0]
    assert (first["label"], first["status"], first["url"]) == ("1", "ok", "https://www.example.org/asia")
    assert first["source"] in {source["id"] for source in letter["sources"]}


def test_short_form_has_a_source_but_no_url_of_its_own(letter: Inspection) -> None:
    first, second = letter["notes"]
    assert (second["source"], second["url"], second["urls"]) == (first["source"], None, [])


def test_source_lists_the_notes_that_cite_it(letter: Inspection) -> None:
    [source] = letter["sources"]
    assert source["notes"] == [note["id"] for note in letter["notes"]]


def test_reference_without_its_note_is_a_problem(letter: Inspection) -> None:
    assert [problem["kind"] for problem in letter["problems"]] == ["missing-note"]
    assert letter["counts"]["missing"] == 1


def test_a_short_form_says_through_which_notes_it_was_led_back(letter: Inspection) -> None:
    [work] = letter["notes"][1]["works"]
    assert (work["text"], work["locator"]) == ("Ibid. P. 14.", "P. 14")
    assert (work["through"], work["candidates"]) == ([{"note": "1", "note_id": "note-1"}], [])


def test_a_short_form_with_two_antecedents_names_its_candidates(tmp_path: Path) -> None:
    file = tmp_path / "two.txt"
    file.write_text(
        "Two agree.[1] Which of them?[2]\n\n"
        "[1] Tony Judt, Postwar (London: Vintage, 2010), 5; Tony Judt, Reappraisals (Vintage, 2009).\n"
        "[2] Ibid., 9.\n",
        encoding="utf-8",
    )
    reading = read(file)
    first, second = inspection(reading.document, reading.bibliography)["notes"]
    assert [work["text"][:14] for work in first["works"]] == ["Tony Judt, Pos", "Tony Judt, Rea"]
    [work] = second["works"]
    assert (work["source"], work["through"], work["candidates"]) == (
        None, [], [{"note": "1", "note_id": "note-1"}],
    )  # fmt: skip


def test_an_archived_copy_and_the_day_of_access_stand_apart_from_the_url(tmp_path: Path) -> None:
    file = tmp_path / "archived.txt"
    file.write_text(
        "Trade grew.[1]\n\n[1] Trade, https://export.by/a (accessed 3 May 2019), archived at"
        " https://perma.cc/AB12-CD34.\n",
        encoding="utf-8",
    )
    reading = read(file)
    shown = inspection(reading.document, reading.bibliography)
    [note], [source] = shown["notes"], shown["sources"]
    assert (note["url"], note["accessed"]) == ("https://export.by/a", "3 May 2019")
    assert note["archived_url"] == source["archived_url"] == "https://perma.cc/AB12-CD34"
    assert source["accessed"] == "2019-05-03"
    assert [link["archived"] for link in note["works"][0]["links"]] == [False, True]


def test_an_identifier_comes_with_the_address_that_resolves_it(tmp_path: Path) -> None:
    file = tmp_path / "paper.txt"
    file.write_text(
        "It is known.[1]\n\n[1] Roe v. Wade, 410 U. S. 113 (1973).\n",
        encoding="utf-8",
    )
    reading = read(file)
    [source] = inspection(reading.document, reading.bibliography)["sources"]
    assert source["identifiers"] == {"case": "410 U.S. 113"}
    assert source["resolvers"] == {"case": "https://www.courtlistener.com/c/U.S./410/113/"}
