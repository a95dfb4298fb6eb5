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
        labels = _numbers(children, at)
        if labels and all(label in defined for label in labels):
            called.update({label: defined[label] for label in labels})
            yield from (Token("note_mark", "", 0, meta={"label": label}) for label in labels)
            at += 3
        else:
            yield children[at]
            at += 1


def _numbers(children: Sequence[Token], at: int) -> list[str]:
    """The label of a link that is written `[1]`; two for `[1][2]`, which means both; none for any other."""
    opening, *rest = children[at : at + 3]
    if opening.type != "link_open" or len(rest) < 2 or rest[1].type != "link_close":
        return []
    labels = list(dict.fromkeys((rest[0].content, str(opening.meta.get("label", "")))))
    return labels if all(map(_LABEL.fullmatch, labels)) else []


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
