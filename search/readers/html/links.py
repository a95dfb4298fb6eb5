"""The tree to its note references and notes: found from what links to what, never from names alone.

A mark is a short link to the beginning of a block; the block is a note where a role or type says so, where it
links back to the mark, or where it begins with the mark's label.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from search.readers.html.labels import begins, is_back, label
from search.readers.html.tree import BLOCKS, HEADINGS, Node, Tree

NOTE_KINDS = frozenset(
    ["doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote", "note", "doc-biblioentry"]
)
_CALLS = frozenset(["doc-noteref", "noteref"])
_BACKS = frozenset(["doc-backlink", "backlink", "referrer"])
_PAGES = frozenset(["doc-pagebreak", "pagebreak"])
_PAGE_ID = re.compile(r"(?:page|pg|p|pb)[_.-]?[\divxlc]+", re.IGNORECASE)
_PAGE_CLASS = re.compile(r"\b(?:page-?num(?:ber)?|pageno|page-?label|page-?break|star-pagination|pb)\b")
_NOTE_NAME = re.compile(r"foot|note|fn|ftn|cite|^ref|bib|^[br]\d|^cr\d|endn|anm", re.IGNORECASE)
_ONCLICK = re.compile(r"'#?([\w:.-]{3,})'")
_LEAD = 14  # characters that may stand before the anchor of a note: "[Footnote 12:"
_LISTS = frozenset(["ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "body", "html", "main", "article"])


@dataclass(slots=True)
class Call:
    """A mark that was found: its link, its label, and the element that it links to (None: not there)."""

    node: Node
    label: str
    target: Node | None
    strength: int = 0
    text: str = ""  # of a note that stands in an attribute
    name: str = ""  # what such a note is known by, where several marks call it
    more: tuple[Call, ...] = ()  # others that stand at the same place


@dataclass(slots=True)
class NoteSpan:
    """A note: the events from `start` to `end`, and the element that marks link to."""

    start: int
    end: int
    label: str
    key: Node
    name: str = ""  # what marks call it by, where no element is linked to
    calls_itself: bool = False  # a note that stands where it is called


@dataclass(slots=True)
class Found:
    """Marks by the event that they begin at, notes in order, and links that only lead back."""

    calls: dict[int, Call] = field(default_factory=dict)
    notes: list[NoteSpan] = field(default_factory=list)
    backs: set[int] = field(default_factory=set)
    marks: list[int] = field(default_factory=list)  # where marks begin, in order


class Links:
    """All links inside one document, resolved."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.targets: dict[Node, list[Node]] = {}
        self.missing: dict[Node, str] = {}
        for node in tree.nodes:
            if href := _href(node):
                self._resolve(node, href)
        self.ticks = [node.start for node in self.targets]
        self.links = list(self.targets)
        self.into: dict[Node, list[Node]] = {}  # links by the element, and by the block, that they lead to
        for link, targets in self.targets.items():
            for place in dict.fromkeys([*targets, *(target.block() for target in targets)]):
                self.into.setdefault(place, []).append(link)

    def _resolve(self, node: Node, href: str) -> None:
        path, _, fragment = href.partition("#")
        part = node.part
        if path and (part or self.tree.bodies.keys() - {""}):
            part = posixpath.normpath(posixpath.join(posixpath.dirname(node.part), unquote(path)))
        if not fragment:
            if path and part in self.tree.bodies and part != node.part:
                self.targets[node] = [self.tree.bodies[part]]
            return
        for name in (unquote(fragment), f"user-content-{fragment}"):
            if found := self.tree.anchors.get((part, name)):
                self.targets[node] = found
                return
        if not path:
            self.missing[node] = fragment

    def target(self, node: Node) -> Node | None:
        """Where a link leads: of several elements with that name, the nearest behind it."""
        found = self.targets.get(node, [])
        return next((one for one in found if one.start > node.start), found[-1] if found else None)

    def inside(self, start: int, end: int) -> Iterator[Node]:
        """The links between two events."""
        for index in range(bisect_left(self.ticks, start), len(self.ticks)):
            if self.ticks[index] >= end:
                return
            yield self.links[index]


