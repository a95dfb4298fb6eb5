"""The API asked by a program that has read its description: whatever it allows, and much that it does not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from search.settings import Settings
from tests.conftest import ROOT
from tests.web import checks
from web import create_app

CONFIG = Path(__file__).parent / "schemathesis.toml"


def wrong(happened: events.EngineEvent) -> Iterator[str]:
    """What an event says that is not as described, each with the request to try again."""
    if isinstance(happened, events.NonFatalError):
        yield f"{happened.label}: {happened.value}"
    if isinstance(happened, events.FatalError):
        yield str(happened.exception)
    if isinstance(happened, events.ScenarioFinished):
        for nodes in happened.recorder.checks.values():
            yield from (f"{node.failure_info}" for node in nodes if node.failure_info)


def test_whatever_the_description_allows_is_answered_as_it_says(seeded: Settings) -> None:
    app = create_app(seeded)
    config = SchemathesisConfig.from_path(CONFIG)
    described = schemathesis.openapi.from_wsgi("/openapi.json", app, config=config)
    happened = list(from_schema(described).execute())
    asked = {label for one in happened if isinstance(one, events.ScenarioFinished) for label in [one.label]}
    assert asked >= {operation.ok().label for operation in described.get_all_operations()}
    assert not [fault for one in happened for fault in wrong(one)]


def test_over_the_network_it_is_the_same(server: str, tmp_path: Path) -> None:
    asked = f"schemathesis.cli --config-file {CONFIG} --no-color run {server}/openapi.json --max-examples 4"
    found = subprocess.run(
        [sys.executable, "-m", *asked.split()],
        capture_output=True,
        cwd=tmp_path,  # it keeps what it found, to try that first the next time
        env=os.environ | {"SCHEMATHESIS_HOOKS": checks.__name__, "PYTHONPATH": str(ROOT)},
        text=True,
        timeout=300,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-8_000:] + found.stderr[-2_000:]
