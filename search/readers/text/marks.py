"""Note references in plain text: which numbers and signs call a note.

Comes in: the running text of each paragraph, and the labels of the notes. Goes out: the text without its
marks, and the marks as references. Each shape of mark is one small rule; the numbers among them must also
read on as a numbering (`numbering.chain`), so that years, sums and `20(!)` stay in the text.

    >>> marked = find_marks([Running('so it was said"1 . Then 2 men left.')], {"1"}, "1")
    >>> marked[0].text, marked[0].references[0].offset
    ('so it was said". Then 2 men left.', 15)
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from search.readers import page_counts
from search.readers.exponents import BEFORE, is_exponent
from search.readers.text.labels import EMPHASIS, NAMED, SUPERSCRIPTS
from search.readers.text.numbering import chain
from search.readers.text.shapes import APART, NEEDED, SHAPES, called, is_abbreviated
from search.readers.text.taking_out import Mark, Marked, without_marks

__all__ = ["Marked", "Running", "find_marks", "marks_of", "taken_out"]


@dataclass(frozen=True, slots=True)
class Running:
    """The text of one paragraph.

    Attributes:
        text: with its marks.
        fresh: the offsets at which a page or a section begins.
        nearest: from which offset on which labels the next notes below have; empty where that says nothing.
        silent: spans in which nothing calls a note.
    """

    text: str
    fresh: tuple[int, ...] = ()
    nearest: tuple[tuple[int, frozenset[str]], ...] = ()
    silent: tuple[tuple[int, int], ...] = ()

    def is_silent(self, offset: int) -> bool:
        """Whether an offset stands where nothing calls a note."""
        place = bisect_right(self.silent, offset, key=itemgetter(0)) - 1
        return place >= 0 and offset < self.silent[place][1]

    def labels_below(self, offset: int) -> frozenset[str] | None:
        """The labels of the next notes below an offset, or None."""
        place = bisect_right(self.nearest, offset, key=itemgetter(0)) - 1
        return self.nearest[place][1] if place >= 0 else None


_NUMBERED = ("[^1]", "[1]", "¹", "^1", "1", "1)", "(1)")
_NAMED = ("[^1]", NAMED, "[a]", "*", "i")
_DATED_NAME = re.compile(r"[A-Z][\w.+:/-]{2,30}\d{2,4}[a-z]?")
_REPEATABLE = {"[^1]", "[1]", "[a]", "^1"}  # marks so plain that one may call its note again
_LISTING = {"(1)", "1)"}  # shapes that number the steps of a text that has notes of another look
_UNCALLED = 3  # marks that must read on from 1 where no note survives at all
_UNCALLED_GLUED = 5
_LABELLED = 1.3  # times the weight, for a mark whose label a note has
_LOOKS_LIKE = {
    "[1]": 2.0,
    "[^1]": 2.0,
}  # times the labels called, for marks that look like them; 1.1 for others
# what follows an element, and what may in code only: a sentence may go on so, too
_OPERATES = re.compile(r"\s?(?:[-+*/%&|<>=!]=|<<|>>|=|->|\)+\s?\{)")
_MAY_OPERATE = re.compile(r"\s?[-+*/%&|<>]\s|\s?\[|\.\w|\)*;")
_CODE = re.compile(r"[{}=]|\w\(|;$")
_LISTED = re.compile(r"(?:[:=]\s?|[\"']\])$")  # before a list or an index in code: {'a': [1]}, row['a'][1]
# a tag of ASN.1, by the type behind it: pvno [1] INTEGER, req-body [4] KDC-REQ-BODY OPTIONAL,
_TYPE = re.compile(
    r"\s?(?:IMPLICIT|EXPLICIT|INTEGER|BOOLEAN|NULL|ENUMERATED|OCTET STRING|BIT STRING|SEQUENCE|SET OF|CHOICE|"
    r"OBJECT IDENTIFIER|[A-Z]\w+String)\b"
)
_MODULE = re.compile(r"::=\s*(?:\[|SEQUENCE\b|SET\b|CHOICE\b)")
_TAGGED = re.compile(r"[a-z][\w-]*\s?\[\d+\]\s[A-Z][\w-]*(?:\s(?:OPTIONAL|DEFAULT\b.*))?,?(?:\s?--.*)?")
_ELSEWHERE = 0.25  # the same, for one whose note stands at the foot of another page
_DOUBTFUL = 0.6  # a weight: what looks no better proves nothing by itself


def find_marks(
    paragraphs: Sequence[Running],
    labels: Iterable[str],
    label_style: str = "",
    shapes: Sequence[str] = _NUMBERED,
) -> list[Marked]:
    """Finds the marks of one shape (and signs beside them) and takes them out of the text.

    Args:
        paragraphs: in reading order.
        labels: those of the document's notes.
        label_style: the shape of the notes' labels, which the marks often share.
        shapes: those that numbers may have here.
    """
    return taken_out(paragraphs, marks_of(paragraphs, labels, label_style, shapes))


def marks_of(
    paragraphs: Sequence[Running],
    labels: Iterable[str],
    label_style: str = "",
    shapes: Sequence[str] = _NUMBERED,
    besides: Sequence[Mark] = (),
) -> list[Mark]:
    """The marks of one system of notes; those `besides` belong to another, and look otherwise."""
    known = frozenset(labels)
    named = frozenset(label for label in known if not label.isdecimal())
    numbers = known - named
    others = {mark.shape for mark in besides} | (_LISTING if besides else set())
    paragraphs = _silenced(paragraphs, besides)
    free = [shape for shape in shapes if shape not in others]
    marks = [] if named and not numbers else _numbered(paragraphs, numbers, label_style, free)
    if named:
        marks += _named(paragraphs, named, [shape for shape in _NAMED if shape not in others])
    return marks


def taken_out(paragraphs: Sequence[Running], marks: Iterable[Mark]) -> list[Marked]:
    """Each paragraph without its marks."""
    by_paragraph: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.paragraph, mark.start)):
        by_paragraph.setdefault(mark.paragraph, []).append(mark)
    return [without_marks(running.text, by_paragraph.get(i, [])) for i, running in enumerate(paragraphs)]


def _silenced(paragraphs: Sequence[Running], marks: Sequence[Mark]) -> Sequence[Running]:
    """The paragraphs, in which nothing that stands where these marks do calls a note."""
    if not marks:
        return paragraphs
    spans: dict[int, set[tuple[int, int]]] = {}
    for mark in marks:
        spans.setdefault(mark.paragraph, set()).add((mark.start, mark.end))
    return [
        replace(running, silent=tuple(sorted({*running.silent, *spans[place]})))
        if place in spans
        else running
        for place, running in enumerate(paragraphs)
    ]


# --- which marks -----------------------------------------------------------------------------------------


def _numbered(
    paragraphs: Sequence[Running], labels: frozenset[str], label_style: str, shapes: Sequence[str]
) -> list[Mark]:
    """The marks of the one shape that calls most of the labels; without labels, the one that reads on."""
    best: list[Mark] = []
    most = 0.0
    for style in shapes:
        marks = _of_style(paragraphs, style, labels)
        answered = len({mark.label for mark in marks} & labels) if labels else _reads_on(marks, style)
        score = answered * (_LOOKS_LIKE.get(style, 1.1) if style == label_style else 1.0)
        if score > most:
            best, most = marks, score
    return best


def _reads_on(marks: Sequence[Mark], style: str) -> int:
    """How many marks read on from 1, where there are no notes to go by."""
    values = [mark.value for mark in marks if mark.weight > _DOUBTFUL and mark.value]
    needed = _UNCALLED_GLUED if style in ("1", "1)", "(1)") else _UNCALLED
    known = set(values)
    steps = sum(1 for value in known if value - 1 in known) + 1
    return len(values) if 1 in known and steps >= max(needed, len(known) * 0.8) else 0


def _of_style(paragraphs: Sequence[Running], style: str, labels: frozenset[str]) -> list[Mark]:
    candidates = [
        mark for i, running in enumerate(paragraphs) for mark in _candidates(running, i, style, labels)
    ]
    believed = chain([mark for mark in candidates if mark.value])
    if style not in _REPEATABLE:
        return believed
    highest = max((mark.value for mark in believed), default=0)
    return [
        mark
        for mark in _without_indexes(paragraphs, candidates, not labels)
        if mark.label in labels or ((labels or believed) and 0 < mark.value <= highest)
    ]


def _without_indexes(paragraphs: Sequence[Running], marks: Sequence[Mark], lost: bool) -> list[Mark]:
    """The marks without the elements of arrays: sig[1] == 0x30. Where all notes are lost, it takes less."""
    texts = {mark.paragraph: paragraphs[mark.paragraph].text for mark in marks}
    modules = {place for place, text in texts.items() if _MODULE.search(text)}
    code = {place for place, text in texts.items() if _CODE.search(text)}
    return [
        mark
        for mark in marks
        if mark.paragraph not in modules
        and not _is_index(texts[mark.paragraph], mark, lost, mark.paragraph in code)
    ]


def _is_index(text: str, mark: Mark, lost: bool, code: bool) -> bool:
    if not mark.start:
        return lost  # "[1] The news" labels the news
    if _TYPE.match(text, mark.end) or _TAGGED.fullmatch(text):
        return True
    if code and _LISTED.search(text, max(0, mark.start - 3), mark.start):
        return True
    if not (text[mark.start - 1].isalnum() or text[mark.start - 1] == "_"):
        return False
    if _OPERATES.match(text, mark.end):
        return True
    return code and bool(lost or _MAY_OPERATE.match(text, mark.end))


def _candidates(running: Running, paragraph: int, style: str, labels: frozenset[str]) -> list[Mark]:
    found: dict[int, list[Mark]] = {}
    if style in NEEDED and NEEDED[style] not in running.text:
        return []
    text = _without_emphasis(running.text) if style == "*" else running.text
    for shape in SHAPES[style]:
        for match in shape.pattern.finditer(text):
            start, end = match.span(1) if style == "1" else match.span()
            if start in found or running.is_silent(start):
                continue
            if style == "1" and is_abbreviated(running.text, start):
                continue
            if style == "¹" and _is_exponent(running.text, start, end):
                continue
            if style == "[1]" and _counts_pages(running.text, start, end):
                continue
            below = running.labels_below(start)
            found[start] = [
                Mark(
                    int(label) if label.isdecimal() else 0,
                    shape.weight * _likelihood(label, labels, below),
                    False,
                    label,
                    paragraph,
                    start,
                    end,
                    style,
                )
                for label in called(match[1])
                if shape.weight > APART or label in labels
            ]
    return _freshened(running, [mark for start in sorted(found) for mark in found[start]])


def _is_exponent(text: str, start: int, end: int) -> bool:
    figure = text[start:end].translate(SUPERSCRIPTS)
    return is_exponent(text[max(0, start - BEFORE) : start], figure, text[end : end + BEFORE])


def _counts_pages(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - page_counts.BEFORE) : start]
    return page_counts.is_page_count(before, text[end : end + page_counts.BEHIND])


def _without_emphasis(text: str) -> str:
    """The text with blanks for the asterisks of *so*, every offset as it was."""
    return EMPHASIS.sub(lambda match: match[0].replace("*", " "), text)


def _likelihood(label: str, labels: frozenset[str], below: frozenset[str] | None) -> float:
    """How likely a mark is by what it calls: a note, and the nearest of that label."""
    if label not in labels:
        return 1.0
    return _LABELLED if below is None or label in below else _ELSEWHERE


def _freshened(running: Running, marks: list[Mark]) -> list[Mark]:
    """The first mark after each beginning of a page or section may begin the numbering again."""
    starts = [mark.start for mark in marks]
    for index in {bisect_left(starts, offset) for offset in running.fresh}:
        if index < len(marks):
            marks[index] = replace(marks[index], fresh=True)
    return marks


def _named(paragraphs: Sequence[Running], labels: frozenset[str], shapes: Sequence[str]) -> list[Mark]:
    """Signs and letters: only those that label a note."""
    return [
        mark
        for style in shapes
        for i, running in enumerate(paragraphs)
        for mark in _candidates(running, i, style, labels)
        if mark.label in labels or (style == NAMED and _looks_named(mark.label, labels))
    ]


def _looks_named(label: str, labels: frozenset[str]) -> bool:
    """Whether a name in brackets calls an entry that was lost: a number ends it, as it does others."""
    return bool(_DATED_NAME.fullmatch(label)) and sum(bool(_DATED_NAME.fullmatch(n)) for n in labels) > 1
