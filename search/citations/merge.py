"""Sources that are one work become one, within a document and across documents.

Comes in: sources. Goes out: `keys` by which two agree, `veto` by which they must not be joined all the same,
`find_match` and `combine` for a library that grows; `shelf` does it for one document.

    >>> one = Source("a", "book", "Postwar", ("Judt, Tony",), 2005)
    >>> other = Source("b", "book", "Postwar: A History of Europe", ("Tony Judt",), 2010)
    >>> keys(one)
    ('work:judt/postwar/2005',)
    >>> find_match(other, [one]) is None
    True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from search.citations.urls import normalise
from search.document import Source, Status

_STATUSES = tuple(Status)  # from best to worst
PARTS = ("chapter", "paper-conference")
TWINS = 20  # sources of one key that are compared: thousands of volumes may bear one title
_KEPT = 16_384  # sources whose keys are remembered: documents that stand together cite the same works


# --- what two sources agree by ---------------------------------------------------------------------------


@lru_cache(maxsize=_KEPT)
def keys(source: Source) -> tuple[str, ...]:
    """The merge keys of a source, strongest first: doi:…, url:…, isbn:…, work:author/title/year."""
    found = []
    if "doi" in source.identifiers:
        found.append(f"doi:{source.identifiers['doi']}")
    if source.url and source.status is not Status.TRUNCATED:
        page = normalise(source.url)
        # anything may be cited by its site's front page
        found.append(f"url:{page} {folded(source.title)}" if _is_site(page) else f"url:{page}")
    if "isbn" in source.identifiers:
        found.append(f"isbn:{source.identifiers['isbn']}")
    if source.authors or source.year:
        found.append(f"work:{family_of(source)}/{folded(source.title)}/{source.year or ''}")
    return tuple(found)


def kept_under(source: Source) -> tuple[str, ...]:
    """The names under which a library keeps a source, where those that look for it will find it.

    A page agrees with no other page by author, title and year alone (`different_pages`): it is not looked
    for among the others, of which there may be one in each of a thousand documents.
    """
    return tuple(_as_page(key) for key in keys(source)) if _is_page(source) else keys(source)


def sought_under(source: Source) -> tuple[str, ...]:
    """The names under which a source that may be the same stands, see `kept_under`."""
    if _is_page(source):
        return keys(source)
    return tuple(name for key in keys(source) for name in dict.fromkeys((key, _as_page(key))))


def _is_page(source: Source) -> bool:
    return bool(source.url) and source.status is not Status.TRUNCATED and source.domain != "doi.org"


def _as_page(key: str) -> str:
    return f"page:{key.removeprefix('work:')}" if key.startswith("work:") else key


def _is_site(page: str) -> bool:
    return "/" not in page and "?" not in page


def family_name(name: str) -> str:
    """The family name of an author as printed, folded: "Zalessky, B." and "B. Zalessky" give "zalessky".

    >>> family_name("J. M. de la Cruz"), family_name("World Bank"), family_name("King, Jr.")
    ('cruz', 'bank', 'king')
    """
    head = name.split(",")[0] if "," in name else re.sub(r"\s(?:\S\.\s?)+$", "", name).rpartition(" ")[2]
    return folded(head) or folded(name)


def family_of(source: Source) -> str:
    return family_name(source.authors[0]) if source.authors else ""


@lru_cache(maxsize=_KEPT)
def folded(text: str) -> str:
    """The words of a text without case, accents and punctuation: how titles are compared."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    plain = plain.casefold()
    if not plain.isascii():
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", plain))


# --- what forbids it -------------------------------------------------------------------------------------


def different_identifiers(first: Source, second: Source) -> str | None:
    for kind in ("doi", "isbn"):
        values = {source.identifiers[kind] for source in (first, second) if kind in source.identifiers}
        if len(values) > 1:
            return f"their {kind.upper()}s differ"
    return None


