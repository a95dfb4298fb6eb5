"""What is measured from outside: commands in processes of their own, and a gunicorn that answers."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent.parent
_OFTEN = 0.1  # seconds between two looks at the memory of processes
_PATIENCE = 120  # seconds for an answer; a busy machine may take a minute to begin


class Cost(NamedTuple):
    """Of one process, imports included: seconds from start to end, seconds of CPU, peak RSS in bytes.

    Of those that it starts the CPU counts, too; `peak` is that of the largest of them, `together` the most
    that all of them were seen to hold at one time (where the system has /proc, else 0).
    """

    seconds: float
    cpu: float
    peak: int
    together: int = 0


def run(*arguments: str, settings: Mapping[str, str] | None = None, text: str = "") -> Cost:
    """Runs Python with some arguments and an input, and says what it cost."""
    return run_program(sys.executable, *arguments, settings=settings, text=text)


def run_program(*command: str, settings: Mapping[str, str] | None = None, text: str = "") -> Cost:
    """Runs a program, named by its path, and says what it and those that it started cost."""
    measured = [sys.executable, "-I", "-S", str(Path(__file__).with_name("child.py")), *command]
    process = subprocess.Popen(
        measured,
        env={**os.environ, **(settings or {})},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    seen = [0]
    watch = Thread(target=_watch, args=(process, seen), daemon=True)
    watch.start()
    output, errors = process.communicate(text)
    watch.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{errors}")
    return Cost(**json.loads(output), together=max(seen))


def _watch(process: subprocess.Popen[str], seen: list[int]) -> None:
    while process.poll() is None:
        seen.append(sum(_memory(pid) for pid in _descendants(process.pid)))
        time.sleep(_OFTEN)


def _descendants(pid: int) -> Iterator[int]:
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield int(child)
            yield from _descendants(int(child))


def held() -> int:
    """The bytes that all processes which this one has started hold together; 0 where that is not told."""
    return sum(_memory(pid) for pid in _descendants(os.getpid()))


@contextmanager
def watched() -> Iterator[list[int]]:
    """What `held` says from time to time until the end."""
    seen, over = [held()], Event()

    def watch() -> None:
        while not over.wait(_OFTEN):
            seen.append(held())

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def _memory(pid: int) -> int:
    """The bytes that a process holds, what it shares with others in proportion; 0 where that is not told."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


class Client:
    """Asks the API over one connection, which is kept where the server keeps it."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)

    def get(self, path: str) -> bytes:
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {body.decode()}")
        return body

    def search(self, text: str, top: int) -> bytes:
        """The best passages, as the bytes of the answer."""
        return self.get("/api/v1/search?" + urlencode({"q": text, "per_page": top}))

    def close(self) -> None:
        self.connection.close()


@contextmanager
def served(
    settings: Mapping[str, str], log: Path, application: str = "web:create_app()", ready: str = "/healthz"
) -> Iterator[Client]:
    """An application under gunicorn on a free port of this machine, as the Procfile starts ours."""
    port = _free_port()
    command = [
        "-m",
        "gunicorn",
        "--config",
        "web/gunicorn.conf.py",
        "--bind",
        f"127.0.0.1:{port}",
        application,
    ]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, *command], env={**os.environ, **settings}, cwd=ROOT, stdout=output, stderr=output
        )
    client = Client(port)
    try:
        _wait_for(client, server, log, ready)
        yield client
    finally:
        client.close()
        server.terminate()
        server.wait(_PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(client: Client, server: subprocess.Popen[bytes], log: Path, ready: str) -> None:
    until = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            client.get(ready)
            return
        except (OSError, http.client.HTTPException):
            client.close()
            time.sleep(0.05)
    raise RuntimeError(f"gunicorn did not begin to answer:\n{log.read_text(errors='replace')}")
