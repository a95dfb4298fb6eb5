"""Whether what looks like the notes of a text is notes.

Comes in: where the notes of a text may stand, and the document as it would then be. Goes out: whether to
believe it. A text without notes has numbered lists, bullets, sums and asterisks of other kinds; what is told
from them is that most notes are called, and that most marks call one.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.document import Document
from search.notes import link_notes
from search.readers.text.labels import LABELS
from search.readers.text.note_blocks import CALLED_ONLY, LISTS, Blocks
from search.readers.text.taking_out import Marked

_CALLED = 0.4  # of the notes, at the least: extractors lose marks
_LINKED = 0.25  # of the marks: extractors lose notes too
_LOOKED_FOR = ("[1]", "(1)", "¹")  # styles that marks have, too
_ALIKE = 1.0  # what a mark is worth at least that looks like the label
_SIGNS = "*"  # the style that bullets have too
_REPEATED = 1.5  # marks by signs for each note: a sign calls one note


def is_convincing(split: Blocks, document: Document, marked: Sequence[Marked]) -> bool:
    """Whether enough notes are called, by marks that look the part.

    Under a heading of their own, and in brackets, it takes none. `marked` is the body as the document has it.
    """
    signs = split.style == _SIGNS
    if split.place not in CALLED_ONLY and not (split.place in LISTS and signs):
        return True
    references = list(link_notes(document).references())
    weights = (weight for text in marked for weight in text.weights)
    called: dict[str, float] = {}
    for reference, weight in zip(references, weights, strict=True):
        if reference.note_id:
            worth = max(min(weight, 1.0), _ALIKE if split.style in _LOOKED_FOR else 0.0)
            called[reference.note_id] = max(worth, called.get(reference.note_id, 0.0))
    linked = sum(1 for reference in references if reference.note_id)
    if signs and (_are_bullets(split) or len(references) > _REPEATED * len(document.notes) + 1):
        return False
    return sum(called.values()) >= _CALLED * len(document.notes) and linked >= _LINKED * len(references)


def _are_bullets(split: Blocks) -> bool:
    """Whether one sign labels two things of one list, or begins lines of the text as well, or ends notes."""
    if any(note.lines[-1].text.endswith(note.label) for note in split.notes if note.label):  # ** so **
        return True
    labels = [(note.block, note.label) for note in split.notes]
    if split.place in LISTS and len(set(labels)) < len(labels):
        return True
    others = sum(1 for line in split.body if LABELS[_SIGNS].match(line.text))
    return others * 2 > len(split.notes)
