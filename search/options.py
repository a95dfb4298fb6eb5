"""Options that commands share, and the kinds of values that they take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from search.document import Status
from search.terminal import printable

Command = TypeVar("Command", bound=Callable[..., Any])


def text(value: str) -> str:
    """A parameter that is UTF-8: a byte that is not cannot be looked for, nor printed."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise click.BadParameter(f'"{printable(value)}" is not UTF-8') from None
    return value


NARROWING: tuple[tuple[str, Any, str], ...] = (
    ("document", text, "Only in the document with this id."),
    ("section", text, "Only in this section (DOCUMENT.s2)."),
    ("domain", text, "Only with a source of this domain."),
    ("year", click.IntRange(0, 9999), "Only with a source of this year."),
    ("author", text, 'Only with a source by this author ("Judt, Tony").'),
    ("status", click.Choice([status.value for status in Status]), "Only with a citation in this state."),
)
as_json = click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")


def example(line: str) -> str:
    """The example at the foot of a command's help, kept as it is."""
    return f"\b\nExample:\n  {line}"


def narrowing(command: Command) -> Command:
    """The options that narrow a search."""
    for name, kind, help in reversed(NARROWING):
        option = click.option(f"--{name}", multiple=True, type=kind, help=help)
        command = option(command)
    return command


def given(filters: dict[str, tuple[Any, ...]]) -> dict[str, list[str]]:
    """The filters that were typed, as the library takes them.

    >>> given({"year": (2018, 2019), "domain": ()})
    {'year': ['2018', '2019']}
    """
    return {name: [str(value) for value in values] for name, values in filters.items() if values}
