"""Short forms: resolved when exactly one antecedent is possible, otherwise reported."""

from __future__ import annotations

import pytest

from search.citations import find_citations
from search.document import Bibliography, Mention, ProblemKind
from tests.citations.printed import document

JUDT = "Tony Judt, Postwar (London: Vintage, 2010), 5."
ARENDT = "Hannah Arendt, On Violence (New York: Harcourt, 1970), 9."
CRISES = "Hannah Arendt, Crises of the Republic (New York: Harcourt, 1972), 3."


def last(*notes: str | tuple[str, str]) -> tuple[Mention, str | None, Bibliography]:
    """The last mention of a document with these notes, and the title of its source."""
    bibliography = find_citations(document(*notes))
    mention = bibliography.mentions[-1]
    titles = {source.id: source.title for source in bibliography.sources}
    return mention, titles.get(mention.source_id or ""), bibliography


@pytest.mark.parametrize(
    ("printed", "locator"),
    [
        ("Ibid.", None),
        ("Ibid., 7.", "7"),
        ("Ibid., p. 7", "p. 7"),
        ("ibidem", None),
        ("Ib., pp. 3–4.", "pp. 3–4"),
        ("Id. at 45.", "45"),
        ("See ibid., 12.", "12"),
        ("Ebd., S. 14.", "S. 14"),
        ("Ebenda.", None),
        ("Там же. С. 7.", "С. 7"),
        ("Loc. cit.", None),
        ("Op. cit., p. 5.", "p. 5"),
    ],
)
def test_the_same_work_again(printed: str, locator: str | None) -> None:
    mention, title, _ = last(JUDT, printed)
    assert (title, mention.locator, mention.antecedents) == ("Postwar", locator, ("note-1",))


def test_ibid_leads_back_through_every_ibid() -> None:
    mention, title, _ = last(JUDT, "Ibid., 7.", "Ibid., 8.")
    assert (title, mention.antecedents) == ("Postwar", ("note-2", "note-1"))


def test_ibid_after_two_sources_is_left_unresolved_and_reported() -> None:
    mention, _, bibliography = last(f"{JUDT[:-1]}; {ARENDT}", "Ibid., 7.")
    assert (mention.source_id, mention.antecedents) == (None, ("note-1",))
    assert [problem.kind for problem in bibliography.problems] == [ProblemKind.AMBIGUOUS_SHORT_FORM]


def test_ibid_after_a_missing_note_is_left_unresolved() -> None:
    mention, _, _ = last(("11", JUDT), ("13", "Ibid."))
    assert (mention.source_id, mention.antecedents) == (None, ("note-11",))


def test_ibid_in_the_first_note_has_no_antecedent() -> None:
    mention, _, bibliography = last("Ibid., 3.")
    assert (mention.source_id, mention.antecedents) == (None, ())
    assert "no work before it fits" in bibliography.problems[0].message


def test_ibid_after_an_unresolved_ibid_is_unresolved() -> None:
    mention, _, _ = last(f"{JUDT[:-1]}; {ARENDT}", "Ibid.", "Ibid.")
    assert mention.source_id is None


def test_ibid_after_a_note_without_a_work_is_left_unresolved() -> None:
    mention, _, _ = last(JUDT, "The author thanks the archivists of Brest for their patience.", "Ibid.")
    assert mention.source_id is None


def test_ibid_inside_a_note_is_the_work_before_it() -> None:
    mention, title, _ = last(ARENDT, f"{JUDT[:-1]}; ibid., 7.")
    assert (title, mention.locator, mention.antecedents) == ("Postwar", "7", ("note-2",))


def test_ibid_after_one_work_cited_twice_in_one_note_is_certain() -> None:
    _, title, _ = last(f"{JUDT[:-1]}; ibid., 7.", "Ibid., 8.")
    assert title == "Postwar"


@pytest.mark.parametrize(
    "printed",
    [
        "Judt, op. cit., p. 44.",
        "Judt, Op. cit. P. 44",
        "Judt, a. a. O., S. 44.",
        "Judt, указ. соч., с. 44.",
        "Judt, loc. cit.",
    ],
)
def test_an_author_with_one_work_is_enough(printed: str) -> None:
    mention, title, _ = last(JUDT, ARENDT, printed)
    assert (title, mention.antecedents) == ("Postwar", ("note-1",))


def test_op_cit_of_an_author_of_two_works_is_left_unresolved_with_both() -> None:
    mention, _, _ = last(CRISES, ARENDT, JUDT, "Arendt, op. cit., p. 44.")
    assert (mention.source_id, set(mention.antecedents)) == (None, {"note-1", "note-2"})


@pytest.mark.parametrize(
    "printed",
    [
        "Supra note 1, at 20.",
        "Judt, supra note 1, at 20.",
        "See n. 1 above.",
        "See note 1 above, p. 20.",
        "Judt (n 1) 20.",
        "Siehe oben, Anm. 1.",
        "Above, n. 1.",
    ],
)
def test_a_note_named_by_its_number(printed: str) -> None:
    mention, title, _ = last(JUDT, ARENDT, printed)
    assert (title, mention.antecedents) == ("Postwar", ("note-1",))


def test_a_numbered_note_with_two_works_needs_the_author() -> None:
    both = f"{JUDT[:-1]}; {ARENDT}"
    assert last(both, "Supra note 1.")[1] is None
    assert last(both, "Arendt, supra note 1, at 12.")[1] == "On Violence"


def test_a_label_that_repeats_is_ambiguous() -> None:
    mention, _, _ = last(("1", JUDT), ("1", ARENDT), ("2", "Supra note 1."))
    assert mention.source_id is None


def test_an_author_and_a_short_title() -> None:
    mention, title, bibliography = last(CRISES, ARENDT, "Arendt, Violence, 44.")
    assert (title, mention.locator, len(bibliography.sources)) == ("On Violence", "44", 2)


@pytest.mark.parametrize(
    "printed", ["Judt 2010, 44.", "Judt (2010), p. 44", "(Judt, 2010, p. 44)", "Judt 2010: 44"]
)
def test_an_author_and_a_year(printed: str) -> None:
    mention, title, _ = last(JUDT, ARENDT, printed)
    assert (title, str(mention.locator)[-2:]) == ("Postwar", "44")


def test_a_short_title_that_was_never_cited_in_full_is_a_work() -> None:
    mention, title, bibliography = last(JUDT, "Braudel, Mediterranean, 44.")
    assert mention.source_id is not None
    assert len(bibliography.sources) == 2
    assert title


def test_a_work_whose_title_begins_like_a_short_form_is_a_work() -> None:
    _, title, _ = last(JUDT, "Ann Lee, Ibidem and Other Poems (London: Faber, 1999), 4.")
    assert title == "Ibidem and Other Poems"
