"""The citations of a pasted text, and which of the library's sources each may mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search.document import Bibliography, Mention, Source
from search.errors import BadInput, NotFound
from search.library import Library
from search.results import Recognised
from tests.documents import BOOK, PAGE, trade_bibliography
from tests.test_lookup import made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with made(tmp_path_factory.mktemp("one"), trade=trade_bibliography()) as opened:
        yield opened


def known(found: Recognised) -> tuple[int, list[str]]:
    return found.status, [one.source.id for one in found.candidates]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("as https://www.belta.by/economics/view/mtz-444577-2021/ says", PAGE),
        ("as http://belta.by/economics/view/mtz-\r\n444577-2021 says", PAGE),
        ("as doi:10.1000/MTZ.2021 says", PAGE),
        ("so it is (Zalessky, B. Belarus - Asia: Vector of Partnership. - LAP LAMBERT, 2018. - P. 7).", BOOK),
        ("so it is (Zalessky, Belarus - Asia, 7).", BOOK),
        ("so it is (Zalessky 2018, 44).", BOOK),
        ("As Zalessky (2018: 44) has shown, it is so.", BOOK),
        ("Zalessky and Judt (2018) disagree. Nobody knows why.", BOOK),
        ("Nobody knows Zalessky’s (2018) reasons.", BOOK),
        ("so it is (Zalessky & Judt, 2018, p. 44).", BOOK),
        ("but compare note 1 of it", BOOK),
    ],
)
def test_a_citation_of_a_known_work_has_it_as_its_candidate(
    library: Library, text: str, source: Source
) -> None:
    found = library.find_citations(text)
    assert [known(one) for one in found.items] == [(200, [source.id])]
    assert [text[one.start : one.end] for one in found.items] == [one.text for one in found.items]


@pytest.mark.parametrize(
    "text",
    [
        "as https://www.belta.by/society/the-weather-in-may/ says",
        "as doi:10.1000/nobody says",
        "so it is (Judt, Postwar (London: Vintage, 2010), 5).",
        "so it is (Zalessky, B. Belarus - Asia: Vector of Partnership. - LAP LAMBERT, 1999. - P. 7).",
        "but compare note 77 of it",
        "Ibid., 7.",
        "it was held in 410 U.S. 113.",
    ],
)
def test_a_citation_of_an_unknown_work_has_no_candidate(library: Library, text: str) -> None:
    assert [known(one) for one in library.find_citations(text).items] == [(404, [])]


def test_a_citation_that_may_mean_several_works_has_them_all(tmp_path: Path) -> None:
    second = replace(BOOK, id="zalessky-growth-2018", title="Points of Growth")
    mentions = (Mention("note-1", 0, 9, BOOK.id), Mention("note-1", 9, 20, second.id))
    with made(tmp_path, trade=Bibliography(mentions, (BOOK, second))) as library:
        assert [known(one) for one in library.find_citations("It is so (Zalessky 2018, 4).").items] == [
            (300, [BOOK.id, second.id])
        ]
        assert library.find_citations("See note 1.").items[0].status == 300


def test_a_case_is_known_by_its_report_however_that_is_spelt(tmp_path: Path) -> None:
    case = Source("roe-v-wade-1973", "case", "Roe v. Wade", (), 1973, "410 U.S. 113")
    cited = Bibliography((Mention("note-1", 0, 9, case.id),), (case,))
    with made(tmp_path, trade=cited) as library:
        assert known(library.find_citations("It was held in 410 U. S. 113.").items[0]) == (200, [case.id])


def test_a_document_tells_whose_notes_are_meant(tmp_path: Path) -> None:
    other = Bibliography((Mention("note-1", 0, 9, PAGE.id),), (PAGE,))
    with made(tmp_path, trade=trade_bibliography(), report=other) as library:
        assert library.find_citations("See note 1.").items[0].status == 300
        assert known(library.find_citations("See note 1.", document="report").items[0]) == (200, [PAGE.id])
        with pytest.raises(NotFound):
            library.find_citations("See note 1.", document="poem")


def test_of_more_citations_than_are_looked_up_it_is_said_where_to_go_on(library: Library) -> None:
    text = "See doi:10.1000/MTZ.2021 in it. " * 300
    found = library.find_citations(text)
    assert len(found.items) == 250
    assert found.next is not None
    assert "character" in found.warnings[0]
    rest = library.find_citations(text[found.next :])
    assert (len(rest.items), rest.next, rest.warnings) == (50, None, ())


@pytest.mark.parametrize("text", ["", " \n", "word " * 12_801])
def test_a_text_that_is_empty_or_too_long_is_refused(library: Library, text: str) -> None:
    with pytest.raises(BadInput) as caught:
        library.find_citations(text)
    assert caught.value.parameter == "text"


@pytest.mark.parametrize("text", ["\ud800 doi:10.1000/mtz.2021", "\0 doi:10.1000/mtz.2021"])
def test_what_no_database_takes_does_not_move_what_is_found(library: Library, text: str) -> None:
    (found,) = library.find_citations(text).items
    assert text[found.start : found.end] == "doi:10.1000/mtz.2021"
