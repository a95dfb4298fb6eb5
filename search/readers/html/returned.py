"""Notes that are linked one way only: each leads back to a place in the text where nothing is printed.

Books that call their notes by a key phrase have them ("3 the zone: Riley, p. 12"), counted by chapter, as do
books whose marks a converter lost.

    >>> from search.readers.html.markup import parse
    >>> tree = Tree()
    >>> notes = "".join(f"<p><a href='#r{n}'>{n}</a> A note of some length.</p>" for n in (1, 2, 3))
    >>> text = "".join(f"<p>Text.<a id='r{n}'></a> More.</p>" for n in (1, 2, 3))
    >>> tree.add(parse(f"{text}{notes}".encode(), "x.html"))
    >>> [(call.label, tree.text(call.target)) for call in returned(Links(tree), [])][:1]
    [('1', '1 A note of some length.')]
"""

from __future__ import annotations

from collections.abc import Iterator

from search.readers.html.labels import bared
from search.readers.html.links import Call, Links, is_page
from search.readers.html.tree import HEADINGS, Node

_ENOUGH = 4  # letters: a note has more; what is shorter is a list of numbers
_RUN = 3  # notes that count up: two may be anything
_LOST = 2  # so many numbers may be missing between two: their notes are called by marks, or not linked
_STRENGTH = 2  # told by the way back


def returned(links: Links, calls: list[Call]) -> list[Call]:
    """A call for each such note, at the place that it leads back to; several may lead to one."""
    taken = {call.target.block() for call in calls if call.target} | {call.node for call in calls}
    found: list[Call] = []
    run: list[Call] = []
    for call in _candidates(links, taken):
        if run and not _follows(run[-1].label, call.label):
            found += run if len(run) >= _RUN else ()
            run = []
        if run or _follows("0", call.label):
            run.append(call)
    return found + (run if len(run) >= _RUN else [])


def _follows(label: str, following: str) -> bool:
    return 0 < int(following) - int(label) <= 1 + _LOST


def _candidates(links: Links, taken: set[Node]) -> Iterator[Call]:
    tree = links.tree
    for link, targets in links.targets.items():
        block, number = link.block(), bared(tree.text(link, 20))
        if (
            number.isdecimal()
            and len(number) < 4
            and len(targets) == 1
            and block not in taken
            and block.tag not in HEADINGS  # of a chapter, whose number leads to the contents
            and tree.letters[link.start] == tree.letters[block.start]
            and tree.size(block) - tree.size(link) >= _ENOUGH
            and _is_place(links, targets[0], link)
            and targets[0] not in taken
        ):
            yield Call(targets[0], number, block, _STRENGTH)


def _is_place(links: Links, target: Node, link: Node) -> bool:
    """Whether an element marks a place in the text before the notes, and prints nothing."""
    return (
        target.tag in ("a", "span")
        and target.start < link.start
        and not links.tree.size(target)
        and not target.get("href")
        and not is_page(target)
    )
