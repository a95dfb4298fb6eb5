"""A headless Chromium that asks nothing of any other host, driven by selenium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

HOW_TO_GET_ONE = (
    "no Chromium found: install chromium and chromedriver (on Debian, apt install chromium-driver), "
    "or name them in IBIDEM_CHROMIUM and IBIDEM_CHROMEDRIVER"
)
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)


def find() -> tuple[str, str] | None:
    """The browser and its driver: as the environment names them, or from the path; None without both."""
    browser = os.environ.get("IBIDEM_CHROMIUM") or _which("chromium", "chromium-browser", "google-chrome")
    driver = os.environ.get("IBIDEM_CHROMEDRIVER") or _which("chromedriver")
    return (browser, driver) if browser and driver else None


def start(profile: Path, *, scripts: bool = True) -> Chrome:
    """Starts a browser with an empty profile; `find` must have found one."""
    found = find()
    assert found, HOW_TO_GET_ONE
    options = ChromeOptions()
    options.binary_location = found[0]
    for argument in (*_ARGUMENTS, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    if not scripts:
        preferences = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", preferences)
    return Chrome(options=options, service=Service(executable_path=found[1]))


def show(browser: Chrome, width: int, height: int, scheme: str = "light") -> None:
    """Gives the page a width and height in CSS pixels and the system's colours: light, dark or forced."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    command(browser, "Emulation.setDeviceMetricsOverride", metrics)
    prefer(browser, scheme)


def prefer(browser: Chrome, scheme: str = "light", *, motion: bool = True) -> None:
    """What the reader has told the system: its colours, and whether things may move."""
    wishes = {
        "prefers-color-scheme": "dark" if scheme == "dark" else "light",
        "forced-colors": "active" if scheme == "forced" else "none",
        "prefers-reduced-motion": "no-preference" if motion else "reduce",
    }
    features = [{"name": name, "value": value} for name, value in wishes.items()]
    command(browser, "Emulation.setEmulatedMedia", {"features": features})


@contextmanager
def slow_line(browser: Chrome, bytes_a_second: int = 200_000) -> Iterator[None]:
    """While the block runs, the browser is given pages no faster than this."""
    command(browser, "Network.enable", {})
    line = {"offline": False, "latency": 10, "downloadThroughput": bytes_a_second, "uploadThroughput": -1}
    command(browser, "Network.emulateNetworkConditions", line)
    try:
        yield
    finally:
        command(browser, "Network.emulateNetworkConditions", line | {"latency": 0, "downloadThroughput": -1})


def command(browser: Chrome, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """One command of the DevTools protocol."""
    answer: dict[str, Any] = browser.execute_cdp_cmd(name, dict(arguments))
    return answer


def _which(*names: str) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)
