"""Notes at the feet of pages as extractors leave them: labels glued, alone, or below."""

from __future__ import annotations

from search.document import Document
from search.notes import link_notes
from search.readers.text import read

FIRST = ("The first light was lit in 1811, and it could be seen for 20 miles", "from the shore of the county")
SECOND = (
    "before anybody had thought of a second, which was built of",
    "the same stone and by the same masons",
)


def linked(text: str) -> list[tuple[str, str | None]]:
    document = link_notes(read(text.encode(), "text.txt"))
    notes = {note.id: note.text for note in document.notes}
    return [(r.label, notes[r.note_id] if r.note_id else None) for r in document.references()]


def paragraphs(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs()]


def page(*lines: str) -> str:
    return "\n".join(lines) + "\n"


TWO_PAGES = [("1", "Reed, Lights, p. 4."), ("2", "Brown, Stone and Oil, p. 9.")]


def test_a_label_glued_to_its_note_is_a_label() -> None:
    text = page(
        *FIRST,
        "of Fife.1 It stood",
        "1Reed, Lights, p. 4.",
        *SECOND,
        "twice over.2",
        "2Brown, Stone and Oil, p. 9.",
    )
    first, second = text.split("before anybody")
    assert linked(f"{first}\f before anybody{second}".replace("\f ", "\f")) == TWO_PAGES


def test_a_label_alone_above_its_note_is_a_label() -> None:
    first = page(*FIRST, "of Fife.1 It stood", "1", "Reed, Lights, p. 4.")
    second = page(*SECOND, "twice over.2", "2", "", "Brown, Stone and Oil, p. 9.")
    assert linked(f"{first}\f{second}") == TWO_PAGES


def test_a_label_alone_below_its_note_is_a_label() -> None:
    first = page(
        *FIRST, "of Fife.1 It stood,2 lit,3", "Reed, p. 4.", "1", "", "Brown.", "2", "", "Ibid.", "3", ""
    )
    second = page(*SECOND, "twice over.4 It burned oil,5", "Reed, p. 5.", "4", "", "Hill.", "5", "")
    assert linked(f"{first}\f{second}") == [
        ("1", "Reed, p. 4."),
        ("2", "Brown."),
        ("3", "Ibid."),
        ("4", "Reed, p. 5."),
        ("5", "Hill."),
    ]


def test_a_number_alone_that_nothing_calls_stays_in_the_text() -> None:
    document = read(page(*FIRST, "of Fife. It stood", "14", *SECOND).encode(), "text.txt")
    assert "14" in " ".join(paragraphs(document)).split()


def test_a_date_at_a_lines_beginning_is_no_note() -> None:
    first = page(*FIRST, "of Fife.1 It stood", "1 Reed, ‘Lights’, The Scotsman,", "2 March 1911, p. 4.")
    second = page(*SECOND, "twice over.2", "2 Brown, Stone and Oil, p. 9.")
    assert linked(f"{first}\f{second}") == [
        ("1", "Reed, ‘Lights’, The Scotsman, 2 March 1911, p. 4."),
        ("2", "Brown, Stone and Oil, p. 9."),
    ]


def test_a_numbered_heading_is_no_note() -> None:
    first = page(
        *FIRST, "of Fife.1", "", "2 The Second Light", "", "It stood for 90 years.", "1 Reed, Lights, p. 4."
    )
    second = page(*SECOND, "twice over.2", "2 Brown, Stone and Oil, p. 9.")
    assert linked(f"{first}\f{second}") == TWO_PAGES


def test_the_body_goes_on_after_a_foot_where_pages_are_not_told_apart() -> None:
    text = page(
        *FIRST,
        "of Fife.1 It stood",
        "1 Reed, Lights, p. 4.",
        *SECOND,
        "twice over.2",
        "2 Brown, Stone and Oil, p. 9.",
    )
    assert linked(text) == TWO_PAGES
    document = read(text.encode(), "text.txt")
    assert any("It stood before anybody" in paragraph for paragraph in paragraphs(document))


def test_the_text_after_a_left_columns_foot_is_no_note() -> None:
    text = page(
        *FIRST,
        "of Fife.1 It stood",
        "1 Reed, Lights, p. 4.",
        *SECOND,
        "twice over.2",
        "2 Brown, Stone and Oil, p. 9.",
    )
    assert linked(f"{text}\f{page('The keepers were poor, and they said so to the board.')}") == TWO_PAGES


