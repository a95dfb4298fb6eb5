"""Printed lines to body lines and notes.

Comes in: the lines of a text. Goes out: the lines of the body, and the notes with their labels, unlinked.
Where notes stand is told by a list of small rules, each for one convention:

- under a rule at the foot of a page (a line of blanks, underscores or dashes);
- in brackets after their paragraph, as Project Gutenberg has them: `[Footnote 3: …]`;
- under a heading of their own ("Notes", "Примечания", "Anmerkungen"), after a chapter or at the end;
- at the foot of a page that a form feed ends, without a rule;
- at the end of the text, without a heading.

What a note's label looks like (`12`, `12.`, `12)`, `[12]`, `(12)`, `¹²`, `*`, `†`, `[^12]:`) is one table.

    >>> from search.readers.pages import read_lines
    >>> split_notes(read_lines("He denied it.[1]\\n\\nNotes\\n\\n[1] Smith, History.")).notes[0].label
    '1'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from search.readers.numbering import Candidate, chain
from search.readers.pages import Line

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

# what stands before a note's text, surest first; the group is the label
LABELS: dict[str, re.Pattern[str]] = {
    "[Footnote 1:": re.compile(r"\[(?:Foot)?note\s+([^\s:\]]{1,6})\s?:\s*", re.IGNORECASE),
    "[^1]:": re.compile(r"\[\^([^\]\s]{1,40})\]:?\s*"),
    "[1]": re.compile(r"\[\s?(\d{1,4}|[ivxlc]{1,7}|[a-z]|\*{1,4}|[†‡§¶]{1,3})\s?\][.:]?\s*"),
    "(1)": re.compile(r"\((\d{1,4}|\*{1,4})\)\s*"),
    "¹": re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})\s*"),
    "*": re.compile(r"(\*{1,4}|†{1,3}|‡{1,3}|§{1,3}|¶{1,3})(?=\s?[^\s*†‡§¶])\s*"),
    "1)": re.compile(r"(\d{1,4})\)\s+"),
    "1.": re.compile(r"(\d{1,4})\.\s+"),
    "1": re.compile(r"(\d{1,4})\s+(?=[^\s.,;:)\]%/–-])"),
    "1A": re.compile(r"(\d{1,4})(?=[^\W\d_]{2}|[“\"«‘])"),
}
_SURE = {"[Footnote 1:", "[^1]:", "[1]", "¹", "*"}  # a list of other things is not labelled so
_HEADING = re.compile(
    r"(?:\W*chapter\s+\S+\W+)?(?:foot|end)?notes(?:\s+(?:and|to|for)\s.{1,50})?\W*|"
    r"(?:references|sources|anmerkungen|fu(?:ß|ss)noten|endnoten|notas|notes|note|références|"
    r"примечания|сноски|ссылки)\W*",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"(?:chapter|part|book|section|kapitel|teil|chapitre|capítulo|capitolo|глава|часть)\s+\S.{0,70}|[IVXLC]{1,7}\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RawNote:
    """A note as its lines stand; `label` is empty for a fragment whose beginning was lost."""

    label: str
    lines: tuple[Line, ...]

    @property
    def page(self) -> int:
        """The physical page on which it begins."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Blocks:
    """Body lines and notes. `style` is the shape of the labels, a key of `LABELS`; `place` names the rule."""

    body: tuple[Line, ...]
    notes: tuple[RawNote, ...] = ()
    style: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Labelled(Candidate):
    """A line that may begin a note."""

    line: int = 0
    label: str = ""
    end: int = 0  # where the note's text begins


_Block: TypeAlias = list[Line]
_Rule: TypeAlias = Callable[[Sequence[Line]], Iterable[_Block]]


def split_notes(lines: Sequence[Line]) -> Blocks:
    """Tries each rule in turn; the first one that finds notes decides."""
    for place, rule in _RULES.items():
        blocks = [block for block in rule(lines) if block]
        style = _style(blocks)
        if not style:
            continue
        notes = _notes(blocks, style)
        taken = {line.number for block in blocks for line in block}
        body = tuple(line for line in lines if line.number not in taken and not line.stray)
        fragments = [RawNote("", (line,)) for line in lines if line.stray]
        if place in ("under a heading", "at the end"):
            body = _without_headings(body, blocks)
        return Blocks(body, (*notes, *fragments), style, place)
    return Blocks(tuple(lines))


# --- where notes stand -----------------------------------------------------------------------------------


def _under_rules(lines: Sequence[Line]) -> Iterator[_Block]:
    paged = lines[-1].page > 0 if lines else False
    block: _Block = []
    inside = False
    for line in lines:
        if line.ruled:
            yield from _checked(block)
            block, inside = [], True
        elif inside and (line.opens_page or line.stray or (not paged and line.gap and not _label(line))):
            inside = False
        if inside:
            block.append(line)
    yield from _checked(block)


def _checked(block: _Block) -> Iterator[_Block]:
    """A rule may also part two sections: notes are what begins with a label, or holds one on a later line."""
    if any(_label(line) for line in block):
        yield block


def _in_brackets(lines: Sequence[Line]) -> Iterator[_Block]:
    label = LABELS["[Footnote 1:"]
    block: _Block = []
    depth = 0
    for line in lines:
        if not depth and label.match(line.text):
            block = []
        elif not depth:
            continue
        block.append(line)
        depth = max(0, (depth if len(block) > 1 else 0) + line.text.count("[") - line.text.count("]"))
        if not depth:
            yield block


