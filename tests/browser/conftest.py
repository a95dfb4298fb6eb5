"""Browsers for the tests, one that runs scripts and one that runs none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from tests.browser.chromium import HOW_TO_GET_ONE, find, start


@pytest.fixture(scope="session")
def with_scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for all tests that run scripts."""
    yield from _browser(tmp_path_factory, scripts=True)


@pytest.fixture(scope="session")
def without_scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser that runs none."""
    yield from _browser(tmp_path_factory, scripts=False)


def _browser(tmp_path_factory: pytest.TempPathFactory, *, scripts: bool) -> Iterator[Chrome]:
    if find() is None:
        pytest.fail(HOW_TO_GET_ONE)
    browser = start(tmp_path_factory.mktemp("profile"), scripts=scripts)
    try:
        yield browser
    finally:
        browser.quit()
