"""What a reader does, in headless Chromium: search, open a note, follow it to its source, and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.chromium import command, show

pytestmark = pytest.mark.browser

DESK, PHONE = (1280, 900), (390, 844)


@pytest.fixture(params=["with_scripts", "without_scripts"])
def browser(request: pytest.FixtureRequest) -> Iterator[Chrome]:
    """At a desk, by day; afterwards no page has asked another host or broken its own rules."""
    yield from _watched(request.getfixturevalue(request.param))


@pytest.fixture
def scripted(with_scripts: Chrome) -> Iterator[Chrome]:
    yield from _watched(with_scripts)


def _watched(browser: Chrome) -> Iterator[Chrome]:
    for log in ("performance", "browser"):
        _log(browser, log)
    show(browser, *DESK)
    yield browser
    asked = [message["params"]["request"]["url"] for message in _network(browser)]
    assert {urlsplit(url).hostname for url in asked if url.startswith("http")} <= {"127.0.0.1"}
    assert not [entry for entry in _log(browser, "browser") if entry["level"] == "SEVERE"]


def _log(browser: Chrome, name: str) -> list[dict[str, Any]]:
    """What was logged since it was last asked for."""
    entries: list[dict[str, Any]] = browser.get_log(name)  # type: ignore[no-untyped-call]
    return entries


def _network(browser: Chrome) -> list[dict[str, Any]]:
    messages = [json.loads(entry["message"])["message"] for entry in _log(browser, "performance")]
    return [message for message in messages if message["method"] == "Network.requestWillBeSent"]


def one(browser: Chrome | WebElement, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def every(browser: Chrome | WebElement, selector: str) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, selector)


def is_visible(element: WebElement) -> bool:
    """What the driver's own judgement gets wrong inside a folded element whose content is shown."""
    visible: bool = element.parent.execute_script("return arguments[0].checkVisibility()", element)
    return visible


def search(browser: Chrome, server: str, text: str) -> None:
    browser.get(server)
    one(browser, "#q").send_keys(text, Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda shown: every(shown, "[role=status]"))


def follow(browser: Chrome, link: WebElement) -> None:
    """Clicks a link, and waits until the page is another."""
    page = one(browser, "html")
    link.click()
    WebDriverWait(browser, 10).until(lambda shown: one(shown, "html") != page)


def focused(browser: Chrome) -> WebElement:
    return browser.switch_to.active_element


def press(browser: Chrome, *keys: str) -> None:
    focused(browser).send_keys(*keys)


def every_page(browser: Chrome, server: str) -> list[str]:
    browser.get(f"{server}/sources/")
    source = one(browser, ".sources a.source").get_attribute("href") or ""
    browser.get(f"{server}/documents/")
    document = one(browser, ".documents h2 a").get_attribute("href") or ""
    paths = (
        "",
        "search",
        "search?q=Belarus",
        "search?q=status:missing",
        "search?q=tractros+pelicans",
        "documents/",
        "sources/",
        "sources/?group=status",
        "cite",
        "cite?q=note+12",
        "audit",
        "nosuch",
    )
    return [source, document, f"{document}?q=Belarus&at=9#p9", *(f"{server}/{path}" for path in paths)]


def test_from_a_search_to_a_note_to_its_source_and_back_to_the_passage(browser: Chrome, server: str) -> None:
    search(browser, server, "DARSH")
    passage = one(browser, ".result")
    mark = one(passage, "button.mark")
    note = one(browser, f'[id="{mark.get_attribute("popovertarget")}"]')
    assert not note.is_displayed()
    mark.click()
    assert note.is_displayed()
    assert "URL rebuilt from a broken line" in note.text
    assert one(note, "a.url").text.startswith("https://www.belta.by/economics/view/mtz-")
    title = one(note, "a.source").text
    follow(browser, one(note, "a.source"))
    assert one(browser, "h1").text == title
    follow(browser, one(browser, ".uses .where a"))
    assert "DARSH" in one(browser, ".para:has(:target)").text


def test_on_a_wide_screen_notes_stand_beside_the_text_level_with_their_marks(
    browser: Chrome, server: str
) -> None:
    browser.get(every_page(browser, server)[1])
    for label in ("1", "3", "5"):  # the first of their paragraphs: no earlier note is in their way
        mark, note = one(browser, f'.mark[href="#note-{label}"]'), one(browser, f"#note-{label}")
        assert note.rect["x"] > one(browser, ".para > p").rect["x"] + one(browser, ".para > p").rect["width"]
        assert abs(note.rect["y"] - mark.rect["y"]) < 30


def test_no_two_notes_beside_the_text_overlap(browser: Chrome, server: str) -> None:
    browser.get(every_page(browser, server)[1])
    boxes = [note.rect for note in every(browser, ".note.side")[:60]]
    assert all(above["y"] + above["height"] <= below["y"] + 1 for above, below in pairwise(boxes))


def test_on_a_phone_a_note_opens_in_place_and_leads_back_to_its_mark(browser: Chrome, server: str) -> None:
    document = every_page(browser, server)[1]
    show(browser, *PHONE)
    browser.get(document)
    note = one(browser, "#note-3")
    assert not note.is_displayed()
    mark = one(browser, 'button.mark[popovertarget="note-3"]')
    mark.click()
    assert note.is_displayed()
    one(note, ".backs a").click()
    place = mark.find_element(By.XPATH, "..").get_attribute("id")
    assert urlsplit(browser.current_url).fragment == place
    browser.get(f"{document}#note-3")
    assert one(browser, "#note-3").is_displayed()


