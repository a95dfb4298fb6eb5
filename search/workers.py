"""Files in, what is understood of each out, in the same order: read by processes of their own, on all cores.

Each file has its own limits of time and memory. A process that dies or hangs over one file is ended by its id
and replaced; that file has a reason, the others go on. Of many files, the first small texts are read here.

    >>> [task.outcome.reason for task in read_all([Task("/nowhere/letter.txt")], Limits())]
    ['cannot be read (No such file or directory); check its name and permissions']
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection, Pipe, wait
from typing import TypeVar

from search.errors import ReadError
from search.holdings import Reading
from search.readers import is_text
from search.settings import Limits

_HERE = 2  # texts read without a process: starting one costs more
_SMALL = 256 * 1024  # bytes of such a text
_AHEAD = 4  # files that may be read before their turn, for each process: what is read takes memory
_WAITING = 5  # times its processor time: on a busy machine a process gets a fifth of a core, and no less
_START = 60.0  # seconds for a process to start, on the busiest machine
_ALLOCATED = 50_000  # objects before garbage is looked for: a document is all objects that stay
_PROGRAM = "import sys; from search.workers import work; work(int(sys.argv[1]))"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file as it was understood, or the reason why it was not."""

    reading: Reading | None = None
    reason: str = ""


@dataclass
class Task:
    """A file to be read, as it was named; one that has its outcome already is passed through."""

    shown: str
    outcome: Outcome | None = None


AnyTask = TypeVar("AnyTask", bound=Task)


def read_all(tasks: Iterable[AnyTask], limits: Limits, processes: int | None = None) -> Iterator[AnyTask]:
    """The tasks in their order, each with its outcome; they are taken a few ahead of their turn."""
    pool = _Pool(limits, processes or os.cpu_count() or 1, _HERE)
    try:
        yield from pool.read(tasks)
    finally:
        pool.end()


def read_one(path: str, limits: Limits) -> Reading:
    """One file under its limits.

    Raises:
        ReadError: it cannot be opened, is no document, or takes more than the limits allow.
    """
    pool = _Pool(limits, 1, 0)
    try:
        [task] = pool.read([Task(path)])
    finally:
        pool.end()
    if task.outcome is None or task.outcome.reading is None:
        raise ReadError(path, task.outcome.reason if task.outcome else "was not read")
    return task.outcome.reading


def attempt(path: str, limits: Limits) -> Outcome:
    """Reads a file; whatever goes wrong is its reason."""
    from search import reading  # only here: who hands files to other processes need not load what reads them

    try:
        return Outcome(reading.read(path, limits))
    except ReadError as error:
        return Outcome(reason=error.reason)
    except MemoryError:
        return Outcome(reason=_too_large(limits))
    except Exception as error:  # a fault in one reader must not keep the other files out
        return Outcome(reason=fault(error))


def fault(error: Exception) -> str:
    """What is said of a file that our own code cannot take."""
    return f"cannot be understood ({type(error).__name__}: {error}); please report this file"


class _Pool:
    """Processes that are started when there is work for them."""

    def __init__(self, limits: Limits, processes: int, here: int) -> None:
        self._limits = limits
        self._processes = processes
        self._here = here
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, Task]] = {}

    def read(self, tasks: Iterable[AnyTask]) -> Iterator[AnyTask]:
        ahead: deque[AnyTask] = deque()
        due: deque[Task] = deque()
        coming = iter(tasks)
        while True:
            while len(ahead) < self._processes * _AHEAD and (task := next(coming, None)) is not None:
                ahead.append(task)
                if task.outcome is None:
                    due.append(task)
                    self._hand_out(due)
            if not ahead:
                return
            while ahead[0].outcome is None:
                self._collect()
                self._hand_out(due)
            yield ahead.popleft()

    def end(self) -> None:
        """Ends every process, at work or not."""
        for worker in [*self._idle, *(worker for worker, _ in self._busy.values())]:
            worker.end()

    def _hand_out(self, due: deque[Task]) -> None:
        while due:
            if self._here > 0 and _is_small(due[0].shown):
                self._here -= 1
                task = due.popleft()
                task.outcome = attempt(task.shown, self._limits)
            elif len(self._busy) < self._processes:
                worker = self._idle.pop() if self._idle else _Worker(self._limits)
                self._busy[worker.connection] = (worker, due[0])
                worker.begin(due.popleft().shown)
            else:
                return

    def _collect(self) -> None:
        """Waits until some process has finished, died or hung for too long."""
        first = min(worker.until for worker, _ in self._busy.values())
        wait(list(self._busy), max(0.0, first - time.monotonic()))
        for connection, (worker, task) in list(self._busy.items()):
            task.outcome = worker.outcome()
            if task.outcome:
                del self._busy[connection]
                if worker.is_alive:
                    self._idle.append(worker)
                else:
                    worker.end()


