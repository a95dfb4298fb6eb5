"""What an editor must look at, in one document and in all."""

from __future__ import annotations

from typing import Annotated, TypeAlias, get_args

from typing_extensions import TypedDict

from search.shapes.documents import DocumentSummary, Kind
from search.shapes.parts import Count, NoteName, Number, Path, Said
from search.shapes.sources import Source

KindCounts: TypeAlias = Annotated[dict[str, Count], Said(propertyNames={"enum": get_args(Kind)})]


class AuditSummary(TypedDict):
    """A document with its findings, counted by kind."""

    document: DocumentSummary
    findings: KindCounts


class AuditList(TypedDict):
    """A page of the documents, those most in need of an editor first; `kinds` counts findings over all."""

    total: Count
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    kinds: KindCounts
    results: list[AuditSummary]


class Finding(TypedDict):
    """One thing that an editor must look at.

    A URL stands in both its forms; `candidates` are notes that a short form or a mark could stand for;
    `sources` look alike, and `differences` names the fields in which they disagree.
    """

    kind: Kind
    message: str
    note: NoteName | None
    text: str | None
    paragraph: Number | None
    page: int | None
    url: str | None
    printed_url: str | None
    repairs: list[str]
    candidates: list[NoteName]
    sources: list[Source]
    differences: list[str]
    links: FindingLinks


class FindingLinks(TypedDict):
    """Where a finding is read: its place in the document, where it has one."""

    page: Path | None


class DocumentAudit(TypedDict):
    """A page of the findings of one document."""

    document: DocumentSummary
    total: Count
    page: Number
    per_page: Number
    next: Path | None
    prev: Path | None
    kinds: KindCounts
    results: list[Finding]
