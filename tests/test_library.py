"""What a library gives out, and that threads may share it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import search
from search.catalogue import Catalogue
from search.document import Status
from search.errors import BadInput, LibraryLocked, NotFound, SettingsError, StoreError
from search.library import Library
from search.passages import passages
from search.settings import Settings
from tests.documents import BOOK, PAGE, trade, trade_bibliography


def made(folder: Path) -> Library:
    settings = Settings(f"sqlite:///{folder}/catalogue.db", "memory:")
    catalogue = Catalogue.open(settings.catalogue)
    for name in ("trade", "report"):
        catalogue.save(trade(name), trade_bibliography(), path=f"/{name}.txt")
    catalogue.close()
    return Library.open(settings)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with made(tmp_path_factory.mktemp("library")) as opened:
        yield opened


def test_a_document_is_read_with_its_sources_and_passages(library: Library) -> None:
    reading = library.document("trade")
    assert reading.document == trade()
    assert reading.bibliography == trade_bibliography()
    assert reading.passages == passages(trade(), trade_bibliography())


def test_documents_are_listed_by_title(library: Library) -> None:
    assert [summary.id for summary in library.documents()] == ["report", "trade"]


def test_notes_are_found_by_label_and_by_id(library: Library) -> None:
    by_label, by_id = library.notes("trade", "1"), library.notes("trade", "note-1")
    assert by_label == by_id
    [found] = by_label
    assert [citation.source for citation in found.citations] == [BOOK]
    assert [passage.id for passage in found.passages] == ["trade.p1"]


def test_an_orphan_note_is_read_too(library: Library) -> None:
    [found] = library.notes("trade", "9")
    assert (found.passages, found.citations[0].source) == ((), BOOK)


def test_passages_and_sources_are_found_by_id(library: Library) -> None:
    assert library.passage("trade.p3") == passages(trade(), trade_bibliography())[2]
    assert library.source(PAGE.id) == PAGE


def test_from_a_source_to_every_passage_that_cites_it(library: Library) -> None:
    assert [passage.id for passage in library.passages_citing(BOOK.id)] == ["report.p1", "trade.p1"]


@pytest.mark.parametrize(
    "name", ["nothing", "", "\ud800", "../../etc/passwd", "x" * 10_000, "trade.p1' OR 1=1 --"]
)
def test_what_is_not_there_is_not_found_by_name(library: Library, name: str) -> None:
    def note(label: str) -> object:
        return library.notes("trade", label)

    questions: dict[str, list[Callable[[str], object]]] = {
        "document": [library.document, library.remove, library.audit],
        "passage": [library.passage],
        "source": [library.source, library.passages_citing],
        "note": [note],
    }
    for kind, asking in questions.items():
        for ask in asking:
            with pytest.raises(NotFound) as caught:
                ask(name)
            assert caught.value.kind == kind


def test_an_audit_lists_what_an_editor_must_look_at(library: Library) -> None:
    [audit] = library.audit("trade")
    assert audit.problems == trade().problems + trade_bibliography().problems
    assert [audit.document.id for audit in library.audit()] == ["report", "trade"]


def test_holdings_are_figures_over_all_documents(library: Library) -> None:
    held = library.holdings()
    assert (held.documents, held.sections, held.passages, held.notes, held.references) == (2, 4, 6, 6, 6)
    assert (held.sources, held.missing) == (2, 2)
    assert held.statuses == {"ok": 0, "repaired": 2, "truncated": 0, "no_url": 2, "missing": 2}


def test_a_document_can_be_removed(tmp_path: Path) -> None:
    with made(tmp_path) as library:
        library.remove("trade")
        assert [result.passage.id for result in library.search("tractors")] == ["report.p2"]
        with pytest.raises(NotFound):
            library.document("trade")


# --- sources ---


def titles(library: Library, **asked: Any) -> list[str]:
    return [item.source.title for item in library.sources(**asked).items]


def test_sources_are_listed_with_who_cites_them(library: Library) -> None:
    [book] = library.sources(text="zalessky").items
    assert (book.source, book.passages, book.notes, book.documents) == (BOOK, 2, 4, 2)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"domain": "belta.by"}, [PAGE.title]),
        ({"year": 2018}, [BOOK.title]),
        ({"type": "webpage"}, [PAGE.title]),
        ({"status": Status.NO_URL}, [BOOK.title]),
        ({"text": "vector asia"}, [BOOK.title]),
        ({"text": "Tract"}, [PAGE.title]),
        ({"domain": "sb.by"}, []),
        ({"text": "100%_"}, []),
        ({"domain": "\ud800"}, []),
        ({"sort": "title"}, [BOOK.title, PAGE.title]),
        ({"sort": "year"}, [PAGE.title, BOOK.title]),
        ({"sort": "author"}, [BOOK.title, PAGE.title]),
        ({"per_page": 1, "page": 2, "sort": "title"}, [PAGE.title]),
    ],
)
def test_sources_are_chosen_sorted_and_paged(
    library: Library, asked: dict[str, Any], expected: list[str]
) -> None:
    assert titles(library, **asked) == expected


def test_every_source_can_be_had_at_once(library: Library) -> None:
    listed = [item.source for item in library.sources(sort="title", per_page=100).items]
    assert list(library.every_source()) == listed


def test_source_facets_count_what_matches(library: Library) -> None:
    page = library.sources()
    assert page.facets == {
        "domain": (("belta.by", 1),),
        "year": (("2018", 1), ("2021", 1)),
        "type": (("book", 1), ("webpage", 1)),
        "status": (("no_url", 1), ("repaired", 1)),
    }
    assert library.sources(type="book").facets["domain"] == ()


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"page": 0}, "page"),
        ({"per_page": 1_000}, "per_page"),
        ({"page": 10**30}, "page"),
        ({"sort": "colour"}, "sort"),
        ({"year": 10**30}, "year"),
        ({"text": "word " * 1_000}, "q"),
    ],
)
def test_a_list_that_cannot_be_is_refused_by_name(
    library: Library, asked: dict[str, Any], parameter: str
) -> None:
    with pytest.raises(BadInput) as caught:
        library.sources(**asked)
    assert caught.value.parameter == parameter


# --- opening ---


def test_an_engine_that_there_is_not_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="unknown engine"):
        Library.open(Settings(f"sqlite:///{tmp_path}/catalogue.db", "abacus:here"))


def test_a_folder_that_cannot_hold_an_index_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError):
        Library.open(Settings(f"sqlite:///{tmp_path}/catalogue.db", f"whoosh:{tmp_path}/file/index"))


def test_a_library_opens_for_reading_while_another_writes(tmp_path: Path) -> None:
    settings = Settings(f"sqlite:///{tmp_path}/catalogue.db", f"whoosh:{tmp_path}/index")
    Library.open(settings).close()
    catalogue = Catalogue.open(settings.catalogue)
    with catalogue.writer():
        catalogue.save(trade(), trade_bibliography(), path="/trade.txt")
        with Library.open(settings) as behind:
            assert behind.search("tractors").total == 0
            with pytest.raises(LibraryLocked):
                behind.remove("trade")
    catalogue.close()
    with Library.open(settings) as mended:
        assert mended.search("tractors").total == 1


def test_libraries_that_open_together_wait_for_the_one_that_makes_the_index(tmp_path: Path) -> None:
    settings = Settings(f"sqlite:///{tmp_path}/catalogue.db", f"whoosh:{tmp_path}/index")
    catalogue = Catalogue.open(settings.catalogue)
    with ThreadPoolExecutor(1) as pool:
        with catalogue.writer():
            catalogue.save(trade(), trade_bibliography(), path="/trade.txt")
            opening = pool.submit(Library.open, settings)
            with pytest.raises(TimeoutError):
                opening.result(timeout=0.2)
        with opening.result(timeout=10) as library:
            assert library.search("tractors").total == 1
    catalogue.close()


def test_every_passage_is_that_of_what_another_process_has_written(tmp_path: Path) -> None:
    with made(tmp_path) as library:
        other = Catalogue.open(library.settings.catalogue)
        other.save(trade("later"), trade_bibliography(), path="/later.txt")
        other.close()
        assert "later" in {passage.document_id for passage in library.every_passage("")}


def test_passages_that_cite_a_source_come_in_the_order_of_the_document(tmp_path: Path) -> None:
    mill = "The mill stood by the river until the flood of that year, as the parish clerk wrote.[1]"
    other = "Nothing else of the village is known from these years."
    paragraphs = [mill, *[other] * 9, mill.replace("stood", "burned")]
    note = "[1] Hughes, History of the Parish, 1902."
    (tmp_path / "village.txt").write_text("\n\n".join([*paragraphs, "Notes", note]) + "\n", encoding="utf-8")
    with made(tmp_path / "library") as library:
        library.index([tmp_path / "village.txt"])
        [found] = [item.source for item in library.sources(text="Parish").items]
        assert [passage.number for passage in library.passages_citing(found.id)] == [1, 11]


def test_threads_share_a_library(library: Library) -> None:
    def ask(number: int) -> object:
        if number % 3 == 0:
            return [result.passage for result in library.search("tractors OR exports", facets=False)]
        if number % 3 == 1:
            return library.cite("Zalessky").items
        return library.document("trade")

    expected = [ask(number) for number in range(3)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(ask, range(240)))
    finally:
        sys.setswitchinterval(interval)
    assert all(answer == expected[number % 3] for number, answer in enumerate(answers))


def test_threads_read_while_one_writes(tmp_path: Path) -> None:
    settings = Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:")
    papers = tmp_path / "papers"
    papers.mkdir()
    with Library.open(settings) as library, ThreadPoolExecutor(4) as pool:
        for number in range(8):
            (papers / f"letter-{number}.txt").write_text(f"Exports grew in the year {2010 + number}.\n")
        writing = pool.submit(library.index, [papers])
        seen = [pool.submit(lambda: library.search("exports", facets=False)) for _ in range(60)]
        for results in [future.result() for future in seen]:
            assert len(results) <= results.total
        assert len(writing.result().added) == 8
        assert library.search("exports").total == 8


# --- the public face ---


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in search.__all__:
        assert getattr(search, name).__doc__, name
    assert len(search.__all__) < 26
