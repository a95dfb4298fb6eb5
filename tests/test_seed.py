"""The first document, read end to end, against what a reader of it counts and copies by hand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from search.citations import find_citations
from search.document import Bibliography, Document, ProblemKind, Status
from search.notes import link_notes
from search.readers import read_file

SEED = Path("seeds/000_9f3c7597e57b37f0.txt")
GOLDEN = Path(__file__).parent / "fixtures" / "seed"

WITHOUT_URL = {"2", "14", "15", "40", "43", "67", "76", "91", "93"}


def rows(name: str) -> list[list[str]]:
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


@cache
def document() -> Document:
    return link_notes(read_file(SEED))


@cache
def bibliography() -> Bibliography:
    return find_citations(document())


def problems(kind: ProblemKind) -> list[str]:
    return [problem.message for problem in document().problems if problem.kind == kind]


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def test_its_five_sections_have_their_titles_and_pages() -> None:
    assert [(section.title, section.page) for section in document().sections] == [
        ("Prospects for effective cooperation", 3),
        ("There are opportunities for interaction, We need to use them", 18),
        ("Growth points produce results", 27),
        ("Industrial park development and regional cooperation", 38),
        ("Fill cooperation with concrete projects", 50),
    ]


def test_it_has_its_paragraphs() -> None:
    assert 80 <= len(list(document().paragraphs())) <= 110


def test_every_paragraph_has_its_page_and_pages_never_go_back() -> None:
    pages = [paragraph.page for paragraph in document().paragraphs()]
    assert None not in pages
    assert pages == sorted(pages, key=lambda page: page or 0)
    assert (pages[0], pages[-1]) == (3, 57)


def test_a_paragraph_runs_over_the_page_break_and_the_notes_between_its_halves() -> None:
    paragraph = next(p for p in document().paragraphs() if p.text.startswith("In particular, the Republic"))
    assert "In the language of figures, it looks as follows. In 2020, the volume" in paragraph.text


def test_a_hyphen_at_a_lines_end_goes_only_where_the_document_has_the_word_without() -> None:
    text = "\n".join(paragraph.text for paragraph in document().paragraphs())
    assert "financed supplies of firefighting equipment" in text
    for word in ("2018-2020", "Belarusian-Pakistani", "eco-tourism", "IT-sphere", "multi-storey"):
        assert word in text


def test_a_dash_at_a_lines_end_keeps_its_spaces() -> None:
    assert any("LG and Hyundai - in deploying" in paragraph.text for paragraph in document().paragraphs())


def test_every_reference_is_found_once_and_in_order() -> None:
    labels = [reference.label for reference in document().references()]
    assert labels == [str(number) for number in range(1, 143)]


@pytest.mark.parametrize(("label", "words"), rows("references.tsv"))
def test_reference_stands_after_its_words(label: str, words: str) -> None:
    before = {
        reference.label: paragraph.text[: reference.offset]
        for paragraph in document().paragraphs()
        for reference in paragraph.references
    }
    assert letters(before[label]).endswith(letters(words))


def test_numbers_of_the_text_are_left_in_it() -> None:
    text = "\n".join(paragraph.text for paragraph in document().paragraphs())
    for words in (
        "have grown 13(!) times",
        "have grown 20(!) times",
        "$1.25 billion",
        "34.3% to $12.5 million",
        "1AK-GROUP",
        "EXPO-2020",
        "COVID-19",
        "provides for: 1) making",
        "18 Saudi and more than 70",
    ):
        assert words in text


def test_a_paragraph_that_begins_with_a_mark_begins_with_its_word() -> None:
    paragraph = next(p for p in document().paragraphs() if p.references and p.references[0].label == "58")
    assert paragraph.text.startswith("As for the legal and contractual framework")
    assert paragraph.references[0].offset == 0


def test_a_full_stop_that_stood_apart_comes_back_to_its_sentence() -> None:
    text = "\n".join(paragraph.text for paragraph in document().paragraphs())
    assert "business circles." in text
    assert not re.search(r"\s[.,;]", text)


@pytest.mark.parametrize(("label", "page", "words", "url"), rows("notes.tsv"))
def test_note_has_its_page_words_and_url(label: str, page: str, words: str, url: str) -> None:
    note = next(note for note in document().notes if note.label == label)
    assert note.page == int(page)
    assert note.text.startswith(words)
    links = [
        link for mention in bibliography().mentions if mention.note_id == note.id for link in mention.links
    ]
    assert [link.url for link in links] == ([url] if url else [])


def test_its_notes_are_those_that_the_file_holds() -> None:
    numbers = [*range(1, 64), *range(66, 95), 104, 105, 106]
    assert [note.label for note in document().notes] == [str(number) for number in numbers]


def test_references_whose_note_was_lost_are_missing_and_reported() -> None:
    missing = [reference.label for reference in document().references() if reference.note_id is None]
    assert missing == ["64", "65", *map(str, range(95, 104)), *map(str, range(107, 143))]
    assert len(problems(ProblemKind.MISSING_NOTE)) == 47
    assert problems(ProblemKind.ORPHAN_NOTE) == []


def test_the_end_of_a_lost_note_is_reported_and_is_no_paragraph() -> None:
    [message] = problems(ProblemKind.NOTE_FRAGMENT)
    assert "17 - 25 Septemvri 2021: Sofia" in message
    assert not any("Septemvri 2021" in paragraph.text for paragraph in document().paragraphs())
    assert not any("25 Septemvri 2021" in note.text for note in document().notes)


def test_one_url_is_cut_off_and_said_to_be() -> None:
    cut = [mention for mention in bibliography().mentions if mention.status == Status.TRUNCATED]
    assert [mention.note_id for mention in cut] == ["note-63"]


def test_nine_notes_name_a_work_without_a_url() -> None:
    labels = {note.id: note.label for note in document().notes}
    without = {labels[m.note_id] for m in bibliography().mentions if m.status == Status.NO_URL}
    assert without == WITHOUT_URL


def test_a_url_as_printed_is_ok_and_a_rebuilt_one_names_its_repairs() -> None:
    links = {mention.note_id: mention.links[0] for mention in bibliography().mentions if mention.links}
    assert links["note-11"].status == Status.OK
    assert links["note-11"].repairs == ()
    assert links["note-1"].status == Status.REPAIRED
    assert "\n" in links["note-1"].printed
    assert len(links["note-82"].repairs) >= 2  # spaces inside, a line's end, a full stop


def test_it_cites_ninety_two_sources_and_the_same_work_once() -> None:
    sources = bibliography().sources
    assert len(sources) == 92
    by_note = {mention.note_id: mention.source_id for mention in bibliography().mentions}
    for first, second in (("20", "48"), ("66", "70"), ("2", "15")):
        assert by_note[f"note-{first}"] == by_note[f"note-{second}"]


def test_a_book_is_read_as_its_author_would_cite_it() -> None:
    mention = next(m for m in bibliography().mentions if m.note_id == "note-14")
    source = next(s for s in bibliography().sources if s.id == mention.source_id)
    assert source.type == "book"
    assert source.authors == ("Zalessky, B.",)
    assert source.title == "The Potential of Multi-vectorism. Chronicle of international cooperation"
    assert source.publisher == "LAP LAMBERT Academic Publishing"
    assert source.year == 2020
    assert mention.locator
    assert "7" in mention.locator


def test_a_web_page_is_read_with_its_title_year_and_domain() -> None:
    mention = next(m for m in bibliography().mentions if m.note_id == "note-30")
    source = next(s for s in bibliography().sources if s.id == mention.source_id)
    assert source.type == "webpage"
    assert source.title == "Cooperation in trade and economic sphere"
    assert source.year == 2021
    assert source.domain == "mfa.gov.by"
