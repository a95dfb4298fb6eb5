"""Links in a note that lead back to its mark: what tells notes most surely, and is no text.

Two links that call each other are a mark and a way back; which is which is told from how they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from search.readers.html.labels import is_back, label
from search.readers.html.links import Call, Found, Links, NoteSpan, is_page, is_raised
from search.readers.html.tree import BLOCKS, Node, Tree

_CALLS = frozenset(["doc-noteref", "noteref"])
_BACKS = frozenset(["doc-backlink", "backlink", "referrer"])
_LINKS = frozenset(["a", "button", "span", "sup", "th"])
_FAR = 600  # events: the last note reaches no further when a way back is looked for in it
_LONG = 3000  # events: nor does any other


@dataclass(slots=True)
class Returns:
    """The ways back of a document; `starts` is where all that may be notes begins, in order."""

    links: Links
    starts: list[int]
    _seen: dict[Node, list[Node]] = field(default_factory=dict)

    def of(self, call: Call) -> list[Node]:
        """The links in a note that lead back to where its mark stands."""
        if call.node not in self._seen:
            self._seen[call.node] = list(self._find(call))
        return self._seen[call.node]

    def _find(self, call: Call) -> Iterator[Node]:
        start, end = self._extent(call)
        tree = self.links.tree
        for link in dict.fromkeys(
            one for place in _near(call.node) for one in self.links.into.get(place, ())
        ):
            if start <= link.start < end and link is not call.node:
                text = tree.text(link, 60)
                if is_back(text) or label(text) or link.kind & _BACKS:
                    yield link

    def _extent(self, call: Call) -> tuple[int, int]:
        target = call.target
        assert target is not None
        after = bisect_left(self.starts, target.start + 1)
        end = self.starts[after] if after < len(self.starts) else target.start + _FAR
        block = self.links.tree.term(target.block()) or target.block()
        begin = target.start if block.holds(call.node) else min(block.start, target.start)
        return begin, max(min(end, target.start + _LONG), target.end)

    def without(self, calls: list[Call]) -> list[Call]:
        """Of two links that call each other, the one that reads like a mark."""
        kept = {call.node: call for call in calls}
        for call in calls:
            if call.node not in kept:
                continue
            for back in self.of(call):
                if other := kept.get(back):
                    kept.pop(back if self._rank(call) >= self._rank(other) else call.node)
        return list(kept.values())

    def _rank(self, call: Call) -> int:
        tree, block = self.links.tree, call.node.block()
        assert call.target is not None
        rank = 4 * bool(call.node.kind & _CALLS) + is_raised(call.node)
        rank += call.target.start > call.node.start
        rank += 3 if tree.letters[call.node.start] - tree.letters[block.start] > 3 else -2
        if re.search(r"ref|anc|back", call.node.get("href").rpartition("#")[2]):
            rank -= 1
        return rank - 2 * any(
            re.search(r"note|fn", one.names) for one in [block, *list(block.ancestors())[:2]]
        )

    def enter(self, found: Found) -> None:
        """Adds the ways back in all notes to what is no text."""
        called: dict[Node, set[Node]] = {}
        for call in (one for first in found.calls.values() for one in (first, *first.more)):
            if call.target is not None:
                called.setdefault(call.target, set()).update(_near(call.node))
        for note in found.notes:
            for event in self.links.tree.events[note.start : note.end]:
                if not isinstance(event, Node) or event.tag not in _LINKS or event.start in found.calls:
                    continue
                if self._leads_back(event, called.get(note.key, set())):
                    found.backs.add(event.start)

    def _leads_back(self, link: Node, places: set[Node]) -> bool:
        text = self.links.tree.text(link, 60)
        if is_back(text):
            return link in self.links.targets or (link.get("href").startswith("#") and bool(text))
        targets = [target for target in self.links.targets.get(link, []) if not is_page(target)]
        to = {place for target in targets for place in (target, target.block())}
        return bool((label(text) or link.kind & _BACKS) and to & places)


def _near(node: Node) -> list[Node]:
    """Where a way back to a mark may lead: the mark, what is around it in its line, its block."""
    places = [node]
    for one in node.ancestors():
        places.append(one)
        if one.tag in BLOCKS:
            break
    return places


def silence_labels(tree: Tree, found: Found) -> None:
    """Adds elements that print the label of the note that they begin to what is no text."""
    for note in found.notes:
        _silence_label(tree, found, note)


def _silence_label(tree: Tree, found: Found, note: NoteSpan) -> None:
    """Elements at a note's beginning that print its label and nothing else."""
    skipped = 0
    for event in tree.events[note.start : min(note.end, note.start + 24)]:
        if not isinstance(event, Node) or event.start < note.start or event.start in found.backs:
            continue
        before = tree.letters[event.start] - tree.letters[note.start]
        if before > skipped + 1:
            return
        if (
            event.tag not in ("div", "p", "li")
            and label(tree.text(event, 30)) == note.label
            and event.end < note.end
        ):
            found.backs.add(event.start)
            skipped = tree.letters[event.end] - tree.letters[note.start]
