"""Lines to which a link leads from a mark, and which begin with its label: notes, whatever they look like.

Comes in: the lines of the body. Goes out: the indexes of those lines.

    >>> mark = Line("as was shown [7].", 0, 90, 700, 10, links=((13, 16, Target(page=0, y=110.0)),))
    >>> sorted(led_to([mark, Line("[7] (2019). Tagged memory.", 0, 90, 100, 10)]))
    [1]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from search.readers.pdf.labels import ROUND, candidates, opening
from search.readers.pdf.shapes import Line, Target

_BELOW = 30.0  # points below the place that a link leads to, within which its note begins
_ABOVE = 8.0  # and above it
_ASIDE = 72.0  # points to either side: a heading as high in the next column is no note


def leads_near(target: Target, y: float) -> bool:
    """Whether a link leads to about a height, or to no height at all."""
    return target.y is None or -_ABOVE <= target.y - y <= _BELOW


def led_to(lines: Sequence[Line]) -> frozenset[int]:
    """The indexes of lines that begin with the label of a mark whose link leads there."""
    wanted = set(_links(lines))
    if not wanted:
        return frozenset()
    places: dict[tuple[int, str], list[Target]] = defaultdict(list)
    for label, target in wanted:
        places[target.page, label].append(target)
    pages = {target.page for _, target in wanted}
    labelled = ((index, line, opening(line)) for index, line in enumerate(lines) if line.page in pages)
    return frozenset(
        index
        for index, line, label in labelled
        if label and any(_leads_to(target, line) for target in places.get((line.page, label.text), ()))
    )


def _leads_to(target: Target, line: Line) -> bool:
    return leads_near(target, line.y) and (target.x is None or abs(target.x - line.left) <= _ASIDE)


def _links(lines: Sequence[Line]) -> Iterator[tuple[str, Target]]:
    for line in lines:
        if not any(target.page >= 0 for _, _, target in line.links):
            continue
        for mark in candidates(line):
            if mark.start and mark.style != ROUND:
                yield from ((label, t) for label in mark.labels for t in mark.targets if t.y is not None)
