"""Every engine, for tests that hold for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines import Engine, open_engine
from search.settings import Limits
from tests.engines.corpus import LIBRARY

ENGINES = ("memory", "whoosh")


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an engine that holds nothing yet."""
    return f"{request.param}:" if request.param == "memory" else f"{request.param}:{tmp_path}"


@pytest.fixture
def empty(url: str) -> Iterator[Engine]:
    """An engine without an index."""
    engine = open_engine(url)
    yield engine
    engine.close()


@pytest.fixture
def engine(empty: Engine) -> Engine:
    """An engine that holds the library of `corpus`."""
    empty.rebuild(LIBRARY, revision=1)
    return empty


@pytest.fixture
def limited(url: str) -> Callable[[int], Engine]:
    """Opens an engine with the library of `corpus` and a limit of expansions."""

    def open_limited(expansions: int) -> Engine:
        engine = open_engine(url, Limits(expansions=expansions))
        engine.rebuild(LIBRARY, revision=1)
        return engine

    return open_limited
