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
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import quote

import click

from search.library import Library
from search.settings import Settings
from tests.benchmarks.corpus import grow, read_documents
from tests.benchmarks.processes import Client, served
from tests.benchmarks.queries import choose

_HEAD = """\
# What each page weighs, and how soon it begins

    .venv/bin/python -m tests.benchmarks.pages                    # the seed, and 2,000 passages
    .venv/bin/python -m tests.benchmarks.pages --passages 500     # another size
    .venv/bin/python -m tests.benchmarks.pages --output FILE      # this page

Bytes are those of the answer and of what gzip would make of it (nothing is compressed by the site itself).
*First* is the time from the request to the first byte of the body, *last* to its end: medians of {rounds}
rounds after one to warm up, over a connection that is kept. *Times* is the first byte's time by that of a
bare Flask route that answers "ok" behind another gunicorn of the same configuration, asked in turn in the
same run. Nothing is answered from an ETag. {cores} cores, {system} {machine}, CPython {python}; what else the
machine was doing is in the figures.
"""
_COLUMNS = "page or route", "kB", "kB gzipped", "first ms", "last ms", "times"
_LIMIT = 100_000  # bytes of a page of results with everything
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
    yield "concordance", f"/concordance?q={word}"
    yield "documents", "/documents/"
    yield "document", f"/documents/{quote(document.id)}"
    yield "document with hits", f"/documents/{quote(document.id)}?q={word}"
    yield "sources", "/sources/"
    yield "source", f"/sources/{source}"
    yield "cite, a quotation", f"/cite?q={quotation}"
    yield "audit", "/audit"
    yield "feed", f"/search.atom?q={word}"
    yield "sitemap, a part", "/sitemap-1.xml"
    yield "opensearch.xml", "/opensearch.xml"
    yield "openapi.json", "/openapi.json"
    api = "/api/v1"
    yield "API search", f"{api}/search?q={word}"
    yield "API cite, a quotation", f"{api}/cite?quote={quotation}"
    yield "API documents", f"{api}/documents"
    yield "API document, whole", f"{api}/documents/{quote(document.id)}"
    yield "API passage", f"{api}/passages/{quote(passage.id)}"
    yield "API sources", f"{api}/sources"
    yield "API source", f"{api}/sources/{source}"
    yield "API suggest", f"{api}/suggest?q={word[:4]}"
    for format in ("csv", "jsonl", "bibtex", "ris", "csl-json"):
        yield f"API export of all, {format}", f"{api}/export?format={format}"


def rows(known: Mapping[str, str], site: Client, peer: Client, rounds: int) -> Iterator[str]:
    """The lines of a table, and whether the aim is met."""
    spent: dict[str, list[tuple[Asked, Asked]]] = {name: [] for name in known}
    for turn in range(rounds + 1):
        for name, path in known.items():
            answers = ask(site.connection, path), ask(peer.connection, "/")
            if turn:
                spent[name].append(answers)
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|{' --- |' * len(_COLUMNS)}"
    for name, answers in spent.items():
        body = answers[0][0].body
        first, last, bare = (
            median(of)
            for of in zip(*((ours.first, ours.last, his.first) for ours, his in answers), strict=True)
        )
        packed = len(gzip.compress(body)) / 1000
        yield (
            f"| {name} | {len(body) / 1000:,.1f} | {packed:,.1f} | {first:,.1f} | {last:,.1f}"
            f" | {first / bare:.1f} |"
        )
    size = len(spent["search, a common word"][0][0].body)
    verdict = "met" if size < _LIMIT else "not met"
    aim = f"A page of results with everything in under {_LIMIT / 1000:.0f} kB"
    yield f"\n{aim}: **{verdict}**, {size / 1000:.1f} kB."


def measured(fill: Callable[[Path], object], rounds: int) -> Iterator[str]:
    """What a library of the documents that are put into a folder weighs and takes."""
    with TemporaryDirectory() as place, ExitStack() as stack:
        folder = Path(place, "documents")
        folder.mkdir()
        fill(folder)
        settings = Settings(f"sqlite:///{place}/catalogue.db", f"auto:{place}/index")
        with Library.open(settings) as library:
            library.index([folder])
            held = library.holdings()
            known = dict(paths(library))
        environment = {"IBIDEM_CATALOGUE": settings.catalogue, "IBIDEM_ENGINE": settings.engine}
        environment["IBIDEM_SITE"] = "http://127.0.0.1:8000"
        site = stack.enter_context(served(environment, Path(place, "site.log")))
        peer = stack.enter_context(served({}, Path(place, "peer.log"), _BARE, "/"))
        yield f"\n## {held.passages:,} passages, {held.documents:,} documents, {held.sources:,} sources\n"
        yield from rows(known, site, peer, rounds)


@click.command()
@click.option("--documents", type=click.Path(exists=True, path_type=Path), default="seeds", show_default=True)
@click.option(
    "--passages", type=click.IntRange(min=0), default=2_000, show_default=True, help="0: the documents alone."
)
@click.option("--rounds", type=click.IntRange(min=1), default=9, show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file for the report.")
def main(documents: Path, passages: int, rounds: int, output: Path | None) -> None:
    """Measures every page and route, of the documents and of a larger library in their manner."""
    lines = [
        _HEAD.format(
            rounds=rounds,
            cores=os.cpu_count(),
            system=platform.system(),
            machine=platform.machine(),
            python=platform.python_version(),
        ).rstrip()
    ]
    lines += measured(lambda folder: shutil.copytree(documents, folder, dirs_exist_ok=True), rounds)
    if passages:
        lines += measured(lambda folder: grow(read_documents(documents), passages, folder), rounds)
    report = "\n".join(lines) + "\n"
    if output:
        output.write_text(report, encoding="utf-8")
    else:
        click.echo(report, nl=False)


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks.pages")
