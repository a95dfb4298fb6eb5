"""Browsers for the tests, one that runs scripts and one that runs none, and sites for them to look at."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

import pytest
from selenium.webdriver import Chrome

from search.settings import Settings
from tests.browser.chromium import HOW_TO_GET_ONE, find, start
from tests.browser.places import find_places
from tests.browser.serving import make_library, served


@pytest.fixture(scope="session", autouse=True)
def a_browser() -> None:
    """Where no browser is found, these tests skip and say how to get one; where one must be, they fail."""
    if find() is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip)(HOW_TO_GET_ONE)


@pytest.fixture(scope="session")
def with_scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser for all tests that run scripts."""
    yield from _browser(tmp_path_factory, scripts=True)


@pytest.fixture(scope="session")
def without_scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One browser that runs none."""
    yield from _browser(tmp_path_factory, scripts=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a library of several documents, some of them written from right to left."""
    with served(make_library(tmp_path_factory.mktemp("several"))) as address:
        yield address


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a library that holds nothing yet."""
    folder = tmp_path_factory.mktemp("empty")
    with served(Settings(f"sqlite:///{folder}/catalogue.db", f"auto:{folder}/index")) as address:
        yield address


@pytest.fixture(scope="session")
def places(site: str) -> Mapping[str, str]:
    """What the paths of the states ask for."""
    return find_places(site)


def _browser(tmp_path_factory: pytest.TempPathFactory, *, scripts: bool) -> Iterator[Chrome]:
    browser = start(tmp_path_factory.mktemp("profile"), scripts=scripts)
    try:
        yield browser
    finally:
        browser.quit()
