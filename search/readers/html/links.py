"""The links inside a document, resolved, and what is found from them: marks and notes.

A name may stand more than once, in other files of a book, or nowhere.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from search.readers.html.tree import BLOCKS, Node, Tree

NOTE_KINDS = frozenset(
    ["doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote", "note", "doc-biblioentry"]
)
_PAGES = frozenset(["doc-pagebreak", "pagebreak"])
_PAGE_ID = re.compile(r"(?:page|pg|p|pb)[_.-]?[\divxlc]+", re.IGNORECASE)
_PAGE_CLASS = re.compile(r"\b(?:page-?num(?:ber)?|pageno|page-?label|page-?break|star-pagination|pb)\b")
_SHORT = 30  # characters of a link that is a mark, or leads back to one
_DATA_MARK = 6  # characters: longer, and an element with such an attribute is a button of the page
_ONCLICK = re.compile(r"'#?([\w:.-]{3,})'")
_WAY = re.compile(r"[_-]?(?:ref|anc|sym|back)", re.IGNORECASE)  # in which "_ftnref1" differs from "_ftn1"


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
    is_bare: bool = False  # its label is not printed before it


@dataclass(slots=True)
class Found:
    """Marks by the event that they begin at, notes in order, and links that only lead back."""

    calls: dict[int, Call] = field(default_factory=dict)
    notes: list[NoteSpan] = field(default_factory=list)
    backs: set[int] = field(default_factory=set)
    titles: set[int] = field(default_factory=set)  # where lines begin that stand above the notes of a chapter
    is_unlinked: bool = False  # whether labels alone told them
    marks: list[int] = field(default_factory=list)  # where marks begin, in order


class Links:
    """All links inside one document, resolved."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.targets: dict[Node, list[Node]] = {}
        self.missing: dict[Node, str] = {}
        for node in tree.nodes:
            if href := _href(node) or self._named(node):
                self._resolve(node, href)
        self._pair()
        self.targets = dict(sorted(self.targets.items(), key=lambda link: link[0].start))
        self.ticks = [node.start for node in self.targets]
        self.links = list(self.targets)
        self.into: dict[Node, list[Node]] = {}  # links by the element, and by the block, that they lead to
        for link, targets in self.targets.items():
            for place in dict.fromkeys([*targets, *(target.block() for target in targets)]):
                self.into.setdefault(place, []).append(link)

    def _pair(self) -> None:
        """Leads links to each other whose names were lost, as when a page is pasted from Word.

        `#_ftn1` and `#_ftnref1`, printed alike, are a mark and its way back, though no name stands anywhere.
        """
        pairs: dict[tuple[str, str, str], list[Node]] = {}
        for node, fragment in self.missing.items():
            if self.tree.size(node) < _SHORT and (printed := self.tree.text(node, _SHORT)):
                pairs.setdefault((node.part, _WAY.sub("", fragment), printed), []).append(node)
        for links in pairs.values():
            names = {self.missing[link] for link in links}
            if len(names) != 2 or len(links) > 2:
                continue  # alone, or called more than once: which is which is not certain
            first, second = links
            self.targets |= {first: [second], second: [first]}
            del self.missing[first], self.missing[second]

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
        self.missing[node] = fragment

    def _named(self, node: Node) -> str:
        """The element that a data attribute of a mark names: `<span data-definition="note-1">*</span>`."""
        if node.tag not in ("sup", "span", "button") or self.tree.size(node) > _DATA_MARK:
            return ""
        values = (str(value) for name, value in node.attributes.items() if name.startswith("data-"))
        named = (v for v in values if not v.isdecimal() and (node.part, v) in self.tree.anchors)
        return f"#{name}" if (name := next(named, "")) else ""

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
    if node.tag in ("a", "button", "sup", "span", "th", "td"):
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
    return bool(name and node.tag in ("a", "span") and _PAGE_ID.fullmatch(name)) and not is_raised(node)


def unpaged(tree: Tree, node: Node, limit: int = 60) -> str:
    """The beginning of an element's text without the numbers of printed pages that stand in it."""
    pages = [
        event for event in tree.events[node.start : node.end] if isinstance(event, Node) and is_page(event)
    ]
    if not pages or tree.size(node) > limit:
        return tree.text(node, limit)
    at, pieces = node.start, []
    for page in pages:
        pieces.append(tree.between(at, page.start))
        at = max(at, page.end)
    return " ".join([*pieces, tree.between(at, node.end)]).strip()


def is_raised(node: Node) -> bool:
    """Whether an element stands in superscript."""
    near = [node, *list(node.ancestors())[:3]]
    return node.raises or any(one.tag == "sup" for one in near)
