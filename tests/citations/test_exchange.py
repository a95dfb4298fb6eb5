"""Exports as other programs take them: the rules of CSL's input data, a citation processor, BibTeX's reader.

The rules are those of the published schema of CSL data (csl-data.json) for what we write: which variables
there are, of which kind each is, what a date and a name are made of, which types an item may have.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from pathlib import Path

import pytest
from pybtex.database import parse_string

from search.citations.described import KINDS
from search.citations.export import csl_item, export
from search.document import Source, Status
from tests.citations.golden import golden, read

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # an old package, and its parser's own warnings
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

STYLES = sorted(Path(__file__).with_name("styles").glob("*.txt"))
GOLDEN = {path.stem: [read(reference)[0] for reference, _ in golden(path)] for path in STYLES}

TYPES = {
    "article-journal", "book", "chapter", "document", "legal_case", "legislation", "manuscript",
    "paper-conference", "report", "thesis", "webpage",
}  # fmt: skip
NAMES = {"author"}
DATES = {"issued", "accessed"}
STRINGS = {
    "title", "container-title", "publisher", "publisher-place", "URL", "note", "DOI", "ISBN", "ISSN", "PMID",
    "PMCID", "volume", "issue", "page", "edition",
}  # fmt: skip


def breaches(item: Mapping[str, object]) -> list[str]:
    """What of an item is not as the schema has it."""
    found = [f"{name} is no variable" for name in item.keys() - {"id", "type"} - NAMES - DATES - STRINGS]
    found += [] if item.get("type") in TYPES and item.get("id") else ["no type or id"]
    for name in item.keys() & STRINGS:
        found += [] if isinstance(item[name], str) and item[name] else [f"{name} is no text"]
    for name in item.keys() & DATES:
        found += [] if is_date(item[name]) else [f"{name} is no date"]
    for name in item.keys() & NAMES:
        people = item[name]
        is_list = isinstance(people, list) and people
        found += [] if is_list and all(map(is_name, people)) else [f"{name} are no names"]
    return found


FEWEST_AND_MOST = ((0, 2100), (1, 12), (1, 31))  # of a year, a month and a day


def is_date(value: object) -> bool:
    """One or two lists of a year, a month and a day, as many of them as are known."""
    parts = value.get("date-parts") if isinstance(value, dict) and value.keys() == {"date-parts"} else None
    return bool(parts) and len(parts) <= 2 and all(1 <= len(part) <= 3 and is_day(part) for part in parts)


def is_day(part: list[object]) -> bool:
    return all(
        isinstance(number, int) and low <= number <= high
        for number, (low, high) in zip(part, FEWEST_AND_MOST, strict=False)
    )


def is_name(value: object) -> bool:
    """A family name, with or without a given name and a suffix; or the name of a body, whole."""
    if not isinstance(value, dict) or not all(isinstance(part, str) and part for part in value.values()):
        return False
    return value.keys() == {"literal"} or (
        "family" in value and value.keys() <= {"family", "given", "suffix"}
    )


@pytest.mark.parametrize("style", GOLDEN)
def test_every_golden_reference_is_csl_data_as_the_schema_has_it(style: str) -> None:
    wrong = {source.id: found for source in GOLDEN[style] if (found := breaches(csl_item(source)))}
    assert wrong == {}


def test_the_check_sees_what_is_wrong() -> None:
    good = csl_item(Source("a", "book", "Postwar", ("Judt, Tony",), 2005))
    assert breaches(good) == []
    assert breaches({**good, "issued": {"date-parts": [["2005"]]}}) == ["issued is no date"]
    assert breaches({**good, "issued": {"date-parts": [[2005, 13]]}}) == ["issued is no date"]
    assert breaches({**good, "author": [{"name": "Judt"}]}) == ["author are no names"]
    assert breaches({**good, "place": "London"}) == ["place is no variable"]
    assert breaches({**good, "type": "monograph"}) == ["no type or id"]
    assert breaches({**good, "volume": 5}) == ["volume is no text"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_one_that_csl_knows(kind: str) -> None:
    assert breaches(csl_item(Source("a", kind, "Title"))) == []


ARTICLE = Source(
    "granovetter-1973", "article", "The Strength of Weak Ties", ("Granovetter, Mark S.",), 1973,
    "American Journal of Sociology", identifiers={"doi": "10.1086/225469"}, volume="78", issue="6",
    pages="1360–1380",
)  # fmt: skip
BOOK = Source(
    "posner-2014", "book", "Economic Analysis of Law", ("Richard A. Posner",), 2014,
    publisher="Wolters Kluwer", place="New York", edition="9", identifiers={"isbn": "9781454833888"},
)  # fmt: skip
PAGE = Source(
    "world-bank-2021", "webpage", "Trade at a Glance", ("World Bank",), 2021, url="https://data.worldbank.org/a",
    status=Status.OK, accessed="2021-05-03",
)  # fmt: skip


def rendered(*sources: Source) -> list[str]:
    """Each source as a citation processor sets it in the style that it brings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        items = CiteProcJSON(json.loads(export(sources, "csl-json")))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, items, formatter.plain)
        for source in sources:
            bibliography.register(Citation([CitationItem(source.id)]))
        return [str(entry) for entry in bibliography.bibliography()]


