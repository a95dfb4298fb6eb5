"""Whether what looks like the notes of a text is notes.

Comes in: where the notes of a text may stand, and the document as it would then be. Goes out: whether to
believe it. A text without notes has numbered lists, bullets, sums and asterisks of other kinds; what is told
from them is that most notes are called, and that most marks call one.
"""

from __future__ import annotations

from collections.abc import Sequence

from search.document import Document
from search.notes import link_notes
from search.readers.text.labels import DEFINED, ENCLOSED, LABELS, NAMED
from search.readers.text.note_blocks import CALLED_ONLY, LISTS, Blocks
from search.readers.text.taking_out import Marked

_CALLED = 0.4  # of the notes, at the least: extractors lose marks
_LINKED = 0.25  # of the marks: extractors lose notes too
# the same of a second system: where notes were found, what else is labelled is more likely a list
_SECOND_CALLED = 0.65
_SECOND_LINKED = 0.75
_LOOKED_FOR = ("[1]", "(1)", "¹")  # styles that marks have, too
_ALIKE = 1.0  # what a mark is worth at least that looks like the label
_SIGNS = "*"  # the style that bullets have too
_SURE = {ENCLOSED, NAMED, DEFINED}  # of a second system, too
_UNNUMBERED = _SURE | {_SIGNS}
_REPEATED = 1.5  # marks by signs for each note: a sign calls one note


def is_convincing(split: Blocks, document: Document, marked: Sequence[Marked], system: int = 0) -> bool:
    """Whether enough notes are called, by marks that look the part.

    Under a heading of their own, and in brackets, it takes none, but where they are the second system of a
    text. `marked` is the body as the document has it.
    """
    signs = split.style == _SIGNS
    if not system and split.place not in CALLED_ONLY and not (split.place in LISTS and signs):
        return True
    weights = [weight for text in marked for weight in text.weights]
    marks = zip(link_notes(document).references(), weights, strict=True)
    own = [(reference, weight) for reference, weight in marks if reference.system == system]
    references = [reference for reference, _ in own]
    notes = [note for note in document.notes if note.system == system]
    called: dict[str, float] = {}
    for reference, weight in own:
        if reference.note_id:
            worth = max(min(weight, 1.0), _ALIKE if split.style in _LOOKED_FOR else 0.0)
            called[reference.note_id] = max(worth, called.get(reference.note_id, 0.0))
    linked = sum(1 for reference in references if reference.note_id)
    if system and not _begins(split):
        return False
    if signs and (_are_bullets(split) or len(references) > _REPEATED * len(notes) + 1):
        return False
    least = (_SECOND_CALLED, _SECOND_LINKED) if system and split.style not in _SURE else (_CALLED, _LINKED)
    return sum(called.values()) >= least[0] * len(notes) and linked >= least[1] * len(references)


def _begins(split: Blocks) -> bool:
    """Whether numbers begin with 1 and go on, or the labels are of a style that has others."""
    numbers = [note.label for note in split.notes if note.label.isdecimal()]
    return numbers[0] == "1" and len(numbers) > 1 if numbers else split.style in _UNNUMBERED


def _are_bullets(split: Blocks) -> bool:
    """Whether one sign labels two things of one list, or begins lines of the text as well, or ends notes."""
    if any(note.lines[-1].text.endswith(note.label) for note in split.notes if note.label):  # ** so **
        return True
    labels = [(note.block, note.label) for note in split.notes]
    if split.place in LISTS and len(set(labels)) < len(labels):
        return True
    others = sum(1 for line in split.body if LABELS[_SIGNS].match(line.text))
    return others * 2 > len(split.notes)
