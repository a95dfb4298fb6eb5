"""Notes that say when or where and name no work."""

from __future__ import annotations

import pytest

from search.citations import find_citations
from search.document import Document, Note, Source


def sources(text: str, *links: tuple[int, int, str]) -> tuple[Source, ...]:
    note = Note("note-1", "1", text, links=links)
    return find_citations(Document("d", "D", "text", "0" * 64, notes=(note,))).sources


@pytest.mark.parametrize(
    "text",
    [
        "1680-1762.", "12–15.", "42", "p. 45.", "pp. 12-15", "S. 12.", "С. 66.", "fol. 12r", "XIV, 23.",
        "3 May 2019.", "(1932)", "1914/15", "ca. 1450.", "1680–1762; 1803–1855.", "See pp. 12–15.",
    ],
)  # fmt: skip
def test_a_bare_date_or_page_cites_nothing(text: str) -> None:
    assert sources(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "1984 (London: Penguin, 2000), 5.", "2666 (New York: Picador, 2009).", "10.1038/171737", "Gen. 1:5",
        "410 U.S. 113 (1973).", "Judt, 1945 (2005).", "https://export.by/1945, 12.", "BGHZ 12, 15.",
    ],
)  # fmt: skip
def test_numbers_beside_a_name_or_an_address_cite_a_work(text: str) -> None:
    assert len(sources(text)) == 1


def test_a_page_that_a_hyperlink_stands_on_cites_what_it_leads_to() -> None:
    assert [source.url for source in sources("p. 45.", (0, 5, "https://export.by/a#45"))] == [
        "https://export.by/a#45"
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://twitter.com/hashtag/Brexit?src=hash",
        "https://example.org/search?q=%2523harbour%2520trade",
        "https://l.facebook.com/l.php?u=https%253A%252F%252Fexport.by%252Fa",
    ],
)
def test_an_address_of_a_hashtag_or_escaped_twice_is_an_address_like_others(url: str) -> None:
    assert [source.url for source in sources(f"Posts on the strike, {url}.")] == [url]
    assert [source.url for source in sources("Posts on #strike.", (9, 16, url))] == [url]


def test_a_row_of_years_that_ends_in_a_word_is_looked_at_once() -> None:
    assert len(sources("1680, " * 5_000 + "wool")) >= 1
