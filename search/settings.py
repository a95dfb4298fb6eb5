"""Every setting and every limit, in one frozen value read from the environment.

>>> Settings.from_environment({"IBIDEM_ENGINE": "memory:"}).engine
'memory:'
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from search.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question or one file may cost. Lengths are characters, sizes are bytes."""

    query_length: int = 512  # parsing is linear, but nobody asks in half a page
    query_words: int = 32  # each word is a posting list to read
    query_depth: int = 10  # nesting recurses in the parser and in every engine
    word_length: int = 64  # longer words are no words; fuzzy matching is quadratic in them
    prefix_length: int = 3  # "a*" would expand to a tenth of the vocabulary
    fuzzy_length: int = 4  # one edit away from a three-letter word is everything
    fuzzy_distance: int = 2
    expansions: int = 1_000  # terms that one prefix or fuzzy word may stand for
    proximity: int = 50  # the n of "two words"~n
    per_page: int = 100
    depth: int = 10_000  # results that can be paged to
    concordance: int = 1_000  # lines: sorting by what follows needs them all, and nobody reads more
    quote_length: int = 4_000  # a pasted sentence or paragraph to look up
    candidates: int = 20  # answers to one citation lookup
    pasted_length: int = 64_000  # a pasted chapter whose citations are looked up
    pasted_sentences: int = 20  # compared with the library word by word: each is a search
    pasted_citations: int = 250  # looked up at once: each costs some questions to the catalogue
    suggestions: int = 8
    facet_values: int = 50
    file_size: int = 64 * 1024 * 1024  # a text larger than this is no document
    archive_members: int = 20_000  # files in one DOCX or EPUB; a great illustrated book has some thousand
    archive_size: int = 512 * 1024 * 1024  # read out of one archive, all members together
    archive_ratio: int = 300  # unpacked to packed, of one member; XML of tables comes to a hundred
    file_seconds: int = 120  # of processor time for one file: a file that loops must not stop the others
    file_memory: int = 2 * 1024**3  # bytes of address space for reading one file, the reader's own included
    snippet_length: int = 280
    pdf_pages: int = 5_000  # a page tree that loops has no last page
    pdf_seconds: int = 120  # of processor time, for all pages together
    page_characters: int = 50_000  # of one page of a PDF: the densest print has 20,000


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the library is kept and what it may cost.

    Attributes:
        catalogue: SQLAlchemy URL of the store of record.
        engine: URL of the index: `auto:DIR`, `whoosh:DIR` or `memory:`.
        limits: see `Limits`.
        site: the public address of the site ("https://library.example.org"); empty where nobody has said it.
        timegate: an archive's TimeGate (RFC 7089), which is asked for copies of pages that are gone.
        origins: the sites whose scripts may read what programs ask for; ("*",) is every site, () no other.
    """

    catalogue: str = "sqlite:///.ibidem/catalogue.db"
    engine: str = "auto:.ibidem"
    limits: Limits = Limits()
    site: str = ""
    timegate: str = "https://web.archive.org/web/"
    origins: tuple[str, ...] = ("*",)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Reads `IBIDEM_CATALOGUE`, `_ENGINE`, `_SITE`, `_TIMEGATE`, `_ORIGINS` and `_LIMIT_<NAME>`.

        Raises:
            SettingsError: an `IBIDEM_LIMIT_` that is unknown or no positive whole number; an `IBIDEM_SITE`
                that is no address of a site, or `IBIDEM_ORIGINS` that are no such addresses.
        """
        environment = os.environ if environment is None else environment
        defaults = cls()
        return cls(
            catalogue=environment.get("IBIDEM_CATALOGUE") or defaults.catalogue,
            engine=environment.get("IBIDEM_ENGINE") or defaults.engine,
            limits=Limits(**_limits(environment)),
            site=_site(environment.get("IBIDEM_SITE", "")),
            timegate=environment.get("IBIDEM_TIMEGATE") or defaults.timegate,
            origins=_origins(environment.get("IBIDEM_ORIGINS") or "*"),
        )


def _site(address: str) -> str:
    """Scheme, host and port alone: pages are at the root of a host, and what is written is never escaped."""
    address = address.strip().rstrip("/")
    if address and not _SITE.fullmatch(address):
        raise SettingsError(
            f'IBIDEM_SITE: "{address[:40]}" is no address of a site; write it as https://library.example.org'
        )
    return address


def _origins(named: str) -> tuple[str, ...]:
    """The sites of a setting, as browsers write an Origin.

    >>> _origins("https://Library.example.org/, http://localhost:3000"), _origins("none")
    (('https://library.example.org', 'http://localhost:3000'), ())
    """
    if named.strip() in _ORIGINS:
        return _ORIGINS[named.strip()]
    origins = tuple(one.rstrip("/").lower() for one in re.split(r"[\s,]+", named) if one)
    for origin in origins:
        if not _SITE.fullmatch(origin):
            raise SettingsError(
                f'IBIDEM_ORIGINS: "{origin[:40]}" is no address of a site; write * (every site), none, or '
                "addresses as https://library.example.org with commas between"
            )
    return origins


_ORIGINS: dict[str, tuple[str, ...]] = {"*": ("*",), "none": ()}
_SITE = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def _limits(environment: Mapping[str, str]) -> dict[str, int]:
    known = {field.name for field in fields(Limits)}
    prefix = "IBIDEM_LIMIT_"
    found = {}
    for variable, value in environment.items():
        if not variable.startswith(prefix):
            continue
        name = variable.removeprefix(prefix).lower()
        if name not in known:
            raise SettingsError(
                f"{variable}: there is no such limit; the limits are {', '.join(sorted(known))}"
            )
        if not (value.isascii() and value.isdigit() and 0 < int(value) < 10**12):
            raise SettingsError(f'{variable}: "{value[:40]}" is no positive whole number')
        found[name] = int(value)
    return found
