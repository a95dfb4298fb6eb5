"""Texts with two systems of notes: footnotes, and a list of works that is called otherwise."""

from __future__ import annotations

from search.document import ProblemKind
from tests.readers.text.test_note_places import links, text

PROSE = "A buoy that drifts off its station is reported to the harbour office within the hour"
REFERENCES = ("References", "", "[1] Reed, Buoys.", "[2] Brown, Charts.")


def test_footnotes_and_a_list_of_references_are_both_linked() -> None:
    document = text(
        f"{PROSE}.¹ It is marked on the chart [2].",
        "",
        f"{PROSE} [1].²",
        "",
        "¹ By radio.",
        "² By post.",
        "",
        *REFERENCES,
    )
    assert links(document) == [
        ("1", "By radio."),
        ("2", "Brown, Charts."),
        ("1", "Reed, Buoys."),
        ("2", "By post."),
    ]


def test_the_convention_names_both_systems() -> None:
    document = text(f"{PROSE}.* It is marked [1, 2].", "", "* By radio.", "", *REFERENCES)
    assert document.convention == (
        "notes under a heading, labelled like “[1]”; and notes at the end, labelled like “*”"
    )


def test_a_missing_note_is_not_answered_by_the_other_system() -> None:
    document = text(
        f"{PROSE}.¹ It is marked on the chart [1], and there [2] and [4].",
        "",
        f"{PROSE}.² It is marked again.³ And once more.",
        "",
        "¹ By radio.",
        "² By post.",
        "³ By hand.",
        "⁴ By flag.",
        "",
        *REFERENCES,
    )
    missing = [p.message for p in document.problems if p.kind == ProblemKind.MISSING_NOTE]
    assert missing == ["Note 4 is missing from the document."]
    orphans = [p.note for p in document.problems if p.kind == ProblemKind.ORPHAN_NOTE]
    assert orphans == ["note-4"]


def test_names_are_called_beside_the_notes_of_the_page() -> None:
    document = text(
        f"{PROSE}.1 It is marked on the chart [Brown04].",
        "",
        f"{PROSE} [Reed99].2",
        "",
        "1 By radio, which every harbour has.",
        "2 By post, where there is no radio.",
        "\fReferences",
        "",
        "[Brown04] Brown, Charts.",
        "",
        "[Reed99] Reed, Buoys.",
    )
    assert [label for label, _ in links(document)] == ["1", "Brown04", "Reed99", "2"]


def test_steps_in_a_text_with_notes_are_no_second_system() -> None:
    document = text(
        f"{PROSE} [1]. There are two ways (1) and (2) to do it.",
        "",
        "(1) Take in the fenders.",
        "(2) Let go aft, as in step (1).",
        "",
        *REFERENCES,
    )
    assert [note.text for note in document.notes] == ["Reed, Buoys.", "Brown, Charts."]
