"""What a .docx says of itself: title, authors, language, date. Programs write much of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.readers.docx.package import Element, full

# what programs write where nobody did
_NOBODY = frozenset(
    {
        "",
        "un-named",
        "unknown",
        "user",
        "admin",
        "administrator",
        "python-docx",
        "apache poi",
        "author",
        "owner",
    }
    | {"microsoft office user", "microsoft user", "windows user", "docx4j", "openxml"}
)
_NO_TITLE = re.compile(
    r"(?:microsoft word - .*|untitled.*|document\d*|word document|.*\.docx?|.*\.dotx?)?",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Properties:
    """What is known; empty or None otherwise."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: str | None = None


def properties(core: Element | None) -> Properties:
    """From docProps/core.xml."""
    if core is None:
        return Properties()

    def said(name: str) -> str:
        return " ".join("".join(core.findtext(full(name)) or "").split())

    title = said("dc:title")
    creators = tuple(one.strip() for one in said("dc:creator").split(";"))
    date = _DATE.match(said("dcterms:created"))
    is_template = "python-docx" in (said("dc:creator"), said("cp:lastModifiedBy"))
    return Properties(
        "" if _NO_TITLE.fullmatch(title) else title,
        tuple(one for one in creators if one.lower() not in _NOBODY),
        said("dc:language") or None,
        date[0] if date and not is_template else None,
    )
