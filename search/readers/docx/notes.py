"""The parts footnotes.xml and endnotes.xml to notes in the order of their calls.

A note's label is nowhere in it but as `w:footnoteRef`, for which Word prints the number; a custom mark, and a
number where some program left that out, is typed there and taken off its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from search.document import Problem, ProblemKind
from search.readers.building import Builder
from search.readers.docx.labels import NoteKey
from search.readers.docx.package import Element, Package, full, value_of
from search.readers.docx.paragraphs import Story
from search.readers.docx.pruning import ends_deleted, prune
from search.readers.flow import Finished, Flow
from search.readers.text.labels import RAISED

KINDS = ("footnote", "endnote")

_BEHIND = re.compile(r"[\]).:]+\s*|\s+|(?=[^\w\s])")  # what parts a typed label from the note
_AROUND = re.compile(r"\[\]\s*|\(\)\s*|[\]).:]+\s+")  # what is typed around a label that Word prints


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The footnotes or the endnotes: where they stand and what they are by their ids."""

    name: str
    notes: dict[NoteKey, Element]


def part(package: Package, kind: str) -> Part:
    """The notes of a kind; the rules that separate them from the text are kept among them, with a type."""
    name, root = package.part(f"{kind}s")
    if root is None:
        return Part(name, {})
    prune(root)
    notes = {
        (kind, value_of(element, "w:id") or ""): element
        for element in root.findall(full(f"w:{kind}"))
        if value_of(element, "w:type") in (None, "normal")
    }
    return Part(name, notes)


def read_notes(
    builder: Builder, parts: Mapping[Part, Story], calls: Mapping[NoteKey, int | None]
) -> Iterator[Problem]:
    """Adds the notes of each part in the order of their calls; one that nothing calls is not printed."""
    called = dict(calls)
    added: set[NoteKey] = set()
    for one, story in (*parts.items(), *parts.items()):  # twice: an endnote may call a footnote
        waiting = [key for key in called if key in one.notes and key not in added]
        met = len(story.calls)
        for key in waiting:
            _add(builder, one, story, key, called[key])
            new = [other for other in islice(story.calls, met, None) if other not in called]
            met = len(story.calls)
            called.update(dict.fromkeys(new))
            waiting.extend(other for other in new if other in one.notes)
        added.update(waiting)
    for one, story in parts.items():
        for key, element in one.notes.items():
            text = "" if key in called else _note(story, element).text
            if text:
                message = f"A {key[0]} is kept in the file but called nowhere: “{text[:80]}”"
                yield Problem(ProblemKind.ORPHAN_NOTE, message)


def _add(builder: Builder, one: Part, story: Story, key: NoteKey, page: int | None) -> None:
    finished = _note(story, one.notes[key])
    label = story.context.labels.get(key, "*")
    is_printed = label.isalnum() and _prints_label(one.notes[key])
    finished = finished.without(_typed(finished.text, "" if is_printed else label))
    builder.note(key, label, finished.text, finished.marks, page, links=finished.links)


def convention(parts: Iterable[Part], calls: Mapping[NoteKey, int | None]) -> str:
    """How the notes are kept, in words; empty where there are none."""
    kinds = [f"{kind}s" for kind, one in zip(KINDS, parts, strict=True) if calls.keys() & one.notes.keys()]
    return f"{' and '.join(kinds)} kept as such by the word processor" if kinds else ""


def _note(story: Story, element: Element) -> Finished:
    """Its paragraphs, joined."""
    flow = Flow()
    for paragraph in element.iter(full("w:p")):
        story.read(paragraph, flow)
        flow.text("" if ends_deleted(paragraph) else " ")
    return flow.finish()


def _prints_label(note: Element) -> bool:
    """Whether Word prints the label, so that a number that begins the text is the text's own."""
    return next(note.iter(full("w:footnoteRef"), full("w:endnoteRef")), None) is not None


def _typed(text: str, label: str) -> int:
    """How much of a note is its label, typed there, or what stands around it."""
    start = 1 if text.startswith(("[", "(")) else 0
    if label and text.startswith((label, label.translate(RAISED)), start):
        behind = _BEHIND.match(text, start + len(label))
        if behind:
            return behind.end()
    around = _AROUND.match(text)
    return around.end() if around else 0
