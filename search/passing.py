"""Where a text may cite something: a plain text in, the stretches out that are to be read as notes are.

A paragraph is a note or an entry of a list where it reads as one, by itself or by its number; its lines are
entries where they do. Everything else is prose, in which these are known: what stands in brackets, a sentence
that is a reference or a short form, authors with a year, a book with its imprint, a case with its report,
URLs and identifiers.

    >>> made = plain("As he says (Judt, Postwar (London: Vintage, 2010), 5), it was so.")
    >>> [made.text[one.start : one.end] for one in stretches(made)]
    ['Judt, Postwar (London: Vintage, 2010), 5']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, zip_longest

from search.author_date import NAME_AND_YEAR, author_dates, is_sentence
from search.citations.find import mask, reads_as_prose, says_something, signal_length, signals, unmasked
from search.citations.identifiers import KINDS
from search.citations.parse import is_reference, parse
from search.citations.reference import CAPITAL, INVERTED, LINK
from search.citations.short_forms import is_short_form, may_be_short_form
from search.citations.urls import find_links
from search.document import Link, Note
from search.plain_text import Plain, plain
from search.results import Span
from search.sentences import sentences

__all__ = ["Stretch", "plain", "stretches"]

_LONGEST = 800  # characters of one reference; a paragraph that is longer is prose
_LABEL = re.compile(
    r"\[(?P<square>\d{1,4})\]\s?(?=\S)|\((?P<round>\d{1,4})\)\s?(?=\S)|(?P<dotted>\d{1,4})[.)]\s(?=\S)"
    r"|(?P<bare>\d{1,4})\s(?=[^\s\d])|(?P<raised>[⁰¹²³⁴-⁹]{1,4})\s?(?=\S)"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ENDS = re.compile(r"[.!?)\]”\"»/\d]$|(?:https?://|www\.)\S{1,200}$")
_BEGINS = re.compile(rf"[“\"‘«„—_\[]*[{CAPITAL}]|https?:|www\.")
_INSIDE = re.compile(r"[(\[]((?:[^()\[\]]|[(\[][^()\[\]]{0,200}[)\]]){4,600}+)[)\]]")
_IMPRINT = re.compile(  # "(London: Vintage, 2010), 5"
    r"\((?:[^():]{2,60}: ?)?[^():]{2,80}, \d{4}\)(?:, (?:pp?\. ?)?\d[\d–-]{0,12})?"
)
_PARTY = rf"(?:[{CAPITAL}][\w.&’'-]*|of|the|for|and|&|ex rel\.|et al\.|de|la|in|re)"
_PARTIES = re.compile(
    rf"(?:(?=[{CAPITAL}])(?!(?:In(?! re\b)|As|But|See|Since|Under)\b)"
    rf"(?:{_PARTY},? ){{1,12}}+v\.? [^,;()]{{2,80}}"
    r"|(?:In re|Ex parte|Matter of) [^,;()]{2,80}), $"
)
_BEHIND = re.compile(r"(?:, \d+(?:[–-]\d+)?)?(?: \([^()]{0,30}\d{4}\))?")
NUMBERED_NOTE = re.compile(r"\b(?:(?:foot|end)?notes?|fn|nn?)\.?\s?(?P<label>\d{1,4})\b", re.IGNORECASE)
_CAPITALISED = re.compile(rf"(?<![\w’'-])[“\"‘«]?[{CAPITAL}]")
_TITLE_AND_LINK = re.compile(
    rf"[“\"‘«]?[{CAPITAL}\d](?:[^{LINK}\s]+\s+){{2,60}}[^{LINK}]{{0,30}}{LINK}[^\w]*(?:\(?(?:accessed|retrieved|last)\b.{{0,60}})?$",
    re.IGNORECASE,
)
_MAY_BE_FULL = re.compile(rf"[{CAPITAL}\d]")
_DATED = re.compile(rf"[{CAPITAL}][^.()]{{2,80}}\.? \(\d{{4}}")  # "World Bank. (2014"
_LINK_BEHIND = re.compile(rf" ?{LINK}+")
_SENTENCES = 6  # of one reference
_PORTION = 4_000  # characters
_STARTS = 8  # words before an imprint, at most, at which its reference is tried to begin


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a plain text that is to be read as a note; `label` is its number in a list."""

    start: int
    end: int
    label: str = ""


def stretches(made: Plain) -> Iterator[Stretch]:
    """All that may cite something, in order, none within another."""
    last = 0
    for start, end in pairwise([0, *made.paragraphs, len(made.text)]):
        for entry in _entries(made, start, end, last):
            last = int(entry.label) if entry.label else last
            if _is_note(made.text[entry.start : entry.end], labelled=bool(entry.label)):
                yield entry
            else:
                for start, end in _portions(made.text, entry.start, entry.end):
                    yield from _Prose(made, start, end).stretches()


