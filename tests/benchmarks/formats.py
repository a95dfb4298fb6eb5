"""`python -m tests.benchmarks.formats`: how fast documents of each format are read, beside pandoc.

One document is written in all formats. In each round each program reads it once, in a process of its own,
from its start to its end; what counts is processor time, which a busy machine does not stretch as it does the
clock's, and the median of the rounds. Pandoc finds no notes in text and PDF, and is not asked for those.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click

from search.reading import read
from tests.benchmarks.corpus import read_documents
from tests.benchmarks.essays import FORMATS, written
from tests.benchmarks.processes import Cost, run, run_program

_PEER = {"html": "html", "epub": "epub", "docx": "docx", "md": "markdown"}
_READ = (
    "import sys; from search.readers import read_file; from search.notes import link_notes; "
    "link_notes(read_file(sys.argv[1]))"
)
_AIM = 2.0  # times as fast as pandoc

_HEAD = """\
# How fast each format is read

    .venv/bin/python -m tests.benchmarks.formats                   # beside pandoc, where it is installed
    .venv/bin/python -m tests.benchmarks.formats --output FILE     # this page

{passages:,} passages, written by chance in the manner of the documents of `seeds/`, with their notes, in the
markup of kramdown (HTML), EPUB 3, Word, Pandoc (Markdown), and as text with its notes at the end; for PDF, a
golden file over and over. {rounds} rounds; {cores} cores, {system} {machine}, CPython {python}, {peer}.

All figures are of processes from start to end, by their processor time (medians). *Read* is what pandoc does,
too: text, headings, notes, and which mark calls which; *understood* is `ibidem inspect FILE --json`, which
also finds the works that each note cites, and reads under limits, in a second process; pandoc is
`pandoc -f FORMAT -t json -o /dev/null FILE`. A process of ours that reads nothing takes {idle:.2f} s.
"""


def costs(file: Path, rounds: int, peer: str | None) -> dict[str, list[Cost]]:
    """Who -> what each round cost."""
    found: dict[str, list[Cost]] = {"understood": [], "read": [], "pandoc": []}
    kind = _PEER.get(file.suffix[1:])
    for _ in range(rounds):
        found["understood"].append(run("-m", "search", "inspect", str(file), "--json"))
        found["read"].append(run("-c", _READ, str(file)))
        if peer and kind:
            found["pandoc"].append(run_program(peer, "-f", kind, "-t", "json", "-o", os.devnull, str(file)))
    return found


def rows(files: list[Path], rounds: int, peer: str | None) -> Iterator[str]:
    """A table with a row for each format, and for each that pandoc reads a line whether the aim is met."""
    head = "format", "file MB", "passages", "notes", "MB/s", "passages/s", "understood s", "read s", "peak MB"
    head += "pandoc s", "pandoc peak MB", "read, times as fast", "understood, times as fast"
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    lines = []
    for file in files:
        reading = read(file)
        size = file.stat().st_size / 1e6
        found = costs(file, rounds, peer)
        ours, bare, theirs = (median(cost.cpu for cost in of) if of else 0.0 for of in found.values())
        peaks = [max((cost.peak for cost in found[of]), default=0) / 1e6 for of in ("understood", "pandoc")]
        figures = [f"{size:.2f}", f"{len(reading.passages):,}", f"{len(reading.document.notes):,}"]
        figures += [
            f"{size / ours:.2f}",
            f"{len(reading.passages) / ours:,.0f}",
            f"{ours:.2f}",
            f"{bare:.2f}",
        ]
        figures.append(f"{peaks[0]:.0f}")
        if theirs:
            figures += [f"{theirs:.2f}", f"{peaks[1]:.0f}", f"{theirs / bare:.1f}", f"{theirs / ours:.1f}"]
            lines.append(_verdict(file.suffix[1:], theirs / bare, theirs / ours))
        else:
            figures += ["–"] * 4
        yield f"| {file.suffix[1:]} | {' | '.join(figures)} |"
    yield from ("", *lines)


def _verdict(kind: str, read: float, understood: float) -> str:
    met = ["met" if times >= _AIM else "not met" for times in (read, understood)]
    return f"- {kind}, at least {_AIM:g} times as fast: read **{met[0]}**, understood **{met[1]}**."


def _version(peer: str | None) -> str:
    if peer is None:
        return "no pandoc"
    return subprocess.run([peer, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[
        0
    ]


@click.command()
@click.option("--passages", type=click.IntRange(min=1), default=2_000, show_default=True)
@click.option("--rounds", type=click.IntRange(min=1), default=5, show_default=True)
@click.option(
    "--format", "kinds", type=click.Choice(list(FORMATS)), multiple=True, help="Only this; may be repeated."
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file for the report.")
def main(passages: int, rounds: int, kinds: tuple[str, ...], output: Path | None) -> None:
    """Measures how fast each format is read.

    Example: python -m tests.benchmarks.formats --passages 500 --rounds 3
    """
    peer = shutil.which("pandoc")
    facts = {"passages": passages, "rounds": rounds, "cores": os.cpu_count(), "system": platform.system()}
    facts |= {"machine": platform.machine(), "python": platform.python_version(), "peer": _version(peer)}
    idle = median(run("-c", _READ.split("link_notes(")[0]).cpu for _ in range(rounds))
    with TemporaryDirectory(prefix="ibidem-formats-") as folder:
        chapters = written(read_documents(Path("seeds")), passages)
        files = [Path(folder, f"essays.{kind}") for kind in kinds or FORMATS]
        for file in files:
            FORMATS[file.suffix[1:]](chapters, file)
        report = "\n".join((_HEAD.format(**facts, idle=idle), *rows(files, rounds, peer), ""))
    if output:
        output.write_text(report, encoding="utf-8")
    else:
        click.echo(report, nl=False)


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks.formats")
