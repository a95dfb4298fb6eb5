"""One essay in six formats reads to the same model, without exception."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from search.notes import link_notes
from search.readers import read_file
from tests.readers.truth import Truth, understood

FIXTURES = Path(__file__).parents[1] / "fixtures" / "same"
FORMATS = ("md", "html", "epub", "docx", "pdf", "txt")


def essay(suffix: str) -> Truth:
    return understood(link_notes(read_file(FIXTURES / f"essay.{suffix}")))


def test_the_essay_is_what_was_written() -> None:
    found = essay("md")
    text = " ".join(one for section in found["sections"] for one in section["paragraphs"])
    assert [(section["level"], section["title"]) for section in found["sections"]] == [
        (1, "The Metre and the Meridian"),
        (1, "1 A measure for all people"),
        (1, "2 Seven years of angles"),
        (2, "2.1 What stood in their way"),
        (1, "3 The bar and the treaty"),
        (1, "4 A path of light"),
        (1, "5 What was lost"),
    ]
    assert re.findall(r"\{(.*?)\}", text) == [*map(str, range(1, 13)), "2", "13", "14", "15"]
    assert [len(note["urls"]) for note in found["notes"]] == [0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1]


@pytest.mark.parametrize("suffix", FORMATS[1:])
def test_it_reads_to_the_same_model_in_every_format(suffix: str) -> None:
    assert essay(suffix) == essay("md")
