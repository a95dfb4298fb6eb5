"""What the notes so far cite, so that a short form can be led back: by note, by author, by reporter.

Comes in: each work as a note cites it. Goes out: the citations that a short form may stand for. Of each work
only the nearest citation is kept, so that a book of ten thousand notes is read in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from search.citations.merge import family_name, folded
from search.document import Source

CHAIN = 32  # notes in a chain: after ten thousand times "ibid." all chains together would fill the memory
WORKS = 500  # of one author that are looked at, the nearest: more would make an author's bibliography slow
_INITIALS_BEHIND = re.compile(r"(?<=\w\w)(?:\s[^\W\d_a-zа-яё]\.?)+$")


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
    place: int = 0


@dataclass
class Memory:
    """What the notes so far cite.

    Attributes:
        get, final: the source of an id, and the id under which a source stands now.
        here: the works of the note being read, before the short form.
        last: those of the note before it; `gap` is True where that note is not certain to be the one before.
        labels: label -> notes.
    """

    get: Callable[[str], Source]
    final: Callable[[str], str]
    here: list[Cited] = field(default_factory=list)
    last: list[Cited] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    gap: bool = False
    _count: int = 0
    _notes: dict[str, list[Cited]] = field(default_factory=dict)
    _names: dict[str, dict[str, Cited]] = field(default_factory=dict)  # family name -> work -> nearest
    _volumes: dict[str, dict[str, Cited]] = field(default_factory=dict)  # "410 U.S." -> work -> nearest

    def remember(self, note_id: str, source_id: str | None, through: tuple[str, ...] = ()) -> None:
        """A work that the note being read cites, or a short form in it."""
        self._count += 1
        cited = Cited(note_id, source_id, through, self._count)
        self.here.append(cited)
        self._notes.setdefault(note_id, []).append(cited)
        work = self.work(cited)
        if work is None:
            return
        for name in names_of(work):
            _put_last(self._names.setdefault(name, {}), work.id, cited)
        if "case" in work.identifiers:
            volume = work.identifiers["case"].rpartition(" ")[0]
            _put_last(self._volumes.setdefault(volume, {}), work.id, cited)

    def close_note(self) -> None:
        """The note being read is now the one before."""
        self.last, self.here = self.here, []

    def work(self, cited: Cited) -> Source | None:
        return self.get(cited.source_id) if cited.source_id else None

    def just_cited(self) -> list[Cited]:
        """The works of this note before the short form, or else those of the note before."""
        return self.here or self.last

    def of_note(self, note_id: str) -> list[Cited]:
        return self._notes.get(note_id, [])

    def by(self, printed: str) -> list[Cited]:
        """The nearest citation of each work by an author, or authors, named in a short form."""
        names = _given(printed)
        found = [self._names.get(name, {}) for name in names]
        first = min(found, key=len) if found else {}
        nearest = islice(reversed(first.items()), WORKS)
        kept = [cited for work, cited in nearest if all(work in works for works in found)]
        return sorted(kept, key=lambda cited: cited.place)

    def reported(self, volume: str) -> list[Cited]:
        """The nearest citation of each case in a volume of a reporter."""
        return sorted(self._volumes.get(volume, {}).values(), key=lambda cited: cited.place)

    def one(self, found: list[Cited], page: str | None) -> Antecedent:
        """Certain where all that was found is one work."""
        works = {self.final(cited.source_id) if cited.source_id else None for cited in found}
        if len(works) != 1 or None in works:
            return self.unsure(found, page)
        chain = (found[-1].note_id, *found[-1].through)
        kept = chain if len(chain) <= CHAIN else (*chain[: CHAIN - 1], chain[-1])
        return Antecedent(works.pop(), kept, page)

    def unsure(self, found: list[Cited], page: str | None) -> Antecedent:
        """The notes that a short form may stand for, nearest first."""
        return Antecedent(None, tuple(dict.fromkeys(cited.note_id for cited in found[::-1])), page)


def wrote(printed: str, source: Source) -> bool:
    """Whether the name given is the family name, or the whole name, of one of the authors."""
    return _given(printed) <= set(names_of(source))


def names_of(source: Source) -> Iterator[str]:
    """What a short form may call the authors of a work by, and a case by its parties."""
    yield from map(family_name, source.authors)
    if source.type == "case":
        for party in re.split(r"\sv\.?\s", source.title):
            words = folded(party).split() or [""]
            yield from dict.fromkeys((" ".join(words), words[0], words[-1]))


def _given(printed: str) -> set[str]:
    names = re.split(r"\s(?:and|&|und|et|y|e|и)\s|/", printed.strip(" ,."))
    return {family_name(_INITIALS_BEHIND.sub("", name)) for name in names}


def _put_last(nearest: dict[str, Cited], work: str, cited: Cited) -> None:
    nearest.pop(work, None)
    nearest[work] = cited