def test_by_keyboard_alone(scripted: Chrome, server: str) -> None:
    scripted.get(server)
    press(scripted, Keys.TAB)
    assert focused(scripted).text == "Skip to the text"
    press(scripted, Keys.ENTER)
    press(scripted, Keys.TAB)
    assert focused(scripted).get_attribute("id") == "q"
    focused(scripted).send_keys("DARSH", Keys.ENTER)
    WebDriverWait(scripted, 10).until(lambda shown: every(shown, ".result"))
    for _ in range(60):
        press(scripted, Keys.TAB)
        if focused(scripted).get_attribute("class") == "mark":
            break
    mark = focused(scripted)
    note = one(scripted, f'[id="{mark.get_attribute("popovertarget")}"]')
    mark.send_keys(Keys.ENTER)
    assert note.is_displayed()
    press(scripted, Keys.TAB)
    assert focused(scripted).get_attribute("class") == "source"
    press(scripted, Keys.ESCAPE)
    assert not note.is_displayed()
    assert focused(scripted) == mark


def test_what_has_the_focus_is_outlined_and_never_under_the_bar(scripted: Chrome, server: str) -> None:
    scripted.get(f"{every_page(scripted, server)[1]}?q=Belarus")
    show(scripted, 900, 500)
    bar = one(scripted, ".walk")
    for _ in range(40):
        press(scripted, Keys.TAB)
        box = scripted.execute_script(
            "const box = document.activeElement.getBoundingClientRect();"
            "const style = getComputedStyle(document.activeElement);"
            "return [box.bottom, style.outlineStyle, document.activeElement.closest('.walk') !== null]"
        )
        top = scripted.execute_script("return arguments[0].getBoundingClientRect().top", bar)
        assert box[1] != "none"
        assert box[2] or box[0] <= top + 1


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_scrolls_sideways_on_a_phone(scripted: Chrome, server: str, width: int) -> None:
    pages = every_page(scripted, server)
    show(scripted, width, 800)
    for url in pages:
        scripted.get(url)
        assert scripted.execute_script("return document.documentElement.scrollWidth") <= width, url
    _log(scripted, "browser")  # the page that is not there is an error in the console


def test_what_is_pressed_is_at_least_24_pixels_high_or_stands_in_a_line_of_text(
    scripted: Chrome, server: str
) -> None:
    for url in every_page(scripted, server)[:-1]:
        scripted.get(url)
        small = scripted.execute_script(
            "return [...document.querySelectorAll('button, select, input, nav a, .actions a, .backs a')]"
            ".filter(one => one.checkVisibility() && !one.matches('.mark'))"
            ".map(one => [one.getBoundingClientRect(), one])"
            ".filter(([box]) => box.height < 24 || box.width < 24).map(([box, one]) => one.outerHTML)"
        )
        assert small == [], url


def test_the_system_s_dark_scheme_is_followed(browser: Chrome, server: str) -> None:
    def paper() -> str:
        return one(browser, "body").value_of_css_property("background-color")

    browser.get(server)
    light = paper()
    show(browser, *DESK, "dark")
    browser.get(server)
    assert light == "rgba(251, 248, 242, 1)"
    assert paper() == "rgba(25, 23, 20, 1)"


def test_the_switch_of_schemes_stays_and_without_scripts_is_not_there(
    scripted: Chrome, without_scripts: Chrome, server: str
) -> None:
    scripted.get(server)
    one(scripted, "button.scheme").click()
    scripted.get(f"{server}/sources/")
    assert one(scripted, "body").value_of_css_property("background-color") == "rgba(25, 23, 20, 1)"
    one(scripted, "button.scheme").click()
    assert one(scripted, "body").value_of_css_property("background-color") == "rgba(251, 248, 242, 1)"
    without_scripts.get(server)
    assert not one(without_scripts, "button.scheme").is_displayed()


def test_facets_are_open_at_a_desk_and_folded_on_a_phone(browser: Chrome, server: str) -> None:
    browser.get(f"{server}/search?q=Belarus")
    assert is_visible(one(browser, ".facets li a"))
    show(browser, *PHONE)
    assert not is_visible(one(browser, ".facets li a"))
    one(browser, ".facets summary").click()
    follow(browser, one(browser, ".facets li a"))
    assert every(browser, ".chosen a")


def test_sources_are_filtered_as_one_types_at_the_url_that_a_form_would_ask(
    scripted: Chrome, server: str
) -> None:
    scripted.get(f"{server}/sources/?sort=title")
    one(scripted, "#q").send_keys("iran")
    WebDriverWait(scripted, 10).until(lambda shown: "q=iran" in shown.current_url)
    assert "sort=title" in scripted.current_url
    assert focused(scripted).get_attribute("id") == "q"
    shown = [line.text for line in every(scripted, ".sources .source")]
    assert one(scripted, "#count b").text == f"{len(shown)} sources"
    scripted.refresh()
    assert [line.text for line in every(scripted, ".sources .source")] == shown


def test_sources_are_filtered_without_scripts(without_scripts: Chrome, server: str) -> None:
    without_scripts.get(f"{server}/sources/")
    one(without_scripts, "#q").send_keys("mongolia")
    follow(without_scripts, one(without_scripts, ".filter button"))
    found = [line.text.lower() for line in every(without_scripts, ".sources .source")]
    assert found
    assert all("mongolia" in line for line in found)


def test_print_shows_every_note_in_full_and_no_controls(scripted: Chrome, server: str) -> None:
    scripted.get(f"{server}/search?q=Belarus")
    command(scripted, "Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert all(note.is_displayed() for note in every(scripted, ".note"))
        assert not [one for one in every(scripted, "form, nav, .actions") if one.is_displayed()]
    finally:
        command(scripted, "Emulation.setEmulatedMedia", {"media": ""})
