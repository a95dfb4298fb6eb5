"""Marks whose note is not in the document, and notes that no mark calls: kept, so that they are reported.

Where both are there, because the names that linked them were lost, their labels link them later.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from search.readers.html.labels import STOPS, label, named
from search.readers.html.links import Call, Found, Links, NoteSpan, is_raised, unpaged
from search.readers.html.tree import Node, Tree

_CALLS = frozenset(["doc-noteref", "noteref"])
_NOTES = frozenset(["doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"])
_NAMED = re.compile(r"(?:^|\s)(?:foot|end)note(?:$|\s)")
_BRACKETED = re.compile(r"\[([^\s\[\]]{1,8})\]")
# letters need a stop or a bracket behind them: "A reader" begins with no label
_LABEL = re.compile(
    rf"\W{{0,2}}(?:(\d{{1,4}}|[*†‡§]{{1,4}})(?=[\s.)\]:{STOPS}])|([ivxlc]{{1,6}}|[a-z])(?=[.)\]:]))",
    re.IGNORECASE,
)


def add_marks(links: Links, found: Found) -> None:
    """Adds marks that lead nowhere: they look like the others, or stand raised."""
    shapes = {_shape(call.node.get("href")) for call in found.calls.values() if call.node.get("href")}
    for node, fragment in links.missing.items():
        if any(event.start in found.calls for event in links.tree.inside(node)):
            continue
        text = unpaged(links.tree, node) if links.tree.size(node) < 30 else ""
        printed = label(text) or (named(text) if is_raised(node) else "")
        block = node.block()
        if (
            block.tag not in ("td", "th")
            and links.tree.letters[node.start] == links.tree.letters[block.start]
        ):
            continue  # what stands first in its block leads back
        alike = _shape(f"#{fragment}") in shapes and "#" in node.get("href")[:1]
        if printed and (alike or node.kind & _CALLS or is_raised(node)):
            found.calls[node.start] = Call(node, printed, None)


def part_notes(tree: Tree, found: Found) -> None:
    """Parts notes that ran together because the name of the later one was lost.

    A paragraph in a note begins one of its own where it begins with the label, in brackets, of a mark of the
    same file that leads nowhere.
    """
    lost: dict[tuple[str, str], list[Call]] = {}
    for call in found.calls.values():
        if call.target is None:
            lost.setdefault((call.node.part, call.label), []).append(call)
    parted: list[NoteSpan] = []
    for note in found.notes:
        parted.append(note)
        for node in tree.events[note.start + 1 : note.end] if lost else ():
            if not isinstance(node, Node) or node.tag != "p":
                continue
            begun = _BRACKETED.match(tree.text(node, 12))
            for call in lost.pop((node.part, begun[1]), []) if begun else ():
                if call.target is None and parted[-1].key is not node:
                    parted.append(NoteSpan(node.start, parted[-1].end, call.label, node))
                    parted[-2].end = node.start
                call.target = node
    found.notes = parted


def _shape(href: str) -> str:
    return re.sub(r"\d+", "#", href.rpartition("#")[2])


def add_notes(tree: Tree, found: Found) -> None:
    """Adds what a role, or the name of an aside that begins with a label, says to be a note."""
    begun = [note.start for note in found.notes]
    said = {_bare(tree.between(note.start, note.end), note.label) for note in found.notes}
    last = -1
    for node in tree.nodes:
        if node.start < last or not _is_note(node) or tree.size(node) < 4:
            continue
        place = bisect_right(begun, node.start)
        if (place and found.notes[place - 1].end > node.start) or (
            place < len(begun) and begun[place] < node.end
        ):
            continue
        if not (printed := _LABEL.match(tree.text(node, 40))):
            continue
        last, printed_label = node.end, printed[1] or printed[2]
        if _bare(tree.text(node), printed_label) not in said:  # a note beside the text may be listed again
            found.notes.append(NoteSpan(node.start, node.end, printed_label, node))
    found.notes.sort(key=lambda note: note.start)


def _bare(text: str, label: str) -> str:
    """The letters and figures of a note without its label."""
    return re.sub(r"\W+", "", text).removeprefix(re.sub(r"\W+", "", label))


def _is_note(node: Node) -> bool:
    return bool(node.kind & _NOTES) or (node.tag == "aside" and bool(_NAMED.search(node.names)))
