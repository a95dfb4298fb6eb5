"""Short forms: resolved when exactly one antecedent is possible, otherwise reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.citations import find_citations
from search.citations.short_forms import is_short_form
from search.document import Bibliography, Mention, ProblemKind
from tests.citations.printed import document, linked_note

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


@pytest.mark.parametrize(
    "printed",
    [
        "Ibid. at 7.",
        "Ibid 7.",
        "Ibid, pp. 3-4 and 9.",
        "Ibid., vol. 2, p. 5.",
        "Idem, p. 4.",
        "Id., at 45.",
        "Id.",
        "id. § 3.",
        "Ebd.",
        "Ebda., S. 5.",
        "ebenda, S. 12 f.",
        "Ebd., 14ff.",
        "a. a. O., S. 5.",
        "A.a.O., S. 7",
        "aaO, S. 5",
        "Там же.",
        "Там же, с. 5.",
        "Там само. С. 3.",
        "Ibídem, p. 4.",
        "Ibíd., p. 7.",
        "Ivi, p. 5.",
        "Ibidem, pp. 4-5.",
        "ivi, 45",
        "loc. cit., p. 4",
        "Op. cit., 7",
        "art. cit., p. 3.",
        "op. cité, p. 5.",
        "Judt, op. cit., 44.",
        "Judt, Postwar, op. cit., p. 44.",
        "Judt, art. cit., p. 5",
        "T. Judt, op. cit., p. 6",
        "Judt, cit., p. 5",
        "Judt, Postwar, cit., p. 5",
        "Judt, a.a.O., S. 44",
        "Judt, a. a. O. (Anm. 1), S. 44.",
        "Judt (wie Anm. 1), S. 44.",
        "Wie Anm. 1, S. 5.",
        "wie Anm. 1",
        "Siehe Anm. 1.",
        "S. o. Anm. 1.",
        "Siehe oben Anm. 1, S. 4",
        "Vgl. Anm. 1.",
        "Judt, wie Fn. 1, S. 5",
        "Judt, Postwar (Anm. 1), S. 44.",
        "См. прим. 1.",
        "См. сноску 1.",
        "Judt. Указ. соч. С. 44.",
        "Judt T. Указ. соч. С. 44.",
        "Judt, Указ. соч., с. 3",
        "voir note 1.",
        "Voir supra, note 1, p. 5.",
        "Judt, supra note 1.",
        "Judt, supra, p. 5.",
        "Judt, supra n. 1, at 5",
        "Judt, n. 1 above, p. 7.",
        "See note 1.",
        "see above, note 1",
        "Cf. supra, n. 1",
        "véase nota 1",
        "vid. supra, nota 1",
        "cfr. nota 1",
        "v. supra, nota 1.",
        "Judt, Postwar, 44.",
        "Judt, 44.",
        "Judt 44.",
        "Judt, Postwar, S. 44.",
        "Judt, p. 44.",
        "Tony Judt, Postwar, 44",
        "Judt (2010), 44.",
        "Judt 2010, 44",
        "Judt, “Postwar,” 44.",
        "Judt: Postwar, S. 44.",
        "Judt (wie Anm. 1) 44",
        "Judt, Postwar, p. 44 n. 3.",
        "Judt, Postwar.",
        "See Judt, Postwar, 44–46.",
        "Judt, above n 1, 20.",
        "Above note 1.",
        "Judt (n 1).",
        "Judt, loc. cit., p. 4",
        "Judt, ob. cit., p. 4",
        "Judt, o.c., p. 4",
        "Judt, op.cit. p. 4",
        "Judt. Op. cit. P. 4.",
        "Judt, work cited, 5",
        "note 1, supra",
        "Ibid., n. 4.",
    ],
)
def test_a_short_form_of_many_languages_is_led_back(printed: str) -> None:
    mention, title, bibliography = last(JUDT, printed)
    assert (title, mention.antecedents, len(bibliography.sources)) == ("Postwar", ("note-1",), 1)


@pytest.mark.parametrize(
    "printed",
    [
        "Idem, Reappraisals (London: Heinemann, 2008), 4.",
        "Ders.: Reappraisals. Heinemann, London 2008, S. 4.",
        "———, Reappraisals (London: Heinemann, 2008), 4.",
    ],
)
def test_idem_and_another_title_is_another_work_by_its_author(printed: str) -> None:
    mention, title, bibliography = last(JUDT, printed)
    assert (title, bibliography.sources[-1].authors) == ("Reappraisals", ("Tony Judt",))
    assert mention.source_id != bibliography.mentions[0].source_id


def test_idem_after_a_missing_note_inherits_no_author() -> None:
    _, _, bibliography = last(("11", JUDT), ("13", "Idem, Reappraisals (London: Heinemann, 2008), 4."))
    assert bibliography.sources[-1].authors != ("Tony Judt",)


ROE = "Roe v. Wade, 410 U. S. 113, 116 (1973)."


@pytest.mark.parametrize(
    ("printed", "locator"),
    [
        ("Roe, 410 U. S., at 120.", "120"),
        ("410 U.S. at 120–121", "120–121"),
        ("Roe, supra, at 120.", "120"),
        ("Roe, supra note 1, at 120.", "120"),
        ("See Wade, supra, at 5.", "5"),
        ("Id., at 120, n. 5.", "120, n. 5"),
    ],
)
def test_a_case_is_led_back_by_its_report_or_its_party(printed: str, locator: str) -> None:
    mention, title, _ = last(ROE, printed)
    assert (title, mention.locator) == ("Roe v. Wade", locator)


def test_two_cases_in_one_volume_are_candidates() -> None:
    other = "Doe v. Bolton, 410 U.S. 179 (1973)."
    mention, _, _ = last(ROE, other, "410 U.S. at 185.")
    assert (mention.source_id, mention.antecedents) == (None, ("note-2", "note-1"))
    assert last(ROE, other, "Doe, 410 U.S. at 185.")[1] == "Doe v. Bolton"


@pytest.mark.parametrize("printed", ["See note 40 below.", "Infra note 3.", "Siehe unten, Anm. 12."])
def test_what_only_sends_the_reader_on_cites_nothing(printed: str) -> None:
    _, _, bibliography = last(JUDT, printed)
    assert [mention.note_id for mention in bibliography.mentions] == ["note-1"]


def test_a_short_form_with_a_hyperlink_is_led_back_and_keeps_the_link() -> None:
    notes = (*document(JUDT).notes, linked_note("Ibid., [p. 7](https://books.example.org/7).", "2"))
    bibliography = find_citations(replace(document(JUDT), notes=notes))
    first, second = bibliography.mentions
    assert second.source_id == first.source_id
    assert [link.url for link in second.links] == ["https://books.example.org/7"]


def test_a_chain_of_a_thousand_ibids_is_bounded_and_ends_at_the_work() -> None:
    mention, title, _ = last(JUDT, *["Ibid."] * 1_000)
    assert (title, mention.antecedents[0], mention.antecedents[-1]) == ("Postwar", "note-1000", "note-1")
    assert len(mention.antecedents) <= 32


@pytest.mark.parametrize(
    ("printed", "locator"),
    [
        ("Ibid, 41. Emphasis in original.", "41"),
        ("Ibid., 12 (emphasis added).", "12"),
        ("Ibid., 447–50, with reference to the letters of 1951.", "447–50"),
        ("Ibid. The list of members has not been kept since.", None),
        ("Ibid., annex 2.", None),
        ("Ebd., S. 14, mit Hinweisen auf die ältere Literatur.", "S. 14"),
        ("Там же. С. 7. Курсив наш.", "С. 7"),
    ],
)
def test_a_remark_behind_ibid_makes_no_work_of_it(printed: str, locator: str | None) -> None:
    mention, title, bibliography = last(JUDT, printed)
    assert (title, mention.locator, mention.antecedents) == ("Postwar", locator, ("note-1",))
    assert len(bibliography.sources) == 1


BELL = (
    "Kirsten Bell, “Resisting Commensurability: Against Informed Consent as an Anthropological Virtue,” "
    "American Anthropologist 116, no. 3 (2014): 511–22."
)


@pytest.mark.parametrize(
    "printed",
    [
        "Kirsten Bell. ‘Resisting Commensurability: Against Informed Consent as an Anthropological Virtue’.",
        "Bell, “Resisting Commensurability: Against Informed Consent as an Anthropological Virtue,” p. 514.",
        "See Bell, “Resisting Commensurability.”",
    ],
)
def test_authors_and_a_title_without_an_imprint_are_the_work_cited_before(printed: str) -> None:
    mention, title, bibliography = last(BELL, JUDT, printed)
    assert title is not None
    assert title.startswith("Resisting Commensurability")
    assert mention.antecedents == ("note-1",)
    assert len(bibliography.sources) == 2


def test_three_authors_and_a_title_are_the_work_cited_before() -> None:
    mention, title, _ = last(
        "Eric Clemons, David Croson, and Bruce Weber, “Reengineering Money: The Mondex Stored Value Card,” "
        "Journal of Management 13, no. 2 (1996): 5.",
        JUDT,
        "Clemons, Croson, and Weber, “Reengineering Money”.",
    )
    assert title == "Reengineering Money: The Mondex Stored Value Card"
    assert mention.antecedents == ("note-1",)


def test_the_same_title_with_another_year_is_another_work() -> None:
    mention, _, bibliography = last(JUDT, "Tony Judt, Postwar (Munich: Hanser, 2006), 5.")
    assert mention.antecedents == ()
    assert len(bibliography.sources) == 2


@pytest.mark.parametrize(
    ("text", "is_short"),
    [
        ("Ibidem Press, Annual report, 2019", False),
        ("Ibid. Emphasis added", True),
        ("Ibid see also p. 5", True),
    ],
)
def test_a_publisher_named_ibidem_is_no_short_form(text: str, is_short: bool) -> None:
    assert is_short_form(text) is is_short
