"""What a command shows where it finds a terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def on_terminal(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> str:
    """What a command shows on a terminal of 80 columns."""
    master, slave = pty.openpty()
    shown = b""
    with subprocess.Popen(
        command, cwd=folder, env={**environment, "TERM": "xterm", "COLUMNS": "80"}, stdout=slave, stderr=slave
    ):
        os.close(slave)
        try:
            while piece := os.read(master, 65536):
                shown += piece
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(master)
    return shown.decode()


def plain(shown: str) -> str:
    """Without styles."""
    return re.sub(r"\x1b\[[0-9;]*m", "", shown)