def test_signs_begin_again_on_every_page() -> None:
    first = page(*FIRST, "of Fife.∗ It stood", "∗ Reed, Lights, p. 4.")
    second = page(*SECOND, "twice over.∗ It burned oil.†", "∗ Brown, Stone and Oil, p. 9.", "† Ibid.")
    assert linked(f"{first}\f{second}") == [
        ("*", "Reed, Lights, p. 4."),
        ("*", "Brown, Stone and Oil, p. 9."),
        ("†", "Ibid."),
    ]


def test_a_note_after_its_paragraph_ends_where_the_next_paragraph_begins() -> None:
    text = page(
        *(*FIRST, "of Fife.[1]", "", "[1] Reed, Lights, p. 4.", ""),
        *(*SECOND, "twice over.[2]", "", "[2] Brown, Stone and Oil, p. 9.", "", "The keepers were poor."),
    )
    assert linked(text) == TWO_PAGES
    assert paragraphs(read(text.encode(), "text.txt"))[-1] == "The keepers were poor."


def test_of_two_conventions_the_one_that_the_text_calls_more_is_believed() -> None:
    text = page(
        *(
            f"{FIRST[0]}.[1]",
            "",
            "Notes",
            "",
            "1. The lamp was of copper and weighed nine pounds without oil.",
            "",
        ),
        *(f"{SECOND[0]} granite.[2] It was lit.[3]", "", "[1] Reed.", "[2] Brown.", "[3] Ibid."),
    )
    assert linked(text) == [("1", "Reed."), ("2", "Brown."), ("3", "Ibid.")]


def test_a_mark_apart_from_its_sentence_is_a_mark_where_the_numbering_needs_it() -> None:
    first = page(*FIRST, "of Fife. 1 It stood 90 years.2 Then it fell.3", "1 Reed.", "2 Brown.", "3 Ibid.")
    assert linked(f"{first}\f{page(*SECOND)}") == [("1", "Reed."), ("2", "Brown."), ("3", "Ibid.")]


def test_a_list_with_bullets_is_no_notes_though_words_are_set_in_asterisks() -> None:
    text = page(
        *("The *first* light was **lit** in 1811.", "", "* oil, *of whales*,", "* wicks,", "* patience.", ""),
        *("It *burned* for 90 years.", "", "* Reed was there.", "* Brown was not."),
    )
    document = read(text.encode(), "text.txt")
    assert document.notes == ()
    assert list(document.references()) == []


def test_notes_in_brackets_on_a_chapter_s_last_page_are_called_from_the_pages_before() -> None:
    text = page(*FIRST, "of Fife.", "It stood alone. [1]", "\f" + SECOND[0], SECOND[1], "twice over. [2]")
    text += page(
        "", "[1] Reed, Lights, p. 4.", "", "[2] Brown, Stone and Oil, p. 9.", "\f" + FIRST[0], FIRST[1]
    )
    assert linked(text) == TWO_PAGES


def test_labels_stacked_before_all_notes_of_a_page_are_put_before_each() -> None:
    text = page(*FIRST, "of Fife.1", *SECOND, "twice over.2 It leaked.3", "", "1", "", "2", "3", "")
    text += page(
        "Reed, Lights of the Northern Coasts, and of the Isles,",
        "Edinburgh, 1889, p. 4.",
        "Brown, Stone and Oil, p. 9.",
        "‘Report on the Lights’, in Papers of the Northern Lighthouses, 1901, p. 3.",
    )
    assert linked(text) == [
        (
            "1",
            "Reed, Lights of the Northern Coasts, and of the Isles, Edinburgh, 1889, p. 4.",
        ),
        ("2", "Brown, Stone and Oil, p. 9."),
        ("3", "‘Report on the Lights’, in Papers of the Northern Lighthouses, 1901, p. 3."),
    ]


def test_numbers_in_a_column_that_nothing_calls_stay() -> None:
    text = page(*FIRST, "of Fife.", "", "1", "2", "3", "", "Reed, Lights.", "Brown, Oil.", "The keeper.")
    assert "1" in " ".join(paragraphs(read(text.encode(), "text.txt"))).split()


def test_notes_set_one_behind_another_on_a_line_are_told_apart() -> None:
    first = page(*FIRST, "of Fife.1 It stood,2 lit,3", "1 Reed, Lights, p. 4.2 Ibid.3 Brown, Stone and Oil.")
    second = page(*SECOND, "twice over.4", "4 Hill, vol. 3.2 (1911), p. 9.")
    assert linked(f"{first}\f{second}") == [
        ("1", "Reed, Lights, p. 4."),
        ("2", "Ibid."),
        ("3", "Brown, Stone and Oil."),
        ("4", "Hill, vol. 3.2 (1911), p. 9."),
    ]


