"""Characters to segments: stretches of one printed line without a wide gap, their superscripts put in place.

Comes in: the characters of a page in the order in which they were drawn. Goes out: `Segment` values. A
superscript is smaller than the text beside it and stands higher; it is given the baseline of that text and
marked as raised, so that it falls into its place when a line is sorted from left to right.

    >>> big = [Glyph("a", 0, 5, 100, 10), Glyph("1", 5, 8, 104, 6)]
    >>> [(glyph.text, glyph.y, glyph.raised) for glyph in segments(big)[0].glyphs]
    [('a', 100, False), ('1', 100, True)]
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.readers.pdf.shapes import Glyph

_WIDE = 0.9  # of the size: a gap that may part two columns
_SMALL = 0.88  # of the size beside it: what is larger is no superscript
_LOW, _HIGH = 0.12, 0.8  # of the size beside it: how much higher a superscript stands
_BESIDE = 0.5  # of the size: a gap before text of another size, as a note in the margin has
_DEEP = 0.35  # how much lower a subscript
_FAR = 0.6  # of the size: how far from its word a superscript may stand
_TAB = 5.0  # of the size: how far before its note a raised label may stand, at the margin: tabs stretch
_LONGEST = 14  # characters: "[12, 15–17, 21]"
_TWICE = 0.3  # of the size: so near itself a text is printed twice to look bold
_OVER = 0.8  # of the size: letters of one line do not overlap so far
_LATER = 12  # runs drawn in between: what stands in another column was drawn much later
_INITIAL = 1.8  # times the size of a line: a capital that begins a chapter
_LABEL = re.compile(r"[\[(]?(?:\d{1,4}|[*∗†‡§¶#]{1,4}|[a-z]|[ivxlc]{2,8})[\])]?")
_LABELS = re.compile(r"[\d\s,;–—-]{,60}")
_ACCENTS = dict(zip("`´ˆ˜¨¯˘˙˚˝ˇ¸", "̧̀́̂̃̈̄̆̇̊̋̌", strict=True))
_UNDOTTED = {"ı": "i", "ȷ": "j"}


@dataclass(frozen=True, slots=True)
class Segment:
    """Glyphs from left to right, none of them blank; blanks are where `breaks` has an index."""

    glyphs: tuple[Glyph, ...]
    y: float
    size: float

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs[0].x0

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(glyph.x1 for glyph in self.glyphs[-3:])


def segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    """The segments of a page, from its top to its foot and from left to right."""
    runs = _placed(list(_runs(_accented(glyphs))))
    return [segment for row in _rows(runs) for track in _tracks(row) for segment in _parted(track)]


def _accented(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Accents that TeX prints as characters of their own, over the letter that follows, joined with it."""
    done: list[Glyph] = []
    for glyph in glyphs:
        before = done[-1] if done else None
        if before and before.text in _ACCENTS and _covers(glyph, before):
            letter = _UNDOTTED.get(glyph.text, glyph.text) + _ACCENTS[before.text]
            done[-1] = glyph._replace(text=unicodedata.normalize("NFC", letter))
        elif before and glyph.text == "¸" and _covers(before, glyph):
            done[-1] = before._replace(text=unicodedata.normalize("NFC", before.text + _ACCENTS["¸"]))
        else:
            done.append(glyph)
    return done


def _covers(letter: Glyph, accent: Glyph) -> bool:
    middle = (accent.x0 + accent.x1) / 2
    return letter.text.isalpha() and letter.x0 - 0.5 <= middle <= letter.x1 + 0.5


_Run = list[Glyph]


