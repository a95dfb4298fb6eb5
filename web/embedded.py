"""What stands in a page for other programs: JSON-LD for those that read schema.org, COinS for Zotero.

Comes in: documents and sources. Goes out: markup whose size is bounded, and out of which nothing that a
document says breaks: JSON-LD is a block of data, which a browser neither runs nor holds against the policy.

    >>> print(_block({"name": "</script>&"}))
    <script type="application/ld+json">{"name":"\\u003c/script\\u003e\\u0026"}</script>
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from search.citations import linked_data
from search.citations.context_objects import context_object
from search.document import Passage, Source
from search.holdings import Leaf
from search.results import Result
from web import settings

SPANS = 16_384  # bytes of COinS in one page: some forty works, more than most pages of results name
_ESCAPED = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def document_data(leaf: Leaf, cited: Iterable[Source]) -> Markup:
    """A document with those of the works that it cites which its page shows."""
    return _block(linked_data.citing_work(leaf.document, cited, settings().site, url=leaf.url))


def source_data(source: Source, passages: Iterable[Passage]) -> Markup:
    """A work with the documents that cite it."""
    documents = {passage.document_id: passage.document_title for passage in passages}
    return _block(linked_data.cited_work(source, dict(list(documents.items())[:100]), settings().site))


def _block(value: Mapping[str, Any]) -> Markup:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return Markup(f'<script type="application/ld+json">{text}</script>')


def sources_of(shown: Iterable[Result | Passage]) -> list[Source]:
    """The works that the passages of a page rest on, each once."""
    cited = (citation.source for one in shown for citation in one.citations)
    return list({source.id: source for source in cited if source}.values())


def coins(sources: Iterable[Source], most: int = SPANS) -> Markup:
    """A span for each work, for Zotero and its like, as many as there is room for (bytes)."""
    found = Markup()
    for source in sources:
        span = Markup('<span class="Z3988" title="{}"></span>').format(context_object(source))
        most -= len(span.encode("utf-8", "replace"))
        if most < len("<div hidden></div>"):
            break
        found += span
    return Markup("<div hidden>{}</div>").format(found) if found else found
