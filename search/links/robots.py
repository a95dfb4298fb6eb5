"""What a site's robots.txt asks of programs (RFC 9309): which pages to leave alone, and how slowly to ask.

>>> rules = _read(b"User-agent: *\\nDisallow: /private/\\nCrawl-delay: 5")
>>> rules.can_fetch(AGENT, "https://example.org/private/a"), rules.crawl_delay(AGENT)
(False, 5)
"""

from __future__ import annotations

import re
from threading import Lock
from urllib.robotparser import RobotFileParser

from search.link_checks import LinkState
from search.links.addresses import Target
from search.links.fetching import AGENT, Allowance, Fetcher, NoAnswer

_SIZE = 500 * 1024  # bytes that RFC 9309 (2.5) asks everybody to read at least
_DELAY = re.compile(rb"^(\s*crawl-delay\s*:\s*\d+)\.\d+", re.IGNORECASE | re.MULTILINE)
_DISALLOWED = "its robots.txt asks programs not to"


class Robots:
    """The rules of all sites that were asked, each asked for once in a run; threads share it."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._sites: dict[str, RobotFileParser] = {}
        self._lock = Lock()

    def check(self, asked: Target, allowance: Allowance) -> None:
        """Raises NoAnswer where a site asks programs to leave a page alone."""
        site = f"{asked.scheme}://{asked.authority}"
        with self._lock:
            rules = self._sites.get(site)
        if rules is None:
            rules = self._ask(site, allowance)
            with self._lock:
                self._sites[site] = rules
            self._slow_down(asked.host, rules)
        if not rules.can_fetch(AGENT, asked.url):
            raise NoAnswer(LinkState.DISALLOWED, _DISALLOWED)

    def _ask(self, site: str, allowance: Allowance) -> RobotFileParser:
        """A site without such a file allows everything; one in trouble, nothing; of one that is not there,
        the page itself will tell.
        """
        try:
            answer = self._fetcher.follow("GET", f"{site}/robots.txt", allowance, size=_SIZE)[-1]
        except NoAnswer:
            return _read(b"")
        if answer.code >= 500:
            return _read(b"User-agent: *\nDisallow: /")
        return _read(answer.body if answer.code == 200 else b"")

    def _slow_down(self, host: str, rules: RobotFileParser) -> None:
        delay = rules.crawl_delay(AGENT)
        if delay is not None:
            self._fetcher.manners.slow_down(host, float(delay))


def _read(body: bytes) -> RobotFileParser:
    rules = RobotFileParser()
    whole = _DELAY.sub(rb"\1", body)  # the parser passes over a delay of "0.5"
    rules.parse(whole.decode("utf-8", "replace").splitlines())
    return rules
