"""What Chromium makes of what the site says to programs: a search engine to offer, data to leave alone."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

DOCUMENT = "000_9f3c7597e57b37f0"
PATIENCE = (
    30  # seconds: Chromium reads the description when the page is done, and notes it down a while later
)


def test_chromium_offers_the_site_as_a_search_engine(
    with_scripts: Chrome, server: str, tmp_path: Path
) -> None:
    with_scripts.get(f"{server}/")
    until = time.monotonic() + PATIENCE
    while not (engines := offered(with_scripts, server, tmp_path)) and time.monotonic() < until:
        time.sleep(0.5)
    assert engines == [
        ("Ibidem", f"{server}/search?q={{searchTerms}}", f"{server}/api/v1/suggest?q={{searchTerms}}")
    ]


def offered(browser: Chrome, server: str, folder: Path) -> list[tuple[str, str, str]]:
    """The search engines that Chromium knows of this site: name, search, suggestions."""
    stored = Path(browser.capabilities["chrome"]["userDataDir"], "Default", "Web Data")
    copy = folder / "engines.db"  # Chromium keeps the file itself to itself
    with suppress(FileNotFoundError, sqlite3.Error):
        shutil.copyfile(stored, copy)
        with closing(sqlite3.connect(copy)) as database:
            question = "SELECT short_name, url, suggest_url FROM keywords WHERE originating_url = ?"
            return database.execute(question, [f"{server}/opensearch.xml"]).fetchall()
    return []


def test_data_for_programs_is_no_script_to_the_browser(with_scripts: Chrome, server: str) -> None:
    """The policy forbids scripts in a page; Chromium would log each that it stops."""
    with_scripts.get_log("browser")  # type: ignore[no-untyped-call]
    with_scripts.get(f"{server}/documents/{DOCUMENT}")
    read = "return JSON.parse(document.querySelector(\"script[type='application/ld+json']\").textContent)"
    assert with_scripts.execute_script(read)["@context"] == "https://schema.org"
    assert with_scripts.get_log("browser") == []  # type: ignore[no-untyped-call]