def _href(node: Node) -> str:
    if node.tag in ("a", "area") and node.get("href") and not node.get("href").startswith("javascript"):
        return node.get("href").strip()
    if node.tag in ("a", "button", "sup", "span"):
        if clicked := _ONCLICK.search(node.get("onclick")):
            return f"#{clicked[1]}"
        described = node.get("aria-describedby") or node.get("aria-controls")
        return f"#{described.split()[0]}" if described.split() else ""
    return ""


def is_page(node: Node) -> bool:
    """Whether an element marks where a printed page begins."""
    if node.kind & _PAGES or (node.tag not in BLOCKS and _PAGE_CLASS.search(node.names)):
        return True
    name = node.get("id") or node.get("name")
    return bool(name and node.tag in ("a", "span") and _PAGE_ID.fullmatch(name)) and not _is_raised(node)


def find(tree: Tree) -> Found:
    """The note references and notes of a document."""
    links = Links(tree)
    candidates = [call for node in links.targets if (call := _candidate(links, node))]
    starts = sorted({call.target.start for call in candidates if call.target})
    accepted = {call.node: call for call in candidates if _accepted(links, call, starts)}
    _drop_returns(links, accepted, starts)
    found = Found()
    _spans(tree, found, list(accepted.values()))
    _enter(links, found, list(accepted.values()))
    return found


# --- which links are marks -------------------------------------------------------------------------------


def _candidate(links: Links, node: Node) -> Call | None:
    tree = links.tree
    target = links.target(node)
    if target is None or tree.size(node) > 30 or node.kind & _BACKS or _is_back_named(node):
        return None
    printed = label(tree.text(node, 60))
    called = bool(node.kind & _CALLS) or "data-footnote-ref" in node.attributes
    if not printed and called:
        printed = tree.text(node, 60).strip("[]() ")
    if not printed or is_page(target) or is_page(node) or target.tag in HEADINGS or target is node:
        return None
    if any(one.tag in HEADINGS or one.tag == "nav" for one in target.ancestors()) or node.holds(target):
        return None
    if any(one.tag == "nav" or one.get("role") == "navigation" for one in node.ancestors()):
        return None
    if _is_beside(node, target):
        return Call(node, printed, target, 1)
    return Call(node, printed, target, 4 if called else 0) if called or opens(tree, target) else None


def _is_beside(node: Node, target: Node) -> bool:
    """Whether a note stands in the text right behind its mark."""
    return target.tag not in BLOCKS and target.block() is node.block() and 0 <= target.start - node.end < 6


def _is_back_named(node: Node) -> bool:
    return (
        bool(re.search(r"back-?ref|back-?link|to-top|return", node.get("class").lower()))
        or node.get("rev") != ""
    )


def opens(tree: Tree, node: Node) -> bool:
    """Whether an element stands at the beginning of its block or of its line."""
    if node.tag in BLOCKS:
        return True
    seen = 0
    for at in range(node.start - 1, max(-1, node.start - 60), -1):
        event = tree.events[at]
        if isinstance(event, str):
            seen += len(event.strip())
            if seen > _LEAD:
                return node.tag in ("span", "small", "cite") and tree.size(node) > 40
        elif event.tag == "br" or event.tag in BLOCKS:
            return True
    return False


def _accepted(links: Links, call: Call, starts: list[int]) -> bool:
    tree, target = links.tree, call.target
    assert target is not None
    if call.strength:
        return True
    container = target.block() if target.tag not in BLOCKS else target
    holders = [target, container, *list(container.ancestors())[:4]]
    if any(
        one.kind & (NOTE_KINDS | {"footnotes", "endnotes", "rearnotes", "doc-endnotes"}) for one in holders
    ):
        call.strength = 3
        return not call.node.kind & _BACKS and not any(one.holds(call.node) for one in holders[:2])
    if _returns(links, call, starts):
        call.strength = 2
        return True
    if any(one.tag in HEADINGS for one in _heads(tree, container)) or container.holds(call.node):
        return False
    marked = _is_raised(call.node) or _is_bracketed(tree, call.node)
    numbered = begins(tree.between(target.start, target.start + 60, 80), call.label) or begins(
        tree.text(container, 80), call.label
    )
    if not marked:
        return numbered and not _is_of_links(links, call.node.block())
    named = _NOTE_NAME.search(target.get("id") or target.get("name"))
    return numbered or bool(named and tree.size(container) > 8)


