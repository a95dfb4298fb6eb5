"""Notes that stand inside the text they belong to, right behind their mark or in its place.

Sidenotes with check boxes (Tufte), `<d-footnote>` (Distill), a mark and its note in one element (LaTeXML), a
raised number with the note behind it (WordPress), `<cite class="footnote">` (law reviews).

    >>> from search.readers.html.markup import parse
    >>> tree, found = Tree(), Found()
    >>> tree.add(parse(b"<p>Flour burns<d-footnote>As in Turin, 1785.</d-footnote> fast.</p>", "x.html"))
    >>> add(tree, found, Boxes([]))
    >>> [(note.label, tree.text(note.key)) for note in found.notes]
    [('1', 'As in Turin, 1785.')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search.readers.html.furniture import Boxes
from search.readers.html.labels import label
from search.readers.html.links import Call, Found, NoteSpan, is_raised
from search.readers.html.tree import BLOCKS, Node, Tree

_INSIDE = frozenset(["d-footnote", "dt-fn", "ref", "footnote", "fn"])
_INLINE = frozenset(["span", "small", "cite", "i", "em"])
_SIDE = re.compile(
    r"(?:^|\s)(?:\w+__)?(?:side|margin)-?note(?:$|\s|[_-]?(?:content|text|body))|(?:^|\s)inline-?(?:foot)?note"
)
_HELD = re.compile(r"(?:^|\s)\S*(?:foot|end)?note(?:_|-|$|\s)")
_OWN = re.compile(r"(?:^|\s)(?:foot|end)note(?:-?(?:text|content|body))?(?:$|\s)")
_BEHIND = re.compile(r"note|tooltip|fn")
_ELSEWHERE = re.compile(
    r"(?:footnotemark:?\s*)?\W?\w{1,3}\W?"
)  # LaTeX's \\footnotemark: the note stands elsewhere
_ENOUGH = 12  # characters: a note has more, a hint ("Note 1") less


def add(tree: Tree, found: Found, boxes: Boxes) -> None:
    """Adds to what the links gave, outside the boxes of furniture."""
    taken = {note.start for note in found.notes}
    spans = [span for span in _standing(tree, found) if span.start not in taken and span.start not in boxes]
    for count, span in enumerate((span for span in spans if not span.label), start=1):
        span.label = str(count)  # which the page's style would count
    texts = {span.label: span for span in spans if not _is_elsewhere(tree, span)}
    for span in spans:
        if texts.get(span.label) is not span and _is_elsewhere(tree, span):
            target = texts[span.label].key if span.label in texts else None
            found.calls.setdefault(span.key.start, Call(span.key, span.label, target))
    kept = [span for span in spans if span.key.start not in found.calls]
    found.notes = sorted([*found.notes, *kept], key=lambda note: note.start)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the rules look at; `boxes` are the ids of check boxes that have a label."""

    tree: Tree
    found: Found
    boxes: frozenset[str]


def _is_elsewhere(tree: Tree, span: NoteSpan) -> bool:
    text = tree.text(span.key, 40)
    return "footnotemark" in text and bool(
        _ELSEWHERE.fullmatch(text.split(span.label, 1)[-1].strip() or text)
    )


def _standing(tree: Tree, found: Found) -> Iterator[NoteSpan]:
    boxes = {node.get("for") for node in tree.nodes if node.tag == "label" and node.get("for")}
    page, end = _Page(tree, found, frozenset(boxes)), -1
    for node in tree.nodes:
        if node.start < end or not tree.size(node) or _is_in_note(found, node):
            continue
        if span := next((span for rule in _RULES if (span := rule(page, node))), None):
            end = span.end
            yield span


# --- the rules: each finds one way in which a note stands, or None ---------------------------------------


def _element(page: _Page, node: Node) -> NoteSpan | None:
    """An element that is nothing else: `<d-footnote>`."""
    if node.tag not in _INSIDE or node.start in page.found.calls:
        return None
    return NoteSpan(node.start, node.end, "", node, calls_itself=True)


def _side(page: _Page, node: Node) -> NoteSpan | None:
    """A sidenote: by its name, or behind the check box that opens it on small screens."""
    if _is_side(node) or _is_behind_box(page, node):
        return _sidenote(page, node)
    return None


def _behind_label(page: _Page, node: Node) -> NoteSpan | None:
    """`<sup>1</sup><span class="…note…">`: a raised label, and the note right behind it."""
    if node.tag not in _INLINE or not _BEHIND.search(node.names) or page.tree.size(node) < _ENOUGH:
        return None
    for event in reversed(page.tree.events[max(0, node.start - 6) : node.start]):
        if isinstance(event, str):
            if event.strip():
                return None
        elif event.end < node.start and is_raised(event) and (printed := label(page.tree.text(event, 20))):
            around = [event, *event.ancestors()]
            raised = next((one for one in around if one.tag == "sup"), event)
            if _call_in(page.tree, page.found, raised) or any(o.start in page.found.calls for o in around):
                return None
            page.found.backs.add(raised.start)
            return NoteSpan(node.start, node.end, printed, node, calls_itself=True)
    return None


