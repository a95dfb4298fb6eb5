"""A passage to a citation of it, as a reader would put it into a footnote or a list of works.

Comes in: a passage, and what the title page of its document says. Goes out: for each style the citation, with
what is set in italics. The styles are CSL files of ours beside this module, set by citeproc-py: those of the
public collection (63 MB, ten thousand files) cite works, and know nothing of a paragraph and its notes; nor
does citeproc-py set the great ones rightly: it loses the given names of Chicago's 17th edition and of MLA's.

    >>> passage = Passage("salt.p4", "salt", "The Salt Road", 2, "The carters", 4, "They paid.", page=12)
    >>> print(cite_passage(passage, Imprint("The Salt Road", ("Smith, Jane",), "1999"), "mla").text)
    Smith, Jane. “The carters.” The Salt Road, 1999, p. 12, par. 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from search.citations.described import split_name
from search.document import Passage
from search.holdings import Imprint

STYLES = {"chicago": "Chicago, note", "apa": "APA", "mla": "MLA", "harvard": "Harvard"}

_LONGEST = 300  # characters of a title: a heading that a reader mistook for one may be a page long
_NAMES = 25  # no style writes out more
_ITALIC = ("\ue000", "\ue001")  # private characters: what stands between them is set in italics
_PRIVATE = re.compile(f"[{''.join(_ITALIC)}]")
_setting = Lock()  # a style keeps what it is setting


class Run(NamedTuple):
    """A stretch of a citation."""

    text: str
    italic: bool


@dataclass(frozen=True, slots=True)
class Formatted:
    """A citation in one style: `style` is its key in `STYLES`, `name` what people call it."""

    style: str
    name: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Without its italics."""
        return "".join(run.text for run in self.runs)


def cite_passage(passage: Passage, imprint: Imprint, style: str) -> Formatted:
    """A citation of a passage in one of `STYLES`."""
    return Formatted(style, STYLES[style], tuple(_runs(_set(style, _item(passage, imprint)))))


def _item(passage: Passage, imprint: Imprint) -> dict[str, Any]:
    """The passage as CSL-JSON; its paragraph is the `number`, its notes are the `note`."""
    year = re.match(r"\d{4}", imprint.published or "")
    section = passage.section_title if passage.section_title != imprint.title else ""
    item = {
        "id": "passage",
        "type": "book",
        "title": _short(imprint.title),
        "section": _short(section),
        "author": [_name(name) for name in imprint.authors[:_NAMES]],
        "issued": {"date-parts": [[int(year[0])]]} if year else None,
        "page": str(passage.page) if passage.page is not None else "",
        "number": str(passage.number),
        "note": _notes(dict.fromkeys(reference.label for reference in passage.references)),
        "URL": imprint.url,
    }
    return {name: value for name, value in item.items() if value}


def _notes(labels: Iterable[str]) -> str:
    """The notes that a passage calls.

    >>> _notes(["7"]), _notes(["7", "8"]), _notes([])
    ('n. 7', 'nn. 7, 8', '')
    """
    listed = list(labels)
    return f"{'n.' if len(listed) == 1 else 'nn.'} {', '.join(listed)}" if listed else ""


def _name(name: str) -> dict[str, str]:
    person = split_name(_PRIVATE.sub("", name))
    return {"family": person[0], "given": person[1]} if person else {"literal": name}


def _short(text: str) -> str:
    """One line of a title, without the full stop that the style sets itself."""
    line = " ".join(_PRIVATE.sub("", text).split())
    return line.removesuffix(".") if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


# --- citeproc-py -----------------------------------------------------------------------------------------


class _Formatter:
    """What citeproc-py asks for: how a text is escaped and set."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    @staticmethod
    def Italic(text: str) -> str:
        return f"{_ITALIC[0]}{text}{_ITALIC[1]}"

    Oblique = Bold = Light = Underline = Superscript = Subscript = SmallCaps = str


@cache
def _style(name: str) -> Any:
    from citeproc import CitationStylesStyle  # what is not cited needs no processor

    return CitationStylesStyle(str(Path(__file__).with_name(f"{name}.csl")), validate=False)


def _set(style: str, item: dict[str, Any]) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    with _setting:
        works = CitationStylesBibliography(_style(style), CiteProcJSON([item]), _Formatter)
        citation = Citation([CitationItem("passage")])
        works.register(citation)
        return str(works.cite(citation, lambda _: None))


def _runs(text: str) -> Iterator[Run]:
    for at, part in enumerate(_PRIVATE.split(text)):
        if part:
            yield Run(part, at % 2 == 1)
