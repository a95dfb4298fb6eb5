"""Files and folders in; a turn for each time that something in them changes.

>>> matters("/papers/report.txt", ["/papers"]), matters("/papers/.git/a.txt", ["/papers"])
(True, False)
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from watchfiles import watch

from search.readers import HIDDEN, known

_BESIDE = (".toml", ".opf", "container.xml")  # sidecars, and what says that a folder is a book
_PAUSE = 5_000  # milliseconds without a change after which there is a turn all the same


def turns(paths: Sequence[str]) -> Iterator[bool]:
    """For each turn whether something has changed; ends with Ctrl-C.

    An editor may put a new file in the place of one that is named, so the folder around it is watched.
    """
    named = [os.path.realpath(path) for path in paths]
    folders = {path if os.path.isdir(path) else os.path.dirname(path) for path in named}
    changes = watch(
        *folders,
        watch_filter=lambda _, path: matters(path, named),
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
        recursive=any(map(os.path.isdir, named)),
    )
    with suppress(KeyboardInterrupt):
        for changed in changes:
            yield bool(changed)


def matters(path: str, named: Sequence[str]) -> bool:
    """Whether a change of this file may change a document of what is named."""
    if not (known(path) or path.endswith(_BESIDE) or path in named):
        return False
    for name in named:
        if path == name or (path.endswith(".toml") and os.path.dirname(path) == os.path.dirname(name)):
            return True
        if Path(path).is_relative_to(name):
            return not any(part.startswith(HIDDEN) for part in Path(path).relative_to(name).parts)
    return False
