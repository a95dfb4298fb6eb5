"""One writer at a time, also across processes, and none for ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from search.errors import LibraryLocked, StoreError
from search.writer_lock import writer_lock

HOLD = """
import sys, time
from pathlib import Path
from search.writer_lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    file = tmp_path / "writer.lock"
    with (
        writer_lock(file),
        pytest.raises(LibraryLocked, match=f"process {os.getpid()} since "),
        writer_lock(file),
    ):
        pass


def test_the_lock_is_free_again_when_its_holder_is_done_or_fails(tmp_path: Path) -> None:
    file = tmp_path / "writer.lock"
    with pytest.raises(ZeroDivisionError), writer_lock(file):
        raise ZeroDivisionError
    with writer_lock(file):
        pass


def test_a_killed_holder_leaves_no_lock_behind(tmp_path: Path) -> None:
    file = tmp_path / "writer.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LibraryLocked, match=f"process {holder.pid} since "), writer_lock(file):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with writer_lock(file):
            pass


def test_a_lock_in_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"), writer_lock(tmp_path / "none" / "writer.lock"):
        pass
