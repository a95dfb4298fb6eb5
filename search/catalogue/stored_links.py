"""What was found at the URLs of sources, as the catalogue keeps it: a connection in, checks by URL out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, delete, func, insert, inspect, select, update

from search.catalogue.rows import Values
from search.catalogue.schema import DOCUMENTS, LINK_CHANGES, LINK_CHECKS, MENTIONS, SOURCES
from search.catalogue.stored_sources import every_source
from search.document import Source, Status
from search.link_checks import ArchivedCopy, LinkCheck, LinkState, SourceLink


class Cited(NamedTuple):
    """By which documents a source is cited, and when the first of them was published, in ISO 8601."""

    documents: frozenset[str]
    published: str | None


UNCITED = Cited(frozenset(), None)


def write_check(connection: Connection, check: LinkCheck) -> None:
    """Keeps a check in the place of the last of its URL."""
    LINK_CHECKS.create(connection, checkfirst=True)
    connection.execute(delete(LINK_CHECKS).where(LINK_CHECKS.c.url == check.url))
    connection.execute(insert(LINK_CHECKS), _row(check))
    _raise_number(connection)


def _raise_number(connection: Connection) -> None:
    LINK_CHANGES.create(connection, checkfirst=True)
    if not connection.execute(update(LINK_CHANGES).values(number=LINK_CHANGES.c.number + 1)).rowcount:
        connection.execute(insert(LINK_CHANGES), {"id": 1, "number": 1})


def forget(connection: Connection) -> int:
    """Takes out what is known of URLs that no source has any more; how many these were."""
    if not _is_there(connection):
        return 0
    cited = select(SOURCES.c.url).where(SOURCES.c.url.is_not(None))
    gone = connection.execute(delete(LINK_CHECKS).where(LINK_CHECKS.c.url.not_in(cited))).rowcount
    if gone:
        _raise_number(connection)
    return gone


def changes(connection: Connection) -> int:
    """A number that rises with every check that is kept."""
    if not inspect(connection).has_table(LINK_CHANGES.name):
        return 0
    return connection.execute(select(LINK_CHANGES.c.number)).scalar() or 0


def read_check(connection: Connection, source: Source) -> LinkCheck | None:
    """What is known of a source's URL; of one that is cut off, nothing, though another's may be the same."""
    if not _has_link(source) or not _is_there(connection):
        return None
    row = connection.execute(select(LINK_CHECKS).where(LINK_CHECKS.c.url == source.url)).mappings().first()
    return _check(row) if row else None


def every_check(connection: Connection) -> dict[str, LinkCheck]:
    """What is known of all URLs."""
    if not _is_there(connection):
        return {}
    return {row["url"]: _check(row) for row in connection.execute(select(LINK_CHECKS)).mappings()}


def source_links(connection: Connection, document: str | None = None) -> list[SourceLink]:
    """Every source (of one document) whose URL can be opened, by title, with what is known of it."""
    checks = every_check(connection)
    citing = citing_documents(connection) if document is not None else {}
    return [
        SourceLink(source, checks.get(source.url or ""))
        for source in every_source(connection, {}, None, sort="title")
        if _has_link(source) and (document is None or document in citing.get(source.id, UNCITED).documents)
    ]


def citing_documents(connection: Connection) -> Mapping[str, Cited]:
    """A source's id -> who cites it."""
    question = (
        select(MENTIONS.c.source_id, MENTIONS.c.document_id, func.min(DOCUMENTS.c.published))
        .join(DOCUMENTS, DOCUMENTS.c.id == MENTIONS.c.document_id)
        .where(MENTIONS.c.source_id.is_not(None))
        .group_by(MENTIONS.c.source_id, MENTIONS.c.document_id)
    )
    found: dict[str, Cited] = {}
    for source_id, document_id, published in connection.execute(question):
        before = found.get(source_id, UNCITED)
        days = [day for day in (before.published, published) if day]
        found[source_id] = Cited(before.documents | {document_id}, min(days, default=None))
    return found


def _has_link(source: Source) -> bool:
    is_whole = source.status in (Status.OK, Status.REPAIRED)
    return is_whole and (source.url or "").lower().startswith(("http://", "https://"))


def _is_there(connection: Connection) -> bool:
    return inspect(connection).has_table(LINK_CHECKS.name)


def _row(check: LinkCheck) -> Values:
    copy = check.archived
    return {
        "url": check.url,
        "state": check.state.value,
        "checked": check.checked,
        "code": check.code,
        "final_url": check.final_url,
        "reason": check.reason,
        "archive_asked": check.archive_asked,
        "archived_url": copy.url if copy else None,
        "archived_date": copy.date if copy else None,
        "archived_for": copy.wanted if copy else None,
    }


def _check(row: RowMapping) -> LinkCheck:
    copy = None
    if row["archived_url"]:
        copy = ArchivedCopy(row["archived_url"], row["archived_date"], row["archived_for"])
    return LinkCheck(
        url=row["url"],
        state=LinkState(row["state"]),
        checked=row["checked"],
        code=row["code"],
        final_url=row["final_url"],
        reason=row["reason"],
        archived=copy,
        archive_asked=row["archive_asked"],
    )
