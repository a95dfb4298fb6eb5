"""An element tree to one flat sequence of events, in which every element is a span.

What stands in a note, what stands before a mark in its line, what is hidden: each is a question about spans,
answered without walking the tree again. The files of a book follow each other in one sequence.

    >>> from search.readers.html.markup import parse
    >>> tree = Tree()
    >>> tree.add(parse(b"<p id='a'>one <b>two</b></p>", "x.html"))
    >>> tree.text(tree.anchors["", "a"][0])
    'one two'
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from sys import intern
from urllib.parse import unquote

from lxml import etree

BLOCKS = frozenset(
    [
        "html",
        "body",
        "p",
        "div",
        "section",
        "article",
        "aside",
        "main",
        "header",
        "footer",
        "nav",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "address",
        "form",
        "fieldset",
        "details",
        "summary",
        "center",
        "menu",
        "dir",
        "hgroup",
        "title",
    ]
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
LABEL = "[]"  # the tag of a label that is printed in the text and is no element of its own: [1], ¹, (1), *
_LABELS = re.compile(
    r"\[\s?(?:\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,29}|[ivxl]{1,6}|[*†‡]{1,3}|(?:fn|n|note)\.? ?\d{1,3})\s?\]"
    r"|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
    r"|[［〔【]\d{1,3}[］〕】]|[①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴]"  # of Chinese and Japanese
    r"|(?<=[^\W_]|[.,;:!?)\]…\"”’»])[*†‡]{1,3}(?![\w*†‡])|(?<=[\w.,;:!?\"”’»…])[ \xa0]?\(\d{1,2}\)"
)
# what a label begins with, but for the blank before a bracket
_SIGN = re.compile(r"[\[(*†‡⁰¹²³⁴⁵⁶⁷⁸⁹［〔【①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴]")
_PLAIN_SIGN = re.compile(r"[\[(*]")  # of them, what a text in ASCII may hold: a short list is sought faster
_BEGIN = re.compile(r"(?m)^[ \t]*(\[\d{1,3}\])(?=\s)")  # in a text that keeps its line ends
_VERBATIM = frozenset(["code", "kbd", "samp", "script", "style", "textarea", "title", "math"])
_NONE: Mapping[str, str] = {}  # shared, as most elements have neither: a page may have a million
_NO_KIND: frozenset[str] = frozenset()
_DEPTH = 300  # deeper elements count as children of this level: what goes outwards stays short
_EPUB = "{http://www.idpf.org/2007/ops}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


class Node:
    """An element: a span of events. `part` names the file that it stands in, `names` are its class and id."""

    __slots__ = ("attributes", "end", "kind", "names", "parent", "part", "raises", "start", "tag")

    def __init__(
        self, tag: str, attributes: Mapping[str, str], parent: Node | None, start: int, part: str
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.start = start
        self.end = start
        self.part = part
        self.raises = False  # whether what is in it stands in superscript
        self.kind, self.names = _NO_KIND, ""
        if attributes:
            self.names = f"{self.get('class')} {self.get('id')}".lower()
            if words := f"{self.get('role')} {self.get('epub:type')}".lower().split():
                self.kind = frozenset(words)

    def get(self, name: str) -> str:
        """An attribute; empty without."""
        return self.attributes.get(name, "")

    def ancestors(self) -> Iterator[Node]:
        """Its parent, and so on outwards."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def holds(self, other: Node) -> bool:
        """Whether the other is this or stands in it."""
        return self.start <= other.start < self.end

    def block(self) -> Node:
        """The nearest block: itself, or the one that it stands in."""
        node = self
        while node.tag not in BLOCKS and node.parent is not None:
            node = node.parent
        return node


