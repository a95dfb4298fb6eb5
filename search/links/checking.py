"""One URL checked: its head, then the page itself where that tells more, then a made-up address beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Lock
from urllib.parse import urlsplit

from search.link_checks import LinkCheck, LinkState
from search.links.fetching import Allowance, Answer, Fetcher, NoAnswer
from search.links.judging import Page, is_alike, neighbours, read_page, state_of, why_gone
from search.links.robots import Robots

_PAGE_SIZE = 256 * 1024  # bytes of a page that are read
_PATIENCE = 60.0  # seconds that a host may be waited for that asks us to
_HTML = ("text/html", "application/xhtml+xml")
_MADE_UP = "the site answers any address in the same words"


def now() -> str:
    """This moment as `LinkCheck` has it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Checker:
    """Checks URLs one by one; threads share it."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._robots = Robots(fetcher)
        self._honest: set[tuple[str, str]] = set()  # sites, by part, that say so of a page that is not there
        self._lock = Lock()

    def check(self, url: str, title: str = "") -> LinkCheck:
        """What became of a URL; `title` is that of the work that should be there.

        Raises:
            NoAnswer: where this machine may be without a network.
            OutOfTime: the run has ended.
        """
        allowance = Allowance()
        try:
            return self._judge(url, self._ask(url, allowance), title, allowance)
        except NoAnswer as error:
            if error.is_ours:
                raise
            return LinkCheck(url, error.state, now(), reason=str(error))

    def _ask(self, url: str, allowance: Allowance) -> list[Answer]:
        """The answers to the head alone, if they will do; many hosts answer it wrongly, or not at all."""
        try:
            answers = self._follow("HEAD", url, allowance)
        except NoAnswer as error:
            if error.state is not LinkState.FAILING:
                raise
            return self._page(url, allowance)
        last = answers[-1]
        is_told = state_of(last.code) is LinkState.ANSWERED and last.media_type not in _HTML
        return answers if is_told or self._fetcher.heed(last) > _PATIENCE else self._page(url, allowance)

    def _page(self, url: str, allowance: Allowance) -> list[Answer]:
        """The page, asked for a second time where its host wants us to wait a little."""
        answers = self._follow("GET", url, allowance)
        return (
            self._follow("GET", url, allowance)
            if 0 < self._fetcher.heed(answers[-1]) <= _PATIENCE
            else answers
        )

    def _follow(self, method: str, url: str, allowance: Allowance) -> list[Answer]:
        size = _PAGE_SIZE if method == "GET" else 0
        return self._fetcher.follow(method, url, allowance, size=size, allows=self._robots.check)

    def _judge(self, url: str, answers: list[Answer], title: str, allowance: Allowance) -> LinkCheck:
        first, last = answers[0], answers[-1]
        state, reason = state_of(last.code), None
        if state is LinkState.ANSWERED and last.media_type in _HTML and last.body:
            page = read_page(last.url, last.body)
            reason = why_gone(first.url, page, title) or self._why_alike(first.url, page, allowance)
            state = LinkState.SEEMS_GONE if reason else state
        return LinkCheck(url, state, now(), last.code, last.url if last.url != first.url else None, reason)

    def _why_alike(self, url: str, page: Page, allowance: Allowance) -> str | None:
        """Both made-up addresses must be answered alike: many sites look at half of an address only."""
        part = (urlsplit(url).netloc, urlsplit(url).path.strip("/").partition("/")[0])
        made_up = neighbours(url)
        if page.is_bare or not made_up or part in self._honest:
            return None
        for neighbour in made_up:
            try:
                answer = self._follow("GET", neighbour, allowance)[-1]
            except NoAnswer:
                return None
            if state_of(answer.code) is not LinkState.ANSWERED:
                with self._lock:
                    self._honest.add(part)
                return None
            if not is_alike(page, read_page(answer.url, answer.body)):
                return None
        return _MADE_UP
