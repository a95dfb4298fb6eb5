"""What a passage is found by."""

from __future__ import annotations

from dataclasses import replace

from search.choices import FACETS
from search.document import Bibliography, Document, Section
from search.engines import Entry
from search.entries import entries
from search.passages import passages
from search.query import FIELDS
from tests.documents import EXPORTS, HEALTH, PAGE, trade, trade_bibliography


def made(document: Document, bibliography: Bibliography) -> list[Entry]:
    return list(entries(document, passages(document, bibliography)))


def test_the_first_paragraph_of_a_section_is_found_by_its_heading() -> None:
    found = made(trade(), trade_bibliography())
    assert [len(entry.body) for entry in found] == [2, 1, 2]
    assert found[2].body == ("Health", HEALTH.text)


def test_a_heading_without_paragraphs_is_found_with_the_next_paragraph() -> None:
    sections = (Section("s1", 1, "Part One"), Section("s2", 2, "Exports", 2, None, (EXPORTS,)))
    [entry] = made(replace(trade(), sections=sections), Bibliography())
    assert entry.body == ("Part One", "Exports", EXPORTS.text)


def test_a_passage_has_the_text_of_each_of_its_notes_once() -> None:
    found = made(trade(), trade_bibliography())
    assert [len(entry.notes) for entry in found] == [1, 1, 0]
    assert found[1].notes[0].startswith("MTZ signed.")


def test_fields_and_facets_are_those_of_the_query_language() -> None:
    for entry in made(trade(), trade_bibliography()):
        assert set(entry.fields) == set(FIELDS)
        assert set(entry.facets) == set(FACETS)


def test_fields_hold_what_the_passage_cites_and_where_it_stands() -> None:
    fields = made(trade(), trade_bibliography())[1].fields
    assert fields["url"] == (PAGE.url,)
    assert fields["doi"] == ("10.1000/mtz.2021",)
    assert fields["note"] == ("2", "3")
    assert fields["status"] == ("repaired", "missing")
    assert fields["by"] == ("Petrova, A.",)
    assert fields["published"] == ("2021-06-15",)


def test_facets_name_documents_and_sections_by_id() -> None:
    facets = made(trade(), trade_bibliography())[0].facets
    assert facets["document"] == ("trade",)
    assert facets["section"] == ("trade.s1",)
    assert facets["author"] == ("Zalessky, B.",)
    assert facets["year"] == ("2018",)
    assert facets["domain"] == ()
