"""Runs a group of commands; every error becomes one line on stderr and an exit code.

Exit codes: what the command says (0 or 1); 2 bad input; interrupted from the keyboard, 130.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from typing import NoReturn, TextIO

import click

from search.errors import IbidemError
from search.terminal import say


def run(commands: click.Group) -> NoReturn:
    """Runs what was typed, and exits."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `ibidem search … | head` ends as quietly as `cat` does
    sys.stdout, sys.stderr = _printing(sys.stdout), _printing(sys.stderr)
    sys.exit(_run(commands))


def _printing(stream: TextIO | None) -> TextIO:
    """A stream to which everything can be written: one that was closed before the start is None."""
    if stream is None:
        return open(os.devnull, "w")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def _run(commands: click.Group) -> int:
    try:
        code = commands.main(prog_name="ibidem", standalone_mode=False)
        sys.stdout.flush()
        return code or 0
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "ibidem"
        say(f"{error.format_message().rstrip('.')} (see {command} --help)")
    except click.Abort:
        say("interrupted; what was finished is kept")
        return 130
    except (click.ClickException, IbidemError) as error:
        say(error.format_message() if isinstance(error, click.ClickException) else str(error))
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        say(f"{name}{error.strerror or error}")
        _give_up_output()
    return 2


def _give_up_output() -> None:
    """What cannot be written now cannot be written at exit either."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
