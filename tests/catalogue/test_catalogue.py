"""The store of record: what goes in comes out, and every change can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.catalogue import Catalogue
from search.catalogue.stored_documents import holdings, summaries
from search.catalogue.stored_passages import citing, read_passages
from search.catalogue.stored_sources import read_source
from search.document import (
    Bibliography,
    Document,
    Link,
    Mention,
    Note,
    NoteReference,
    Paragraph,
    Problem,
    ProblemKind,
    Section,
    Source,
    Status,
)
from search.errors import NotFound
from search.figures import counts
from search.passages import passages
from tests.documents import BOOK, PAGE, trade, trade_bibliography


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(f"sqlite:///{tmp_path}/catalogue.db")
    yield opened
    opened.close()


def save(catalogue: Catalogue, name: str, bibliography: Bibliography | None = None) -> None:
    catalogue.save(trade(name), bibliography or trade_bibliography(), path=f"/{name}.txt")


# --- what goes in comes out ---


def test_a_document_comes_out_as_it_went_in(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    reading = catalogue.read("trade")
    assert reading.document == trade()
    assert reading.bibliography == trade_bibliography()
    assert reading.passages == passages(trade(), trade_bibliography())


texts = st.text(st.characters(codec="utf-8"), max_size=30)
names = st.text("abcxyz0189-", min_size=1, max_size=8)
numbers = st.integers(0, 10_000)
pages = st.none() | numbers


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, Bibliography]:
    """Any document and bibliography whose ids are its own and whose links hold."""
    note_ids = draw(st.lists(names, unique=True, max_size=4))
    source_ids = draw(st.lists(names, unique=True, max_size=3))
    calls = st.builds(NoteReference, texts, numbers, st.sampled_from([None, *note_ids]), pages)
    paragraph_ids = iter(draw(st.lists(names, unique=True, min_size=12, max_size=12)))
    sections = tuple(
        Section(
            f"s{number}",
            number,
            draw(texts),
            draw(numbers),
            draw(pages),
            tuple(
                Paragraph(
                    next(paragraph_ids),
                    draw(numbers),
                    draw(texts),
                    draw(pages),
                    tuple(draw(st.lists(calls, max_size=3))),
                )
                for _ in range(draw(st.integers(0, 3)))
            ),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    several = st.lists(names, max_size=2).map(tuple)
    own_sources = st.lists(st.sampled_from(source_ids), unique=True).map(tuple) if source_ids else st.just(())
    problems = st.lists(
        st.builds(
            Problem,
            st.sampled_from(ProblemKind),
            texts,
            st.none() | names,
            st.none() | names,
            st.none() | texts,
            st.none() | texts,
            st.lists(texts, max_size=2).map(tuple),
            several,
            own_sources,
        ),
        max_size=2,
    ).map(tuple)
    notes = tuple(
        Note(
            name,
            draw(texts),
            draw(texts),
            draw(pages),
            tuple(draw(st.lists(calls, max_size=2))),
            tuple(draw(st.lists(numbers, max_size=3))),
            tuple(draw(st.lists(st.tuples(numbers, numbers, texts), max_size=2))),
        )
        for name in note_ids
    )
    links = st.builds(
        Link, texts, texts, numbers, numbers, st.lists(texts, max_size=2).map(tuple), st.booleans()
    )
    mentions = tuple(
        Mention(
            draw(st.sampled_from(note_ids)),
            draw(numbers),
            draw(numbers),
            draw(st.sampled_from([None, *source_ids])),
            draw(st.none() | texts),
            tuple(draw(st.lists(links, max_size=2))),
            tuple(draw(st.lists(names, max_size=2))),
        )
        for _ in range(draw(st.integers(0, 4)) if note_ids else 0)
    )
    sources = tuple(
        Source(
            name,
            "book",
            f"Work {name}",
            (f"Author {name}",),
            1900 + number,
            status=draw(st.sampled_from(Status)),
        )
        for number, name in enumerate(source_ids)
    )
    document = Document(
        "any",
        draw(texts),
        draw(texts),
        draw(texts),
        sections,
        notes,
        tuple(draw(st.lists(texts, max_size=2))),
        draw(st.none() | texts),
        draw(st.none() | texts),
        draw(st.none() | texts),
        draw(texts),
        draw(problems),
    )
    return document, Bibliography(mentions, sources, draw(problems))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(pair=documents())
def test_any_document_comes_out_as_it_went_in(
    catalogue: Catalogue, pair: tuple[Document, Bibliography]
) -> None:
    document, bibliography = pair
    catalogue.save(document, bibliography, path="/any.txt")
    reading = catalogue.read("any")
    assert reading.document == document
    assert reading.bibliography == bibliography
    with catalogue.reading() as connection:
        stored = read_passages(connection, [passage.id for passage in reading.passages])
    assert stored == {passage.id: passage for passage in reading.passages}
    catalogue.remove("any")


def test_passages_come_out_with_their_citations(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    expected = {passage.id: passage for passage in passages(trade(), trade_bibliography())}
    with catalogue.reading() as connection:
        assert read_passages(connection, ["trade.p2", "none.p1", "trade.p1", "trade.p3"]) == expected


def test_a_document_saved_again_takes_the_place_of_its_former_self(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    shorter = replace(trade(), sections=trade().sections[1:], notes=())
    catalogue.save(shorter, Bibliography(), path="/trade.txt")
    assert catalogue.read("trade").document == shorter
    with catalogue.reading() as connection:
        held = holdings(connection)
    assert (held.documents, held.passages, held.notes, held.references, held.sources) == (1, 1, 0, 0, 0)


def test_summaries_count_what_a_document_holds(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    with catalogue.reading() as connection:
        [summary] = summaries(connection)
    assert summary.counts == counts(trade(), trade_bibliography())
    assert {
        name: summary.counts[name] for name in ("paragraphs", "references", "missing", "orphans", "sources")
    } == {
        "paragraphs": 3,
        "references": 3,
        "missing": 1,
        "orphans": 1,
        "sources": 2,
    }
    assert [summary.counts[status] for status in Status] == [0, 1, 0, 1, 1]


def test_an_unknown_document_is_not_found_by_name(catalogue: Catalogue) -> None:
    with pytest.raises(NotFound, match='no document "poem"'):
        catalogue.read("poem")
    with pytest.raises(NotFound, match='no document "poem"'):
        catalogue.remove("poem")


def test_a_save_that_fails_leaves_everything_as_it_was(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    before = catalogue.read("trade"), catalogue.revision()
    twice = replace(trade(), notes=(trade().notes[0], trade().notes[0]))
    with pytest.raises(Exception, match="UNIQUE"):
        catalogue.save(twice, trade_bibliography(), path="/trade.txt")
    assert (catalogue.read("trade"), catalogue.revision()) == before


# --- revisions ---


def test_every_change_raises_the_revision(catalogue: Catalogue) -> None:
    revisions = [catalogue.revision()]
    save(catalogue, "trade")
    revisions.append(catalogue.revision())
    save(catalogue, "trade")
    revisions.append(catalogue.revision())
    catalogue.remove("trade")
    revisions.append(catalogue.revision())
    assert revisions == sorted(set(revisions))


def test_changes_since_a_revision_are_the_documents_that_differ_and_those_that_are_gone(
    catalogue: Catalogue,
) -> None:
    save(catalogue, "trade")
    save(catalogue, "poem", Bibliography())
    start = catalogue.revision()
    save(catalogue, "letter", Bibliography())
    catalogue.remove("poem")
    changes = catalogue.changes(start)
    assert changes is not None
    assert (changes.changed, changes.removed) == (("letter",), ("poem",))
    assert changes.revision == catalogue.revision()


def test_a_document_that_came_back_is_no_longer_gone(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    start = catalogue.revision()
    catalogue.remove("trade")
    save(catalogue, "trade")
    changes = catalogue.changes(start)
    assert changes is not None
    assert (changes.changed, changes.removed) == (("trade",), ())


def test_a_revision_that_this_catalogue_never_had_has_no_changes(catalogue: Catalogue) -> None:
    assert catalogue.changes(catalogue.revision() + 1) is None
    assert catalogue.changes(1) is None


def test_a_document_that_moves_changes_nothing_that_is_searched(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    start = catalogue.revision()
    catalogue.move({"trade": "/elsewhere/trade.txt"})
    assert catalogue.files()[0].path == "/elsewhere/trade.txt"
    assert catalogue.revision() == start


# --- sources of several documents ---


def citing_only(source: Source) -> Bibliography:
    return Bibliography((Mention("note-1", 0, 9, source.id),), (source,))


def source_ids(catalogue: Catalogue, name: str) -> list[str]:
    return [source.id for source in catalogue.read(name).bibliography.sources]


def test_a_work_that_two_documents_cite_is_one_source(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    other = replace(BOOK, id="another-id", publisher=None, place="Riga")
    save(catalogue, "report", citing_only(other))
    assert source_ids(catalogue, "report") == [BOOK.id]
    with catalogue.reading() as connection:
        assert citing(connection, BOOK.id) == ["report.p1", "trade.p1"]
        joined = read_source(connection, BOOK.id)
    assert (joined.publisher, joined.place) == ("LAP LAMBERT Academic Publishing", "Riga")


def test_what_conflicts_stays_apart_and_gets_an_id_of_its_own(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    other = replace(
        PAGE,
        title="Another page",
        url="https://www.belta.by/economics/view/other/",
        year=2019,
        identifiers={},
    )
    save(catalogue, "report", Bibliography((Mention("note-1", 0, 9, PAGE.id),), (other,)))
    assert source_ids(catalogue, "report") == [f"{PAGE.id}-2"]
    with catalogue.reading() as connection:
        assert read_source(connection, PAGE.id) == PAGE


def test_a_source_goes_with_the_last_document_that_cites_it(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    save(catalogue, "report")
    catalogue.remove("trade")
    with catalogue.reading() as connection:
        assert read_source(connection, BOOK.id) == BOOK
    catalogue.remove("report")
    with catalogue.reading() as connection, pytest.raises(NotFound):
        read_source(connection, BOOK.id)


def test_a_document_takes_with_it_what_only_it_said_of_a_source(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    save(
        catalogue, "report", Bibliography((Mention("note-1", 0, 9, BOOK.id),), (replace(BOOK, place="Riga"),))
    )
    catalogue.remove("report")
    with catalogue.reading() as connection:
        assert read_source(connection, BOOK.id).place is None


def test_a_document_read_anew_keeps_the_ids_of_its_sources(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    save(catalogue, "trade", citing_only(replace(BOOK, id="a-better-id", place="Riga")))
    assert source_ids(catalogue, "trade") == [BOOK.id]


def test_documents_whose_source_reads_differently_have_changed_too(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    save(catalogue, "poem", Bibliography())
    start = catalogue.revision()
    save(catalogue, "report", citing_only(replace(BOOK, identifiers={"doi": "10.1000/asia"})))
    changes = catalogue.changes(start)
    assert changes is not None
    assert changes.changed == ("report", "trade")


def test_what_no_passage_is_found_by_changes_no_other_document(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    start = catalogue.revision()
    save(catalogue, "report", citing_only(replace(BOOK, place="Riga")))
    changes = catalogue.changes(start)
    assert changes is not None
    assert changes.changed == ("report",)


def test_documents_whose_sources_stay_the_same_have_not_changed(catalogue: Catalogue) -> None:
    save(catalogue, "trade")
    start = catalogue.revision()
    save(catalogue, "zebra")
    changes = catalogue.changes(start)
    assert changes is not None
    assert changes.changed == ("zebra",)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(steps=st.lists(st.tuples(st.sampled_from("abc"), st.sets(st.sampled_from(range(4)))), max_size=8))
def test_after_any_changes_the_sources_are_those_of_the_documents_there_are(
    catalogue: Catalogue, steps: list[tuple[str, set[int]]]
) -> None:
    works = [BOOK, PAGE, replace(BOOK, id="later", year=2020), replace(PAGE, id="copy", place="Minsk")]
    cited: dict[str, set[int]] = {}
    for name, chosen in steps:
        if not chosen and name in cited:
            catalogue.remove(name)
            del cited[name]
        elif chosen:
            mentions = tuple(Mention("note-1", 0, 9, works[number].id) for number in sorted(chosen))
            sources = tuple(works[number] for number in sorted(chosen))
            save(catalogue, name, Bibliography(mentions, sources))
            cited[name] = chosen
    expected = {
        min(number, number % 2 if number == 3 else number) for chosen in cited.values() for number in chosen
    }
    with catalogue.reading() as connection:
        assert holdings(connection).sources == len(expected)
    for name in list(cited):
        reading = catalogue.read(name)
        held = {source.id for source in reading.bibliography.sources}
        assert {mention.source_id for mention in reading.bibliography.mentions} == held
        catalogue.remove(name)
    with catalogue.reading() as connection:
        assert holdings(connection).sources == 0
