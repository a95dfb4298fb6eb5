"""A query and a passage to what a reader is shown of it: the hits as spans, and the best lines as a snippet.

Comes in: a `Query` and a `Passage` that matches it. Goes out: `Highlights`; text and spans, never markup.
Nothing negated is highlighted, and no field; a phrase is one span, and spans that overlap are merged.

    >>> from search.query_parser import parse
    >>> passage = Passage("x.p1", "x", "A letter", 1, "", 1, "He denied the charge. The charges stood.")
    >>> found = highlight(parse("charge -stood"), passage, 24)
    >>> found.matches, found.snippet.text
    (((14, 20), (26, 33)), 'charge. The charges')
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from search.analysis import tokens
from search.document import Passage
from search.matching import Words
from search.query import Leaf, Query, leaves
from search.results import NoteHits, Snippet, Span
from search.sentences import sentences
from search.settings import Limits

_KEPT = 512  # texts whose words are kept (some 25 kB each): what is found often is found again
_WORD_LENGTH = 64  # how far from a cut the word around it is looked for
_JOINERS = "\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"  # between and after pictures


class Mark(NamedTuple):
    """One hit: a span, and which leaf of the query it answers."""

    start: int
    end: int
    leaf: int


class Highlights(NamedTuple):
    """What a `Result` shows of its passage; the names are those of its attributes."""

    snippet: Snippet
    matches: tuple[Span, ...]
    heading_matches: tuple[Span, ...]
    note_matches: tuple[NoteHits, ...]


def highlight(query: Query, passage: Passage, limit: int = Limits().snippet_length) -> Highlights:
    """The hits of a query in a passage, in the heading that it opens, and in its notes, as the scope has it.

    Where only notes match, the snippet shows the text around the marks that call them.
    """
    wanted = tuple(dict.fromkeys(leaves(query.root)))
    in_body = wanted if query.scope != "notes" else ()
    in_notes = wanted if query.scope != "body" else ()
    hits = find_hits(in_body, passage.text)
    notes = _note_hits(in_notes, passage)
    marks = hits or _calls(passage, {note.note_id for note in notes})
    return Highlights(
        snippet=snippet(passage.text, marks, limit),
        matches=merge(hits),
        heading_matches=merge(find_hits(in_body, passage.section_title)) if passage.opens_section else (),
        note_matches=notes,
    )


def find_hits(wanted: Iterable[Leaf], text: str) -> list[Mark]:
    """Every place where a leaf matches, in order, with the number of the leaf."""
    words = _words(text)
    return sorted(
        Mark(start, end, leaf) for leaf, part in enumerate(wanted) for start, end in words.spans(part)
    )


@lru_cache(maxsize=_KEPT)
def _words(text: str) -> Words:
    return Words(text)


def merge(hits: Sequence[Mark]) -> tuple[Span, ...]:
    """Spans in order, those that overlap made one."""
    merged: list[Span] = []
    for start, end, _ in hits:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _note_hits(wanted: Sequence[Leaf], passage: Passage) -> tuple[NoteHits, ...]:
    texts = {citation.note_id: citation.text for citation in passage.citations if citation.note_id}
    found = ((note, merge(find_hits(wanted, text))) for note, text in texts.items() if wanted)
    return tuple(NoteHits(note, spans) for note, spans in found if spans)


def _calls(passage: Passage, notes: set[str]) -> list[Mark]:
    """Where the text calls these notes, as marks of no length."""
    return [
        Mark(citation.offset, citation.offset, 0)
        for citation in passage.citations
        if citation.note_id in notes
    ]


# --- the snippet -------------------------------------------------------------------------------------------


def snippet(text: str, hits: Sequence[Mark], limit: int) -> Snippet:
    """The best lines of a text, at most `limit` characters: those around the best cluster of hits.

    They begin with a sentence where one begins near, and are cut between words. Without hits they are the
    beginning. `hits` are in order of their start.
    """
    start, end = 0, len(text)
    if end > limit:
        first, last = _best_cluster(hits, limit)
        start = _start(text, first, last, limit)
        end = _end(text, start, last, limit)
    shown = text[start:end]
    start += len(shown) - len(shown.lstrip())
    shown = shown.strip()
    return Snippet(
        text=shown,
        start=start,
        spans=tuple(_clipped(merge(hits), start, start + len(shown))),
        before=bool(text[:start].strip()),
        after=bool(text[start + len(shown) :].strip()),
    )


def _best_cluster(hits: Sequence[Mark], limit: int) -> Span:
    """Where most of the query stands together: most different leaves, then most hits, then the densest."""
    best, best_rank = (0, 0), (0, 0, 0)
    inside: Counter[int] = Counter()
    after = 0  # hits[place:after] fit
    for place, hit in enumerate(hits):
        while after < len(hits) and (after == place or hits[after].end - hit.start <= limit):
            inside[hits[after].leaf] += 1
            after += 1
        if (len(inside), after - place) >= best_rank[:2]:
            end = min(max(other.end for other in hits[place:after]), hit.start + limit)
            rank = (len(inside), after - place, hit.start - end)
            if rank > best_rank:
                best, best_rank = (hit.start, end), rank
        inside[hit.leaf] -= 1
        inside += Counter()  # drops leaves that are no longer inside
    return best


def _start(text: str, first: int, last: int, limit: int) -> int:
    middle = max(0, min(first - (limit - (last - first)) // 2, len(text) - limit))
    earliest = max(0, last - limit, middle - limit // 4)  # what follows the hits is worth showing as well
    latest = min(first, len(text) - limit * 3 // 4)  # and so is what precedes them where the text ends
    begun = _sentences(text, earliest, latest)
    nearest = min(begun, key=lambda place: abs(place - middle), default=None)
    return _cut(text, range(middle, first + 1)) if nearest is None else nearest


def _end(text: str, start: int, last: int, limit: int) -> int:
    end = min(len(text), start + limit)
    return _cut(text, range(end, max(last, start + 1) - 1, -1))


def _sentences(text: str, earliest: int, latest: int) -> Iterator[int]:
    low = max(0, earliest - _WORD_LENGTH)  # an abbreviation before the first full stop is seen whole
    begun = sentences(text[low : latest + _WORD_LENGTH])
    return (low + start for start, _ in begun[low > 0 :] if earliest <= low + start <= latest)


def _cut(text: str, places: range) -> int:
    """The first of the places where the text may be cut: at a space, else between words, else in a word."""
    for place in places:
        if _is_beside_space(text, place) and not _is_joined(text, place):
            return place
    low = max(0, min(places) - _WORD_LENGTH)
    edges = {low + edge for token in tokens(text[low : max(places) + _WORD_LENGTH]) for edge in token[2:]}
    whole = [place for place in places if not _is_joined(text, place)] or places
    return next((place for place in whole if place in edges), whole[0])


def _is_beside_space(text: str, place: int) -> bool:
    return place in (0, len(text)) or text[place - 1].isspace() or text[place].isspace()


def _is_joined(text: str, place: int) -> bool:
    """Whether a cut would part an accent from its letter, or the halves of what is seen as one character."""
    if not 0 < place < len(text):
        return False
    after = text[place]
    return (
        unicodedata.category(after)[0] == "M"
        or after in _JOINERS
        or text[place - 1] == "\u200d"
        or "\udc00" <= after <= "\udfff"
    )


def _clipped(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """The spans inside a snippet, as offsets into it."""
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        if first < last:
            yield first - start, last - start
