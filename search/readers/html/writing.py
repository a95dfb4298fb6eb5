"""The tree and what was found in it to blocks of text and notes, each with its marks and links."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from search.readers.building import Builder, Mark
from search.readers.flow import Finished, external
from search.readers.html.furniture import Furniture, is_hidden, numbers_paragraph
from search.readers.html.labels import prefix
from search.readers.html.links import Call, Found, NoteSpan, is_page
from search.readers.html.prose import SILENT
from search.readers.html.repeated import repeated
from search.readers.html.running import BREAK, Running
from search.readers.html.tree import BLOCKS, HEADINGS, Node, Tree
from search.readers.note_headings import is_note_heading

# [citation needed], and the page of a note that is called many times (": 207")
_INLINE_TEMPLATE = re.compile(r"\[[^\]]*[^\W\d_]{3}[^\]]*\]|:\s*[\d\s,–-]+")
_LIBRARY = "gutenberg"
_BEGINS = re.compile(r"\*{3}\s?START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_ENDS = re.compile(
    r"\*{3}\s?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg", re.IGNORECASE
)


@dataclass(slots=True)
class Block:
    """A heading (level 1 to 6), a paragraph (0), or the place where a note stood (-1)."""

    level: int
    content: Finished = field(default_factory=lambda: Finished(""))


@dataclass(slots=True)
class Written:
    """All blocks in order; the texts of the notes in the order of `Found.notes`."""

    blocks: list[Block]
    notes: list[tuple[NoteSpan, Finished]]


class Writer:
    """Goes over the events once."""

    def __init__(self, tree: Tree, found: Found, address: str = "", *, muting: bool = True) -> None:
        self.tree, self.found, self.address = tree, found, address
        self.muting = muting
        self.blocks: list[Block] = []
        self.body, self.level = Running(), 0
        self.open: list[tuple[NoteSpan, Running]] = []
        self.notes: list[tuple[NoteSpan, Running]] = []
        self.furniture = Furniture(tree, found)
        self.muted = 0  # the event up to which the body is furniture
        self.linked: list[int] = []
        self.spoken: set[Hashable] = set()
        self.begun = [note.start for note in found.notes]

    def write(self) -> Written:
        """The blocks and the notes."""
        begun = {note.start: note for note in self.found.notes}
        at, events = 0, self.tree.events
        while at < len(events):
            while self.open and at >= self.open[-1][0].end:
                self.open.pop()
            if at in begun:
                self._begin(begun[at])
            event = events[at]
            if isinstance(event, str):
                self._text(event, at)
            elif at == event.start:
                at = self._start(event)
            else:
                self._end(event)
            at += 1
        self._break()
        return Written(self.blocks, [(span, _unlabelled(span, running)) for span, running in self.notes])

    def _begin(self, note: NoteSpan) -> None:
        if note.calls_itself and (self.open or note.start >= self.muted):
            self.running.mark(note.label, note.key)
        running = Running()
        self.open.append((note, running))
        self.notes.append((note, running))
        if self._is_block(note.start) and not note.calls_itself:
            self._break()
        if not note.calls_itself:
            self.blocks.append(Block(-1))

    def _is_block(self, at: int) -> bool:
        event = self.tree.events[at]
        return isinstance(event, Node) and event.tag in BLOCKS

    @property
    def running(self) -> Running:
        return self.open[-1][1] if self.open else self.body

    def _text(self, text: str, at: int) -> None:
        if self.open or at >= self.muted:
            self.running.text(text)

    def _start(self, node: Node) -> int:
        """Returns the event to go on behind."""
        at = node.start
        if call := self.found.calls.get(at):
            if self.open or at >= self.muted:
                for one in (call, *call.more):
                    self._call(one)
            return node.end
        if at in self.found.backs:
            self.running.back()
            return node.end
        if node.tag == "math":
            self.running.text(node.get("alttext") or self.tree.text(node))
            return node.end
        if node.tag in SILENT or is_page(node) or self._is_template(node) or self._is_hidden(node):
            return at if self._holds_note(node) else node.end
        if self.muting and not self.open and at >= self.muted and self.furniture.holds(node):
            if node.tag in BLOCKS:
                self._break()
            self.muted = node.end
        self._open_inline(node)
        return at

    def _call(self, call: Call) -> None:
        """A mark; with its note, where the mark itself carries it."""
        key = call.name or call.target or f"#{call.label}"
        self.running.mark(call.label, key)
        if call.text and key not in self.spoken:
            self.spoken.add(key)
            running = Running()
            running.text(call.text)
            self.notes.append(
                (NoteSpan(call.node.start, call.node.start, call.label, call.node, name=call.name), running)
            )

    def _open_inline(self, node: Node) -> None:
        if node.tag == "br":
            self.running.text(BREAK)
        elif node.tag == "img" and re.search(r"math|tex|equation", node.names):
            self.running.text(f" {node.get('alt')} ")
        elif node.tag == "q":
            self.running.text("“")
        elif node.tag in ("td", "th") or (node.tag in BLOCKS and self.open):
            self.running.text(" ")
        elif node.tag in BLOCKS:
            self._break()
            self.level = 6 if node.start in self.found.titles else HEADINGS.get(node.tag, 0)
        elif node.tag == "a" and self.open and (url := self._url(node)):
            self.running.open(url)
            self.linked.append(node.start)

    def _end(self, node: Node) -> None:
        if node.tag == "q":
            self.running.text("”")
        elif node.tag in BLOCKS and (self.open or node.tag in ("td", "th")):
            self.running.text(" ")
        elif node.tag in BLOCKS:
            self._break()
        elif self.linked and self.linked[-1] == node.start:
            self.linked.pop()
            self.running.close()

    def _is_hidden(self, node: Node) -> bool:
        """Whether an element inside a note is not shown; a note itself may wait to be opened."""
        if numbers_paragraph(self.tree, node):
            return True
        if not self.open or node.start <= self.open[-1][0].start or node.end >= self.open[-1][0].end:
            return False
        return is_hidden(node) and node.start not in self.found.calls

    def _holds_note(self, node: Node) -> bool:
        return node.tag not in SILENT and bisect_left(self.begun, node.start) != bisect_left(
            self.begun, node.end
        )

    def _is_template(self, node: Node) -> bool:
        if node.tag != "sup" or self.tree.size(node) > 60:
            return False
        text = self.tree.text(node)
        holds = any(
            isinstance(e, Node) and e.start in self.found.calls
            for e in self.tree.events[node.start : node.end]
        )
        return bool(_INLINE_TEMPLATE.fullmatch(text)) and not holds

    def _url(self, node: Node) -> str:
        """Where a link of a note leads; one to an entry of the bibliography leads where the entry does."""
        href = node.get("href").strip()
        if href.startswith("//"):
            href = f"https:{href}"
        fragment = href.rpartition("#")[2] if "#" in href else ""
        for entry in self.tree.anchors.get((node.part, fragment), [])[:1] if fragment else []:
            for event in self.tree.events[entry.start : entry.end]:
                if isinstance(event, Node) and event.tag == "a" and (url := external(event.get("href"))):
                    return url
            return ""
        url = external(href)
        site = re.match(r"https?://[^/]+/wiki/", self.address)
        return "" if site and url.startswith(site[0]) else url

    def _break(self) -> None:
        """Ends the paragraph or heading that is being gathered."""
        if self.level:
            content = self.body.finish()
            if content.text:
                self.blocks.append(Block(self.level, content))
        else:
            self.blocks += [Block(0, content) for content in self.body.paragraphs()]
        self.body, self.level = Running(), 0


def _unlabelled(span: NoteSpan, running: Running) -> Finished:
    """A note's text without its label, its offsets counted anew."""
    whole = running.finish()
    cut = 0 if span.is_bare else prefix(whole.text, span.label)
    cut += len(whole.text[cut:]) - len(whole.text[cut:].lstrip())
    links = tuple((max(0, a - cut), b - cut, url) for a, b, url in whole.links if b > cut)
    marks = tuple(type(m)(m.label, max(0, m.offset - cut), m.key) for m in whole.marks)
    return Finished(whole.text[cut:], marks, links)