def _under_headings(lines: Sequence[Line]) -> Iterator[_Block]:
    block: _Block = []
    inside = False
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if _HEADING.fullmatch(line.text) and following and _label(following):
            yield block
            block, inside = [], True
            continue
        if inside and _ends_notes(line, following):
            if following and _label(following):  # "Chapter 2" among the notes
                continue
            inside = False
        if inside:
            block.append(line)
    yield block


def _ends_notes(line: Line, following: Line | None) -> bool:
    if _label(line) or not line.gap:
        return False
    return line.gap > 1 or bool(_CHAPTER.fullmatch(line.text)) or bool(following and _label(following))


def _at_page_foot(lines: Sequence[Line]) -> Iterator[_Block]:
    if not lines or lines[-1].page == 0:
        return
    for page in _pages(lines):
        for index, line in enumerate(page):
            label = _label(line)
            if index and label and _is_called(label, page[:index]) and _runs_on(page[index:]):
                yield page[index:]
                break


def _at_end(lines: Sequence[Line]) -> Iterator[_Block]:
    """The last labelled lines of the text, from the label 1 (or a symbol) on, where the text calls them."""
    for index in range(len(lines) - 1, 0, -1):
        label = _label(lines[index])
        if label in ("1", "*", "a", "i") and _is_called(label, lines[:index]) and lines[index].gap:
            block = list(lines[index:])
            labels = [found for line in block if (found := _label(line))]
            called = sum(1 for found in labels if _is_called(found, lines[:index]))
            if called * 2 > len(labels):
                yield block
                return


_RULES: dict[str, _Rule] = {
    "in brackets after the paragraph": _in_brackets,
    "under a rule at the foot of the page": _under_rules,
    "under a heading": _under_headings,
    "at the foot of the page": _at_page_foot,
    "at the end": _at_end,
}


def _pages(lines: Sequence[Line]) -> Iterator[_Block]:
    page: _Block = []
    for line in lines:
        if page and line.page != page[-1].page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def _runs_on(block: Sequence[Line]) -> bool:
    """Whether the labels from here to the foot of the page rise one by one."""
    values = [int(label) for line in block if (label := _label(line)).isdigit()]
    return not values or values == list(range(values[0], values[0] + len(values)))


def _is_called(label: str, lines: Sequence[Line]) -> bool:
    """Whether these lines hold what may be a mark with this label."""
    shown = re.escape(label)
    raised = re.escape(label.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")))
    mark = re.compile(rf"[\[(^]{shown}[\])]?|(?<=[^\s\d]){shown}(?!\d)|(?<=[^\s\d]){raised}")
    return any(mark.search(line.text) for line in lines)


def _without_headings(body: Sequence[Line], blocks: Sequence[_Block]) -> tuple[Line, ...]:
    """The headings of the notes go with them."""
    starts = {block[0].number for block in blocks}
    kept = []
    for index, line in enumerate(body):
        before_notes = any(line.number < start for start in starts) and _HEADING.fullmatch(line.text)
        following = body[index + 1].number if index + 1 < len(body) else max(starts) + 1
        if not (before_notes and any(line.number < start < following for start in starts)):
            kept.append(line)
    return tuple(kept)


# --- what begins a note ----------------------------------------------------------------------------------


def _label(line: Line) -> str:
    """The label that a line may begin with, in any style; empty without one."""
    for pattern in LABELS.values():
        match = pattern.match(line.text)
        if match:
            return match[1].translate(SUPERSCRIPTS)
    return ""


def _style(blocks: Sequence[_Block]) -> str:
    """The label shape that most lines of the blocks share, as far as their labels make a numbering."""
    best, most = "", 0
    for style in LABELS:
        found = len(_starts(_flat(blocks), style))
        if found > most:
            best, most = style, found
    return best


def _flat(blocks: Iterable[_Block]) -> list[tuple[Line, bool]]:
    """All lines, each with whether it is the first of its block."""
    return [(line, index == 0) for block in blocks for index, line in enumerate(block)]


def _starts(lines: Sequence[tuple[Line, bool]], style: str) -> list[_Labelled]:
    """The lines that begin a note, in one style and with symbols beside it."""
    numbered: list[_Labelled] = []
    symbols: list[_Labelled] = []
    for index, (line, first) in enumerate(lines):
        match = LABELS[style].match(line.text) or LABELS["*"].match(line.text)
        if not match or match.end() == len(line.text):
            continue
        label = match[1].translate(SUPERSCRIPTS)
        found = _Labelled(int(label) if label.isdigit() else 0, 1.0, first, index, label, match.end())
        (numbered if label.isdigit() else symbols).append(found)
    return sorted([*chain(numbered), *symbols], key=lambda found: found.line)


def _notes(blocks: Sequence[_Block], style: str) -> list[RawNote]:
    lines = _flat(blocks)
    starts = {found.line: found for found in _starts(lines, style)}
    notes: list[RawNote] = []
    for index, (line, _) in enumerate(lines):
        found = starts.get(index)
        if found:
            notes.append(RawNote(found.label, (replace(line, text=line.text[found.end :]),)))
        elif notes:  # a note goes on, on the next page too
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))
        else:
            notes.append(RawNote("", (line,)))
    return [_closed(note) for note in notes] if style == "[Footnote 1:" else notes


def _closed(note: RawNote) -> RawNote:
    """Without the bracket that closes it."""
    last = note.lines[-1]
    return replace(note, lines=(*note.lines[:-1], replace(last, text=last.text.removesuffix("]"))))
