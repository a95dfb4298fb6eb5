"""What on a page is no text: menus, banners, scripts, hidden spans, edit links.

Notes keep their text wherever they stand; what holds a mark or much of the page's prose is no
furniture whatever it is called.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from search.readers.html.links import Found
from search.readers.html.prose import SILENT, Prose
from search.readers.html.tree import Node, Tree

_MUTED_TAGS = frozenset(["nav", "dialog"])
_ROLES = frozenset(
    [
        "navigation",
        "search",
        "banner",
        "contentinfo",
        "menu",
        "menubar",
        "toolbar",
        "dialog",
        "alert",
        "alertdialog",
        "tooltip",
        "doc-toc",
        "toc",
        "landmarks",
        "page-list",
        "doc-pagelist",
        "lot",
        "loi",
    ]
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|box|igation|-menu)?|menu|breadcrumbs?|sidebar|shar(?:e|ing)|social|cookies?|advert\w*|ads"
    r"|promo|related(?:-posts)?|comments?(?:-list|-area|-section)?|respond|pagination|pager|newsletter|subscribe\w*"
    r"|subscription\w*|sign-?up|skip(?:-link|-to-content)?|toc|table-?of-?contents|printfooter|catlinks|editsection"
    r"|masthead|sphinxsidebar\w*|headerlink|anchor-?link|noprint|ambox|hatnote|dablink|sistersitebox|side-box|jump-link"
    r"|authority-control|portalbox|portal-bar|mw-indicators|coordinates|shortdescription|sitesub|contentsub|boilerplate"
    r"|pg-?header|pg-?footer|post-navigation|nav-links|site-(?:header|footer|info|branding)|colophon|screen-reader-text"
    r"|sr-only|visually-?hidden|footnote_tooltip|popover|backlinks?|post-ufi|mw-empty-elt|z3988|metadata)(?:$|[\s_-])"
)
# boxes in which notes may stand all the same
_FRAMES = re.compile(
    r"(?:^|[\s_-])(?:\w*footer|banner|recirc\w*|trending|copyright|taboola|outbrain|cta|byline|login|cookie\w*|gdpr)(?:$|[\s_-])"
)
_OF_BOOKS = re.compile(
    r"(?:^|[\s_-])(?:toc|table-?of-?contents|pg-?header|pg-?footer|boilerplate)(?:$|[\s_-])"
)
_LISTED = 0.7  # of a contents page is in its links
_ENOUGH = 4  # links on a contents page
# what readers of the page wrote may be longer than the page
_OTHERS = re.compile(r"(?:^|[\s_-])(?:comments?|respond|disqus)")
_TITLE = 28  # letters: a longer name is a heading's, as in "sharing-with-many-developers"
_MUCH = 0.3  # of a page's prose: an article in "content-with-sidebar" or "paywall" is none the less one
_MOST = 0.9
_UNSHOWN = re.compile(
    r"(?:^|\s)(?:cs1-maint|cs1-hidden-error|z3988|(?:sr|screen-reader)-(?:only|text))(?:$|\s)"
)
_MENU = 10_000  # events: no menu is longer, and each list is looked through once for each around it
_PARAGRAPH_NUMBER = re.compile(
    r"(?:^|[\s_-])(?:para?(?:graph)?[_-]?num(?:ber)?|num(?:ero)?[_-]?para)(?:$|[\s_-])"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Boxes:
    """Elements that are furniture, as stretches of events that do not overlap: `event in boxes`."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self._stretches = stretches

    def __contains__(self, event: int) -> bool:
        place = bisect_left(self._stretches, (event + 1,)) - 1
        return place >= 0 and event < self._stretches[place][1]


