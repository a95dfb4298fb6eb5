"""A process that is killed at any step loses nothing that it had finished, and shows nothing half done."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

from sqlalchemy import Engine, event

from search.catalogue import Catalogue
from search.engines import open_engine
from search.library import Library
from search.settings import Settings

LETTER = "Exports grew in the spring.[1]\n\n[1] Smith, J. History of Trade. Oxford, 2019. P. 5.\n"
AFTERWARDS = ["Exports grew in the autumn.", "The park has thirteen residents."]
REPORT = "The park has twelve residents.[1]\n\n[1] Petrova, A. The Park. Minsk, 2021.\n"


EVERY = (
    9  # all of some eighty steps hold (set it to 1), but take half a minute; the last five are the engine's
)


def settings(folder: Path) -> Settings:
    return Settings(f"sqlite:///{folder}/catalogue.db", f"whoosh:{folder}/index")


def prepare(folder: Path) -> None:
    """A library of two documents, on whose next run one changes, one is gone and one is new."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    (papers / "letter.txt").write_text(LETTER)
    (papers / "report.txt").write_text(REPORT)
    with Library.open(settings(folder)) as library:
        library.index([papers])
    (papers / "letter.txt").write_text(LETTER.replace("spring", "autumn"))
    (papers / "report.txt").unlink()
    (papers / "memo.txt").write_text(REPORT.replace("twelve", "thirteen"))


def index_until(folder: Path, die_at: int) -> int:
    """Indexes in a process that kills itself at a step; gives how it ended; at step 0, how many there are.

    Steps are the statements of the catalogue, the commits behind them, and both ends of the engine's update.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = 0
    try:

        def step(*_: object) -> None:
            nonlocal steps
            steps += 1
            if steps == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

        library = Library.open(settings(folder))
        event.listen(Engine, "before_cursor_execute", step)
        event.listen(Engine, "commit", step)
        update = library._engine.update
        library._engine.update = lambda *given: (step(), update(*given), step())  # type: ignore[method-assign, assignment, func-returns-value]
        library.index([folder / "papers"])
    finally:
        os._exit(steps)


def texts(library: Library, query: str) -> list[str]:
    return sorted(result.passage.text for result in library.search(query, facets=False))


def test_a_killed_run_leaves_whole_documents_and_the_next_one_goes_on(tmp_path: Path) -> None:
    folder, backup = tmp_path / "library", tmp_path / "backup"
    prepare(folder)
    shutil.copytree(folder, backup)
    steps = index_until(folder, die_at=0)
    assert steps > 20
    for die_at in (*range(1, steps - 4, EVERY), *range(steps - 4, steps + 1)):
        shutil.rmtree(folder)
        shutil.copytree(backup, folder)
        assert index_until(folder, die_at) == -signal.SIGKILL
        with Library.open(settings(folder)) as library:
            held = whole_documents(library)
            assert texts(library, "exports OR residents") == held, f"step {die_at}: the index is not in step"
            assert any("Exports grew" in text for text in held), f"step {die_at}: a document is gone"
            library.index([folder / "papers"])
            assert texts(library, "exports OR residents") == AFTERWARDS, f"step {die_at}"
            assert library.holdings().sources == 2, f"step {die_at}"


def whole_documents(library: Library) -> list[str]:
    """The texts of all documents, once each is seen to be whole."""
    found = []
    for summary in library.documents():
        reading = library.document(summary.id)
        assert len(reading.passages) == len(reading.document.notes) == 1
        assert reading.passages[0].citations[0].source in reading.bibliography.sources
        found.append(reading.passages[0].text)
    return sorted(found)


def test_an_index_that_is_behind_catches_up_when_the_library_opens(tmp_path: Path) -> None:
    prepare(tmp_path)
    catalogue = Catalogue.open(settings(tmp_path).catalogue)
    catalogue.remove("report")
    catalogue.close()
    with Library.open(settings(tmp_path)) as library:
        assert texts(library, "residents") == []
        assert texts(library, "exports") == ["Exports grew in the spring."]


def test_an_index_that_is_gone_or_damaged_is_built_anew(tmp_path: Path) -> None:
    prepare(tmp_path)
    for file in (tmp_path / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x00" * 100)
    with Library.open(settings(tmp_path)) as library:
        assert texts(library, "residents") == ["The park has twelve residents."]


def test_an_index_of_another_catalogue_is_built_anew(tmp_path: Path) -> None:
    prepare(tmp_path)
    for file in tmp_path.glob("catalogue.db*"):
        file.unlink()
    with Library.open(settings(tmp_path)) as library:
        assert texts(library, "residents OR exports") == []


def test_a_second_library_sees_what_the_first_has_indexed(tmp_path: Path) -> None:
    prepare(tmp_path)
    with Library.open(settings(tmp_path)) as reader, Library.open(settings(tmp_path)) as writer:
        writer.index([tmp_path / "papers"])
        assert texts(reader, "residents") == ["The park has thirteen residents."]


def test_an_index_in_memory_follows_what_another_process_writes(tmp_path: Path) -> None:
    prepare(tmp_path)
    memory = Settings(settings(tmp_path).catalogue, "memory:")
    with Library.open(memory) as reader, Library.open(settings(tmp_path)) as writer:
        assert texts(reader, "residents") == ["The park has twelve residents."]
        writer.index([tmp_path / "papers"])
        assert texts(reader, "residents") == ["The park has thirteen residents."]


def test_an_index_that_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    prepare(tmp_path)
    engine = open_engine(settings(tmp_path).engine)
    before = engine.revision()
    engine.close()
    with Library.open(settings(tmp_path)) as library:
        assert library.holdings().revision == before
