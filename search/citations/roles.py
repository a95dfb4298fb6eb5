"""What a link of a reference is for: the work itself, its identifier, an archived copy, or another thing.

Comes in: a link and the text that it stands on. Goes out: a `Role`; in the order of the roles the links of
one work are listed, so that the first is the work's own. An encyclopedia's links to its own pages (persons,
publishers, "Special:BookSources") speak of the work and are no address of it: `is_aside` tells those.

    >>> role("https://web.archive.org/web/2019/https://export.by/a").name
    'ARCHIVE'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from urllib.parse import urlsplit


class Role(IntEnum):
    """From the link that a reader follows first to the one that is followed last."""

    WORK = 0
    IDENTIFIER = 1  # a resolver's: it leads to the work too
    MAIL = 2
    ARCHIVE = 3  # a copy of the work
    HELPER = 4  # a catalogue's or index's entry
    ENCYCLOPEDIA = 5  # an article on the author, the publisher: the work only where nothing else is linked


_RESOLVERS = re.compile(
    r"(?:dx\.)?doi\.org|hdl\.handle\.net|(?:www\.|europe)?pmc\.ncbi\.nlm\.nih\.gov|europepmc\.org"
    r"|pubmed\.ncbi\.nlm\.nih\.gov|arxiv\.org|nbn-resolving\.(?:org|de)|n2t\.net"
)
_ARCHIVES = re.compile(
    r"(?:web|wayback|liveweb)\.archive\.org|archive\.(?:today|is|ph|li|vn|md|fo)|perma(?:-archives)?\.(?:cc|org)"
    r"|(?:www\.)?webcitation\.org|ghostarchive\.org|(?:wayback|web)\.archive-it\.org|megalodon\.jp|arquivo\.pt"
    r"|webarchive\.(?:nationalarchives\.gov\.uk|loc\.gov|org\.uk)|(?:www\.)?freezepage\.com"
    r"|timetravel\.mementoweb\.org|(?:[\w-]+\.)?webarchive\.\w+"
)
_HELPERS = re.compile(
    r"(?:(?:search|www)\.)?worldcat\.org|api\.semanticscholar\.org|(?:www\.)?semanticscholar\.org"
    r"|ui\.adsabs\.harvard\.edu|adsabs\.harvard\.edu|lccn\.loc\.gov|openlibrary\.org|zbmath\.org"
    r"|mathscinet\.ams\.org|www\.ams\.org|portal\.issn\.org|citeseerx\.ist\.psu\.edu|id\.loc\.gov"
    r"|catalogue\.bnf\.fr|d-nb\.info|viaf\.org|papers\.ssrn\.com"
)
_CATALOGUED = re.compile(r"(?:www\.)?jstor\.org")
_ASIDE_PAGE = re.compile(
    r"/wiki/(?:Special|Spezial|Spécial|Especial|Speciale|Служебная|Wikipedia|Help|Category|Template):"
    r"|/wiki/[^/]*_\(identifier\)|/wiki/(?:International_Standard_|Digital_Object_Identifier|ISBN$|Doi$)"
)
_NUMBER = re.compile(r"[\w./:()…<>-]*\d[\w./:()…<>-]*")


def role(url: str, text: str = "") -> Role:
    """What the link is for, by its address and by the text that it stands on."""
    host = (urlsplit(url).hostname or "") if url.startswith("http") else ""
    if not host:
        return Role.MAIL
    if _ARCHIVES.fullmatch(host) or re.match(r"archived?\b", text, re.IGNORECASE):
        return Role.ARCHIVE
    on_a_number = bool(_NUMBER.fullmatch(text))
    if on_a_number and (_HELPERS.fullmatch(host) or _CATALOGUED.fullmatch(host)):
        return Role.HELPER
    if on_a_number and (_RESOLVERS.fullmatch(host) or "/pmc/" in url or "/pubmed/" in url):
        return Role.IDENTIFIER
    on_words = bool(text) and re.fullmatch(r"[\w-]+(?:\.m)?\.wikipedia\.org", host)
    return Role.ENCYCLOPEDIA if on_words else Role.WORK


def asides(urls: Iterable[str]) -> frozenset[str]:
    """The hosts of an encyclopedia whose own pages the notes link to, told by pages that only it has.

    >>> sorted(asides(["https://en.wikipedia.org/wiki/Special:BookSources/978", "https://export.by/"]))
    ['en.wikipedia.org']
    """
    return frozenset(_host(url) for url in urls if _ASIDE_PAGE.search(url))


def is_aside(url: str, hosts: frozenset[str]) -> bool:
    """Whether a link leads to a page of the encyclopedia that the document itself belongs to."""
    if _ASIDE_PAGE.search(url):
        return True
    return bool(hosts) and _host(url) in hosts and bool(re.search(r"/wiki/|/w/index\.php", url))


def _host(url: str) -> str:
    return urlsplit(url).hostname or "" if url.startswith("http") else ""
