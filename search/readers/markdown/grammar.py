"""The parser: CommonMark, with what the dialects add, as rules of markdown-it."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from search.readers.markdown.blocks import DEPTH, add_blocks
from search.readers.markdown.inline_parser import InlineParser
from search.readers.markdown.inlines import add_inlines
from search.readers.markdown.marking import add_rendering


class _AsWritten(MarkdownIt):
    """Leaves URLs as they are written."""

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link

    def validateLink(self, _: str) -> bool:
        return True


def grammar() -> MarkdownIt:
    """A parser for one document."""
    markdown = _AsWritten("commonmark", {"html": True, "maxNesting": DEPTH, "store_labels": True})
    markdown.enable(["table", "strikethrough"])
    markdown.use(deflist_plugin).use(dollarmath_plugin, allow_space=False, allow_digits=False)
    add_blocks(markdown)
    add_inlines(markdown)
    add_rendering(markdown)
    markdown.inline = InlineParser(markdown)
    return markdown
