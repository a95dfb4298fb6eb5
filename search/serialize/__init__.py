"""The model to plain dicts: one form for `--json` and for the API, with keys in a fixed order.

Every function takes one value and gives what `json.dumps` writes as it is: the shape of that name in
`shapes`. Addresses are paths of the site.

    >>> from search.document import Source
    >>> source(Source("asia-2018", "book", "Asia", year=2018))["links"]
    {'self': '/api/v1/sources/asia-2018', 'page': '/sources/asia-2018'}
"""

from search.serialize.addresses import API, anchor, document_url, links, passage_url, quoted
from search.serialize.audits import audit_page, document_audit, finding, finding_url
from search.serialize.documents import document_summary, problem
from search.serialize.link_checks import link_check, link_report
from search.serialize.lookup import lookup, recognition
from search.serialize.parts import facet_value, note_names, spans
from search.serialize.passages import (
    citation,
    passage,
    passage_citations,
    passage_html,
    passage_links,
    place,
    source_with_passages,
)
from search.serialize.results import beside, concordance, neighbours, result, results
from search.serialize.service import holdings, index_report
from search.serialize.sources import resolvers, source, source_page, source_summary

__all__ = [
    "API",
    "anchor",
    "audit_page",
    "beside",
    "citation",
    "concordance",
    "document_audit",
    "document_summary",
    "document_url",
    "facet_value",
    "finding",
    "finding_url",
    "holdings",
    "index_report",
    "link_check",
    "link_report",
    "links",
    "lookup",
    "neighbours",
    "note_names",
    "passage",
    "passage_citations",
    "passage_html",
    "passage_links",
    "passage_url",
    "place",
    "problem",
    "quoted",
    "recognition",
    "resolvers",
    "result",
    "results",
    "source",
    "source_page",
    "source_summary",
    "source_with_passages",
    "spans",
]