class Furniture:
    """What on one document is no text, asked element by element."""

    def __init__(self, tree: Tree, found: Found) -> None:
        self.tree, self.found = tree, found
        self.is_book = "" not in tree.bodies  # a page of a book has headers and sidebars of its own
        self.prose = Prose(tree)
        articles = [node for node in tree.nodes if node.tag == "article"]
        self.cores = [  # where the text is, whatever is written on the boxes around it
            node.start
            for node in tree.nodes
            if node.tag == "main"
            or node.get("itemprop") == "articleBody"
            or (node.tag == "article" and len(articles) == 1)
        ]

    def holds(self, node: Node) -> bool:
        """Whether an element and all in it but notes is no text of the document."""
        if node.tag in _MUTED_TAGS or node.kind & _ROLES or _is_menu(self.tree, node, self.found):
            return True
        if self.is_book:
            return self._is_contents(node) or (bool(_OF_BOOKS.search(node.names)) and self._is_named(node))
        if _is_outer_frame(node):
            return True
        if _holds_mark(node, self.found):
            return False
        if node.tag == "form" or "hidden" in node.attributes or _HIDDEN.search(node.get("style")):
            return self.prose.share(node) < _MUCH  # what a script, or a subscription, opens; a page in a form
        return self._is_named(node) or self._is_named(node, _FRAMES) or self.prose.is_beside(node)

    def _is_contents(self, node: Node) -> bool:
        """Whether a page of a book is little but links to other pages, and holds no notes."""
        if node.tag != "body" or _holds_mark(node, self.found):
            return False
        links = [
            one for one in self.tree.inside(node) if one.tag == "a" and one.get("href")[:1] not in ("", "#")
        ]
        if len(links) < _ENOUGH or sum(map(self.tree.size, links)) < _LISTED * self.tree.size(node):
            return False
        return not any(node.start <= note.start < node.end for note in self.found.notes)

    def _is_named(self, node: Node, by: re.Pattern[str] = _NAMES) -> bool:
        names = " ".join(name for name in node.names.split() if len(name) < _TITLE)
        if node.tag in ("html", "body", "main", "article") or not by.search(names):
            return False
        if bisect_left(self.cores, node.start) != bisect_left(self.cores, node.end):
            return False
        most = _MOST if _OTHERS.search(node.names) else _MUCH
        return self.prose.share_of_kind(node) < most and not _holds_mark(node, self.found)

    def boxes(self) -> Boxes:
        """The outermost elements that are furniture by their kind or name."""
        found: list[tuple[int, int]] = []
        for node in self.tree.nodes:
            if found and node.start < found[-1][1]:
                continue
            if node.tag in SILENT or node.tag in _MUTED_TAGS or node.kind & _ROLES or self._is_named(node):
                found.append((node.start, node.end))
        return Boxes(found)


def is_hidden(node: Node) -> bool:
    """Whether an element is said not to be shown, by its style or by a name that pages use for that."""
    return bool(_HIDDEN.search(node.get("style")) or _UNSHOWN.search(node.names))


def numbers_paragraph(tree: Tree, node: Node) -> bool:
    """Whether an element prints the number of the paragraph that it begins, as journals do in the margin."""
    return (
        bool(_PARAGRAPH_NUMBER.search(node.names))
        and tree.size(node) < 6
        and tree.text(node, 12).strip("[]. ").isdecimal()
        and tree.letters[node.start] == tree.letters[node.block().start]
    )


def _is_outer_frame(node: Node) -> bool:
    """The header or footer of the page, not of an article in it."""
    if node.tag not in ("header", "footer"):
        return False
    return not any(one.tag in ("article", "main", "section", "blockquote") for one in node.ancestors())


def _is_menu(tree: Tree, node: Node, found: Found) -> bool:
    """A list of short links and nothing else, to other places of this page or before any text."""
    if node.tag not in ("ul", "ol", "table") or node.end - node.start > _MENU or _holds_mark(node, found):
        return False
    linked = count = inner = 0
    end = -1
    for event in tree.events[node.start : node.end]:
        if isinstance(event, Node) and event.tag == "a" and event.start > end and event.get("href"):
            linked += tree.size(event)
            inner += event.get("href").startswith("#")
            count += 1
            end = event.end
    size = tree.size(node)
    if count < 2 + (inner < count) or linked * 10 < size * (7 if inner == count else 9):
        return False
    return inner == count or (linked < 25 * count and not any(one.tag == "p" for one in node.ancestors()))


def _holds_mark(node: Node, found: Found) -> bool:
    return bisect_left(found.marks, node.start) != bisect_left(found.marks, node.end)
