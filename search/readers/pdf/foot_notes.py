"""The lines of a page's foot to notes.

Comes in: the lines under the text of a page, and the labels that the page calls. Goes out: a note for each
label that is called, or comes next in turn, and looks like the others; what stands before the first goes on
with the note before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from search.readers.pdf.labels import Candidate, Label, opening
from search.readers.pdf.shapes import Line, RawNote
from search.readers.pdf.wording import is_worded
from search.readers.text.labels import ENCLOSED

SURE = frozenset({"raised", "*", "[1]", "¹"})


@dataclass(frozen=True, slots=True)
class PageCalls:
    """The labels that something on a page may call, those surely called, and those called in brackets."""

    labels: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()
    bracketed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, marks: Iterable[Candidate]) -> PageCalls:
        """What marks call: those in brackets call only notes whose labels stand in brackets."""
        found: tuple[set[str], ...] = (set(), set(), set())
        for mark in marks:
            kinds = (2,) if mark.style == ENCLOSED else (0,) if mark.doubtful else (0, 1)
            for kind in kinds:
                found[kind].update(mark.labels)
        return cls(*map(frozenset, found))

    def __or__(self, other: PageCalls) -> PageCalls:
        return PageCalls(self.labels | other.labels, self.sure | other.sure, self.bracketed | other.bracketed)

    def may_call(self, found: Label) -> bool:
        """Whether anything may call a note with a label."""
        return found.text in (self.bracketed if found.style == ENCLOSED else self.labels)

    def tell(self, found: Label) -> bool:
        """Whether a label that begins a line is told to be a note's: a power calls no numbered step."""
        return self.may_call(found) if found.style in SURE else found.text in self.sure


def add_notes(notes: list[RawNote], lines: Sequence[Line], calls: PageCalls) -> None:
    """Parts the lines of a foot into notes; those before the first label belong to the last note."""
    style = ""
    begun = False
    parted = list(_unfolded(lines, calls))
    for index, line in enumerate(parted):
        found = opening(line)
        last = notes[-1].label if notes else ""
        if (
            found
            and _begins(found, style, last, calls, begun)
            and is_note(parted[index : index + 2], found, last)
        ):
            notes.append(
                RawNote(found.text, (line.cut(found.end),), line.page, line.left, line.y, found.style)
            )
            style, begun = found.style, True
        elif notes:
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))


def _unfolded(lines: Sequence[Line], calls: PageCalls) -> Iterator[Line]:
    """Lines parted where a note begins in their midst, as where all of a page are set as one paragraph."""
    inside = calls.labels - {found.text for line in lines if (found := opening(line))}
    last = ""
    for line in lines:
        found = opening(line)
        last = found.text if found else last
        begun = 0
        for start, end in line.raised:
            label = line.text[start:end].strip()
            if start and label in inside and _follows(label, last):
                yield line.until(start).cut(begun)
                begun, last = start, label
        yield line.cut(begun) if begun else line


def _begins(found: Label, style: str, last: str, calls: PageCalls, begun: bool) -> bool:
    """Whether a label begins a note: it is called, or the next in turn, and looks like the others here."""
    if style and found.style != style and not {found.style, style} <= SURE:
        return False
    follows = _follows(found.text, last)
    if found.style in SURE:
        return follows or calls.may_call(found) or not begun
    return follows or (not begun and calls.may_call(found))


def _follows(label: str, last: str) -> bool:
    return label.isdecimal() and last.isdecimal() and int(label) == int(last) + 1


def is_note(lines: Sequence[Line], label: Label, last: str) -> bool:
    """Whether a label may label what follows it; where it stands alone, what stands on the next line."""
    text = lines[0].text[label.end :] or " ".join(line.text for line in lines[1:2])
    if label.text == "0" or not is_worded(text):
        return False
    if len(label.text) == 1 and label.text.isalpha() and label.text not in "aAi":
        return label.text == chr(ord(last[-1:] or "0") + 1)  # letters count from the first
    return True


def is_sure(line: Line) -> bool:
    """Whether a line begins with what can hardly be anything but a label."""
    found = opening(line)
    return found is not None and found.style in SURE
