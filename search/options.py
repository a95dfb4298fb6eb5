"""Options that commands share, and the kinds of values that they take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click
from click.shell_completion import CompletionItem

from search.choices import LOOKUPS, NARROWING
from search.document import Status
from search.settings import Limits, Settings
from search.terminal import printable

if TYPE_CHECKING:
    from search.library import Library

Command = TypeVar("Command", bound=Callable[..., Any])


def open_library() -> Library:
    """The library, loaded only for the commands that ask it: `inspect` needs no database."""
    from search.library import Library

    return Library.open()


def text(value: str) -> str:
    """A parameter that is UTF-8: a byte that is not cannot be looked for, nor printed."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise click.BadParameter(f'"{printable(value)}" is not UTF-8') from None
    return value


def documents_that_begin(_: click.Context, __: click.Parameter, typed: str) -> list[CompletionItem]:
    """The documents of the library here whose ids begin as typed, for the shell to complete."""
    from search.library import Library  # only here: a command that is not being completed needs none

    settings = Settings.from_environment()
    kept = settings.catalogue.removeprefix("sqlite:///")
    if kept != settings.catalogue and not Path(kept).exists():
        return []  # completing a word must not make a library
    with Library.open(settings) as library:
        found = [one for one in library.documents() if one.id.startswith(typed)]
    return [CompletionItem(one.id, help=one.title) for one in found]


def help_of(meaning: str) -> str:
    """What is said of an option, as a sentence.

    >>> help_of("a DOI")
    'A DOI.'
    """
    return f"{meaning[0].upper()}{meaning[1:]}."


_KINDS = {"year": click.IntRange(0, 9999), "status": click.Choice([status.value for status in Status])}
one_document = click.option(
    "--document", type=text, shell_complete=documents_that_begin, help=help_of(NARROWING["document"])
)
as_json = click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")


def example(line: str) -> str:
    """The example at the foot of a command's help, kept as it is."""
    return f"\b\nExample:\n  {line}"


def narrowing(command: Command) -> Command:
    """The options that narrow a search."""
    for name, meaning in reversed(NARROWING.items()):
        completed = documents_that_begin if name == "document" else None
        kind, help = _KINDS.get(name, text), help_of(meaning)
        option = click.option(f"--{name}", multiple=True, type=kind, help=help, shell_complete=completed)
        command = option(command)
    return command


def looking_up(command: Command) -> Command:
    """The options that say what is known of a citation."""
    for name, meaning in reversed(LOOKUPS.items()):
        is_document = name == "document"
        option = click.option(f"--{name}", type=text, help=help_of(meaning))
        command = one_document(command) if is_document else option(command)
    return command


def given(filters: dict[str, tuple[Any, ...]]) -> dict[str, list[str]]:
    """The filters that were typed, as the library takes them.

    >>> given({"year": (2018, 2019), "domain": ()})
    {'year': ['2018', '2019']}
    """
    return {name: [str(value) for value in values] for name, values in filters.items() if values}


def pasted(file: BinaryIO, limits: Limits) -> str:
    """A text in UTF-8 whose citations are to be found: read no further than is taken."""
    body = file.read(4 * limits.pasted_length + 4)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        if len(body) > 4 * limits.pasted_length:  # a letter may have been cut in two
            return body.decode("utf-8-sig", "replace")
        raise click.BadParameter("the file is not UTF-8; save it as UTF-8", param_hint="'--file'") from None
