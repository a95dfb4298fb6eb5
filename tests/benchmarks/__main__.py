"""`python -m tests.benchmarks`: measures, and prints the report or writes it."""

from __future__ import annotations

from pathlib import Path

import click

from tests.benchmarks.measurement import measure
from tests.benchmarks.plain import SETUP
from tests.benchmarks.report import render


@click.command()
@click.option(
    "--documents",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="seeds",
    show_default=True,
    help="The folder of documents.",
)
@click.option(
    "--passages",
    type=click.IntRange(min=1),
    help="So many passages, written by chance with the words of the documents, instead of the documents.",
)
@click.option(
    "--rounds", type=click.IntRange(min=1), default=20, show_default=True, help="Each asks every query."
)
@click.option("--queries", type=click.IntRange(min=1), default=8, show_default=True, help="Of each class.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="A file for the report.")
def main(documents: Path, passages: int | None, rounds: int, queries: int, output: Path | None) -> None:
    """Measures Ibidem beside plain Whoosh.

    Example: python -m tests.benchmarks --passages 5000 --rounds 5
    """
    report = render(measure(documents, passages, rounds, queries), SETUP)
    if output:
        output.write_text(report, encoding="utf-8")
    else:
        click.echo(report, nl=False)


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks")
