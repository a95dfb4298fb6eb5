"""Where each note begins and ends, from the elements that marks link to.

Comes in: the marks. Goes out: the notes, as stretches of the tree's events, with the paragraphs that go on.
"""

from __future__ import annotations

from bisect import bisect_left

from search.readers.html.links import NOTE_KINDS, Call, Found, NoteSpan
from search.readers.html.tree import BLOCKS, HEADINGS, Node, Tree

LEAD = 14  # characters that may stand before the anchor of a note: "[Footnote 12:"
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


def _span(tree: Tree, target: Node, call: Call, starts: list[int], following: int) -> tuple[int, int]:
    block = target.block()
    if target.tag not in BLOCKS and block.holds(call.node) and tree.size(target) > len(call.label) + 2:
        return target.start, target.end
    if (block.tag in _LISTS and target.tag not in BLOCKS) or (target.tag in BLOCKS and not tree.size(target)):
        return target.start, min(following, _loose(tree, target))
    if block.tag in ("td", "th") and block.parent is not None:
        block = block.parent
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


def _climbed(tree: Tree, block: Node, call: Call, starts: list[int]) -> Node:
    """The outermost element that holds this note and nothing else."""
    outer = block.parent
    while outer is not None and outer.tag not in _LISTS and not outer.holds(call.node):
        held = bisect_left(starts, outer.end) - bisect_left(starts, outer.start)
        before = tree.letters[block.start] - tree.letters[outer.start]
        heading = any(
            isinstance(e, Node) and e.tag in HEADINGS for e in tree.events[outer.start : block.start]
        )
        if held > 1 or before > LEAD or heading or (outer.tag == "section" and not outer.kind & NOTE_KINDS):
            break
        block, outer = outer, outer.parent
    return block


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
    ends = {note.end: note for note in found.notes}
    begun = [note.start for note in found.notes]
    blocks = {
        node.end: node for node in tree.nodes if node.end in ends and node.tag in ("p", "div", "blockquote")
    }
    for end, block in blocks.items():
        note = ends[end]
        place = bisect_left(begun, end)
        limit = begun[place] if place < len(begun) else end
        is_zone = bisect_left(marks, end) == bisect_left(marks, limit)
        sibling = tree.after(block)
        while sibling is not None and sibling.tag in ("p", "blockquote", "ul", "ol", "table", "pre"):
            same = (
                sibling.tag == block.tag
                and sibling.get("class")
                and sibling.get("class") == block.get("class")
            )
            fits = sibling.end <= limit and is_zone if place < len(begun) else False
            if not (fits or same) or bisect_left(begun, sibling.start) != bisect_left(begun, sibling.end):
                break
            if bisect_left(marks, sibling.start) != bisect_left(marks, sibling.end) and not fits:
                break
            note.end = sibling.end
            sibling = tree.after(sibling)
