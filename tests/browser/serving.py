"""The site on a port of this machine, in this very process: what the browser's tests and pictures look at."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from threading import Thread
from typing import Any

from werkzeug.serving import make_server

from search.library import Library
from search.link_checks import ArchivedCopy, LinkCheck, LinkState
from search.settings import Settings
from web import create_app

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"  # what the seeds have none of: text from right to left
SEEDS = HERE.parents[1] / "seeds"


def make_library(folder: Path) -> Settings:
    """Indexes copies of the seeds and of the documents beside this module, with links that were checked."""
    shutil.copytree(SEEDS, folder / "seeds")
    shutil.copytree(DOCUMENTS, folder / "documents")
    settings = Settings(f"sqlite:///{folder}/catalogue.db", f"auto:{folder}/index")
    with Library.open(settings) as library:
        library.index([folder / "seeds", folder / "documents"])
        found = library.link_checks()
        for link, (state, known) in zip(found, cycle(_FOUND), strict=False):
            url = link.source.url or ""
            library._catalogue.keep_link(LinkCheck(url, state, "2026-11-29T10:00:00Z", **known))
    return settings


# what a run over the links might have found: nobody is asked for it
_FOUND: tuple[tuple[LinkState, dict[str, Any]], ...] = (
    (LinkState.ANSWERED, {"code": 200}),
    (
        LinkState.GONE,
        {
            "code": 404,
            "archived": ArchivedCopy("https://archive.example/2021/", "2021-05-04", "2021-05-03"),
            "archive_asked": "2026-11-29T10:00:00Z",
        },
    ),
    (LinkState.SEEMS_GONE, {"code": 200, "reason": "it is the site's front page"}),
    (LinkState.ANSWERED, {"code": 200, "final_url": "https://moved.example/another/place/for/the/same/page"}),
    (LinkState.UNREACHABLE, {"reason": "the name could not be looked up"}),
    (LinkState.DENIED, {"code": 403}),
)


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
