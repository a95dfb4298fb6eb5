"""Which of the candidates in the text are marks, and which note each of them calls.

Comes in: the lines of the body, the notes at the feet of pages and the lists. Goes out: the marks of each
line with the keys of their notes. In this order a candidate is answered by the note that its link leads to,
by a note at the foot of its page (or of the next one, where it had no room), or by a list: the next one after
it, or, where the lists of all chapters stand at the end, the one whose turn it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from search.readers.pdf.labels import ROUND, Candidate, candidates, parted
from search.readers.pdf.led import leads_near
from search.readers.pdf.list_calls import NoteList
from search.readers.pdf.offices import Offices
from search.readers.pdf.shapes import Line, RawNote
from search.readers.text.labels import ENCLOSED

_EXCLUSIVE = ("raised", "[1]", ROUND)  # a list is called by one of these alone
_ONCE = 2  # marks with one number whose note is missing: powers are more
_MORE = 4  # times as many as any other marks call
_COVERED = 0.6  # of a list's labels that raised numbers must call where brackets call any: powers call few
_CALLED = 0.5  # of a list's labels that numbers in round brackets must call


@dataclass(frozen=True, slots=True)
class Called:
    """A mark in a line: its span, and for each label the key of its note (None: missing)."""

    start: int
    end: int
    labels: tuple[tuple[str, int | None], ...]


@dataclass(slots=True)
class Notes:
    """All notes of a document, feet first, then the lists; a note's key is its index."""

    feet: Sequence[RawNote]
    lists: Sequence[NoteList]
    all: list[RawNote] = field(default_factory=list)
    _on_page: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    _placed: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    _listed: list[dict[str, int]] = field(default_factory=list)
    _styles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.all = list(self.feet)
        for key, note in enumerate(self.feet):
            self._on_page[note.page, note.label].append(key)
        for entry in self.lists:
            self._listed.append({note.label: len(self.all) + i for i, note in enumerate(entry.notes)})
            self.all += entry.notes
        for key, note in enumerate(self.all):
            self._placed[note.page, note.label].append(key)

    def led_to(self, mark: Candidate, label: str) -> int | None:
        """The note with a label that begins where a link of a mark leads."""
        near = [
            (abs((target.y if target.y is not None else note.y) - note.y), key)
            for target in mark.targets
            for key in self._placed.get((target.page, label), ())
            for note in (self.all[key],)
            if leads_near(target, note.y)
        ]
        return min(near)[1] if near else None

    def at_foot(self, page: int, label: str) -> list[int]:
        """The notes with a label at the foot of a page."""
        return self._on_page.get((page, label), [])

    def prefer(self, marks: Iterable[tuple[int, Candidate]]) -> None:
        """Notices how each list is called, by what is raised or by brackets: a power calls no work."""
        labels: list[dict[str, set[str]]] = [defaultdict(set) for _ in self.lists]
        for page, mark in marks:
            for label in mark.labels:
                if mark.doubtful or self.at_foot(page, label):
                    continue
                for index, listed in enumerate(self._listed):
                    if label in listed:
                        labels[index][mark.listed_style].add(label)
        self._styles = [self._style(found, entry) for found, entry in zip(labels, self.lists, strict=True)]

    @staticmethod
    def _style(found: dict[str, set[str]], entry: NoteList) -> str:
        round_ = found.pop(ROUND, set())
        others = max((len(labels) for labels in found.values()), default=0)
        listed = entry.headed and entry.style != ENCLOSED  # [1] is called by [1]: (1) is an equation
        if listed and len(round_) >= max(_CALLED * len(entry.notes), _MORE * others):
            return ROUND
        raised = found.get("raised", set())
        if ENCLOSED in found and (entry.style == ENCLOSED or len(raised) < _COVERED * len(entry.notes)):
            return ENCLOSED
        return max(found, key=lambda style: len(found[style]), default="")

    def listed(self, line: int, label: str, turn: int, style: str = "") -> int | None:
        """The note of a list that a mark on a line of the body calls; `style` is what the mark looks like."""
        holding = [
            index
            for index, labels in enumerate(self._listed)
            if label in labels and (not style or not self._styles or self._styles[index] == style)
        ]
        after = [index for index in holding if self.lists[index].start > line]
        if not after:
            return self._listed[holding[-1]][label] if holding else None
        apart = {self._section(index) for index in after}
        if len(after) > 1 and len(apart) < len(after):
            together = [i for i in range(len(self.lists)) if self._section(i) == self._section(after[0])]
            chosen = together[min(turn, len(together) - 1)]
            return self._listed[chosen].get(label)
        return self._listed[after[0]][label]

    def _section(self, index: int) -> int:
        """Lists that follow one another without text between them share a number."""
        while index and self.lists[index].start - self.lists[index - 1].end <= 3:
            index -= 1
        return index


def find_calls(lines: Sequence[Line], notes: Notes) -> dict[int, list[Called]]:
    """The marks of each line of the body, by the line's index."""
    found = list(_found(lines, _spans(notes.lists)))
    notes.prefer((lines[index].page, mark) for index, mark in found)
    rivals = _rivals(lines, found)
    linked = _linked(found, notes)
    doubted: set[int] = set()  # notes that a doubtful mark has called: a power is not printed once
    turn = highest = 0
    called: dict[int, list[Called]] = defaultdict(list)
    for index, mark in found:
        value = int(mark.labels[0]) if mark.style == "raised" and mark.labels[0].isdecimal() else 0
        if value == 1 and highest > 1:
            turn, highest = turn + 1, 0
        highest = max(highest, value)
        keys = [(label, _answer(lines, index, mark, label, notes, rivals, turn)) for label in mark.labels]
        answered = {key for _, key in keys if key is not None}
        if 2 * len(answered) < len(keys) or not answered or linked.denies(mark, answered):
            continue
        if mark.doubtful and not mark.targets:
            if answered <= doubted:
                continue
            doubted |= answered
        called[index].append(Called(mark.start, mark.end, tuple(_called_by(mark, keys, notes))))
        if mark.rest:
            called[index + 1].append(Called(0, mark.rest, ()))
    return called


