"""What a page says of itself: title, authors, language, date, its own address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.readers.flow import external
from search.readers.html import linked_data
from search.readers.html.tree import Tree

_TITLES = ("citation_title", "dc.title", "dcterms.title")
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "marcrel.aut", "author", "article:author")
_DATES = (
    "citation_publication_date",
    "citation_date",
    "article:published_time",
    "dc.date",
    "dcterms.issued",
    "date",
)
_GUTENBERG = re.compile(
    r"^The Project Gutenberg e-?book of\s+|^The Project Gutenberg\W+e-?book\W+|\s*\|\s*Project Gutenberg$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """As `Builder.document` takes it."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: str | None = None
    url: str | None = None


def metadata(tree: Tree) -> Metadata:
    """What the head says, what is said as JSON-LD, and the heading that the page goes by."""
    said: dict[str, list[str]] = {}
    headings: list[str] = []
    scripts: list[str] = []
    page = canonical = language = ""
    for node in tree.nodes:
        if node.tag == "meta" and (
            name := node.get("name") or node.get("property") or node.get("http-equiv")
        ):
            said.setdefault(name.lower(), []).append(" ".join(node.get("content").split()))
        elif node.tag == "html":
            language = language or node.get("lang") or node.get("xml:lang")
        elif node.tag == "h1":
            headings.append(_GUTENBERG.sub("", re.sub(r"\s*\[\d+\]$", "", tree.text(node, 300))))
        elif node.tag == "title" and not page:
            page = _GUTENBERG.sub("", tree.text(node, 300))
        elif node.tag == "link" and node.get("rel") == "canonical":
            canonical = external(node.get("href"))
        elif node.tag == "script" and "ld+json" in node.get("type"):
            scripts.append(tree.raw(node))
    work = linked_data.work(scripts)
    told = _first(said, ("og:title",)) or work.title or page
    title = _first(said, _TITLES) or _heading([one for one in headings if one], told)
    date = re.match(r"\d{4}(?:[-/]\d\d){0,2}", _first(said, _DATES) or work.published)
    authors = next((said[name] for name in _AUTHORS if any(said.get(name, []))), list(work.authors))
    return Metadata(
        title or told,
        tuple(author for author in dict.fromkeys(authors) if author and not author.startswith("http")),
        language or _first(said, ("dc.language", "dcterms.language", "content-language")) or None,
        date[0].replace("/", "-") if date else None,
        canonical or external(_first(said, ("og:url",))) or external(work.url) or None,
    )


def _heading(headings: list[str], told: str) -> str:
    """The heading that the page's title begins with, or is most of: a site's name may be a heading too.

    One heading that the title does not name is still the page's own; which one of several, nothing says.
    """
    page = told.casefold()
    for heading in headings:
        own = heading.casefold()
        if page.startswith(own) or page in own or (own in page and 2 * len(own) > len(page)):
            return heading
    strangers = [heading for heading in headings if heading.casefold() not in page]
    return strangers[0] if len(strangers) == 1 or (strangers and not told) else ""


def _first(said: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((value for name in names for value in said.get(name, []) if value), "")
