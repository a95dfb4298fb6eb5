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

from search.document import NoteReference
from search.readers.text.labels import EMPHASIS, NAMED, NAMES, SUPERSCRIPTS
from search.readers.text.numbering import Candidate, chain


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
        return any(start <= offset < end for start, end in self.silent)

    def labels_below(self, offset: int) -> frozenset[str] | None:
        """The labels of the next notes below an offset, or None."""
        place = bisect_right(self.nearest, offset, key=itemgetter(0)) - 1
        return self.nearest[place][1] if place >= 0 else None


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph's text without marks, and its references. `stood[i]` is where the i-th mark stood."""

    text: str
    references: tuple[NoteReference, ...] = ()
    stood: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shape:
    """One way in which a mark is printed; `weight` is how much it looks the part."""

    pattern: re.Pattern[str]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Mark(Candidate):
    label: str = ""
    paragraph: int = 0
    start: int = 0
    end: int = 0


# a plain number of up to three digits that no measure, decimal or longer word goes on from
_NUMBER = r"(\d{1,3})(?![\d%°]|[.,:]\d|[-–]\w|\s?\(!|[^\W\d_])"
_APART = 0.1  # the weight of a number between two words: only a gap in the numbering speaks for it
_GLUED = (
    # after what closes a quotation or a clause: said"1  trade,25  process.29  (dry mix)"20
    _Shape(re.compile(rf"(?<=[\"”’»“')\]!?…]){_NUMBER}(?![\"'])"), 1.0),
    _Shape(re.compile(rf"(?<=[^\d\s.,\W][^\d\s.,\W][.,;:]){_NUMBER}"), 0.9),
    _Shape(re.compile(rf"(?<=[\"”’»“'\)\]!?…%*][.,;:]){_NUMBER}"), 0.9),
    # after a single letter or its like, which may be an initial or a section's: A.1
    _Shape(re.compile(rf"(?<=[^\d\s.,][.,;:]){_NUMBER}"), 0.5),
    _Shape(re.compile(rf"(?<=\s[.,;:]){_NUMBER}"), 0.9),
    _Shape(re.compile(rf"(?<=[.,;:][.,;:]){_NUMBER}"), 0.9),
    # after a closing quotation mark and a stray blank: said" 1 .
    _Shape(re.compile(rf"(?<=[\"”»)]\s){_NUMBER}(?=\s?[.,;:]|\s*$)"), 0.7),
    # glued to the word before, or to the one after: growth12   58As for
    _Shape(re.compile(rf"(?<=[^\W\d_]{{2}}){_NUMBER}"), 0.6),
    _Shape(re.compile(r"(?:^|(?<=\s))(\d{1,3})(?=[\"“«]?[^\W\d_a-zа-яё](?:[a-zа-яё]|\s))"), 0.5),
    # after a closing quotation mark that elsewhere opens one: »warum.«5
    _Shape(re.compile(rf"(?<=[^\s(\[][«“‘]){_NUMBER}"), 0.9),
    # after a full stop that might be a decimal point: um 8 Uhr 16.4 In den
    _Shape(re.compile(r"(?<=\d[.,;])(\d{1,3})(?=\s[^\W\d_a-zа-яё]|\s*$)"), 0.1),
    # apart from both, after a sentence or a clause: in 2009. 3 Narcissus
    _Shape(re.compile(r"(?<=[^\W\d_][.!?”’»)\"…]\s)(\d{1,3})(?=\s[“\"«‘]?[^\W\d_a-zа-яё]|$)"), 0.3),
    _Shape(re.compile(r"(?<=[.,;:!?”’»)\"…]\s)(\d{1,3})(?=\s|$)"), 0.15),
    _Shape(re.compile(r"(?<=[^\W\d_]{2}\s)(\d{1,3})(?=\s[^\W\d_]|$)"), _APART),
    # apart from both, before a full stop of its own: growth 12 .
    _Shape(re.compile(r"(?<=[^\W\d_]\s)(\d{1,3})(?=\s[.,;:](?:\s|$))"), 0.4),
)
_ABBREVIATED = re.compile(
    r"\b(?:pp?|nos?|nr|vol|art|arts|fig|figs|ch|sec|para|ver|cap|lib|chap|p\.\s?p|ст|с|рис|гл|§)\.$|"
    r"\b(?:section|appendix|annex|figure|table|kapitel|anhang|annexe)\s[A-Z]\.$",
    re.IGNORECASE,
)

_RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹]"
_RAISEDS = rf"[,–-]?\s?{_RAISED}"  # another one behind it: ²,³ are marks

_SIGNS = "*∗†‡§¶‖"
_SHAPES: dict[str, tuple[_Shape, ...]] = {
    "[^1]": (_Shape(re.compile(r"(?!^\[\^[^\]]+\]:)\[\^([^\]\s]{1,40})\]")),),
    "[1]": (
        _Shape(
            re.compile(
                r"(?<![\\^])\[(?:(?:foot)?note\s)?((?!0[-–])\d{1,6}(?:\s?[,;–-]\s?\d{1,6})*)\]", re.IGNORECASE
            )
        ),
    ),
    "[a]": (_Shape(re.compile(r"(?<=[^\s(\[])\s?\[([a-zA-Z]|[ivxlc]{2,6}|\*{1,4}|[†‡§¶]{1,3})\]")),),
    "¹": (
        _Shape(re.compile(rf"((?![²³](?!{_RAISEDS})){_RAISED}{{1,4}}(?:[,–-]\s?{_RAISED}{{1,4}})*)")),
        # but m², km³ and r² are measures
        _Shape(re.compile(rf"(?<!\b[^\W\d_])(?<!\b[kcdm]m)(?<!{_RAISED})([²³])(?!{_RAISED})")),
    ),
    "^1": (_Shape(re.compile(r"\^\{?(\d{1,4})\}?")),),
    "1": _GLUED,
    "(1)": (
        _Shape(re.compile(r"(?<=[.,;:!?”»\"’…)])\s?\((\d{1,3})\)(?=\s?[.,;:!?”»\"]|$)"), 0.9),
        _Shape(re.compile(r"(?<=[.!?”»\"’…])\s?\((\d{1,3})\)(?=\s[A-ZА-Я])"), 0.9),
        _Shape(re.compile(r"(?<=\S)\s?\((\d{1,3})\)(?=\s?[.,;:!?”»\"]|$)"), 0.6),
        _Shape(re.compile(r"(?<=[^\s,;:])\s?\((\d{1,3})\)(?!\s?[a-zа-яё])"), 0.6),
        _Shape(re.compile(r"(?<=[^\s,;:])\s?\((\d{1,3})\)"), 0.2),
        _Shape(re.compile(r"(?<=[,;:])\s?\((\d{1,3})\)"), 0.1),  # most often a list: (1) the news, (2)
    ),
    "1)": (_Shape(re.compile(r"(?<=[^\s\d(\[])(\d{1,3})\)(?!\w)"), 0.8),),
    "i": (_Shape(re.compile(r"(?<=[.,;:!?”\"’»)])([ivxlc]{1,6})(?=\s|$)")),),
    NAMED: (_Shape(re.compile(rf"\s?{NAMES.pattern}")),),
    "*": (
        _Shape(
            re.compile(
                rf"(?<=[^\s{_SIGNS}^(\[])(?<![\s(\[][\"'])\s?([*∗]{{1,4}}|([†‡¶‖])\2{{0,2}})(?![\w{_SIGNS}]|\s[*∗])"
            )
        ),
        _Shape(re.compile(rf"(?<=[^\s{_SIGNS}(\[])\s?(§{{1,3}})(?![\w§]|\s?\d)")),
    ),
}
_NUMBERED = ("[^1]", "[1]", "¹", "^1", "1", "1)", "(1)")
_NEEDED = {
    "[^1]": "[^",
    "[1]": "[",
    "[a]": "[",
    "^1": "^",
    "1)": ")",
    "(1)": "(",
    NAMED: "[",
}  # by a style's marks
_DATED_NAME = re.compile(r"[A-Z][\w.+:/-]{2,30}\d{2,4}[a-z]?")
_REPEATABLE = {"[^1]", "[1]", "[a]", "^1"}  # marks so plain that one may call its note again
_UNCALLED = 3  # marks that must read on from 1 where no note survives at all
_UNCALLED_GLUED = 5
_LABELLED = 1.3  # times the weight, for a mark whose label a note has
_LOOKS_LIKE = {
    "[1]": 2.0,
    "[^1]": 2.0,
}  # times the labels called, for marks that look like them; 1.1 for others
_OPERATES = re.compile(
    r"\s?(?:[-+*/%&|<>=!]=|<<|>>|=|[-+*/%&|<>]\s|\[|->|\.\w|\)*;|\)+\s?\{)"
)  # what follows an element
_CODE = re.compile(r"[{}=]|\w\(|;$")
_ELSEWHERE = 0.25  # the same, for one whose note stands at the foot of another page
_TAIL = 8  # characters before a mark that taking it out may change
_CLOSERS = frozenset(".,;:!?)»”")
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
    known = frozenset(labels)
    named = frozenset(label for label in known if not label.isdecimal())
    numbers = known - named
    marks = [] if named and not numbers else _numbered(paragraphs, numbers, label_style, shapes)
    if named:
        marks += _named(paragraphs, named)
    by_paragraph: dict[int, list[_Mark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.paragraph, mark.start)):
        by_paragraph.setdefault(mark.paragraph, []).append(mark)
    return [_without_marks(running.text, by_paragraph.get(i, [])) for i, running in enumerate(paragraphs)]


