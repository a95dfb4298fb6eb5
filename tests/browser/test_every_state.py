"""What holds of every page in every state, whichever colours its reader has chosen."""

from __future__ import annotations

import os

import pytest
from selenium.webdriver import Chrome

from tests.browser.axe import COLOURS, violations
from tests.browser.chromium import HOW_TO_GET_ONE, find, show
from tests.browser.states import EMPTY, STATES, State, reach

pytestmark = pytest.mark.browser
if find() is None and not os.environ.get("REQUIRE_BROWSER"):
    pytest.skip(HOW_TO_GET_ONE, allow_module_level=True)


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
    for scheme in ("light", "dark", "forced"):
        show(with_scripts, 1280, 900, scheme)
        reach(with_scripts, state, url)
        assert violations(with_scripts, state.part, () if scheme == "light" else COLOURS) == [], scheme
