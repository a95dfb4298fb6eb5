"""What the index on disk survives: death at any step, a full disk, damage, other writers, a closed folder."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines import Engine
from search.engines.whoosh import WhooshEngine
from search.errors import LibraryLocked, StoreError
from search.query import Everything
from tests.engines.corpus import LIBRARY, asked, entry, phrase, word
from tests.engines.faults import KILLED, Death, full_disk, in_child

OLD = {entry.id for entry in LIBRARY}
NEW = {"castle.p1", "letter.p1", "park.p1", "quarry.p1"}
ADDED = (entry("park.p1", "The park has grown."), entry("quarry.p1", "Stone upon stone."))


def update(engine: Engine) -> None:
    engine.update(["park"], ADDED, revision=2)


def merge(engine: Engine) -> None:
    """An update that leaves nothing of the segments before."""
    engine.update(["park", "castle", "letter"], [*LIBRARY[3:], *ADDED], revision=2)


def rebuild(engine: Engine) -> None:
    engine.rebuild([*LIBRARY[3:], *ADDED], revision=2)


CHANGES = pytest.mark.parametrize("change", [update, merge, rebuild])


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index at revision 1, in two segments, one with a deleted passage."""
    folder = tmp_path_factory.mktemp("original")
    engine = WhooshEngine(str(folder))
    engine.rebuild([*LIBRARY, entry("old.p1", "An old wall.")], revision=0)
    engine.update(["old"], LIBRARY[:1], revision=1)
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return copy(original, tmp_path / "index")


def copy(original: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(original, target))


def held(engine: Engine) -> set[str]:
    return {hit.id for hit in engine.search(asked(Everything())).hits}


# --- death -----------------------------------------------------------------------------------------------


@CHANGES
@pytest.mark.parametrize("power_lost", [False, True])
def test_killed_at_any_step_the_index_holds_the_old_state_or_the_new_one(
    original: Path, tmp_path: Path, change: Callable[[Engine], None], power_lost: bool
) -> None:
    revisions = []
    for step in range(1_000):
        folder = copy(original, tmp_path / "index")

        def die(folder: Path = folder, step: int = step) -> None:
            engine = WhooshEngine(str(folder))
            Death(folder, step, power_lost=power_lost)
            change(engine)

        status = in_child(die)
        engine = WhooshEngine(str(folder))
        revisions.append(engine.revision() or 0)
        assert held(engine) == {1: OLD, 2: NEW}[revisions[-1]], f"killed before step {step}"
        if status == 0:
            break
        assert status == KILLED
        if step % 5 == 0:
            update(engine)
            assert held(WhooshEngine(str(folder))) == NEW
            assert_nothing_left_over(folder)
    assert revisions == sorted(revisions)  # there is one step at which it changes
    assert set(revisions) == {1, 2}
    assert len(revisions) > 15


def assert_nothing_left_over(folder: Path) -> None:
    index = folder / "whoosh"
    manifest = json.loads((index / "manifest").read_bytes().partition(b"\n")[2])
    assert sorted(os.listdir(index)) == sorted(["lock", "manifest", manifest["part"]])
    assert sorted(os.listdir(index / manifest["part"])) == sorted(manifest["files"])


def test_killed_while_it_is_first_built_there_is_no_index_and_building_it_works(tmp_path: Path) -> None:
    for step in range(0, 1_000, 3):
        folder = tmp_path / str(step)

        def die(folder: Path = folder, step: int = step) -> None:
            engine = WhooshEngine(str(folder))
            Death(folder, step, power_lost=True)
            engine.rebuild(LIBRARY, revision=1)

        if in_child(die) == 0:
            break
        engine = WhooshEngine(str(folder))
        assert engine.revision() in (None, 1)
        engine.rebuild(LIBRARY, revision=1)
        assert held(engine) == OLD
        assert_nothing_left_over(folder)
    assert step > 10


# --- a full disk -----------------------------------------------------------------------------------------


@CHANGES
def test_when_the_disk_is_full_at_any_write_the_old_state_is_served_and_the_lock_given_back(
    folder: Path, change: Callable[[Engine], None]
) -> None:
    engine = WhooshEngine(str(folder))
    for writes in range(1_000):
        with full_disk(folder, writes) as disk:
            refusal = refused(engine, change)
            if refusal is not None:
                assert "no space is left on the disk; nothing was changed" in refusal
                assert engine.revision() == 1
                assert held(engine) == held(WhooshEngine(str(folder))) == OLD
                assert_nothing_left_over(folder)
        if not disk.refused:
            break
    assert writes > 5
    assert held(engine) == NEW


def refused(engine: Engine, change: Callable[[Engine], None]) -> str | None:
    """What the engine says where it cannot make a change."""
    try:
        change(engine)
    except StoreError as error:
        return str(error)
    return None


# --- damage ----------------------------------------------------------------------------------------------


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def truncate(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.choice([0, chance.randrange(path.stat().st_size)]))


