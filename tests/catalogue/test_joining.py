"""What it costs to join a document to a library, counted in operations: it must not grow with the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.catalogue import Catalogue, joining
from search.catalogue.stored_documents import holdings
from search.citations import find_citations
from search.document import Bibliography, Document, Note, Source

WORKS = 12  # cited by each document
FEW, MANY = 30, 90  # documents: whatever is read of the last must not grow between the two

Reference = Callable[[int, int], str]  # document, work -> what its note prints


def same_books(copy: int, work: int) -> str:
    return f"Ann Lee, Ports of region {work} (London: Penguin, {1950 + work}), {copy + 1}."


def each_at_its_own_address(copy: int, work: int) -> str:
    return f"Lee, A. Ports of region {work} [Electronic resource]. - 1998. - URL: https://export.by/{copy}/{work}"


def each_in_its_own_journal(copy: int, work: int) -> str:
    return f"Ann Lee, “Ports of region {work},” Journal {copy} of Ports 3 (1998): 4."


def each_on_the_front_page(copy: int, work: int) -> str:
    return f"Report {copy} on the ports of region {work}, https://www.belta.by/."


def bibliography(reference: Reference, copy: int) -> tuple[Document, Bibliography]:
    notes = tuple(Note(f"note-{work}", str(work), reference(copy, work)) for work in range(WORKS))
    document = Document(f"copy-{copy}", f"Copy {copy}", "text", f"{copy:064}", notes=notes)
    return document, find_citations(document)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(f"sqlite:///{tmp_path}/catalogue.db")
    yield opened
    opened.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the sources and statements that joining reads from the catalogue, as they are read."""
    titles: list[str] = []

    def counted(row: joining.Values) -> Source:
        titles.append(row["title"])
        return made(row)

    made = joining.source_of
    monkeypatch.setattr(joining, "source_of", counted)
    return titles


def save(catalogue: Catalogue, reference: Reference, copies: range) -> None:
    for copy in copies:
        document, cited = bibliography(reference, copy)
        catalogue.save(document, cited, path=f"/{document.id}.txt")


def cost(catalogue: Catalogue, reference: Reference, copy: int, read: list[str]) -> int:
    """How many sources and statements are read to save one more document."""
    read.clear()
    save(catalogue, reference, range(copy, copy + 1))
    return len(read)


@pytest.mark.parametrize(
    "reference", [same_books, each_at_its_own_address, each_in_its_own_journal, each_on_the_front_page]
)
def test_a_document_costs_the_same_however_many_cite_its_works(
    catalogue: Catalogue, read: list[str], reference: Reference
) -> None:
    save(catalogue, reference, range(FEW))
    at_first = cost(catalogue, reference, FEW, read)
    save(catalogue, reference, range(FEW + 1, MANY))
    assert cost(catalogue, reference, MANY, read) <= at_first


@pytest.mark.parametrize("reference", [same_books, each_at_its_own_address, each_in_its_own_journal])
def test_a_document_read_again_costs_the_same_however_many_cite_its_works(
    catalogue: Catalogue, read: list[str], reference: Reference
) -> None:
    def changed(copy: int, work: int) -> str:
        return f"{reference(copy, work)[:-1]}, accessed 3 May 2019."

    save(catalogue, reference, range(FEW))
    at_first = cost(catalogue, changed, 3, read)
    save(catalogue, reference, range(FEW, MANY))
    assert cost(catalogue, changed, 4, read) <= at_first


def test_a_work_of_a_library_of_twins_is_still_one_source(catalogue: Catalogue) -> None:
    save(catalogue, each_at_its_own_address, range(FEW))
    save(catalogue, each_at_its_own_address, range(FEW))
    for copy in range(FEW):
        document, cited = bibliography(each_at_its_own_address, copy)
        catalogue.save(
            Document(f"again-{copy}", document.title, "text", document.sha256, notes=document.notes),
            cited,
            path=f"/again-{copy}.txt",
        )
    with catalogue.reading() as connection:
        assert holdings(connection).sources == FEW * WORKS


def test_a_printed_book_meets_a_page_of_it_and_one_page_no_other(catalogue: Catalogue) -> None:
    save(catalogue, each_at_its_own_address, range(2))
    with catalogue.reading() as connection:
        assert holdings(connection).sources == 2 * WORKS
    save(catalogue, lambda _, work: f"Lee, A. Ports of region {work}. - Minsk: Nauka, 1998.", range(5, 6))
    with catalogue.reading() as connection:
        assert holdings(connection).sources == 2 * WORKS
