"""Where the notes of a text stand: a list of small rules, each for one convention.

Comes in: the lines of a text. Goes out: blocks of lines that are notes, by the first rule that finds any.

- in brackets after their paragraph, as Project Gutenberg has them: `[Footnote 3: …]`;
- as definitions, as Markdown has them: `[^3]: …`;
- under a rule at the foot of a page (a line of blanks, underscores or dashes);
- under a heading of their own ("Notes", "Примечания", "Anmerkungen"), after a chapter or at the end,
  parted by "Chapter 2" where their numbering begins again;
- at the foot of a page that a form feed ends, without a rule;
- at the end of the text, without a heading.

    >>> from search.readers.text.pages import read_lines
    >>> lines = read_lines("He denied it.[1]\\n\\nNotes\\n\\n[1] Smith, History.")
    >>> [[line.text for line in block] for block in under_headings(lines) if block]
    [['[1] Smith, History.']]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from search.readers.text.labels import LABELS, SUPERSCRIPTS, SURE, label, listed_label, style_and_label
from search.readers.text.pages import Line

HEADING = re.compile(
    r"(?:[\dIVXLC]{1,4}(?:\.\d{1,2})?\.?\s+)?(?:"
    r"(?:\W*chapter\s+\S+\W+)?(?:(?:foot|end)notes?|notes)(?:\s+(?:and|to|for)\s.{1,50})?|"
    r"(?:(?:normative|informative|list of|works)\s+)?(?:references|cited)|sources|bibliography|"
    r"anmerkungen|fu(?:ß|ss)noten|endnoten|einzelnachweise|notas(?: al pie)?|notes?(?: de bas de page)?|"
    r"note(?: a piè di pagina)?|références|referencias|przypisy|poznámky|"
    r"примечания|сноски|ссылки|литература|примітки|бележки"
    r")\W*",
    re.IGNORECASE,
)
CHAPTER = re.compile(
    r"(?:chapter|part|book|section|kapitel|teil|chapitre|partie|capítulo|capitolo|rozdział|глава|часть|раздел)"
    r"\s+\S.{0,70}|[IVXLC]{1,7}\.?|(?:introduction|preface|prologue|epilogue|conclusion|afterword)",
    re.IGNORECASE,
)

# a mark in brackets, raised, glued to what stands before it, or a sign
_MAY_CALL = re.compile(
    r"[\[(^]\s?(\d{1,4}|[a-zA-Z]|[ivxlc]{2,6}|[*†‡§¶]{1,4})(?=\s?[\])]|\b)|"
    r"(?<=[^\W\d_]|[.,;:!?\"”’»“«‘'…)\]])(\d{1,4})(?![\d%])|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})|(?<=[^\s*†‡§¶])\s?([*†‡§¶]{1,4})"
)
_CLOSED = re.compile(r"[.!?…\])\"”»/]\W*$|https?://\S+$")
_FIRST = frozenset({"1", "*", "a", "i", "A"})
_DEFINITION = re.compile(r"\[\^[^\]\s]{1,40}\]:\s")
_DEFINED = 2  # columns by which a definition's further paragraphs stand in
_NEAR = 15  # lines: no second paragraph of a note is longer

NoteLines: TypeAlias = list[Line]
_Rule: TypeAlias = Callable[[Sequence[Line]], Iterable[NoteLines]]


def under_rules(lines: Sequence[Line]) -> Iterator[NoteLines]:
    """What stands under a rule, to the end of its page; without pages, to the first gap."""
    paged = lines[-1].page > 0 if lines else False
    block: NoteLines = []
    inside = False
    for line in lines:
        if line.ruled:
            yield from _labelled(block)
            block, inside = [], True
        elif inside and (line.opens_page or line.stray or (not paged and line.gap and not label(line.text))):
            inside = False
        if inside:
            block.append(line)
    yield from _labelled(block)


def _labelled(block: NoteLines) -> Iterator[NoteLines]:
    """A rule may also part two sections: notes are what begins with a label, or holds one on a later line."""
    if any(label(line.text) for line in block):
        yield block


def in_brackets(lines: Sequence[Line]) -> Iterator[NoteLines]:
    """`[Footnote 3: …]`, to the bracket that closes it."""
    begins = LABELS["[Footnote 1:"]
    block: NoteLines = []
    depth = 0
    for line in lines:
        if not depth and begins.match(line.text):
            block = []
        elif not depth:
            continue
        block.append(line)
        depth = max(0, (depth if len(block) > 1 else 0) + line.text.count("[") - line.text.count("]"))
        if not depth:
            yield block


def as_definitions(lines: Sequence[Line]) -> Iterator[NoteLines]:
    """`[^3]: …` wherever it stands, as Markdown has it, with the lines that stand in below it."""
    block: NoteLines = []
    for line in lines:
        if _DEFINITION.match(line.text):
            yield block
            block = [line]
        elif block and (not line.gap or line.indent >= _DEFINED):
            block.append(line)
        else:
            yield block
            block = []
    yield block


def under_headings(lines: Sequence[Line]) -> Iterator[NoteLines]:
    """What stands under "Notes" and the like; a new block under each "Chapter 2" among them."""
    block: NoteLines = []
    inside = False
    for index, line in enumerate(lines):
        if HEADING.fullmatch(line.text) and _opens_list(lines, index):
            yield block
            block, inside = [], True
        elif inside and CHAPTER.fullmatch(line.text) and _opens_list(lines, index):
            yield block
            block = []
        elif inside and _ends_list(lines, index):
            inside = False
        elif inside:
            block.append(line)
    yield block


def _opens_list(lines: Sequence[Line], index: int) -> bool:
    """Whether a label follows, or a chapter's name and then a label."""
    following = lines[index + 1 : index + 3]
    if not following:
        return False
    if listed_label(following[0].text):
        return True
    return len(following) > 1 and bool(
        CHAPTER.fullmatch(following[0].text) and listed_label(following[1].text)
    )


