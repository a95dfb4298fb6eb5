"""`python -m tests.benchmarks.pages`: the size of each page and route, and the time to its first byte.

Each is asked of a gunicorn with the project's own configuration, in turn with a bare Flask route behind
another, so that what the machine does meanwhile is in both.
"""

from __future__ import annotations

import gzip
import http.client
import os
import platform
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, nullcontext
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import quote

import click

import web
from search.library import Library
from search.settings import Settings
from tests.benchmarks.corpus import grow, read_documents
from tests.benchmarks.dense import law_review
from tests.benchmarks.processes import Client, served, watched
from tests.benchmarks.queries import choose

_HEAD = """\
# What each page weighs, and how soon it begins

    .venv/bin/python -m tests.benchmarks.pages                    # the seed and two other libraries
    .venv/bin/python -m tests.benchmarks.pages --large 100        # so many documents in the large one
    .venv/bin/python -m tests.benchmarks.pages --output FILE      # this page

Bytes are those of the answer and of what gzip would make of it (nothing is compressed by the site itself).
*First* is the time from the request to the first byte of the body, *last* to its end: medians of {rounds}
rounds after one to warm up, over a connection that is kept. *Times* is the first byte's time by that of a
bare Flask route that answers "ok" behind another gunicorn of the same configuration, asked in turn in the
same run. Nothing is answered from an ETag. {cores} cores, {system} {machine}, CPython {python}; what else the
machine was doing is in the figures.

Three libraries: the seed; a document as dense as a law review, twenty notes a passage, each with a long title
at a long URL; and one of many documents in the manner of the seed, of {each} passages each. Memory is that of
both servers, two workers and a master each, before the downloads of all and the most while they were sent.
"""
_COLUMNS = "page or route", "kB", "kB gzipped", "first ms", "last ms", "times"
_LIMIT = 100_000  # bytes of a page of results with everything
_STATIC = Path(web.__file__).with_name("static")
_FETCHED = ("ibidem.css", "ibidem.js", "keys.js", "suggest.js", "mark.svg")  # by a page of results
_FILES = sum((_STATIC / name).stat().st_size for name in _FETCHED)
_DOWNLOAD = "API export of all"
_EACH = 20  # passages of a document of the large library
_BARE = "tests.benchmarks.bare:create_app()"


class Asked(NamedTuple):
    """One answer: its bytes, and the milliseconds to the first and to the last of them."""

    body: bytes
    first: float
    last: float


def ask(connection: http.client.HTTPConnection, path: str) -> Asked:
    """One answer, which must be there."""
    try:
        return _asked(connection, path)
    except http.client.RemoteDisconnected:  # the connection had been idle for too long
        connection.close()
        return _asked(connection, path)


def _asked(connection: http.client.HTTPConnection, path: str) -> Asked:
    began = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    start = response.read(1)
    first = time.perf_counter()
    body = start + response.read()
    ended = time.perf_counter()
    if response.status != 200:
        raise RuntimeError(f"{path}: {response.status}")
    return Asked(body, (first - began) * 1000, (ended - began) * 1000)


def paths(library: Library) -> Iterator[tuple[str, str]]:
    """What is called so -> its address, of every page and route that is asked without a body."""
    document = max(library.documents(), key=lambda one: one.counts["paragraphs"])
    source = library.sources(per_page=1).items[0].source.id
    texts = [passage.text for passage in library.every_passage("")]
    word = choose(texts, 1)["common"][0]
    passage = library.search(word, per_page=1)[0].passage
    quotation = quote(" ".join(passage.text.split()[:20]))
    yield "home", "/"
    yield "search, a common word", f"/search?q={word}"
    yield "search, page 2", f"/search?q={word}&page=2"
    yield "search, notes too", f"/search?q={word}+in:all"
    yield "concordance", f"/concordance?q={word}"
    yield "documents", "/documents/"
    yield "document", f"/documents/{quote(document.id)}"
    yield "document with hits", f"/documents/{quote(document.id)}?q={word}"
    yield "sources", "/sources/"
    yield "source", f"/sources/{source}"
    yield "cite, a quotation", f"/cite?q={quotation}"
    yield "cite, asked nothing", "/cite"
    yield "passage as a citation", f"/passages/{quote(passage.id)}/citation"
    yield "audit", "/audit"
    yield "audit of a document", f"/audit?document={quote(document.id)}"
    yield "keys", "/keys"
    yield "description of the API", "/api/"
    yield "feed", f"/search.atom?q={word}"
    yield "robots.txt", "/robots.txt"
    yield "sitemap", "/sitemap.xml"
    yield "sitemap, a part", "/sitemap-1.xml"
    yield "opensearch.xml", "/opensearch.xml"
    yield "openapi.json", "/openapi.json"
    api = "/api/v1"
    yield "API search", f"{api}/search?q={word}"
    yield "API concordance", f"{api}/concordance?q={word}"
    yield "API cite, a quotation", f"{api}/cite?quote={quotation}"
    yield "API documents", f"{api}/documents"
    yield "API document, whole", f"{api}/documents/{quote(document.id)}"
    if document.counts["notes"]:
        label = library.document(document.id).document.notes[0].id
        yield "API note", f"{api}/documents/{quote(document.id)}/notes/{quote(label)}"
    yield "API passage", f"{api}/passages/{quote(passage.id)}"
    yield "API passage as a citation", f"{api}/passages/{quote(passage.id)}/citation"
    yield "API sources", f"{api}/sources"
    yield "API source", f"{api}/sources/{source}"
    yield "API suggest", f"{api}/suggest?q={word[:4]}"
    yield "API audit", f"{api}/audit"
    yield "API audit of a document", f"{api}/audit?document={quote(document.id)}"
    yield "ready", "/readyz"
    for format in ("csv", "jsonl", "bibtex", "ris", "csl-json"):
        yield f"{_DOWNLOAD}, {format}", f"{api}/export?format={format}"
    yield f"{_DOWNLOAD} sources, csv", f"{api}/export/sources?format=csv"


