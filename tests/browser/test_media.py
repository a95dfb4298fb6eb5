"""What changes with where a page is shown: on paper, where nothing may move, from right to left."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping

import pypdfium2
import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.browser.chromium import command, prefer, show

pytestmark = pytest.mark.browser


@pytest.fixture(params=["with_scripts", "without_scripts"])
def browser(request: pytest.FixtureRequest) -> Iterator[Chrome]:
    """At a desk."""
    chosen: Chrome = request.getfixturevalue(request.param)
    show(chosen, 1280, 900)
    yield chosen
    prefer(chosen)


def printed(browser: Chrome) -> str:
    """The text of the page as its print has it, read back from the PDF."""
    answer = command(browser, "Page.printToPDF", {"printBackground": False})
    with pypdfium2.PdfDocument(base64.b64decode(answer["data"])) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return run_together(text)


def run_together(text: str) -> str:
    """Without blanks and hyphens: what pdfium says of one at a line's end differs."""
    return re.sub(r"[\s\x02\ufffe\xad-]", "", text)


def addresses(browser: Chrome, selector: str) -> set[str]:
    """Those of the links, without the marks of what they are called."""
    links = browser.find_elements(By.CSS_SELECTOR, selector)
    return {link.get_dom_attribute("href") for link in links}


def direction(browser: Chrome, selector: str) -> str:
    return browser.find_element(By.CSS_SELECTOR, selector).value_of_css_property("direction")


def test_a_printed_search_has_its_passages_and_every_source_with_its_url_spelled_out(
    browser: Chrome, site: str, places: Mapping[str, str]
) -> None:
    browser.get(f"{site}/search?q={places['word']}")
    found = addresses(browser, ".result a.url")
    words = [mark.text for mark in browser.find_elements(By.CSS_SELECTOR, ".result mark")][:5]
    paper = printed(browser)
    assert len(found) > 10
    assert [address for address in found if run_together(address) not in paper] == []
    assert all(word in paper for word in words)


def test_a_printed_document_has_every_note_with_its_url_spelled_out(
    browser: Chrome, site: str, places: Mapping[str, str]
) -> None:
    browser.get(f"{site}/documents/{places['document']}")
    found = addresses(browser, ".note a.url")
    paper = printed(browser)
    assert len(found) > 10
    assert [address for address in found if run_together(address) not in paper] == []


def test_a_printed_source_has_its_places_and_no_controls(
    browser: Chrome, site: str, places: Mapping[str, str]
) -> None:
    browser.get(f"{site}/sources/{places['source']}")
    title = browser.find_element(By.TAG_NAME, "h1").text
    paper = printed(browser)
    assert run_together(title) in paper
    assert "Keyboard" not in paper
    assert "Darkpage" not in paper


def test_a_reader_who_wants_nothing_to_move_sees_nothing_move(
    browser: Chrome, site: str, places: Mapping[str, str]
) -> None:
    prefer(browser, motion=False)
    for path in ("", f"search?q={places['word']}", f"documents/{places['rtl']}"):
        browser.get(f"{site}/{path}")
        moving = browser.execute_script(
            "return [...document.querySelectorAll('*')].map((one) => [one, getComputedStyle(one)])"
            ".filter(([one, style]) => style.transitionDuration !== '0s' || style.animationName !== 'none'"
            " || style.scrollBehavior !== 'auto').map(([one]) => one.outerHTML.slice(0, 200))"
        )
        assert moving == []


def test_a_document_from_right_to_left_is_set_so_from_its_title_to_its_notes(
    browser: Chrome, site: str, places: Mapping[str, str]
) -> None:
    browser.get(f"{site}/documents/{places['rtl']}")
    for selector in (".text h1", ".text h2", ".para > p", ".note-text"):
        assert direction(browser, selector) == "rtl", selector
    assert direction(browser, ".note .state") == "ltr"


def test_a_passage_from_right_to_left_is_set_so_among_others(
    browser: Chrome, site: str, places: Mapping[str, str]
) -> None:
    browser.get(f"{site}/search?q={places['rtl_word']}")
    assert direction(browser, ".result .passage > p") == "rtl"
    assert direction(browser, ".result .state") == "ltr"
    assert browser.find_element(By.CSS_SELECTOR, ".result mark").is_displayed()
