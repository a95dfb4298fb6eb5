"""What a passage rests on."""

from __future__ import annotations

from dataclasses import replace

from search.document import Bibliography, Link, Mention, Source, Status
from search.passages import passages
from tests.documents import BOOK, PAGE, PAGE_LINK, trade, trade_bibliography


def test_every_paragraph_is_a_passage_that_knows_where_it_stands() -> None:
    found = passages(trade(), trade_bibliography())
    assert [(p.id, p.section_title, p.number, p.page) for p in found] == [
        ("trade.p1", "Exports to Asia", 1, 3),
        ("trade.p2", "Exports to Asia", 2, 4),
        ("trade.p3", "Health", 3, 5),
    ]


def test_only_the_first_paragraph_of_a_section_opens_it() -> None:
    assert [p.opens_section for p in passages(trade(), Bibliography())] == [True, False, True]


def test_a_citation_has_its_note_source_locator_and_place() -> None:
    [cited] = passages(trade(), trade_bibliography())[0].citations
    assert (cited.note, cited.note_id, cited.offset, cited.locator) == ("1", "note-1", 81, "P. 5")
    assert cited.source == BOOK
    assert cited.text.startswith("Zalessky, B.")


def test_a_citation_keeps_its_url_as_printed_and_resolved() -> None:
    cited = passages(trade(), trade_bibliography())[1].citations[0]
    assert (cited.status, cited.url, cited.printed_url) == (Status.REPAIRED, PAGE.url, PAGE_LINK.printed)
    assert cited.repairs == ("line break closed up",)


def test_a_reference_without_its_note_is_a_missing_citation() -> None:
    cited = passages(trade(), trade_bibliography())[1].citations[1]
    assert (cited.note, cited.note_id, cited.status) == ("3", None, Status.MISSING)
    assert (cited.source, cited.url, cited.text) == (None, None, "")


def test_a_note_that_names_no_work_is_a_citation_without_a_source() -> None:
    cited = passages(trade(), Bibliography())[0].citations[0]
    assert (cited.note_id, cited.status, cited.source) == ("note-1", Status.NO_URL, None)
    assert cited.text.startswith("Zalessky, B.")


def test_a_note_that_names_two_works_is_two_citations_at_one_mark() -> None:
    both = replace(
        trade_bibliography(), mentions=(Mention("note-1", 0, 9, BOOK.id), Mention("note-1", 9, 20, PAGE.id))
    )
    cited = passages(trade(), both)[0].citations
    assert [(c.offset, c.source) for c in cited] == [(81, BOOK), (81, PAGE)]


def test_a_mention_without_a_url_has_that_of_its_source() -> None:
    ibid = Bibliography(mentions=(Mention("note-1", 0, 5, PAGE.id, "P. 2"),), sources=(PAGE,))
    cited = passages(trade(), ibid)[0].citations[0]
    assert (cited.status, cited.url, cited.printed_url) == (Status.REPAIRED, PAGE.url, None)


def test_a_short_form_that_could_not_be_resolved_has_no_source() -> None:
    ibid = Bibliography(mentions=(Mention("note-1", 0, 5, None, antecedents=("note-2", "note-9")),))
    cited = passages(trade(), ibid)[0].citations[0]
    assert (cited.source, cited.status) == (None, Status.NO_URL)


def test_a_truncated_url_is_shown_as_such() -> None:
    cut = Link(
        "https://www.belta.by/politics/view/so-", "https://www.belta.by/politics/view/so-", 0, 38, (), True
    )
    source = Source("cut", "webpage", "Cut off", url=cut.url, status=Status.TRUNCATED)
    one = Bibliography((Mention("note-1", 0, 38, "cut", None, (cut,)),), (source,))
    assert passages(trade(), one)[0].citations[0].status is Status.TRUNCATED
