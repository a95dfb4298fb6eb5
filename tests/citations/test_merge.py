"""Sources that are one work become one, and what forbids it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.citations import find_citations, merge
from search.citations.merge import combine, find_match, keys, veto
from search.citations.source_ids import source_id
from search.document import ProblemKind, Source, Status
from tests.citations.printed import document

PAGE = Source(
    "page",
    "webpage",
    "Trade relations",
    (),
    2021,
    url="https://mfa.gov.by/trade/",
    domain="mfa.gov.by",
    status=Status.OK,
)
BOOK = Source("book", "book", "Postwar", ("Judt, Tony",), 2005)


def test_keys_say_by_what_a_source_is_known() -> None:
    source = replace(PAGE, authors=("B. Zalessky",), identifiers={"doi": "10.1/a", "isbn": "9780198526636"})
    assert keys(source) == (
        "doi:10.1/a",
        "url:mfa.gov.by/trade",
        "isbn:9780198526636",
        "work:zalessky/trade relations/2021",
    )


def test_a_cut_off_url_is_no_key() -> None:
    assert keys(replace(PAGE, status=Status.TRUNCATED)) == ("work:/trade relations/2021",)


@pytest.mark.parametrize(
    "url",
    ["http://www.mfa.gov.by/trade", "https://mfa.gov.by/trade/#", "https://mfa.gov.by/trade?utm_source=x"],
)
def test_spellings_of_a_url_are_one_source(url: str) -> None:
    assert find_match(replace(PAGE, id="other", url=url, title="Trade"), [BOOK, PAGE]) is PAGE


def test_an_author_written_two_ways_is_one() -> None:
    assert find_match(replace(BOOK, id="other", authors=("Tony Judt",)), [BOOK]) is BOOK


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"year": 2019}, "years"),
        ({"identifiers": {"doi": "10.1/b"}}, "DOI"),
        ({"identifiers": {"isbn": "9780198526636"}}, "ISBN"),
    ],
)
def test_a_conflict_forbids_what_a_url_suggests(change: dict[str, object], reason: str) -> None:
    first = replace(PAGE, identifiers={"doi": "10.1/a", "isbn": "9780306406157"})
    second = replace(first, **change)  # type: ignore[arg-type]
    assert reason in str(veto(first, second))
    assert find_match(second, [first]) is None


def test_one_title_at_two_addresses_is_two_pages() -> None:
    assert find_match(replace(PAGE, url="https://oman.mfa.gov.by/trade/"), [PAGE]) is None


def test_a_url_cut_off_agrees_with_the_whole_one() -> None:
    cut = replace(PAGE, url="https://mfa.gov.by/tra", status=Status.TRUNCATED)
    assert find_match(cut, [PAGE]) is PAGE
    assert combine(cut, PAGE).url == PAGE.url


def test_chapters_of_one_book_are_not_one_source() -> None:
    first = Source(
        "a", "chapter", "Rivers", ("Lee, A.",), 1999, "Waters", identifiers={"isbn": "9780198526636"}
    )
    assert find_match(replace(first, title="Seas"), [first]) is None


def test_two_titles_at_a_sites_front_page_are_two_sources() -> None:
    first = replace(PAGE, url="https://www.belta.by/", title="Tractors for India")
    assert find_match(replace(first, title="Trade with Oman"), [first]) is None


def test_one_title_in_two_journals_is_two_sources() -> None:
    first = Source("a", "article", "Notes", ("Lee, A.",), 1999, "World Politics")
    assert find_match(replace(first, container="Past and Present"), [first]) is None


def test_a_title_alone_joins_nothing() -> None:
    assert keys(Source("a", "document", "Annual report")) == ()


def test_combining_keeps_the_first_and_fills_in_what_it_lacks() -> None:
    second = replace(
        BOOK,
        id="other",
        title="Postwar: A History",
        publisher="Vintage",
        url="https://a.org/b",
        status=Status.OK,
    )
    joined = combine(BOOK, second)
    assert (joined.id, joined.title, joined.publisher, joined.url) == (
        "book",
        "Postwar",
        "Vintage",
        "https://a.org/b",
    )


def test_the_better_url_wins() -> None:
    broken = replace(PAGE, url="https://mfa.gov.by/trade", status=Status.REPAIRED)
    assert combine(broken, PAGE).status is Status.OK


def test_one_book_cited_at_two_pages_is_one_source_with_two_locators() -> None:
    book = "Tony Judt, Postwar (London: Vintage, 2010), "
    bibliography = find_citations(document(f"{book}5.", f"{book}86."))
    assert len(bibliography.sources) == 1
    assert [mention.locator for mention in bibliography.mentions] == ["5", "86"]


def test_sources_that_look_alike_but_disagree_are_reported() -> None:
    bibliography = find_citations(
        document(
            "Trade [Electronic resource]. - 2021. - URL: https://mfa.gov.by/a",
            "Trade [Electronic resource]. - 2019. - URL: https://mfa.gov.by/a",
        )
    )
    assert len(bibliography.sources) == 2
    assert [(item.kind, item.note) for item in bibliography.problems] == [
        (ProblemKind.CONFLICTING_SOURCES, "note-2")
    ]


def test_a_third_source_may_show_that_two_are_one() -> None:
    title = "Ann Lee, “Peace,” World Politics 3 (1999): 4"
    bibliography = find_citations(
        document(
            "Report, https://export.by/a",
            f"{title}, doi:10.1000/xyz",
            "Report (https://export.by/a), doi:10.1000/xyz",
        )
    )
    assert len(bibliography.sources) == 1
    assert {mention.source_id for mention in bibliography.mentions} == {bibliography.sources[0].id}


def test_ids_are_readable_and_do_not_change() -> None:
    assert source_id(replace(BOOK, id="")) == "judt-postwar-2005-33eb81"


@given(st.text(max_size=200), st.lists(st.text(max_size=60), max_size=2), st.none() | st.integers(1400, 2099))
def test_any_source_has_an_id_that_is_safe_in_a_url(title: str, authors: list[str], year: int | None) -> None:
    found = source_id(Source("", "webpage", title or "x", tuple(authors), year, domain="belta.by"))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{6}", found)
    assert len(found) <= 60


def test_a_title_that_has_no_ascii_falls_back_on_its_domain() -> None:
    source = Source("", "webpage", "Беларусь и Китай", (), 2020, domain="belta.by")
    assert re.fullmatch(r"belta-by-2020-[0-9a-f]{6}", source_id(source))


def test_volumes_of_one_title_are_compared_with_a_few_of_the_others_and_reported_once_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0

    def counted(first: Source, second: Source) -> str | None:
        nonlocal compared
        compared += 1
        return veto(first, second)

    monkeypatch.setattr(merge, "veto", counted)
    number = 300
    notes = (f"Ann Lee, “Ports,” Journal {volume} of Ports 3 (1998): 4." for volume in range(number))
    bibliography = find_citations(document(*notes))
    assert len(bibliography.sources) == number
    assert len(bibliography.problems) == number - 1
    assert compared <= number * (merge.TWINS + 1)
