"""A pasted text in, every citation in it out: full references, URLs, identifiers, cases, notes, short forms.

A text may be prose that cites as it goes, a list of notes or works, or both. Offsets are those of the text as
it was sent, whatever its line ends and accents are made of.

    >>> text = "Trade grew (Judt, Postwar (London: Vintage, 2010), 5). Ibid., 7. But compare note 12."
    >>> [(one.kind, one.text) for one in find_pasted(text)]  # doctest: +NORMALIZE_WHITESPACE
    [('reference', 'Judt, Postwar (London: Vintage, 2010), 5'), ('short form', 'Ibid., 7.'),
     ('note', 'note 12')]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice

from search.citations.citing import find_citations
from search.citations.identifiers import identifiers, without_identifiers
from search.document import Bibliography, Document, Mention, Note, Source
from search.passing import NUMBERED_NOTE, Stretch, stretches
from search.plain_text import Plain, plain


@dataclass(frozen=True, slots=True)
class Pasted:
    """One citation of a pasted text.

    Attributes:
        start, end: offsets in the text as sent.
        kind: "reference", "case", "url", "note", "short form", or the name of an identifier ("doi").
        normalized: the canonical form: a URL rebuilt, a DOI in lower case, author, title and year.
        source: the work as the text has it; None for a note, and for a short form that is not certain.
        note: the label of the note that is meant.
    """

    start: int
    end: int
    text: str
    kind: str
    normalized: str
    source: Source | None = None
    note: str | None = None


def find_pasted(text: str, limit: int | None = None) -> list[Pasted]:
    """The citations of a text in order, `limit` of them at most."""
    made = plain(text)
    found = list(islice(stretches(made), limit))
    works = _read(made, found)
    mentions: dict[str, list[Mention]] = {}
    for mention in works.mentions:
        mentions.setdefault(mention.note_id, []).append(mention)
    sources = {source.id: source for source in works.sources}
    cited = []
    for place, stretch in enumerate(found):
        if match := NUMBERED_NOTE.fullmatch(made.text, stretch.start, stretch.end):
            cited.append(_note(text, made, stretch, match["label"]))
        for mention in mentions.get(_name(place), ()):
            source = sources.get(mention.source_id or "")
            cited.append(_pasted(text, made, stretch, mention, source))
    return cited[:limit]


def _name(place: int) -> str:
    return f"n{place}"


def _read(made: Plain, found: list[Stretch]) -> Bibliography:
    """What the stretches cite, read as the notes of one document: a short form leads back to those before."""
    notes = tuple(
        _as_note(made, stretch, _name(place))
        for place, stretch in enumerate(found)
        if not NUMBERED_NOTE.fullmatch(made.text, stretch.start, stretch.end)
    )
    return find_citations(Document("pasted", "", "text", "", notes=notes))


def _as_note(made: Plain, stretch: Stretch, name: str) -> Note:
    first = bisect_left(made.line_breaks, stretch.start)
    breaks = made.line_breaks[first : bisect_left(made.line_breaks, stretch.end)]
    text = made.text[stretch.start : stretch.end]
    return Note(name, stretch.label, text, line_breaks=tuple(at - stretch.start for at in breaks))


def _note(text: str, made: Plain, stretch: Stretch, label: str) -> Pasted:
    start, end = made.span(stretch.start, stretch.end)
    return Pasted(start, end, text[start:end], "note", f"note {label}", note=label)


def _pasted(text: str, made: Plain, stretch: Stretch, mention: Mention, source: Source | None) -> Pasted:
    start, end = made.span(stretch.start + mention.start, stretch.start + mention.end)
    printed = made.text[stretch.start + mention.start : stretch.start + mention.end]
    kind = _kind(printed, mention, source)
    if kind == "note" and (match := NUMBERED_NOTE.search(printed)):
        return Pasted(start, end, text[start:end], kind, f"note {match['label']}", note=match["label"])
    return Pasted(start, end, text[start:end], kind, _normalized(printed, kind, source), source)


def _kind(printed: str, mention: Mention, source: Source | None) -> str:
    if source is None:
        return "note" if NUMBERED_NOTE.search(printed) else "short form"
    if mention.antecedents:
        return "short form"
    if "case" in source.identifiers:
        return "case"
    named = identifiers(f"{printed} {source.url or ''}")
    if (
        mention.links
        and printed[: mention.links[0].start - mention.start].strip(" <([") == ""
        and not re.search(r"\w", printed[mention.links[0].end - mention.start :])
    ):
        return next(iter(named), "url")
    return next(iter(named)) if named and not re.search(r"\w", without_identifiers(printed)) else "reference"


def _normalized(printed: str, kind: str, source: Source | None) -> str:
    if source is None:
        return printed.strip()
    if kind in source.identifiers:
        return source.identifiers[kind]
    if kind == "url":
        return source.url or printed
    return ", ".join(map(str, filter(None, ("; ".join(source.authors), source.title, source.year))))
