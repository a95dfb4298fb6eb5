"""The parser of what stands in a line: at each character only the rules that begin with it are tried.

markdown-it tries every rule wherever text may end, which with the rules of all dialects takes a while.

    >>> markdown = MarkdownIt("commonmark")
    >>> markdown.inline = InlineParser(markdown)
    >>> [token.type for token in markdown.parseInline("a *b*")[0].children]
    ['text', 'em_open', 'text', 'em_close']
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

_Rule: TypeAlias = Callable[[StateInline, bool], bool]
# a rule -> the characters that it begins with; what is in no rule's is text
_CHARACTERS = {
    "text": "",
    "linkify": "",
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "math_inline": "$",
    "callout": "[",
    "wiki_link": "[!",
    "footnote_ref": "[",
    "note_mark": "[",
    "citation": "[",
    "citation_in_text": "@-",
    "span": "[",
    "raised": "^",
    "inline_note": "^[",
    "lowered": "~",
    "attributes": "{",
    "bare_url": ":",
}


class InlineParser(ParserInline):
    """Takes the place of a parser's own when all rules are added to it."""

    def __init__(self, markdown: MarkdownIt) -> None:
        super().__init__()
        self.ruler, self.ruler2 = markdown.inline.ruler, markdown.inline.ruler2
        self._nesting: int = markdown.options["maxNesting"]
        self._rules: dict[str, list[_Rule]] = {}
        for name, rule in zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True):
            for character in _CHARACTERS[name]:
                self._rules.setdefault(character, []).append(rule)

    def tokenize(self, state: StateInline) -> None:
        """Makes tokens of the text between the state's place and its end."""
        end, source = state.posMax, state.src
        while state.pos < end:
            at = state.pos
            ending = self.terminator_re.search(source, at, end)
            stop = ending.start() if ending else end
            if stop > at:
                state.append_pending(source[at:stop])
                state.pos = stop
            elif not self._apply(state, silent=False):
                state.append_pending(source[at])
                state.pos = at + 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:
        """Goes on behind one token without making it."""
        at = state.pos
        if at not in state.cache:
            ending = self.terminator_re.search(state.src, at)
            stop = ending.start() if ending else state.posMax
            if state.level >= self._nesting:
                state.pos = state.posMax
            elif stop > at:
                state.pos = stop
            elif not self._apply(state, silent=True):
                state.pos = at + 1
            state.cache[at] = state.pos
        state.pos = state.cache[at]

    def _apply(self, state: StateInline, *, silent: bool) -> bool:
        """Whether a rule begins at the state's place; if so, it has gone on behind what it read."""
        if state.level >= self._nesting:
            return False
        for rule in self._rules.get(state.src[state.pos], ()):
            state.level += silent
            found = rule(state, silent)
            state.level -= silent
            if found:
                return True
        return False
