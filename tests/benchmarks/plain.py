"""The peer: Whoosh as its own documentation sets it up, with its parser, its stemmer and its highlighter.

As a program it reads passages (a JSON list of texts) from its input and indexes them into a folder:

    python -m tests.benchmarks.plain FOLDER < passages.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import FuzzyTermPlugin, QueryParser

SETUP = (
    "`Schema(number=ID(stored=True), text=TEXT(analyzer=StemmingAnalyzer(), stored=True))`, one commit; "
    "`QueryParser` with `FuzzyTermPlugin`, made once; one searcher, opened once; the top ten with "
    "`hit.highlights('text')`; no facets, no count of all that match, no notes, no sources"
)


def build(folder: Path, texts: list[str]) -> None:
    """Indexes passages into an empty folder."""
    schema = Schema(number=ID(stored=True), text=TEXT(analyzer=StemmingAnalyzer(), stored=True))
    writer = create_in(folder, schema).writer()
    for number, text in enumerate(texts):
        writer.add_document(number=str(number), text=text)
    writer.commit()


class PlainWhoosh:
    """An index made by `build`, open for searching."""

    def __init__(self, folder: Path) -> None:
        index = open_dir(folder)
        self._searcher = index.searcher()
        self._parser = QueryParser("text", index.schema)
        self._parser.add_plugin(FuzzyTermPlugin())

    def search(self, text: str, top: int) -> list[str]:
        """The best passages, as highlighted fragments."""
        results = self._searcher.search(self._parser.parse(text), limit=top)
        return [hit.highlights("text") for hit in results]

    def count(self, text: str) -> int:
        """How many passages match."""
        return len(self._searcher.search(self._parser.parse(text), limit=None))

    def close(self) -> None:
        self._searcher.close()


if __name__ == "__main__":
    build(Path(sys.argv[1]), json.load(sys.stdin))
