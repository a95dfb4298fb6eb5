"""Lists of references, as standards and articles have them, and what is no list of notes at all."""

from __future__ import annotations

from tests.readers.text.test_note_places import labels, links, text

PROSE = "A buoy that drifts off its station is reported to the harbour office within the hour"


def test_the_first_entry_of_a_list_may_be_called_again_after_all_others() -> None:
    document = text(
        f"{PROSE} [1], and marked on the chart [2].",
        "",
        f"{PROSE} [1] by radio [2] and by post [1].",
        "",
        "References",
        "",
        "[1] Reed, Buoys.",
        "[2] Brown, Charts.",
    )
    assert links(document) == [
        ("1", "Reed, Buoys."),
        ("2", "Brown, Charts."),
        ("1", "Reed, Buoys."),
        ("2", "Brown, Charts."),
        ("1", "Reed, Buoys."),
    ]


def test_names_of_any_form_label_entries_several_in_one_pair_of_brackets_too() -> None:
    document = text(
        f"{PROSE} [I-D.harbour-buoys, X.501], as [Unicode] and [802.11] ships do.",
        "",
        "6.1.  Normative References",
        "",
        "   [I-D.harbour-buoys]",
        "              Reed, A., Buoys.",
        "   [X.501]    Brown, Charts.",
        "   [Unicode]  Unicode Consortium, The Standard.",
        "",
        "6.2.  Informative References",
        "",
        "   [802.11]   IEEE, Wireless.",
        "",
        "7.  Authors",
        "",
        "   Harbour Office, Quay 4.",
    )
    assert links(document) == [
        ("I-D.harbour-buoys", "Reed, A., Buoys."),
        ("X.501", "Brown, Charts."),
        ("Unicode", "Unicode Consortium, The Standard."),
        ("802.11", "IEEE, Wireless."),
    ]
    assert document.sections[-1].title == "7. Authors"


def test_numbered_steps_and_sections_are_no_notes() -> None:
    document = text(
        "1. Casting off",
        "",
        f"{PROSE}. There are 2 ways to do it, and 3 to do it wrong.",
        "",
        "1. Take in the fenders, all 4.",
        "2. Let go aft in 10 seconds.",
        "3. Let go forward, see section 1.",
        "",
        "2. Coming alongside",
        "",
        f"{PROSE}; section 2 of 1994 says so.",
    )
    assert document.notes == ()
    assert labels(document) == []


def test_bullets_under_a_heading_that_nothing_calls_are_no_notes() -> None:
    document = text("Notes", "", "* Bring a lamp.", "* Bring a rope.", "", f"{PROSE}.")
    assert document.notes == ()


def test_a_licence_whose_clauses_are_numbered_has_no_notes() -> None:
    document = text(
        "The library lvm2 is free software; a copy of version 2 of its licence stands beside it.",
        "",
        "1. Redistributions of the source must retain this notice.",
        "2. Redistributions in other forms must reproduce it.",
        "3. No name may be used to promote what is derived from it.",
    )
    assert document.notes == ()


def test_what_is_set_between_signs_is_no_note() -> None:
    document = text(f"{PROSE} / harbour.office:**", "", "** End of the notice **", "** Written at 7:23 **")
    assert document.notes == ()


def test_the_numbered_titles_of_a_newsletter_are_no_notes() -> None:
    titles = ["Buoys moved in March", "The new tide tables", "Books received"]
    document = text(
        "Contents",
        "",
        *(f"[{number}] {title}" for number, title in enumerate(titles, 1)),
        *(
            line
            for number, title in enumerate(titles, 1)
            for line in ("", "=" * 60, f"[{number}] {title}", "=" * 60, "", f"{PROSE}, and no later.")
        ),
    )
    assert document.notes == ()
    assert labels(document) == []


def test_a_mark_that_happens_to_begin_a_line_begins_no_note() -> None:
    document = text(
        "1. Introduction",
        "",
        f"{PROSE}, as in the rules of the harbour",
        "[1], and a ship that finds it tells the harbour",
        "[2], whose log is kept.",
        "",
        "2. References",
        "",
        "[1] Reed, Buoys.",
        "[2] Brown, Logs.",
    )
    assert links(document) == [("1", "Reed, Buoys."), ("2", "Brown, Logs.")]


def test_a_mark_before_a_semicolon_or_a_dash_calls_its_note() -> None:
    document = text(
        f"{PROSE}[1]; the log of the _Pharos_[2]; is kept[3] - for a year.",
        "",
        *("[1] Reed, Buoys.", "", "[2] Brown, Logs.", "", "[3] Ibid."),
    )
    assert links(document) == [("1", "Reed, Buoys."), ("2", "Brown, Logs."), ("3", "Ibid.")]


def test_elements_of_arrays_call_no_notes() -> None:
    document = text(
        f"{PROSE}.[1] The buoy's number is read by its first byte:",
        "",
        "if (sig[1] == 0x30) { return sig[1]; }",
        *("", "Notes", "", "[1] Reed, Buoys."),
    )
    assert labels(document) == ["1"]


def test_several_entries_of_a_list_may_stand_on_one_line() -> None:
    document = text(
        f"{PROSE}.[1] It is marked,[2] and seen.[3]",
        "",
        "Notes",
        "",
        "[1] Reed, p. 4. [2] Ibid., p. 9. [3] Brown,",
        "Charts.",
    )
    assert links(document) == [("1", "Reed, p. 4."), ("2", "Ibid., p. 9."), ("3", "Brown, Charts.")]


def test_a_place_in_the_work_stays_in_the_text_where_the_label_before_it_calls() -> None:
    document = text(
        f"{PROSE} [1, p. 380]. It is marked [2, с. 15; 1, § 4].",
        "",
        "References",
        "",
        "[1] Reed, Buoys.",
        "[2] Brown, Charts.",
    )
    assert [label for label, _ in links(document)] == ["1", "2", "1"]
    assert next(document.paragraphs()).text.endswith("hour [p. 380]. It is marked [с. 15; § 4].")


def test_tags_lists_and_tables_of_code_call_nothing_and_are_no_list() -> None:
    code = (
        "   buoy  ::= SEQUENCE {",
        "         name   [1] INTEGER,",
        "         light  [2] IMPLICIT OCTET STRING",
        "   }",
        "",
        "   buoys = {'a': [1], 'b': [2]}",
        "",
        "   [ 1] .interp PROGBITS",
        "   [ 2] .text PROGBITS",
    )
    document = text(f"{PROSE}.", "", *code)
    assert (document.notes, labels(document)) == ((), [])
    document = text(f"{PROSE} [1].", "", *code, "", "References", "", "[1] Reed, Buoys.", "[2] Brown.")
    assert labels(document) == ["1"]
