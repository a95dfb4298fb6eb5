"""Running text, gathered piece by piece: whitespace collapsed, marks taken out, links with their offsets.

>>> flow = Flow()
>>> flow.text("He  denied it ")
>>> flow.mark("1", key="fn1")
>>> flow.text(".  See ")
>>> with_link = flow.open("https://example.org/")
>>> flow.text("the record")
>>> flow.close(with_link)
>>> finished = flow.finish()
>>> finished.text, finished.marks[0].offset, finished.links
('He denied it. See the record', 12, ((18, 28, 'https://example.org/'),))
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from search.readers.building import Mark
from search.readers.decode import visible

_CLOSING = frozenset(".,;:!?)]}’”»…")
_BRACKETS = {"[": "]", "(": ")"}


@dataclass(frozen=True, slots=True)
class Finished:
    """A text with its marks and links: what a paragraph or a note is made of."""

    text: str
    marks: tuple[Mark, ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()

    def without(self, count: int) -> Finished:
        """The same without its first characters."""
        if not count:
            return self
        marks = tuple(replace(mark, offset=max(0, mark.offset - count)) for mark in self.marks)
        links = ((max(0, start - count), end - count, url) for start, end, url in self.links)
        return Finished(self.text[count:], marks, tuple(link for link in links if link[0] < link[1]))


@dataclass(slots=True)
class _Event:
    """A mark, or the beginning or end of a link, at a place among the pieces."""

    at: int
    mark: Mark | None = None
    url: str = ""
    end: int | None = None


@dataclass(slots=True)
class Flow:
    """Gathers the text of one paragraph or one note."""

    _pieces: list[str] = field(default_factory=list)
    _events: list[_Event] = field(default_factory=list)

    def text(self, text: str) -> None:
        """Adds text as it stands in the file."""
        if text:
            self._pieces.append(text)

    def mark(self, label: str, key: Hashable = None, page: int | None = None) -> None:
        """Adds a mark where the text stands now."""
        self._events.append(_Event(len(self._pieces), Mark(label, 0, key, page)))

    def open(self, url: str) -> int:
        """Begins a link; returns what `close` takes."""
        self._events.append(_Event(len(self._pieces), url=url))
        return len(self._events) - 1

    def close(self, link: int) -> None:
        """Ends a link."""
        self._events[link].end = len(self._pieces)

    def place(self) -> int:
        """Where the text stands now, for `since` and `cut`."""
        return len(self._pieces)

    def since(self, place: int) -> str:
        """The text added since a place."""
        return "".join(self._pieces[place:])

    def cut(self, place: int) -> None:
        """Takes away the text added since a place."""
        del self._pieces[place:]

    def follows_mark(self) -> bool:
        """Whether the last thing added was a mark."""
        return (
            bool(self._events) and self._events[-1].mark is not None and self._events[-1].at == self.place()
        )

    def is_textless(self) -> bool:
        """Whether nothing but marks was added."""
        return not self.since(0).strip()

    def finish(self) -> Finished:
        """The text normalised, with every offset counted in it."""
        offsets, text = self._normalised()
        marks = tuple(
            replace(event.mark, offset=len(text[: offsets[event.at]].rstrip()))
            for event in self._events
            if event.mark
        )
        links = []
        for event in self._events:
            if event.url:
                start, end = offsets[event.at], offsets[len(self._pieces) if event.end is None else event.end]
                start += len(text[start:end]) - len(text[start:end].lstrip())
                end = len(text[:end].rstrip())
                if start < end:
                    links.append((start, end, event.url))
        return Finished(text.rstrip(), marks, tuple(links))

    def _normalised(self) -> tuple[list[int], str]:
        """The offset at which each piece begins (and the end), and the text."""
        marked = {event.at for event in self._events if event.mark}
        cuts = sorted({event.at for event in self._events} | {event.end or 0 for event in self._events} | {0})
        ends = [*cuts[1:], len(self._pieces)]
        parts: list[str] = []  # no part begins with a space where the one before ends with one
        length = 0
        offsets = [0] * (len(self._pieces) + 1)
        last = ""
        bracket = ""
        for start, end in zip(cuts, ends, strict=True):
            piece = clean("".join(self._pieces[start:end]))
            if bracket and piece.startswith(bracket):
                piece = piece[1:]
                length -= _drop(parts, 1)
                last = parts[-1][-1:] if parts else ""
            if start in marked and last == " " and (not piece or piece[0] in _CLOSING):
                length -= _drop(parts, 1)
                last = ""
            if (last == " " or not length) and piece.startswith(" "):
                piece = piece[1:]
            offsets[start] = length
            if piece:
                parts.append(piece)
                length += len(piece)
                last = piece[-1]
            bracket = _BRACKETS.get(last, "") if end in marked else ""
        offsets[-1] = length
        return offsets, "".join(parts)


def clean(text: str) -> str:
    """NFC, blanks collapsed, nothing invisible, plain hyphens."""
    # printable is all that shows, and of the blanks the plain one: most texts hold nothing else
    if not text.isprintable() or "  " in text:
        text = _collapsed(visible(text))
    return unicodedata.normalize("NFC", text).replace("\u2011", "-")


def _collapsed(text: str) -> str:
    """Each run of blanks as one, at the ends too."""
    words = text.split()
    if not words:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{' '.join(words)}{' ' * text[-1].isspace()}"


def _drop(parts: list[str], count: int) -> int:
    """Takes characters off the end; a part that empties goes."""
    parts[-1] = parts[-1][:-count]
    if not parts[-1]:
        parts.pop()
    return count


def joined(texts: Iterable[Finished]) -> Finished:
    """Paragraphs of one note to one text, with a space between them."""
    text = ""
    marks: list[Mark] = []
    links: list[tuple[int, int, str]] = []
    for one in texts:
        start = len(text) + bool(text)
        marks += [replace(mark, offset=mark.offset + start) for mark in one.marks]
        links += [(first + start, last + start, url) for first, last, url in one.links]
        text = f"{text} {one.text}" if text else one.text
    return Finished(text, tuple(marks), tuple(links))


def external(target: str) -> str:
    """A link's target where it leads out of the document to the web or to a DOI; empty otherwise.

    >>> external("www.example.org/a"), external("#note-1"), external("doi:10.1000/182")
    ('http://www.example.org/a', '', 'https://doi.org/10.1000/182')
    """
    target = "".join(target.split())
    if target.lower().startswith("www."):
        target = f"http://{target}"
    if target.lower().startswith("doi:"):
        target = f"https://doi.org/{target[4:]}"
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    return target if parts.scheme.lower() in ("http", "https") and parts.netloc else ""
