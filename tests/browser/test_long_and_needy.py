"""Long documents, documents from right to left, and what an editor must look at, in headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from search.library import Library
from search.settings import Settings
from tests.browser.axe import COLOURS, violations
from tests.browser.chromium import show
from tests.browser.serving import DOCUMENTS, served

pytestmark = pytest.mark.browser

DESK, PHONE = (1280, 900), (390, 844)
BOOK = "Smith, John. *Annals of the Harbour*. London: Example Press, 1990."


def chronicle() -> str:
    """Ten years of forty ships each: every ship is vouched for by one book."""
    lines = ["# A chronicle of ships", ""]
    for year in range(1, 11):
        lines += [f"## Year {year}", ""]
        for ship in range(1, 41):
            lines += [f"In year {year} the ship number {ship} came in from the east with salt.[^{year}]", ""]
    return "\n".join([*lines, *(f"[^{year}]: {BOOK[:-1]}, p. {year}.\n" for year in range(1, 11))])


def crowded() -> str:
    """One paragraph that calls forty notes."""
    marks = " ".join(f"and a cargo of grain[^{n}]" for n in range(1, 41))
    notes = [
        f"[^{n}]: Brown, Ann. *Cargo {n}: A Tale of Grain and Salt on the Eastern Coast*. 1999.\n"
        for n in range(1, 41)
    ]
    return "\n".join(["# A crowded page", "", f"There came salt {marks}.", "", *notes])


def twins() -> str:
    """Sixty days, each of which ends with the same sentence; two say nothing else."""
    said = "The carters of the old town paid the toll at the bridge and went home."
    days = [
        f"On day {day} the wind came from the {'north' if day % 2 else 'south'}. {said}"
        for day in range(1, 59)
    ]
    return "\n\n".join(["# The toll", *days, said, "Nobody knows why they did.", said])


NEEDY = """# Two books of one name

The first says one thing.[^1] The second another.[^2] Which is meant?[^3] And one was lost.[^9]

[^1]: Smith, John. *Harbours of the East*. London: Example Press, 1990. ISBN 978-0-306-40615-7.

[^2]: Smith, John. *Harbours of the East*. London: Example Press, 1990. ISBN 978-3-16-148410-0.

[^3]: Smith, op. cit., p. 12.

[^7]: Jones, A. *Nobody calls this*. Leeds, 2001.
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("books")
    texts = {"chronicle": chronicle(), "crowded": crowded(), "needy": NEEDY, "twins": twins()}
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    settings = Settings(f"sqlite:///{folder}/catalogue.db", "memory:")
    with Library.open(settings) as library:
        report = library.index([*(folder / f"{name}.md" for name in texts), DOCUMENTS])
        assert not report.failed
    with served(settings) as address:
        yield address


@pytest.fixture(params=["with_scripts", "without_scripts"])
def browser(request: pytest.FixtureRequest) -> Chrome:
    found: Chrome = request.getfixturevalue(request.param)
    show(found, *DESK)
    return found


@pytest.fixture
def scripted(with_scripts: Chrome) -> Chrome:
    show(with_scripts, *DESK)
    return with_scripts


def one(browser: Chrome | WebElement, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def every(browser: Chrome | WebElement, selector: str) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, selector)


def follow(browser: Chrome, link: WebElement) -> None:
    """Clicks a link, and waits until the page is another."""
    page = one(browser, "html")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    link.click()
    WebDriverWait(browser, 10).until(lambda shown: one(shown, "html") != page)


@pytest.mark.parametrize(
    "path",
    [
        "documents/chronicle?q=%22number+33%22&at=193#p193",
        "documents/chronicle?view=whole",
        "documents/crowded",
        "search?q=grain",
        "concordance?q=%22went+home%22",
        "audit?document=needy",
        "sources/",
    ],
)
def test_axe_finds_nothing_in_what_is_long_or_needs_an_editor(
    scripted: Chrome, books: str, path: str
) -> None:
    scripted.set_script_timeout(120)
    scripted.get(f"{books}/{path}")
    for scheme in ("light", "dark", "forced"):
        show(scripted, *DESK, scheme)
        assert violations(scripted, None, () if scheme == "light" else COLOURS) == [], scheme


# --- long documents ---


def test_a_long_document_is_read_part_by_part_and_the_whole_is_one_link_away(
    browser: Chrome, books: str
) -> None:
    browser.get(f"{books}/documents/chronicle")
    assert one(browser, ".leaves span").text == "Part 1 of 2"
    first = len(every(browser, ".para"))
    follow(browser, one(browser, ".leaves [rel=next]"))
    assert first + len(every(browser, ".para")) == 400
    follow(browser, one(browser, ".leaves a:last-child"))
    assert len(every(browser, ".para")) == 400