def test_labels_below_the_last_note_are_those_of_the_first_notes() -> None:
    first = page(
        *(*FIRST, "of Fife.1 It stood,2 lit,3 and", "Reed, Lights, p. 4.", "Ibid.", "3", "Brown, Stone."),
        *("1", "2"),
    )
    second = page(*SECOND, "twice over.4 It", "Hill, Oil, p. 5.", "4")
    assert linked(f"{first}\f{second}\fburned oil.") == [
        ("1", "Reed, Lights, p. 4."),
        ("2", "Ibid."),
        ("3", "Brown, Stone."),
        ("4", "Hill, Oil, p. 5."),
    ]


def test_a_label_that_took_the_place_of_a_divided_words_rest_is_a_label() -> None:
    first = page(
        *FIRST, "of Fife.1 It stood,2 and the light was mobiliz1", "", "Reed, p. 4.", "", "2", "", "Brown."
    )
    second = page("ing the whole coast, " + SECOND[0], SECOND[1], "twice over.3", "3", "", "Ibid.")
    assert linked(f"{first}\f{second}") == [("1", "Reed, p. 4."), ("2", "Brown."), ("3", "Ibid.")]


def test_pages_in_a_table_of_contents_call_nothing() -> None:
    contents = ("The Tower 1", "The Oil 2", "The Keepers 3", "The Masons 5", "The End 8", "")
    first = page("Contents", "", *contents, *FIRST, "of Fife.1 It stood", "1 Reed, Lights, p. 4.")
    second = page(*SECOND, "twice over.2", "2 Brown, Stone and Oil, p. 9.")
    assert linked(f"{first}\f{second}") == TWO_PAGES


def test_the_arrow_that_leads_back_from_a_note_is_no_text() -> None:
    text = page(*FIRST, "of Fife.1 It stood.2", "", "1. See https://example.org/lights.↩︎", "", "2. Ibid. ↩")
    assert linked(text) == [("1", "See https://example.org/lights."), ("2", "Ibid.")]


def test_a_label_below_later_notes_is_that_of_the_note_that_has_none() -> None:
    first = page(
        *(*FIRST, "of Fife.1 It stood,2 lit,3 and burned oil,4", "1", "Reed, Lights, p. 4."),
        *("Brown, Stone and Oil.", "3", "Hill, ‘Keepers’, p. 5.", "2", "", "4", "", "Ibid., p. 6."),
    )
    assert linked(f"{first}\f{page(*SECOND, 'twice over.')}") == [
        ("1", "Reed, Lights, p. 4."),
        ("2", "Brown, Stone and Oil."),
        ("3", "Hill, ‘Keepers’, p. 5."),
        ("4", "Ibid., p. 6."),
    ]


def test_a_foot_begins_by_the_first_line_that_is_longer_than_those_of_the_body() -> None:
    body = [f"the keepers of the light were {count} men and their" for count in range(4, 14)]
    note = (
        "Henry Reed and John Brown, The Lights of the North and the Men Who Built Them, Edinburgh:",
        "Northern Press, 1901, p. 4.",
    )
    first = page(
        *body, "wives,1 and it was lit,2 and burned oil,3 and", *note, "Ibid.", "3", "Brown.", "1", "2"
    )
    second = page(*SECOND, "twice over.4 It", "Hill, Oil, p. 5.", "4")
    assert linked(f"{first}\f{second}\fburned oil.") == [
        ("1", " ".join(note)),
        ("2", "Ibid."),
        ("3", "Brown."),
        ("4", "Hill, Oil, p. 5."),
    ]


def test_the_end_of_a_note_that_the_page_before_cut_off_does_not_begin_the_first_of_the_next() -> None:
    first = page(*FIRST, "of Fife.1 It stood alone, as", "Reed, Lights, p. 4. In the years after", "1")
    second = page(
        *(*SECOND, "twice over.2 It burned oil,3 and more of", "the war it was Brown who wrote of it."),
        *("Hill showed as much.", "2", "", "Ibid.", "3"),
    )
    assert linked(f"{first}\f{second}\fit each year.")[1:] == [("2", "Hill showed as much."), ("3", "Ibid.")]


def test_what_calls_the_notes_of_a_page_is_not_the_end_of_the_last_pages_note() -> None:
    first = page(*FIRST, "of Fife.1 It stood", "1 Reed, Lights, 1904")
    second = page("alone.", "", "The Second Light", *SECOND, "twice over.2 It burned", "2 Brown, Oil, 1908")
    assert linked(f"{first}\f{second}") == [("1", "Reed, Lights, 1904"), ("2", "Brown, Oil, 1908")]