def blank(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    start = chance.randrange(len(content))
    content[start : start + 64] = bytes(len(content[start : start + 64]))
    path.write_bytes(content)


def delete(path: Path, _: random.Random) -> None:
    path.unlink()


def answers(engine: Engine) -> list[object]:
    queries = (word("stone"), phrase("great stone"), word("castle"), Everything())
    return [engine.search(asked(query, "all"), facets=["document", "status"]) for query in queries]


@pytest.mark.parametrize("seed", range(100))
def test_damage_is_found_out_or_harmless_and_mended_by_a_rebuild(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    running = WhooshEngine(str(folder))
    right = answers(running)
    files = sorted(path for path in (folder / "whoosh").rglob("*") if path.is_file() and path.name != "lock")
    spoil = chance.choice([flip, flip, flip, truncate, blank, delete])
    spoil(chance.choice(files), chance)

    engine = WhooshEngine(str(folder))
    if engine.revision() is None:
        with pytest.raises(StoreError, match="run `ibidem index`"):
            engine.search(asked(word("stone")))
        with pytest.raises(StoreError):
            update(engine)
    else:
        assert answers(engine) == right
    assert running.revision() == engine.revision()
    engine.rebuild(LIBRARY, revision=1)
    assert sorted(map(str, answers(engine))) == sorted(map(str, right))


def test_a_file_that_changes_under_a_running_engine_changes_no_answer(folder: Path) -> None:
    engine = WhooshEngine(str(folder))
    right = answers(engine)
    for path in (folder / "whoosh").glob("g*/*"):
        os.truncate(path, 10)
    assert answers(engine) == right
    assert engine.revision() is None


def test_an_update_does_not_take_over_what_has_rotted_unseen(folder: Path) -> None:
    engine = WhooshEngine(str(folder))
    assert (engine.revision(), held(engine)) == (1, OLD)
    largest = max((folder / "whoosh").glob("g*/*.seg"), key=lambda path: path.stat().st_size)
    times = largest.stat().st_atime_ns, largest.stat().st_mtime_ns
    flip(largest, random.Random(0))
    os.utime(largest, ns=times)
    with pytest.raises(StoreError, match="is not as it was written"):
        engine.update([], ADDED, revision=2)
    assert held(engine) == OLD
    assert WhooshEngine(str(folder)).revision() is None


class _Bomb:
    """Would make a file if it were unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self._path,)


def test_a_foreign_pickle_is_never_opened(folder: Path, tmp_path: Path) -> None:
    exploded = tmp_path / "exploded"
    for path in (folder / "whoosh").glob("g*/*"):
        path.write_bytes(pickle.dumps(_Bomb(exploded)))
    engine = WhooshEngine(str(folder))
    assert engine.revision() is None
    with pytest.raises(StoreError):
        update(engine)
    engine.rebuild(LIBRARY, revision=3)
    assert not exploded.exists()


# --- other processes -------------------------------------------------------------------------------------


def test_a_second_writer_is_refused_while_readers_are_served(folder: Path) -> None:
    engine = WhooshEngine(str(folder))
    ready, done = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        other = WhooshEngine(str(folder))
        with other._folder.writing():
            os.write(ready[1], b"x")
            os.read(done[0], 1)
        os._exit(0)
    os.read(ready[0], 1)
    try:
        for change in (update, rebuild):
            with pytest.raises(LibraryLocked, match=str(child)):
                change(engine)
        assert held(engine) == OLD
    finally:
        os.write(done[1], b"x")
        os.waitpid(child, 0)
        for descriptor in (*ready, *done):
            os.close(descriptor)
    update(engine)
    assert held(engine) == NEW


def test_a_running_reader_sees_whole_states_while_another_process_writes(folder: Path) -> None:
    """At revision n there are n passages about quarries, each in a document of its own."""

    def write() -> None:
        writer = WhooshEngine(str(folder))
        for revision in range(2, 14):
            quarries = [entry(f"quarry{number}.p1", f"Quarry {number}.") for number in range(revision)]
            if revision % 4 == 0:
                writer.rebuild([*LIBRARY, *quarries], revision)
            else:
                writer.update(["quarry0"], quarries, revision)

    reader = WhooshEngine(str(folder))
    child = os.fork()
    if child == 0:
        os._exit(in_child(write))
    seen = set()
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        hits = reader.search(asked(word("quarry")), limit=50, facets=["document"])
        seen.add(hits.revision)
        expected = hits.revision if hits.revision > 1 else 0
        assert hits.total == len(hits.hits) == len(hits.facets["document"]) == expected
    assert reader.revision() == 13
    assert reader.search(asked(word("quarry"))).total == 13
    assert len(seen) > 2


@pytest.fixture
def read_only(original: Path) -> Iterator[Path]:
    """An index that its reader owns but may not write to; not in pytest's own folder, which may be root's."""
    outside = Path(tempfile.mkdtemp())
    outside.chmod(0o755)
    folder = copy(original, outside / "library")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, *_reader())
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield folder
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o700)
    shutil.rmtree(outside)


def _reader() -> tuple[int, int]:
    """Root may write anywhere: it becomes nobody."""
    return (65534, 65534) if os.geteuid() == 0 else (os.geteuid(), os.getegid())


def test_a_folder_that_may_not_be_written_to_can_be_searched(read_only: Path) -> None:
    def search() -> None:
        os.setgid(_reader()[1])
        os.setuid(_reader()[0])
        engine = WhooshEngine(str(read_only))
        assert engine.revision() == 1
        for change in (update, rebuild):
            with pytest.raises(StoreError, match=r"lock cannot be written \(Permission denied\)"):
                change(engine)
        assert held(engine) == OLD

    assert in_child(search) == 0


def test_a_folder_that_may_not_be_read_says_so(read_only: Path) -> None:
    (read_only / "whoosh" / "manifest").chmod(0)

    def search() -> None:
        os.setgid(_reader()[1])
        os.setuid(_reader()[0])
        with pytest.raises(StoreError, match="cannot be read"):
            WhooshEngine(str(read_only)).revision()

    assert in_child(search) == 0
