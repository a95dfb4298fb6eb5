"""Short forms ("ibid.", "op. cit.", "see n. 12 above", "Smith, History, 44") led back to the work they name.

Comes in: the text of a short form and what the notes before it cite (`Memory`). Goes out: an `Antecedent`:
certain where exactly one work is possible, otherwise the candidates. Each short form is one small rule in
`RULES`; the first that recognises the text answers.

    >>> is_short_form("Ibid., p. 45."), is_short_form("Ibidem Press, Annual report, 2019")
    (True, False)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from search.citations.merge import family_name, folded
from search.citations.reference import CAPITAL, LOCATOR, YEAR, are_names, locator
from search.document import Source

_LEAD = r"(?:(?:see|see also|cf\.|compare|vgl\.|siehe|s\.|см\.)\s+)?"
_PAGE = rf"(?P<page>(?:[\s,.;:(]+(?:at\s|and\s)?(?:{LOCATOR}|\d[\d\s,–-]*(?:ff?\.?)?))*)"
_END = r"[\s.)]*$"
_SAME = re.compile(
    rf"{_LEAD}(?:ibid(?:em)?|ib|id|idem|ebd|ebenda|loc\.?\s?cit|l\.\s?c|там же|тамсама|ibíd"
    rf"|ivi)\b\.?{_PAGE}{_END}",
    re.IGNORECASE,
)
_WORK_CITED = (
    r"(?:op\.?\s?cit|loc\.?\s?cit|a\.\s?a\.\s?o|ob\.?\s?cit|cit|указ\.?\s?соч|цит\.?\s?соч"
    r"|назв\.?\s?соч)\b\.?"
)
_OP_CIT = re.compile(
    rf"{_LEAD}(?P<author>[^,\d]{{2,60}}?)??[,.]?\s*{_WORK_CITED}{_PAGE}{_END}", re.IGNORECASE
)
_NOTE = r"(?:footnotes?|notes?|nn?|fn|anm|fußnote|сн|сноск\w|прим\w*)\.?\s?(?P<label>\d+|[*†‡]+)"
_BY = (
    r"(?:(?P<author>[^,\d(]{2,60}?)(?:,\s*|\s+)"
    r"(?:(?P<title>[“\"‘«][^”\"’»]+[”\"’»]|[^,\d(]{2,60}(?=,))(?:,\s*|\s+))?)?"
)
_SUPRA = tuple(
    re.compile(rf"{_LEAD}{_BY}\(?{form}\)?{_PAGE}{_END}", re.IGNORECASE)
    for form in (
        rf"supra,?\s?(?:at\s)?{_NOTE}",
        rf"{_NOTE},?\s(?:above|supra|oben|выше)",
        rf"(?:above|oben),?\s{_NOTE}",
        rf"\({_NOTE}\)",
    )
)
_AUTHOR_TITLE = re.compile(
    rf"{_LEAD}(?P<author>[{CAPITAL}][^,:“\"«‘\d(]{{1,60}}?)[,:]\s*[“\"‘«]?"
    rf"(?P<title>[^,“”\"«»\d(]{{3,80}}?)[,.]?[”\"’»]?{_PAGE}{_END}"
)
_AUTHOR_YEAR = re.compile(
    rf"\(?{_LEAD}(?P<author>[{CAPITAL}][^,:“\"«‘\d(]{{1,60}}?),?\s\(?(?P<year>{YEAR})\)?:?{_PAGE}{_END}"
)
_AUTHOR = re.compile(rf"{_LEAD}(?P<author>[{CAPITAL}][^,:“\"«‘\d(]{{1,60}}?){_PAGE}{_END}")


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What a short form leads to.

    Attributes:
        source_id: the work; None where it is not certain.
        notes: the notes that it leads back through, nearest first; without a work, the candidates.
        locator: the place that the short form itself names.
    """

    source_id: str | None
    notes: tuple[str, ...] = ()
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """One work as a note before cites it; `source_id` is None for a short form left unresolved."""

    note_id: str
    source_id: str | None
    through: tuple[str, ...] = ()


@dataclass
class Memory:
    """What the notes so far cite, in order.

    Attributes:
        here: the works of the note being read, before the short form.
        last: those of the note before it; `gap` is True where that note is not certain to be the one before.
        labels: label -> notes; the sources by id give authors and titles.
    """

    sources: Callable[[], tuple[Source, ...]]
    final: Callable[[str], str]
    cited: list[Cited] = field(default_factory=list)
    here: list[Cited] = field(default_factory=list)
    last: list[Cited] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    gap: bool = False

    def of_note(self, note_id: str) -> list[Cited]:
        return [cited for cited in (*self.cited, *self.here) if cited.note_id == note_id]

    def of_source(self, source: Source) -> list[Cited]:
        return [
            item
            for item in (*self.cited, *self.here)
            if item.source_id and self.final(item.source_id) == source.id
        ]

    def one(self, found: list[Cited], page: str | None) -> Antecedent:
        """Certain where all that was found is one work."""
        works = {self.final(cited.source_id) if cited.source_id else None for cited in found}
        nearest = found[::-1]
        if len(works) == 1 and None not in works:
            return Antecedent(works.pop(), (nearest[0].note_id, *nearest[0].through), page)
        return Antecedent(None, tuple(dict.fromkeys(cited.note_id for cited in nearest)), page)


