"""What is said of many documents: each its row while they are few, and of more what needs a look."""

from __future__ import annotations

import pytest

from search.holdings import DocumentSummary, IndexReport
from search.reports import show_report
from search.terminal import Terminal

COUNTS = dict.fromkeys(("sections", "paragraphs", "notes", "references", "sources"), 2)


def report(number: int, missing: int = 0) -> IndexReport:
    """So many letters, of which the last has marks without a note; every third is a web page."""
    documents = [
        DocumentSummary(
            id=f"letter-{place}",
            title=f"Letter {place}",
            authors=(),
            format="text" if place % 3 else "html",
            language=None,
            published=None,
            path=f"letter-{place}.txt",
            counts=COUNTS | {"missing": missing * (place == number - 1), "orphans": 0, "truncated": 0},
        )
        for place in range(number)
    ]
    return IndexReport(added=tuple(one.id for one in documents), documents=tuple(documents), passages=9)


def shown(capsys: pytest.CaptureFixture[str], of: IndexReport, *, every: bool = False) -> list[str]:
    show_report(Terminal(), of, every=every)
    return capsys.readouterr().out.splitlines()


def test_few_documents_have_a_row_each(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, report(30))
    assert [line.split("\t")[0] for line in lines[-30:]] == [f"Letter {place}" for place in range(30)]


def test_many_documents_are_counted_by_format(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, report(60))
    assert "html\t20\t0\t40\t40\t40\t0\t40" in lines
    assert "text\t40\t0\t80\t80\t80\t0\t80" in lines
    assert not any(line.startswith("Letter") for line in lines)


def test_of_many_documents_those_that_need_a_look_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Letter 59\t3\t0\t0" in shown(capsys, report(60, missing=3))


def test_every_one_of_many_documents_is_listed_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, report(60), every=True)
    assert len([line for line in lines if line.startswith("Letter ")]) == 60


def test_files_that_failed_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    failed = IndexReport(failed=(("torn.pdf", "is no PDF"),))
    assert "1 file could not be read; the reasons are above." in shown(capsys, failed)


def test_forgotten_link_checks_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Forgot what was found at 2 URLs that no source has any more." in shown(
        capsys, IndexReport(removed=("trade",), forgotten=2)
    )
