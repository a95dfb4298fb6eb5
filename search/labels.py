"""Facet values in, what people read in their place out: titles for ids, words for states.

>>> str(STATUS_WORDS[Status.REPAIRED])
'URL rebuilt from a broken line'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from search.catalogue.stored_documents import document_titles, section_titles
from search.figures import STATUS_WORDS

_KEPT = 10_000  # titles kept in memory at most


class Labels:
    """Titles of one revision are asked for once; threads may share it."""

    def __init__(self) -> None:
        # replaced whole when the revision changes, so that no thread mixes two
        self._known: tuple[int, dict[str, str], dict[str, tuple[str, str]]] = (-1, {}, {})

    def of(
        self, connection: Connection, counted: Mapping[str, Iterable[str]], revision: int
    ) -> dict[str, dict[str, str]]:
        """Facet name -> value -> label, for the values whose label is another."""
        known, documents, sections = self._known
        if known != revision or len(documents) + len(sections) > _KEPT:
            documents, sections = {}, {}
            self._known = (revision, documents, sections)
        wanted = list(counted.get("section", ()))
        if unknown := [value for value in counted.get("document", ()) if value not in documents]:
            documents.update(document_titles(connection, unknown))
        if unknown := [value for value in wanted if value not in sections]:
            sections.update(section_titles(connection, unknown))
        return {name: {} for name in counted} | {
            "document": documents,
            "section": _section_labels({value: sections[value] for value in wanted if value in sections}),
            "status": {status.value: words for status, words in STATUS_WORDS.items()},
        }


def _section_labels(titles: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """A section's title; with its document's where two share it ("Introduction"), or where it has none."""
    shared = Counter(section for section, _ in titles.values())
    return {
        value: section if section and shared[section] == 1 else f"{section or 'Beginning'} ({document})"
        for value, (section, document) in titles.items()
    }