Rule: TypeAlias = Callable[[str, Memory], Antecedent | None]


def resolve(text: str, memory: Memory) -> Antecedent | None:
    """What a short form leads to; None where the text is no short form."""
    for rule in RULES:
        found = rule(text, memory)
        if found is not None:
            return found
    return None


def is_short_form(text: str) -> bool:
    """Whether a text is a short form by its own words ("ibid."), whatever was cited before."""
    return any(pattern.match(text) for pattern in (_SAME, _OP_CIT, *_SUPRA))


def may_be_short_form(text: str) -> bool:
    """Whether a text has the shape of "Smith, History, 44": short only if such a work was cited before."""
    for pattern in (_AUTHOR_TITLE, _AUTHOR):
        match = pattern.match(text)
        if match and match["page"].strip(" .,") and are_names(match["author"]):
            return True
    return False


# --- the rules -------------------------------------------------------------------------------------------


def the_work_just_cited(text: str, memory: Memory) -> Antecedent | None:
    """ "Ibid.": the work before it in this note, or the only work of the note before, if that is not lost."""
    match = _SAME.match(text)
    return _just_cited(memory, _page(match)) if match else None


def the_work_in_a_numbered_note(text: str, memory: Memory) -> Antecedent | None:
    """ "Smith, supra note 12", "see n. 12 above": that note's work, or the one of it by that author."""
    match = next(filter(None, (pattern.match(text) for pattern in _SUPRA)), None)
    if match is None:
        return None
    notes = memory.labels.get(match["label"], [])
    found = [cited for note in notes for cited in memory.of_note(note)]
    if match["author"] and len({cited.source_id for cited in found}) > 1:
        found = [cited for cited in found if _is_by(match["author"], cited, memory)]
    return memory.one(found, _page(match)) if found else Antecedent(None, tuple(notes), _page(match))


def the_work_of_an_author(text: str, memory: Memory) -> Antecedent | None:
    """ "Smith, op. cit., p. 44": the only work by Smith so far; without a name, like "ibid."."""
    match = _OP_CIT.match(text)
    if match is None:
        return None
    if not match["author"]:
        return _just_cited(memory, _page(match))
    found = [
        cited
        for source in memory.sources()
        if _wrote(match["author"], source)
        for cited in memory.of_source(source)
    ]
    return memory.one(found, _page(match))


def a_shortened_title(text: str, memory: Memory) -> Antecedent | None:
    """ "Smith, History, 44" where a work by Smith with those words in its title was cited before."""
    match = _AUTHOR_TITLE.match(text)
    if match is None or not are_names(match["author"]):
        return None
    found = [
        cited
        for source in memory.sources()
        if _wrote(match["author"], source) and _shortens(match["title"], source.title)
        for cited in memory.of_source(source)
    ]
    return memory.one(found, _page(match)) if found else None


def an_author_alone(text: str, memory: Memory) -> Antecedent | None:
    """ "Smith, 44" where a work by Smith was cited before."""
    match = _AUTHOR.match(text)
    if match is None or not _page(match) or not are_names(match["author"]):
        return None
    found = [
        cited
        for source in memory.sources()
        if _wrote(match["author"], source)
        for cited in memory.of_source(source)
    ]
    return memory.one(found, _page(match)) if found else None


def an_author_and_a_year(text: str, memory: Memory) -> Antecedent | None:
    """ "Smith 2019, 44" where a work by Smith of that year was cited before."""
    match = _AUTHOR_YEAR.match(text)
    if match is None or not are_names(match["author"]):
        return None
    year = int(match["year"])
    found = [
        cited
        for source in memory.sources()
        if source.year == year and _wrote(match["author"], source)
        for cited in memory.of_source(source)
    ]
    return memory.one(found, _page(match)) if found else None


RULES: tuple[Rule, ...] = (
    the_work_just_cited,
    the_work_in_a_numbered_note,
    the_work_of_an_author,
    a_shortened_title,
    an_author_alone,
    an_author_and_a_year,
)


def _page(match: re.Match[str]) -> str | None:
    page = re.sub(r"^(?:at|and)\s", "", match["page"].strip(" ,.;:()"))
    return locator(page) if page else None


def _just_cited(memory: Memory, page: str | None) -> Antecedent:
    if memory.here:
        return memory.one(memory.here[-1:], page)
    if memory.gap:
        return Antecedent(None, tuple(dict.fromkeys(cited.note_id for cited in memory.last)), page)
    return memory.one(memory.last, page)


def _wrote(printed: str, source: Source) -> bool:
    """Whether the name given is the family name, or the whole name, of one of the authors."""
    given = {family_name(name) for name in re.split(r"\s(?:and|&|und|и)\s", printed.strip(" ,."))}
    return bool(source.authors) and given <= {family_name(author) for author in source.authors}


def _is_by(author: str, cited: Cited, memory: Memory) -> bool:
    return any(_wrote(author, source) and cited in memory.of_source(source) for source in memory.sources())


def _shortens(short: str, title: str) -> bool:
    words = folded(short).split()
    return bool(words) and f" {' '.join(words)} " in f" {folded(title)} "
