"""What holds of every page in every state, whichever colours its reader has chosen."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome

from tests.browser.axe import COLOURS, violations
from tests.browser.chromium import command, show, slow_line
from tests.browser.states import EMPTY, STATES, State, reach

pytestmark = pytest.mark.browser


@pytest.fixture(params=[*STATES, *EMPTY], ids=lambda state: state.name)
def state(request: pytest.FixtureRequest) -> State:
    """Each of them in turn."""
    chosen: State = request.param
    return chosen


@pytest.fixture
def url(request: pytest.FixtureRequest, state: State) -> str:
    """Where it is, in the library of several documents or in the empty one."""
    if state in EMPTY:
        site, places = request.getfixturevalue("empty_site"), {}
    else:
        site, places = request.getfixturevalue("site"), request.getfixturevalue("places")
    found = state.url(site, places)
    assert found, f"the library of the tests has no place for {state.path}"
    return found


def test_axe_finds_nothing_in_light_dark_and_forced_colours(
    with_scripts: Chrome, state: State, url: str
) -> None:
    with_scripts.set_script_timeout(120)
    show(with_scripts, 1280, 900)
    reach(with_scripts, state, url)
    for scheme in ("light", "dark", "forced"):
        show(with_scripts, 1280, 900, scheme)
        assert violations(with_scripts, state.part, () if scheme == "light" else COLOURS) == [], scheme


def test_it_does_its_work_without_scripts(without_scripts: Chrome, state: State, url: str) -> None:
    show(without_scripts, 1280, 900)
    if (
        state.needs_scripts
    ):  # what is shown there is a help that only scripts give: the page is there all the same
        without_scripts.get(url)
        assert without_scripts.find_elements("css selector", "main h1")
    else:
        reach(without_scripts, state, url)


def test_at_320_pixels_with_wide_spacing_nothing_is_cut_off_or_wider_than_the_page(
    with_scripts: Chrome, state: State, url: str
) -> None:
    show(with_scripts, 320, 640)
    reach(with_scripts, state, url)
    with_scripts.execute_script(_SPACED)
    assert with_scripts.execute_script("return document.documentElement.scrollWidth") <= 320
    assert with_scripts.execute_script(_CUT_OFF) == []


def test_nothing_moves_as_it_loads_or_opens(with_scripts: Chrome, state: State, url: str) -> None:
    show(with_scripts, 1280, 900)
    for _ in range(2):  # a line may be cut in the middle of a word, once; what moves each time is a fault
        with slow_line(with_scripts):  # slow enough for the page to be laid out before all of it is there
            reach(with_scripts, state, url)
        moved = with_scripts.execute_async_script(_MOVED)
        if not moved:
            return
    assert moved == []


def test_it_asks_no_other_host(with_scripts: Chrome, state: State, url: str) -> None:
    show(with_scripts, 1280, 900)
    _log(with_scripts)
    reach(with_scripts, state, url)
    asked = {urlsplit(message["params"]["request"]["url"]) for message in _log(with_scripts)}
    assert {address.hostname for address in asked if address.scheme.startswith("http")} == {"127.0.0.1"}


def test_whatever_has_the_focus_is_outlined_and_under_nothing(
    with_scripts: Chrome, state: State, url: str
) -> None:
    show(with_scripts, 900, 500)  # low enough for a bar to be in the way
    reach(with_scripts, state, url)
    for _ in range(30):
        for kind in ("keyDown", "keyUp"):
            arguments = {"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
            command(with_scripts, "Input.dispatchKeyEvent", arguments)
        assert with_scripts.execute_script(_UNSEEN) is None


# WCAG 2.2, 1.4.12; inserted as a rule, because the site allows no style of another's
_SPACED = """
document.styleSheets[0].insertRule(
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }");
document.styleSheets[0].insertRule("p { margin-block-end: 2em !important }");
"""
_CUT_OFF = """
return [...document.querySelectorAll("main *, header *, footer *")]
  .filter((one) => one.checkVisibility() && !one.closest("svg, select, textarea, input"))
  .filter((one) => getComputedStyle(one).clipPath === "none")  // what is for screen readers alone
  .filter((one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX))
  .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML.slice(0, 200));
"""
# a space or a full stop between two directions takes its side only when the letter after it has come
_MOVED = """
const [done] = arguments, found = [];
new PerformanceObserver((list) => found.push(...list.getEntries()))
  .observe({type: "layout-shift", buffered: true});
const undecided = ({node}) => node?.nodeType === Node.TEXT_NODE && !/[\\p{L}\\p{N}]/u.test(node.data);
const told = ({node}) => (node?.outerHTML ?? node?.data)?.slice(0, 200);
setTimeout(() => done(found
  .filter(({value, sources}) => value > 0 && !(sources.length && sources.every(undecided)))
  .map(({value, sources}) => [value, ...sources.map(told)])), 200);
"""
_UNSEEN = """
const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
if (one === document.body) return null;  // between the last stop and the first
const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
const rect = [...one.getClientRects()].find((part) => part.bottom > 0 && part.top < innerHeight) || box;
const at = document.elementFromPoint(
  Math.min(Math.max(rect.left + rect.width / 2, 0), innerWidth - 1),
  Math.min(Math.max(rect.top + rect.height / 2, 0), innerHeight - 1));
const seen = at && (one.contains(at) || at.contains(one));
return outlined && seen ? null : [outlined, seen, one.outerHTML.slice(0, 300), at?.outerHTML.slice(0, 100)];
"""


def _log(browser: Chrome) -> list[dict[str, Any]]:
    """The requests since this was last asked for."""
    entries = browser.get_log("performance")  # type: ignore[no-untyped-call]
    messages = [json.loads(entry["message"])["message"] for entry in entries]
    return [message for message in messages if message["method"] == "Network.requestWillBeSent"]