def _is_of_links(links: Links, block: Node) -> bool:
    """Whether a block is a list of links rather than text with some in it."""
    linked = sum(links.tree.size(one) for one in links.inside(block.start, block.end))
    return links.tree.size(block) < 3 * linked


def _heads(tree: Tree, container: Node) -> list[Node]:
    return [event for event in tree.events[container.start : container.start + 6] if isinstance(event, Node)]


def _extent(call: Call, starts: list[int]) -> tuple[int, int]:
    assert call.target is not None
    after = bisect_left(starts, call.target.start + 1)
    end = starts[after] if after < len(starts) else call.target.start + 600
    block = call.target.block()
    return min(block.start, call.target.start), max(min(end, call.target.start + 3000), call.target.end)


def _returns(links: Links, call: Call, starts: list[int]) -> list[Node]:
    """The links in a note that lead back to where its mark stands."""
    start, end = _extent(call, starts)
    own = call.node.block()
    near = dict.fromkeys([own, call.node, *call.node.ancestors()])
    found = dict.fromkeys(link for place in near for link in links.into.get(place, ()))
    return [
        link
        for link in found
        if start <= link.start < end
        and link is not call.node
        and (is_back(links.tree.text(link, 60)) or label(links.tree.text(link, 60)) or link.kind & _BACKS)
    ]


def _drop_returns(links: Links, accepted: dict[Node, Call], starts: list[int]) -> None:
    """Where two links call each other, the one that reads like a mark stays."""
    for call in list(accepted.values()):
        if call.node not in accepted:
            continue
        for back in _returns(links, call, starts):
            other = accepted.get(back)
            if other is None:
                continue
            loser = back if _rank(links.tree, call) >= _rank(links.tree, other) else call.node
            accepted.pop(loser, None)


def _rank(tree: Tree, call: Call) -> int:
    assert call.target is not None
    block = call.node.block()
    rank = 4 * bool(call.node.kind & _CALLS) + _is_raised(call.node) + (call.target.start > call.node.start)
    rank += 3 if tree.letters[call.node.start] - tree.letters[block.start] > 3 else -2
    if re.search(r"ref|anc|back", call.node.get("href").rpartition("#")[2]):
        rank -= 1
    return rank - 2 * any(re.search(r"note|fn", one.names) for one in [block, *list(block.ancestors())[:2]])


def _is_raised(node: Node) -> bool:
    near = [node, *list(node.ancestors())[:3]]
    return any(one.tag == "sup" for one in near)


def _is_bracketed(tree: Tree, node: Node) -> bool:
    around = tree.between(max(0, node.start - 2), node.end + 3, 80)
    return "[" in around or not re.search(r"\w", tree.text(node, 40))


# --- where notes begin and end ---------------------------------------------------------------------------


def _spans(tree: Tree, found: Found, calls: list[Call]) -> None:
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
    if tree.letters[target.start] - tree.letters[block.start] > _LEAD + 20 and target is not block:
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
        if held > 1 or before > _LEAD or heading or (outer.tag == "section" and not outer.kind & NOTE_KINDS):
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
            return event.end if seen <= _LEAD else at
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


def _enter(links: Links, found: Found, calls: list[Call]) -> None:
    """Marks by their event; those whose note is missing; links that lead back."""
    for call in calls:
        found.calls[call.node.start] = call
    shapes = {_shape(call.node.get("href")) for call in calls if call.node.get("href")}
    for node, fragment in links.missing.items():
        printed = label(links.tree.text(node, 60))
        if printed and (_shape(f"#{fragment}") in shapes or node.kind & _CALLS):
            found.calls[node.start] = Call(node, printed, None)
    found.marks = sorted(found.calls)
    for note in found.notes:
        for link in links.inside(note.start, note.end):
            text = links.tree.text(link, 60)
            back = any(to.start < note.start or to.start >= note.end for to in links.targets[link])
            if (
                link.start not in found.calls
                and back
                and (is_back(text) or label(text) or link.kind & _BACKS)
            ):
                found.backs.add(link.start)


def _shape(href: str) -> str:
    return re.sub(r"\d+", "#", href.rpartition("#")[2])
