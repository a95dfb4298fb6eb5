"""A quotation laid beside the passage that it was taken from: which words differ, and what that makes of it.

Words are compared as the library folds them, so that case, accents and the shape of a quotation mark are no
difference. Nor is what editors do and mark, which is named beside the verdict: an ellipsis for words left
out, words of their own in brackets, "[T]he", "[sic]". Nor what printing and copying do: a word parted by a
hyphen, a note's mark copied along.

    >>> text = "He said the Asian market still remains huge."
    >>> compared = compare("the Asian market remains […] huge", text)
    >>> compared.verdict, [text[slice(*one.printed)] for one in compared.differences]
    ('altered', ['still'])
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise, zip_longest
from typing import NamedTuple, TypeAlias

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from search.analysis import Token, tokens
from search.results import Comparison, Convention, Difference, Span

SHORTEST = 5  # words; fewer are a title or a name, not a quotation
_ALIKE = 0.6  # of the words: below this, what was found is another sentence
_FEW = 64  # words that are compared with a whole text at once, in the bits of one number
_SLACK = 40  # words by which either end of what was found is moved to fit better
_STRETCHES = 20  # between ellipses: who leaves out more often does not quote, and each is sought
_IN_PLACE_OF = 6  # words for which an editor's bracket may stand beyond as many as it has itself

_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)?")
_BRACKET = re.compile(r"\[[^\[\]]{1,200}\]")
_SIC = re.compile(r"[\[(]\s*sic\s*!?\s*[\])]", re.IGNORECASE)
_CAPITAL_CHANGED = re.compile(r"\[(\w)\](?=\w)")  # "[T]he"
_INSERTION = re.compile(r"\[(?!\w\])(?!\s*sic\b)(?![\d\W]*\])[^\[\]]{1,200}\]", re.IGNORECASE)
_CONVENTIONS: dict[Convention, re.Pattern[str]] = {
    "omission": _ELLIPSIS,
    "insertion": _INSERTION,
    "capital": _CAPITAL_CHANGED,
    "sic": _SIC,
}
_NOTHING = "\u2060"  # a character that `tokens` takes for none
_SENTENCE_END = re.compile(r"[.!?]")


class _Word(NamedTuple):
    """A word of a quotation; `own` where it is the quoting author's, in brackets."""

    word: str
    start: int
    end: int
    own: bool


_Words: TypeAlias = Sequence[_Word]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of a quotation without an ellipsis, and the words of the passage that they may stand for."""

    words: _Words
    low: int
    high: int

    @property
    def forms(self) -> list[str]:
        return _forms(self.words)


def _forms(words: _Words) -> list[str]:
    """What is compared; a word in an editor's brackets stands for none that is printed."""
    return [_NOTHING if word.own else word.word for word in words]


def compare(quote: str, passage: str, labels: Collection[str] = ()) -> Comparison | None:
    """Lays a quotation beside a passage; None where it is too short to be one.

    Args:
        labels: of the notes that the passage calls: a copied text holds them.
    """
    stretches = list(_stretches(quote))
    if len(stretches) > _STRETCHES:
        stretches[_STRETCHES:] = [[word for words in stretches[_STRETCHES:] for word in words]]
    asked = sum(not word.own for words in stretches for word in words)
    if asked < SHORTEST:
        return None
    printed = tokens(_prepared(passage))
    placed = _placed(stretches, [token.word for token in printed], 0, len(printed))
    same = sum(_shared(one, printed) for one in placed)
    covered = sum(one.high - one.low for one in placed)
    if 2 * same < _ALIKE * (asked + covered):
        return Comparison("not found")
    held = [one for one in placed if one.low < one.high]
    found = tuple(_differences(placed, printed, passage, labels))
    span = (printed[held[0].low].start, printed[held[-1].high - 1].end)
    return Comparison(
        "altered" if found else "verbatim", span, found, _conventions(quote, passage[slice(*span)])
    )


def is_quotable(text: str) -> bool:
    """Whether a text has enough words to be compared."""
    return len(tokens(text)) >= SHORTEST


def _conventions(quote: str, printed: str) -> tuple[Convention, ...]:
    """What whoever quotes has marked as changed; what is printed so already is the author's."""
    signs = _CONVENTIONS.items()
    return tuple(name for name, sign in signs if len(sign.findall(quote)) > len(sign.findall(printed)))


# --- the quotation's own words ---------------------------------------------------------------------------


def _prepared(text: str) -> str:
    """Without "[sic]" and the brackets of "[T]he", character for character."""
    return _CAPITAL_CHANGED.sub(rf"{_NOTHING}\1{_NOTHING}", _SIC.sub(lambda match: " " * len(match[0]), text))


def _stretches(quote: str) -> Iterator[_Words]:
    """Its words, cut where an ellipsis says that some were left out."""
    text = _prepared(quote)
    cuts = [match.span() for match in _ELLIPSIS.finditer(text)]
    own = [match.span() for match in _BRACKET.finditer(text)]
    words = [
        _Word(token.word, token.start, token.end, any(a <= token.start < b for a, b in own))
        for token in tokens(text)
    ]
    bounds = [0, *(end for _, end in cuts), len(text)]
    for low, high in pairwise(bounds):
        stretch = [word for word in words if low <= word.start < high]
        if stretch:
            yield stretch


# --- where the passage has them --------------------------------------------------------------------------


