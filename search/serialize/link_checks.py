"""What was found at the URLs of sources."""

from __future__ import annotations

from search import shapes
from search.link_checks import LinkCheck, LinkReport, SourceLink, copy_words, words
from search.serialize.addresses import links, quoted


def link_check(check: LinkCheck) -> shapes.LinkCheck:
    """What was found at a URL."""
    copy = check.archived
    return {
        "url": check.url,
        "state": check.state.value,
        "words": words(check),
        "checked": check.checked,
        "code": check.code,
        "final_url": check.final_url,
        "reason": check.reason,
        "archived": {
            "url": copy.url,
            "date": copy.date,
            "wanted": copy.wanted,
            "words": copy_words(copy),
        }
        if copy
        else None,
    }


def link_report(report: LinkReport) -> shapes.LinkReport:
    """What a run over the links has found, source by source."""
    return {
        "checked": report.checked,
        "copies": report.copies,
        "unanswered": report.unanswered,
        "left": report.left,
        "forgotten": report.forgotten,
        "seconds": round(report.seconds, 3),
        "counts": {state.value: number for state, number in report.counts.items()},
        "results": [_source_link(one) for one in report.links],
    }


def _source_link(one: SourceLink) -> shapes.SourceLink:
    work = one.source
    return {
        "id": work.id,
        "title": work.title,
        "url": work.url,
        "link": link_check(one.check) if one.check else None,
        "links": links("sources", work.id, f"/sources/{quoted(work.id)}"),
    }
