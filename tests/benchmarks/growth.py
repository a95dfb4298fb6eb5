"""`python -m tests.benchmarks.growth`: what a library costs as it grows, by its number of documents.

The documents are copies of those of a folder, in each of which some words are others, and all of which cite
the same works: the hardest case for merging sources. Each row is a new library, indexed by one command.
"""

from __future__ import annotations

import os
import platform
import random
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.benchmarks.processes import Cost, run

_HEAD = """\
# What a library costs as it grows

    .venv/bin/python -m tests.benchmarks.growth                    # 1, 10, 100 and 1,000 documents
    .venv/bin/python -m tests.benchmarks.growth 1 10               # so many
    .venv/bin/python -m tests.benchmarks.growth --output FILE      # this page

Each row is a new library, filled by one `ibidem index FOLDER` from start to end: read on all cores,
understood, stored, indexed. The documents are copies of those of `seeds/` ({size:.2f} MB on average) in each
of which some words are others, and all of which cite the same works: the hardest case for merging sources.
Memory is the most that all processes together were seen to hold (shared pages once), and the peak of the
largest. The clock's seconds count whatever else the machine was doing; processor time does not.
{cores} cores, {system} {machine}, CPython {python}.
"""
_CHANGED = 0.05  # of the words
_WORD = re.compile(r"\b[a-z]{4,}\b")
_OF_A_NOTE = re.compile(r"\b(?:19|20)\d\d\b|://|\bURL\b")


def copies(documents: list[Path], number: int, folder: Path) -> None:
    """So many documents, each of its own bytes; the same ones every time. Notes stay as they are."""
    chance = random.Random(1)
    for count in range(number):
        text = documents[count % len(documents)].read_text(encoding="utf-8", errors="replace")
        words = _WORD.findall(text)
        lines = [
            line if _OF_A_NOTE.search(line) else _changed(line, words, chance)
            for line in text.splitlines(keepends=True)
        ]
        (folder / f"copy-{count:05}.txt").write_text("".join(lines), encoding="utf-8")


def _changed(line: str, words: list[str], chance: random.Random) -> str:
    return _WORD.sub(lambda word: chance.choice(words) if chance.random() < _CHANGED else word[0], line)


def indexed(documents: list[Path], number: int) -> Cost:
    """What one `ibidem index` of so many copies costs, from nothing."""
    with TemporaryDirectory() as place:
        folder = Path(place, "documents")
        folder.mkdir()
        copies(documents, number, folder)
        settings = {
            "IBIDEM_CATALOGUE": f"sqlite:///{place}/catalogue.db",
            "IBIDEM_ENGINE": f"auto:{place}/index",
        }
        return run("-m", "search", "index", str(folder), settings=settings)


def rows(documents: list[Path], numbers: tuple[int, ...]) -> Iterator[str]:
    """A table: linear is where the seconds a document stay the same."""
    head = (
        "documents",
        "s",
        "s a document",
        "CPU s",
        "CPU s a document",
        "peak MB of all",
        "peak MB of the largest",
    )
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for number in numbers:
        cost = indexed(documents, number)
        times = (cost.seconds, cost.seconds / number, cost.cpu, cost.cpu / number)
        sizes = (cost.together / 1e6, cost.peak / 1e6)
        figures = [*map("{:.2f}".format, times), *map("{:.0f}".format, sizes)]
        yield f"| {number:,} | {' | '.join(figures)} |"


@click.command()
@click.option(
    "--documents",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="seeds",
    show_default=True,
    help="The folder of texts to copy.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file for the report.")
@click.argument("numbers", nargs=-1, type=click.IntRange(min=1))
def main(documents: Path, numbers: tuple[int, ...], output: Path | None) -> None:
    """Measures libraries of NUMBERS documents (1 10 100 1000 if none is given).

    Example: python -m tests.benchmarks.growth 1 10 100
    """
    texts = sorted(documents.glob("*.txt"))
    size = sum(text.stat().st_size for text in texts) / len(texts) / 1e6
    facts = {"cores": os.cpu_count(), "system": platform.system(), "machine": platform.machine()}
    head = _HEAD.format(size=size, python=platform.python_version(), **facts)
    report = "\n".join((head, *rows(texts, numbers or (1, 10, 100, 1000)), ""))
    if output:
        output.write_text(report, encoding="utf-8")
    else:
        click.echo(report, nl=False)


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks.growth")
