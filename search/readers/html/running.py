"""The text of one paragraph or one note, gathered piece by piece, with its marks and its links.

Marks are kept as characters that no text has until the text is whole: then brackets that hold nothing but
marks go, and the blanks before a mark that a stop follows.

    >>> running = Running()
    >>> running.text("He denied it [")
    >>> running.mark("1", "fn1")
    >>> running.text(",")
    >>> running.mark("2", "fn2")
    >>> running.text("] .")
    >>> finished = running.finish()
    >>> finished.text, [mark.offset for mark in finished.marks]
    ('He denied it.', [12, 12])
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from search.readers.building import Mark
from search.readers.flow import Finished, clean

_MARK, _OPEN, _CLOSE, _BACK = "\ue000", "\ue001", "\ue002", "\ue003"
BREAK = "\v"  # a line break inside a paragraph
_BLANKS = re.compile(r"[^\S\v]{2,}|[^\S\v ]")  # as clean() has it, but for line breaks


_SPECIAL = re.compile(f"([{_MARK}{_OPEN}{_CLOSE}])")


def _bare(match: re.Match[str]) -> str:
    return _MARK * match[0].count(_MARK)


_Replacement: TypeAlias = str | Callable[[re.Match[str]], str]
# of what a text must hold one for a rule to have anything to do (most hold none), the rule, what it puts
_RULES: tuple[tuple[tuple[str, ...], re.Pattern[str], _Replacement], ...] = (
    ((_BACK,), re.compile(rf"[\[(] ?{_BACK}(?:[ ,;|]*{_BACK})* ?[\])]"), ""),
    (
        tuple(f"{bracket}{blank}{_MARK}" for bracket in "[({" for blank in ("", " ")),
        re.compile(rf" ?[\[({{] ?({_MARK}(?:[ ,;–-]*{_MARK})*) ?[\])}}]"),
        r"\1",
    ),
    ((_MARK,), re.compile(rf"{_MARK}(?: ?[,;] ?{_MARK})+"), _bare),
    ((_BACK,), re.compile(_BACK), ""),
    (("  ",), re.compile(r" {2,}"), " "),
    (
        (f" {_OPEN}", f" {_CLOSE}", f" {_MARK}"),
        re.compile(rf" ([{_OPEN}{_CLOSE}{_MARK}]+) "),
        r" \1",
    ),
    ((f" {_MARK}",), re.compile(rf" ({_MARK}+)(?=[.,;:!?)\]}}’”»…]|$)"), r"\1"),
    ((f" {_MARK}",), re.compile(rf" ({_MARK}+)(?=\w)"), r"\1 "),
    ((f"{_MARK} ",), re.compile(rf"({_MARK}+) (?=[.,])"), r"\1"),
)


@dataclass(slots=True)
class Running:
    """Gathers one text."""

    _pieces: list[str] = field(default_factory=list)
    _marks: list[tuple[str, Hashable]] = field(default_factory=list)
    _urls: list[str] = field(default_factory=list)

    def text(self, text: str) -> None:
        """Adds text as it stands in the file."""
        self._pieces.append(text)

    def mark(self, label: str, key: Hashable) -> None:
        """Adds a mark."""
        self._pieces.append(_MARK)
        self._marks.append((label, key))

    def back(self) -> None:
        """Adds a link that only leads back: brackets around it go."""
        self._pieces.append(_BACK)

    def open(self, url: str) -> None:
        """Begins a link."""
        self._pieces.append(_OPEN)
        self._urls.append(url)

    def close(self) -> None:
        """Ends the last link that was begun."""
        self._pieces.append(_CLOSE)

    def paragraphs(self) -> list[Finished]:
        """The texts between empty lines, of those who part paragraphs by line breaks."""
        if not self._pieces:
            return []
        whole = "".join(self._pieces)
        if BREAK not in whole:
            only = _finished(whole, self._marks, [])
            return [only] if only.text or only.marks else []
        whole = _BLANKS.sub(" ", whole)
        marks, found = list(self._marks), []
        for text in re.split(r"(?: ?\v ?){2,}", whole):
            count = text.count(_MARK)
            finished = _finished(text, marks[:count], [])
            marks = marks[count:]
            if finished.text or finished.marks:
                found.append(finished)
        return found

    def finish(self) -> Finished:
        """The whole as one text."""
        return _finished("".join(self._pieces), self._marks, self._urls)


def _finished(text: str, marks: list[tuple[str, Hashable]], urls: list[str]) -> Finished:
    text = clean(text)
    if not text.isprintable():  # as the signs of marks and links are not
        for needed, rule, by in _RULES:
            if any(sign in text for sign in needed):
                text = rule.sub(by, text)
    text = text.strip()
    return _scanned(text, iter(marks), iter(urls)) if marks or urls else Finished(text)


def _scanned(text: str, marks: Iterator[tuple[str, Hashable]], urls: Iterator[str]) -> Finished:
    kept: list[str] = []
    placed: list[Mark] = []
    links: list[tuple[int, int, str]] = []
    opened: list[tuple[int, str]] = []
    length = 0
    for piece in _SPECIAL.split(text):
        if piece == _MARK:
            label, key = next(marks)
            placed.append(Mark(label, length, key))
        elif piece == _OPEN:
            opened.append((length, next(urls, "")))
        elif piece == _CLOSE:
            if opened:
                start, url = opened.pop()
                if url and start < length:
                    links.append((start, length, url))
        elif piece := piece[piece.startswith(" ") and (not kept or kept[-1].endswith(" ")) :]:
            kept.append(piece)
            length += len(piece)
    whole = "".join(kept)
    end = len(whole.rstrip())
    return Finished(
        whole[:end],
        tuple(Mark(mark.label, min(mark.offset, end), mark.key) for mark in placed),
        tuple((start, min(stop, end), url) for start, stop, url in links if start < end),
    )
