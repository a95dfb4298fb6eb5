"""Notes parted into works and short forms, with commentary left outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.citations import find_citations
from search.citations.find import spans
from search.citations.urls import find_links
from search.document import Bibliography, Document, Note
from tests.citations.printed import document, note

JUDT = "Tony Judt, Postwar (London: Vintage, 2010), 5"
ARENDT = "Hannah Arendt, On Violence (New York: Harcourt, 1970), 9"


def parts(printed: str) -> list[str]:
    written = note(printed)
    return [written.text[start:end] for start, end in spans(written.text, find_links(written))]


@pytest.mark.parametrize(
    "between",
    ["; ", "; see also ", ". See also ", ". Cf. ", "; and ", "; but see ", ", quoted in ", "; vgl. auch "],
)
def test_two_works_in_one_note_are_two(between: str) -> None:
    assert parts(f"{JUDT}{between}{ARENDT}") == [JUDT, ARENDT]


@pytest.mark.parametrize(
    "lead",
    [
        "See ",
        "See, e.g., ",
        "Cf. ",
        "For the wider setting, see ",
        "On this point, see also ",
        "Quoted in ",
        "См. также ",
    ],
)
def test_what_leads_to_a_reference_is_no_part_of_it(lead: str) -> None:
    assert parts(f"{lead}{JUDT}.") == [f"{JUDT}."]


def test_prose_before_and_behind_a_reference_is_left_outside() -> None:
    printed = f"This is disputed by many historians. See {JUDT}. The later edition was never translated."
    assert parts(printed) == [f"{JUDT}."]


def test_prose_behind_a_url_is_left_outside() -> None:
    printed = (
        "Statute, https://www.un.org/law/statute (accessed 3 May 2019). The text has since been revised."
    )
    assert parts(printed) == ["Statute, https://www.un.org/law/statute (accessed 3 May 2019)."]


@pytest.mark.parametrize(
    "printed",
    [
        f"Compare {JUDT}, with {ARENDT}",
        f"{JUDT}. For a critique, see {ARENDT}",
        f"On war: {JUDT}; on violence: {ARENDT}".removeprefix("On war: "),
        f"{JUDT}; anders {ARENDT}",
        f"{JUDT}; but cf. {ARENDT}",
    ],
)
def test_words_between_two_works_belong_to_neither(printed: str) -> None:
    assert [part.rstrip(".") for part in parts(printed)] == [JUDT, ARENDT]


def test_an_author_named_behind_a_signal_is_a_work() -> None:
    assert parts("See Smith, History, 12; Jones, Law (1999), 4–5; but cf. Brown") == [
        "Smith, History, 12",
        "Jones, Law (1999), 4–5",
        "Brown",
    ]


def test_a_note_that_only_comments_names_no_work() -> None:
    assert parts("The author thanks the archivists of Brest for their patience.") == []


def test_authors_parted_by_semicolons_stay_with_their_title() -> None:
    printed = "Smith, J.; Brown, C. Trade and peace / J. Smith, C. Brown. - London, 2019. - P. 5."
    assert parts(printed) == [printed]


def test_a_semicolon_inside_brackets_or_quotes_parts_nothing() -> None:
    printed = "Ann Lee, “Peace; or, War,” World Politics 3 (1999): 4."
    assert parts(printed) == [printed]


def test_two_titles_with_a_url_each_are_two_works() -> None:
    first, second = (
        "Trade in 2019. URL: https://mfa.gov.by/a.",
        "Trade in 2020. URL: https://economy.gov.by/b.",
    )
    assert parts(f"{first} {second}") == [first, second]


def test_an_archived_copy_is_the_same_work() -> None:
    bibliography = find_citations(
        document("Trade in 2019, https://mfa.gov.by/a (archived at https://archive.org/b).")
    )
    assert [len(mention.links) for mention in bibliography.mentions] == [2]
    assert bibliography.sources[0].url == "https://mfa.gov.by/a"


def test_mentions_stand_in_the_order_of_the_notes() -> None:
    bibliography = find_citations(document(f"{JUDT}.", f"{ARENDT}; Ibid., 4.", "Ibid."))
    assert [mention.note_id for mention in bibliography.mentions] == ["note-1", "note-2", "note-2", "note-3"]


def test_a_cut_off_url_and_a_rebuilt_one_are_reported_with_their_notes() -> None:
    problems = find_citations(
        document("Trade. - URL: https://www. belta. by/a/", "Oil. - URL: https://www.belta.by/b-")
    ).problems
    assert [(problem.kind.value, problem.note) for problem in problems] == [
        ("repaired-url", "note-1"),
        ("truncated-url", "note-2"),
    ]


def test_an_empty_note_cites_nothing() -> None:
    assert find_citations(document("", "  ")) == Bibliography()


@given(st.lists(st.text(alphabet="AbЖ. ,;:-–/()[]“”\"'01https://www.by#\ufffc", max_size=90), max_size=4))
def test_every_mention_stands_in_its_note_and_names_a_source_or_nothing(texts: list[str]) -> None:
    notes = tuple(Note(f"n{number}", str(number), text) for number, text in enumerate(texts, 1))
    bibliography = find_citations(Document("d", "D", "text", "0" * 64, notes=notes))
    by_id = {item.id: item for item in notes}
    ids = [source.id for source in bibliography.sources]
    assert len(set(ids)) == len(ids)
    for mention in bibliography.mentions:
        assert 0 <= mention.start < mention.end <= len(by_id[mention.note_id].text)
        assert mention.source_id is None or mention.source_id in ids
    assert all(source.title for source in bibliography.sources)
