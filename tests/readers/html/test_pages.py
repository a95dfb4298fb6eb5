"""What pages say of themselves, what they lost, and what they are made of."""

from __future__ import annotations

import json

from search.document import Document, ProblemKind
from search.notes import link_notes
from search.readers.html import read


def document(body: str, head: str = "") -> Document:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return link_notes(read(page.encode(), "page.html"))


def linked_data(**said: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


def test_a_raised_link_to_a_note_that_is_not_on_the_page_is_a_mark_without_note() -> None:
    one = document('<p>Locks leak.<sup><a href="./Canal#cite_note-4">[4]</a></sup> All of them.</p>')
    assert [(mark.label, mark.note_id) for mark in one.references()] == [("4", None)]
    assert [problem.kind for problem in one.problems] == [ProblemKind.MISSING_NOTE]
    assert next(one.paragraphs()).text == "Locks leak. All of them."


def test_a_note_by_its_role_that_nothing_calls_is_reported() -> None:
    one = document('<p>Locks leak.</p><aside role="doc-footnote">1. Most of all at the cill.</aside>')
    assert [problem.kind for problem in one.problems] == [ProblemKind.ORPHAN_NOTE]


def test_a_bracketed_number_beyond_the_list_is_missing_its_note() -> None:
    one = document("<p>Locks leak [1], silt [2] and freeze [3].</p><p>[1] In 1804.</p><p>[2] In 1805.</p>")
    assert [mark.note_id for mark in one.references()] == ["note-1", "note-2", None]


def test_a_mark_in_a_block_of_its_own_goes_to_the_text_before_it() -> None:
    one = document(
        '<p>Locks leak.</p><div><sup><a href="#n">1</a></sup></div><p id="n">1. Report of 1804.</p>'
    )
    [paragraph] = one.paragraphs()
    assert [(mark.label, mark.offset) for mark in paragraph.references] == [("1", len("Locks leak."))]


def test_ratings_and_error_lines_of_forms_are_no_notes() -> None:
    form = '<form><label for="m">Mail</label><input id="m"><span>Mail is required</span></form>'
    assert not document(f"<p>Write to us.</p>{form}").notes


def test_linked_data_says_title_authors_date_and_address() -> None:
    head = linked_data(
        **{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Locks leak"},
        author=[{"@type": "Person", "name": "Charles Hadfield"}],
        datePublished="1950-03-01T09:00:00Z",
        url="https://example.org/locks",
    )
    one = document("<p>They do.</p>", head)
    assert (one.title, one.authors, one.published, one.url) == (
        "Locks leak",
        ("Charles Hadfield",),
        "1950-03-01",
        "https://example.org/locks",
    )


def test_an_author_of_linked_data_may_stand_elsewhere_in_its_graph() -> None:
    graph = [
        {"@type": "Article", "headline": "Locks leak", "author": {"@id": "#tom"}},
        {"@type": "Person", "@id": "#tom", "name": "L. T. C. Rolt"},
    ]
    assert document("<p>They do.</p>", linked_data(**{"@graph": graph})).authors == ("L. T. C. Rolt",)


def test_damaged_linked_data_harms_nothing() -> None:
    head = '<script type="application/ld+json">{"@type": "Article", "headline": </script>'
    assert document("<h1>Locks</h1><p>They leak.</p>", head).title == "Locks"


def test_a_page_goes_by_the_heading_that_its_title_repeats() -> None:
    head = '<title>Locks leak - Canal Times</title><meta property="og:title" content="Locks leak">'
    assert document("<h1>Canal Times</h1><h1>Locks leak</h1><p>They do.</p>", head).title == "Locks leak"


def test_a_page_of_several_headings_that_its_title_does_not_name_goes_by_its_title() -> None:
    head = "<title>Locks of the Rideau Canal</title>"
    body = "<h1>Recent posts</h1><p>They leak.</p><h1>Links</h1><p>To a lock.</p>"
    assert document(body, head).title == "Locks of the Rideau Canal"


def test_a_page_is_in_the_encoding_that_its_bytes_are_in_whatever_it_declares() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>水闸漏水，所有的都漏。</p></body></html>'
    for encoding in ("utf-8", "gb18030"):
        assert next(read(page.encode(encoding), "page.html").paragraphs()).text == "水闸漏水，所有的都漏。"


def test_text_nested_deeper_than_the_parser_goes_is_read() -> None:
    depth = 20_000
    for tags in (("<div>", "</div>"), ("<b><i>", "</i></b>")):
        one = document(f"{tags[0] * depth}Locks leak.{tags[1] * depth}")
        assert [paragraph.text for paragraph in one.paragraphs()] == ["Locks leak."]


def test_how_the_notes_are_set_is_said_of_each_way() -> None:
    linked = '<p>Locks leak.<a href="#n" id="r">[1]</a></p><p id="n"><a href="#r">[1]</a> In 1804.</p>'
    standing = "<p>Locks leak<d-footnote>Most of all at the cill.</d-footnote> and silt.</p>"
    spoken = '<p>Locks leak<sup title="Most of all at the cill.">1</sup> and silt.</p>'
    assert document(linked).convention == "notes linked by href, told by their back-links"
    assert document(standing).convention == "notes that stand in the text"
    assert document(spoken).convention == "notes in the attributes of their marks"
    unlinked = "<p>Locks leak [1] and silt [2].</p><p>[1] In 1804.</p><p>[2] In 1805.</p>"
    assert document(unlinked).convention == "notes that nothing links, told by labels that count alike"
    assert document("<p>Locks leak.</p>").convention == "no notes found"
