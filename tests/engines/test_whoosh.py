"""What only the engine on disk has: segments, caches, threads."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines import Entry, Hits
from search.engines.memory import MemoryEngine
from search.engines.whoosh import WhooshEngine, generation, writer
from search.query import And, Everything, Field, Fuzzy, Not, Or, Phrase, Prefix, Word
from tests.engines.corpus import LIBRARY, asked, entry, phrase, word

SENTENCES = [sentence for passage in LIBRARY for sentence in (*passage.body, *passage.notes)]

QUERIES = [
    asked(root, scope)
    for root in (
        word("stone"),
        phrase("great stone"),
        phrase("park near", 4),
        phrase("run-cost", exact=False),
        Prefix("resi"),
        Fuzzy("castel", 2),
        And((word("great"), Not(word("castle")))),
        Or((word("trade"), word("residents"), word("Belta"))),
    )
    for scope in ("body", "notes", "all")
]


def many(count: int, seed: int = 1) -> list[Entry]:
    """Passages put together from the sentences of the library: more than fit one of Whoosh's blocks."""
    chance = random.Random(seed)
    return [
        entry(
            f"book{number // 40:02}.p{number}",
            *chance.sample(SENTENCES, 2),
            notes=(chance.choice(SENTENCES),),
            facets={"year": (str(chance.randint(2010, 2014)),)},
        )
        for number in range(count)
    ]


def answers(engine: WhooshEngine | MemoryEngine) -> list[Hits]:
    return [engine.search(query, limit=30, facets=["document", "year"]) for query in QUERIES]


@pytest.fixture
def fast_switches() -> Iterator[None]:
    """Threads that take turns so often that what is not safe shows."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("fast_switches")
@pytest.mark.parametrize("kept", [0, 150_000])
def test_threads_that_share_an_engine_get_the_answers_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    monkeypatch.setattr(generation, "_KEPT", kept)
    WhooshEngine(str(tmp_path)).rebuild(many(400), revision=1)
    right = answers(WhooshEngine(str(tmp_path)))
    for _ in range(3):
        engine = WhooshEngine(str(tmp_path))  # not opened yet: that is a race as well
        results: list[list[Hits]] = []
        threads = [threading.Thread(target=lambda: results.append(answers(engine))) for _ in range(8)]  # noqa: B023
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results == [right] * 8


def test_threads_of_one_process_write_one_after_the_other(tmp_path: Path) -> None:
    engine = WhooshEngine(str(tmp_path))
    engine.rebuild([], revision=0)
    threads = [
        threading.Thread(target=engine.update, args=([], [entry(f"letter{number}.p1", "Trade grew.")], 1))
        for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert engine.count(asked(word("trade"))) == 6


def test_long_posting_lists_are_read_whole(tmp_path: Path) -> None:
    engine, oracle = WhooshEngine(str(tmp_path)), MemoryEngine()
    for each in (engine, oracle):
        each.rebuild(many(700), revision=1)
        each.update(["book03"], many(150, seed=2), revision=1)
    assert answers(engine) == answers(oracle)


def test_postings_that_do_not_fit_into_memory_are_sorted_in_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_MEMORY", 0.05)
    engine, oracle = WhooshEngine(str(tmp_path)), MemoryEngine()
    for each in (engine, oracle):
        each.rebuild(many(120), revision=1)
    assert answers(engine) == answers(oracle)


def test_entries_are_written_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    whole = writer.to_document

    def noted(entry: Entry) -> dict[str, object]:
        steps.append(f"wrote {entry.id}")
        return whole(entry)

    def coming() -> Iterator[Entry]:
        for each in LIBRARY[:3]:
            steps.append(f"took {each.id}")
            yield each

    monkeypatch.setattr(writer, "to_document", noted)
    WhooshEngine(str(tmp_path)).rebuild(coming(), revision=1)
    assert steps == [f"{step} {each.id}" for each in LIBRARY[:3] for step in ("took", "wrote")]


def test_bringing_an_index_up_to_date_reads_none_of_it_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    WhooshEngine(str(tmp_path)).rebuild(many(40), revision=1)
    engine = WhooshEngine(str(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr("search.engines.whoosh.Generation", None)
        assert engine.revision() == 1
        engine.update(["book00"], [entry("letter.p1", "Trade grew.")], revision=2)
        assert engine.revision() == 2
    assert engine.count(asked(Everything())) == 1


def segments(folder: Path) -> int:
    return len(list(folder.glob("whoosh/g*/*.seg")))


def test_many_small_updates_leave_few_segments(tmp_path: Path) -> None:
    engine = WhooshEngine(str(tmp_path))
    engine.rebuild(many(100), revision=0)
    most = 0
    for number in range(24):
        engine.update([], [entry(f"letter.p{number}", "Trade grew.")], revision=number)
        most = max(most, segments(tmp_path))
    assert most <= 7  # log2 of 124
    assert engine.count(asked(Everything())) == 124


def test_a_segment_that_is_mostly_deleted_is_rewritten(tmp_path: Path) -> None:
    engine = WhooshEngine(str(tmp_path))
    engine.rebuild(many(120), revision=0)
    size = next(tmp_path.glob("whoosh/g*/*.seg")).stat().st_size
    engine.update(["book00", "book01"], [], revision=1)
    assert segments(tmp_path) == 1
    assert next(tmp_path.glob("whoosh/g*/*.seg")).stat().st_size < size
    assert engine.count(asked(Everything())) == 40


def test_a_library_of_which_all_is_removed_has_no_segment(tmp_path: Path) -> None:
    engine = WhooshEngine(str(tmp_path))
    engine.rebuild(many(80), revision=0)
    engine.update(["book00", "book01"], [], revision=1)
    assert segments(tmp_path) == 0
    assert engine.count(asked(Everything())) == 0


def test_a_search_while_nothing_changes_opens_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshEngine(str(tmp_path))
    engine.rebuild(many(50), revision=1)
    right = answers(engine)

    def refuse(*_: object) -> None:
        raise AssertionError("a file was opened")

    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", refuse)
        patch.setattr("io.open", refuse)
        patch.setattr("os.open", refuse)
        assert answers(engine) == right


def test_the_index_holds_no_text(tmp_path: Path) -> None:
    engine = WhooshEngine(str(tmp_path))
    engine.rebuild([entry("letter.p1", "They ran it before, and they run it now.")], revision=1)
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        assert b"ran it before" not in path.read_bytes()


def test_a_text_longer_than_any_is_indexed_and_no_phrase_leaves_it(tmp_path: Path) -> None:
    engine = WhooshEngine(str(tmp_path))
    engine.rebuild([entry("letter.p1", "stone " * 70_000 + "great", "castle")], revision=1)
    assert engine.count(asked(phrase("stone great", 50))) == 1
    assert engine.count(asked(phrase("great castle", 10**20))) == 0


def test_a_lone_surrogate_in_a_value_or_a_query_breaks_nothing(tmp_path: Path) -> None:
    engine = WhooshEngine(str(tmp_path))
    value = ("\ud800.by",)
    engine.rebuild(
        [entry("letter.p1", "A torn page.", fields={"domain": value}, facets={"domain": value})], 1
    )
    torn = (Word("\ud800", "\ud800"), Phrase(("\ud800",)), Fuzzy("\ud800pages", 1), Prefix("\ud800"))
    for leaf in torn:
        assert engine.count(asked(leaf)) == 0
    assert engine.search(asked(Field("domain", value)), facets=["domain"]).facets == {
        "domain": {"\ud800.by": 1}
    }
