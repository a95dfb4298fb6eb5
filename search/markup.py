"""A text with its hits and note references to HTML that holds nothing else.

The text is escaped; the only elements are `<mark>` around a hit and `<a>` for a note reference. A mark inside
a hit stands inside its element, so that what comes out always nests:

    >>> html("a great stone", hits=[(2, 13)], references=[NoteReference("7", 7)], href=lambda _: "#note-7")
    'a <mark>great<a href="#note-7">7</a> stone</mark>'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from search.document import NoteReference
from search.results import Span


def html(
    text: str,
    *,
    hits: Iterable[Span] = (),
    references: Iterable[NoteReference] = (),
    href: Callable[[NoteReference], str],
    start: int = 0,
) -> str:
    """Escaped text with `<mark>` and `<a>`.

    Args:
        hits: spans of `text`, in order, which do not overlap.
        references: in reading order; their offsets count from `start` characters before `text`.
        href: where the link of a reference leads.
    """
    calls = [(reference.offset - start, reference) for reference in references]
    calls = [(offset, reference) for offset, reference in calls if 0 <= offset <= len(text)]
    pieces: list[str] = []
    at = 0
    for low, high in hits:
        # a reference right before a hit, or right behind it, stays outside
        pieces.append(_run(text, at, low, [call for call in calls if at <= call[0] <= low], href))
        inside = [call for call in calls if low < call[0] < high]
        pieces.append(f"<mark>{_run(text, low, high, inside, href)}</mark>")
        calls = [call for call in calls if call[0] >= high]
        at = high
    return "".join(pieces) + _run(text, at, len(text), calls, href)


def _run(
    text: str,
    start: int,
    end: int,
    calls: Iterable[tuple[int, NoteReference]],
    href: Callable[[NoteReference], str],
) -> str:
    """A stretch of one kind, with the links that stand in it."""
    pieces = []
    for offset, reference in calls:
        pieces.append(escape(text[start:offset]))
        pieces.append(f'<a href="{escape(href(reference))}">{escape(reference.label)}</a>')
        start = offset
    return "".join([*pieces, escape(text[start:end])])
