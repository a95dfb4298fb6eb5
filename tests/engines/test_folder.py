"""How a state of an index is published, verified, locked and swept."""

from __future__ import annotations

import json
import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from search.engines.folder import Damaged, IndexFolder
from search.errors import LibraryLocked, StoreError

FORMAT = "test 1"


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    return IndexFolder(tmp_path / "index", FORMAT)


def publish(folder: IndexFolder, text: str, revision: int = 1) -> Path:
    """Publishes one file in a fresh part; returns its path."""
    with folder.writing():
        part = folder.fresh_part()
        (folder.path / part / "words").write_text(text)
        folder.publish(folder.describe(part, ["words"], revision=revision, passages=1))
    return folder.path / part / "words"


def test_what_is_published_is_read_back(folder: IndexFolder) -> None:
    publish(folder, "stone", revision=7)
    state = folder.read()
    assert (state.files, state.manifest.revision) == ({"words": b"stone"}, 7)


def test_what_is_looked_through_is_not_kept(folder: IndexFolder) -> None:
    path = publish(folder, "stone", revision=7)
    state = folder.verify()
    assert (state.files, state.manifest.revision) == ({}, 7)
    path.write_text("stome")
    with pytest.raises(Damaged, match="words is not as it was written"):
        folder.verify()


def test_the_next_state_replaces_the_one_before_and_its_files(folder: IndexFolder) -> None:
    old = publish(folder, "stone")
    publish(folder, "wall", revision=2)
    assert folder.read().files == {"words": b"wall"}
    assert not old.exists()
    assert sorted(os.listdir(folder.path)) == ["g2", "lock", "manifest"]


def test_only_its_owner_may_look_into_the_folder(folder: IndexFolder) -> None:
    publish(folder, "stone")
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_a_folder_that_others_may_write_to_is_not_trusted_until_it_is_written_anew(
    folder: IndexFolder,
) -> None:
    publish(folder, "stone")
    folder.path.chmod(0o777)
    with pytest.raises(Damaged, match="others may write"):
        folder.read()
    publish(folder, "wall")
    assert folder.read().files == {"words": b"wall"}


def test_a_folder_without_a_manifest_holds_nothing(folder: IndexFolder) -> None:
    with pytest.raises(Damaged, match="there is no index"):
        folder.read()


def test_a_file_that_has_changed_is_damage(folder: IndexFolder) -> None:
    publish(folder, "stone").write_text("stome")
    with pytest.raises(Damaged, match="words is not as it was written"):
        folder.read()


def test_a_manifest_that_has_changed_is_damage(folder: IndexFolder) -> None:
    publish(folder, "stone", revision=3)
    content = folder.manifest_path.read_bytes()
    folder.manifest_path.write_bytes(content.replace(b'"revision": 3', b'"revision": 7'))
    with pytest.raises(Damaged, match="manifest"):
        folder.read()


def test_another_format_is_damage(folder: IndexFolder) -> None:
    publish(folder, "stone")
    with pytest.raises(Damaged, match="written by test 1"):
        IndexFolder(folder.path, "test 2").read()


@pytest.mark.parametrize("name", ["../../secret", "/etc/passwd", "..", "", "a/b", "words\n"])
def test_a_manifest_leads_to_no_file_outside_its_folder(folder: IndexFolder, name: str) -> None:
    publish(folder, "stone")
    manifest = json.loads(folder.manifest_path.read_bytes().partition(b"\n")[2])
    for forged in (manifest | {"files": {name: sha256(b"").hexdigest()}}, manifest | {"part": name}):
        content = json.dumps(forged).encode()
        folder.manifest_path.write_bytes(sha256(content).hexdigest().encode() + b"\n" + content)
        with pytest.raises(Damaged, match="not its own"):
            folder.read()


def test_files_are_on_the_disk_before_the_manifest_and_its_folder_after(
    folder: IndexFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, os.replace

    def recorded_sync(descriptor: int) -> None:
        steps.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).name}")
        sync(descriptor)

    def recorded_replace(source: Path, target: Path) -> None:
        steps.append(f"rename {source.name} {target.name}")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", recorded_sync)
    monkeypatch.setattr(os, "replace", recorded_replace)
    publish(folder, "stone")
    assert steps == [
        "sync words",
        "sync g1",
        "sync index",
        "sync manifest.new",
        "rename manifest.new manifest",
        "sync index",
    ]


def test_a_second_writer_is_told_who_the_first_is(folder: IndexFolder) -> None:
    other = IndexFolder(folder.path, FORMAT)
    with (
        folder.writing(),
        pytest.raises(LibraryLocked, match=f"process {os.getpid()} "),
        other.writing(),
    ):
        pytest.fail("both are writing")
    with other.writing():
        pass


def test_the_lock_is_given_back_when_writing_fails(folder: IndexFolder) -> None:
    with pytest.raises(ValueError, match="no such passage"), folder.writing():
        raise ValueError("no such passage")
    publish(folder, "stone")


def test_the_lock_of_a_writer_that_died_is_free_though_the_file_still_names_it(folder: IndexFolder) -> None:
    child = os.fork()
    if child == 0:
        with folder.writing():
            os._exit(0)
    os.waitpid(child, 0)
    assert f"process {child} " in (folder.path / "lock").read_text()
    publish(folder, "stone")


def test_a_child_forked_while_writing_does_not_keep_the_lock(folder: IndexFolder) -> None:
    waiting, go = os.pipe()
    with folder.writing():
        child = os.fork()
        if child == 0:
            os.read(waiting, 1)
            os._exit(0)
    try:
        publish(folder, "stone")
    finally:
        os.write(go, b"x")
        os.waitpid(child, 0)
        os.close(waiting)
        os.close(go)


def test_what_a_dead_writer_left_is_swept_by_the_next(folder: IndexFolder) -> None:
    path = publish(folder, "stone")
    (path.parent / "half-written").write_text("sto")
    (path.parent / "temporary").mkdir()
    (folder.path / "g2").mkdir()
    (folder.path / "g2" / "words").write_text("never published")
    (folder.path / "manifest.new").write_text("{")
    with folder.writing():
        assert sorted(os.listdir(folder.path)) == ["g1", "lock", "manifest"]
        assert os.listdir(path.parent) == ["words"]


def test_nothing_is_swept_where_the_manifest_cannot_be_read(folder: IndexFolder) -> None:
    path = publish(folder, "stone")
    folder.manifest_path.write_text("torn")
    with folder.writing():
        assert path.exists()
        assert folder.fresh_part() == "g2"


def test_a_file_in_the_place_of_the_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")
    folder = IndexFolder(tmp_path / "index", FORMAT)
    with (
        pytest.raises(StoreError, match=r"index: the index cannot be written \(file exists\)"),
        folder.writing(),
    ):
        pytest.fail("there is nowhere to write")
    with pytest.raises(Damaged):
        folder.read()


def test_a_state_knows_when_another_has_been_published(folder: IndexFolder) -> None:
    publish(folder, "stone")
    state = folder.read()
    assert state.is_current(thoroughly=True)
    publish(folder, "wall")
    assert not state.is_current(thoroughly=False)


def test_a_thorough_look_sees_that_a_file_has_changed_since(folder: IndexFolder) -> None:
    path = publish(folder, "stone")
    state = folder.read()
    path.write_text("sto")
    assert state.is_current(thoroughly=False)
    assert not state.is_current(thoroughly=True)
