"""Rules for blocks beyond CommonMark: each is one way in which a dialect parts a page."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, lheading
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

DEPTH = 100  # deeper lists and quotations are read as one paragraph: every level is a call in a call
_NEAR = (
    50  # lines that are looked through before all rules are; of a long list, each item has all others below
)
_DEFINITION = re.compile(r"\[\^[^\]\s]+\]:")
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}\s*$")
_FENCE = re.compile(r":{3,}")
_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?|===)[ \t]*(?:[\w-]+(?:[ \t]+[\w-]+)*)?[ \t]*(?:\"(?P<title>[^\n]*)\")?[ \t]*$"
)
_REST = r"(?:[^<>\"'\n]|\"[^\"\n]*\"|'[^'\n]*')*>\s*"  # of a tag, behind its name
# one tag, or tags of blocks
_TAGS = re.compile(rf"(?:</?[A-Za-z][A-Za-z0-9-]*\b{_REST}|(?:</?(?:{'|'.join(block_names)})\b{_REST})+)$")
_VERBATIM = re.compile(r"<(?:pre|script|style|textarea|svg|math|code)\b", re.IGNORECASE)


def add_blocks(markdown: MarkdownIt) -> None:
    """Adds these rules."""
    footnote_plugin(markdown, inline=False, move_to_end=False)
    ruler = markdown.block.ruler
    ruler.at("footnote_def", _definition, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("lheading", _underlined)
    ruler.before("table", "depth", _depth)
    before_text: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    ruler.before("html_block", "tags_alone", _tags_alone, before_text)
    ruler.before("html_block", "attributes", _attributes, {"alt": ["paragraph", "reference"]})
    ruler.before("html_block", "colon_fence", _colon_fence, before_text)
    ruler.before("html_block", "admonition", _admonition, before_text)


def _starts(state: StateBlock, line: int, characters: str) -> bool:
    """Whether a line begins so: asked first, since every line of a paragraph is asked for every rule."""
    return state.src[state.bMarks[line] + state.tShift[line]] in characters


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^1]: …`, going on in paragraphs indented by two blanks or more, where CommonMark's kin want four."""
    if (
        not _starts(state, start, "[")
        or state.is_code_block(start)
        or not _DEFINITION.match(_line(state, start))
    ):
        return False
    if not silent:
        _indent(state, start, end)
    return footnote_def(state, start, end, silent)


def _indent(state: StateBlock, start: int, end: int) -> None:
    """Sets what goes on with the note four blanks in; the definition may be indented itself."""
    own = state.sCount[start] - state.blkIndent
    least = max(2, own + 1)
    after_blank = False
    for line in range(start + 1, end):
        indent = state.sCount[line] - state.blkIndent
        if state.isEmpty(line):
            after_blank = True
        elif indent < least and (after_blank or _DEFINITION.match(_line(state, line))):
            return
        elif least <= indent < 4:
            state.sCount[line] = state.blkIndent + 4


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A heading underlined with signs, sought only where there is such a line: it is sought in every line."""
    for line in range(start + 1, min(end, start + _NEAR)):
        if state.isEmpty(line):
            return False
        if _starts(state, line, "=-"):
            break
    return lheading(state, start, end, silent)


def _depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """What is nested too deeply is not lost: it is one paragraph."""
    if silent or state.level < DEPTH - 10:
        return False
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, end]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, end, state.blkIndent, False).strip()
    inline.children = []
    state.push("paragraph_close", "p", -1)
    state.line = end
    return True


def _tags_alone(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line of tags before text: the text is Markdown, as in Pandoc, though no blank line parts them."""
    if not _starts(state, start, "<") or state.is_code_block(start):
        return False
    if start + 1 >= end or state.isEmpty(start + 1):
        return False
    line = _line(state, start)
    if not _TAGS.match(line) or _VERBATIM.search(line) or state.sCount[start + 1] - state.blkIndent > 3:
        return False
    if state.sCount[start + 1] < state.blkIndent or _line(state, start + 1).startswith("<"):
        return False
    if silent:
        return False
    token = state.push("html_block", "", 0)
    token.content = line + "\n"
    token.map = [start, start + 1]
    state.line = start + 1
    return True


def _attributes(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """kramdown's `{:.class}` on a line of its own."""
    if not _starts(state, start, "{"):
        return False
    line = _line(state, start)
    return _dropped(state, start, silent, _ATTRIBUTES.match(line) and "{:" in line)


def _colon_fence(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    """The lines `::: {.note}` and `:::` around a division of Pandoc, MyST or Docusaurus."""
    return _starts(state, start, ":") and _dropped(state, start, silent, _FENCE.match(_line(state, start)))


def _dropped(state: StateBlock, line: int, silent: bool, holds: object) -> bool:
    if state.is_code_block(line) or not holds:
        return False
    if not silent:
        state.line = line + 1
    return True


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`!!! note "Title"` of Python-Markdown: its text is indented, and is no code."""
    if not _starts(state, start, "!?="):
        return False
    found = _ADMONITION.match(_line(state, start))
    below = state.skipEmptyLines(start + 1)
    if state.is_code_block(start) or not found or below >= end or state.sCount[below] < state.blkIndent + 4:
        return False
    if silent:
        return True
    state.push("admonition_open", "div", 1)
    if found["title"]:
        state.push("paragraph_open", "p", 1)
        inline = state.push("inline", "", 0)
        inline.content, inline.children = found["title"], []
        state.push("paragraph_close", "p", -1)
    indent, state.blkIndent = state.blkIndent, state.blkIndent + 4
    last, state.lineMax = state.lineMax, end
    state.md.block.tokenize(state, start + 1, end)
    state.blkIndent, state.lineMax = indent, last
    state.push("admonition_close", "div", -1)
    return True