# --- which marks -----------------------------------------------------------------------------------------


def _numbered(
    paragraphs: Sequence[Running], labels: frozenset[str], label_style: str, shapes: Sequence[str]
) -> list[_Mark]:
    """The marks of the one shape that calls most of the labels; without labels, the one that reads on."""
    best: list[_Mark] = []
    most = 0.0
    for style in shapes:
        marks = _of_style(paragraphs, style, labels)
        called = len({mark.label for mark in marks} & labels) if labels else _reads_on(marks, style)
        score = called * (_LOOKS_LIKE.get(style, 1.1) if style == label_style else 1.0)
        if score > most:
            best, most = marks, score
    return best


def _reads_on(marks: Sequence[_Mark], style: str) -> int:
    """How many marks read on from 1, where there are no notes to go by."""
    values = [mark.value for mark in marks if mark.weight > _DOUBTFUL and mark.value]
    needed = _UNCALLED_GLUED if style in ("1", "1)", "(1)") else _UNCALLED
    known = set(values)
    steps = sum(1 for value in known if value - 1 in known) + 1
    return len(values) if 1 in known and steps >= max(needed, len(known) * 0.8) else 0


def _of_style(paragraphs: Sequence[Running], style: str, labels: frozenset[str]) -> list[_Mark]:
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


def _without_indexes(paragraphs: Sequence[Running], marks: Sequence[_Mark], lost: bool) -> list[_Mark]:
    """The marks without the elements of arrays: sig[1] == 0x30. Where all notes are lost, it takes less."""
    indexes = [mark for mark in marks if _is_index(paragraphs[mark.paragraph].text, mark, lost)]
    return [mark for mark in marks if mark not in indexes] if indexes else list(marks)


def _is_index(text: str, mark: _Mark, lost: bool) -> bool:
    if not mark.start or not (text[mark.start - 1].isalnum() or text[mark.start - 1] == "_"):
        return False
    return bool(_OPERATES.match(text, mark.end) or (lost and _CODE.search(text)))


def _candidates(running: Running, paragraph: int, style: str, labels: frozenset[str]) -> list[_Mark]:
    found: dict[int, list[_Mark]] = {}
    if style in _NEEDED and _NEEDED[style] not in running.text:
        return []
    text = _without_emphasis(running.text) if style == "*" else running.text
    for shape in _SHAPES[style]:
        for match in shape.pattern.finditer(text):
            start, end = match.span(1) if style == "1" else match.span()
            if start in found or running.is_silent(start):
                continue
            if style == "1" and _is_abbreviated(running.text, start):
                continue
            below = running.labels_below(start)
            found[start] = [
                _Mark(
                    int(label) if label.isdecimal() else 0,
                    shape.weight * _likelihood(label, labels, below),
                    False,
                    label,
                    paragraph,
                    start,
                    end,
                )
                for label in _labels(match[1])
                if shape.weight > _APART or label in labels
            ]
    return _freshened(running, [mark for start in sorted(found) for mark in found[start]])


