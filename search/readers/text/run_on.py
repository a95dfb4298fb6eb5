"""Notes that an extractor set one behind another on one line, put on lines of their own.

Comes in: the lines of a text. Goes out: the same, each note at the beginning of a line. pypdf and its like
end a line where the next one stands further down, and miss that where a note is short.

    >>> from search.readers.text.pages import read_lines
    >>> lines = read_lines("He denied it.1 She did not,2 nor they.3\\n1 Smith, p. 5.2 Ibid.3 Brown, p. 6.")
    >>> [line.text for line in parted(lines)][1:]
    ['1 Smith, p. 5.', '2 Ibid.', '3 Brown, p. 6.']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from search.readers.note_headings import is_note_heading
from search.readers.text.labels import DATED, OTHERS, callable_labels
from search.readers.text.pages import LONGEST_PAGE, Line

_Rule: TypeAlias = Callable[[Sequence[Line]], Iterable[tuple[Line, list[str]]]]

_LISTED = re.compile(r"\[(\d{1,3})\]\s")
_NEXT_LISTED = r"(?<=[.!?)”’»/]\s)\[{}\]\s(?=\S)"
_FIRST = re.compile(r"(\d{1,3})(?:[.)]?\s+|(?=[^\W\d_]))\S")
_SECTION = re.compile(r"(?:\d{1,2}\.)+")  # 2.3 The Road
# what a note begins with behind its label: a capital, a quotation, an address
_TEXT = r"[.)]?\s?(?:[“‘\"«„§]|[^\W\d_a-zа-яё]|https?:|www\.)"
# 3.2 (2016) is a volume and its number, 4 May a date
_NEXT = r"(?:(?<=[^\s\d(\[–-])|(?<=[.!?)\]”’»/]\s)){}(?=" + _TEXT + ")"

_NEXT_OF_NUMBER = (
    r"(?<=\d{{4}}){}(?=\s" + _TEXT.removeprefix(r"[.)]?\s?") + ")"
)  # doi:10.3233/SJI-16102311 Smith


def parted(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a new one before each label that counts on from the note that the line begins with,
    and that the page calls above; in a list under a heading, before each label in brackets that counts on."""
    return _parted(_parted(lines, _split_listed), _split)


def _parted(lines: Sequence[Line], rule: _Rule) -> list[Line]:
    pieces: list[Line] = []
    split = False
    for line, texts in rule(lines):
        pieces += (
            replace(
                line, text=text, gap=line.gap if place == 0 else 0, opens_page=line.opens_page and not place
            )
            for place, text in enumerate(texts)
        )
        split = split or len(texts) > 1
    if not split:
        return list(lines)
    return [replace(line, number=number) for number, line in enumerate(pieces, 1)]


def _split_listed(lines: Sequence[Line]) -> Iterator[tuple[Line, list[str]]]:
    """Each line with its parts, in a list of [1], [2] … under a heading: [1] Smith, p. 5. [2] Ibid."""
    last, headed = 0, -1
    for index, line in enumerate(lines):
        if is_note_heading(line.text):
            last, headed = 0, index
        texts = [line.text]
        if last or (headed >= 0 and headed == index - 1):
            begins = _LISTED.match(line.text)
            last = int(begins[1]) if begins else 0 if line.gap else last
            while last and (found := re.search(_NEXT_LISTED.format(last + 1), texts[-1])):
                texts[-1:] = [texts[-1][: found.start()].rstrip(), texts[-1][found.start() :]]
                last += 1
        yield line, texts


def _split(lines: Sequence[Line]) -> Iterator[tuple[Line, list[str]]]:
    """Each line with its parts."""
    paged = bool(lines) and lines[-1].page > 0
    places: dict[str, list[int]] = defaultdict(list)
    opened = last = 0
    for index, line in enumerate(lines):
        if line.opens_page:
            opened = index
        since = opened if paged else index - LONGEST_PAGE

        def is_called(value: int, since: int = since) -> bool:
            above = places.get(str(value), [])
            return len(above) > bisect_left(above, since)

        first = _FIRST.match(line.text)
        begins = bool(first and is_called(int(first[1])))
        if first and begins:
            last = int(first[1])
        texts = [line.text]
        # one note without a mark that looks like one does not hide those after it
        while last and (begins or is_called(last + 1)) and (start := _next(texts[-1], last + 1)):
            texts[-1:] = [texts[-1][:start].rstrip(), texts[-1][start:]]
            last += 1
        yield line, texts
        for label in callable_labels(OTHERS.sub(" ", line.text)) if len(texts) == 1 else ():
            places[label].append(index)


def _next(text: str, value: int) -> int:
    """Where the note with this label begins inside a line; 0 where none does."""
    for pattern in (_NEXT, _NEXT_OF_NUMBER):
        for found in re.finditer(pattern.format(value), text):
            numbers_section = _SECTION.fullmatch(text[: found.start()])
            if not numbers_section and not DATED.match(text[found.end() :].lstrip()):
                return found.start()
    return 0
