"""Lines to one running text, with what stands in them (marks, links) kept at its place.

>>> lines = [Line("a long jour-", 0, 60, 12, 10), Line("ney.1 It", 0, 40, 0, 10)]
>>> text = running(lines, [(1, 4, 5, "one")], Words(frozenset({"journey"})))
>>> text.text, text.marks
('a long journey. It', ((15, 1, 'one'),))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from search.readers.pdf.shapes import Line
from search.readers.text import pages
from search.readers.text.joining import Words, join

_FIRST = 0xF0000  # private characters stand in for marks while lines are joined: PDF text has none
_OPEN, _CLOSE = "\U00100000", "\U00100001"
_PLACES = re.compile("[\U000f0000-\U00100001]")
_BACK = re.compile(r"(?:\s*[↩↵⤴⏎↑⇑\^])+\s*$")
_BACK_FIRST = re.compile(r"(?:\^|↑)\s*(?:(?:[a-z]|\d+\.\d+)[\s,]+(?=\S))*")
_SOFT_HYPHEN = "\u00ad"
_CLOSERS = ".,;:!?)»”’]"

# (index of the line, start, end, what it is): a span that is no text
Insert: TypeAlias = tuple[int, int, int, Any]


@dataclass(frozen=True, slots=True)
class Running:
    """A text; its marks as (offset, index of the line, what); its links; where its lines ended."""

    text: str
    marks: tuple[tuple[int, int, Any], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    breaks: tuple[int, ...] = ()


def running(lines: Sequence[Line], marks: Iterable[Insert], words: Words) -> Running:
    """Joins lines; the spans of `marks` are taken out and their places kept."""
    if not lines:
        return Running("")
    held: list[tuple[int, Any]] = []
    urls: list[str] = []
    by_line: dict[int, list[Insert]] = {}
    for mark in marks:
        by_line.setdefault(mark[0], []).append(mark)
    texts = _unsoftened(
        [_with_places(line, by_line.get(index, []), held, urls) for index, line in enumerate(lines)]
    )
    joined = join([pages.Line(text or " ", index + 1) for index, text in enumerate(texts)], words)
    return _stripped(joined.text, joined.breaks, held, urls)


def without_back_links(note: Running) -> Running:
    """A note as a web page prints it, without the arrows that lead back to its marks."""
    end = len(_BACK.sub("", note.text))
    found = _BACK_FIRST.match(note.text)
    start = found.end() if found else 0
    return Running(
        note.text[start:end],
        tuple((max(0, at - start), line, what) for at, line, what in note.marks if at <= end),
        tuple(
            (max(0, a - start), min(b, end) - start, to) for a, b, to in note.links if start < b and a < end
        ),
        tuple(at - start for at in note.breaks if start < at < end),
    )


def _with_places(line: Line, marks: Sequence[Insert], held: list[tuple[int, Any]], urls: list[str]) -> str:
    """A line's text with private characters where marks stood and links begin and end."""
    changes: list[tuple[int, int, str]] = []
    for index, start, end, what in marks:
        changes.append((start, end, chr(_FIRST + len(held) % 0xFFF0)))
        held.append((index, what))
    for start, end, target in sorted(line.links, key=lambda link: link[:2]):
        if target.url:
            changes += [(start, start, _OPEN), (end, end, _CLOSE)]
            urls.append(target.url)
    text = line.text
    for start, end, place in sorted(changes, reverse=True):
        text = text[:start] + place + text[end:]
    return text


def _unsoftened(texts: list[str]) -> list[str]:
    """A soft hyphen that ends a line divides a word: its end goes up to its beginning."""
    for index in range(len(texts) - 1):
        if texts[index].endswith(_SOFT_HYPHEN):
            head, _, rest = texts[index + 1].partition(" ")
            texts[index] = texts[index][:-1] + head
            texts[index + 1] = rest
    return [text.replace(_SOFT_HYPHEN, "") for text in texts]


def _stripped(
    text: str, breaks: Sequence[int], held: Sequence[tuple[int, Any]], urls: Sequence[str]
) -> Running:
    """Takes the private characters out, and the blank that a mark leaves before a stop or another blank."""
    done: list[str] = []
    marks: list[tuple[int, int, Any]] = []
    links: list[tuple[int, int, str]] = []
    moved: list[int] = []  # the new offset of each old one
    opened: list[int] = []
    for index, character in enumerate(text):
        moved.append(len(done))
        if not _PLACES.match(character):
            after_mark = bool(marks) and marks[-1][0] == len(done)
            if character == " " and (not done or done[-1] == " "):
                continue
            if after_mark and character in _CLOSERS and done and done[-1] == " ":
                done.pop()
                marks = [(min(at, len(done)), line, what) for at, line, what in marks]
            done.append(character)
        elif character == _OPEN:
            opened.append(len(done))
        elif character == _CLOSE:
            if opened:
                links.append((opened.pop(), len(done), urls[len(links)]))
        else:
            line, what = held[len(marks)]
            at = len(done) - (bool(done) and done[-1] == " " and _at_space(text, index))
            marks.append((at, line, what))
    whole = "".join(done).rstrip()
    end = len(whole)
    return Running(
        whole,
        tuple((min(at, end), line, what) for at, line, what in marks),
        _merged([(min(a, end), min(b, end), url) for a, b, url in links if a < min(b, end)]),
        tuple(at for old in breaks if old < len(moved) and 0 < (at := moved[old]) < end),
    )


def _merged(links: Iterable[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    """Parts of one link that lines had parted."""
    done: list[tuple[int, int, str]] = []
    for start, end, url in links:
        if done and done[-1][2] == url and start <= done[-1][1] + 1:
            done[-1] = (done[-1][0], max(end, done[-1][1]), url)
        else:
            done.append((start, end, url))
    return tuple(done)


def _at_space(text: str, index: int) -> bool:
    """Whether nothing but a blank or the end follows a mark that itself follows a blank."""
    return _PLACES.sub("", text[index + 1 : index + 4])[:1] in ("", " ")
