"""Tokens to HTML in which marks and notes are elements of their own, and from these to marks and notes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from search.readers.html.links import Call, Found, NoteSpan
from search.readers.html.tree import Node, Tree

_MARK, _NOTE, _BLANK = "data-ibidem-mark", "data-ibidem-note", "\ue100"
_STRENGTH = 4  # of a mark that says what it is
# in HTML as it stands: what holds no text, a tag, a mark
_RAW = re.compile(
    r"<(script|style|pre|code|textarea)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>|\[\^([^\s\[\]]{1,200})\]",
    re.DOTALL | re.IGNORECASE,
)


# --- tokens to HTML --------------------------------------------------------------------------------------


def add_rendering(markdown: MarkdownIt) -> None:
    """Says how each kind of token is written."""
    for name, rule in _RULES.items():
        markdown.add_render_rule(name, rule)


def mark(label: str) -> str:
    """The element of a mark."""
    return f'<a {_MARK}="{escape(label)}"></a>'


def _render_mark(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Any) -> str:
    return mark(tokens[at].meta["label"])


def _render_note(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Any) -> str:
    token = tokens[at]
    tag = "span" if token.type == "note_open" else "div"
    return f'<{tag} {_NOTE}="{escape(token.meta.get("label", ""))}">'


def _render_note_end(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Any) -> str:
    return "</span>" if tokens[at].type == "note_close" else "</div>"


def _render_nothing(*_: Any) -> str:
    return ""


def _render_raw(
    _: RendererHTML, tokens: Sequence[Token], at: int, __: OptionsDict, env: Mapping[str, Any]
) -> str:
    """HTML as it stands; a mark in its text is one where such a note is defined."""
    defined = env.get("footnotes", {}).get("refs", {})

    def marked(match: re.Match[str]) -> str:
        return mark(match[2]) if match[2] and f":{match[2]}" in defined else match[0]

    content = tokens[at].content
    return _RAW.sub(marked, content) if "[^" in content else content


def _render_verbatim(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """A formula, and what went wrong, as it stands: what is in it is no label."""
    return f"<samp>{escape(tokens[at].content)}</samp>"


def _render_math_block(self: RendererHTML, tokens: Sequence[Token], at: int, *rest: Any) -> str:
    return f"<p>{_render_verbatim(self, tokens, at, *rest)}</p>\n"


def _render_image(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any
) -> str:
    """A picture is its caption where it stands alone, as in Pandoc, or where the caption calls a note."""
    children = tokens[at].children or []
    if len(tokens) == 1 or any(child.type in ("note_mark", "note_open") for child in children):
        return self.renderInline(children, options, env)
    return ""


_RULES = {
    "note_mark": _render_mark,
    "note_open": _render_note,
    "note_close": _render_note_end,
    "footnote_reference_open": _render_note,
    "footnote_reference_close": _render_note_end,
    "span_open": _render_nothing,
    "span_close": _render_nothing,
    "html_block": _render_raw,
    "stray": _render_verbatim,
    "math_inline": _render_verbatim,
    "math_inline_double": _render_verbatim,
    "math_block": _render_math_block,
    "math_block_label": _render_math_block,
    "image": _render_image,
}


# --- elements to marks and notes -------------------------------------------------------------------------


def add_notes(tree: Tree, found: Found) -> list[str]:
    """Adds what the elements say; returns how the notes are set, in words."""
    marks = [node for node in tree.nodes if _MARK in node.attributes]
    notes = [node for node in tree.nodes if _NOTE in node.attributes]
    defined = [node for node in notes if node.get(_NOTE)]
    spans = [_defined(node, place) for place, node in enumerate(defined)]
    spans += _inline(notes, {span.label for span in (*found.notes, *spans)})
    answers = _Answers(spans)
    for node in marks:
        label = node.get(_MARK)
        name = answers.to(label, node.start)
        found.calls[node.start] = Call(node, _printed(label), None, _STRENGTH, name=name)
    found.notes = sorted([*found.notes, *spans], key=lambda span: span.start)
    return list(_conventions(spans))


def _printed(label: str) -> str:
    return label.replace(_BLANK, " ")


def _defined(node: Node, place: int) -> NoteSpan:
    return NoteSpan(node.start, node.end, _printed(node.get(_NOTE)), node, name=f"note {place}", is_bare=True)


def _inline(notes: Sequence[Node], taken: set[str]) -> Iterator[NoteSpan]:
    """Notes that stand where they are called, numbered by turn."""
    numbers = (str(number) for number in range(1, len(notes) + len(taken) + 1))
    free = (number for number in numbers if number not in taken)
    for node in notes:
        if not node.get(_NOTE):
            yield NoteSpan(node.start, node.end, next(free), node, calls_itself=True, is_bare=True)


class _Answers:
    """Which definition answers a mark; of several with one label, the next below it, else the last."""

    def __init__(self, spans: Sequence[NoteSpan]) -> None:
        self._named: dict[str, list[NoteSpan]] = {}
        self._folded: dict[str, list[NoteSpan]] = {}
        for span in spans:
            if not span.calls_itself:
                self._named.setdefault(span.label, []).append(span)
                self._folded.setdefault(span.label.casefold(), []).append(span)

    def to(self, label: str, at: int) -> str:
        """The name of the note that a mark at an event calls; another name where there is none."""
        printed = _printed(label)
        spans = self._named.get(printed) or self._folded.get(printed.casefold(), [])
        if not spans:
            return f"missing {printed}"
        below = bisect_left(spans, at, key=lambda span: span.start)
        return spans[min(below, len(spans) - 1)].name


def _conventions(spans: Sequence[NoteSpan]) -> Iterator[str]:
    ways = Counter("written where they are called" if one.calls_itself else "defined [^…]:" for one in spans)
    if ways:
        yield f"notes {' and '.join(ways)}"
