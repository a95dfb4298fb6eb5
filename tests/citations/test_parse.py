"""References in a dozen styles, beside their fields as read by hand, with floors under each."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.citations.parse import parse
from tests.citations.golden import FIELDS, golden, read, tally

REFERENCES = golden(Path(__file__).with_name("references.txt"))
# shares of all references in which the field is exactly as read by hand
# (what is missed: French and Polish imprints in commas, Bluebook's books, a newspaper's page)
FLOORS = {
    "type": 0.97,
    "authors": 0.98,
    "title": 0.96,
    "container": 0.98,
    "publisher": 0.94,
    "place": 0.96,
    "year": 0.98,
    "locator": 0.94,
    "url": 1.0,
    "volume": 0.98,
    "issue": 1.0,
    "pages": 1.0,
    "edition": 1.0,
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_read_as_often_as_before(field: str) -> None:
    counted = tally(field, REFERENCES)
    assert 1 - len(counted.wrong) / len(REFERENCES) >= FLOORS[field], counted.wrong


def test_there_are_enough_references_to_speak_of_shares() -> None:
    assert len(REFERENCES) >= 60
    assert all(set(expected) <= set(FIELDS) for _, expected in REFERENCES)


def test_what_no_style_reads_is_kept_whole() -> None:
    source, _ = read("box 14, folder Minsk, sheet with a coffee stain")
    assert (source.type, source.title) == ("document", "box 14, folder Minsk, sheet with a coffee stain")


def test_a_url_alone_is_its_own_title() -> None:
    source, _ = read("https://www.belta.by/")
    assert (source.type, source.title) == ("webpage", "https://www.belta.by/")


def test_the_year_is_that_of_the_date_and_not_of_the_title_or_the_url() -> None:
    source, _ = read(
        "Results for 2018-2020 [Electronic resource]. - 2017. - URL: https://www.belta.by/gody-285761-2018/"
    )
    assert source.year == 2017


def test_a_page_whose_letter_was_lost_is_a_page() -> None:
    _, mention = read("Zalessky, B. Potential / B. Zalessky. - Minsk, 2020. - \ufffd. 7.")
    assert mention.locator == "p. 7"


def test_an_access_date_is_no_date_of_the_work() -> None:
    source, _ = read("Trade [Electronic resource]. - URL: https://export.by/a (accessed 3 May 2019)")
    assert source.year is None


def test_the_identifiers_of_a_work_are_canonical() -> None:
    source, _ = read("A. Smith, Ports (London: Penguin, 1998), ISBN 0-19-852663-6, doi:10.1000/ABC.")
    assert source.identifiers == {"isbn": "9780198526636", "doi": "10.1000/abc"}
    assert source.url == "https://doi.org/10.1000/ABC"


@given(st.text(alphabet="AaЖж. ,;:-–/()[]“”'\"0129\ufffc\ufffd", max_size=120))
def test_any_text_has_fields(text: str) -> None:
    reference = parse(text)
    assert reference.type
    assert reference.year is None or 1400 <= reference.year <= 2099


@pytest.mark.parametrize(
    ("text", "body", "title"),
    [
        (
            "Umweltbundesamt: Daten zur Umwelt \ufffc",
            "Umweltbundesamt",
            "Daten zur Umwelt",
        ),
        (
            "Bundesministerium für Wirtschaft und Energie, Jahreswirtschaftsbericht \ufffc",
            "Bundesministerium für Wirtschaft und Energie",
            "Jahreswirtschaftsbericht",
        ),
        (
            "Robert Koch-Institut: Epidemiologisches Bulletin \ufffc",
            "Robert Koch-Institut",
            "Epidemiologisches Bulletin",
        ),
        (
            "Министерство экономики Республики Беларусь. Итоги развития за год. – URL: \ufffc",
            "Министерство экономики Республики Беларусь",
            "Итоги развития за год",
        ),
        ("Центральный банк России. Обзор рисков \ufffc", "Центральный банк России", "Обзор рисков"),
    ],
)
def test_a_body_before_its_title_is_the_author(text: str, body: str, title: str) -> None:
    reference = parse(text)
    assert (reference.authors, reference.title) == ((body,), title)


@pytest.mark.parametrize(
    "text",
    [
        "Die Bank von England und ihre Kritiker \ufffc",
        "Национальный банк Республики Беларусь [Электронный ресурс]. – Режим доступа: \ufffc",
        "Institutions and growth, Belta, 3 May 2019, \ufffc",
    ],
)
def test_a_title_that_speaks_of_a_body_has_no_author(text: str) -> None:
    assert parse(text).authors == ()
