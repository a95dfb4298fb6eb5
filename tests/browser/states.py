"""Every page in every state that a reader can bring it to: one list for the checks and for the pictures.

A new page, or a new state of one, is one more line here: axe, reflow, text spacing, layout shift and the
pictures then include it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

SECONDS = 10  # that a page may take, on a machine that is busy with other things


@dataclass(frozen=True, slots=True)
class State:
    """A page in a state.

    Attributes:
        name: of its test and of its picture.
        path: its URL after the site's, with the places of `find_places` in braces.
        shows: a CSS selector of what the state is about; a page that shows none of it is another page.
        act: what the reader does there with scripts, beyond following a link.
        part: where it differs from a state above it, which axe has looked at whole; all where None.
        needs_scripts: whether what it shows is a help that only scripts give.
        scrolled: whether the URL leads into the middle of the page, so that a picture begins there.
    """

    name: str
    path: str
    shows: str
    act: Callable[[Chrome], None] | None = None
    part: str | None = None
    needs_scripts: bool = False
    scrolled: bool = False

    def url(self, site: str, places: Mapping[str, str]) -> str | None:
        """Where it is on a site; None where the site's library has no such place."""
        try:
            return f"{site}/{self.path.format_map(places)}"
        except KeyError:
            return None


def reach(browser: Chrome, state: State, url: str) -> None:
    """Brings the browser there, and makes sure of it."""
    browser.get("about:blank")  # else a fragment of the page that is there already loads nothing
    browser.get(url)
    if state.act:
        state.act(browser)
    seen = "return [...document.querySelectorAll(arguments[0])].some(one => one.checkVisibility())"
    WebDriverWait(browser, SECONDS).until(
        lambda shown: shown.execute_script(seen, state.shows), f"{url} shows no {state.shows}"
    )


def open_note(browser: Chrome) -> None:
    """Presses the first mark of the page that opens its note in place."""
    marks = browser.find_elements(By.CSS_SELECTOR, "button.mark")
    mark = next(one for one in marks if one.is_displayed())
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
    mark.click()


def type_beginning(browser: Chrome) -> None:
    """Leaves three letters of what was asked in the search box, as one who is still typing."""
    box = browser.find_element(By.ID, "q")
    beginning = str(box.get_attribute("value"))[:3]
    box.clear()
    box.send_keys(beginning)


def paste_too_much(browser: Chrome) -> None:
    """Asks for more than is taken at once."""
    browser.execute_script("q.value = 'Nobody wrote of llamas. '.repeat(3000); q.form.submit()")


STATES = (
    State("home", "", ".questions a"),
    State("search-how", "search", ".hint dd"),
    State("search", "search?q={word}&per_page=5", ".result mark"),
    State(
        "search-note",
        "search?q={word}",
        ".note:popover-open",
        open_note,
        ".note:popover-open",
        scrolled=True,
    ),
    State(
        "search-suggestions",
        "search?q={word}&per_page=5",
        "[role=option]",
        type_beginning,
        part="form[role=search]",
        needs_scripts=True,
    ),
    State(
        "search-narrowed", "search?q={word}&per_page=5&status=ok&status=missing&sort=position", ".chosen a"
    ),
    State("search-values", "search?q={word}&per_page=5&all=domain", ".facets li:nth-child(9)"),
    State("search-last", "search?q={word}&per_page=5&page=2", ".paging [rel=prev]"),
    State("search-in-notes", "search?q={word}+in:notes&per_page=5", ".result .note mark, .result"),
    State("search-misspelt", "search?q={misspelt}", ".nothing li a"),
    State("search-nothing", "search?q=tractros+pelicans", ".nothing li a"),
    State("search-warning", "search?q=%22{word}", ".warning", part=".warning"),
    State("search-rtl", "search?q={rtl_word}", ".result mark"),
    State("concordance-how", "concordance", "main .quiet a"),
    State("concordance", "concordance?q={word}&per_page=10", ".lines .hit mark"),
    State("citation", "passages/{document}.p1/citation", ".reference i"),
    State("documents", "documents/", ".documents h2 a"),
    State("document", "documents/{document}", ".para mark, .para .mark"),
    State("document-note", "documents/{document}#note-3", "#note-3", part="#note-3", scrolled=True),
    State(
        "document-hits",
        "documents/{document}?q={word}&at=9#p9",
        ".walk [rel=next]",
        part=".walk, #p9",
        scrolled=True,
    ),
    State("document-rtl", "documents/{rtl}", ".para .mark"),
    State("sources", "sources/", ".sources a.source"),
    State("sources-grouped", "sources/?group=type", ".wide section h2"),
    State("sources-filtered", "sources/?q=belarus&status=repaired", ".sources a.source"),
    State("sources-none", "sources/?q=zzzz", "main p a"),
    State("source", "sources/{source}", ".uses .context"),
    State("source-gone", "sources/{gone}", ".uses .context", part=".facts"),
    State("source-seems-gone", "sources/{seems_gone}", ".uses .context", part=".facts"),
    State("source-moved", "sources/{moved}", ".uses .context", part=".facts"),
    State("cite", "cite", "textarea"),
    State("cite-note", "cite?q=note+12", ".answer"),
    State("cite-quotation", "cite?q={sentence}", ".answer .verdict"),
    State("cite-altered", "cite?q={altered}", ".answer .compared"),
    State("cite-nothing", "cite?q=zzzz", "main p a"),
    State("cite-url", "cite?q={url}", ".answer .context", part=".answer"),
    State("cite-doi", "cite?q=doi:10.1000/nobody.has.it", "main p a"),
    State("cite-title", "cite?q={title}", ".answer .context", part=".answer"),
    State("cite-paragraph", "cite?q={paragraph}", "#cited + .answer .source"),
    State("cite-too-long", "cite", "#refused", paste_too_much, needs_scripts=True),
    State("audit", "audit", ".audit h2 a"),
    State("audit-kind", "audit?kind=missing-note", ".kinds a[aria-current]", part=".kinds, .count"),
    State("audit-document", "audit?document={document}", ".findings .said"),
    State("audit-urls", "audit?document={document}&kind=repaired-url", ".findings .forms"),
    State("keys", "keys", "kbd"),
    State("api", "api/", ".operation summary"),
    State("not-found", "documents/nosuch", ".lead"),
    State("bad", "search?q=trade&page=-1", ".lead"),
)
# what a library without documents shows
EMPTY = (
    State("home-empty", "", "main.home code"),
    State("documents-empty", "documents/", "main code"),
    State("audit-empty", "audit", "main code"),
)
