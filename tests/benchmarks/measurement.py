"""A folder of documents in, everything measured out: the cold starts first, then the searches."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from search.library import Library
from search.settings import Settings
from tests.benchmarks import queries, timing
from tests.benchmarks.corpus import grow, read_documents
from tests.benchmarks.plain import PlainWhoosh
from tests.benchmarks.processes import Cost, run, served
from tests.benchmarks.timing import Timing

LIBRARY, HTTP, WHOOSH = "Library", "HTTP", "Whoosh"

_STARTS = 5  # cold starts at most
_TIME_FOR_STARTS = 20.0  # seconds, after which none begins
_TOP = 10


@dataclass(frozen=True)
class Measured:
    """What the report shows.

    Attributes:
        size: bytes of the documents.
        generated: whether they were written by `corpus.grow`.
        starts: of `ibidem index`, each with an empty library.
        peer_starts: of plain Whoosh, each indexing the passages as they come out of the library.
        timings: class -> side -> timing.
        found: class -> how many passages the library and plain Whoosh find, over all queries of the class.
    """

    documents: int
    passages: int
    size: int
    generated: bool
    rounds: int
    starts: Sequence[Cost]
    peer_starts: Sequence[Cost]
    queries: Mapping[str, Sequence[str]]
    timings: Mapping[str, Mapping[str, Timing]]
    found: Mapping[str, tuple[int, int]]


def measure(documents: Path, passages: int | None, rounds: int, count: int) -> Measured:
    """Measures documents as they are, or so many passages in their manner; `count` queries of each class."""
    with TemporaryDirectory(prefix="ibidem-benchmark-") as temporary:
        work = Path(temporary)
        folder = documents.resolve()
        if passages is not None:
            folder = work / "documents"
            folder.mkdir()
            grow(read_documents(documents), passages, folder)
        return _measure(folder, work, passages is not None, rounds, count)


def _measure(folder: Path, work: Path, generated: bool, rounds: int, count: int) -> Measured:
    starts = list(_start_library(folder, work, rounds))
    settings = _settings(work / "library-1")
    with Library.open(Settings.from_environment(settings)) as library:
        held = library.documents()
        texts = [passage.text for document in held for passage in library.document(document.id).passages]
        peer_starts = list(_start_whoosh(texts, work, rounds))
        asked = queries.choose(texts, count)
        with closing(PlainWhoosh(work / "whoosh-1")) as whoosh:
            with served(settings, work / "gunicorn.log") as client:
                sides = {
                    LIBRARY: lambda text: library.search(text, per_page=_TOP),
                    HTTP: lambda text: client.search(text, _TOP),
                    WHOOSH: lambda text: whoosh.search(text, _TOP),
                }
                timings = timing.measure(sides, asked, rounds)
            found = {name: _found(library, whoosh, texts) for name, texts in asked.items()}
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Measured(
        len(held), len(texts), size, generated, rounds, starts, peer_starts, asked, timings, found
    )


def _start_library(folder: Path, work: Path, rounds: int) -> Iterator[Cost]:
    for start in _starts(rounds):
        yield run("-m", "search", "index", str(folder), settings=_settings(work / f"library-{start}"))


def _start_whoosh(texts: Sequence[str], work: Path, rounds: int) -> Iterator[Cost]:
    for start in _starts(rounds):
        index = work / f"whoosh-{start}"
        index.mkdir()
        yield run("-m", "tests.benchmarks.plain", str(index), text=json.dumps(texts))


def _starts(rounds: int) -> Iterator[int]:
    until = time.monotonic() + _TIME_FOR_STARTS
    for start in range(1, min(rounds, _STARTS) + 1):
        if start == 1 or time.monotonic() < until:
            yield start


def _settings(folder: Path) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    return {
        "IBIDEM_CATALOGUE": f"sqlite:///{folder}/catalogue.db",
        "IBIDEM_ENGINE": f"auto:{folder}",
    }


def _found(library: Library, whoosh: PlainWhoosh, texts: Sequence[str]) -> tuple[int, int]:
    ours = sum(library.search(text, per_page=_TOP).total for text in texts)
    return ours, sum(map(whoosh.count, texts))
