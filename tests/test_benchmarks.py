"""The benchmark runs at its smallest size and reports everything; what it measures is not judged here."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from search.reading import read
from tests.benchmarks import formats, growth, pages
from tests.benchmarks.__main__ import main
from tests.benchmarks.corpus import grow, read_documents
from tests.benchmarks.essays import FORMATS, written
from tests.benchmarks.queries import CLASSES, choose
from tests.benchmarks.timing import measure

LETTER = """\
ON THE BUILDING OF HARBOURS

The harbour was built of granite, and the granite came by sea.[1] Stone from the northern quarries was
cheaper, yet the engineers of the harbour distrusted northern stone.

Every winter the harbour lost some granite to the sea, and every summer the engineers brought northern stone
to mend it.[2]

Notes

[1] Smeaton, J. A Narrative of the Building. - London, 1791. - P. 12. - URL: https://www.example.org/narrative
[2] Rennie, J. Harbours. - 1854.
"""


def letters(folder: Path) -> Path:
    folder.mkdir()
    (folder / "harbours.txt").write_text(LETTER, encoding="utf-8")
    return folder


def test_the_report_has_a_row_for_every_class_and_a_line_for_every_aim(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    options = ["--rounds", "1", "--queries", "1", "--output", str(report)]
    arguments = ["--documents", str(letters(tmp_path / "letters")), *options]
    assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
    lines = report.read_text(encoding="utf-8").splitlines()
    for name in CLASSES:
        [timings, queries] = [line for line in lines if line.startswith(f"| {name} |")]
        assert timings.count("|") == 11
        assert "`" in queries
    assert (
        len([line for line in lines if line.startswith("- ") and ("**met" in line or "**not met" in line)])
        == 7
    )


def test_a_grown_library_has_the_passages_asked_for_each_with_its_notes(tmp_path: Path) -> None:
    grow(read_documents(letters(tmp_path / "letters")), 130, tmp_path)
    grown = read_documents(tmp_path)[:2]
    assert [len(list(document.paragraphs())) for document in grown] == [100, 30]
    for document in grown:
        labels = [reference.label for reference in document.references()]
        assert labels == [note.label for note in document.notes]
        assert labels


def test_the_same_documents_grow_into_the_same_library(tmp_path: Path) -> None:
    documents = read_documents(letters(tmp_path / "letters"))
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        grow(documents, 3, tmp_path / name)
    one, other = ((tmp_path / name / "document-00001.txt").read_bytes() for name in ("one", "other"))
    assert one == other


def test_a_rare_word_is_rarer_than_a_common_one() -> None:
    texts = ["The harbour was mended.", "The harbour was granite.", "The harbour froze in January."]
    chosen = choose(texts, 1)
    held = {name: sum(chosen[name][0] in text.lower() for text in texts) for name in ("rare", "common")}
    assert held == {"rare": 1, "common": 3}


def test_every_side_is_asked_every_query_in_turn() -> None:
    asked: list[str] = []
    sides = {name: lambda text, name=name: asked.append(f"{name} {text}") for name in ("ours", "theirs")}
    measured = measure(sides, {"rare": ["granite"], "OR": ["sea OR stone"]}, rounds=1)
    assert {name: list(of) for name, of in measured.items()} == {
        "rare": ["ours", "theirs"],
        "OR": ["ours", "theirs"],
    }
    assert asked == [
        "theirs granite",
        "ours granite",
        "theirs sea OR stone",
        "ours sea OR stone",
        "ours granite",
        "theirs granite",
        "ours sea OR stone",
        "theirs sea OR stone",
    ]


def test_an_essay_reads_to_the_same_marks_and_notes_in_every_format(tmp_path: Path) -> None:
    essay = written(read_documents(letters(tmp_path / "letters")), 60)
    notes = [note for chapter in essay for note in chapter.notes.values()]
    assert len(essay) == 2
    for kind in FORMATS.keys() - {"pdf"}:
        file = tmp_path / f"essay.{kind}"
        FORMATS[kind](essay, file)
        document = read(file).document
        assert [note.text for note in document.notes] == notes
        assert [mark.note_id for mark in document.references()] == [note.id for note in document.notes]
        assert len(list(document.paragraphs())) == 60


def test_each_format_has_a_row_with_and_without_pandoc(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    arguments = ["--passages", "5", "--rounds", "1", "--format", "html", "--format", "txt"]
    arguments += ["--output", str(report)]
    assert CliRunner().invoke(formats.main, arguments, catch_exceptions=False).exit_code == 0
    rows = [line.split(" | ") for line in report.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    assert [row[0] for row in rows[2:]] == ["| html", "| txt"]
    assert len({len(row) for row in rows}) == 1


def test_growth_has_a_row_for_every_number_of_documents(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    arguments = ["--documents", str(letters(tmp_path / "letters")), "--output", str(report), "1", "3"]
    assert CliRunner().invoke(growth.main, arguments, catch_exceptions=False).exit_code == 0
    rows = [line for line in report.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    assert [row.split(" | ")[0] for row in rows] == ["| documents", "| ---", "| 1", "| 3"]


def test_every_page_has_its_size_and_its_time(tmp_path: Path) -> None:
    report = tmp_path / "pages.md"
    options = ["--dense", "0", "--large", "0", "--rounds", "1", "--output", str(report)]
    arguments = ["--documents", str(letters(tmp_path / "letters")), *options]
    assert CliRunner().invoke(pages.main, arguments, catch_exceptions=False).exit_code == 0
    rows = [line.split(" | ") for line in report.read_text(encoding="utf-8").splitlines() if " | " in line]
    assert {"| home", "| source", "| API search", "| API export of all, csv"} <= {row[0] for row in rows}
    assert "Memory: " in report.read_text(encoding="utf-8")
    figures = [row for row in rows if row[1][0].isdigit()]
    assert len(figures) == len(rows) - 2  # the names of the columns, and the rule under them
    assert all(float(row[3].replace(",", "")) > 0 for row in figures)
    assert all(float(row[1].replace(",", "")) > 1 for row in figures if row[0] in ("| home", "| source"))
