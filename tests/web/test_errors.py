"""What goes wrong inside, as a client sees it: nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.errors import LibraryLocked
from search.library import Library
from search.settings import Settings
from web import create_app


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def break_library(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(_: Settings) -> Library:
        raise error

    monkeypatch.setattr(Library, "open", fail)


def test_library_that_cannot_be_opened_is_not_ready_but_the_process_is_healthy(tmp_path: Path) -> None:
    (tmp_path / "catalogue.db").write_text("this is no catalogue", encoding="utf-8")
    client = create_app(Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:")).test_client()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    answer = client.get("/api/v1/documents")
    assert (answer.status_code, answer.json["code"]) == (503, "store-unavailable")
    assert str(tmp_path) not in answer.text


def test_locked_library_is_unavailable_and_answers_once_it_is_free(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        break_library(patch, LibraryLocked("the lock /secret/path is held"))
        answer = client.get("/api/v1/search?q=x")
    assert (answer.status_code, answer.json["code"]) == (503, "library-locked")
    assert "/secret/path" not in answer.text
    assert client.get("/api/v1/search?q=x").status_code == 200


def test_fault_of_ours_says_nothing_of_itself(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    break_library(monkeypatch, ZeroDivisionError("in /secret/path"))
    for path in ("/api/v1/search?q=x", "/"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "ZeroDivision" not in answer.text
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_error_is_a_problem_under_the_api_and_a_page_elsewhere(client: FlaskClient) -> None:
    assert client.get("/api/v1/nowhere").mimetype == "application/problem+json"
    page = client.get("/nowhere")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "There is nothing at this address" in page.text


def test_library_is_opened_once(client: FlaskClient, app: Flask) -> None:
    assert app.extensions["library"] is None
    client.get("/readyz")
    library = app.extensions["library"]
    client.get("/readyz")
    assert isinstance(library, Library)
    assert app.extensions["library"] is library


def test_hostile_document_stays_text(tmp_path: Path) -> None:
    hostile = (
        "A letter <img src=x onerror=alert(1)>\n\n"
        "Exports <script>alert(1)</script> of tractors grew.[1]\n\n"
        "[1] Roe, A. <b>Trade</b>. 2019. URL: javascript:alert(1)\n"
    )
    (tmp_path / "letter.txt").write_text(hostile, encoding="utf-8")
    app = create_app(Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:"))
    client = app.test_client()
    client.get("/readyz")
    app.extensions["library"].index([tmp_path / "letter.txt"])
    [found] = client.get("/api/v1/search?q=tractors").json["results"]
    assert "&lt;script&gt;" in found["html"]
    assert "<script" not in found["html"] + found["snippet"]
    assert not [cited for cited in found["citations"] if (cited["url"] or "").startswith("javascript")]
    for path in ("/search?q=tractors", "/documents/letter", "/sources/", "/cite?q=note+1"):
        page = client.get(path)
        assert page.status_code == 200, path
        for payload in ("<script>alert", "<img src=x", "<b>Trade", 'href="javascript'):
            assert payload not in page.text, path
