"""Short forms ("ibid.", "op. cit.", "see n. 12 above", "Smith, History, 44") led back to the work they name.

Comes in: the text of a short form and what the notes before it cite (`Memory`). Goes out: an `Antecedent`:
certain where exactly one work is possible, otherwise the candidates. Each short form is one small rule in
`RULES`; the first that recognises the text answers. The shapes stand in `short_forms`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

from search.citations.memory import Antecedent, Cited, Memory, wrote
from search.citations.merge import folded
from search.citations.reference import Reference, are_names, locator
from search.citations.short_forms import (
    AUTHOR,
    AUTHOR_TITLE,
    AUTHOR_YEAR,
    OP_CIT,
    SAME,
    SAME_AND_MORE,
    in_a_numbered_note,
    reported,
    same_author,
)
from search.document import Source

Rule: TypeAlias = Callable[[str, Memory], Antecedent | None]


def resolve(text: str, memory: Memory) -> Antecedent | None:
    """What a short form leads to; None where the text is no short form."""
    for rule in RULES:
        found = rule(text, memory)
        if found is not None:
            return found
    return None


def with_its_author(text: str, memory: Memory) -> str:
    """A reference that names its author by "idem", with the name of the work before it."""
    match = same_author(text)
    before = memory.just_cited()
    source = memory.work(before[-1]) if match and before and not memory.gap else None
    if match is None or source is None or not source.authors:
        return text
    return f"{' and '.join(source.authors)}{match[0]}{match[1]}"


def the_work_named_again(reference: Reference, memory: Memory) -> Antecedent | None:
    """ "Bell. ‘Resisting Commensurability’.": authors and a title, without an imprint."""
    imprint = (reference.year, reference.container, reference.publisher, reference.place)
    if not reference.authors or any(imprint):
        return None
    works = ((cited, memory.work(cited)) for cited in memory.by(" and ".join(reference.authors)))
    found = [cited for cited, work in works if work and _shortens(reference.title, work.title)]
    return memory.one(found, reference.locator) if found else None


# --- the rules -------------------------------------------------------------------------------------------


def the_work_just_cited(text: str, memory: Memory) -> Antecedent | None:
    """ "Ibid.": the work before it in this note, or the only work of the note before, if that is not lost."""
    match = SAME.match(text) or SAME_AND_MORE.match(text)
    return _just_cited(memory, _page(match)) if match else None


def the_work_in_a_numbered_note(text: str, memory: Memory) -> Antecedent | None:
    """ "Smith, supra note 12", "see n. 12 above": that note's work, or the one of it by that author."""
    match = in_a_numbered_note(text)
    if match is None:
        return None
    notes = memory.labels.get(match["label"], [])
    found = [cited for note in notes for cited in memory.of_note(note)]
    if match["author"] and len({cited.source_id for cited in found}) > 1:
        found = [cited for cited in found if _is_by(match["author"], memory.work(cited))]
        found = _titled(match["title"], found, memory)
    return memory.one(found, _page(match)) if found else Antecedent(None, tuple(notes), _page(match))


def the_work_of_an_author(text: str, memory: Memory) -> Antecedent | None:
    """ "Smith, op. cit., p. 44": the only work by Smith so far; without a name, like "ibid."."""
    match = OP_CIT.match(text)
    if match is None:
        return None
    if not match["author"]:
        return _just_cited(memory, _page(match))
    return memory.one(_titled(match["title"], memory.by(match["author"]), memory), _page(match))


def a_case_by_its_report(text: str, memory: Memory) -> Antecedent | None:
    """ "Roe, 410 U.S. at 120": the case cited before that begins in that volume."""
    short = reported(text)
    if short is None:
        return None
    match, volume = short
    found = memory.reported(volume)
    named = [cited for cited in found if match["name"] and _is_by(match["name"], memory.work(cited))]
    return memory.one(named or found, _page(match))


def a_shortened_title(text: str, memory: Memory) -> Antecedent | None:
    """ "Smith, History, 44" where a work by Smith with those words in its title was cited before."""
    match = AUTHOR_TITLE.match(text)
    if match is None or not are_names(match["author"]):
        return None
    works = ((cited, memory.work(cited)) for cited in memory.by(match["author"]))
    found = [cited for cited, work in works if work and _shortens(match["title"], work.title)]
    return memory.one(found, _page(match)) if found else None


def an_author_and_a_year(text: str, memory: Memory) -> Antecedent | None:
    """ "Smith 2019, 44" where a work by Smith of that year was cited before."""
    match = AUTHOR_YEAR.match(text)
    if match is None or not are_names(match["author"]):
        return None
    year = int(match["year"])
    works = ((cited, memory.work(cited)) for cited in memory.by(match["author"]))
    found = [cited for cited, work in works if work and work.year == year]
    return memory.one(found, _page(match)) if found else None


def an_author_alone(text: str, memory: Memory) -> Antecedent | None:
    """ "Smith, 44" where a work by Smith was cited before."""
    match = AUTHOR.match(text)
    if match is None or not _page(match) or not are_names(match["author"]):
        return None
    found = memory.by(match["author"])
    return memory.one(found, _page(match)) if found else None


RULES: tuple[Rule, ...] = (
    the_work_just_cited,
    the_work_in_a_numbered_note,
    the_work_of_an_author,
    a_case_by_its_report,
    a_shortened_title,
    an_author_and_a_year,
    an_author_alone,
)


def _page(match: re.Match[str]) -> str | None:
    page = re.sub(r"^(?:at|and|a)\s", "", match["page"].strip(" ,.;:()"))
    return locator(page) if page else None


def _just_cited(memory: Memory, page: str | None) -> Antecedent:
    if memory.gap and not memory.here:
        return memory.unsure(memory.last, page)
    return memory.one(memory.here[-1:] or memory.last, page)


def _is_by(author: str, source: Source | None) -> bool:
    return source is not None and wrote(author, source)


def _titled(title: str | None, found: Iterable[Cited], memory: Memory) -> list[Cited]:
    """Those whose title has the words given, if there are any; all of them otherwise."""
    found = list(found)
    works = ((cited, memory.work(cited)) for cited in found)
    named = [cited for cited, work in works if title and work and _shortens(title, work.title)]
    return named or found


def _shortens(short: str, title: str) -> bool:
    words = folded(short).split()
    return bool(words) and f" {' '.join(words)} " in f" {folded(title)} "
