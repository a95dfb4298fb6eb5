"""What an answer makes of a link: there, or gone; and what betrays a host that never says "not found".

Such a "soft 404" is betrayed by its title, by a redirect from deep inside the site to its front, or by a
made-up address beside it that is answered in the same words.

    >>> says_not_found("404 - Seite nicht gefunden | Anzeiger"), says_not_found("Route 404: a history")
    (True, False)
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from posixpath import splitext
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.dammit import UnicodeDammit

from search.analysis import tokens
from search.link_checks import LinkState

_WORDS_COMPARED = 600
_FEW_WORDS = 25  # a page with fewer is made by scripts, and says nothing of itself
_ALIKE = 0.9  # of the words of two pages; the rest is the date, the address, an advertisement
_NOT_FOUND = re.compile(
    r"^\W*(?:error|fehler|erreur|ошибка|błąd|http)?\W*(?:404|410)\b(?!\s*(?:\w+\s+){4,})"
    r"|\b(?:error|http|fehler|erreur|ошибка|błąd|hata)\W{0,3}(?:404|410)\b"
    r"|\b(?:page|file|article|document|content|resource|url|site)\s+(?:was\s+|is\s+|could\s+|can)?(?:not|n't)"
    r"\s+(?:be\s+)?(?:found|available)\b"
    r"|^\W*not\s+found\b|\bno\s+longer\s+(?:available|exists?|here)\b|\bdoes(?:\s+not|n['’]t)\s+exist\b"
    r"|\bcan(?:not|['’]t)\s+(?:be\s+)?f(?:ind|ound)\b.{0,20}\bpage\b|\bpage\s+can(?:not|['’]t)\s+be\s+found\b"
    r"|\bnicht\s+(?:mehr\s+)?(?:gefunden|verfügbar|vorhanden)\b|\bintrouvable\b|\bnon\s+trouvée?\b"
    r"|\bno\s+(?:se\s+ha\s+)?encontrad[ao]\b|\bno\s+existe\b|\bnon\s+trovat[ao]\b|\bnão\s+encontrad[ao]\b"
    r"|\bне\s+най?де?н[ао]?\b|\bне\s+существует\b|\bне\s+знайден[оа]?\b|\bне\s+знойдзен[аы]?\b"
    r"|\bnie\s+(?:znalezion|odnalezion|istniej)\w*|\bnenalezen\w*|\bnebyla?\s+nalezen\w*|\bbulunamadı\b"
    r"|\bniet\s+gevonden\b|\b(?:kunde\s+inte\s+hittas|hittades\s+inte)\b|見つかりません|未找到|找不到|不存在"
    r"|찾을\s*수\s*없|לא\s+נמצא|غير\s+موجود",
    re.IGNORECASE,
)
_FOR_SALE = re.compile(
    r"\bdomain(?:\s+name)?\s+(?:is\s+|may\s+be\s+)?(?:for\s+sale|parked|expired)\b|\bparked\s+domain\b"
    r"|\bbuy\s+this\s+domain\b",
    re.IGNORECASE,
)
_XML = re.compile(r"<\?xml[^>]*>", re.IGNORECASE)
_FRONT = re.compile(r"/?(?:(?:index|default|home|main)(?:\.\w{2,5})?)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"/[a-z]{2}(?:-[a-z]{2})?/?", re.IGNORECASE)
_ERROR_PAGE = re.compile(r"/(?:error|404|not[-_]?found|page[-_]?not[-_]?found)(?:[/._-]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says: where it is in the end, its title and first heading, and the words to be seen."""

    url: str
    title: str
    words: frozenset[str]

    @property
    def is_bare(self) -> bool:
        """Whether there is too little on it to tell it from another."""
        return len(self.words) < _FEW_WORDS


def read_page(url: str, body: bytes) -> Page:
    """A page out of the bytes that came."""
    text = UnicodeDammit(body, is_html=True).unicode_markup or ""
    soup = BeautifulSoup(_XML.sub("", text) + "<!-- -->", "lxml")  # else it takes some for XML, or an address
    for unseen in soup(["script", "style", "noscript", "template"]):
        unseen.decompose()
    named = [tag.get_text(" ", strip=True) for tag in (soup.title, soup.h1) if tag]
    text = soup.body.get_text(" ", strip=True) if soup.body else ""
    words = list(dict.fromkeys(token.word for token in tokens(text[: 20 * _WORDS_COMPARED])))
    return Page(url, " | ".join(named)[:500], frozenset(words[:_WORDS_COMPARED]))


def state_of(code: int) -> LinkState:
    """What an HTTP status says of a link.

    >>> state_of(200), state_of(410), state_of(403), state_of(503)
    (<LinkState.ANSWERED: 'answered'>, <LinkState.GONE: 'gone'>, <LinkState.DENIED: 'denied'>, \
<LinkState.FAILING: 'failing'>)
    """
    if code in (404, 410):
        return LinkState.GONE
    if 200 <= code < 300:
        return LinkState.ANSWERED
    return LinkState.DENIED if 400 <= code < 500 else LinkState.FAILING


def says_not_found(title: str, wanted: str = "") -> bool:
    """Whether a title says that the page is not there; `wanted` is the title of the work that should be."""
    return bool(_NOT_FOUND.search(title)) and not _NOT_FOUND.search(wanted)


def leads_to_the_front(asked: str, final: str) -> bool:
    """Whether somebody who asked for a page deep inside was sent to the front of a site.

    >>> leads_to_the_front("https://a.org/2018/report.pdf", "https://www.a.org/")
    True
    >>> leads_to_the_front("https://a.org/index.html", "https://www.a.org/en/")
    False
    """
    before, after = urlsplit(asked), urlsplit(final)
    was_front = _is_front(before.path) and not before.query
    return not was_front and _is_front(after.path) and not after.query


def why_gone(asked: str, page: Page, wanted: str = "") -> str | None:
    """What betrays that a page that was answered is not the one asked for; None where nothing does."""
    if page.url != asked and _ERROR_PAGE.search(urlsplit(page.url).path):
        return "it is redirected to a page for errors"
    if says_not_found(page.title, wanted):
        return "the page says that it was not found"
    if _FOR_SALE.search(page.title) and not _FOR_SALE.search(wanted):
        return "its domain is for sale"
    if page.url != asked and leads_to_the_front(asked, page.url):
        return "it is redirected to the front page"
    return None


def neighbours(url: str) -> list[str]:
    """Addresses beside one and beside its folder that nobody can have made; none beside a front page.

    >>> [len(urlsplit(made_up).path.split("/")) for made_up in neighbours("https://a.org/news/2018/a.html")]
    [4, 4]
    """
    parts = urlsplit(url)
    names = parts.path.strip("/").split("/")
    if not names[0]:
        return []
    ending = splitext(names[-1])[1]
    slash = "/" if parts.path.endswith("/") else ""
    made_up = [[*names[:-1], _nobodys() + ending]]
    if len(names) > 1:
        made_up.append([*names[:-2], _nobodys(), _nobodys() + ending])
    return [f"{parts.scheme}://{parts.netloc}/{'/'.join(path)}{slash}" for path in made_up]


def is_alike(page: Page, other: Page) -> bool:
    """Whether two pages say the same in the same words."""
    if page.is_bare or other.is_bare:
        return False
    return len(page.words & other.words) >= _ALIKE * len(page.words | other.words)


def _is_front(path: str) -> bool:
    return bool(_FRONT.fullmatch(path.lstrip("/")) or _LANGUAGE.fullmatch(path))


def _nobodys() -> str:
    return secrets.token_hex(8)