def _without_emphasis(text: str) -> str:
    """The text with blanks for the asterisks of *so*, every offset as it was."""
    return EMPHASIS.sub(lambda match: match[0].replace("*", " "), text)


def _likelihood(label: str, labels: frozenset[str], below: frozenset[str] | None) -> float:
    """How likely a mark is by what it calls: a note, and the nearest of that label."""
    if label not in labels:
        return 1.0
    return _LABELLED if below is None or label in below else _ELSEWHERE


def _is_abbreviated(text: str, start: int) -> bool:
    """Whether a number belongs to the word before it: p.5"""
    return bool(_ABBREVIATED.search(text[max(0, start - 12) : start]))


def _labels(printed: str) -> list[str]:
    """One mark may call several notes: "1, 2", "3–5"."""
    labels: list[str] = []
    for part in re.split(r"\s?[,;]\s?", printed.translate(SUPERSCRIPTS)):
        first, _, last = part.partition("–") if "–" in part else part.partition("-")
        ends = first.strip(), last.strip()
        if all(end.isdecimal() for end in ends) and 0 < int(last) - int(first) < 30:
            labels += [str(value) for value in range(int(first), int(last) + 1)]
        else:
            labels.append(part.strip())
    return labels


def _freshened(running: Running, marks: list[_Mark]) -> list[_Mark]:
    """The first mark after each beginning of a page or section may begin the numbering again."""
    starts = [mark.start for mark in marks]
    for index in {bisect_left(starts, offset) for offset in running.fresh}:
        if index < len(marks):
            marks[index] = replace(marks[index], fresh=True)
    return marks


def _named(paragraphs: Sequence[Running], labels: frozenset[str]) -> list[_Mark]:
    """Signs and letters: only those that label a note."""
    return [
        mark
        for style in ("[^1]", NAMED, "[a]", "*", "i")
        for i, running in enumerate(paragraphs)
        for mark in _candidates(running, i, style, labels)
        if mark.label in labels or (style == NAMED and _looks_named(mark.label, labels))
    ]


def _looks_named(label: str, labels: frozenset[str]) -> bool:
    """Whether a name in brackets calls an entry that was lost: a number ends it, as it does others."""
    return bool(_DATED_NAME.fullmatch(label)) and sum(bool(_DATED_NAME.fullmatch(n)) for n in labels) > 1


# --- taking them out -------------------------------------------------------------------------------------


def _without_marks(text: str, marks: Sequence[_Mark]) -> Marked:
    done: list[str] = []  # what no mark can change any more
    length = at = 0
    tail = ""
    references, stood = [], []
    for mark in marks:
        if mark.start >= at:
            before, at = _cut(tail + text[at : mark.start], text, mark.end)
            tail = before[-_TAIL:]
            done.append(before[: len(before) - len(tail)])
            length += len(done[-1])
        references.append(NoteReference(mark.label, length + len(tail)))
        stood.append(mark.start)
    kept = ("".join(done) + tail + text[at:]).rstrip()
    within = tuple(replace(reference, offset=min(reference.offset, len(kept))) for reference in references)
    return Marked(kept, within, tuple(stood))


def _cut(before: str, text: str, end: int) -> tuple[str, int]:
    """Closes the gap that a mark leaves: no blank before a full stop, none doubled, none at the beginning."""
    resumes = end + (text[end : end + 1] == " ")
    if text[resumes : resumes + 1] in _CLOSERS:
        return before.rstrip(), resumes
    if re.search(r"\s[.,;:]$", before[-2:]):
        before = before[:-2].rstrip() + before[-1]
    if not before or before.endswith(" "):
        return before, resumes
    return before, end
