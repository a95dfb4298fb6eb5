"""Rules for what stands in a line beyond CommonMark: marks, notes, and what dialects write around text."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from search.readers.markdown.cited import citation, citation_in_text

_DEPTH = 32  # brackets in brackets: each is looked through once for each around it
_MARK = re.compile(r"\[\^([^\s\[\]]{1,200})\]")
_WIKI = re.compile(r"(!?)\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,300}))?\]\]")
_URL = re.compile(r"://(?:\\[!-/:-@\[-`{-~]|[^\s<>\"\\`{}|\[\]*^])+")
_ENDING = re.compile(r"(?:[.,;:!?'’”»]|_+)+$")
_ATTRIBUTES = re.compile(
    r"\{:?(?:\s*(?:[#.][\w:.-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}\"']*)|toc|-))+\s*\}"
)
_SPAN = re.compile(
    r"\[(?:[^\[\]]|\[[^\[\]]*\]){1,500}\]\{"
)  # longer ones would be sought an end for, each in turn
_ID = re.compile(r"#([\w:.-]+)")
_CALLOUT = re.compile(r"\[!\w+\][+-]?[ \t]*")
_RAISED = re.compile(r"\^((?:[^\s^\[\]\\]|\\.){1,40})\^")
_LOWERED = re.compile(r"~((?:[^\s~\\]|\\.){1,40})~(?!~)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def add_inlines(markdown: MarkdownIt) -> None:
    """Adds these rules."""
    markdown.core.ruler.before("inline", "brackets", _tame)
    ruler = markdown.inline.ruler
    ruler.before("link", "callout", _callout)
    ruler.before("link", "wiki_link", _wiki_link)
    ruler.at("footnote_ref", _mark)
    ruler.before("link", "note_mark", _mark)
    ruler.before("link", "citation", citation)
    ruler.before("link", "citation_in_text", citation_in_text)
    ruler.before("link", "span", _span)
    ruler.before("link", "raised", _raised)  # before notes, for `word^2^[^1]`
    ruler.before("link", "inline_note", _inline_note)
    ruler.after("strikethrough", "lowered", _lowered)
    ruler.after("raised", "attributes", _attributes)
    ruler.after("text", "bare_url", _bare_url)
    markdown.inline.ruler2.after("emphasis", "stray", _stray)


def _tame(state: StateCore) -> None:
    """Brackets nested beyond all sense are no links, lest each be sought an end for."""
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > _DEPTH:
            token.content = _tamed(token.content)


def _tamed(text: str) -> str:
    depth = 0
    pieces = []
    for piece in re.split(r"(\\.|\[\^[^\s\[\]]{1,200}\]|[\[\]])", text, flags=re.DOTALL):
        depth += (piece == "[") - (piece == "]" and depth > 0)
        pieces.append("&#91;" if piece == "[" and depth > _DEPTH else piece)
    return "".join(pieces)


def _mark(state: StateInline, silent: bool) -> bool:
    """`[^1]`, whether or not such a note is defined: one that is not is missing, and will be said to be."""
    found = _MARK.match(state.src, state.pos, state.posMax)
    if not found or silent:  # skipped over as brackets: a link's text may hold a mark, but no other link
        return False
    state.push("note_mark", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    """`^[the note itself]`; of MultiMarkdown, `[^the note itself]`."""
    start = state.pos
    if state.src.startswith("^[", start):
        begins, bracket = start + 2, start + 1
    elif state.src.startswith("[^", start):
        begins, bracket = start + 2, start
    else:
        return False
    ends = state.md.helpers.parseLinkLabel(state, bracket)
    if ends <= begins or ends >= state.posMax:
        return False
    if bracket == start and (ends - begins < 12 or state.src[ends + 1 : ends + 2] in ("(", ":")):
        return False
    if not silent:
        _nest(state, "note", begins, ends)
    state.pos = ends + 1
    return True


def _nest(state: StateInline, name: str, begins: int, ends: int) -> None:
    last = state.posMax
    state.push(f"{name}_open", "span", 1)
    state.pos, state.posMax = begins, ends
    state.md.inline.tokenize(state)
    state.posMax = last
    state.push(f"{name}_close", "span", -1)


def _span(state: StateInline, silent: bool) -> bool:
    """Pandoc's `[text]{.smallcaps}`: brackets and attributes are no text."""
    if not _SPAN.match(state.src, state.pos, state.posMax):
        return False
    ends = state.md.helpers.parseLinkLabel(state, state.pos)
    after = _ATTRIBUTES.match(state.src, ends + 1, state.posMax) if ends >= 0 else None
    if not after:
        return False
    if not silent:
        _nest(state, "span", state.pos + 1, ends)
        _anchor(state, after[0])
    state.pos = after.end()
    return True


def _attributes(state: StateInline, silent: bool) -> bool:
    """`{#id .class}` and `{:target="_blank"}` behind what they belong to; a name can be linked to."""
    found = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        _anchor(state, found[0])
    state.pos = found.end()
    return True


def _anchor(state: StateInline, attributes: str) -> None:
    if named := _ID.search(attributes):
        state.push("html_inline", "", 0).content = f'<a id="{named[1]}"></a>'


def _raised(state: StateInline, silent: bool) -> bool:
    """`x^2^`."""
    return _tagged(state, silent, "sup", _RAISED.match(state.src, state.pos, state.posMax))


def _lowered(state: StateInline, silent: bool) -> bool:
    """`H~2~O`."""
    return _tagged(state, silent, "sub", _LOWERED.match(state.src, state.pos, state.posMax))


def _tagged(state: StateInline, silent: bool, tag: str, found: re.Match[str] | None) -> bool:
    if not found:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = f"<{tag}>"
        state.push("text", "", 0).content = _ESCAPED.sub(r"\1", found[1])
        state.push("html_inline", "", 0).content = f"</{tag}>"
    state.pos = found.end()
    return True


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """Obsidian's `[[page|words]]`; `![[page]]` shows another file."""
    found = _WIKI.match(state.src, state.pos, state.posMax)
    if not found or found[2].isdecimal() or state.src.startswith("(", found.end()):
        return False
    if not silent and not found[1]:
        state.push("text", "", 0).content = found[3] or found[2].partition("#")[0] or found[2]
    state.pos = found.end()
    return True


def _callout(state: StateInline, silent: bool) -> bool:
    """`[!note]` at the head of a quotation, of Obsidian and GitHub: a colour, no text."""
    found = _CALLOUT.match(state.src) if state.pos == 0 else None
    if found and not silent:
        state.pos = found.end()
    return bool(found) and not silent


def _bare_url(state: StateInline, silent: bool) -> bool:
    """A URL that stands in the text: what looks like emphasis in it is none."""
    if (
        silent
        or state.src[state.pos] != ":"
        or not re.search(r"\bhttps?$", state.pending[-6:], re.IGNORECASE)
    ):
        return False
    found = _URL.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    url = _ENDING.sub("", found[0])
    if (spare := url.count(")") - url.count("(")) > 0:
        closing = re.search(rf"[).,;:!?]{{0,{min(spare, 99)}}}$", url)
        url = _ENDING.sub("", url[: closing.start()] if closing else url)
    if len(url) < 4:
        return False
    state.pending += _ESCAPED.sub(r"\1", url)
    state.pos += len(url)
    return True


def _stray(state: StateInline) -> None:
    """Two asterisks and more that were left over are bold type that went wrong, and call nothing."""
    before = None
    for token in state.tokens:
        is_left = token.type in ("text", "stray") and token.content == "*"
        if is_left and before is not None:
            token.type = before.type = "stray"
        before = token if is_left else None
