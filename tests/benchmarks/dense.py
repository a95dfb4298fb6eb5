"""A document as dense with notes as any law review, written by chance: Markdown out, the same every time.

Every sentence is called a note of; every note cites a work with a long title at a long URL, and may say more.
"""

from __future__ import annotations

import random

ENGLISH = (
    "harbour granite council statute liability carriage merchant convention tribunal damages insurance "
    "tonnage northern southern federal maritime commerce doctrine reasoning appeal contract vessel charter "
    "owner cargo delay freight customs treaty trade"
)
ARABIC = (
    "التجارة والتنمية الاقتصادية بين الدول العربية والاتحاد الأوروبي في مجال الصناعة والزراعة والنقل البحري "
    "والاستثمار المباشر"
)
AUTHORS = ["Smith", "Jones", "Brown", "Taylor", "Evans", "Walker"]


def law_review(passages: int, notes: int, *, said: int = 0, works: int = 1, words: str = ENGLISH) -> str:
    """A document of chapters of ten passages.

    Args:
        notes: a passage.
        said: words in each note beside what it cites.
        works: cited in each note.
        words: to write with; the first stands in every sentence.
    """
    writer = _Writer(words.split(), said, works)
    lines = ["---", f"title: {writer.text(9)}", "---", ""]
    for passage in range(passages):
        if passage % 10 == 0:
            lines += [f"## {writer.text(18)}", ""]
        first = passage * notes + 1
        lines += [" ".join(writer.sentence(note) for note in range(first, first + notes)), ""]
    lines += [f"[^{note}]: {writer.note(note)}\n" for note in range(1, passages * notes + 1)]
    return "\n".join(lines)


class _Writer:
    def __init__(self, words: list[str], said: int, works: int) -> None:
        self._chance = random.Random(1)
        self._words, self._said, self._works = words, said, works

    def text(self, length: int) -> str:
        return " ".join(self._chance.choices(self._words, k=length)).capitalize()

    def sentence(self, note: int) -> str:
        return f"{self._words[0].capitalize()}, {self.text(8)}.[^{note}]"

    def note(self, label: int) -> str:
        said = f"{self.text(self._said)}. See " if self._said else ""
        return said + "; ".join(self._work(label * self._works + one) for one in range(self._works))

    def _work(self, number: int) -> str:
        author = f"{self._chance.choice(AUTHORS)}{number}, {self._chance.choice('ABCDEF')}."
        path = "-".join(self._chance.choices(ENGLISH.split(), k=12))
        url = f"https://www.reports-{number % 90}.example.org/{path}-{number}.html?session={number}&view=full"
        return f"{author} {self.text(22)}. London: Press, {1950 + number % 70}. P. {number}. URL: {url}"