def _portions(text: str, start: int, end: int) -> Iterator[Span]:
    """Prose in parts that end where a sentence does: who asks for a few citations does not wait for all."""
    while end - start > _PORTION:
        cut = text.rfind(". ", start, start + _PORTION) + 1 or text.rfind(" ", start, start + _PORTION)
        cut = cut if cut > start else start + _PORTION
        yield start, cut
        start = cut
    yield start, end


# --- lists -----------------------------------------------------------------------------------------------


def _entries(made: Plain, start: int, end: int, last: int) -> Iterator[Stretch]:
    """A paragraph whole, or parted where its lines are numbered or are references each."""
    lines = [start + (made.text[start : start + 1] == " "), *_line_starts(made, start, end)]
    labelled = list(_labelled(made.text, lines, end, last))
    if labelled:
        yield from _numbered(made.text, start, end, labelled)
        return
    begins = [at for at in lines[1:] if _may_begin(made.text, at)]
    parts = [Stretch(a, b) for a, b in pairwise([lines[0], *begins, end])]
    are_notes = sum(_is_note(made.text[one.start : one.end], labelled=False) for one in parts)
    yield from parts if are_notes * 2 > len(parts) else [Stretch(lines[0], end)]


def _line_starts(made: Plain, start: int, end: int) -> list[int]:
    low, high = bisect_left(made.line_breaks, start + 1), bisect_left(made.line_breaks, end)
    return [at + (made.text[at : at + 1] == " ") for at in made.line_breaks[low:high]]


def _may_begin(text: str, at: int) -> bool:
    """Whether a line may be another entry than the line before it."""
    return bool(_BEGINS.match(text, at) and _ENDS.search(text[max(at - 240, 0) : at].rstrip()))


def _labelled(text: str, lines: Sequence[int], end: int, last: int) -> Iterator[tuple[int, int, int]]:
    """The numbers that begin a line and count on: where each begins and ends, and what it is."""
    matches = [match for at in lines if (match := _LABEL.match(text, at, end))]
    numbers = [int(str(match[match.lastgroup or 0]).translate(_RAISED)) for match in matches]
    began = False
    for match, number, following in zip_longest(matches, numbers, numbers[1:]):
        counts_on = number == last + 1 or (not began and following == number + 1)
        if counts_on or (not began and _is_note(text[match.end() : end], labelled=False)):
            began, last = True, number
            yield match.start(), match.end(), number


def _numbered(text: str, start: int, end: int, labelled: Sequence[tuple[int, int, int]]) -> Iterator[Stretch]:
    if text[start : labelled[0][0]].strip():
        yield Stretch(start, labelled[0][0])
    ends = [*(begin for begin, _, _ in labelled[1:]), end]
    for (_, behind, number), stop in zip(labelled, ends, strict=True):
        yield Stretch(behind, stop, str(number))


# --- what reads as a reference ---------------------------------------------------------------------------


def _is_note(text: str, *, labelled: bool) -> bool:
    """Whether a paragraph, or an entry of a list, is nothing but what notes are."""
    if len(text) > _LONGEST or not text.strip():
        return False
    links = find_links(Note("", "", text))
    masked = unmasked(mask(text, links).text).strip()
    rest = masked[signal_length(masked) :]
    if is_short_form(rest):
        return True
    if reads_as_prose(rest) and not INVERTED.match(rest):
        return False
    if labelled or _is_full(rest):
        return labelled or _is_full(rest)
    return bool(_TITLE_AND_LINK.match(rest)) and not says_something(rest)


@lru_cache(maxsize=1_024)
def _is_full(text: str) -> bool:
    """Whether a text reads as a whole reference: authors or a container, and when, where or by whom."""
    text = text.strip()
    if not 8 <= len(text) <= _LONGEST or not _MAY_BE_FULL.search(text) or is_sentence(text):
        return False
    if not is_reference(text):
        return False
    read = parse(text)
    if len(read.container or "") > 150 or any(_is_nobody(author) for author in read.authors):
        return False
    if read.type in ("case", "legislation"):
        if says_something(read.title):
            return False
        return bool(read.container or read.year or read.locator)
    printed = read.year or read.publisher or read.container or read.locator
    return bool((read.authors and printed) or (read.container and read.year))


def _is_nobody(author: str) -> bool:
    return len(author) > 80 or says_something(author)


# --- prose -----------------------------------------------------------------------------------------------


