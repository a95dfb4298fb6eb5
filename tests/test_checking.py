"""A pasted paragraph: what of it is checked as a quotation."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.checking import is_paragraph, quotations
from search.errors import BadInput
from search.library import Library
from tests.documents import trade_bibliography
from tests.test_lookup import made


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return made(tmp_path, trade=trade_bibliography())


def test_what_stands_in_quotation_marks_is_what_is_quoted() -> None:
    text = "He wrote: «The park of Great Stone is growing.» And so it seems to everybody. Yes."
    assert [text[slice(*span)] for span in quotations(text)] == [
        "The park of Great Stone is growing.",
        "And so it seems to everybody.",
    ]


@pytest.mark.parametrize(
    "text", ["", "note 12", "Zalessky, B.", "One sentence that is long enough by itself."]
)
def test_one_thing_to_look_up_is_no_paragraph(text: str) -> None:
    assert not is_paragraph(text)


def test_each_sentence_has_its_verdict_and_each_citation_its_source(library: Library) -> None:
    text = (
        "The Indian partner will purchase 200 tractors. The Asian market still seems underutilized by "
        "exporters. The museum in Lima shows three llamas and a jar. See doi:10.1000/mtz.2021."
    )
    with library:
        checked = library.check(text)
    assert [one.lookup.verdict for one in checked.sentences] == ["verbatim", "altered", "not found"]
    assert [one.status for one in checked.recognition.items] == [200]
    assert checked.next is None


def test_of_more_sentences_than_are_compared_the_first_left_out_is_said(library: Library) -> None:
    text = "The Indian partner will purchase 200 tractors. " * 21
    with library:
        checked = library.check(text)
    assert len(checked.sentences) == 20
    assert checked.next == text.rindex("The Indian")


def test_an_empty_text_is_refused(library: Library) -> None:
    with library, pytest.raises(BadInput):
        library.check(" ")
