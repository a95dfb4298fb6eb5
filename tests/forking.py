"""The command line as a process, without the second that its imports take.

`python -m tests.forking` imports the command line once, then forks itself for each command that it reads on
its input: its own folder, environment, arguments and files for what it prints, and its own exit code.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parent.parent


class Forking:
    """Runs `ibidem` as `subprocess.run` would."""

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory()
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.forking"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.communicate()
        self._folder.cleanup()

    def run(
        self, arguments: tuple[str | bytes, ...], folder: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[bytes]:
        """What a command printed, and with what it exited."""
        assert self._server.stdin
        assert self._server.stdout
        streams = [Path(self._folder.name, name) for name in ("out", "err")]
        said = {
            "arguments": [os.fsencode(argument).hex() for argument in arguments],
            "folder": str(folder),
            "environment": dict(environment),
            "streams": [str(stream) for stream in streams],
        }
        self._server.stdin.write(json.dumps(said) + "\n")
        self._server.stdin.flush()
        code = int(self._server.stdout.readline())
        out, err = (stream.read_bytes() for stream in streams)
        return subprocess.CompletedProcess(arguments, code, out, err)


def serve() -> None:
    """Forks for each line of the input; answers with the exit code."""
    import search.cli
    import search.engines.whoosh

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line), search.cli.main)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(said: dict[str, Any], main: Any) -> None:
    code: Any = 70
    try:
        os.chdir(said["folder"])
        os.environ.clear()
        os.environ.update(said["environment"])
        files = [os.open(os.devnull, os.O_RDONLY)]
        files += [os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) for name in said["streams"]]
        for descriptor, file in enumerate(files):
            os.dup2(file, descriptor)
        sys.stdout, sys.stderr = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8")
        sys.argv = ["ibidem", *(os.fsdecode(bytes.fromhex(argument)) for argument in said["arguments"])]
        main()
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
