"""Notes for the tests, written as the page has them: with their line breaks."""

from __future__ import annotations

import re

from search.document import Document, Note


def note(printed: str, label: str = "1", links: tuple[tuple[int, int, str], ...] = ()) -> Note:
    """A note whose lines are joined as readers join them: with nothing after a hyphen, else with a space."""
    first, *lines = printed.split("\n")
    text, line_breaks = first, []
    for line in lines:
        line_breaks.append(len(text))
        glued = text.endswith("-") and not text.endswith(" -")
        text += line if glued else f" {line}"
    return Note(f"note-{label}", label, text, line_breaks=tuple(line_breaks), links=links)


def document(*printed: str | tuple[str, str]) -> Document:
    """A document whose notes are numbered from 1, or bear the labels given as (label, text)."""
    notes = (
        note(item[1], item[0]) if isinstance(item, tuple) else note(item, str(number))
        for number, item in enumerate(printed, 1)
    )
    return Document("essay", "An essay", "text", "0" * 64, notes=tuple(notes))


def linked_note(written: str, label: str = "1") -> Note:
    """A note with hyperlinks, written as "See [the report](https://export.by/report)"."""
    text, links = "", []
    for words, target, other in re.findall(r"\[([^\[\]]+)\]\((\S+?)\)(?!\))|(.)", written):
        if target:
            links.append((len(text), len(text) + len(words), target))
        text += words or other
    return Note(f"note-{label}", label, text, links=tuple(links))
