"""Notes that stand in the attributes of their mark, or in a bibliography that the page carries as data.

Tooltips and the like; `<d-cite key="a,b">` (Distill), numbered by first use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.readers.html.labels import label
from search.readers.html.links import Call, Found
from search.readers.html.tree import Node, Tree

_TEXTS = ("data-footnote", "data-note", "data-content", "data-tooltip", "data-footnote-content", "title")
_NOTED = re.compile(r"note|fn|ref|tooltip")
_FORM = frozenset(["form", "label", "fieldset", "nav"])
_ENOUGH = 12  # characters: a note has more, a hint ("Note 1") less
_BIBTEX = re.compile(r"@\w+\s*\{\s*([^,\s]+)\s*,(.*?)\n\s*\}", re.DOTALL)
_FIELD = re.compile(r"(\w+)\s*=\s*[{\"](.*?)[}\"]\s*(?:,|$)", re.DOTALL | re.MULTILINE)


def add(tree: Tree, found: Found) -> None:
    """Adds marks that carry their notes, where the links gave none."""
    for call in (*_spoken(tree, found), *_cited(tree)):
        found.calls.setdefault(call.node.start, call)


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
        if re.match(r"(?!javascript:)\S", node.get("href")) or _FORM & {one.tag for one in node.ancestors()}:
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
            else:
                calls.append(Call(node, str(number), None))
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
