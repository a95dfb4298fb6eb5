"""Files are read by processes of their own: in order, under limits, and one that fails harms no other."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from search import workers
from search.errors import ReadError
from search.settings import Limits
from search.workers import Task, read_all, read_one

LETTER = "Exports grew in {} again.[1]\n\n[1] Smith, J. History of Trade. Oxford, 2019. P. {}.\n"


@pytest.fixture(autouse=True)
def no_text_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_HERE", 0)


@pytest.fixture
def letters(tmp_path: Path) -> list[str]:
    """Ten letters, the first of them the longest by far."""
    files = [tmp_path / f"letter-{number}.txt" for number in range(10)]
    for number, file in enumerate(files):
        repeated = 1 if number else 300
        file.write_text("Nobody had expected it.\n\n" * repeated + LETTER.format(2000 + number, number))
    return [str(file) for file in files]


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A worker over a reader that does to itself what the text of a file says."""
    program = tmp_path / "faulty.py"
    program.write_text(
        "import os, signal, sys, time\n"
        "from search import reading, workers\n"
        "whole = reading.read\n"
        "def read(path, limits):\n"
        "    said = open(path).read()\n"
        "    if said.startswith('die'): os.kill(os.getpid(), signal.SIGSEGV)\n"
        "    if said.startswith('loop'):\n"
        "        while True: pass\n"
        "    if said.startswith('sleep'): time.sleep(600)\n"
        "    if said.startswith('grow'): bytearray(8 * 1024 ** 3)\n"
        "    return whole(path, limits)\n"
        "reading.read = read\n"
        "workers.work(int(sys.argv[1]))\n"
    )
    monkeypatch.setattr(workers, "_PROGRAM", program.read_text())
    return tmp_path


def read(paths: Sequence[str], limits: Limits | None = None, processes: int = 2) -> list[Task]:
    return list(read_all(map(Task, paths), limits or Limits(), processes))


@pytest.mark.parametrize("processes", [1, 3])
def test_files_come_in_their_order_whatever_the_number_of_processes(
    letters: list[str], processes: int
) -> None:
    tasks = read(letters, processes=processes)
    assert [task.shown for task in tasks] == letters
    assert [task.outcome.reading.document.id for task in tasks if task.outcome and task.outcome.reading] == [
        Path(path).stem for path in letters
    ]


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("die", "(segmentation fault)"),
        ("loop", "1 seconds"),
        ("sleep", "1 seconds"),
        ("grow", "1,024 MB of memory"),
    ],
)
def test_a_file_that_harms_its_process_has_a_reason_and_the_others_are_read(
    faulty: Path, letters: list[str], deed: str, said: str
) -> None:
    bad = faulty / "bad.txt"
    bad.write_text(f"{deed}\n")
    limits = Limits(file_seconds=1, file_memory=1024**3)
    first, *others = read([str(bad), *letters[1:4]], limits, processes=1)
    assert first.outcome
    assert said in first.outcome.reason
    assert all(task.outcome and task.outcome.reading for task in others)


def test_a_single_file_is_read_under_its_limits_however_small(
    faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_HERE", 2)
    bad = faulty / "bad.txt"
    bad.write_text("loop\n")
    before = children()
    with pytest.raises(ReadError, match="takes more than 1 seconds"):
        read_one(str(bad), Limits(file_seconds=1))
    assert children() == before


def test_no_process_is_left_behind_by_a_reader_that_stops(letters: list[str]) -> None:
    before = children()
    tasks = read_all(map(Task, letters), Limits(), 2)
    next(tasks)
    assert children() - before
    tasks.close()  # type: ignore[attr-defined]
    assert children() == before


def test_no_more_files_are_taken_than_are_due_soon(letters: list[str]) -> None:
    taken: list[str] = []

    def coming() -> object:
        for path in letters * 10:
            taken.append(path)
            yield Task(path)

    tasks = read_all(coming(), Limits(), 1)  # type: ignore[arg-type]
    next(tasks)
    assert len(taken) <= 6
    tasks.close()  # type: ignore[attr-defined]


def test_one_small_text_needs_no_process(letters: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_HERE", 2)
    monkeypatch.setattr(workers, "_Worker", None)
    [task] = read(letters[1:2])
    assert task.outcome
    assert task.outcome.reading


def children() -> set[str]:
    task = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if not task.exists():
        pytest.skip("the system does not list the children of a process")
    return set(task.read_text().split())
