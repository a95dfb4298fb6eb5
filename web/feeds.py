"""The site for programs that follow it: an Atom feed of a search, a sitemap, and how a browser searches here.

All three name pages by their whole address, which the site knows from IBIDEM_SITE alone: what a request
calls it may be anybody's. Without that setting the feed is valid and its links are relative; there is no
sitemap, which must not have any; and the description of the search is one that browsers pass over.

    >>> clean("a\\x0bb\\ufffe")
    'ab'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from flask import Response, request
from lxml import etree
from lxml.builder import ElementMaker
from markupsafe import Markup

from search import serialize
from search.document import Passage
from search.errors import NotFound
from search.results import Feed, News
from web import exports, library, params, refusals, settings
from web.filters import openable
from web.params import Values
from web.routes import Described

blueprint = Described("feeds", __name__)

ATOM = "application/atom+xml"
OPENSEARCH = "application/opensearchdescription+xml"
XML = "application/xml"
ENTRIES = 50  # of a feed: more than a day brings
PER_PART = 50_000  # addresses in one part of a sitemap, the most that the protocol allows

_NAMESPACES = {None: "http://www.w3.org/2005/Atom"}
_A = ElementMaker(namespace=_NAMESPACES[None], nsmap=_NAMESPACES)
_O = ElementMaker(namespace="http://a9.com/-/spec/opensearch/1.1/",
                  nsmap={None: "http://a9.com/-/spec/opensearch/1.1/"})  # fmt: skip
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def clean(text: str) -> str:
    """Without the characters that XML cannot hold, escaped or not."""
    return _NOT_XML.sub("", text)


# --- the feed --------------------------------------------------------------------------------------------


@blueprint.answering(
    "/search.atom",
    str,
    params.feed,
    tag="service",
    negotiated=False,
    media_type=ATOM,
    refusals={400: refusals.QUERY},
)
def feed(asked: Values) -> Response:
    """The passages that a search finds in the documents that changed last, as an Atom feed."""
    return _xml(_feed(library().newest(asked["q"], params.filters(asked), ENTRIES)), ATOM)


def _feed(found: Feed) -> etree._Element:
    query = request.query_string.decode("ascii", "replace")
    asked = f"?{query}" if query else ""
    feed: etree._Element = _A.feed(
        _A.id(_id(f"/search{asked}")),
        _A.title(clean(f"{found.understood or 'Everything'} · Ibidem")),
        _A.updated(_time(found.changed)),
        _A.author(_A.name("Ibidem")),
        _A.link(rel="self", type=ATOM, href=_absolute(f"/search.atom{asked}")),
        _A.link(rel="alternate", type="text/html", href=_absolute(f"/search{asked}")),
        *(_entry(news) for news in found.items),
    )
    if settings().site:
        feed.set(_BASE, f"{settings().site}/")
    return feed


def _entry(news: News) -> etree._Element:
    passage = news.result.passage
    entry: etree._Element = _A.entry(
        _A.id(_id(f"/passages/{serialize.quoted(passage.id)}")),
        _A.title(clean(_place(passage))),
        _A.updated(_time(news.changed)),
        *(_A.author(_A.name(clean(author))) for author in news.authors if clean(author).strip()),
        _A.link(rel="alternate", type="text/html", href=_absolute(serialize.passage_url(passage))),
        _A.content(clean(_content(news)), type="html"),
    )
    return entry


def _content(news: News) -> str:
    """The passage with its hits marked, and its sources, as HTML."""
    works = {one.source.id: one for one in news.result.citations if one.source}
    lines = [
        Markup('<li>{} <a href="{}">{}</a></li>').format(one.source.text or one.source.title, url, url)
        if (url := openable(one.url, one.status))
        else Markup("<li>{}</li>").format(one.source.text or one.source.title)
        for one in works.values()
        if one.source
    ]
    text = Markup("<p>{}</p>").format(Markup(serialize.result(news.result)["html"]))
    return text + (Markup("<ul>{}</ul>").format(Markup("").join(lines)) if lines else "")


def _place(passage: Passage) -> str:
    page = f"page {passage.page}" if passage.page else ""
    parts = [passage.document_title, passage.section_title, page, f"paragraph {passage.number}"]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _id(path: str) -> str:
    """The same on every day, over http and https, and another one on another host."""
    return uuid5(NAMESPACE_URL, f"//{urlsplit(settings().site).netloc}{path}").urn


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


# --- the search in a browser -----------------------------------------------------------------------------


@blueprint.answering("/opensearch.xml", str, tag="service", negotiated=False, media_type=OPENSEARCH)
def opensearch() -> Response:
    """How a browser adds this site to its search engines."""
    page, terms = _absolute("/search"), "{searchTerms}"
    return _xml(
        _O.OpenSearchDescription(
            _O.ShortName("Ibidem"),
            _O.Description("Search footnoted documents, with the sources of each passage"),
            _O.InputEncoding("UTF-8"),
            _O.Image(_absolute("/static/mark.svg"), height="16", width="16", type="image/svg+xml"),
            _O.Url(type="text/html", method="get", template=f"{page}?q={terms}"),
            _O.Url(type=ATOM, template=f"{page}.atom?q={terms}"),
            _O.Url(type="application/json", template=_absolute(f"/api/v1/search?q={terms}")),
            _O.Url(type="application/x-suggestions+json", template=_absolute(f"/api/v1/suggest?q={terms}")),
            _O.Url(type=OPENSEARCH, rel="self", template=_absolute("/opensearch.xml")),
        ),
        OPENSEARCH,
    )


# --- what there is to be read ----------------------------------------------------------------------------


@blueprint.answering("/robots.txt", str, tag="service", negotiated=False, media_type="text/plain")
def robots() -> Response:
    """What need not be read by whoever reads everything: answers to questions, of which there is no end."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in ("/api/", "/search", "/cite"))]
    if settings().site:
        lines += ["", f"Sitemap: {settings().site}/sitemap.xml"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


_SITED = {404: refusals.ABSENT}


@blueprint.answering(
    "/sitemap.xml", str, tag="service", negotiated=False, media_type=XML, refusals=_SITED, is_kept=False
)
def sitemap() -> Response:
    """The parts of the sitemap.

    There is none where nobody has said what the site is called, in IBIDEM_SITE.
    """
    _check_site()
    held = library().holdings()
    parts = -(-(len(_FIRST) + held.documents + held.sources) // PER_PART)
    addresses = (f"/sitemap-{number}.xml" for number in range(1, parts + 1))
    return _listed("sitemapindex", "sitemap", addresses)


@blueprint.answering(
    "/sitemap-<int(max=100000):number>.xml",
    str,
    tag="service",
    negotiated=False,
    media_type=XML,
    refusals=_SITED,
    is_kept=False,
)
def sitemap_part(number: int) -> Response:
    """So many addresses of pages: those that list, then documents, then sources."""
    _check_site()
    start = (number - 1) * PER_PART
    paths = _paths(start, start + PER_PART) if number else []
    if not paths:
        raise NotFound("part of the sitemap", str(number))
    return _listed("urlset", "url", paths)


_FIRST = ("/", "/documents/", "/sources/", "/audit")


def _paths(start: int, end: int) -> list[str]:
    """A stretch of the row of all pages."""
    found = list(_FIRST[start:end])
    before = len(_FIRST)
    held = library().holdings()
    for kind, number in (("documents", held.documents), ("sources", held.sources)):
        low, high = max(start - before, 0), end - before
        if high > 0 and low < number:
            names = library().ids(kind, low, high - low)  # type: ignore[arg-type]
            found += [f"/{kind}/{serialize.quoted(name)}" for name in names]
        before += number
    return found


def _listed(root: str, item: str, paths: Iterable[str]) -> Response:
    """Addresses in the markup of sitemaps; they are escaped as addresses are, which leaves nothing to XML."""
    pieces = _pieces(root, item, [_absolute(path) for path in paths])
    return Response(exports.chunks(pieces), mimetype=XML)


def _pieces(root: str, item: str, addresses: Iterable[str]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SITEMAP}">\n'
    for address in addresses:
        yield f"<{item}><loc>{address}</loc></{item}>\n"
    yield f"</{root}>\n"


def _check_site() -> None:
    if not settings().site:
        raise NotFound("sitemap without the address of the site in the setting", "IBIDEM_SITE")


# --- all of them -----------------------------------------------------------------------------------------


def _absolute(path: str) -> str:
    return clean(f"{settings().site}{path}")


def _xml(root: etree._Element, media_type: str) -> Response:
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Response(body, mimetype=media_type)
