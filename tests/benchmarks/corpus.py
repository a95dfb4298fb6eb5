"""A folder of documents in, a larger one out, written by chance but with the words of the first.

A paragraph is stretches of text already written, joined; now and then a word is coined from the halves of two
others. What is copied often is copied ever more often (Simon 1955), so that words and phrases are as unequal
as in any text, and new words grow rarer with the root of the length (Heaps' law), from where the documents
stand.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from search.document import Document
from search.readers import known, read_file

PER_DOCUMENT = 100  # passages
_STRETCH = (2, 6)  # words copied at once
_SENTENCE = (12, 28)  # words


def read_documents(folder: Path) -> list[Document]:
    """Every document of a folder that a reader is known for."""
    return [read_file(path) for path in sorted(folder.rglob("*")) if path.is_file() and known(path)]


def grow(
    documents: Sequence[Document], passages: int, folder: Path, seed: int = 1, each: int = PER_DOCUMENT
) -> None:
    """Writes text documents that hold so many passages together, with notes as dense as in the documents."""
    prose = Prose(documents, random.Random(seed))
    for number, first in enumerate(range(0, passages, each), 1):
        text = prose.document(min(each, passages - first))
        (folder / f"document-{number:05}.txt").write_text(text, encoding="utf-8")


class Prose:
    """Text in the manner of some documents, without end."""

    def __init__(self, documents: Sequence[Document], chance: random.Random) -> None:
        paragraphs = [paragraph for document in documents for paragraph in document.paragraphs()]
        notes = " ".join(note.text for document in documents for note in document.notes)
        self._chance = chance
        self._words: list[str] = [
            word for paragraph in paragraphs for word in re.findall(r"[^\W\d_]+", paragraph.text)
        ]
        self._length = len(self._words) // len(paragraphs)
        self._newness = len(set(self._words)) / len(self._words) ** 0.5 / 2
        self._notes = sum(len(paragraph.references) for paragraph in paragraphs) / len(paragraphs)
        self._domains = re.findall(r"https?://(?:www\.)?([\w-]+(?:\.[\w-]+)+)", notes) or ["example.org"]

    def document(self, passages: int) -> str:
        """A text with its notes at the end; its paragraphs are lines with an empty line between."""
        notes: list[str] = []
        paragraphs = [self._paragraph(notes) for _ in range(passages)]
        if notes:
            paragraphs.append("Notes")
        return "\n\n".join([" ".join(self._written(4)).upper(), *paragraphs, *notes]) + "\n"

    def _paragraph(self, notes: list[str]) -> str:
        sentences = []
        left = self._chance.randint(self._length // 2, self._length * 3 // 2)
        while left > 0:
            words = self._written(self._chance.randint(*_SENTENCE))
            left -= len(words)
            mark = ""
            if self._chance.random() < self._notes * len(words) / self._length:
                notes.append(self._note(len(notes) + 1))
                mark = f"[{len(notes)}]"
            sentences.append(" ".join(words).capitalize() + "." + mark)
        return " ".join(sentences)

    def _note(self, label: int) -> str:
        words = self._written(6)
        url = f"https://www.{self._chance.choice(self._domains)}/{'-'.join(words).lower()}"
        return f"[{label}] {' '.join(words).capitalize()}. - {self._chance.randint(1990, 2024)}. - URL: {url}"

    def _written(self, length: int) -> list[str]:
        """The next words, which from then on are part of what is copied."""
        words = list(self._stretches(length))[:length]
        self._words += words
        return words

    def _stretches(self, length: int) -> Iterator[str]:
        written = 0
        while written < length:
            start = self._chance.randrange(len(self._words))
            stretch = self._words[start : start + self._chance.randint(*_STRETCH)]
            yield from stretch
            written += len(stretch) + 1
            if self._chance.random() < self._newness * len(stretch) / len(self._words) ** 0.5:
                yield self._coined()

    def _coined(self) -> str:
        first, second = self._chance.choices(self._words, k=2)
        return (first[: len(first) // 2 + 1] + second[len(second) // 2 :]).lower()
