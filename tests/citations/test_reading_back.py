"""What is exported is what other programs read, field by field: every type, and whatever a title may hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from search.citations.described import KINDS
from search.document import Source, Status
from tests.citations.reading_back import Told, by_citeproc, by_pandoc, by_pybtex, by_rispy, expected

HOSTILE = {
    "braces": r"Braces {in} a {{title}}",
    "commands": r"\input{/etc/passwd} and \LaTeX, or {\tt x}",
    "signs": r"100% of $5_000 & #1, ~tilde^caret",
    "lines": "A\nbreak\r\nand\ta tab",
    "quotes": '"Quoted" and "again": it\'s',
    "cyrillic": "Торговля и развитие Беларуси",
    "arabic": "التجارة والتنمية في أفريقيا",
    "emoji": "Harbours 🎉 & 東京",
    "markdown": "Of $x^2$ and *stars*, _under_, [1] and @cite",
    "backslash": "It ends in \\",
    "tag": "Title UR  -evil",
}
BOOK = Source(
    "whole", "book", "Title", ("Judt, Tony", "World Bank", "King, Martin Luther, Jr.", "van der Berg, Jan"),
    2005, "Journal of {odd} & 100% things", "Press & Co_", "New York", "https://example.org/a_b%20c?x=1&y=~z#f",
    "example.org", Status.OK, {"doi": "10.1000/a_b(1)", "isbn": "9781454833888"}, accessed="2021-05-03",
    archived_url="https://perma.cc/A_B-1", volume="12", issue="3–4", pages="45–60", edition="2",
)  # fmt: skip
KIND_OF_EACH = [replace(BOOK, id=f"a-{kind}", type=kind) for kind in KINDS]
TITLES = [replace(BOOK, id=name, title=title) for name, title in HOSTILE.items()]
CONTAINERS = [
    replace(BOOK, id=f"in-{name}", container=text, type="article") for name, text in HOSTILE.items()
]
BODIES = ("World Bank", "Ministry of Trade and Industry", "Foundation {X} & Sons_", "Всемирный банк и фонд")
PARTS = [
    Source("bare", "document", "Nothing but a title"),
    replace(BOOK, id="no-year", year=None),
    replace(BOOK, id="no-authors", authors=()),
    replace(BOOK, id="many-authors", authors=tuple(f"Author{n}, Given{n}" for n in range(120))),
    replace(BOOK, id="bodies", authors=BODIES),
    replace(BOOK, id="and", authors=("Marks and Spencer, Ann", "Plato")),
    replace(BOOK, id="one-page", pages="45"),
    replace(BOOK, id="roman-pages", pages="xii–xv"),
    replace(BOOK, id="journal", type="article", identifiers={"issn": "0002-9602"}, pages="S1–S12"),
    replace(BOOK, id="cut-off", url="https://example.org/a_b%2", status=Status.TRUNCATED),
    replace(BOOK, id="two-days", accessed="03/05/2021"),
    replace(BOOK, id="no-copy", archived_url=None),
]
SOURCES = [*KIND_OF_EACH, *TITLES, *CONTAINERS, *PARTS]


READERS: list[tuple[Callable[[list[Source]], list[Told]], str]] = [
    (lambda sources: by_pandoc(sources, "csl-json"), "csl-json"),
    (by_citeproc, "csl-json"),
    (by_pybtex, "bibtex"),
    (lambda sources: by_pandoc(sources, "bibtex"), "bibtex"),
    (by_rispy, "ris"),
]


def compare(found: list[Told], format: str, without: tuple[str, ...] = ()) -> None:
    assert [one["id"] for one in found] == [source.id for source in SOURCES]
    for one, source in zip(found, SOURCES, strict=True):
        assert {name: value for name, value in one.items() if name not in without} == expected(
            source, format, without
        )


def test_pandoc_reads_csl_json_field_by_field() -> None:
    compare(by_pandoc(SOURCES, "csl-json"), "csl-json")


def test_citeproc_reads_csl_json_field_by_field() -> None:
    compare(by_citeproc(SOURCES), "csl-json")


def test_pybtex_reads_bibtex_field_by_field() -> None:
    compare(by_pybtex(SOURCES), "bibtex")


def test_pandoc_reads_bibtex_field_by_field() -> None:
    compare(by_pandoc(SOURCES, "bibtex"), "bibtex")


def test_rispy_reads_ris_field_by_field() -> None:
    compare(by_rispy(SOURCES), "ris")


def test_pandoc_reads_ris_field_by_field() -> None:
    compare(by_pandoc(SOURCES, "ris"), "ris", ("place", "seen", "remarks", "isbn", "issn"))


def test_a_brace_without_its_other_half_ends_no_field_of_bibtex() -> None:
    sources = [replace(BOOK, id=name, title=name) for name in ("a }{ b", "{ a", "b }", "}} {a}")]
    sources = [replace(source, id=f"n{n}", container=source.title) for n, source in enumerate(sources)]
    assert by_pybtex(sources) == [expected(source, "bibtex") for source in sources]
    assert [one["id"] for one in by_pandoc(sources, "bibtex")] == ["n0", "n1", "n2", "n3"]


def test_the_readers_see_what_differs() -> None:
    other = replace(BOOK, title="Another title", authors=("World, Bank",))
    for read, format in READERS:
        found = {name for name, value in read([other])[0].items() if value != expected(BOOK, format)[name]}
        assert found >= {"title", "authors"}