def _ends_list(lines: Sequence[Line], index: int) -> bool:
    """A gap and no label; but a note may have a second paragraph, and then the next label goes on."""
    line = lines[index]
    if listed_label(line.text) or not line.gap or line.indent:
        return False
    last = next(
        (
            found
            for before in reversed(lines[max(0, index - _NEAR) : index])
            if (found := listed_label(before.text))
        ),
        "",
    )
    if not last.isdecimal():
        return True
    return not any(label(after.text) == str(int(last) + 1) for after in lines[index : index + _NEAR])


def at_page_foot(lines: Sequence[Line]) -> Iterator[NoteLines]:
    """From the first label on a page that the page calls, where the labels rise to its foot."""
    if not lines or lines[-1].page == 0:
        return
    cut_off = False
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        first = _first_note(page)
        if cut_off:
            first = _continuation(page, first)
        cut_off = first < len(page) and not _CLOSED.search(page[-1].text)
        if first < len(page):
            yield page[first:]


def _first_note(page: Sequence[Line]) -> int:
    called: set[str] = set()
    for index, line in enumerate(page):
        if index and label(line.text) in called and _runs_on(page[index:]):
            return index
        called |= callable_labels(line.text)
    return len(page)


def _continuation(page: Sequence[Line], first: int) -> int:
    """Where the end of the last page's note begins, which stands apart above this page's notes."""
    apart = [index for index in range(1, first) if page[index].gap]
    if not apart or (first == len(page) and not page[apart[-1]].text[0].islower()):
        return first
    return apart[-1] if not page[apart[-1]].indent else first


def _runs_on(block: Sequence[Line]) -> bool:
    """Whether the labels from here to the foot of the page rise one by one."""
    values = [int(found) for line in block if (found := label(line.text)).isdecimal()]
    return not values or values == list(range(values[0], values[0] + len(values)))


def at_end(lines: Sequence[Line]) -> Iterator[NoteLines]:
    """The last labelled lines of the text, from the label 1 (or a symbol) on, where the text calls them."""
    called = [callable_labels(line.text) for line in lines]
    for index in range(len(lines) - 1, 0, -1):
        style, first = style_and_label(lines[index].text, LABELS)
        if first not in _FIRST or not lines[index].gap:
            continue
        block = list(lines[index:])
        labels = [found for line in block if (found := label(line.text))]
        before: set[str] = set().union(*called[:index])
        if (
            first in before
            and _is_list(block, style)
            and sum(found in before for found in labels) * 2 > len(labels)
        ):
            yield block
        return


def _is_list(block: Sequence[Line], style: str) -> bool:
    """Numbers may begin a list of anything: then nothing may stand after the list."""
    return style in SURE or not any(line.gap and not label(line.text) for line in block)


def callable_labels(text: str) -> set[str]:
    """The labels that a line may call, by the loosest look of a mark."""
    return {next(part for part in parts if part).translate(SUPERSCRIPTS) for parts in _MAY_CALL.findall(text)}


RULES: dict[str, _Rule] = {
    "in brackets after the paragraph": in_brackets,
    "as definitions": as_definitions,
    "under a rule at the foot of the page": under_rules,
    "under a heading": under_headings,
    "at the foot of the page": at_page_foot,
    "at the end": at_end,
}