class Spent(NamedTuple):
    """What is kept of all answers to one question: sizes of the first, milliseconds of each."""

    size: int
    packed: int
    first: list[float]
    last: list[float]
    bare: list[float]


def rows(known: Mapping[str, str], site: Client, peer: Client, rounds: int) -> Iterator[str]:
    """The lines of a table, whether the aim is met, and what memory the downloads took."""
    spent = {}
    memory: list[int] = []
    for name, path in known.items():
        with watched() if name.startswith(_DOWNLOAD) else nullcontext([]) as seen:
            spent[name] = _spent(path, site, peer, rounds)
        memory += seen
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|{' --- |' * len(_COLUMNS)}"
    for name, of in spent.items():
        first, last, bare = map(median, (of.first, of.last, of.bare))
        yield (
            f"| {name} | {of.size / 1000:,.1f} | {of.packed / 1000:,.1f} | {first:,.1f} | {last:,.1f}"
            f" | {first / bare:.1f} |"
        )
    size = max(of.size for name, of in spent.items() if name.startswith("search"))
    verdict = "met" if size + _FILES < _LIMIT else "not met"
    aim = f"A page of results with everything, and with its {_FILES / 1000:.1f} kB of files, under"
    yield f"\n{aim} {_LIMIT / 1000:.0f} kB: **{verdict}**, {(size + _FILES) / 1000:.1f} kB."
    yield f"\nMemory: {memory[0] / 1e6:.0f} MB before the downloads, {max(memory) / 1e6:.0f} MB at most."


def _spent(path: str, site: Client, peer: Client, rounds: int) -> Spent:
    warm = ask(site.connection, path)
    of = Spent(len(warm.body), len(gzip.compress(warm.body)), [], [], [])
    for _ in range(rounds):
        ours, his = ask(site.connection, path), ask(peer.connection, "/")
        of.first.append(ours.first)
        of.last.append(ours.last)
        of.bare.append(his.first)
    return of


def measured(fill: Callable[[Path], object], rounds: int) -> Iterator[str]:
    """What a library of the documents that are put into a folder weighs and takes."""
    with TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place, "documents")
        folder.mkdir()
        fill(folder)
        settings = Settings(f"sqlite:///{place}/catalogue.db", f"auto:{place}/index")
        with Library.open(settings) as library:
            library.index([folder])
            holdings = library.holdings()
            known = dict(paths(library))
        environment = {"IBIDEM_CATALOGUE": settings.catalogue, "IBIDEM_ENGINE": settings.engine}
        environment["IBIDEM_SITE"] = "http://127.0.0.1:8000"
        site = stack.enter_context(served(environment, Path(place, "site.log")))
        peer = stack.enter_context(served({}, Path(place, "peer.log"), _BARE, "/"))
        sizes = (holdings.passages, holdings.documents, holdings.sources)
        yield "\n## {:,} passages, {:,} documents, {:,} sources\n".format(*sizes)
        yield from rows(known, site, peer, rounds)


@click.command()
@click.option("--documents", type=click.Path(exists=True, path_type=Path), default="seeds", show_default=True)
@click.option(
    "--dense",
    type=click.IntRange(min=0),
    default=60,
    show_default=True,
    help="Passages; 0: no such document.",
)
@click.option(
    "--large",
    type=click.IntRange(min=0),
    default=1_000,
    show_default=True,
    help="Documents; 0: no such library.",
)
@click.option("--rounds", type=click.IntRange(min=1), default=3, show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file for the report.")
def main(documents: Path, dense: int, large: int, rounds: int, output: Path | None) -> None:
    """Measures every page and route, of the documents, of a dense document and of a large library."""
    lines = [
        _HEAD.format(
            rounds=rounds,
            each=_EACH,
            cores=os.cpu_count(),
            system=platform.system(),
            machine=platform.machine(),
            python=platform.python_version(),
        ).rstrip()
    ]
    lines += measured(lambda folder: shutil.copytree(documents, folder, dirs_exist_ok=True), rounds)
    if dense:
        text = law_review(dense, 20)
        lines += measured(lambda folder: (folder / "review.md").write_text(text, encoding="utf-8"), rounds)
    if large:
        known = read_documents(documents)
        lines += measured(lambda folder: grow(known, large * _EACH, folder, each=_EACH), rounds)
    report = "\n".join(lines) + "\n"
    if output:
        output.write_text(report, encoding="utf-8")
    else:
        click.echo(report, nl=False)


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks.pages")
