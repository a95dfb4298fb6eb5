"""The search page in Chromium: suggestions by keyboard and pointer, facets, and landing on the sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.chromium import command, show

pytestmark = pytest.mark.browser

DESK, PHONE = (1280, 900), (390, 844)


def one(browser: Chrome | WebElement, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def every(browser: Chrome | WebElement, selector: str) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, selector)


def until(browser: Chrome, holds: Callable[[Chrome], object]) -> None:
    WebDriverWait(browser, 10).until(holds)


@pytest.fixture(params=["with_scripts", "without_scripts"])
def browser(request: pytest.FixtureRequest) -> Chrome:
    opened: Chrome = request.getfixturevalue(request.param)
    show(opened, *DESK)
    return opened


@pytest.fixture
def typed(with_scripts: Chrome, server: str) -> Chrome:
    """The first page, with suggestions for "tra" open under the box."""
    show(with_scripts, *DESK)
    with_scripts.get(server)
    one(with_scripts, "#q").send_keys("tra")
    until(with_scripts, lambda shown: every(shown, "#suggestions li"))
    return with_scripts


def test_suggestions_are_announced_as_a_combobox_has_them(typed: Chrome) -> None:
    box, listed = one(typed, "#q"), every(typed, "#suggestions [role=option]")
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    assert one(typed, f"#{box.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    assert one(typed, ".ask [aria-live]").get_attribute("textContent") == f"{len(listed)} suggestions"
    assert all(option.text.startswith("tra") for option in listed)


def test_arrows_go_through_the_suggestions_and_back_into_the_box(typed: Chrome) -> None:
    box, listed = one(typed, "#q"), every(typed, "#suggestions li")
    box.send_keys(Keys.ARROW_DOWN)
    assert box.get_attribute("aria-activedescendant") == listed[0].get_attribute("id")
    assert listed[0].get_attribute("aria-selected") == "true"
    box.send_keys(Keys.ARROW_UP)
    assert box.get_attribute("aria-activedescendant") is None
    box.send_keys(Keys.ARROW_UP)
    assert box.get_attribute("aria-activedescendant") == listed[-1].get_attribute("id")
    assert typed.switch_to.active_element == box


def test_enter_searches_for_the_suggestion_that_is_marked(typed: Chrome) -> None:
    wanted = every(typed, "#suggestions li")[1].text
    one(typed, "#q").send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    until(typed, lambda shown: "/search?" in shown.current_url)
    assert one(typed, "#q").get_attribute("value") == wanted
    assert every(typed, ".result")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(typed: Chrome) -> None:
    box = one(typed, "#q")
    box.send_keys(Keys.ARROW_DOWN, Keys.ESCAPE)
    assert not one(typed, "#suggestions").is_displayed()
    assert box.get_attribute("aria-expanded") == "false"
    assert box.get_attribute("value") == "tra"


def test_enter_without_a_mark_searches_for_what_was_typed(typed: Chrome) -> None:
    one(typed, "#q").send_keys("de", Keys.ENTER)
    until(typed, lambda shown: "/search?" in shown.current_url)
    assert one(typed, "#q").get_attribute("value") == "trade"


def test_a_suggestion_is_taken_with_the_pointer(typed: Chrome) -> None:
    option = one(typed, "#suggestions li")
    wanted = option.text
    option.click()
    until(typed, lambda shown: "/search?" in shown.current_url)
    assert one(typed, "#q").get_attribute("value") == wanted


def test_suggestions_move_nothing(with_scripts: Chrome, server: str) -> None:
    show(with_scripts, *PHONE)
    with_scripts.get(server)
    before = one(with_scripts, ".holds").rect
    one(with_scripts, "#q").send_keys("tra")
    until(with_scripts, lambda shown: every(shown, "#suggestions li"))
    assert one(with_scripts, ".holds").rect == before
    assert with_scripts.execute_script("return document.documentElement.scrollWidth") == PHONE[0]


def test_quick_typing_asks_once(with_scripts: Chrome, server: str) -> None:
    with_scripts.get(server)
    one(with_scripts, "#q").send_keys("agreem")
    until(with_scripts, lambda shown: every(shown, "#suggestions li"))
    asked = with_scripts.execute_script(
        "return performance.getEntriesByType('resource').filter(one => one.name.includes('/suggest?')).length"
    )
    assert asked < len("agreem")


def test_without_scripts_the_box_is_a_plain_one_that_searches(without_scripts: Chrome, server: str) -> None:
    without_scripts.get(server)
    box = one(without_scripts, "#q")
    assert box.get_attribute("role") is None
    box.send_keys("trade", Keys.ENTER)
    until(without_scripts, lambda shown: every(shown, ".result"))


def test_a_link_lands_on_the_very_sentence(browser: Chrome, server: str) -> None:
    """The paragraph is longer than the window, so that its beginning is out of sight."""
    show(browser, 500, 400)
    browser.get(f'{server}/search?q="DARSH"')
    link = one(browser, ".actions a[href*='text=']").get_attribute("href") or ""
    browser.get(link)
    hit = one(browser, ".para mark")
    place = browser.execute_script("return arguments[0].getBoundingClientRect().top", hit)
    assert 0 <= place <= 400
    assert browser.execute_script("return scrollY") > 0


def test_a_citation_is_copied_with_its_italics(with_scripts: Chrome, server: str) -> None:
    show(with_scripts, *DESK)
    command(
        with_scripts,
        "Browser.grantPermissions",
        {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "origin": server},
    )
    with_scripts.get(f"{server}/search?q=DARSH")
    with_scripts.get(one(with_scripts, ".actions a[href$=citation]").get_attribute("href") or "")
    one(with_scripts, "button[data-copies=mla]").click()
    until(with_scripts, lambda shown: one(shown, "button[data-copies=mla]").text == "Copied")
    html, text = with_scripts.execute_async_script(
        "const done = arguments[0], read = async (item, type) => (await item.getType(type)).text();"
        "navigator.clipboard.read().then(async ([item]) =>"
        " done([await read(item, 'text/html'), await read(item, 'text/plain')]))"
    )
    assert text == one(with_scripts, "#mla").text
    assert "<i" in html


def test_without_scripts_citations_are_there_to_be_selected(without_scripts: Chrome, server: str) -> None:
    without_scripts.get(f"{server}/search?q=DARSH")
    without_scripts.get(one(without_scripts, ".actions a[href$=citation]").get_attribute("href") or "")
    assert len([shown for shown in every(without_scripts, ".reference") if shown.is_displayed()]) == 4
    assert not any(button.is_displayed() for button in every(without_scripts, "button.copy"))


def test_a_line_of_a_concordance_leads_to_its_very_words(browser: Chrome, server: str) -> None:
    browser.get(f'{server}/concordance?q="DARSH"')
    line = one(browser, ".lines tbody tr")
    assert "DARSH" in line.text
    show(browser, 500, 400)
    browser.get(one(line, ".hit a").get_attribute("href") or "")
    place = browser.execute_script(
        "return arguments[0].getBoundingClientRect().top", one(browser, ".para mark")
    )
    assert 0 <= place <= 400


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_a_concordance_fits_its_screen_and_stays_a_table(
    with_scripts: Chrome, server: str, width: int
) -> None:
    show(with_scripts, width, 900)
    with_scripts.get(f"{server}/concordance?q=Belarus")
    assert with_scripts.execute_script("return document.documentElement.scrollWidth") <= width
    assert with_scripts.find_element(By.CSS_SELECTOR, ".lines").aria_role == "table"
    assert with_scripts.find_element(By.CSS_SELECTOR, ".lines .hit").aria_role == "cell"


def test_facets_widen_narrow_and_are_removed_one_by_one(browser: Chrome, server: str) -> None:
    def total() -> int:
        return int(one(browser, ".count b").text.split()[0])

    def press(selector: str) -> int:
        browser.get(one(browser, selector).get_attribute("href") or "")
        return total()

    browser.get(f"{server}/search?q=Belarus")
    everything = total()
    years = "[aria-labelledby=facet-year] li"
    narrowed = press(f"{years} a:not(.on)")
    assert narrowed < everything
    assert press(f"{years} a:not(.on)") > narrowed
    assert len(every(browser, ".chosen li")) == 3  # the two, and the way out of both
    press(".chosen a")
    assert len(every(browser, ".chosen li")) == 1
    assert press(".chosen a") == everything
