"""What the database does to answer: a page costs the same in a document of ten notes and of ten thousand."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.dialects import sqlite

from search.catalogue import Catalogue, stored_passages


def test_the_citations_of_a_page_are_looked_up_note_by_note(tmp_path: Path) -> None:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path}/catalogue.db")
    question = stored_passages._CITATIONS.params(ids=["a.p1", "a.p2"])
    sql = question.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with catalogue.reading() as connection:
        steps = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    catalogue.close()
    [mentions] = [step for step in steps if " mentions " in step]
    assert "document_id=? AND note_id=?" in mentions
    assert not [step for step in steps if step.startswith("SCAN")]
