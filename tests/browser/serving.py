"""The site on a port of this machine, in this very process: what the browser's tests and pictures look at."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from werkzeug.serving import make_server

from search.library import Library
from search.settings import Settings
from web import create_app

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"  # what the seeds have none of: text from right to left
SEEDS = HERE.parents[1] / "seeds"


def make_library(folder: Path) -> Settings:
    """Indexes copies of the seeds and of the documents beside this module, into a folder of its own."""
    shutil.copytree(SEEDS, folder / "seeds")
    shutil.copytree(DOCUMENTS, folder / "documents")
    settings = Settings(f"sqlite:///{folder}/catalogue.db", f"auto:{folder}/index")
    with Library.open(settings) as library:
        library.index([folder / "seeds", folder / "documents"])
    return settings


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Serves a library while the block runs: its address, without a slash at its end."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
