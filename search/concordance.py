"""A query and the passages it finds to a concordance: each hit on a line, in the middle of its context.

Comes in: a `Query` and passages that match it, in order. Goes out: `Line`s, sorted by the words that follow
the hit, by those that precede it (the nearest first), or as they stand.

    >>> from search.query_parser import parse
    >>> passage = Passage("x.p1", "x", "A letter", 1, "", 1, "He paid the toll. They paid a tenth.")
    >>> [(line.left, line.hit, line.right) for line in ordered(lines(parse("paid"), [passage], 12), "next")]
    [('toll. They ', 'paid', ' a tenth.'), ('He ', 'paid', ' the toll.')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from search.analysis import tokens
from search.choices import ConcordanceSort
from search.document import NoteName, Passage
from search.highlight import find_hits, merge
from search.holdings import Paged
from search.query import Query, leaves
from search.results import Items, Span


@dataclass(frozen=True, slots=True)
class Line:
    """One hit with what stands around it.

    Attributes:
        left, right: some characters of context, cut between words; a space beside the hit is in them.
        span: the hit, as offsets into the passage's text, or into that of the note.
        note: the note that holds the hit; None where the passage itself does.
    """

    passage: Passage
    left: str
    hit: str
    right: str
    span: Span
    note: NoteName | None = None


@dataclass(frozen=True, slots=True)
class Concordance(Items[Line], Paged):
    """A page of a concordance.

    Attributes:
        total: lines that there are, or that were made: `is_whole` says whether these are all.
        passages: how many match, also those that gave no line any more.
    """

    items: tuple[Line, ...]
    text: str
    understood: str
    total: int
    passages: int
    page: int
    per_page: int
    is_whole: bool = True
    warnings: tuple[str, ...] = ()


def lines(query: Query, passages: Iterable[Passage], width: int) -> Iterator[Line]:
    """Every hit of a query in passages, in order; `width` is the characters of context on each side."""
    wanted = tuple(dict.fromkeys(leaves(query.root)))
    for passage in passages:
        if query.scope != "notes":
            for span in merge(find_hits(wanted, passage.text)):
                yield _line(passage, passage.text, span, width)
        if query.scope != "body":
            notes = {NoteName(one.note_id, one.note): one.text for one in passage.citations if one.note_id}
            for note, text in notes.items():
                for span in merge(find_hits(wanted, text)):
                    yield _line(passage, text, span, width, note)


def ordered(found: Iterable[Line], sort: ConcordanceSort) -> list[Line]:
    """Lines by what follows the hit, by what precedes it, or as they come; so too where these are alike."""
    if sort == "position":
        return list(found)
    return sorted(found, key=_following if sort == "next" else _preceding)


def bounded(found: Iterator[Line], most: int) -> tuple[list[Line], bool]:
    """At most so many lines, and whether these are all."""
    taken = list(islice(found, most))
    return taken, next(found, None) is None


def _line(passage: Passage, text: str, span: Span, width: int, note: NoteName | None = None) -> Line:
    start, end = span
    return Line(passage, _left(text, start, width), text[start:end], _right(text, end, width), span, note)


def _left(text: str, start: int, width: int) -> str:
    low = max(0, start - width)
    shown = text[low:start]
    if low and not text[low - 1].isspace():
        shown = shown.partition(" ")[2] or shown  # the word that would be cut is left out
    return shown.lstrip()


def _right(text: str, end: int, width: int) -> str:
    shown = text[end : end + width]
    if end + width < len(text) and not text[end + width].isspace():
        shown = shown.rpartition(" ")[0] or shown
    return shown.rstrip()


def _following(line: Line) -> tuple[list[str], str]:
    return [token.word for token in tokens(line.right)], line.hit.casefold()


def _preceding(line: Line) -> tuple[list[str], str]:
    return [token.word for token in reversed(tokens(line.left))], line.hit.casefold()