def _called_by(
    mark: Candidate, keys: Sequence[tuple[str, int | None]], notes: Notes
) -> list[tuple[str, int | None]]:
    """What a mark calls: beside a sign, as at an author's name, a number without a note is no mark."""
    if len({label.isdecimal() for label in mark.labels}) == 1:
        return list(keys)
    return [(label, key) for label, key in keys if key is not None and key < len(notes.feet)]


def _found(lines: Sequence[Line], within: _Within) -> Iterator[tuple[int, Candidate]]:
    """Every candidate outside the lists, with the index of its line."""
    offices = Offices(lines, within)
    for index, line in enumerate(lines):
        if within(index):
            continue
        yield from ((index, mark) for mark in candidates(line) if not offices.are_called(index, mark))
        after = lines[index + 1 : index + 2]
        if after and (mark := parted(line, after[0])):
            yield index, mark


@dataclass(frozen=True, slots=True)
class _Linked:
    """The notes that link annotations lead to from marks."""

    keys: frozenset[int]

    def denies(self, mark: Candidate, answered: set[int]) -> bool:
        """Whether other marks have the links to these notes: this one is a power, or a place in a list."""
        return not mark.targets and answered <= self.keys


def _linked(found: Iterable[tuple[int, Candidate]], notes: Notes) -> _Linked:
    led = (notes.led_to(mark, label) for _, mark in found for label in mark.labels)
    return _Linked(frozenset(key for key in led if key is not None))


def _spans(lists: Sequence[NoteList]) -> _Within:
    return _Within([entry.start for entry in lists], [entry.end for entry in lists])


@dataclass(frozen=True, slots=True)
class _Within:
    starts: list[int]
    ends: list[int]

    def __call__(self, index: int) -> bool:
        place = bisect_right(self.starts, index) - 1
        return place >= 0 and index < self.ends[place]


def _rivals(lines: Sequence[Line], found: Sequence[tuple[int, Candidate]]) -> dict[tuple[int, str], int]:
    """How many candidates on a page look surely like a mark with a label."""
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for index, mark in found:
        for label in mark.labels:
            counts[lines[index].page, label] += not mark.doubtful and mark.style != ROUND
    return counts


def _answer(
    lines: Sequence[Line],
    index: int,
    mark: Candidate,
    label: str,
    notes: Notes,
    rivals: dict[tuple[int, str], int],
    turn: int,
) -> int | None:
    line = lines[index]
    if (key := notes.led_to(mark, label)) is not None:
        return key
    sure = not mark.doubtful
    for page in (line.page, line.page + 1):
        keys = [key for key in notes.at_foot(page, label) if _looks_alike(mark, notes.all[key])]
        if keys and (page == line.page or not rivals.get((page, label))):
            return _nearest(keys, notes, line) if sure or not rivals.get((line.page, label)) else None
    if not (sure or mark.targets):
        return None
    style = mark.listed_style
    key = notes.listed(index, label, turn, style if style in _EXCLUSIVE and not mark.targets else "")
    if key is None or not _leads_to(mark, notes.all[key]):
        return None
    near = notes.all[key].page - line.page in (0, 1)
    return key if mark.style != "*" or near else None


def _leads_to(mark: Candidate, note: RawNote) -> bool:
    """Whether a link of a mark leads about where a note stands, or nowhere: one to an equation does not."""
    places = [target for target in mark.targets if target.y is not None]
    return not places or any(abs(note.page - target.page) <= 1 for target in places)


def _looks_alike(mark: Candidate, note: RawNote) -> bool:
    """Whether a mark may call a note at a page's foot: brackets only what is labelled in brackets."""
    return mark.style in ("raised", "*") or note.style == mark.style


def _nearest(keys: Sequence[int], notes: Notes, line: Line) -> int:
    """Of several notes with one label on a page, that of the mark's own column, else the first."""
    own = [key for key in keys if notes.all[key].lines[0].column == line.column]
    return (own or list(keys))[0]


def unanswered(lines: Sequence[Line], called: dict[int, list[Called]]) -> Iterator[tuple[int, Candidate]]:
    """Raised numbers that read on from the raised marks around them, though their notes are missing."""
    known = sorted(
        int(label)
        for index, marks in called.items()
        for mark in marks
        if any(start <= mark.start < end for start, end in lines[index].raised)
        for label, _ in mark.labels
        if label.isdecimal()
    )
    if len(known) < 3:
        return
    missing = set(range(known[0], known[-1])) - set(known)
    found = [
        (index, mark)
        for index, line in enumerate(lines)
        for mark in candidates(line)
        if mark.style == "raised" and not mark.doubtful and missing.issuperset(_values(mark))
    ]
    often = Counter(value for _, mark in found for value in _values(mark))
    yield from ((index, mark) for index, mark in found if all(often[v] <= _ONCE for v in _values(mark)))


def _values(mark: Candidate) -> list[int]:
    return [int(label) if label.isdecimal() else -1 for label in mark.labels]
