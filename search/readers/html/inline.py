"""Notes that stand inside the text they belong to, in the attributes of their mark, or only look like notes.

Sidenotes with check boxes (Tufte), `<d-footnote>` and `<d-cite>` (Distill), a mark and its note in one
element (LaTeXML), tooltips; and where nothing is linked, raised numbers with the paragraphs they number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.readers.html.labels import label
from search.readers.html.links import Call, Found, NoteSpan
from search.readers.html.tree import BLOCKS, Node, Tree

_INSIDE = frozenset(["d-footnote", "dt-fn", "ref", "footnote", "fn"])
_SIDE = re.compile(
    r"(?:^|\s)(?:\w+__)?(?:side|margin)-?note(?:$|\s|[_-]?(?:content|text|body))|(?:^|\s)inline-?(?:foot)?note"
)
_HELD = re.compile(r"(?:^|\s)\S*(?:foot|end)?note(?:_|-|$|\s)")
_TEXTS = ("data-footnote", "data-note", "data-content", "data-tooltip", "data-footnote-content", "title")
_NOTED = re.compile(r"note|fn|ref|tooltip")
_FORM = frozenset(["form", "label", "fieldset", "nav"])
_ENOUGH = 12  # characters: a note has more, a hint ("Note 1") less
_BIBTEX = re.compile(r"@\w+\s*\{\s*([^,\s]+)\s*,(.*?)\n\s*\}", re.DOTALL)
_FIELD = re.compile(r"(\w+)\s*=\s*[{\"](.*?)[}\"]\s*(?:,|$)", re.DOTALL | re.MULTILINE)


def add(tree: Tree, found: Found) -> None:
    """Adds to what the links gave."""
    taken = [note.start for note in found.notes]
    spans = [span for span in _standing(tree, found) if span.start not in taken]
    _number(spans)
    found.notes = sorted([*found.notes, *spans], key=lambda note: note.start)
    for call in (*_spoken(tree, found), *_cited(tree)):
        found.calls.setdefault(call.node.start, call)


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


# --- notes where they are called -------------------------------------------------------------------------


def _standing(tree: Tree, found: Found) -> Iterator[NoteSpan]:
    boxes = {node.get("for") for node in tree.nodes if node.tag == "label" and node.get("for")}
    end = -1
    for node in tree.nodes:
        if node.start < end or not tree.size(node):
            continue
        span = None
        if node.tag in _INSIDE:
            span = NoteSpan(node.start, node.end, "", node, calls_itself=True)
        elif _is_side(node) or _is_behind_box(tree, node, boxes):
            span = _sidenote(tree, found, node, boxes)
        elif node.tag == "span" and _HELD.search(node.names):
            span = _with_mark(tree, found, node)
        if span:
            end = span.end
            yield span


def _is_side(node: Node) -> bool:
    if "number" in node.names or "toggle" in node.names or node.tag not in ("span", "aside", "small", "div"):
        return False
    return bool(_SIDE.search(node.names)) and "wrapper" not in node.names


def _is_behind_box(tree: Tree, node: Node, boxes: set[str]) -> bool:
    """Whether an element stands behind a check box that opens it, as sidenotes do on small screens."""
    if node.tag not in ("span", "small", "aside") or not boxes:
        return False
    before = (event for event in reversed(tree.events[max(0, node.start - 4) : node.start]))
    box = next((event for event in before if isinstance(event, Node)), None)
    return box is not None and box.tag == "input" and box.get("id") in boxes


def _sidenote(tree: Tree, found: Found, node: Node, boxes: set[str]) -> NoteSpan | None:
    """The note, and its label where a label for a check box, or a raised number, stands before it."""
    printed, boxed = "", False
    for event in reversed(tree.events[max(0, node.start - 12) : node.start]):
        if isinstance(event, str):
            if event.strip() and not printed and label(event):
                continue
            if event.strip():
                break
        elif call := _call_in(tree, found, event):
            linked = next((note for note in found.notes if note.key is call.target), None)
            if linked and tree.letters[linked.end] - tree.letters[linked.start] > tree.size(node) - _ENOUGH:
                found.backs.add(node.start)  # the note that is linked, printed again beside its mark
            return None
        elif event.get("for") in boxes or "sidenote-number" in event.names or event.tag == "sup":
            found.backs.add(event.start)
            boxed = True
            printed = printed or label(tree.text(event, 20))
    if not boxed and (node.tag in BLOCKS or tree.letters[node.start] == tree.letters[node.block().start]):
        return None  # a gloss in the margin, which no mark calls
    return NoteSpan(node.start, node.end, printed, node, calls_itself=True)


def _call_in(tree: Tree, found: Found, node: Node) -> Call | None:
    """The mark that an element is, or that stands raised in it."""
    calls = (found.calls.get(one.start) for one in tree.inside(node)) if node.tag == "sup" else iter(())
    return found.calls.get(node.start) or next((call for call in calls if call), None)


def _with_mark(tree: Tree, found: Found, node: Node) -> NoteSpan | None:
    """An element that begins with a short mark and goes on with the note: `<span><sup>1</sup><span>…`."""
    inner = [e for e in tree.events[node.start + 1 : node.end] if isinstance(e, Node) and e.parent is node]
    children = list(dict.fromkeys(inner))
    if len(children) != 2 or tree.size(children[1]) < _ENOUGH or children[0].start in found.calls:
        return None
    printed = label(tree.text(children[0], 20))
    if not printed or tree.size(children[0]) + tree.size(children[1]) != tree.size(node):
        return None
    found.backs.add(children[0].start)
    return NoteSpan(children[1].start, children[1].end, printed, children[1], calls_itself=True)


def _number(spans: list[NoteSpan]) -> None:
    """Labels that the page's style would count."""
    count = 0
    for span in spans:
        if not span.label:
            count += 1
            span.label = str(count)


