"""Labels that are printed in running text: raised, in brackets, in round brackets, or a symbol behind a word.

>>> from search.readers.html.markup import parse
>>> tree = Tree()
>>> tree.add(parse(b"<p>The weir [1, 2] held<sup>3</sup> for years*.</p>", "x.html"))
>>> [mark.labels for mark in printed(tree, Found(), Boxes([]), {})]
[('1', '2'), ('3',), ('*',)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from search.readers import page_counts
from search.readers.exponents import BEFORE, is_exponent
from search.readers.html.furniture import Boxes
from search.readers.html.labels import OPENING, bared, refers
from search.readers.html.links import Found
from search.readers.html.tree import LABEL, Node, Tree
from search.readers.text.labels import SUPERSCRIPTS

_MARK = re.compile(
    r"\d{1,3}|[*†‡§¶#]{1,4}|[a-z]|[ivxl]{1,6}|(?:fn|n|note)\.? ?\d{1,3}|[①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴]", re.IGNORECASE
)
_RANGE = re.compile(r"(\d{1,3}) ?[–-] ?(\d{1,3})")
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|text-top)", re.IGNORECASE)
_RAISED_NAME = re.compile(r"(?:^|\s)(?:super(?:script)?|sup)(?:$|\s)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A place where labels are printed in running text."""

    node: Node
    labels: tuple[str, ...]
    is_raised: bool
    is_power: bool  # may be an exponent
    is_round: bool  # in round brackets, as parts of a sentence, equations and counts are, too


def printed(tree: Tree, found: Found, boxes: Boxes, leading: Mapping[int, int]) -> Iterator[Printed]:
    """The labels outside the boxes of furniture that begin no line; `leading` are the stretches of lines."""
    heads = _heads(tree, leading)
    end = -1
    for node in tree.nodes:
        if node.start < end or not (node.tag == LABEL or _is_raised(node)) or node in heads:
            continue
        if found.calls.get(node.start) or tree.size(node) > 120 or node.start in boxes:
            continue
        if mark := _printed(tree, node):
            end = node.end
            yield mark


def _printed(tree: Tree, node: Node) -> Printed | None:
    text = tree.text(node, 150)
    raised = node.tag != LABEL or not set(OPENING) & set(text)
    before = tree.between(max(0, node.start - 6), node.start, 400)[-BEFORE:]
    after = tree.between(node.end, node.end + 6, BEFORE)
    if text.startswith("[") and page_counts.is_page_count(before[-page_counts.BEFORE :], after):
        return None
    if raised and is_exponent(before, text.translate(SUPERSCRIPTS), after):
        return None
    if not raised and _is_insertion(tree, node):
        return None
    is_round = node.tag == LABEL and "(" in text
    if is_round and refers(f"{before} ", text):
        return None
    labels = tuple(_labels(text))
    is_power = raised and before[-1:].isdecimal() and bool(labels) and labels[0].isdecimal()
    return Printed(node, labels, raised, is_power, is_round) if labels else None


def _heads(tree: Tree, leading: Mapping[int, int]) -> set[Node]:
    """Elements that print the label of a line that begins with it."""
    heads = set()
    for start, end in leading.items():
        for event in tree.events[start : min(end, start + 12)]:
            if isinstance(event, Node):
                heads.add(event)
            elif event.strip():
                break
    return heads


def _is_insertion(tree: Tree, node: Node) -> bool:
    """Whether brackets hold a letter that an editor changed: "[i]t was"."""
    after = tree.events[node.end + 1] if node.end + 1 < len(tree.events) else ""
    return bared(tree.text(node, 20)).isalpha() and isinstance(after, str) and after[:1].isalpha()


def _is_raised(node: Node) -> bool:
    if node.tag == "sup":
        return True
    if node.tag not in ("span", "font", "small", "a"):
        return False
    return bool(_RAISED.search(node.get("style")) or _RAISED_NAME.search(node.get("class").lower()))


def _labels(text: str) -> Iterator[str]:
    """The labels that a mark prints: "[1]", "1, 2", "3–5"; none where it prints anything else.

    >>> list(_labels("[1, 3–5]")), list(_labels("th"))
    (['1', '3', '4', '5'], [])
    """
    pieces = [bared(piece) for piece in re.split(r"[,;]|\]\s*\[", text)]
    if not all(_MARK.fullmatch(piece) or _RANGE.fullmatch(piece) for piece in pieces):
        return
    for piece in pieces:
        if (ends := _RANGE.fullmatch(piece)) and int(ends[1]) < int(ends[2]) < int(ends[1]) + 20:
            yield from map(str, range(int(ends[1]), int(ends[2]) + 1))
        else:
            yield piece
