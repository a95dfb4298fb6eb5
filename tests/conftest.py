"""What several suites share: an indexed copy of the seeds, and a real server over it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import hypothesis
import pytest

from search.library import Library
from search.settings import Settings

ROOT = Path(__file__).parent.parent

# how long an example takes says more of the machine than of the code
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a library that holds a copy of the seeds. Shared by all tests, so none changes it."""
    folder = tmp_path_factory.mktemp("library")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    settings = Settings(f"sqlite:///{folder}/catalogue.db", f"auto:{folder}/index")
    with Library.open(settings) as library:
        library.index([folder / "seeds"])
    return settings


@pytest.fixture(scope="session")
def server(seeded: Settings) -> Iterator[str]:
    """The address of a gunicorn that serves `seeded`, without a slash at its end."""
    with serving(seeded) as address:
        yield address


@contextmanager
def serving(settings: Settings, site: str | None = None) -> Iterator[str]:
    """A gunicorn of two workers that serves a library; its address, without a slash at its end."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "web/gunicorn.conf.py", "web:create_app()"]
    environment = os.environ | {"IBIDEM_CATALOGUE": settings.catalogue, "IBIDEM_ENGINE": settings.engine}
    environment["IBIDEM_SITE"] = site or f"http://127.0.0.1:{port}"  # what the site says it is called
    with subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def wait_until_ready(address: str, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Returns once the server answers that it is ready; raises where it ends, or never is."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"{address}/readyz", timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the server at {address} is not ready (exit code {process.poll()})")
