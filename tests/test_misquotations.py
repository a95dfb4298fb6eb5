"""How people misquote, and what an editor expects to be told: each case is looked up as it is pasted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.library import Library
from search.results import Verdict
from search.settings import Settings

TEXT = """# The ferry

The ferry of Dordrecht crossed the river eleven times a day, and nobody paid who carried a letter.[^1] In 1672
the toll was doubled, because “the water had been let in” and the fields were under it. The ferryman kept a
well-organised ledger, in which he wrote the colour of every horse. “They are heedful of the efficient
office,” said he, and recieved two guilders.[^2]

The second ledger begins after the flood. It names forty-one horses, nine cows and a bear.[^3]

[^1]: Smith, J. Ferries. London, 1990. P. 4.
[^2]: Jones, K. Ledgers. Leiden, 2001. https://example.org/ledgers
[^3]: Municipal archive of Dordrecht, inv. 12.
"""
SENTENCE = (
    "The ferry of Dordrecht crossed the river eleven times a day, and nobody paid who carried a letter."
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "ferry.md").write_text(TEXT, encoding="utf-8")
    with Library.open(Settings(f"sqlite:///{folder}/catalogue.db", "memory:")) as library:
        library.index([folder / "ferry.md"])
        yield library


# what was pasted, the verdict, the words that differ (quoted, printed), what the quotation marks itself
CASES: dict[str, tuple[str, Verdict, list[tuple[str, str]], list[str]]] = {
    "as it stands": (SENTENCE, "verbatim", [], []),
    "a word changed": (SENTENCE.replace("river", "Meuse"), "altered", [("Meuse", "river")], []),
    "a number changed": (SENTENCE.replace("eleven", "12"), "altered", [("12", "eleven")], []),
    "a word left out": (SENTENCE.replace(" a day", ""), "altered", [("", "a day")], []),
    "a word put in": (SENTENCE.replace("nobody", "surely nobody"), "altered", [("surely", "")], []),
    "a negation lost": (
        "It names not forty-one horses, nine cows and a bear.", "altered", [("not", "")], [],
    ),
    "clauses swapped": (
        "It names nine cows, forty-one horses and a bear.", "altered",
        [("nine cows", ""), ("", "nine cows")], [],
    ),
    "an ellipsis": (SENTENCE.replace("eleven times a day, and ", "… "), "verbatim", [], ["omission"]),
    "an ellipsis in brackets": (
        SENTENCE.replace("crossed the river eleven times a day", "[. . .]"), "verbatim", [], ["omission"],
    ),
    "a capital changed": ("[N]obody paid who carried a letter.", "verbatim", [], ["capital"]),
    "words explained": (
        "In 1672 [the year of disaster] the toll was doubled", "verbatim", [], ["insertion"],
    ),
    "a word replaced in brackets": (
        "The [boat] of Dordrecht crossed the river eleven times a day", "verbatim", [], ["insertion"],
    ),
    "sic": ("said he, and recieved [sic] two guilders.", "verbatim", [], ["sic"]),
    "a misspelling mended": (
        "said he, and received two guilders.", "altered", [("received", "recieved")], [],
    ),
    "another spelling": (
        "he wrote the color of every horse", "altered", [("color", "colour")], [],
    ),
    "other quotation marks": (
        '"because \'the water had been let in\' and the fields were under it"', "verbatim", [], [],
    ),
    "ligatures": ("“They are heedful of the eﬃcient oﬃce,” said he", "verbatim", [], []),
    "a hyphen at a line's end": (
        "The ferryman kept a well-orga-\nnised ledger, in which he wrote", "verbatim", [], [],
    ),
    "soft hyphens": ("The ferry\u00adman kept a well-organ\u00adised ledger", "verbatim", [], []),
    "a mark copied along": (SENTENCE.replace("letter.", "letter.1"), "verbatim", [], []),
    "a mark in brackets": (SENTENCE + "[1]", "verbatim", [], []),
    "capitals": (SENTENCE.upper(), "verbatim", [], []),
    "spaces lost and gained": (SENTENCE.replace(", and", " , and").replace(" ", "  "), "verbatim", [], []),
    "two sentences": (
        "and nobody paid who carried a letter. In 1672 the toll was doubled", "verbatim", [], [],
    ),
    "another dash": ("It names forty–one horses, nine cows and a bear.", "verbatim", [], []),
    "an omission and a change": (
        "The ferry … crossed the canal eleven times a day", "altered", [("canal", "river")], ["omission"],
    ),
    "from elsewhere": ("The museum in Lima shows three llamas and a jar of jam", "not found", [], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_quotation_is_judged_as_an_editor_would(library: Library, case: str) -> None:
    quote, verdict, differing, conventions = CASES[case]
    looked_up = library.cite(quote=quote)
    assert looked_up.verdict == verdict
    if verdict == "not found":
        return
    found = looked_up[0]
    assert found.passage
    assert found.comparison
    told = [
        (quote[slice(*one.quoted)], found.passage.text[slice(*one.printed)])
        for one in found.comparison.differences
    ]
    assert told == differing
    assert list(found.comparison.conventions) == conventions


def test_a_quotation_over_two_paragraphs_is_found_in_both(library: Library) -> None:
    quote = "said he, and recieved two guilders. The second ledger begins after the flood."
    checked = library.check(quote)
    assert [one.lookup.verdict for one in checked.sentences] == ["verbatim", "verbatim"]
