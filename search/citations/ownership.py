"""Which links of a note belong to one work, in what order, and when its author saw them.

Comes in: the links of a note and the span of a work. Goes out: the work's links, its own address first, each
with `archived` and `accessed`; where there is none, that of the resolver of an identifier in the text.

    >>> [link.url for link in links_of("Attention. arXiv:1706.03762.", 0, 28, ())]
    ['https://arxiv.org/abs/1706.03762']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from search.citations.hyperlinks import reads_as_url
from search.citations.identifiers import resolvable
from search.citations.roles import Role, role
from search.citations.seen import SEEN, day_in
from search.document import Link

_IDENTIFIERS = {
    "doi": "DOI",
    "arxiv": "arXiv number",
    "handle": "Handle",
    "pmcid": "PubMed Central number",
    "pmid": "PubMed number",
    "urn": "URN",
}
_ARCHIVED_AT = re.compile(r"\barchived?(?:\scopy)?(?:\s(?:at|in|version))?:?\s*[<(\[]?$", re.IGNORECASE)
_DAY_IN_BRACKETS = re.compile(r"\W{0,3}\[(?P<day>\d{1,2}\.\d{1,2}\.\d{4})\]")


def links_of(text: str, start: int, end: int, links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of the work that stands between two offsets, each address once, the work's own first."""
    inside = {link.url: link for link in reversed(links) if start <= link.start < end}
    ranked = sorted(((_role(text, link), link.start, link) for link in inside.values()), key=lambda r: r[:2])
    own = [replace(link, archived=True) if rank is Role.ARCHIVE else link for rank, _, link in ranked]
    if not any(rank is not Role.MAIL for rank, _, _ in ranked):
        own = [*_resolved(text, start, end), *own]
    day = _accessed(text, own[0].end if own else start, start, end) if own else None
    return (replace(own[0], accessed=day), *own[1:]) if day else tuple(own)


def _role(text: str, link: Link) -> Role:
    if _ARCHIVED_AT.search(text, max(link.start - 30, 0), link.start):
        return Role.ARCHIVE
    words = text[link.start : link.end]
    return role(link.url, "" if reads_as_url(words) and not words.startswith("10.") else words)


def _resolved(text: str, start: int, end: int) -> list[Link]:
    found = resolvable(text[start:end])
    if found is None:
        return []
    first, last = start + found.start, start + found.end
    repair = f"{_IDENTIFIERS[found.kind]} written as a URL"
    return [Link(found.url, text[first:last], first, last, (repair,))]


def _accessed(text: str, behind: int, start: int, end: int) -> str | None:
    """The day named behind the URL, or anywhere in the reference."""
    bare = _DAY_IN_BRACKETS.match(text, behind, end)
    match = SEEN.search(text, start, end)
    return bare["day"] if bare else day_in(match) if match else None
