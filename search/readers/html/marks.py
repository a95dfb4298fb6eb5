"""The tree to its note references and notes: found from what links to what, never from names alone.

A mark is a short link to the beginning of a block; the block is a note where a role or type says so, where it
links back to the mark, or where it begins with the mark's label.
"""

from __future__ import annotations

import re

from search.readers.html import lost, spoken, standing, unlinked
from search.readers.html.extents import LEAD, add_notes
from search.readers.html.furniture import Furniture
from search.readers.html.labels import begins, label, named, refers
from search.readers.html.links import NOTE_KINDS, Call, Found, Links, is_page, is_raised, unpaged
from search.readers.html.returned import returned
from search.readers.html.returns import Returns, silence_labels
from search.readers.html.tree import BLOCKS, HEADINGS, Node, Tree

_CALLS = frozenset(["doc-noteref", "noteref"])
_BACKS = frozenset(["doc-backlink", "backlink", "referrer"])
_ZONES = NOTE_KINDS | {"footnotes", "endnotes", "rearnotes", "doc-endnotes"}
_NOTE_NAME = re.compile(r"foot|note|fn|ftn|cite|^ref|bib|^[br]\d|^cr\d|endn|anm", re.IGNORECASE)
_DENSE = (
    0.5  # of the text from the first to the last of them: notes follow each other, cross-references do not
)
_LONGEST = 48  # characters of a label: "[I-D.ietf-quic-recovery]" is one
_ROW = 60  # events before a link in which a bracket may open that holds several
_OPENED = re.compile(r"\[[\d\s,;–—-]*$")
_WORDS = 24  # characters before a link in which a word says that it is part of the sentence


def find(tree: Tree) -> Found:
    """The note references and notes of a document: linked, inside the text, told by labels alone, lost."""
    links = Links(tree)
    found, returns = _linked(links)
    found.marks = sorted(found.calls)
    boxes = Furniture(tree, found).boxes()
    standing.add(tree, found, boxes)
    spoken.add(tree, found)
    lost.add_notes(tree, found)
    if not found.notes and not found.calls:
        unlinked.add(tree, found, boxes)
        found.is_unlinked = bool(found.notes)
    else:
        unlinked.add_beside(tree, found, boxes)
    lost.add_marks(links, found)
    lost.part_notes(tree, found)
    returns.enter(found)
    silence_labels(tree, found)
    found.marks = sorted({*found.calls, *(note.start for note in found.notes if note.calls_itself)})
    return found


def _linked(links: Links) -> tuple[Found, Returns]:
    tree = links.tree
    candidates = [call for node in links.targets if (call := _candidate(links, node))]
    returns = Returns(links, sorted({call.target.start for call in candidates if call.target}))
    calls = _dense(tree, [call for call in candidates if _accepted(links, call, returns)])
    calls = returns.without(calls)
    calls += returned(links, calls)
    found = Found()
    add_notes(tree, found, calls)
    for call in calls:
        if (first := found.calls.setdefault(call.node.start, call)) is not call:
            first.more += (call,)
    return found, returns


# --- which links may be marks ----------------------------------------------------------------------------


def _candidate(links: Links, node: Node) -> Call | None:
    tree = links.tree
    target = _target(links, node)
    if target is None or tree.size(node) > _LONGEST or node.kind & _BACKS or _is_back_named(node):
        return None
    if _numbers_heading(tree, node):
        return None
    called = bool(node.kind & _CALLS) or "data-footnote-ref" in node.attributes
    printed = _printed(tree, node, called)
    if not printed or is_page(target) or is_page(node) or target is node or node.holds(target):
        return None
    if _is_title(links, node, target, printed) or any(one.tag == "nav" for one in target.ancestors()):
        return None
    if any(one.tag == "nav" or one.get("role") == "navigation" for one in node.ancestors()):
        return None
    if not called and _is_said(tree, node):
        return None
    if _is_beside(node, target):
        return Call(node, printed, target, 1)
    return Call(node, printed, target, 4 if called else 0) if called or opens(tree, target) else None


def _target(links: Links, node: Node) -> Node | None:
    """Where a link leads; of several elements of one name, to that which begins as the link reads."""
    targets = links.targets[node]
    if len(targets) > 1 and (printed := label(links.tree.text(node, 60))):
        alike = [one for one in targets if begins(links.tree.text(one.block(), 60), printed)]
        if len(alike) == 1:
            return alike[0]
    return links.target(node)


def _printed(tree: Tree, node: Node, called: bool) -> str:
    """The label that a link prints, without a page number that fell into it; any name where it is raised."""
    text = unpaged(tree, node)
    if printed := label(text) or (named(text) if is_raised(node) else ""):
        return printed
    return text.strip("[]() ") if called else _bracketed(tree, node, text)


def _bracketed(tree: Tree, node: Node, text: str) -> str:
    """A name that a link prints in brackets which stand around it: `[<a href="#RFC2119">RFC2119</a>]`."""
    around = tree.events[max(0, node.start - 1)], tree.events[min(node.end + 1, len(tree.events) - 1)]
    before, after = (event.strip() if isinstance(event, str) else "" for event in around)
    return label(f"[{text}]") if before.endswith("[") and after.startswith("]") else ""


