"""A passage in the styles that readers are asked for: as the manuals print it, whatever is put in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from search.citations import styles
from search.citations.styles import STYLES, cite_passage
from search.document import NoteReference, Passage
from search.errors import BadInput, NotFound
from search.holdings import Imprint
from search.library import Library
from search.settings import Settings

CARTERS = Passage(
    "salt.p4",
    "salt",
    "The Salt Road",
    2,
    "The carters",
    4,
    "They paid.",
    12,
    references=(NoteReference("7", 3),),
)
SALT = Imprint(
    "The Salt Road", ("Smith, Jane", "Boris L. Zalessky"), "1999-05-02", "https://example.org/salt-road?a=1"
)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            "chicago",
            "Jane Smith and Boris L. Zalessky, “The carters,” in The Salt Road (1999), 12, para. 4, n. 7, "
            "https://example.org/salt-road?a=1.",
        ),
        (
            "apa",
            "Smith, J., & Zalessky, B. L. (1999). The carters. In The Salt Road (p. 12, para. 4, n. 7). "
            "https://example.org/salt-road?a=1",
        ),
        (
            "mla",
            "Smith, Jane, and Boris L. Zalessky. “The carters.” The Salt Road, 1999, p. 12, par. 4, n. 7, "
            "https://example.org/salt-road?a=1.",
        ),
        (
            "harvard",
            "Smith, J. and Zalessky, B.L. (1999) ‘The carters’, in The Salt Road, p. 12, para. 4, n. 7. "
            "Available at: https://example.org/salt-road?a=1.",
        ),
    ],
)
def test_a_passage_in_a_style(style: str, text: str) -> None:
    assert cite_passage(CARTERS, SALT, style).text == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("chicago", "The Salt Road (n.d.), para. 4."),
        ("apa", "The Salt Road (para. 4). (n.d.)."),
        ("mla", "The Salt Road, par. 4."),
        ("harvard", "The Salt Road (no date), para. 4."),
    ],
)
def test_a_passage_of_a_document_of_which_only_the_title_is_known(style: str, text: str) -> None:
    bare = replace(CARTERS, section_title="", page=None, references=())
    assert cite_passage(bare, Imprint("The Salt Road"), style).text == text


def test_a_section_that_is_called_as_its_document_is_not_named_twice() -> None:
    alone = replace(CARTERS, section_title="The Salt Road")
    assert cite_passage(alone, SALT, "mla").text.count("The Salt Road") == 1


def test_a_body_s_name_is_not_turned_round() -> None:
    found = cite_passage(CARTERS, replace(SALT, authors=("World Bank",)), "apa").text
    assert found.startswith("World Bank. (1999). ")


def test_of_many_authors_the_first_is_named() -> None:
    many = replace(SALT, authors=tuple(f"Smith, {letter}." for letter in "ABCDEFGH"))
    assert cite_passage(CARTERS, many, "chicago").text.startswith("A. Smith et al., “The carters,”")


def test_the_title_of_the_document_is_in_italics() -> None:
    for style in STYLES:
        assert [run.text for run in cite_passage(CARTERS, SALT, style).runs if run.italic] == [
            "The Salt Road"
        ]


def test_markup_and_what_marks_italics_in_a_title_stay_text() -> None:
    hostile = Imprint('<i>Salt</i> <span class="nocase">&\ue000\ue001', ("<b>", "Ann \ue000 Lee"))
    for style in STYLES:
        found = cite_passage(CARTERS, hostile, style)
        assert "<i>Salt</i>" in found.text
        assert "\ue000" not in found.text


def test_a_title_as_long_as_a_page_is_cut() -> None:
    assert len(cite_passage(CARTERS, Imprint("salt " * 9_999), "chicago").text) < 400


@settings(max_examples=60)
@given(st.text(max_size=40), st.lists(st.text(max_size=30), max_size=4), st.text(max_size=12) | st.none())
def test_no_title_page_is_too_odd(title: str, authors: list[str], published: str | None) -> None:
    for style in STYLES:
        assert "para. 4" in cite_passage(
            CARTERS, Imprint(title, tuple(authors), published), style
        ).text.replace("par. 4", "para. 4")


def test_every_style_is_csl() -> None:
    import citeproc

    schema = etree.RelaxNG(etree.parse(citeproc.SCHEMA_PATH))
    for name in STYLES:
        style = etree.parse(str(Path(styles.__file__).with_name(f"{name}.csl")))
        assert schema.validate(style), f"{name}: {schema.error_log}"


def test_the_library_cites_a_passage_in_each_style(seeded: Settings) -> None:
    with Library.open(seeded) as library:
        passage = library.search("tractors")[0].passage
        found = library.passage_citations(passage.id)
        assert [one.style for one in found] == list(STYLES)
        assert all(f"para. {passage.number}" in one.text.replace("par. ", "para. ") for one in found)
        assert library.passage_citations(passage.id, "mla") == [found[2]]
        with pytest.raises(NotFound):
            library.passage_citations("nosuch.p1")
        with pytest.raises(BadInput, match="the styles are chicago, apa, mla, harvard"):
            library.passage_citations(passage.id, "vancouver")
