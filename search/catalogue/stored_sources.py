"""Sources as the catalogue keeps them: a connection and what is known of a work in; sources out.

A lookup gives each source with a confidence from 0 to 1: 1 for an identity, less for a likeness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from search.analysis import tokens
from search.catalogue.database import chunks
from search.catalogue.rows import folded, source_of
from search.catalogue.schema import ADDRESSES, LIBRARY, MENTIONS, SOURCE_KEYS, SOURCES
from search.choices import SOURCE_FACETS, SourceSort
from search.citations.merge import keys
from search.citations.urls import normalise, registered_domain
from search.document import Source
from search.errors import NotFound
from search.holdings import SourcePage, SourceSummary
from search.likeness import name_likeness, title_likeness, url_likeness

Likeness: TypeAlias = dict[str, float]  # a source's id -> confidence, from 0 to 1

_NAMESAKES = 300  # sources of one family name that are compared
_ALIKE = 12  # letters in which the titles of works without an author must agree
_LAST = "\U0010ffff"  # behind every key that begins alike


_AT_ONCE = 500  # rows that a database sends of a list without end

_COLUMNS = [SOURCES.c[field.name] for field in fields(Source)]
_NOBODY = SOURCES.c.author_words == folded()
_ORDER: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "cited": (SOURCES.c.passages.desc(), SOURCES.c.title_words, SOURCES.c.id),
    "title": (SOURCES.c.title_words, SOURCES.c.id),
    "year": (SOURCES.c.year.desc().nulls_last(), SOURCES.c.title_words, SOURCES.c.id),
    "author": (
        SOURCES.c.author_words == folded(),
        SOURCES.c.author_words,
        SOURCES.c.title_words,
        SOURCES.c.id,
    ),
}


def read_source(connection: Connection, source_id: str) -> Source:
    """One source.

    Raises:
        NotFound: there is no such source.
    """
    row = connection.execute(select(*_COLUMNS).where(SOURCES.c.id == source_id)).mappings().first()
    if row is None:
        raise NotFound("source", source_id)
    return source_of(row)


def read_sources(connection: Connection, ids: Iterable[str]) -> dict[str, Source]:
    """Sources by id; an id that is not there is left out."""
    rows = connection.execute(select(*_COLUMNS).where(SOURCES.c.id.in_(list(ids))))
    return {row["id"]: source_of(row) for row in rows.mappings()}


def list_sources(
    connection: Connection,
    having: Mapping[str, str | int | None],
    text: str | None,
    *,
    sort: SourceSort,
    page: int,
    per_page: int,
    facet_values: int,
    facets: Sequence[str] = SOURCE_FACETS,
    start: int | None = None,
) -> SourcePage:
    """A page of the sources that have these values (of `SOURCE_FACETS`; None is any) and these words.

    With `start`, the page begins behind so many sources.
    """
    start = (page - 1) * per_page if start is None else start
    chosen = _chosen(having, text)
    counts = SOURCES.c["passages", "notes", "documents"]
    rows = connection.execute(
        select(*_COLUMNS, *counts).where(chosen).order_by(*_ORDER[sort]).limit(per_page).offset(start)
    )
    return SourcePage(
        items=tuple(
            SourceSummary(source_of(row), row["passages"], row["notes"], row["documents"])
            for row in rows.mappings()
        ),
        total=connection.execute(select(func.count()).select_from(SOURCES).where(chosen)).scalar_one(),
        page=start // per_page + 1,
        per_page=per_page,
        facets={name: _facet(connection, name, chosen, facet_values) for name in facets},
        revision=connection.execute(select(LIBRARY.c.revision)).scalar_one(),
    )


def every_source(
    connection: Connection,
    having: Mapping[str, str | int | None],
    text: str | None,
    sort: SourceSort,
) -> Iterator[Source]:
    """All sources that have these values and words, however many."""
    question = select(*_COLUMNS).where(_chosen(having, text)).order_by(*_ORDER[sort])
    for row in connection.execute(question, execution_options={"yield_per": _AT_ONCE}).mappings():
        yield source_of(row)


def _chosen(having: Mapping[str, str | int | None], text: str | None) -> ColumnElement[bool]:
    conditions = [SOURCES.c[name] == value for name, value in having.items() if value is not None]
    conditions += [SOURCES.c.words.contains(f" {t.word}", autoescape=True) for t in tokens(text or "")]
    return and_(True, *conditions)


def _facet(
    connection: Connection, name: str, chosen: ColumnElement[bool], limit: int
) -> tuple[tuple[str, int], ...]:
    column = SOURCES.c[name]
    number = func.count()
    question = select(column, number).where(chosen, column.is_not(None)).group_by(column)
    rows = connection.execute(question.order_by(number.desc(), column).limit(limit))
    return tuple((str(value), count) for value, count in rows)


# --- lookups ---------------------------------------------------------------------------------------------


def by_identifier(connection: Connection, name: str, value: str) -> Likeness:
    """The sources with a DOI or ISBN in its canonical form."""
    probe = Source(id="", type="document", title="", identifiers={name: value})
    wanted = [key for key in keys(probe) if value in key]
    rows = connection.execute(select(SOURCE_KEYS.c.source_id).where(SOURCE_KEYS.c.key.in_(wanted)))
    return dict.fromkeys(rows.scalars(), 1.0)


def by_url(connection: Connection, url: str) -> Likeness:
    """The sources with a URL: the same; one that either side has cut off; one that is spelt alike."""
    key = normalise(url)
    host = key.partition("/")[0]
    rows = _addresses(connection, ADDRESSES.c.key == key)
    if rows or key == host:
        return dict.fromkeys((source for source, _, _ in rows), 1.0)
    likeness: Likeness = {}
    for source, stored, truncated in _addresses(
        connection, ADDRESSES.c.key.startswith(host, autoescape=True)
    ):
        alike = url_likeness(key, stored, truncated)
        if alike > likeness.get(source, 0.0):
            likeness[source] = alike
    return likeness


def by_domain(connection: Connection, host: str) -> Likeness:
    """The sources on a host, on any host under it, or under its registered domain where it is one."""
    host = normalise(host)
    domain = registered_domain(host)
    if domain is None:
        return {}
    question = select(SOURCES.c.id, SOURCES.c.url).where(SOURCES.c.domain == domain)
    return {
        source_id: 1.0
        for source_id, url in connection.execute(question)
        if f".{normalise(url).partition('/')[0]}".endswith(f".{host}")
    }


def by_author(connection: Connection, name: str) -> Likeness:
    """The sources with an author of that name: its family name, and its other names or their initials."""
    words = _names(name)
    long = [word for word in words if len(word) > 1]
    if not long:
        return {}
    question = select(SOURCES.c.id, SOURCES.c.authors).where(
        or_(*(SOURCES.c.author_words.contains(f" {word} ", autoescape=True) for word in long))
    )
    likeness = {
        source_id: max(name_likeness(words, _names(author)) for author in authors)
        for source_id, authors in connection.execute(question)
    }
    return {source_id: alike for source_id, alike in likeness.items() if alike > 0}


def by_title(connection: Connection, title: str) -> Likeness:
    """The sources whose title has these words, or nearly all of them."""
    asked = folded(title).strip()
    long = sorted(set(asked.split()), key=len, reverse=True)[:8]
    if not long:
        return {}
    question = select(SOURCES.c.id, SOURCES.c.title_words).where(
        or_(*(SOURCES.c.title_words.contains(f" {word}", autoescape=True) for word in long))
    )
    likeness = {
        source_id: title_likeness(asked, words.strip()) for source_id, words in connection.execute(question)
    }
    return {source_id: alike for source_id, alike in likeness.items() if alike > 0}


# --- the works of a pasted text --------------------------------------------------------------------------


def ids_by_key(connection: Connection, wanted: Iterable[str]) -> dict[str, list[str]]:
    """The sources under each of these keys (`citations.merge`), of a key that thousands share the first."""
    found: dict[str, list[str]] = {}
    for chunk in chunks(wanted):
        question = select(SOURCE_KEYS.c.key, SOURCE_KEYS.c.source_id).where(
            SOURCE_KEYS.c.key.in_(chunk), SOURCE_KEYS.c.compared.is_(True)
        )
        for key, source_id in connection.execute(question.order_by(SOURCE_KEYS.c.source_id)):
            found.setdefault(key, []).append(source_id)
    return found


def by_address(connection: Connection, urls: Iterable[str]) -> dict[str, list[str]]:
    """The sources at each of these URLs."""
    keyed = {url: normalise(url) for url in urls}
    found: dict[str, dict[str, None]] = {}
    for chunk in chunks(keyed.values()):
        for source_id, key, _ in _addresses(connection, ADDRESSES.c.key.in_(chunk)):
            found.setdefault(key, {})[source_id] = None
    return {url: list(found.get(key, ())) for url, key in keyed.items()}


def by_report(connection: Connection, reports: Iterable[str]) -> dict[str, list[str]]:
    """The cases printed at each of these places ("410 U.S. 113")."""
    found: dict[str, list[str]] = {}
    for chunk in chunks(reports):
        question = select(SOURCES.c.container, SOURCES.c.id).where(SOURCES.c.container.in_(chunk))
        for report, source_id in connection.execute(question.order_by(SOURCES.c.id)):
            found.setdefault(report, []).append(source_id)
    return found


def by_family(connection: Connection, family: str, title: str) -> Iterator[tuple[str, str, int | None]]:
    """Id, folded title and year of the sources by an author of this family name (folded).

    Without an author, of those that have none either and whose titles begin alike.
    """
    begins = [f"{kind}:{family}/{'' if family else title[:_ALIKE]}" for kind in ("work", "page")]
    if not (family or title):
        return
    for prefix in begins:
        ranged = and_(SOURCE_KEYS.c.key >= prefix, SOURCE_KEYS.c.key < prefix + _LAST)
        question = select(SOURCE_KEYS.c.source_id, SOURCE_KEYS.c.key).where(ranged)
        for source_id, key in connection.execute(question.order_by(SOURCE_KEYS.c.key).limit(_NAMESAKES)):
            words, _, year = key.partition("/")[2].rpartition("/")
            yield source_id, words, int(year) if year.isdecimal() else None


def _names(author: str) -> list[str]:
    """The names and initials of a person: "Zalessky, B.L." has three."""
    return folded(author).replace(".", " ").split()


def _addresses(connection: Connection, condition: ColumnElement[bool]) -> list[tuple[str, str, bool]]:
    question = (
        select(MENTIONS.c.source_id, ADDRESSES.c.key, ADDRESSES.c.truncated)
        .join(
            MENTIONS,
            and_(
                MENTIONS.c.document_id == ADDRESSES.c.document_id, MENTIONS.c.position == ADDRESSES.c.mention
            ),
        )
        .where(condition, MENTIONS.c.source_id.is_not(None))
        .distinct()
    )
    return [(source, key, truncated) for source, key, truncated in connection.execute(question)]