def _runs(glyphs: Iterable[Glyph]) -> Iterable[_Run]:
    """What was drawn in one go: one baseline, one size, left to right without a wide gap."""
    run: _Run = []
    for glyph in glyphs:
        if run and not _goes_on(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    size = before.size
    return (
        abs(glyph.y - before.y) <= 0.06 * size
        and abs(glyph.size - size) <= 0.08 * size
        and -0.5 * size <= glyph.x0 - before.x1 <= _WIDE * size
    )


def _placed(runs: list[_Run]) -> list[_Run]:
    """The same runs, superscripts and subscripts moved to the baseline of the text beside them."""
    runs = [run for run in runs if any(glyph.text != " " for glyph in run)]
    order = sorted(range(len(runs)), key=lambda index: runs[index][0].y)
    heights = [runs[index][0].y for index in order]
    tallest = max((run[0].size for run in runs), default=0.0)
    placed = []
    for run in runs:
        near = _between(order, heights, run[0].y - _HIGH * tallest, run[0].y + _DEEP * tallest)
        small = len(run) <= _LONGEST or _LABELS.fullmatch("".join(glyph.text for glyph in run))
        host = _host(run, [runs[index] for index in near]) if small else None
        if host:
            raised = run[0].y > host[0].y
            run = [glyph._replace(y=host[0].y, raised=raised) for glyph in run]
        placed.append(run)
    return placed


def _between(order: Sequence[int], heights: Sequence[float], low: float, high: float) -> Sequence[int]:
    return order[bisect_left(heights, low) : bisect_left(heights, high)]


def _host(run: _Run, near: Iterable[_Run]) -> _Run | None:
    """The text that a small run stands beside."""
    found = [(distance, other) for other in near if (distance := _beside(run, other)) is not None]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _beside(run: _Run, other: _Run) -> float | None:
    size = other[0].size
    rise = run[0].y - other[0].y
    if other is run or (len(other) == 1 and size > _INITIAL * run[0].size):
        return None
    if not _LOW * size < rise < _HIGH * size and not -_DEEP * size < rise < -0.05 * size:
        return None
    if run[0].size > _SMALL * size and not (rise > 0.2 * size and _is_label(run)):
        return None
    if run[0].size > 1.05 * size:
        return None
    after, before = run[0].x0 - other[-1].x1, other[0].x0 - run[-1].x1
    distance = max(after, before, 0.0)
    far = _TAB if before == distance and rise > 0 and _is_label(run) else _FAR
    return distance if distance <= far * size else None


def _is_label(run: _Run) -> bool:
    return bool(_LABEL.fullmatch("".join(glyph.text for glyph in run).strip()))


_Drawn = tuple[int, _Run]  # a run and when it was drawn


def _rows(runs: Sequence[_Run]) -> list[list[_Drawn]]:
    """The runs of each baseline from the top, each from left to right."""
    rows: list[list[_Drawn]] = []
    for order, run in sorted(enumerate(runs), key=lambda pair: -pair[1][0].y):
        first = rows[-1][0][1][0] if rows else None
        if first and first.y - run[0].y <= 0.1 * (
            first.size if run[0].raised else min(run[0].size, first.size)
        ):
            rows[-1].append((order, run))
        else:
            rows.append([(order, run)])
    return [sorted(row, key=lambda pair: pair[1][0].x0) for row in rows]


def _tracks(row: Sequence[_Drawn]) -> list[list[_Drawn]]:
    """Runs that follow one another: a line that runs into the next column lies over that column's text."""
    tracks: list[list[_Drawn]] = []
    for order, run in row:
        if any(_is_again(run, other) for track in tracks for _, other in track[-2:]):
            continue  # printed twice to look bold
        free = next((track for track in tracks if not _lies_over(run, track[-1][1])), None)
        if free is None:
            tracks.append([(order, run)])
        else:
            free.append((order, run))
    return tracks


def _is_again(run: _Run, other: _Run) -> bool:
    near = abs(run[0].x0 - other[0].x0) < _TWICE * run[0].size and len(run) == len(other)
    return near and all(a.text == b.text for a, b in zip(run, other, strict=True))


def _lies_over(run: _Run, other: _Run) -> bool:
    return min(len(run), len(other)) > 3 and run[0].x0 < other[-1].x1 - _OVER * run[0].size


def _parted(track: Sequence[_Drawn]) -> Iterable[Segment]:
    """The stretches between wide gaps, or between what was not drawn one after the other."""
    y = track[0][1][0].y
    part: list[Glyph] = []
    right = 0.0
    before = track[0][0]
    for order, run in track:
        apart = abs(order - before) > _LATER and not run[0].raised
        for glyph in run if len(track) == 1 else sorted(run, key=lambda glyph: glyph.x0):
            wide = part and glyph.x0 - right > _gap(part[-1], glyph)
            if part and glyph.text != " " and (wide or apart):
                yield _segment(part, y)
                part = []
            if part or glyph.text != " ":
                part.append(glyph)
            if glyph.text != " ":
                right = max(right, glyph.x1) if len(part) > 1 else glyph.x1
                apart = False
        before = order
    if part:
        yield _segment(part, y)


def _gap(before: Glyph, glyph: Glyph) -> float:
    """How wide a gap parts two glyphs: a note in the margin may stand nearer to the text, but is smaller."""
    resized = abs(before.size - glyph.size) > 0.1 * before.size and not (before.raised or glyph.raised)
    return (_BESIDE if resized else _WIDE) * _greater(glyph.size, before.size)


def _greater(size: float, other: float) -> float:
    """The greater of two sizes; of a line's number in the margin beside a title the lesser."""
    return min(size, other) if 2 * min(size, other) < max(size, other) else max(size, other)


def _segment(glyphs: list[Glyph], y: float) -> Segment:
    while glyphs[-1].text == " ":
        glyphs.pop()
    sizes = sorted(glyph.size for glyph in glyphs if not glyph.raised) or [glyphs[0].size]
    return Segment(tuple(glyphs), y, sizes[len(sizes) // 2])
