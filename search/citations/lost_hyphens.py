"""URLs that an extractor has robbed of a hyphen: told from the ends of all lines of the notes.

Some programs that turn a PDF into text take the hyphen off a line's end, pull the rest of the word up, and
break the line behind it. In a URL the hyphen may have been the URL's own; only a title beside it can tell
(`slugs.py` puts it back then). What tells of the program is that no line ends in a hyphen, and, more surely,
that its lines run over the width that the others keep, though a blank stands before their last word, where
any other program would have broken them. In such a document a URL that ends a full line is doubted: it is
shown as `repaired`, with `DOUBT` among its repairs.

Comes in: a document, then each of its notes with its links. Goes out: the links, the doubtful ones marked.

    >>> long = Note("n", "1", "Note https://export.by/trade-withpeace/ and on", line_breaks=(39,))
    >>> [link.repairs for link in doubted(long, (Link("u", "u", 5, 39),), LineEnds(False, 30))]
    [("a hyphen may have been lost at a line's end",)]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from search.citations.slugs import PUT_BACK, hyphen_put_back
from search.document import Document, Link, Note

DOUBT = "a hyphen may have been lost at a line's end"

_ENOUGH = 30  # lines of notes: with fewer, one URL on a line of its own would pass for a habit
_TOO_LONG = 1.15  # times the median: letters are of many widths, and honest lines differ by a tenth
_HABIT = 3  # lines too long before the document is said to have them
_HYPHENS = 0.02  # of the lines may keep theirs: those at a page's end are not joined


@dataclass(frozen=True)
class LineEnds:
    """Whether a document's lines keep hyphens, and the usual width of them where some are too long."""

    hyphens_kept: bool
    width: int | None = None


def line_ends(document: Document) -> LineEnds:
    """Of all its notes; a format that is no text, where lines do not tell, keeps its hyphens."""
    if document.format != "text":
        return LineEnds(hyphens_kept=True)
    broken, last = [], []
    for note in document.notes:
        *lines, end = note.printed().split("\n")
        broken += lines
        last.append(end)
    if sum(line.endswith("-") for line in broken) > _HYPHENS * len(broken):
        return LineEnds(hyphens_kept=True)
    if len(broken) < _ENOUGH:
        return LineEnds(hyphens_kept=False)
    width = median(len(line) for line in broken)
    pulled_up = sum(_is_pulled_up(line, width) for line in (*broken, *last))
    return LineEnds(hyphens_kept=False, width=int(width) if pulled_up >= _HABIT else None)


def _is_pulled_up(line: str, width: float) -> bool:
    """Whether a line is too long although it could have been broken before its last word."""
    return len(line) > _TOO_LONG * width and 0 < line.rstrip().rfind(" ") < width


def doubted(note: Note, links: Sequence[Link], ends: LineEnds) -> tuple[Link, ...]:
    """The links of a note, hyphens put back where the note tells, the links that may lack one marked."""
    if ends.hyphens_kept:
        return tuple(links)
    since = (0, *(link.end for link in links))
    whole = tuple(hyphen_put_back(note, link, end) for link, end in zip(links, since, strict=False))
    return whole if ends.width is None else tuple(_marked(note, whole, ends.width))


def _marked(note: Note, links: Sequence[Link], width: int) -> Iterator[Link]:
    ends = (*note.line_breaks, len(note.text))
    for link in links:
        place = bisect_left(ends, link.end)
        begin, end = ends[place - 1] if place else 0, ends[place]
        ends_line = not note.text[link.end : end].strip(" .,;:)]>")
        if ends_line and end - begin >= width and not link.truncated and PUT_BACK not in link.repairs:
            link = replace(link, repairs=(*link.repairs, DOUBT))
        yield link