def test_a_result_deep_in_a_long_document_leads_to_its_paragraph_with_the_hit_kept(
    browser: Chrome, books: str
) -> None:
    browser.get(f"{books}/search?q=%22year+10%22+%22number+33%22")
    follow(browser, one(browser, ".result h3 a"))
    assert "In year 10 the ship number 33" in one(browser, ".para:target").text
    assert every(browser, ".para:target mark")
    assert one(browser, ".walk p").text.startswith("1 of 1 passage")


def test_the_outline_leads_to_every_part_and_keeps_the_hits(browser: Chrome, books: str) -> None:
    browser.get(f"{books}/documents/chronicle?q=%22number+33%22")
    last = every(browser, ".outline a")[-1]
    assert last.get_attribute("textContent") == "Year 10"
    browser.get(last.get_attribute("href") or "")
    assert one(browser, "section:target h3").text == "Year 10"
    assert every(browser, "mark")


def test_from_hit_to_hit_one_walks_into_the_next_part(browser: Chrome, books: str) -> None:
    browser.get(f"{books}/documents/chronicle?q=%22number+33%22&at=193#p193")
    assert one(browser, ".walk p").text.startswith("5 of 10 passages")
    follow(browser, one(browser, ".walk [rel=next]"))
    assert "In year 6" in one(browser, ".para:target").text


def test_a_link_that_names_only_a_paragraph_finds_its_part(scripted: Chrome, books: str) -> None:
    scripted.get(f"{books}/documents/chronicle#p380")
    WebDriverWait(scripted, 10).until(lambda shown: every(shown, ".para:target"))
    assert "In year 10" in one(scripted, ".para:target").text
    scripted.get(f"{books}/documents/chronicle#nothing-of-the-kind")
    assert every(scripted, ".para")


@pytest.mark.parametrize("day", [2, 9, 40, 58])
def test_of_sentences_that_are_alike_a_link_lands_on_its_own(scripted: Chrome, books: str, day: int) -> None:
    show(scripted, 900, 300)
    scripted.get(f"{books}/search?q=%22day+{day}+the+wind%22")
    passage = one(scripted, ".result")
    lands(scripted, one(passage, ".actions a:last-child"), f"On day {day} ")
    scripted.get(f"{books}/concordance?q=%22went+home%22&per_page=60&sort=position&document=twins")
    lands(scripted, every(scripted, ".lines .hit a")[day - 1], f"On day {day} ")


def test_a_sentence_that_nothing_tells_from_another_is_reached_by_its_paragraph(
    scripted: Chrome, books: str
) -> None:
    show(scripted, 900, 300)
    scripted.get(f"{books}/search?q=%22toll+at+the+bridge%22&sort=position&page=3&document=twins")
    link = every(scripted, ".actions a:last-child")[-1]
    assert link.text == "Link to paragraph"
    assert (link.get_attribute("href") or "").endswith("#p61")


def lands(browser: Chrome, link: WebElement, beginning: str) -> None:
    """Goes where a link leads, and sees the paragraph in the window that begins so."""
    browser.get("about:blank" if not (href := link.get_attribute("href")) else href)
    top = browser.execute_script(
        "return [...document.querySelectorAll('.para')].find((one) => one.innerText.includes(arguments[0]))"
        ".getBoundingClientRect().top",
        beginning,
    )
    assert -20 <= top <= 300


def test_an_address_with_words_that_a_browser_does_not_know_leads_to_the_paragraph(
    scripted: Chrome, books: str
) -> None:
    scripted.get(f"{books}/documents/chronicle#p380%3A~%3Atext=salt")
    WebDriverWait(scripted, 10).until(lambda shown: every(shown, ".para:target"))
    assert one(scripted, ".para:target").get_attribute("id") == "p380"


def test_a_note_called_in_many_places_leads_back_to_each(browser: Chrome, books: str) -> None:
    browser.get(f"{books}/documents/chronicle?at=note-10#note-10")
    backs = every(browser, "#note-10 .backs a")
    assert len(backs) == 40
    assert backs[7].get_attribute("aria-label") == "Back to the mark, 8 of 40"


def test_the_outline_shows_the_section_one_is_in(scripted: Chrome, books: str) -> None:
    scripted.get(f"{books}/documents/chronicle?view=whole#p390")
    inside = (
        "const box = document.querySelector('.outline').getBoundingClientRect();"
        "const line = document.querySelector('.outline [aria-current]').getBoundingClientRect();"
        "return line.top >= box.top - 1 && line.bottom <= box.bottom + 1"
    )
    WebDriverWait(scripted, 10).until(
        lambda shown: (
            [link.get_attribute("textContent") for link in every(shown, ".outline [aria-current]")]
            == ["Year 10"]
        )
    )
    show(scripted, 1280, 420)  # a low window: the outline is taller
    scripted.execute_script("document.getElementById('p2').scrollIntoView()")
    scripted.execute_script("document.getElementById('p390').scrollIntoView()")
    WebDriverWait(scripted, 10).until(lambda shown: shown.execute_script(inside))


