"""The site over a library whose searches never end, for tests of what is sent while it is made.

`gunicorn "tests.web.endless:create_app()"`; the file that ENDLESS_LOG names tells what was made: a dot a
passage, and "closed" where nobody wants more.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask

import web
from search.document import Passage
from search.settings import Settings

PAUSE = 0.01  # seconds for a passage, where the query is "trade"
BREAKS_AFTER = 200  # passages, where the query is "breaks"


class Endless:
    """As much of a library as a download asks for."""

    def every_passage(self, text: str, _filters: Any = None) -> Iterator[Passage]:
        log = Path(os.environ["ENDLESS_LOG"])
        number = 0
        try:
            while True:
                number += 1
                if text == "breaks" and number > BREAKS_AFTER:
                    raise RuntimeError("the disk was pulled out")
                time.sleep(PAUSE if text == "trade" else 0)
                with log.open("a") as written:
                    written.write(".")
                yield Passage(f"a.p{number}", "a", "A letter", 1, "Trade", number, "Exports grew. " * 100)
        finally:
            with log.open("a") as written:
                written.write("closed")


def create_app() -> Flask:
    """The site; its library never ends."""
    app = web.create_app(Settings("sqlite://", "memory:"))
    app.extensions["library"] = Endless()
    return app
