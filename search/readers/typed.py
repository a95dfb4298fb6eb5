"""Notes that somebody typed by hand into a format that could have kept them: marks and a list, and no links.

Comes in: the headings and paragraphs of a document, raised figures as such ("¹²"). Goes out: which of the
paragraphs are notes, and the text of the others without their marks. Where notes stand and what their labels
look like is what the reader of plain text knows; its marks that are doubtful there are not looked for here,
since what is raised or in brackets has stayed so.

    >>> found = find_typed([Typed("He denied it.¹"), Typed("Notes", 1), Typed("1. Smith, p. 5.")])
    >>> found.marked[0].text, found.marked[0].calls, found.notes
    ('He denied it.', (0,), (TypedNote(label='1', first=2, last=2, cut=3),))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from search.document import NoteReference
from search.readers.text.calls import Call, calls
from search.readers.text.labels import SUPERSCRIPTS
from search.readers.text.marks import Marked, Running, find_marks
from search.readers.text.note_blocks import Blocks, RawNote, split_notes
from search.readers.text.note_places import AT_FOOT, RULES
from search.readers.text.pages import Line

_SHAPES = ("[^1]", "[1]", "¹", "^1")
_MARK = re.compile(r"\[\d{1,4}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}")  # also a label on a line of its own, above its note
# without pages what looks like their feet may be any numbered list: it is asked last
_PLACES = (tuple(place for place in RULES if place != AT_FOOT), (AT_FOOT,))
_STAR = "*"
_APART = re.compile(r"\s\*\s|[({:&]\*[\s)};]")
_CALLED = 1 / 2  # of the notes at least: of a list of other things, fewer have a mark
_ANSWERED = 2 / 3  # of the marks at least: elements of arrays have no notes


@dataclass(frozen=True, slots=True)
class Typed:
    """A heading (level 1 and more) or a paragraph; `number` is what the program prints before it."""

    text: str
    level: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class TypedNote:
    """A note: which of the pieces it is made of, and how much of the first is its label."""

    label: str
    first: int
    last: int
    cut: int = 0


@dataclass(frozen=True, slots=True)
class WithoutMarks:
    """A piece of the body: its text, its marks, and for each the place of its note among the notes."""

    text: str
    references: tuple[NoteReference, ...] = ()
    calls: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found; `marked` by the places of the pieces, without those of notes and their headings."""

    notes: tuple[TypedNote, ...] = ()
    marked: Mapping[int, WithoutMarks] = field(default_factory=dict)
    convention: str = ""


def find_typed(pieces: Sequence[Typed]) -> Found | None:
    """The notes and their marks; None where there are none, or what looks so is a list of other things."""
    lines = list(_lines(pieces))
    found = (_find(pieces, lines, split_notes(lines, places)) for places in _PLACES)
    return next((one for one in found if one), None)


def _find(pieces: Sequence[Typed], lines: Sequence[Line], split: Blocks) -> Found | None:
    notes = [note for note in split.notes if note.label and any(line.text for line in note.lines)]
    if not notes:
        return None
    ends = {line.number: after.number for line, after in pairwise([*lines, Line("", len(pieces))])}
    whole = [_note(note, pieces, ends) for note in notes]
    ended = _ended(whole, pieces)
    behind = {at for old, new in zip(whole, ended, strict=True) for at in range(new.last + 1, old.last + 1)}
    places = sorted({line.number for line in split.body} | behind)
    running = [Running(pieces[place].text, (0,) if pieces[place].level else ()) for place in places]
    marked = find_marks(running, [note.label for note in notes], split.style, _SHAPES)
    found = _with_calls(pieces, places, marked, notes, split.place)
    if not _is_convincing(notes, list(found.values())):
        return None
    if split.style == _STAR and _are_operators(pieces, found):
        return None
    return Found(tuple(ended), found, f"notes typed {split.place}, labelled like “{split.style}”")


def _lines(pieces: Sequence[Typed]) -> Iterator[Line]:
    """A line a piece, numbered by its place; a label that stands alone is one with the piece under it."""
    place = 0
    while place < len(pieces):
        text = _printed(pieces[place])
        number = place
        following = pieces[place + 1 : place + 2]
        if _MARK.fullmatch(text) and following and not following[0].level:
            place += 1
            text = f"{text} {following[0].text}"
        yield Line(text, number, gap=1)
        place += 1


def _is_convincing(notes: Sequence[RawNote], marked: Sequence[WithoutMarks]) -> bool:
    called = {reference.label for one in marked for reference in one.references}
    answers = [call for one in marked for call in one.calls]
    answered = sum(call is not None for call in answers)
    is_series = len(notes) == 1 and len(answers) > 1  # a program that prints "[1]" before every result
    return (
        answered > 0
        and not is_series
        and answered >= _ANSWERED * len(answers)
        and sum(note.label in called for note in notes) >= _CALLED * len(notes)
    )


def _are_operators(pieces: Sequence[Typed], found: Mapping[int, WithoutMarks]) -> bool:
    """Whether a star that seems to call a note stands between blanks, as in code and sums."""
    calling = [place for place, one in found.items() if one.references]
    return any(_APART.search(pieces[place].text) for place in calling)


def _printed(piece: Typed) -> str:
    return f"{piece.number} {piece.text}" if piece.number and not piece.level else piece.text


def _note(note: RawNote, pieces: Sequence[Typed], ends: Mapping[int, int]) -> TypedNote:
    first, last = note.lines[0], note.lines[-1]
    whole = len(pieces[first.number].text)
    cut = whole - len(first.text) if first.text and pieces[first.number].text.endswith(first.text) else whole
    return TypedNote(note.label, first.number, ends[last.number] - 1, cut)


def _ended(notes: Sequence[TypedNote], pieces: Sequence[Typed]) -> list[TypedNote]:
    """The notes without what stands behind them and is text again.

    A heading ends a note; what calls a later note is no part of one; the last note, which nothing follows,
    has no more paragraphs than the others.
    """
    longest = max((one.last - one.first for one in notes[:-1]), default=0)
    labels = {one.label for one in notes}
    ended = []
    for place, one in enumerate(notes):
        labels.discard(one.label)
        last = one.last if place < len(notes) - 1 else min(one.last, one.first + longest)
        further = range(one.first + 1, last + 1)
        if any(labels & _called(pieces[at].text) for at in further):
            last = one.first
        headings = (at - 1 for at in further if pieces[at].level)
        ended.append(replace(one, last=min(last, next(headings, last))))
    return ended


def _called(text: str) -> set[str]:
    return {mark.strip("[]").translate(SUPERSCRIPTS) for mark in _MARK.findall(text)}


def _with_calls(
    pieces: Sequence[Typed],
    places: Sequence[int],
    marked: Sequence[Marked],
    notes: Sequence[RawNote],
    place_of_notes: str,
) -> dict[int, WithoutMarks]:
    section = ""
    made: list[Call] = []
    for place, one in zip(places, marked, strict=True):
        section = one.text if pieces[place].level else section
        made += [Call(reference.label, place, section) for reference in one.references]
    answers = iter(_answered(made, notes, calls(made, notes, place_of_notes)))
    return {
        place: WithoutMarks(one.text, one.references, tuple(next(answers) for _ in one.references))
        for place, one in zip(places, marked, strict=True)
    }


def _answered(
    made: Sequence[Call], notes: Sequence[RawNote], answers: Sequence[int | None]
) -> list[int | None]:
    """A label that only one note has calls that note."""
    places = {note.label: place for place, note in enumerate(notes)}
    unique = len(places) == len(notes)
    return [places.get(call.label) if unique else answer for call, answer in zip(made, answers, strict=True)]