def test_what_rests_on_a_much_cited_source_comes_in_pages(browser: Chrome, books: str) -> None:
    browser.get(f"{books}/sources/?q=annals")
    follow(browser, one(browser, ".sources a.source"))
    assert one(browser, "#rests").text == "What rests on it: 400 passages, 50 on this page"
    first = one(browser, ".uses .context").text
    follow(browser, one(browser, ".paging [rel=next]"))
    assert one(browser, ".uses .context").text != first


# --- many notes, and writing from the right ---


def test_forty_notes_of_one_paragraph_stand_one_below_the_other(browser: Chrome, books: str) -> None:
    browser.get(f"{books}/documents/crowded")
    boxes = [note.rect for note in every(browser, ".note.side")]
    assert len(boxes) == 40
    assert all(above["y"] + above["height"] <= below["y"] + 1 for above, below in pairwise(boxes))
    line, last = one(browser, ".para > p").rect, boxes[-1]
    assert line["width"] >= 540  # a document without an outline has lines as long as any other
    assert one(browser, "main").rect["y"] + one(browser, "main").rect["height"] >= last["y"] + last["height"]


@pytest.mark.parametrize("name", ["caravans", "markets"])
def test_a_document_from_right_to_left_is_set_from_the_right(browser: Chrome, books: str, name: str) -> None:
    browser.get(f"{books}/documents/")
    path = next(
        link.get_attribute("href") or ""
        for link in every(browser, ".documents h2 a")
        if name in (link.get_attribute("href") or "")
    )
    browser.get(path)
    text, line = one(browser, ".text"), one(browser, ".para > p").rect
    assert text.value_of_css_property("direction") == "rtl"
    assert one(browser, "h1").rect["x"] >= line["x"] - 1
    for note in every(browser, ".note.side"):
        assert note.rect["x"] + note.rect["width"] <= line["x"]
    for outline in every(browser, ".outline"):
        assert outline.rect["x"] >= line["x"] + line["width"]
    show(browser, *PHONE)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= PHONE[0]


# --- what an editor must look at ---


def test_from_the_audit_of_all_to_a_finding_to_its_place(browser: Chrome, books: str) -> None:
    browser.get(f"{books}/audit")
    assert one(browser, ".audit h2").text == "Two books of one name"  # the neediest comes first
    follow(
        browser,
        next(link for link in every(browser, ".audit .tallies a") if link.text == "Notes that are missing"),
    )
    assert [line.text for line in every(browser, ".findings .said")] == [
        "Note 9 is missing from the document."
    ]
    follow(browser, one(browser, ".findings .where a"))
    assert "And one was lost" in one(browser, ".para:target").text


def test_sources_that_look_alike_stand_side_by_side_with_what_differs(browser: Chrome, books: str) -> None:
    browser.get(f"{books}/audit?document=needy&kind=conflicting-sources")
    [row] = every(browser, ".conflict .differs")
    assert row.text.split() == ["ISBN", "9780306406157", "9783161484100", "differs"]
    assert len(every(browser, ".conflict thead a")) == 2


def test_a_short_form_offers_its_candidates_as_links(browser: Chrome, books: str) -> None:
    browser.get(f"{books}/audit?document=needy&kind=ambiguous-short-form")
    links = every(browser, ".findings li > p:not(.where) a")
    assert {link.text for link in links} == {"note 1", "note 2"}
    follow(browser, links[0])
    assert one(browser, ".note:target").is_displayed()


def test_an_audit_is_taken_along_as_a_table_and_as_json(browser: Chrome, books: str) -> None:
    browser.get(f"{books}/audit?document=needy&kind=orphan-note")
    links = {link.text: link.get_attribute("href") for link in every(browser, ".exports a")}
    assert links == {
        "CSV": f"{books}/api/v1/audit?document=needy&kind=orphan-note&format=csv",
        "JSON": f"{books}/api/v1/audit?document=needy&kind=orphan-note",
    }


def test_the_audit_fits_a_phone(scripted: Chrome, books: str) -> None:
    show(scripted, *PHONE)
    for path in ("audit", "audit?document=needy", "documents/chronicle", "documents/crowded"):
        scripted.get(f"{books}/{path}")
        assert scripted.execute_script("return document.documentElement.scrollWidth") <= PHONE[0], path
