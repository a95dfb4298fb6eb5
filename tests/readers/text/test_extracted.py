"""Texts as extractors take them out of what word processors, LaTeX and browsers print; and the floor.

The floor holds over all golden texts. In `hyphens_lost` are the notes whose URL poppler left without the
hyphen at a line's end: nobody can read that URL in the text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from search.citations import find_citations
from search.document import Document
from search.notes import link_notes
from search.readers import read_file
from tests.readers.text import test_conventions as conventions

FOLDER = Path(__file__).parents[2] / "fixtures" / "text" / "extracted"
TRUTH: Any = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
FLOOR = 0.95  # F1 of marks that call the right note, whole; what is promised of unseen text
URL_FLOOR = 0.98
Call = tuple[str, str, str, str]  # text, label, letters before, letters of the note


@cache
def read(name: str) -> Document:
    return link_notes(read_file(FOLDER / f"{name}.txt"))


def letters(text: str) -> str:
    """What a divided word and a lost hyphen leave of a text."""
    return "".join(re.findall(r"[^\W_]", text)).casefold()


def calls(name: str, document: Document) -> list[Call]:
    notes = {note.id: note.text for note in document.notes}
    return [
        (name, r.label, letters(p.text[: r.offset])[-15:], letters(notes.get(r.note_id or "", "")))
        for p in document.paragraphs()
        for r in p.references
    ]


def found_calls() -> list[Call]:
    found = [call for name in NAMES for call in calls(name, read(name))]
    return found + [call for name in conventions.NAMES for call in calls(name, conventions.read(name))]


def true_calls() -> list[Call]:
    true = [
        (name, each["label"], letters(each["after"])[-15:], letters(each["note"]))
        for name in NAMES
        for each in TRUTH["references"]
    ]
    for name in conventions.NAMES:
        golden = conventions.expected(name)
        notes = {note["id"]: note["text"] for note in golden["notes"]}
        true += [
            (name, each["label"], letters(each["after"])[-15:], letters(notes.get(each["note"], "")))
            for section in golden["sections"]
            for paragraph in section["paragraphs"]
            for each in paragraph["references"]
        ]
    return true


def f1(found: Iterable[object], true: Iterable[object]) -> float:
    one, other = Counter(found), Counter(true)
    return 2 * (one & other).total() / (one.total() + other.total())


def same_words_before(found: Iterable[Call], true: Iterable[Call]) -> list[Call]:
    """The calls found, with as many letters before as the truth names."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for name, label, before, _ in true:
        wanted.setdefault((name, label), []).append(before)
    return [
        (name, label, next((b for b in wanted.get((name, label), []) if before.endswith(b)), before), note)
        for name, label, before, note in found
    ]


def test_marks_are_linked_to_their_notes_above_the_floor() -> None:
    true = true_calls()
    assert f1(same_words_before(found_calls(), true), true) >= FLOOR


def test_the_floor_falls_where_marks_call_the_note_before() -> None:
    true = true_calls()
    shifted = [(*call[:3], before[3]) for call, before in zip(true[1:], true, strict=False)]
    assert f1(shifted, true) < 0.1


def test_urls_in_notes_are_found_above_the_floor() -> None:
    found, true = [], []
    for name in NAMES:
        lost = TRUTH["hyphens_lost"].get(name, [])
        labels = {note.id: note.label for note in read(name).notes}
        mentions = find_citations(read(name)).mentions
        found += [
            (name, labels[each.note_id], link.url)
            for each in mentions
            for link in each.links
            if labels[each.note_id] not in lost
        ]
        true += [
            (name, each["label"], url)
            for each in TRUTH["references"]
            for url in each["urls"]
            if each["label"] not in lost
        ]
    assert f1(found, true) >= URL_FLOOR


@pytest.mark.parametrize("name", [name for name in NAMES if name != "poppler-labels-around"])
def test_every_mark_calls_its_note(name: str) -> None:
    wanted = [(each["label"], letters(each["note"])) for each in TRUTH["references"]]
    assert [(label, note) for _, label, _, note in calls(name, read(name))] == wanted
