"""Takes a picture of every page, at 1280 and 390 pixels, light and dark, and of an open note.

Run it against a site that is being served:

    .venv/bin/ibidem serve &
    .venv/bin/python -m tests.browser.screenshots /tmp/pictures http://127.0.0.1:8000
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.browser.chromium import command, show, start

SIZES = ((1280, 900), (390, 844))
TALLEST = 2600  # of a picture: the rest of a page looks like its beginning


def main() -> None:
    """Writes PAGE-WIDTH-SCHEME.png into the folder given."""
    folder, site = Path(sys.argv[1]), sys.argv[2].rstrip("/")
    only = sys.argv[3:]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        browser = start(Path(profile))
        try:
            pages = {name: url for name, url in _pages(browser, site) if not only or name in only}
            for name, url in pages.items():
                for width, height in SIZES:
                    for scheme in ("light", "dark"):
                        show(browser, width, height, scheme)
                        browser.get(url)
                        _open_note(browser, name)
                        _picture(browser, folder / f"{name}-{width}-{scheme}.png", name)
        finally:
            browser.quit()


def _pages(browser: Chrome, site: str) -> Iterator[tuple[str, str]]:
    yield "home", f"{site}/"
    browser.get(f"{site}/documents/")
    document = str(browser.find_element(By.CSS_SELECTOR, ".documents h2 a").get_attribute("href"))
    browser.get(f"{site}/sources/")
    source = str(browser.find_element(By.CSS_SELECTOR, ".sources a.source").get_attribute("href"))
    browser.get(document)
    words = browser.find_element(By.CSS_SELECTOR, ".para > p").text.split()
    browser.get(site)
    question = str(browser.find_element(By.CSS_SELECTOR, ".questions a").get_attribute("href"))
    yield "search", question
    yield "note", question
    yield "search-empty", f"{site}/search"
    yield "search-nothing", f"{site}/search?q=tractros+pelicans"
    yield "search-chosen", f"{question}&status=ok&status=missing"
    yield "search-notes", f"{site}/search?q={words[3]}+in:notes"
    yield "search-warning", f'{site}/search?q="{words[3]}'
    yield "documents", f"{site}/documents/"
    yield "document", document
    yield "document-note", f"{document}#note-3"
    yield "document-hits", f"{document}?q={words[3]}&at=9#p9"
    yield "sources", f"{site}/sources/"
    yield "sources-grouped", f"{site}/sources/?group=type"
    yield "sources-none", f"{site}/sources/?q=zzzz"
    yield "source", source
    yield "cite", f"{site}/cite"
    yield "cite-note", f"{site}/cite?q=note+12"
    yield "cite-quotation", f"{site}/cite?q={'+'.join([*words[:9], 'surely', *words[10:24]])}"
    yield "cite-nothing", f"{site}/cite?q=zzzz"
    yield "audit", f"{site}/audit"
    yield "error", f"{site}/documents/nosuch"
    yield "bad", f"{site}/search?q=trade&page=-1"


def _open_note(browser: Chrome, name: str) -> None:
    if name == "note":
        mark = browser.find_element(By.CSS_SELECTOR, "button.mark")
        browser.execute_script("arguments[0].scrollIntoView({block: 'center'}); arguments[0].click()", mark)


def _picture(browser: Chrome, path: Path, name: str) -> None:
    whole = name not in ("note", "document-note", "document-hits")  # these stand where one scrolled to
    size = command(browser, "Page.getLayoutMetrics", {})["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], TALLEST), "scale": 1}
    arguments = {"captureBeyondViewport": True, "clip": clip} if whole else {}
    path.write_bytes(base64.b64decode(command(browser, "Page.captureScreenshot", arguments)["data"]))


if __name__ == "__main__":
    main()