def test_a_citation_processor_sets_an_article_with_its_volume_issue_and_pages() -> None:
    (entry,) = rendered(ARTICLE)
    for part in ("Granovetter, M.S.", "1973", "The Strength of Weak Ties", "American Journal of Sociology"):
        assert part in entry
    assert "78(6)" in entry
    assert "1360–1380" in entry


def test_a_citation_processor_sets_a_book_with_its_edition_and_imprint() -> None:
    (entry,) = rendered(BOOK)
    for part in ("Posner, R.A.", "2014", "Economic Analysis of Law", "9th ed.", "New York", "Wolters Kluwer"):
        assert part in entry


def test_a_citation_processor_sets_a_body_whole() -> None:
    (entry,) = rendered(PAGE)
    assert entry.startswith("World Bank")
    assert "https://data.worldbank.org/a" in entry


@pytest.mark.parametrize("style", GOLDEN)
def test_a_citation_processor_sets_every_golden_reference(style: str) -> None:
    once = {source.id: source for source in GOLDEN[style]}
    entries = rendered(*once.values())
    assert len(entries) == len(once)
    assert all(entry.strip() for entry in entries)


def test_a_case_is_a_page_of_a_volume_of_its_reports() -> None:
    item = csl_item(Source("roe", "case", "Roe v. Wade", (), 1973, "410 U.S. 113"))
    assert (item["volume"], item["container-title"], item["page"]) == ("410", "U.S.", "113")


@pytest.mark.parametrize("style", GOLDEN)
def test_bibtex_reads_every_golden_reference_back(style: str) -> None:
    once = {source.id: source for source in GOLDEN[style]}
    entries = parse_string(export(once.values(), "bibtex"), "bibtex").entries
    assert set(entries) == set(once)
    for name, source in once.items():
        persons = entries[name].persons.get("author", [])
        assert len(persons) == len(source.authors)
        assert entries[name].fields.get("year") == (str(source.year) if source.year else None)


def test_bibtex_has_the_numbers_of_an_article_and_the_edition_of_a_book() -> None:
    entries = parse_string(export([ARTICLE, BOOK], "bibtex"), "bibtex").entries
    fields = entries[ARTICLE.id].fields
    assert (fields["volume"], fields["number"], fields["pages"]) == ("78", "6", "1360--1380")
    assert entries[BOOK.id].fields["edition"] == "9"


def test_ris_has_first_and_last_page() -> None:
    lines = export([ARTICLE], "ris").split("\r\n")
    assert {"VL  - 78", "IS  - 6", "SP  - 1360", "EP  - 1380"} <= set(lines)
