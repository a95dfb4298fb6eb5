"""What a command prints: laid out on a terminal, plain lines on a pipe, and nothing that a terminal obeys.

A document may hold anything; what would move the cursor, colour the screen or turn the line around is shown
as a replacement character instead:

    >>> printable("clear \\x1b[2J the screen")
    'clear \ufffd[2J the screen'
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, ProgressColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from search import holdings
from search.citations.export import escaped

# control characters, halves of surrogate pairs, and what overrides the direction of a line
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """A text of the same length without what a terminal obeys; spaces for tabs and line breaks."""
    return _OBEYED.sub(lambda match: " " if match[0] in "\t\n\r" else "\ufffd", text)


def json_text(value: Any) -> str:
    """JSON for people and programs; what a terminal obeys is escaped, which JSON allows everywhere.

    >>> json_text({"title": "a\\x9bb"})
    '{\\n  "title": "a\\\\u009bb"\\n}'
    """
    return escaped(json.dumps(value, ensure_ascii=False, indent=2))


def say(message: str) -> None:
    """One line on stderr."""
    click.echo(f"ibidem: {printable(message)}", err=True)


def write(text: str) -> None:
    """Text for another program, in UTF-8 whatever the terminal speaks."""
    click.echo(text.encode("utf-8", "replace"), nl=False)


def write_json(value: Any) -> None:
    """The answer of a command as JSON."""
    write(json_text(value) + "\n")


class Terminal:
    """Where the answer of a command is printed. Everything given to it is text, never markup."""

    def __init__(self) -> None:
        self.console = Console(highlight=False, markup=False, emoji=False)

    def line(self, text: Text | str = "", indent: int = 0) -> None:
        """A paragraph: wrapped and indented on a terminal, one line on a pipe."""
        text = Text(printable(text)) if isinstance(text, str) else text
        if self.console.is_terminal:
            self.console.print(Padding(text, (0, 0, 0, indent)))
        else:
            click.echo(" " * indent + text.plain)

    def whole(self, text: str, indent: int = 0) -> None:
        """A URL: the terminal itself breaks it, so that it can be copied and clicked."""
        self.console.print(Text(" " * indent + printable(text)), soft_wrap=True)

    def table(self, names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A table whose first column is wrapped to fit; on a pipe, columns parted by tabs."""
        cells = [[printable("" if cell is None else str(cell)) for cell in row] for row in rows]
        if not self.console.is_terminal:
            for row in [list(names), *cells]:
                click.echo("\t".join(row))
            return
        table = Table(box=None, pad_edge=False, header_style="dim")
        for column, name in enumerate(names):
            values = [row[column] for row in cells]
            is_number = column > 0 and all(value.isdigit() for value in values)
            table.add_column(
                name,
                justify="right" if is_number else "left",
                no_wrap=column > 0,
                min_width=max(map(len, [name, *values])) if column else None,
            )
        for row in cells:
            table.add_row(*map(Text, row))
        self.console.print(table)

    def concordance(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        """Rows of what stands before a hit, the hit, what stands behind it, and where it is.

        On a terminal the hits stand one above the other, and the ends of the context that have no room are
        left out; on a pipe, the columns are whole and parted by tabs.
        """
        cells = [[printable(cell) for cell in row] for row in rows]
        if not self.console.is_terminal:
            for row in cells:
                click.echo("\t".join(row))
            return
        place = min(max(cell_len(row[3]) for row in cells), self.console.width // 3)
        hit = min(max(cell_len(row[1]) for row in cells), self.console.width // 3)
        side = max(8, (self.console.width - hit - place - 2) // 2)
        for left, word, right, where in cells:
            before = _fitting(left, side)
            line = Text(" " * (side - cell_len(before)) + before)
            line.append(word, style="bold underline")
            line.append(set_cell_size(right, side + max(0, hit - cell_len(word))) + "  ")
            line.append(where, style="dim")
            line.truncate(self.console.width, overflow="ellipsis")
            self.console.print(line, soft_wrap=True)


def _fitting(text: str, cells: int) -> str:
    """As much of a text's end as fits into so many cells of a terminal."""
    while cell_len(text) > cells:
        text = text[1:]
    return text


@contextmanager
def progress() -> Iterator[Callable[[holdings.Progress], None]]:
    """How far an index has come: a bar where there is a terminal."""
    with progress_bar(
        TextColumn("{task.completed:,.0f}/{task.total:,.0f} {task.fields[of]}"),
        TextColumn("{task.fields[speed]:,.0f} passages/s"),
        TimeRemainingColumn(),
        TextColumn("left"),
    ) as bar:
        yield _Advance(bar) if bar else lambda _: None


@contextmanager
def progress_bar(*figures: ProgressColumn) -> Iterator[Progress | None]:
    """A progress bar on stderr where that is a terminal; nothing where it is not."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=None), *figures)
    with Progress(*columns, console=console, transient=True, expand=True) as bar:
        yield bar


_NAME = 24  # characters of what is done to which file: the bar keeps its place, even on 80 columns
_STAGES = {
    "reading": ("Reading", "files"),
    "indexing": ("Indexing", "documents"),
    "writing": ("Writing the index", "documents"),
}


class _Advance:
    """Moves a progress bar on; that of the documents takes the place of that of the files."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._tasks: dict[str, tuple[TaskID, float]] = {}

    def __call__(self, at: holdings.Progress) -> None:
        title, of = _STAGES[at.stage]
        if of not in self._tasks:
            for task, _ in self._tasks.values():
                self._bar.update(task, visible=False)
            self._tasks[of] = (self._bar.add_task(title, total=at.total, of=of, speed=0.0), time.monotonic())
        task, began = self._tasks[of]
        speed = at.passages / max(time.monotonic() - began, 0.001)
        name = f"{title} {printable(os.path.basename(at.current))}"[:_NAME].ljust(_NAME)
        self._bar.update(task, completed=at.done, total=at.total, description=name, speed=speed)
