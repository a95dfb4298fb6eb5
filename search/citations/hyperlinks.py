"""Hyperlinks that the format itself carries (HTML, DOCX, EPUB, PDF) as links of a note.

Comes in: a `Note` with `links`. Goes out: a `Link` for each target that can be cited. Where a URL is printed
under the hyperlink the two are compared: if they agree up to line breaks, hyphens and the scheme it is the
URL as printed; a shortened one is taken from the hyperlink, and that is said.

    >>> note = Note("n", "1", "See the report.", links=((4, 14, "https://export.by/report"),))
    >>> [link.url for link in carried_links(note)]
    ['https://export.by/report']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from search.citations.addresses import is_web, normalise
from search.citations.domains import public_suffix
from search.document import Link, Note

_STARTS_AS_URL = re.compile(r"\W{0,2}(?:https?\s?:\s?/|www\s?\.|doi\s?:|(?:dx\.)?doi\.org/)", re.IGNORECASE)
_BARE = re.compile(r"(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:/\S*)?", re.IGNORECASE)
_DOI = re.compile(r"doi:\s*(?=10\.)", re.IGNORECASE)
TEX_ESCAPE = re.compile(r"\\(?=[_~#&%$.-])")  # "dating\\_b": a browser would take it for a slash
_MAIL = re.compile(r"mailto:[^\s@]+@", re.IGNORECASE)


def carried_links(note: Note) -> Iterator[Link]:
    """The note's hyperlinks in order, each address that can be opened or written to."""
    end = 0
    for start, stop, target in sorted(note.links):
        target = TEX_ESCAPE.sub("", _DOI.sub("https://doi.org/", target.strip()))
        if stop <= max(start, end) or not (is_web(target) or _MAIL.match(target)):
            continue
        end = stop
        yield _carried(note, start, stop, target)


def reads_as_url(text: str) -> bool:
    """Whether a text is a URL in print, with or without its scheme."""
    if _STARTS_AS_URL.match(text):
        return True
    bare = _BARE.fullmatch(text)
    return bool(bare and public_suffix(bare["host"].lower()) and not bare["host"][-1].isdigit())


def runs_on(carried: Link, printed: Link) -> bool:
    """Whether a hyperlink made by a program from the first line of a URL ends before the URL does."""
    return (
        printed.start <= carried.start
        and carried.end < printed.end
        and "\n" in printed.printed
        and printed.url.startswith(carried.url.rstrip("-"))
        and printed.url != carried.url
        and not printed.truncated
    )


def _carried(note: Note, start: int, end: int, target: str) -> Link:
    printed = note.printed(start, end)
    if not reads_as_url(printed.replace("\n", "")):
        return Link(target, target, start, end)
    if re.search(r"[\w/][.,;]$", target) and printed.endswith(target[-1]):
        plain = target[:-1]  # a program that makes links takes the sentence's full stop along
        return Link(plain, printed, start, end, ("punctuation at the end taken off",))
    if _agree(printed, target):
        return Link(target, printed, start, end)
    return Link(target, printed, start, end, ("taken from the hyperlink",))


def _agree(printed: str, target: str) -> bool:
    return _letters(printed) == _letters(target)


def _letters(url: str) -> str:
    """What is left of a URL when all that a line's end may add or take is gone."""
    plain = unquote(normalise(re.sub(r"\s", "", url)))
    return re.sub(r"[-\u00ad\u200b\u2010\u2011/.,;]|^doi:|^(?:dx)?doiorg", "", plain).casefold()