def different_years(first: Source, second: Source) -> str | None:
    return "their years differ" if first.year and second.year and first.year != second.year else None


def different_pages(first: Source, second: Source) -> str | None:
    """Two addresses are two pages, unless one is the other cut off, or a DOI's resolver."""
    if not (first.url and second.url) or _share(first, second, "doi:", "isbn:"):
        return None
    one, other = normalise(first.url), normalise(second.url)
    if one == other or "doi.org" in (first.domain, second.domain):
        return None
    cut = [url for source, url in ((first, one), (second, other)) if source.status is Status.TRUNCATED]
    if cut and (one.startswith(other) or other.startswith(one)) and min(one, other, key=len) in cut:
        return None
    return "their URLs differ"


def different_titles(first: Source, second: Source) -> str | None:
    """Chapters share their book's ISBN, and anything may be cited by its site's front page."""
    if alike(first.title, second.title) or ("doi" in first.identifiers and "doi" in second.identifiers):
        return None
    is_site = first.url and second.url and _is_site(normalise(first.url))
    is_part = _share(first, second, "isbn:") or first.type in PARTS or second.type in PARTS
    return "their titles differ" if is_site or is_part else None


def different_containers(first: Source, second: Source) -> str | None:
    """One title in two journals or volumes is two works, where nothing but author, title and year agree."""
    if _share(first, second, "doi:", "url:") or not (first.container and second.container):
        return None
    return None if alike(first.container, second.container) else "they are printed in different places"


def different_volumes(first: Source, second: Source) -> str | None:
    """Two volumes of one work are two books, with one title."""
    if _share(first, second, "doi:", "url:") or not (first.volume and second.volume):
        return None
    return None if first.volume == second.volume else "they are different volumes"


VETOES: tuple[Callable[[Source, Source], str | None], ...] = (
    different_identifiers,
    different_years,
    different_pages,
    different_titles,
    different_containers,
    different_volumes,
)


def veto(first: Source, second: Source) -> str | None:
    """Why two sources must not be joined, in words; None where nothing conflicts."""
    return next(filter(None, (rule(first, second) for rule in VETOES)), None)


def alike(first: str, second: str) -> bool:
    """Whether two titles are one: the same words, or one with a subtitle that the other leaves out."""
    one, other = sorted((folded(first), folded(second)), key=len)
    return one == other or (
        len(one) > 3 and other.startswith(f"{one} ") and not re.search(r"\d", other[len(one) :])
    )


def _share(first: Source, second: Source, *kinds: str) -> bool:
    return any(key in keys(second) for key in keys(first) if key.startswith(kinds))


# --- joining ---------------------------------------------------------------------------------------------


def find_match(source: Source, candidates: Iterable[Source]) -> Source | None:
    """The first candidate that agrees with the source by its strongest key and that nothing forbids."""
    pool = tuple(candidates)
    for key in keys(source):
        for candidate in pool:
            if key in keys(candidate) and veto(source, candidate) is None:
                return candidate
    return None


def combine(first: Source, second: Source) -> Source:
    """One source of two: `first` with what it lacks from `second`; the better URL wins."""
    better = second if _STATUSES.index(second.status) < _STATUSES.index(first.status) else first
    known = first if first.type not in ("document", "webpage") or second.type == "document" else second
    return replace(
        first,
        type=known.type,
        authors=first.authors or second.authors,
        year=first.year or second.year,
        container=first.container or second.container,
        publisher=first.publisher or second.publisher,
        place=first.place or second.place,
        url=better.url,
        domain=better.domain,
        status=better.status,
        identifiers={**second.identifiers, **first.identifiers},
        text=first.text or second.text,
        accessed=first.accessed or second.accessed,
        archived_url=first.archived_url or second.archived_url,
        volume=first.volume or second.volume,
        issue=first.issue or second.issue,
        pages=first.pages or second.pages,
        edition=first.edition or second.edition,
    )