def _placed(stretches: Sequence[_Words], forms: Sequence[str], low: int, high: int) -> list[_Stretch]:
    """Each stretch where the passage has it, in order: the longest first, the others before and behind it."""
    if not stretches:
        return []
    longest = max(range(len(stretches)), key=lambda place: len(stretches[place]))
    start, end = _window(_forms(stretches[longest]), forms, low, high)
    return [
        *_placed(stretches[:longest], forms, low, start),
        _Stretch(stretches[longest], start, end),
        *_placed(stretches[longest + 1 :], forms, end, high),
    ]


def _window(asked: Sequence[str], forms: Sequence[str], low: int, high: int) -> Span:
    """The words between `low` and `high` that are most like those asked for."""
    low, high = _region(asked, forms, low, high)
    there = forms[low:high]
    if not there:
        return low, low
    if len(asked) >= len(there):
        start, end = 0, len(there)
    else:
        found = fuzz.partial_ratio_alignment(asked, there)
        start, end = (found.dest_start, found.dest_end) if found else (0, len(asked))
    slack = min(len(asked) // 4 + 2, _SLACK)
    starts = range(max(0, start - slack), min(end, start + slack) + 1)
    start = min(starts, key=lambda at: (Indel.distance(asked, there[at:end]), at))
    ends = range(max(start, end - slack), min(len(there), end + slack) + 1)
    end = min(ends, key=lambda at: (Indel.distance(asked, there[start:at]), -at))
    return low + start, low + end


def _region(asked: Sequence[str], forms: Sequence[str], low: int, high: int) -> Span:
    """Where most of the words asked for are: comparing many with each place of a long text takes seconds."""
    if len(asked) <= _FEW or high - low <= 3 * len(asked):
        return low, high
    wanted = set(asked)
    sums = [0, *accumulate(form in wanted for form in forms[low:high])]
    starts = range(high - low - len(asked) + 1)
    best = low + max(starts, key=lambda at: sums[at + len(asked)] - sums[at])
    return max(low, best - len(asked)), min(high, best + 2 * len(asked))


def _shared(stretch: _Stretch, printed: Sequence[Token]) -> int:
    there = [token.word for token in printed[stretch.low : stretch.high]]
    blocks = Indel.opcodes(stretch.forms, there)
    return sum(one.src_end - one.src_start for one in blocks if one.tag == "equal")


# --- what differs ----------------------------------------------------------------------------------------


def _differences(
    placed: Sequence[_Stretch], printed: Sequence[Token], passage: str, labels: Collection[str]
) -> Iterator[Difference]:
    low = 0  # no word of the passage stands for two
    for stretch, following in zip_longest(placed, placed[1:]):
        high = following.low if following else len(printed)
        sentence = _Room(printed, passage, low, high)
        low = stretch.high
        for a, b, c, d in _changes(stretch, sentence):
            low = max(low, d)
            words, there = stretch.words[a:b], printed[c:d]
            if not _is_none(words, there, labels):
                before = stretch.words[a - 1].end if a else stretch.words[0].start
                behind = printed[c - 1].end if c else 0
                yield Difference(_span(words, before), _span(there, behind))


def _changes(stretch: _Stretch, room: _Room) -> Iterator[tuple[int, int, int, int]]:
    """The runs of words that differ: from, to in the stretch; from, to in the passage."""
    there = [token.word for token in room.printed[stretch.low : stretch.high]]
    blocks = Indel.opcodes(stretch.forms, there)
    for is_same, run in groupby(blocks, key=lambda one: one.tag == "equal"):
        if is_same:
            continue
        changed = list(run)
        a, b = changed[0].src_start, changed[-1].src_end
        c, d = stretch.low + changed[0].dest_start, stretch.low + changed[-1].dest_end
        if there and a == 0:
            c = room.before(c, b - a - (d - c))
        if there and b == len(stretch.words):
            d = room.behind(d, b - a - (d - c))
        yield a, b, c, d


class _Room(NamedTuple):
    """The words around those that were found: a first or last word that differs stands for one of them."""

    printed: Sequence[Token]
    passage: str
    low: int
    high: int

    def before(self, at: int, words: int) -> int:
        """The same place, or before as many words of its sentence."""
        while words > 0 and self.low < at and not self._ends_sentence(at):
            at, words = at - 1, words - 1
        return at

    def behind(self, at: int, words: int) -> int:
        while words > 0 and at < self.high and not self._ends_sentence(at):
            at, words = at + 1, words - 1
        return at

    def _ends_sentence(self, at: int) -> bool:
        """Whether a sentence ends before a word."""
        if not 0 < at < len(self.printed):
            return True
        return bool(_SENTENCE_END.search(self.passage, self.printed[at - 1].end, self.printed[at].start))


def _is_none(words: _Words, there: Sequence[Token], labels: Collection[str]) -> bool:
    """Whether what differs is the editor's, the printer's or the copier's."""
    kept = [word.word for word in words if not word.own]
    own = len(words) - len(kept)
    quoted, printed = "".join(kept), "".join(token.word for token in there)
    if own and not kept and len(there) <= own + _IN_PLACE_OF:
        return True
    if quoted == printed or (not there and all(word in labels for word in kept)):
        return True
    return any(quoted == printed + label for label in labels) if printed else False


def _span(words: Sequence[_Word] | Sequence[Token], otherwise: int) -> Span:
    return (words[0].start, words[-1].end) if words else (otherwise, otherwise)