def kept(blocks: list[Block]) -> Iterator[Block]:
    """The blocks of the text itself: no licence, no heading over notes alone."""
    named = [place for place, block in enumerate(blocks) if _LIBRARY in block.content.text.lower()]
    begins = next((i + 1 for i in named if _BEGINS.search(blocks[i].content.text)), 0)
    ends = next((i for i in named if i > begins and _ENDS.search(blocks[i].content.text)), len(blocks))
    inner = [block for i, block in enumerate(blocks) if block.level < 0 or begins <= i < ends]
    dropped = _over_notes(inner)
    yield from (block for place, block in enumerate(inner) if block.level >= 0 and place not in dropped)


def _over_notes(blocks: list[Block]) -> set[int]:
    """Where "Notes" stands before notes, and any heading with nothing but notes up to the next one."""
    found = set()
    is_bare = True
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if block.level < 0:
            continue
        below = place + 1
        leads = below in found or (below < len(blocks) and blocks[below].level < 0)
        precedes = leads and not block.content.marks
        if precedes and (is_note_heading(block.content.text) or (block.level > 0 and is_bare)):
            found.add(place)
        is_bare = block.level > 0
    return found


def build(written: Written) -> Builder:
    """What was written, in a Builder; a mark that stands in a block of its own goes to the text before it."""
    builder = Builder()
    for block in _gathered(kept(_said_once(written))):
        if block.level > 0:
            builder.heading(block.content.text, block.level, marks=block.content.marks)
        else:
            builder.paragraph(block.content.text, block.content.marks)
    for span, content in written.notes:
        builder.note(span.name or span.key, span.label, content.text, content.marks, links=content.links)
    return builder


def _said_once(written: Written) -> list[Block]:
    """The blocks, with the place of a note where one is printed again."""
    blocks = list(written.blocks)
    texts = ["" if block.level or block.content.marks else block.content.text for block in blocks]
    for start, end in repeated(texts, [content.text for _, content in written.notes]):
        blocks[start:end] = [Block(-1)] * (end - start)
    return blocks


def _gathered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks that have text; marks of those that have none go to the block before, or to the next."""
    held: Block | None = None
    early: tuple[Mark, ...] = ()
    for block in blocks:
        marks = block.content.marks
        if not block.content.text:
            at = len(held.content.text) if held else 0
            moved = tuple(replace(mark, offset=at) for mark in marks)
            if held:
                held = Block(held.level, replace(held.content, marks=(*held.content.marks, *moved)))
            else:
                early += moved
            continue
        if held:
            yield held
        held, early = Block(block.level, replace(block.content, marks=(*early, *marks))), ()
    if held:
        yield held
