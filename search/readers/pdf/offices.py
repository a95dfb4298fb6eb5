"""Where authors work, as a first page says it: raised labels at their names, and before each address.

Comes in: the lines of the body. Goes out: which marks stand at names, and call no note.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from search.readers.pdf.labels import Candidate, opening
from search.readers.pdf.shapes import Line

_NAMES = 12  # lines from an author's name to where the author works


class Offices:
    """The addresses of a first page by their labels; `within` says which lines are notes."""

    def __init__(self, lines: Sequence[Line], within: Callable[[int], bool]) -> None:
        self._lines: dict[str, int] = {}
        for index, line in enumerate(lines):
            if line.page != lines[0].page:
                break
            label = opening(line)
            if label and label.style == "raised" and not within(index):
                self._lines.setdefault(label.text, index)

    def are_called(self, index: int, mark: Candidate) -> bool:
        """Whether a mark on a line stands at an author's name, or before the address itself."""
        return (
            mark.style == "raised"
            and not mark.targets
            and any(0 <= self._lines.get(label, -1) - index <= _NAMES for label in mark.labels)
        )
