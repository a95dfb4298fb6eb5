"""A document as its truth is written beside a golden file, and how much of that truth was found.

A truth holds the title, the sections with their levels and paragraphs, and the notes in their order. A mark
stands in the text as the label of its note in braces: "The gate was closed{1}." Where a label repeats, the
second note is "{1:2}". A mark whose note is missing is "{1?}".
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from search.citations import find_citations
from search.document import Document, NoteReference

Truth = dict[str, Any]


def load(path: Path) -> Truth:
    truth: Truth = json.loads(path.read_text(encoding="utf-8"))
    return truth


def understood(document: Document) -> Truth:
    """A document in the form of a truth."""
    names: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for note in document.notes:
        seen[note.label] += 1
        names[note.id] = note.label if seen[note.label] == 1 else f"{note.label}:{seen[note.label]}"
    urls: dict[str, list[str]] = {note.id: [] for note in document.notes}
    for mention in find_citations(document).mentions:
        urls[mention.note_id] += [link.url for link in mention.links]
    return {
        "title": document.title,
        "sections": [
            {
                "level": section.level,
                "title": section.title,
                "paragraphs": [marked(one.text, one.references, names) for one in section.paragraphs],
            }
            for section in document.sections
        ],
        "notes": [
            {"label": note.label, "text": marked(note.text, note.references, names), "urls": urls[note.id]}
            for note in document.notes
        ],
    }


def marked(text: str, references: Sequence[NoteReference], names: dict[str, str]) -> str:
    """A text with its marks in it."""
    pieces = []
    at = 0
    for one in sorted(references, key=lambda one: one.offset):
        name = names[one.note_id] if one.note_id else f"{one.label}?"
        pieces += [text[at : one.offset], f"{{{name}}}"]
        at = one.offset
    return "".join([*pieces, text[at:]])


def agreement(found: Truth, truth: Truth) -> tuple[int, int, int]:
    """Marks that are in both at the same place of the same paragraph, with how many there are in each."""
    ours, theirs = _marks(found), _marks(truth)
    return sum((ours & theirs).values()), sum(ours.values()), sum(theirs.values())


def _marks(truth: Truth) -> Counter[tuple[str, str, str]]:
    texts = {note["label"]: note["text"] for note in reversed(truth["notes"])}
    found: Counter[tuple[str, str, str]] = Counter()
    for section in truth["sections"]:
        for paragraph in section["paragraphs"]:
            before = ""
            for place, piece in enumerate(paragraph.replace("}", "{").split("{")):
                if place % 2:
                    found[before, piece, texts.get(piece, "")] += 1
                else:
                    before += piece
    return found
