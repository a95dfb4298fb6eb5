"""Every work cited; and one work with all that rests on it."""

from __future__ import annotations

from flask import render_template

from search.document import Status
from web import answers, api, embedded, library, listings, params, settings
from web.pages import here, negotiated, read


@negotiated("/sources/", api.sources)
def sources() -> str:
    """Every work cited, with how much rests on it."""
    group = params.Choice("group", "what to group by", [name for name, _ in listings.GROUPS])
    asked = read(*params.sources(settings().limits), group)
    status = Status(asked["status"]) if asked["status"] else None
    listed = library().sources(
        page=asked["page"],
        per_page=asked["per_page"],
        domain=asked["domain"],
        year=asked["year"],
        type=asked["type"],
        status=status,
        text=asked["q"],
        sort=asked["sort"],
    )
    return render_template(
        "sources.html",
        listed=listed,
        chosen=asked,
        choices=listings.choices(listed, asked),
        filtered=any(asked[name] for name in ("q", "domain", "year", "type", "status")),
        groups=listings.groups(listed, asked["group"], here),
        most=max((item.passages for item in listed.items), default=0),
        last_page=listed.pages,
    )


@negotiated("/sources/<source_id>", api.source)
def source(source_id: str) -> str:
    """A work, and every sentence that rests on it."""
    asked = read(*params.documents(settings().limits))  # paging, and nothing else
    work = library().source(source_id)
    citing = library().citing_page(source_id, page=asked["page"], per_page=asked["per_page"])
    uses = answers.uses(work, citing.items)
    return render_template(
        "source.html",
        source=work,
        link=library().link(source_id),
        linked_data=embedded.source_data(work, citing.items),
        uses=uses,
        citing=citing,
        last_page=citing.pages,
        printings=answers.printings(use.citation for use in uses),
        exports=answers.exports(work),
    )
