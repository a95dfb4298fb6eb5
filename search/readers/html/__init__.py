"""The reader for web pages, and the core of all that is made of them (books, folders of pages).

Comes in: the bytes of a page. Goes out: a Document whose marks know their notes. The steps, each a module:

    bytes -markup-> elements -tree-> events -links, marks, extents-> marks and notes
    marks and notes -writing, furniture, running-> text

    >>> page = b'<p>Denied.<a href="#n1" id="r1">[1]</a></p><p id="n1"><a href="#r1">[1]</a> Smith, p. 5.</p>'
    >>> document = read(page, "trial.html")
    >>> [note.text for note in document.notes], next(document.references()).note_id
    (['Smith, p. 5.'], 'note-1')
"""

from __future__ import annotations

from search.document import Document
from search.readers.html.links import Found
from search.readers.html.marks import find
from search.readers.html.markup import parse
from search.readers.html.metadata import metadata
from search.readers.html.tree import Tree
from search.readers.html.writing import Writer, Written, build
from search.settings import Limits


def read(data: bytes, name: str, _: Limits | None = None) -> Document:
    """Reads a page.

    Raises:
        ReadError: empty, no markup, or no paragraph of text in it.
    """
    tree = Tree()
    tree.add(parse(data, name))
    said = metadata(tree)
    found = find(tree)
    written = write(tree, found, said.url or "")
    return build(written).document(
        data,
        name,
        "html",
        title=said.title,
        authors=said.authors,
        language=said.language,
        published=said.published,
        url=said.url,
        convention=convention(found),
    )


def write(tree: Tree, found: Found, address: str = "") -> Written:
    """The text; where all of it looked like furniture, all of it."""
    written = Writer(tree, found, address).write()
    if any(block.level == 0 for block in written.blocks):
        return written
    return Writer(tree, found, address, muting=False).write()


def convention(found: Found) -> str:
    """How the notes are set, in words."""
    spoken = any(call.text for call in found.calls.values())
    strengths = {call.strength for call in found.calls.values() if not call.text}
    told = ", ".join(word for rank, word in _WAYS if rank in strengths)
    ways = {
        "notes that nothing links, told by labels that count alike": found.is_unlinked and found.notes,
        f"notes linked by href, told by {told}": told and not found.is_unlinked and found.notes,
        "notes that stand in the text": any(note.calls_itself for note in found.notes),
        "notes in the attributes of their marks": spoken,
    }
    return "; ".join(way for way, applies in ways.items() if applies) or "no notes found"


_WAYS = (
    (4, "the role of their marks"),
    (3, "the role of the notes"),
    (2, "their back-links"),
    (1, "their place behind their marks"),
    (0, "their labels"),
)