# --- notes in attributes and bibliographies --------------------------------------------------------------


def _spoken(tree: Tree, found: Found) -> Iterator[Call]:
    end = -1
    for node in tree.nodes:
        if node.start < end or node.tag not in ("sup", "a", "span", "button") or tree.size(node) > 12:
            continue
        text = next((value for name in _TEXTS if len(value := node.get(name).strip()) > _ENOUGH), "")
        printed = label(tree.text(node, 30)) if text else ""
        inside = any(
            isinstance(e, Node) and e.start in found.calls for e in tree.events[node.start : node.end]
        )
        if not printed or inside or (printed.isalpha() and node.tag != "sup"):
            continue
        if node.get("href").startswith(("http", "/", "#")) or _FORM & {one.tag for one in node.ancestors()}:
            continue
        if node.tag != "sup" and not _NOTED.search(node.names) and not node.get("data-footnote"):
            continue
        end = node.end
        yield Call(node, printed, node, 1, text)


def _cited(tree: Tree) -> Iterator[Call]:
    """`<d-cite key="a,b">`: numbered by first use, with the entries of the page's bibliography."""
    cites = [
        node
        for node in tree.nodes
        if node.tag in ("d-cite", "dt-cite") and node.get("key") + node.get("bibtex-key")
    ]
    scripts = [
        tree.between(n.start, n.end) for n in tree.nodes if n.tag == "script" and "bib" in n.get("type")
    ]
    raw = [
        "".join(e for e in tree.events[n.start : n.end] if isinstance(e, str))
        for n in tree.nodes
        if n.tag == "script" and "bib" in n.get("type")
    ]
    entries = {key: _reference(body) for text in (raw or scripts) for key, body in _BIBTEX.findall(text)}
    numbers: dict[str, int] = {}
    for node in cites:
        calls = []
        for key in re.split(r"[,\s]+", node.get("key") or node.get("bibtex-key")):
            number = numbers.setdefault(key, len(numbers) + 1)
            if key in entries:
                calls.append(Call(node, str(number), node, 1, entries[key], f"cite {key}"))
        if calls:
            calls[0].more = tuple(calls[1:])
            yield calls[0]


def _reference(body: str) -> str:
    fields = {
        name.lower(): re.sub(r"[{}]|\s+", lambda m: " " if m[0].isspace() else "", value)
        for name, value in _FIELD.findall(body)
    }
    wanted = (
        fields.get(name, "")
        for name in ("author", "title", "journal", "booktitle", "publisher", "year", "url", "doi")
    )
    return ". ".join(part for part in wanted if part) + "."
