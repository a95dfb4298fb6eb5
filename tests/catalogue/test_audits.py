"""What an editor must look at: how documents are ordered, and what a finding says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search.catalogue import Catalogue
from search.catalogue.stored_audits import audit_page, finding_page
from search.document import Bibliography, Problem, ProblemKind, Source
from search.errors import NotFound
from search.holdings import AuditPage, Finding, FindingPage
from tests.documents import BOOK, trade, trade_bibliography

MISSING = Problem(ProblemKind.MISSING_NOTE, "Note 3 is missing from the document.", None, "p2")
REBUILT = Problem(
    ProblemKind.REPAIRED_URL,
    "The URL of note 2 was rebuilt.",
    "note-2",
    url="https://www.belta.by/a-b/",
    printed_url="https://www.belta.by/a-\nb/",
    repairs=("line break after a hyphen closed up",),
)
UNCERTAIN = Problem(
    ProblemKind.AMBIGUOUS_SHORT_FORM, "Note 9 is not certain.", "note-9", candidates=("note-1", "note-2")
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(f"sqlite:///{tmp_path}/catalogue.db")
    yield opened
    opened.close()


def save(
    catalogue: Catalogue, name: str, problems: tuple[Problem, ...], bibliography: Bibliography | None = None
) -> None:
    document = replace(trade(name, title=name.title()), problems=problems)
    cited = bibliography or replace(trade_bibliography(), problems=())
    catalogue.save(document, cited, path=f"/{name}.txt")


def listed(
    catalogue: Catalogue, kind: ProblemKind | None = None, page: int = 1, per_page: int = 9
) -> AuditPage:
    with catalogue.reading() as connection:
        return audit_page(connection, kind, page, per_page)


def found(
    catalogue: Catalogue, name: str, kind: ProblemKind | None = None, page: int = 1, per_page: int = 9
) -> FindingPage:
    with catalogue.reading() as connection:
        return finding_page(connection, name, kind, page, per_page)


def test_the_document_most_in_need_comes_first_and_a_rebuilt_url_is_the_least_need(
    catalogue: Catalogue,
) -> None:
    save(catalogue, "mended", (REBUILT,) * 5)
    save(catalogue, "worst", (MISSING, MISSING))
    save(catalogue, "clean", ())
    save(catalogue, "bad", (MISSING, REBUILT))
    assert [item.document.id for item in listed(catalogue).items] == ["worst", "bad", "mended", "clean"]
    assert listed(catalogue).items[1].findings == {ProblemKind.MISSING_NOTE: 1, ProblemKind.REPAIRED_URL: 1}
    assert listed(catalogue).kinds == {ProblemKind.MISSING_NOTE: 3, ProblemKind.REPAIRED_URL: 6}
    assert listed(catalogue).total == 4


def test_documents_are_narrowed_to_those_with_one_kind_of_finding(catalogue: Catalogue) -> None:
    save(catalogue, "mended", (REBUILT, REBUILT))
    save(catalogue, "bad", (MISSING, REBUILT))
    save(catalogue, "clean", ())
    rebuilt = listed(catalogue, ProblemKind.REPAIRED_URL)
    assert [item.document.id for item in rebuilt.items] == ["mended", "bad"]
    assert rebuilt.total == 2
    assert rebuilt.items[1].findings[ProblemKind.MISSING_NOTE] == 1  # all that it has is still said


def test_pages_of_documents_follow_each_other(catalogue: Catalogue) -> None:
    for name in ("a", "b", "c"):
        save(catalogue, name, (MISSING,))
    assert [item.document.id for item in listed(catalogue, page=1, per_page=2).items] == ["a", "b"]
    assert [item.document.id for item in listed(catalogue, page=2, per_page=2).items] == ["c"]


def only(catalogue: Catalogue, problem: Problem, bibliography: Bibliography | None = None) -> Finding:
    save(catalogue, "trade", (problem,), bibliography)
    [finding] = found(catalogue, "trade").items
    return finding


def test_a_missing_note_is_found_at_the_paragraph_that_calls_it(catalogue: Catalogue) -> None:
    finding = only(catalogue, MISSING)
    assert (finding.note, finding.paragraph, finding.page) == (None, 2, 4)


def test_a_url_is_found_in_both_forms_at_the_first_paragraph_that_calls_its_note(
    catalogue: Catalogue,
) -> None:
    finding = only(catalogue, REBUILT)
    assert finding.note
    assert (finding.note.label, finding.paragraph, finding.page) == ("2", 2, 4)
    assert finding.problem == REBUILT


def test_a_short_form_has_its_candidates_by_label(catalogue: Catalogue) -> None:
    finding = only(catalogue, UNCERTAIN)
    assert [(name.id, name.label) for name in finding.candidates] == [("note-1", "1"), ("note-2", "2")]
    assert (finding.paragraph, finding.page) == (None, 5)  # nothing calls note 9: its own page is known


def test_sources_that_disagree_stand_side_by_side_under_the_ids_of_the_library(catalogue: Catalogue) -> None:
    first, second = (replace(BOOK, identifiers={"isbn": isbn}) for isbn in ("9780306406157", "9783161484100"))
    save(catalogue, "other", (), Bibliography(sources=(first,)))
    second = replace(second, id=f"{BOOK.id}-2", place="London")
    conflict = Problem(ProblemKind.CONFLICTING_SOURCES, "Cited twice.", sources=(second.id, first.id))
    taken = replace(second, id=BOOK.id), replace(first, id=f"{BOOK.id}-2")  # as this document numbers them
    save(catalogue, "trade", (), Bibliography(sources=taken, problems=(conflict,)))
    [finding] = found(catalogue, "trade").items
    assert [source.identifiers["isbn"] for source in finding.sources] == ["9780306406157", "9783161484100"]
    assert finding.sources[0].id == BOOK.id
    assert finding.differences == ("isbn",)  # a place that only one of them names is no difference


def test_findings_come_kind_by_kind_and_page_by_page(catalogue: Catalogue) -> None:
    save(catalogue, "trade", (REBUILT, UNCERTAIN, MISSING, REBUILT))
    first, second = found(catalogue, "trade", per_page=3), found(catalogue, "trade", page=2, per_page=3)
    kinds = [finding.problem.kind for finding in (*first.items, *second.items)]
    assert kinds == [MISSING.kind, REBUILT.kind, REBUILT.kind, UNCERTAIN.kind]
    assert first.total == 4
    narrowed = found(catalogue, "trade", ProblemKind.REPAIRED_URL, per_page=1)
    assert (narrowed.total, len(narrowed.items)) == (2, 1)
    assert narrowed.kinds[ProblemKind.MISSING_NOTE] == 1


def test_an_unknown_document_is_not_found(catalogue: Catalogue) -> None:
    with pytest.raises(NotFound):
        found(catalogue, "nosuch")


def test_what_only_one_source_says_is_no_difference() -> None:
    one, other = Source("a", "book", "Asia", year=2018), Source("b", "book", "Asia", publisher="Press")
    assert Finding(MISSING, sources=(one, other)).differences == ()
    assert Finding(MISSING, sources=(one, replace(other, year=2019))).differences == ("year",)
