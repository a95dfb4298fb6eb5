"""The reader for Markdown, in the union of its dialects.

They are CommonMark, GitHub's, Pandoc's, Python-Markdown, MultiMarkdown, kramdown, Obsidian's and their kin.

Comes in: the bytes of a file. Goes out: a Document whose marks know their notes. The steps, each a module:

    text -front-> what it says of itself, and the text below
    text -foreign-> text without what other programs put in it (Liquid, Hugo, MDX, comments)
    text -grammar (blocks, inlines, cited)-> tokens -numbered-> tokens with all marks and notes
    tokens -marking-> HTML -search.readers.html-> text, marks, notes

What a page may say in HTML, Markdown may say too (`<sup><a href="#fn1">1</a></sup>`), and is found as there.

    >>> document = read(b"He denied it.[^1]\\n\\n[^1]: Smith, *History*, p. 5.\\n", "trial.md")
    >>> [note.text for note in document.notes], next(document.references()).note_id
    (['Smith, History, p. 5.'], 'note-1')
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any

from search.document import Document
from search.readers.decode import decode
from search.readers.html import convention
from search.readers.html.links import Found
from search.readers.html.marks import find
from search.readers.html.markup import parse
from search.readers.html.tree import Tree
from search.readers.html.writing import Writer, build
from search.readers.markdown import cited, foreign, front, numbered
from search.readers.markdown.grammar import grammar
from search.readers.markdown.marking import add_notes
from search.settings import Limits


def read(data: bytes, name: str, _: Limits | None = None) -> Document:
    """Reads a Markdown file.

    Raises:
        ReadError: empty, binary, in no known encoding, or no paragraph of text in it.
    """
    said = front.split(decode(data, name))
    tree = Tree()
    tree.add(
        parse(
            codecs.BOM_UTF8 + _page(foreign.take_out(said.text, name), cited.entries(said.said)).encode(),
            name,
        )
    )
    found = find(tree)
    words = [*add_notes(tree, found), _linked(found)]
    builder = build(Writer(tree, found, muting=False).write())
    return builder.document(
        data,
        name,
        "markdown",
        convention="; ".join(filter(None, words)) or convention(found),
        **said.fields,
    )


def _page(text: str, entries: Mapping[str, cited.Entry]) -> str:
    """The text as HTML; its tokens, which are the largest of all that is made of a file, end here."""
    markdown = grammar()
    env: dict[str, Any] = {cited.ENTRIES: entries}
    tokens = numbered.find(markdown.parse(text, env), env)
    cited.settle(tokens)
    return f"<html><body>{markdown.renderer.render(tokens, markdown.options, env)}</body></html>"


def _linked(found: Found) -> str:
    """How notes that are set in HTML are told; empty without any."""
    own = {span.key for span in found.notes if span.is_bare}
    return convention(found) if len(own) < len(found.notes) else ""
