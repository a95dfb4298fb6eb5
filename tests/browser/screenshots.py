"""Takes a picture of every state of every page, at 390, 768 and 1280 pixels, light and dark.

It indexes the seeds into a library of its own and serves it, or looks at a site that is being served already:

    .venv/bin/python -m tests.browser.screenshots /tmp/pictures
    .venv/bin/python -m tests.browser.screenshots /tmp/pictures --site http://127.0.0.1:8000 --only search
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from selenium.common.exceptions import TimeoutException
from selenium.webdriver import Chrome

from search.settings import Settings
from tests.browser.chromium import command, show, start
from tests.browser.places import find_places
from tests.browser.serving import make_library, served
from tests.browser.states import EMPTY, STATES, State, reach

SIZES = ((390, 844), (768, 1024), (1280, 900))
SCHEMES = ("light", "dark")
TALLEST = 2600  # of a picture: the rest of a page looks like its beginning


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--site", help="The address of a site that is being served.")
@click.option("--only", multiple=True, help="A state to take; may be repeated.")
@click.option("--width", "widths", type=int, multiple=True, help="One of the widths; may be repeated.")
@click.option("--scheme", "schemes", multiple=True, default=SCHEMES, help="light, dark or forced.")
def main(
    folder: Path, site: str | None, only: Sequence[str], widths: Sequence[int], schemes: Sequence[str]
) -> None:
    """Writes STATE-WIDTH-SCHEME.png into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [size for size in SIZES if not widths or size[0] in widths]
    with tempfile.TemporaryDirectory() as work, _states(Path(work), site) as states:
        browser = start(Path(work) / "profile")
        try:
            for state, url in states:
                if not only or state.name in only:
                    _take(browser, folder, state, url, sizes, schemes)
        finally:
            browser.quit()


@contextmanager
def _states(work: Path, site: str | None) -> Iterator[list[tuple[State, str]]]:
    """Each state and its address; those of an empty library, too, where no site is given."""
    if site:
        yield list(_addresses(STATES, site.rstrip("/"), find_places(site.rstrip("/"))))
        return
    nothing = Settings(f"sqlite:///{work}/nothing.db", f"auto:{work}/nothing")
    with served(make_library(work)) as full, served(nothing) as empty:
        yield [*_addresses(STATES, full, find_places(full)), *_addresses(EMPTY, empty, {})]


def _addresses(states: Sequence[State], site: str, places: dict[str, str]) -> Iterator[tuple[State, str]]:
    for state in states:
        if url := state.url(site, places):
            yield state, url


def _take(
    browser: Chrome,
    folder: Path,
    state: State,
    url: str,
    sizes: Sequence[tuple[int, int]],
    schemes: Sequence[str],
) -> None:
    for width, height in sizes:
        for scheme in schemes:
            show(browser, width, height, scheme)
            try:
                reach(browser, state, url)
            except TimeoutException as error:
                click.echo(f"{state.name}: {error.msg}", err=True)
                return
            _picture(browser, folder / f"{state.name}-{width}-{scheme}.png", whole=not state.scrolled)


def _picture(browser: Chrome, path: Path, *, whole: bool) -> None:
    size = command(browser, "Page.getLayoutMetrics", {})["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], TALLEST), "scale": 1}
    arguments = {"captureBeyondViewport": True, "clip": clip} if whole else {}
    path.write_bytes(base64.b64decode(command(browser, "Page.captureScreenshot", arguments)["data"]))


if __name__ == "__main__":
    main()