class Tree:
    """The events of one page or of all files of a book: a Node where it begins and where it ends, or text."""

    def __init__(self) -> None:
        self.events: list[Node | str] = []
        self.letters = array("l", [0])  # how many characters that are no space stand before each event
        self.nodes: list[Node] = []
        self.anchors: dict[tuple[str, str], list[Node]] = {}
        self.bodies: dict[str, Node] = {}

    def add(self, root: etree._Element, part: str = "") -> None:
        """Adds a file under the name by which links of the others call it."""
        open_nodes: list[Node] = []
        verbatim = 0
        for action, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if action == "start":
                node = self._node(
                    element, open_nodes[min(len(open_nodes), _DEPTH) - 1] if open_nodes else None, part
                )
                open_nodes.append(node)
                verbatim += node.tag in _VERBATIM
                self._event(node, 0)
                self._text(element.text, None if verbatim else node)
            else:
                node = open_nodes.pop()
                verbatim -= node.tag in _VERBATIM
                node.end = len(self.events)
                self._event(node, 0)
                if open_nodes:
                    self._text(
                        element.tail, None if verbatim else open_nodes[min(len(open_nodes), _DEPTH) - 1]
                    )

    def _node(self, element: etree._Element, parent: Node | None, part: str) -> Node:
        attributes = {intern(_name(str(key))): str(value) for key, value in element.attrib.items()} or _NONE
        tag = intern(str(element.tag).rpartition("}")[2].lower())
        node = Node(tag, attributes, parent, len(self.events), part)
        self.nodes.append(node)
        if tag == "sup" and parent is not None and parent.tag not in BLOCKS:
            parent.raises = True
        if tag == "body":
            self.bodies.setdefault(part, node)
        names = {attributes.get("id", ""), attributes.get("name", "") if tag == "a" else ""} - {""}
        for name in names:
            self.anchors.setdefault((part, unquote(name)), []).append(node)
        return node

    def _text(self, text: str | None, parent: Node | None) -> None:
        """Adds text; what may be a label in it becomes an element, where the text is not verbatim."""
        at = 0
        text = text or ""
        for found in _labels(text, parent) if text and parent else ():
            self._piece(text[at : found.start()])
            node = Node(LABEL, _NONE, parent, len(self.events), parent.part if parent else "")
            self.nodes.append(node)
            self._event(node, 0)
            self._piece(found[0])
            node.end = len(self.events)
            self._event(node, 0)
            at = found.end()
        self._piece(text[at:])

    def _piece(self, text: str) -> None:
        if text:
            self._event(text, _letters(text))

    def _event(self, event: Node | str, letters: int) -> None:
        self.events.append(event)
        self.letters.append(self.letters[-1] + letters)

    def text(self, node: Node, limit: int = 1_000_000) -> str:
        """The text in an element, whitespace collapsed; of a long one no more than its beginning."""
        return self.between(node.start, node.end, limit)

    def between(self, start: int, end: int, limit: int = 1_000_000) -> str:
        """The text between two events."""
        pieces: list[str] = []
        length = 0
        for event in self.events[start : min(end, start + limit)]:
            if isinstance(event, str):
                pieces.append(event)
                length += len(event)
                if length > limit:
                    break
            elif event.tag in BLOCKS or event.tag == "br":
                pieces.append(" ")
        return " ".join("".join(pieces).split())

    def raw(self, node: Node) -> str:
        """The text in an element as it stands in the file."""
        return "".join(event for event in self.events[node.start : node.end] if isinstance(event, str))

    def inside(self, node: Node) -> Iterator[Node]:
        """The element and those in it; where each begins."""
        for at in range(node.start, node.end):
            event = self.events[at]
            if isinstance(event, Node) and event.start == at:
                yield event

    def size(self, node: Node) -> int:
        """How many characters that are no space stand in an element."""
        return self.letters[node.end] - self.letters[node.start]

    def after(self, node: Node) -> Node | None:
        """The next element with the same parent, where only blanks stand between."""
        for event in self.events[node.end + 1 : node.end + 21]:
            if isinstance(event, Node):
                return event if event.parent is node.parent and event is not node.parent else None
            if event.strip():
                return None
        return None

    def term(self, node: Node) -> Node | None:
        """The `dt` right before a `dd`."""
        if node.tag != "dd":
            return None
        for event in reversed(self.events[max(0, node.start - 20) : node.start]):
            if isinstance(event, Node):
                return event if event.tag == "dt" and event.parent is node.parent else None
            if event.strip():
                return None
        return None


def _labels(text: str, parent: Node) -> Iterator[re.Match[str]]:
    """What may be labels in a text, tried only at the few letters with which one can begin."""
    if parent.tag == "pre":
        yield from _BEGIN.finditer(text)
        return
    end = 0
    for sign in (_PLAIN_SIGN if text.isascii() else _SIGN).finditer(text):
        at = sign.start()
        if at >= end:
            blank = at - 1 if at > end and text[at] == "(" and text[at - 1] in " \xa0" else at
            if found := _LABELS.match(text, blank) or _LABELS.match(text, at):
                yield found
                end = found.end()


def _letters(text: str) -> int:
    """How many characters are no space."""
    line = text.replace("\n", "")
    if line.isprintable():  # its only spaces are plain ones
        return len(line) - line.count(" ")
    return sum(map(len, text.split()))


def _name(key: str) -> str:
    return key.replace(_EPUB, "epub:").replace(_XML, "xml:")
