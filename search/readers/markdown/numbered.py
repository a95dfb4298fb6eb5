"""Links that are called by number: "as shown in [3]" … `[3]: https://example.org/report "The report"`.

Comes in: the tokens of a document. Goes out: the same, in which each link whose whole text is its number is a
mark, and what it leads to a note. A link that has words of its own stays a link. Numbers that call a list of
references are found as in HTML.

    >>> from search.readers.markdown.grammar import grammar
    >>> env = {}
    >>> tokens = grammar().parse('It is so [1].\\n\\n[1]: https://example.org/a "Smith, p. 5"\\n', env)
    >>> [token.type for token in find(tokens, env) if token.type.startswith("footnote")]
    ['footnote_reference_open', 'footnote_reference_close']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from markdown_it.token import Token

_LABEL = re.compile(r"\d{1,4}")

_Links: TypeAlias = dict[str, Mapping[str, Any]]


def find(tokens: Sequence[Token], env: Mapping[str, Any]) -> list[Token]:
    """The tokens, with a note for each link that is called by number, behind them."""
    defined: _Links = env.get("references", {})
    called: _Links = {}
    for token in tokens:
        if token.type == "inline" and defined:
            token.children = list(_marked(token.children or [], defined, called))
    return [*tokens, *(part for label, link in called.items() for part in _note(label, link))]


def _marked(children: Sequence[Token], defined: _Links, called: _Links) -> Iterator[Token]:
    at = 0
    while at < len(children):
        label = _number(children, at)
        if label in defined:
            called[label] = defined[label]
            yield Token("note_mark", "", 0, meta={"label": label})
            at += 3
        else:
            yield children[at]
            at += 1


def _number(children: Sequence[Token], at: int) -> str:
    """The label of a link that is written `[1]`; empty for any other."""
    opening, *rest = children[at : at + 3]
    label = str(opening.meta.get("label", "")) if opening.type == "link_open" else ""
    is_bare = len(rest) == 2 and rest[0].content == label and rest[1].type == "link_close"
    return label if is_bare and _LABEL.fullmatch(label) else ""


def _note(label: str, link: Mapping[str, Any]) -> Iterable[Token]:
    """A note of the link's title and its address."""
    title = f"{link['title']} " if link.get("title") else ""
    inline = Token("inline", "", 0)
    inline.children = [
        Token("text", "", 0, content=title),
        Token("link_open", "a", 1, attrs={"href": link["href"]}),
        Token("text", "", 0, content=link["href"]),
        Token("link_close", "a", -1),
    ]
    return (
        Token("footnote_reference_open", "", 1, meta={"label": label}),
        Token("paragraph_open", "p", 1),
        inline,
        Token("paragraph_close", "p", -1),
        Token("footnote_reference_close", "", -1),
    )
