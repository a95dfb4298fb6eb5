"""The audit as JSON, as a table and as a page: what an editor must look at, and where."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.library import Library
from search.settings import Settings
from web import create_app

HARBOURS = """Harbours of the East

The first says one thing.[1] The second another.[2] Which is meant?[3] There is more.[4]

And a page that was broken.[5] And one that was lost.[6] And a note that nobody printed.[8]

Notes

1. Smith, John. Harbours of the East. London: Example Press, 1990. ISBN 978-0-306-40615-7.
2. Smith, John. Harbours of the East. London: Example Press, 1990. ISBN 978-3-16-148410-0.
3. Smith, op. cit., p. 12.
4. Smith, J. Letters. London: Example Press, 1991; Brown, A. Salt. Leeds: Example Press, 1992.
5. Trade [Electronic resource]. - 2021. - URL: https://www.example.org/a-long-
address-2021/
6. Salt [Electronic resource]. - 2021. - URL: https://www.example.
7. =HYPERLINK("https://example.org/") is what a spreadsheet would run.
"""
CLEAN = "A letter\n\nExports grew.[1]\n\nNotes\n\n1. Smith, J. Trade. - London : Harbour Press, 1999.\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("audit")
    (folder / "texts").mkdir()
    (folder / "texts" / "harbours.txt").write_text(HARBOURS, encoding="utf-8")
    (folder / "texts" / "clean.txt").write_text(CLEAN, encoding="utf-8")
    settings = Settings(f"sqlite:///{folder}/catalogue.db", "memory:")
    with Library.open(settings) as library:
        assert not library.index([folder / "texts"]).failed
    return create_app(settings).test_client()


def asked(client: FlaskClient, query: str = "", status: int = 200) -> Any:
    response = client.get(f"/api/v1/audit{query}")
    assert response.status_code == status
    return response.json


def table(client: FlaskClient, query: str) -> list[dict[str, str]]:
    response = client.get(f"/api/v1/audit{query}")
    assert response.status_code == 200
    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(response.text)))


# --- as JSON ---


def test_documents_come_with_their_findings_counted_the_neediest_first(client: FlaskClient) -> None:
    found = asked(client)
    assert [one["document"]["id"] for one in found["results"]] == ["harbours", "clean"]
    assert found["results"][0]["findings"]["conflicting-sources"] == 1
    assert found["results"][1]["findings"] == {}
    assert found["kinds"]["missing-note"] == 1


def test_documents_are_narrowed_by_kind_and_paged(client: FlaskClient) -> None:
    assert asked(client, "?kind=missing-note")["total"] == 1
    first = asked(client, "?per_page=1")
    assert first["next"] == "/api/v1/audit?per_page=1&page=2"
    assert asked(client, "?per_page=1&page=2")["results"][0]["document"]["id"] == "clean"
    assert asked(client, "?per_page=1&page=2")["next"] is None


def finding(client: FlaskClient, kind: str) -> Any:
    [found] = asked(client, f"?document=harbours&kind={kind}")["results"]
    return found


def test_a_rebuilt_url_is_given_as_printed_and_as_resolved(client: FlaskClient) -> None:
    found = finding(client, "repaired-url")
    assert found["printed_url"] == "https://www.example.org/a-long-\naddress-2021/"
    assert found["url"] == "https://www.example.org/a-long-address-2021/"
    assert found["repairs"]
    assert found["note"] == {"note": "5", "note_id": "note-5"}
    assert found["links"]["page"] == "/documents/harbours#note-5"


def test_a_short_form_comes_with_the_notes_that_it_could_stand_for(client: FlaskClient) -> None:
    found = finding(client, "ambiguous-short-form")
    assert {one["note"] for one in found["candidates"]} == {"1", "2"}
    assert found["text"] == "Smith, op. cit., p. 12."


def test_sources_that_look_alike_come_with_what_differs(client: FlaskClient) -> None:
    found = finding(client, "conflicting-sources")
    assert len(found["sources"]) == 2
    assert found["differences"] == ["isbn"]


def test_a_missing_note_is_at_the_paragraph_that_calls_it(client: FlaskClient) -> None:
    found = finding(client, "missing-note")
    assert found["note"] is None
    assert found["paragraph"] == 2
    assert found["links"]["page"] == "/documents/harbours#p2"


@pytest.mark.parametrize(
    ("query", "status"),
    [("?document=nosuch", 404), ("?kind=nosuch", 400), ("?document=nosuch&format=csv", 404)],
)
def test_what_there_is_not_is_refused(client: FlaskClient, query: str, status: int) -> None:
    assert asked(client, query, status)["status"] == status


# --- as a table ---


def test_the_table_of_a_document_has_a_row_for_each_finding(client: FlaskClient) -> None:
    rows = table(client, "?document=harbours&format=csv")
    assert len(rows) == asked(client, "?document=harbours")["total"]
    [rebuilt] = [row for row in rows if row["kind"] == "repaired-url"]
    assert rebuilt["printed_url"] == "https://www.example.org/a-long-\naddress-2021/"
    assert rebuilt["place"] == "/documents/harbours#note-5"


def test_the_table_of_all_has_a_row_for_each_document(client: FlaskClient) -> None:
    rows = table(client, "?format=csv")
    assert [row["id"] for row in rows] == ["harbours", "clean"]
    assert (rows[0]["missing-note"], rows[1]["findings"]) == ("1", "0")


def test_no_cell_of_a_table_is_run_by_a_spreadsheet(client: FlaskClient) -> None:
    rows = table(client, "?document=harbours&kind=orphan-note&format=csv")
    assert rows[0]["note_text"].startswith("'=HYPERLINK")
