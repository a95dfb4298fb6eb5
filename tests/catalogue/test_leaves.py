"""A document as it is read: which leaf holds what, and what a leaf knows of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.catalogue import Catalogue
from search.catalogue.stored_leaves import read_leaf, starts
from search.document import Bibliography, Document, Note, NoteReference, Paragraph, Section
from search.errors import NotFound
from search.holdings import FIRST_LEAF, Leaf, Place
from tests.documents import trade, trade_bibliography


def chronicle(sections: list[int]) -> Document:
    """So many paragraphs in each section; each tenth calls the note of its section, and the last an own."""
    found, number = [], 0
    for place, count in enumerate(sections, start=1):
        paragraphs = []
        for _ in range(count):
            number += 1
            calls = (NoteReference(str(place), 5, f"note-{place}"),) if number % 10 == 1 else ()
            paragraphs.append(Paragraph(f"p{number}", number, f"Year {number}.", None, calls))
        found.append(Section(f"s{place}", place, f"Chapter {place}", 1, None, tuple(paragraphs)))
    notes = tuple(
        Note(f"note-{place}", str(place), f"Annals, {place}.") for place in range(1, len(sections) + 1)
    )
    return Document(
        "chronicle", "A chronicle", "text", "", tuple(found), (*notes, Note("note-x", "x", "Lost."))
    )


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    opened = Catalogue.open(f"sqlite:///{tmp_path_factory.mktemp('leaves')}/catalogue.db")
    opened.save(chronicle([100, 100, 0, 100, 400]), Bibliography(), path="/chronicle.txt")
    opened.save(trade(), trade_bibliography(), path="/trade.txt")
    yield opened
    opened.close()


def leaf(
    catalogue: Catalogue, at: int | str | None = None, *, whole: bool = False, name: str = "chronicle"
) -> Leaf:
    with catalogue.reading() as connection:
        return read_leaf(connection, name, at, whole)


def numbers(one: Leaf) -> list[int]:
    return [passage.number for part in one.sections for passage in part.passages]


@given(st.lists(st.integers(0, 700), max_size=12))
def test_every_leaf_but_the_last_is_long_enough_and_none_is_too_long(counts: list[int]) -> None:
    bounds = [*starts(counts), sum(counts)]
    sizes = [after - before for before, after in pairwise(bounds)]
    assert all(FIRST_LEAF <= size <= 250 for size in sizes[:-1])
    assert sizes[-1] <= 250


def test_a_document_that_is_not_long_is_one_leaf(catalogue: Catalogue) -> None:
    only = leaf(catalogue, name="trade")
    assert (only.number, only.total, only.previous, only.next) == (1, 1, None, None)
    assert [part.section.title for part in only.sections] == ["Exports to Asia", "Health"]


def test_leaves_follow_each_other_and_hold_every_paragraph_once(catalogue: Catalogue) -> None:
    shown, at = [], 1
    while at is not None:
        one = leaf(catalogue, at)
        assert numbers(one)[0] == at
        shown += numbers(one)
        at = one.next
    assert shown == list(range(1, 701))


def test_the_whole_is_one_leaf_however_long(catalogue: Catalogue) -> None:
    assert numbers(leaf(catalogue, whole=True)) == list(range(1, 701))


@pytest.mark.parametrize("at", [420, "p420"])
def test_a_paragraph_is_found_on_its_leaf(catalogue: Catalogue, at: int | str) -> None:
    one = leaf(catalogue, at)
    assert 420 in numbers(one)
    assert one.number > 1


def test_a_section_is_found_where_it_begins_and_one_without_paragraphs_too(catalogue: Catalogue) -> None:
    assert "s4" in [part.section.id for part in leaf(catalogue, "s4").sections]
    assert "s3" in [part.section.id for part in leaf(catalogue, "s3").sections]


def test_a_section_cut_in_two_says_that_it_goes_on(catalogue: Catalogue) -> None:
    last = leaf(catalogue, 700)
    assert last.sections[0].section.id == "s5"
    assert last.sections[0].is_continued
    assert not leaf(catalogue, 301).sections[-1].is_continued


def test_a_note_is_found_where_it_is_first_called_and_an_orphan_on_the_last_leaf(
    catalogue: Catalogue,
) -> None:
    assert 301 in numbers(leaf(catalogue, "note-5"))
    last = leaf(catalogue, "note-x")
    assert last.next is None
    assert [one.note.id for one in last.uncalled] == ["note-3", "note-x"]
    assert not leaf(catalogue).uncalled


def test_a_place_that_is_none_leads_to_the_first_leaf(catalogue: Catalogue) -> None:
    assert leaf(catalogue, "nosuch").number == 1
    assert leaf(catalogue, 0).number == 1
    assert leaf(catalogue, 10**9).next is None


def test_a_note_knows_its_marks_on_every_leaf(catalogue: Catalogue) -> None:
    marks = leaf(catalogue, 700).marks["note-5"]
    assert marks[0] == Place(301, "p301m1")
    assert marks[-1] == Place(691, "p691m1")


def test_the_outline_is_of_the_whole_document(catalogue: Catalogue) -> None:
    outline = leaf(catalogue, 700).outline
    assert [(heading.section.title, heading.begins) for heading in outline][2:] == [
        ("Chapter 3", None),
        ("Chapter 4", 201),
        ("Chapter 5", 301),
    ]


def test_notes_come_with_the_marks_inside_them_and_with_what_an_orphan_cites(catalogue: Catalogue) -> None:
    only = leaf(catalogue, name="trade")
    [mark] = only.marks_in_notes["note-1"]
    assert (mark.label, mark.offset, mark.note_id) == ("2", 51, "note-2")
    [orphan] = only.uncalled
    assert orphan.citations[0].source
    assert orphan.citations[0].locator == "P. 7"


def test_a_document_without_a_paragraph_is_an_empty_leaf(tmp_path: Path) -> None:
    opened = Catalogue.open(f"sqlite:///{tmp_path}/catalogue.db")
    opened.save(replace(trade("bare"), sections=()), Bibliography(), path="/bare.txt")
    for at in (None, 3, "note-1", "s1"):
        assert leaf(opened, at, name="bare").total == 1
    opened.close()


def test_an_unknown_document_is_not_found(catalogue: Catalogue) -> None:
    with pytest.raises(NotFound):
        leaf(catalogue, name="nosuch")