class _Worker:
    """A process that reads one file after another."""

    def __init__(self, limits: Limits) -> None:
        self.connection, theirs = Pipe()
        self.until = 0.0
        self.is_alive = True
        self._is_ready = False
        self._limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()

    def begin(self, path: str) -> None:
        self.until = time.monotonic() + (self._patience() if self._is_ready else _START)
        with suppress(OSError):  # it has died: `outcome` will say so
            self.connection.send((path, self._limits))

    def outcome(self) -> Outcome | None:
        """What became of the file; None while it is being read."""
        try:
            while self.connection.poll():
                answer: Outcome | None = self.connection.recv()
                if answer:
                    return answer
                self._is_ready = True
                self.until = time.monotonic() + self._patience()
        except (EOFError, OSError):
            self.is_alive = False
            return Outcome(reason=self._death())
        if time.monotonic() < self.until:
            return None
        self.is_alive = False
        return Outcome(reason=_too_long(self._limits))

    def _patience(self) -> int:
        """Seconds: the kernel bounds its processor time; this is for one that waits in vain."""
        return _WAITING * self._limits.file_seconds

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self.connection.close()

    def _death(self) -> str:
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            return _too_long(self._limits)
        if code == -signal.SIGKILL:
            return _too_large(self._limits)
        return _crashed(code, self._limits)


def work(descriptor: int) -> None:
    """What such a process does, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the first process decides
    gc.set_threshold(_ALLOCATED)
    import_module("search.reading")  # before it is ready: loading is no time of a file's
    connection = Connection(descriptor)
    with suppress(EOFError, OSError):
        connection.send(None)  # ready: on a busy machine, starting may take longer than a file
        while True:
            path, limits = connection.recv()
            _bound(limits)
            outcome = attempt(path, limits)
            try:
                connection.send(outcome)
            except MemoryError:  # sending takes a copy
                connection.send(Outcome(reason=_too_large(limits)))


def _bound(limits: Limits) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.file_seconds + 1
    wanted = {resource.RLIMIT_CPU: seconds, resource.RLIMIT_AS: limits.file_memory, resource.RLIMIT_CORE: 0}
    for kind, soft in wanted.items():
        with suppress(OSError, ValueError):  # not every system bounds all of them
            resource.setrlimit(kind, (soft, resource.getrlimit(kind)[1]))


def _is_small(path: str) -> bool:
    if os.path.isdir(path):
        return False
    try:
        return os.path.getsize(path) <= _SMALL and is_text(path)
    except OSError:
        return True  # the reader says what is wrong with it


def _crashed(code: int, limits: Limits) -> str:
    ended = (signal.strsignal(-code) if code < 0 else None) or f"exit code {code}"
    return (
        f"ends the program that reads it ({ended.lower()}): it is damaged, or needs more than "
        f"{_megabytes(limits)} of memory; save it anew from its source, or raise IBIDEM_LIMIT_FILE_MEMORY"
    )


def _too_long(limits: Limits) -> str:
    return (
        f"takes more than {limits.file_seconds} seconds to read and was given up; save it anew from its "
        "source, or, if it is sound, raise IBIDEM_LIMIT_FILE_SECONDS"
    )


def _too_large(limits: Limits) -> str:
    return (
        f"takes more than {_megabytes(limits)} of memory to read; save it anew from its source, "
        "or, if it is sound, raise IBIDEM_LIMIT_FILE_MEMORY"
    )


def _megabytes(limits: Limits) -> str:
    return f"{limits.file_memory // 2**20:,} MB"
