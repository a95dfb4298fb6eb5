"""A hyphen that a line's end has cost a URL, put back where the title beside the URL tells its place.

The last part of many URLs is the title of what they lead to, its words joined by hyphens. Some programs that
turn a PDF into text drop the hyphen at a line's end, and two of those words are one. Where the note itself
has these two as words of their own, side by side, and a third beside them as the URL has it, the hyphen stood
there. Nothing else puts one back: no word list knows what a site has called its page.

Comes in: a note and one of its links. Goes out: the link, with its repair named where it had one.

    >>> note = Note("n", "1", "‘Who Pays for It’, https://coast.example.org/who-paysfor-it/")
    >>> hyphen_put_back(note, find_links(note)[0], 0).url
    'https://coast.example.org/who-pays-for-it/'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from unicodedata import normalize

from search.document import Link, Note

PUT_BACK = "hyphen of a line's end put back as the title has it"

_SLUG = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_INSIDE = re.compile(
    r"(?<=\w)['’.,](?=\w)"
)  # "800,000", "example.org": sites take it out, and one word stays one
_LONGEST_URL, _LONGEST_WORD, _NEAR = 600, 40, 1200  # characters; a title stands close before its URL


def hyphen_put_back(note: Note, link: Link, since: int) -> Link:
    """The link with the hyphen that it lacks, where one can be meant; its title stands behind `since`."""
    if len(link.url) > _LONGEST_URL or note.text[link.start : link.end].count("-") == 0:
        return link
    path = link.url.find("/", link.url.find("://") + 3)
    title = _title(note.text[max(since, link.start - _NEAR) : link.start])
    places = {at for slug in _SLUG.finditer(link.url, max(path, 0)) for at in _places(slug, title)}
    if path < 0 or len(places) != 1:
        return link
    at = places.pop()
    return replace(link, url=f"{link.url[:at]}-{link.url[at:]}", repairs=(*link.repairs, PUT_BACK))


def _title(text: str) -> str:
    """The words before the URL, as URLs have them, without accents: "-who-pays-for-it-"."""
    letters = re.sub(r"[\u0300-\u036f]", "", normalize("NFD", text.casefold()))
    words = re.findall(r"[^\W_]+", _INSIDE.sub("", letters))
    return f"-{'-'.join(words)}-"


def _places(slug: re.Match[str], title: str) -> Iterator[int]:
    """Where a word of the slug comes apart into two of the title whose neighbour is the slug's neighbour."""
    words = ["", *slug.group().casefold().split("-"), ""]
    at = slug.start()
    for before, word, behind in zip(words, words[1:], words[2:], strict=False):
        if len(word) <= _LONGEST_WORD and f"-{word}-" not in title:
            for cut in range(1, len(word)):
                pair = f"-{word[:cut]}-{word[cut:]}-"
                if (before and f"-{before}{pair}" in title) or (behind and f"{pair}{behind}-" in title):
                    yield at + cut
        at += len(word) + 1