class _Prose:
    """One paragraph of prose; what an earlier rule has taken, no later one takes again."""

    def __init__(self, made: Plain, start: int, end: int) -> None:
        self._start = start
        self._text = made.text[start:end]
        breaks = made.line_breaks[bisect_left(made.line_breaks, start) : bisect_left(made.line_breaks, end)]
        note = Note("", "", self._text, line_breaks=tuple(at - start for at in breaks))
        self._links: tuple[Link, ...] = find_links(note)
        self._masked = mask(self._text, self._links).text
        self._sentences = sentences(self._masked)
        self._taken: list[Span] = []

    def stretches(self) -> Iterator[Stretch]:
        """What it cites, in order."""
        parts = (self._in_brackets, self._author_dates, self._cases)
        for rule in (*parts, self._runs, self._whole, self._books, self._addresses, self._notes):
            for start, end in list(rule()):
                self._take(start, end)
        for start, end in self._taken:
            yield Stretch(self._start + start, self._start + end)

    def _take(self, start: int, end: int) -> None:
        at = bisect_left(self._taken, (start, end))
        before = self._taken[at - 1][1] if at else 0
        behind = self._taken[at][0] if at < len(self._taken) else len(self._text)
        if before <= start < end <= behind:
            self._taken.insert(at, (start, end))

    def _whole(self) -> Iterator[Span]:
        """Sentences that are a reference or a short form, or end in one behind "see"."""
        for start, end in self._sentences:
            if not 3 <= end - start <= _LONGEST:
                continue
            for at in (start, *(start + behind for behind in signals(self._masked[start:end]))):
                text = unmasked(self._masked[at:end])
                behind = signal_length(text)
                is_short = is_short_form(text[behind:]) or (behind and may_be_short_form(text[behind:]))
                if is_short or (_is_full(text[behind:]) and not reads_as_prose(text)):
                    yield at + behind, self._with_link(end)
                    break

    def _runs(self) -> Iterator[Span]:
        """Several sentences that are one reference, as author-date styles have it."""
        for place, (start, _) in enumerate(self._sentences):
            if not (INVERTED.match(self._masked, start) or _DATED.match(self._masked, start)):
                continue
            ends = []
            for low, high in self._sentences[place : place + _SENTENCES]:
                if high - start > _LONGEST or (low > start and reads_as_prose(self._masked[low:high])):
                    break
                ends.append(high)
            for end in reversed(ends):
                if _is_full(unmasked(self._masked[start:end])):
                    yield start, self._with_link(end)
                    break

    def _with_link(self, end: int) -> int:
        """Where a reference ends that has its URL as a sentence of its own."""
        behind = _LINK_BEHIND.match(self._masked, end)
        return behind.end() if behind else end

    def _in_brackets(self) -> Iterator[Span]:
        for match in _INSIDE.finditer(self._masked):
            parts = [unmasked(part) for part in match[1].split("; ")]
            if not _IMPRINT.fullmatch(match[0]) and any(map(_cites, parts)):
                yield match.span(1)

    def _author_dates(self) -> Iterator[Span]:
        return author_dates(self._masked)

    def _books(self) -> Iterator[Span]:
        """Author and title before the imprint in brackets: the longest that reads as a reference."""
        for match in _IMPRINT.finditer(self._masked):
            low = max(match.start() - 300, 0)
            low = max([low, *(start for start, _ in self._sentences if start < match.start())])
            words = _CAPITALISED.finditer(self._masked, low, match.start())
            for begin in islice((word.start() for word in words), _STARTS):
                text = unmasked(self._masked[begin : match.end()])
                if _is_full(text) and parse(text).authors and not reads_as_prose(text):
                    yield begin, match.end()
                    break

    def _cases(self) -> Iterator[Span]:
        for match in KINDS[-1].pattern.finditer(self._masked):
            start, end = match.span(1)
            if KINDS[-1].canonical(match[1]):
                before = self._masked[max(start - 200, 0) : start]
                named = _PARTIES.search(before) if before.endswith(", ") else None
                behind = _BEHIND.match(self._masked, end)
                yield start - len(before) + named.start() if named else start, behind.end() if behind else end

    def _addresses(self) -> Iterator[Span]:
        yield from ((link.start, self._without_punctuation(link)) for link in self._links)
        for kind in KINDS[:-1]:
            for match in kind.pattern.finditer(self._text):
                if kind.canonical(match[1]):
                    yield match.start(), match.start() + len(match[0].rstrip(".,;:)]>"))

    def _without_punctuation(self, link: Link) -> int:
        """Where a URL ends without what closes its sentence."""
        printed = self._text[link.start : link.end]
        return link.start + len(printed.rstrip("".join(set(".,;:!?'*") - {link.url[-1]})))

    def _notes(self) -> Iterator[Span]:
        yield from (match.span() for match in NUMBERED_NOTE.finditer(self._masked))


def _cites(text: str) -> bool:
    """Whether what stands in brackets is a reference or a short form: "see Smith 2019, 44"."""
    text = text[signal_length(text) :].strip()
    is_short = is_short_form(text) or may_be_short_form(text) or NAME_AND_YEAR.match(text)
    return bool(is_short) or _is_full(text)
