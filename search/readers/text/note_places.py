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
from typing import TypeAlias

from search.readers.note_headings import is_note_heading
from search.readers.text.endings import at_end
from search.readers.text.feet import at_page_foot
from search.readers.text.headings import says_heading
from search.readers.text.labels import LABELS, label, listed_label
from search.readers.text.pages import Line

CHAPTER = re.compile(
    r"(?:chapter|part|book|section|kapitel|teil|chapitre|partie|capítulo|capitolo|rozdział|глава|часть|раздел)"
    r"\s+\S.{0,70}|[IVXLC]{1,7}\.?|(?:introduction|preface|prologue|epilogue|conclusion|afterword)",
    re.IGNORECASE,
)

_DEFINITION = re.compile(r"\[\^[^\]\s]{1,40}\]:\s")
_DEFINED = 2  # columns by which a definition's further paragraphs stand in
_NEAR = 15  # lines: no second paragraph of a note is longer

NoteLines: TypeAlias = Sequence[Line]
_Rule: TypeAlias = Callable[[Sequence[Line]], Iterable[NoteLines]]


def under_rules(lines: Sequence[Line]) -> Iterator[NoteLines]:
    """What stands under a rule, to the end of its page; without pages, to the first gap."""
    paged = lines[-1].page > 0 if lines else False
    block: list[Line] = []
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
    block: list[Line] = []
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
    block: list[Line] = []
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
    block: list[Line] = []
    inside = bracketed = False
    for index, line in enumerate(lines):
        if is_note_heading(line.text) and _opens_list(lines, index):
            yield block
            block, inside = [], True
            bracketed = lines[index + 1].text.startswith("[")
        elif inside and CHAPTER.fullmatch(line.text) and _opens_list(lines, index):
            yield block
            block = []
        elif inside and _ends_list(lines, index, bracketed):
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


def _ends_list(lines: Sequence[Line], index: int, bracketed: bool) -> bool:
    """A gap and no label; but a note may have a second paragraph, and then the next label goes on."""
    line = lines[index]
    if not line.gap or line.indent:
        return False
    if listed_label(line.text):  # "9. Authors" labels nothing in a list of [1], [2] …
        return bracketed and not line.text.startswith("[") and says_heading(line.text)
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


AS_DEFINITIONS = "as definitions"
AT_FOOT = "at the foot of the page"
RULES: dict[str, _Rule] = {
    "in brackets after the paragraph": in_brackets,
    AS_DEFINITIONS: as_definitions,
    "under a rule at the foot of the page": under_rules,
    "under a heading": under_headings,
    AT_FOOT: at_page_foot,
    "at the end": at_end,
}