def _is_said(tree: Tree, node: Node) -> bool:
    """Whether a link is part of a sentence, as in "see note 12": marks are raised, or in brackets."""
    if is_marked(tree, node):
        return False
    before = _before(tree, node, 8)
    is_called = before.endswith("(") and not any(one.kind & _ZONES for one in node.ancestors())
    return not is_called and refers(before, tree.text(node, 40))


def _before(tree: Tree, node: Node, events: int) -> str:
    """The words in its line before a link."""
    before = ""
    for event in reversed(tree.events[max(node.block().start, node.start - events) : node.start]):
        if isinstance(event, str):
            before = f"{event}{before}"[-_WORDS:]
        elif event.tag in BLOCKS or event.tag == "br":
            break
    return before


def _is_title(links: Links, node: Node, target: Node, printed: str) -> bool:
    """Whether a link leads to a heading, unless that is the label of a note, or a note in its style."""
    tree = links.tree
    heading = next((one for one in (target, *target.ancestors()) if one.tag in HEADINGS), None)
    return (
        heading is not None
        and label(tree.text(heading, 40)) != printed
        and not _call_each_other(links, node, target)
    )


def _call_each_other(links: Links, node: Node, target: Node) -> bool:
    """Whether a raised mark in running text leads to a link, printed alike, that leads back to it."""
    tree = links.tree
    return (
        node in links.targets.get(target, ())
        and _stands_raised(tree, node)
        and tree.letters[node.start] > tree.letters[node.block().start]
        and label(tree.text(target, 20)) == label(tree.text(node, 20))
    )


def _stands_raised(tree: Tree, node: Node) -> bool:
    """Whether a link is raised, or holds nothing but what is: `<a><sup>34</sup></a>`."""
    inside = (one for one in tree.inside(node) if one.tag == "sup")
    return is_raised(node) or any(tree.size(one) == tree.size(node) for one in inside)


def _is_beside(node: Node, target: Node) -> bool:
    """Whether a note stands in the text right behind its mark."""
    return target.tag not in BLOCKS and target.block() is node.block() and 0 <= target.start - node.end < 6


def _numbers_heading(tree: Tree, node: Node) -> bool:
    """Whether a link is the number of a chapter, which leads to the table of contents."""
    block = node.block()
    return (
        block.tag in HEADINGS
        and tree.letters[node.start] == tree.letters[block.start]
        and tree.size(block) > tree.size(node)
    )


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


# --- which of them are -----------------------------------------------------------------------------------


def _accepted(links: Links, call: Call, returns: Returns) -> bool:
    """Whether something tells that a link calls a note; `strength` says what."""
    tree, target = links.tree, call.target
    assert target is not None
    if call.strength:
        return True
    container = target.block() if target.tag not in BLOCKS else target
    holders = [target, container, *list(container.ancestors())[:4]]
    if any(one.kind & _ZONES for one in holders):
        call.strength = 3
        return not call.node.kind & _BACKS and not any(one.holds(call.node) for one in holders[:2])
    if returns.of(call):
        call.strength = 2
        return True
    if _holds_title(tree, container, call.label):
        return False
    numbered = begins(tree.between(target.start, target.start + 60, 80), call.label)
    if container.holds(call.node):  # text and notes in one block, parted by line breaks alone
        return numbered and target.start > call.node.end and is_marked(tree, call.node)
    numbered = numbered or begins(tree.text(container, 80), call.label)
    if not is_marked(tree, call.node):
        return numbered and not _is_of_links(links, call.node.block())
    called = _NOTE_NAME.search(target.get("id") or target.get("name"))
    return numbered or bool(called and tree.size(container) > 8)


def is_marked(tree: Tree, node: Node) -> bool:
    """Whether a link is printed as marks are: raised, in brackets, or a symbol."""
    return is_raised(node) or _is_bracketed(tree, node)


def _is_bracketed(tree: Tree, node: Node) -> bool:
    around = tree.between(max(0, node.start - 2), node.end + 3, 80)
    if _OPENED.search(_before(tree, node, _ROW)):
        return True
    return "[" in around or not re.search(r"\w", tree.text(node, 40))


def _holds_title(tree: Tree, container: Node, printed: str) -> bool:
    heads = [event for event in tree.events[container.start : container.start + 6] if isinstance(event, Node)]
    return any(one.tag in HEADINGS and label(tree.text(one, 40)) != printed for one in heads)


def _is_of_links(links: Links, block: Node) -> bool:
    """Whether a block is a list of links rather than text with some in it."""
    linked = sum(links.tree.size(one) for one in links.inside(block.start, block.end))
    return links.tree.size(block) < 3 * linked


def _dense(tree: Tree, calls: list[Call]) -> list[Call]:
    """Without links that only a number tells, where it counts nothing, or what they lead to is scattered."""
    weak = [call for call in calls if not call.strength and not is_marked(tree, call.node)]
    blocks = sorted({call.target.block() for call in weak if call.target}, key=lambda one: one.start)
    if not blocks:
        return calls
    whole = tree.letters[blocks[-1].end] - tree.letters[blocks[0].start]
    counts = len(blocks) > 1 or len(weak) < len(calls) or weak[0].label.lower() in ("1", "a", "i")
    if counts and sum(map(tree.size, blocks)) >= _DENSE * whole:
        return calls
    scattered = {call.node for call in weak}
    return [call for call in calls if call.node not in scattered]
