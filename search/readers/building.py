"""Headings, paragraphs and notes in reading order to a Document: what all readers share.

A reader whose format says which note a mark calls gives each note a key and each mark the key that it calls.

    >>> builder = Builder()
    >>> builder.heading("The trial")
    >>> builder.paragraph("He denied it.", [Mark("1", 13, key="fn1")])
    >>> builder.note("fn1", "1", "Smith, History, p. 5.")
    >>> document = builder.document(b"...", "trial.html", "html")
    >>> next(document.references()).note_id
    'note-1'
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from search.document import Document, Note, NoteReference, Paragraph, Problem, Section
from search.errors import ReadError

_SYMBOLS = {"*": "asterisk", "†": "dagger", "‡": "double-dagger", "§": "section", "¶": "pilcrow", "‖": "bar"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a text: its label, its offset, and the key of the note that it calls (None: not said)."""

    label: str
    offset: int
    key: Hashable = None
    page: int | None = None
    system: int = 0


@dataclass(frozen=True, slots=True)
class _KeyedNote:
    key: Hashable
    note: Note
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class Builder:
    """Gathers a document piece by piece. Pages are printed numbers; texts are normalised by the reader."""

    _sections: list[Section] = field(default_factory=list)
    _paragraphs: list[list[tuple[Paragraph, tuple[Mark, ...]]]] = field(default_factory=list)
    _notes: list[_KeyedNote] = field(default_factory=list)
    _pending: tuple[Mark, ...] = ()
    _count: int = 0

    def heading(
        self, title: str, level: int = 1, page: int | None = None, marks: Iterable[Mark] = ()
    ) -> None:
        """Opens a section; its marks go to the beginning of the first paragraph under it."""
        index = len(self._sections) + 1
        self._sections.append(Section(f"s{index}", index, title, level, page))
        self._paragraphs.append([])
        self._pending += tuple(replace(mark, offset=0) for mark in marks)

    def paragraph(self, text: str, marks: Iterable[Mark] = (), page: int | None = None) -> None:
        """Adds a paragraph to the last section, or to one without a title before the first heading."""
        if not self._sections:
            self.heading("", page=page)
        self._count += 1
        paragraph = Paragraph(f"p{self._count}", self._count, text, page)
        self._paragraphs[-1].append((paragraph, (*self._pending, *marks)))
        self._pending = ()

    def note(
        self,
        key: Hashable,
        label: str,
        text: str,
        marks: Iterable[Mark] = (),
        page: int | None = None,
        line_breaks: tuple[int, ...] = (),
        links: tuple[tuple[int, int, str], ...] = (),
        system: int = 0,
    ) -> None:
        """Adds a note; `key` is what marks call it by."""
        note = Note("", label, text, page, line_breaks=line_breaks, links=links, system=system)
        self._notes.append(_KeyedNote(key, note, tuple(marks)))

    def document(
        self,
        data: bytes,
        name: str,
        format: str,
        *,
        title: str = "",
        authors: tuple[str, ...] = (),
        language: str | None = None,
        published: str | None = None,
        url: str | None = None,
        convention: str = "",
        problems: tuple[Problem, ...] = (),
    ) -> Document:
        """The whole; without a title it goes by its first heading, or by its file's name.

        Raises:
            ReadError: no paragraph was added.
        """
        if not self._count:
            raise ReadError(name, "holds no paragraph of text; there is nothing to index")
        self._end_last()
        ids = note_ids([keyed.note.label for keyed in self._notes])
        by_key = {keyed.key: identity for keyed, identity in zip(self._notes, ids, strict=True)}
        # a figure's scale, read as a heading, names nothing
        heading = next((one.title for one in self._sections if any(map(str.isalpha, one.title))), "")
        return Document(
            id=slug(Path(name).stem),
            title=title or heading or Path(name).stem,
            format=format,
            sha256=hashlib.sha256(data).hexdigest(),
            sections=self._linked_sections(by_key),
            notes=tuple(
                replace(keyed.note, id=identity, references=_linked(keyed.marks, by_key))
                for keyed, identity in zip(self._notes, ids, strict=True)
            ),
            authors=authors,
            language=language,
            published=published,
            url=url,
            convention=convention,
            problems=problems,
        )

    def _end_last(self) -> None:
        """What marks are left when no paragraph follows."""
        last = next(paragraphs for paragraphs in reversed(self._paragraphs) if paragraphs)
        paragraph, marks = last[-1]
        left = (replace(mark, offset=len(paragraph.text)) for mark in self._pending)
        last[-1] = (paragraph, (*marks, *left))
        self._pending = ()

    def _linked_sections(self, by_key: dict[Hashable, str]) -> tuple[Section, ...]:
        return tuple(
            replace(
                section,
                paragraphs=tuple(replace(p, references=_linked(marks, by_key)) for p, marks in paragraphs),
            )
            for section, paragraphs in zip(self._sections, self._paragraphs, strict=True)
        )


def _linked(marks: Iterable[Mark], by_key: dict[Hashable, str]) -> tuple[NoteReference, ...]:
    return tuple(
        NoteReference(mark.label, mark.offset, by_key.get(mark.key), mark.page, mark.system) for mark in marks
    )


def note_ids(labels: Sequence[str]) -> list[str]:
    """An id for each note: "note-12"; the second note with a label is "note-12-2"."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    ids = []
    for label in labels:
        name = f"note-{_label_slug(label)}"
        identity = name
        while not seen[name] or identity in taken:
            seen[name] += 1
            identity = name if seen[name] == 1 else f"{name}-{seen[name]}"
        taken.add(identity)
        ids.append(identity)
    return ids


def _label_slug(label: str) -> str:
    if label[:1] in _SYMBOLS:
        return _SYMBOLS[label[0]] + (str(len(label)) if len(label) > 1 else "")
    return slug(label)


def slug(text: str) -> str:
    """Safe in a URL: ascii letters, digits, hyphens and underscores."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_]+", "-", plain).strip("-") or hashlib.sha256(text.encode()).hexdigest()[:12]
