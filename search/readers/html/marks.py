"""The tree to its note references and notes: found from what links to what, never from names alone.

A mark is a short link to the beginning of a block; the block is a note where a role or type says so, where it
links back to the mark, or where it begins with the mark's label.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from search.readers.html.extents import LEAD, add_notes
from search.readers.html.labels import begins, is_back, label
from search.readers.html.links import NOTE_KINDS, Call, Found, Links, is_page, is_raised
from search.readers.html.tree import BLOCKS, HEADINGS, Node, Tree

_CALLS = frozenset(["doc-noteref", "noteref"])
_BACKS = frozenset(["doc-backlink", "backlink", "referrer"])
_NOTE_NAME = re.compile(r"foot|note|fn|ftn|cite|^ref|bib|^[br]\d|^cr\d|endn|anm", re.IGNORECASE)


def find(tree: Tree) -> Found:
    """The note references and notes of a document."""
    links = Links(tree)
    candidates = [call for node in links.targets if (call := _candidate(links, node))]
    starts = sorted({call.target.start for call in candidates if call.target})
    accepted = {call.node: call for call in candidates if _accepted(links, call, starts)}
    _drop_returns(links, accepted, starts)
    found = Found()
    add_notes(tree, found, list(accepted.values()))
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
            if seen > LEAD:
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
    marked = is_raised(call.node) or _is_bracketed(tree, call.node)
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
    rank = 4 * bool(call.node.kind & _CALLS) + is_raised(call.node) + (call.target.start > call.node.start)
    rank += 3 if tree.letters[call.node.start] - tree.letters[block.start] > 3 else -2
    if re.search(r"ref|anc|back", call.node.get("href").rpartition("#")[2]):
        rank -= 1
    return rank - 2 * any(re.search(r"note|fn", one.names) for one in [block, *list(block.ancestors())[:2]])


def _is_bracketed(tree: Tree, node: Node) -> bool:
    around = tree.between(max(0, node.start - 2), node.end + 3, 80)
    return "[" in around or not re.search(r"\w", tree.text(node, 40))


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
