"""The tables of the catalogue, in terms that SQLite and PostgreSQL share.

What is only ever read whole (line breaks, links, repairs) is JSON; what a question asks for is a column.

    >>> sorted(table.name for table in METADATA.sorted_tables)[:3]
    ['addresses', 'documents', 'library']
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

VERSION = 4  # a catalogue made with other tables is refused, never misread

METADATA = MetaData()
LATER = MetaData()  # tables that a catalogue may lack: each is made when something is first kept in it


def _of_document() -> Column[str]:
    """What belongs to a document goes with it."""
    return Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


LIBRARY = Table(
    "library",
    METADATA,
    Column("id", Integer, primary_key=True),  # there is one row, 1
    Column("version", Integer, nullable=False),
    Column("founded", BigInteger, nullable=False),  # its first revision: an older one is another catalogue's
    Column("revision", BigInteger, nullable=False),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("revision", BigInteger, nullable=False, index=True),  # the last that changed its index entries
    Column("path", Text, nullable=False, unique=True),
    Column("understanding", Text, nullable=False),  # which code read it
    Column("sha256", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("authors", JSON, nullable=False),
    Column("format", Text, nullable=False),
    Column("language", Text),
    Column("published", Text),
    Column("url", Text),
    Column("convention", Text, nullable=False),
    Column("counts", JSON, nullable=False),
)

REMOVALS = Table(  # documents that are gone, until their id is taken again
    "removals",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("revision", BigInteger, nullable=False, index=True),
)

PROBLEMS = Table(  # what an editor must look at
    "problems",
    METADATA,
    _of_document(),
    Column("position", Integer, primary_key=True),
    Column("of_citations", Boolean, nullable=False),  # of what the notes cite, not of the notes
    Column("kind", Text, nullable=False),
    Column("said", JSON, nullable=False),
    Index("problems_by_kind", "kind", "document_id"),
)

SECTIONS = Table(
    "sections",
    METADATA,
    _of_document(),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("page", Integer),
)

PASSAGES = Table(
    "passages",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, nullable=False),
    Column("section_id", Text, nullable=False),
    Column("paragraph_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Integer),
    Column("opens_section", Boolean, nullable=False),
    ForeignKeyConstraint(
        ["document_id", "section_id"], ["sections.document_id", "sections.id"], ondelete="CASCADE"
    ),
    Index("passages_in_order", "document_id", "position", unique=True),
)

NOTES = Table(
    "notes",
    METADATA,
    _of_document(),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("label", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("page", Integer),
    Column("references", JSON, nullable=False),
    Column("line_breaks", JSON, nullable=False),
    Column("links", JSON, nullable=False),
)

REFERENCES = Table(
    "note_references",
    METADATA,
    Column("passage_id", Text, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("document_id", Text, nullable=False),
    Column("label", Text, nullable=False, index=True),
    Column("offset", Integer, nullable=False),
    Column("note_id", Text),
    Column("page", Integer),
    ForeignKeyConstraint(["document_id", "note_id"], ["notes.document_id", "notes.id"], ondelete="CASCADE"),
    Index("references_to_notes", "document_id", "note_id"),
)

SOURCES = Table(  # works, each once, as all documents together know them
    "sources",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("authors", JSON, nullable=False),
    Column("year", Integer),
    Column("container", Text),
    Column("publisher", Text),
    Column("place", Text),
    Column("url", Text),
    Column("domain", Text, index=True),
    Column("status", Text, nullable=False),
    Column("identifiers", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("accessed", Text),
    Column("archived_url", Text),
    Column("volume", Text),
    Column("issue", Text),
    Column("pages", Text),
    Column("edition", Text),
    # what lookups compare and lists sort by
    Column("title_words", Text, nullable=False),
    Column("author_words", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("notes", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
)

SOURCE_KEYS = Table(  # what makes two sources one, see `citations.merge`
    "source_keys",
    METADATA,
    Column("source_id", Text, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("compared", Boolean, nullable=False),  # among the first of its key: thousands may share one
    Index("source_keys_compared", "key", "compared"),
)

STATEMENTS = Table(  # what each document by itself says of a source: a source is these, combined
    "statements",
    METADATA,
    _of_document(),
    Column("position", Integer, primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("source_id", Text, ForeignKey("sources.id"), nullable=False),
    Column("said", JSON, nullable=False),
    Index("statements_in_order", "source_id", "revision", "document_id", "position"),
)

MENTIONS = Table(
    "mentions",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("note_id", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("source_id", Text, ForeignKey("sources.id"), index=True),
    Column("locator", Text),
    Column("links", JSON, nullable=False),
    Column("antecedents", JSON, nullable=False),
    ForeignKeyConstraint(["document_id", "note_id"], ["notes.document_id", "notes.id"], ondelete="CASCADE"),
    Index("mentions_in_notes", "document_id", "note_id", "position"),  # in order: SQLite passes over it else
)

ADDRESSES = Table(  # the URLs of mentions in the form in which they are compared
    "addresses",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("mention", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("truncated", Boolean, nullable=False),
    ForeignKeyConstraint(
        ["document_id", "mention"], ["mentions.document_id", "mentions.position"], ondelete="CASCADE"
    ),
)

LINK_CHECKS = Table(  # what was last found at a URL; it may have been somebody's who is no source any more
    "link_checks",
    LATER,
    Column("url", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("checked", Text, nullable=False),
    Column("code", Integer),
    Column("final_url", Text),
    Column("reason", Text),
    Column("archive_asked", Text),
    Column("archived_url", Text),
    Column("archived_date", Text),
    Column("archived_for", Text),
)

LINK_CHANGES = Table(  # how often a check was kept: what is known of links changes while the revision stays
    "link_changes",
    LATER,
    Column("id", Integer, primary_key=True),  # there is one row, 1
    Column("number", BigInteger, nullable=False),
)
