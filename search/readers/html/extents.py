"""Where each note begins and ends, from the elements that marks link to.

Comes in: the marks. Goes out: the notes, as stretches of the tree's events, with the paragraphs that go on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from search.readers.html.labels import label
from search.readers.html.links import NOTE_KINDS, Call, Found, NoteSpan
from search.readers.html.tree import BLOCKS, HEADINGS, Node, Tree

_CONTINUING = frozenset(["p", "blockquote", "ul", "ol", "table", "pre"])
_FIRST = ("1", "*", "a", "i", "†")
_CHAPTER = re.compile(
    r"(?:chapter|part|book|introduction|preface|foreword|prologue|conclusion|epilogue|appendix|kapitel|teil"
    r"|chapitre|cap[íi]tulo|capitolo|глава|часть|[ivxlc]+\.|\d+\.)(?:\W|$)",
    re.IGNORECASE,
)
_TITLE = 90  # characters of the title of a chapter above its notes
LEAD = 14  # characters that may stand before the anchor of a note: "[Footnote 12:"
_PARTING = frozenset([*HEADINGS, "hr", "body", "html"])  # what no note holds
_LISTS = frozenset(["ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "body", "html", "main", "article"])


def add_notes(tree: Tree, found: Found, calls: list[Call]) -> None:
    """Adds the notes that marks call, in order."""
    first: dict[Node, Call] = {}
    for call in calls:
        if call.target is not None:
            first.setdefault(call.target, call)
    targets = sorted(first, key=lambda node: node.start)
    starts = [node.start for node in targets]
    for place, target in enumerate(targets):
        following = starts[place + 1] if place + 1 < len(starts) else len(tree.events)
        start, end = _span(tree, target, first[target], starts, following)
        if found.notes and start < found.notes[-1].end and found.notes[-1].end <= end:
            start = max(start, target.start)
            found.notes[-1].end = min(found.notes[-1].end, start)
        found.notes.append(NoteSpan(start, end, first[target].label, target))
    _continue(tree, found, calls)
    _quote(tree, found, calls)


def _span(tree: Tree, target: Node, call: Call, starts: list[int], following: int) -> tuple[int, int]:
    block = target.block()
    if target.tag not in BLOCKS and block.holds(call.node) and tree.size(target) > len(call.label) + 2:
        return target.start, target.end
    if block.tag in HEADINGS:
        return block.start, _under(tree, block)
    if target.tag not in BLOCKS and block.holds(call.node):
        end = following if following < len(tree.events) else block.end
        return _line(tree, target.start), _line(tree, end) if end < block.end else _set_off(
            tree, target, block
        )
    if (block.tag in _LISTS and target.tag not in BLOCKS) or (target.tag in BLOCKS and not tree.size(target)):
        return target.start, min(following, _loose(tree, target))
    if block.tag in ("td", "th") and block.parent is not None:
        block = block.parent
    if term := tree.term(block):
        block = term
    if block.tag == "dt":
        return block.start, min(following, _definitions(tree, block))
    held = bisect_left(starts, block.end) - bisect_left(starts, block.start)
    if held > 1:
        begun = target.start if target.start > starts[bisect_left(starts, block.start)] else block.start
        return begun, min(following, block.end)
    block = _climbed(tree, block, call, starts)
    if tree.letters[target.start] - tree.letters[block.start] > LEAD + 20 and target is not block:
        return target.start, min(following, block.end)
    return block.start, block.end


def _under(tree: Tree, heading: Node) -> int:
    """The end of a note whose label is a heading: before the next heading or rule, or where they all end."""
    end = heading.parent.end if heading.parent is not None else len(tree.events)
    for at in range(heading.end + 1, end):
        event = tree.events[at]
        if isinstance(event, Node) and (event.tag == "hr" or event.tag in HEADINGS):
            return at
    return end


def _line(tree: Tree, place: int) -> int:
    """Where the line begins in which an anchor stands: a bracket may stand before it."""
    seen = 0
    for at in range(place - 1, max(-1, place - 12), -1):
        event = tree.events[at]
        if isinstance(event, str):
            seen += len(event.strip())
        elif event.tag in BLOCKS or event.tag == "br":
            return at + 1
        if seen > LEAD:
            break
    return place


def _set_off(tree: Tree, target: Node, block: Node) -> int:
    """The end of the last note of a block: before a rule or a block in it, or where it ends."""
    for at in range(target.end, block.end):
        event = tree.events[at]
        if isinstance(event, Node) and at == event.start and (event.tag == "hr" or event.tag in BLOCKS):
            return at
    return block.end


def _climbed(tree: Tree, block: Node, call: Call, starts: list[int]) -> Node:
    """The outermost element that holds this note and nothing else."""
    outer = block.parent
    while outer is not None and outer.tag not in _LISTS and not outer.holds(call.node):
        held = bisect_left(starts, outer.end) - bisect_left(starts, outer.start)
        before = tree.letters[block.start] - tree.letters[outer.start]
        if held > 1 or before > LEAD or _holds_another(tree, outer, block):
            break
        if outer.tag == "section" and not outer.kind & NOTE_KINDS:
            break
        block, outer = outer, outer.parent
    return block


def _holds_another(tree: Tree, outer: Node, block: Node) -> bool:
    """Whether a heading, or a block that is no label, stands before a block in the element around it."""
    return any(
        event.tag in HEADINGS
        or (event.tag in BLOCKS and event.end <= block.start and not label(tree.text(event, 30)))
        for event in tree.events[outer.start : block.start]
        if isinstance(event, Node) and event is not outer and tree.size(event)
    )


def _loose(tree: Tree, target: Node) -> int:
    """The end of a note whose anchor stands between blocks, or before text that is in none."""
    seen = 0
    for at in range(target.end, len(tree.events)):
        event = tree.events[at]
        if isinstance(event, str):
            seen += len(event.strip())
        elif event.tag == "hr" or (target.parent is not None and at >= target.parent.end):
            return at
        elif event.tag in BLOCKS and at == event.start:
            return event.end if seen <= LEAD else at
    return len(tree.events)


def _definitions(tree: Tree, term: Node) -> int:
    end = term.end
    node: Node | None = term
    while node is not None and (node := tree.after(node)) is not None and node.tag == "dd":
        end = node.end
    return end


def _continue(tree: Tree, found: Found, calls: list[Call]) -> None:
    """Paragraphs that follow a note and are of it: of its class, or between two notes without a mark."""
    marks = sorted(call.node.start for call in calls)
    running = {_kind(call.node.block()) for call in calls}  # what paragraphs of the text are
    begun = [note.start for note in found.notes]
    ends = {note.end: place for place, note in enumerate(found.notes)}
    blocks = [node for node in tree.nodes if node.end in ends and node.tag in ("p", "div", "blockquote")]
    for block in blocks:
        place = ends[block.end]
        note = found.notes[place]
        following = found.notes[place + 1] if place + 1 < len(found.notes) else None
        is_zone = following and bisect_left(marks, note.end) == bisect_left(marks, following.start)
        sibling = tree.after(block)
        while sibling is not None and sibling.tag in _CONTINUING:
            fits = bool(following and is_zone and sibling.end <= following.start)
            same = bool(sibling.get("class")) and _kind(sibling) == _kind(block) not in running
            if not (fits or same) or bisect_left(begun, sibling.start) != bisect_left(begun, sibling.end):
                break
            if bisect_left(marks, sibling.start) != bisect_left(marks, sibling.end) and not fits:
                break
            if following and _is_title(tree, sibling, following):
                found.titles.add(sibling.start)
                break
            note.end = sibling.end
            sibling = tree.after(sibling)
    _add_alike(tree, found, begun)


def _quote(tree: Tree, found: Found, calls: list[Call]) -> None:
    """What a note that ends with a colon goes on with, wherever it stands before the next note."""
    marks = sorted(call.node.start for call in calls)
    for note, following in pairwise(found.notes):
        between = tree.events[note.end : following.start]
        if (
            tree.letters[note.end] < tree.letters[following.start]
            and tree.between(note.start, note.end).endswith(":")
            and bisect_left(marks, note.end) == bisect_left(marks, following.start)
            and not any(isinstance(one, Node) and one.tag in _PARTING for one in between)
        ):
            note.end = following.start


def _add_alike(tree: Tree, found: Found, begun: list[int]) -> None:
    """Titles that look like those that were found: that of the first chapter follows no note."""
    kinds = {_kind(node) for node in tree.nodes if node.start in found.titles}
    for node in tree.nodes if kinds else ():
        if _kind(node) in kinds and len(tree.text(node, 2 * _TITLE)) < _TITLE:
            place = bisect_left(begun, node.end)
            if place < len(begun) and tree.letters[begun[place]] == tree.letters[node.end]:
                found.titles.add(node.start)


def _kind(node: Node) -> tuple[str, str]:
    return node.tag, node.get("class")


def _is_title(tree: Tree, node: Node, following: NoteSpan) -> bool:
    """Whether a line is the title of a chapter above its notes: short, without a stop, before their first."""
    text = tree.text(node, 2 * _TITLE)
    if node.tag != "p" or not 0 < len(text) < _TITLE or text[-1] in ".,;:!?…”»)":
        return False
    if tree.letters[following.start] != tree.letters[node.end]:
        return False
    return following.label in _FIRST or text.isupper() or bool(_CHAPTER.match(text))