def test_the_last_note_ends_where_the_list_of_works_begins_though_no_page_break_is_left() -> None:
    first = page(*FIRST, "of Fife.1 It stood", "1Reed, Lights, p. 4.")
    second = page(
        *SECOND, "twice over.2", "2Brown, Stone and Oil, p. 9.", "References", "Stevenson, Robert. Lights."
    )
    assert linked(f"{first}\f{second}") == TWO_PAGES


def test_a_lone_label_whose_mark_cannot_be_told_counts_on_from_the_one_above() -> None:
    first = page(*FIRST, "of Fife.1 Indeed 2it stood.3", "1", "Reed, p. 4.", "2", "", "Hill.", "3", "Brown.")
    second = page(*SECOND, "twice over.4", "4", "", "Reed, Oil, p. 9.")
    notes = read(f"{first}\f{second}".encode(), "text.txt").notes
    assert [(note.label, note.text) for note in notes] == [
        *(("1", "Reed, p. 4."), ("2", "Hill."), ("3", "Brown.")),
        ("4", "Reed, Oil, p. 9."),
    ]


def test_labels_glued_to_some_notes_of_a_foot_and_apart_from_others_are_labels_of_one_kind() -> None:
    text = page(
        *FIRST,
        "of Fife.1 It stood alone.2 It burned whale oil.3",
        "1 Reed, Lights, p. 4.",
        "2‘The Tower on the Rock’, The Times, 3 May 1811.",
        "3Brown, Stone and Oil, p. 9.",
        "\f" + SECOND[0],
        SECOND[1],
        "twice over.4",
        "4 Reed, Lights, p. 12.",
    )
    assert linked(text) == [
        ("1", "Reed, Lights, p. 4."),
        ("2", "‘The Tower on the Rock’, The Times, 3 May 1811."),
        ("3", "Brown, Stone and Oil, p. 9."),
        ("4", "Reed, Lights, p. 12."),
    ]


def test_a_common_word_with_a_capital_in_a_broken_sentence_begins_the_note_above_its_label() -> None:
    first = page(*FIRST, "of Fife.1 It stood alone.2", "1", "Reed, p. 4.", "2", "Hill, Oil,", "p. 5.")
    second = page(
        "The tower was lit again,3 when the Board, after a long dispute with the owners of the",
        "Admiralty, held that it was the duty of whoever had the land, and that it fell to",
        "It stood alone for forty years, and no other tower of the coast burned coal so long.",
        "3",
        "",
    )
    note = "It stood alone for forty years, and no other tower of the coast burned coal so long."
    assert linked(f"{first}\f{second}\fthe keeper to carry the coal.")[-1] == ("3", note)


def test_the_only_number_alone_at_a_pages_foot_is_a_label_where_its_page_calls_it() -> None:
    text = page(*FIRST, "of Fife.1 It stood alone.", "", "Reed, Lights, p. 4.", "1")
    assert linked(f"{text}\f{page(*SECOND)}") == [("1", "Reed, Lights, p. 4.")]


def test_a_line_longer_than_the_body_by_the_rest_of_a_divided_word_begins_no_note() -> None:
    first = page(*FIRST, "of Fife.1 It stood alone.2", "1", "Reed, p. 4.", "2", "Hill, Oil,", "p. 5.")
    body = [f"{line} that stood at Fife and at Carr" for line in (*SECOND, *FIRST, *SECOND, *FIRST)]
    note = ["Stevenson, Robert, Lights of the North.", "Edinburgh, 1824."]
    second = page(
        *(
            *body,
            "by the year.3 The keepers of the tower carried the coal and the Northernlighthousecommissioners",
        ),
        *("Board paid them for it in whale oil and in peat, which at that time", "", *note, "3", ""),
    )
    assert linked(f"{first}\f{second}\fhad no price.")[-1] == ("3", " ".join(note))


def test_a_note_stands_on_the_page_after_its_mark_where_that_of_the_mark_had_no_room() -> None:
    first = page(*FIRST, "of Fife.1 It stood alone.2", "1", "Reed, p. 4.", "", "with which the second began")
    second = page(*SECOND, "twice over.3", "2", "Hill, Oil, p. 5.", "3", "Brown, Stone, p. 9.")
    assert linked(f"{first}\f{second}")[1:] == [("2", "Hill, Oil, p. 5."), ("3", "Brown, Stone, p. 9.")]
