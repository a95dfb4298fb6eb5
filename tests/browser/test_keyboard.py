"""What the keyboard does beyond Tab and Enter: shortcuts, which one can turn off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.chromium import command, show
from tests.browser.states import SECONDS

pytestmark = pytest.mark.browser

ALT_SHIFT = 1 + 8  # as the DevTools protocol counts modifiers


@pytest.fixture
def browser(with_scripts: Chrome) -> Iterator[Chrome]:
    """At a desk; afterwards the shortcuts are on again."""
    show(with_scripts, 1280, 900)
    yield with_scripts
    with_scripts.execute_script("localStorage.clear()")


def press(browser: Chrome, key: str, modifiers: int = ALT_SHIFT) -> None:
    for kind in ("keyDown", "keyUp"):
        arguments = {"type": kind, "key": key, "code": f"Key{key}", "modifiers": modifiers}
        command(browser, "Input.dispatchKeyEvent", arguments)


def focused(browser: Chrome) -> WebElement:
    return browser.switch_to.active_element


def wait_for(browser: Chrome, address: str) -> None:
    WebDriverWait(browser, SECONDS).until(lambda shown: address in shown.current_url)


def test_a_shortcut_leads_to_the_search_box(browser: Chrome, site: str, places: Mapping[str, str]) -> None:
    browser.get(f"{site}/search?q={places['word']}")
    press(browser, "S")
    assert focused(browser).get_attribute("id") == "q"


def test_a_shortcut_leads_to_the_search_page_where_there_is_no_box(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/keys")
    press(browser, "S")
    wait_for(browser, "/search")


def test_shortcuts_go_from_result_to_result_and_back(
    browser: Chrome, site: str, places: Mapping[str, str]
) -> None:
    browser.get(f"{site}/search?q={places['word']}")
    links = browser.find_elements(By.CSS_SELECTOR, ".result h3 a")
    for key, link in (("N", links[0]), ("N", links[1]), ("P", links[0])):
        press(browser, key)
        assert focused(browser) == link


def test_shortcuts_go_from_hit_to_hit_in_a_document(
    browser: Chrome, site: str, places: Mapping[str, str]
) -> None:
    browser.get(f"{site}/documents/{places['document']}?q={places['word']}")
    press(browser, "N")
    wait_for(browser, "at=")
    at = browser.current_url
    press(browser, "N")
    WebDriverWait(browser, SECONDS).until(lambda shown: shown.current_url != at)
    press(browser, "P")
    wait_for(browser, at)


def test_a_shortcut_leads_to_the_contents_and_unfolds_them(
    browser: Chrome, site: str, places: Mapping[str, str]
) -> None:
    show(browser, 390, 844)
    browser.get(f"{site}/documents/{places['document']}")
    press(browser, "C")
    first = browser.find_element(By.CSS_SELECTOR, ".outline li a")
    assert first.is_displayed()
    assert focused(browser) == first


def test_every_page_leads_to_the_list_of_shortcuts(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/sources/")
    assert browser.find_element(By.CSS_SELECTOR, "footer a[href='/keys']").is_displayed()
    press(browser, "K")
    wait_for(browser, "/keys")
    listed = [one.text for one in browser.find_elements(By.CSS_SELECTOR, "kbd:last-child")]
    assert listed == ["S", "N", "P", "C", "K"]


def test_letters_alone_are_no_shortcuts(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/sources/")
    before = focused(browser)
    for key in "SNPCK":
        press(browser, key, modifiers=0)
    assert focused(browser) == before
    assert browser.current_url == f"{site}/sources/"


def test_shortcuts_that_are_turned_off_stay_off_until_they_are_turned_on(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/keys")
    switch = browser.find_element(By.CSS_SELECTOR, "button.shortcuts")
    switch.click()
    assert "off" in browser.find_element(By.ID, "shortcuts-said").text
    browser.get(f"{site}/sources/")
    press(browser, "S")
    assert focused(browser).get_attribute("id") != "q"
    browser.get(f"{site}/keys")
    browser.find_element(By.CSS_SELECTOR, "button.shortcuts").click()
    browser.get(f"{site}/sources/")
    press(browser, "S")
    assert focused(browser).get_attribute("id") == "q"


def test_without_scripts_the_keys_are_listed_and_nothing_offers_to_turn_them_off(
    without_scripts: Chrome, site: str
) -> None:
    without_scripts.get(f"{site}/keys")
    assert without_scripts.find_element(By.CSS_SELECTOR, "kbd").is_displayed()
    assert not without_scripts.find_element(By.CSS_SELECTOR, "button.shortcuts").is_displayed()
    assert "runs no scripts" in without_scripts.find_element(By.CSS_SELECTOR, "main").text