def _in_place(page: _Page, node: Node) -> NoteSpan | None:
    """`<cite class="footnote">` in running text, which is the note itself."""
    block = node.block()
    if (
        node.tag not in _INLINE
        or not _OWN.search(node.get("class").lower())
        or page.tree.size(node) < _ENOUGH
    ):
        return None
    before, size = page.tree.letters[node.start] - page.tree.letters[block.start], page.tree.size(node)
    if not before or any(one.start in page.found.calls for one in page.tree.inside(node)):
        return None
    inner = (one for one in page.tree.inside(node) if one is not node and page.tree.size(one) < size)
    first = next(
        (one for one in inner if page.tree.letters[one.start] == page.tree.letters[node.start]), None
    )
    return NoteSpan(
        node.start, node.end, label(page.tree.text(first, 20)) if first else "", node, calls_itself=True
    )


def _with_mark(page: _Page, node: Node) -> NoteSpan | None:
    """An element that begins with a short mark and goes on with the note: `<span><sup>1</sup><span>…`."""
    if node.tag != "span" or not _HELD.search(node.names):
        return None
    inner = [
        e for e in page.tree.events[node.start + 1 : node.end] if isinstance(e, Node) and e.parent is node
    ]
    children = list(dict.fromkeys(inner))
    if len(children) != 2 or page.tree.size(children[1]) < _ENOUGH or children[0].start in page.found.calls:
        return None
    printed = label(page.tree.text(children[0], 20))
    if not printed or page.tree.size(children[0]) + page.tree.size(children[1]) != page.tree.size(node):
        return None
    page.found.backs.add(children[0].start)
    return NoteSpan(children[1].start, children[1].end, printed, children[1], calls_itself=True)


_RULES: tuple[Callable[[_Page, Node], NoteSpan | None], ...] = (
    _element,
    _side,
    _with_mark,
    _behind_label,
    _in_place,
)


# --- what they ask ---------------------------------------------------------------------------------------


def _is_side(node: Node) -> bool:
    if "number" in node.names or "toggle" in node.names or node.tag not in ("span", "aside", "small", "div"):
        return False
    return bool(_SIDE.search(node.names)) and "wrapper" not in node.names


def _is_behind_box(page: _Page, node: Node) -> bool:
    """Whether an element stands behind a check box that opens it, as sidenotes do on small screens."""
    if node.tag not in ("span", "small", "aside") or not page.boxes:
        return False
    before = (event for event in reversed(page.tree.events[max(0, node.start - 4) : node.start]))
    box = next((event for event in before if isinstance(event, Node)), None)
    return (
        box is not None
        and box.tag == "input"
        and box.get("type") == "checkbox"
        and box.get("id") in page.boxes
    )


def _sidenote(page: _Page, node: Node) -> NoteSpan | None:
    """The note, and its label where a label for a check box, or a raised number, stands before it."""
    printed, boxed = "", False
    for event in reversed(page.tree.events[max(0, node.start - 12) : node.start]):
        if isinstance(event, str):
            if event.strip() and not printed and label(event):
                continue
            if event.strip():
                break
        elif call := _call_in(page.tree, page.found, event):
            linked = next((note for note in page.found.notes if note.key is call.target), None)
            if (
                linked
                and page.tree.letters[linked.end] - page.tree.letters[linked.start]
                > page.tree.size(node) - _ENOUGH
            ):
                page.found.backs.add(node.start)  # the note that is linked, printed again beside its mark
            return None
        elif event.get("for") in page.boxes or "sidenote-number" in event.names or event.tag == "sup":
            page.found.backs.add(event.start)
            boxed = True
            printed = printed or label(page.tree.text(event, 20))
    if not boxed and (
        node.tag in BLOCKS or page.tree.letters[node.start] == page.tree.letters[node.block().start]
    ):
        return None  # a gloss in the margin, which no mark calls
    return NoteSpan(node.start, node.end, printed, node, calls_itself=True)


def _call_in(tree: Tree, found: Found, node: Node) -> Call | None:
    """The mark that an element is, or that stands raised in it."""
    calls = (found.calls.get(one.start) for one in tree.inside(node)) if node.tag == "sup" else iter(())
    return found.calls.get(node.start) or next((call for call in calls if call), None)


def _is_in_note(found: Found, node: Node) -> bool:
    place = bisect_right(found.notes, node.start, key=lambda note: note.start) - 1
    return place >= 0 and node.start < found.notes[place].end
