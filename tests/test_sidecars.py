"""What a person says of a document in a file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.library import Library
from search.reading import read
from search.settings import Settings
from search.sidecars import parse

LETTER = "Exports grew in the spring.[1]\n\n[1] Smith, J. History of Trade. Oxford, 2019. P. 5.\n"
SAID = """title = "On  Trade"
authors = ["Petrova, A.", "Smith, J."]
date = 2021-06-15
language = "en"
url = "https://example.org/trade"
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    file = tmp_path / "papers" / "letter.txt"
    file.parent.mkdir()
    file.write_text(LETTER)
    return file


@pytest.mark.parametrize("name", ["letter.toml", "letter.txt.toml"])
def test_what_it_says_goes_before_what_the_file_says(letter: Path, name: str) -> None:
    letter.with_name(name).write_text(SAID)
    document = read(letter).document
    assert (document.title, document.authors) == ("On Trade", ("Petrova, A.", "Smith, J."))
    assert (document.published, document.language) == ("2021-06-15", "en")
    assert document.url == "https://example.org/trade"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("title = ", "Invalid value"),
        ('titel = "Trade"', 'unknown key "titel"'),
        ("title = 3", "title must be a text"),
        ('url = "javascript:alert(1)"', "url must begin with http"),
        ("authors = [[[]]]", "authors must be"),
    ],
)
def test_one_that_is_wrong_is_told_and_the_document_read_without_it(
    letter: Path, said: str, reason: str
) -> None:
    letter.with_name("letter.toml").write_text(said)
    reading = read(letter)
    [(path, told)] = reading.warnings
    assert path.endswith("letter.toml")
    assert reason in told
    assert "\n" not in told
    assert reading.document.authors == ()


def test_one_that_is_nested_without_end_is_told(letter: Path) -> None:
    letter.with_name("letter.toml").write_text("title = " + "[" * 30_000)
    assert len(read(letter).warnings) == 1


def test_a_document_is_read_again_when_its_sidecar_comes_changes_or_goes(
    letter: Path, tmp_path: Path
) -> None:
    sidecar = letter.with_name("letter.toml")
    with Library.open(Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:")) as library:
        library.index([letter.parent])
        for said in ('title = "One"', 'title = "Two"'):
            sidecar.write_text(said)
            assert library.index([letter.parent]).updated == ("letter",)
            assert library.documents()[0].title == said[9:12]
        assert library.index([letter.parent]).unchanged == ("letter",)
        sidecar.unlink()
        assert library.index([letter.parent]).updated == ("letter",)


def test_a_year_alone_is_a_date() -> None:
    assert parse("date = 1871") == {"published": "1871"}
