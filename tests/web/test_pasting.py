"""POST /api/v1/cite: a pasted text in, its citations out, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from pydantic import TypeAdapter

from search import shapes
from search.cli import ibidem
from search.settings import Settings
from web import create_app
from web.security import LARGEST_BODY

PATH = "/api/v1/cite"
URL = "https://export.by/programme_approach"


@pytest.fixture(scope="module")
def client(seeded: Settings) -> FlaskClient:
    return create_app(seeded).test_client()


def post(client: FlaskClient, **body: Any) -> Any:
    answer = client.post(PATH, json=body)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def refused(client: FlaskClient, status: int, **request: Any) -> Any:
    answer = client.post(PATH, **request)
    problem = answer.get_json(force=True)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert problem["status"] == status
    return problem


def test_every_citation_has_its_offsets_its_form_its_status_and_its_candidates(client: FlaskClient) -> None:
    text = f"🂡 It is at\r\n{URL}. And so it is (Judt, Postwar (London: Vintage, 2010), 5)."
    found = post(client, text=text)
    first, second = found["results"]
    assert text[first["start"] : first["end"]] == first["text"] == first["normalized"] == URL
    assert (first["kind"], first["status"]) == ("url", 200)
    assert first["candidates"][0]["source"]["url"] == URL
    assert (second["status"], second["candidates"]) == (404, [])
    assert (found["next"], found["warnings"]) == (None, [])


def test_the_answer_has_its_shape(client: FlaskClient) -> None:
    TypeAdapter(shapes.Recognition).validate_python(post(client, text=f"See note 12 and {URL}."))


def test_a_text_without_citations_has_none(client: FlaskClient) -> None:
    assert post(client, text="Nothing is cited here.") == {"results": [], "next": None, "warnings": []}


def test_the_longest_text_with_every_letter_escaped_is_taken(client: FlaskClient) -> None:
    body = json.dumps({"text": "🂡" * 63_900 + f" {URL}"})
    assert len(body) < LARGEST_BODY
    answer = client.post(PATH, data=body, content_type="application/json")
    assert [one["start"] for one in answer.get_json()["results"]] == [63_901]


@pytest.mark.parametrize(
    ("body", "parameter", "says"),
    [
        (b"", "body", "no JSON"),
        (b"{", "body", "no JSON (at character"),
        (b"\xff\xfe{}\x00", "body", "no JSON"),
        (b"[]", "body", "no JSON object; its members are text, document"),
        (b"null", "body", "no JSON object"),
        (b"[" * 200_000, "body", ""),
        (b'{"text": ' + b"9" * 5_000 + b"}", "body", "no JSON"),
        (b"{}", "text", "text is empty"),
        (b'{"text": ""}', "text", "text is empty"),
        (b'{"text": null}', "text", "text is empty"),
        (b'{"text": 5}', "text", "text: is not a text"),
        (b'{"text": "a", "txt": "a"}', "txt", "the members are text, document"),
        (json.dumps({"text": "a" * 64_001}).encode(), "text", "64,001 characters, more than the 64,000"),
    ],
)
def test_a_body_that_cannot_be_used_is_refused_by_name(
    client: FlaskClient, body: bytes, parameter: str, says: str
) -> None:
    problem = refused(client, 400, data=body, content_type="application/json")
    assert problem["parameter"] == parameter
    assert says in problem["detail"]


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_what_is_not_said_to_be_json_is_refused(client: FlaskClient, media_type: str | None) -> None:
    problem = refused(client, 415, data=b'{"text": "a"}', content_type=media_type)
    assert problem["code"] == "unsupported-media-type"
    assert "application/json" in problem["detail"]


def test_a_body_that_is_too_large_is_refused_unread(client: FlaskClient) -> None:
    refused(client, 413, data=b" " * (LARGEST_BODY + 1), content_type="application/json")


def test_a_parameter_in_the_address_is_refused(client: FlaskClient) -> None:
    answer = client.post(f"{PATH}?text=a", json={"text": "a"})
    assert answer.status_code == 400
    assert answer.get_json(force=True)["code"] == "unknown-parameter"


def test_an_unknown_document_is_not_found(client: FlaskClient) -> None:
    assert refused(client, 404, json={"text": "See note 1.", "document": "poem"})["code"] == "not-found"


def test_it_is_described_with_its_body(client: FlaskClient) -> None:
    described = client.get("/openapi.json").get_json(force=True)["paths"][PATH]
    assert set(described) == {"get", "post"}
    assert described["post"]["requestBody"]["required"]
    assert described["post"]["responses"]["200"]["content"]["application/json"]


def test_the_seed_s_own_notes_are_known_to_it(client: FlaskClient) -> None:
    """What the document cites with a URL as printed, pasted back, is found as what it is."""
    notes = [item["citations"][0] for item in _notes(client)]
    assert len(notes) > 2
    for cited in notes:
        found = post(client, text=f"1. {cited['text']}")["results"]
        assert cited["source"]["id"] in {one["source"]["id"] for hit in found for one in hit["candidates"]}


def _notes(client: FlaskClient) -> list[Any]:
    found = client.get("/api/v1/search?q=belarus&per_page=40&status=ok").get_json()["results"]
    cited = [item for item in found if item["citations"] and item["citations"][0]["status"] == "ok"]
    return [item for item in cited if len(item["citations"]) == 1]


@pytest.mark.parametrize("way", ["file", "stdin"])
def test_the_terminal_gives_the_same_answer(
    client: FlaskClient, seeded: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("IBIDEM_CATALOGUE", seeded.catalogue)
    monkeypatch.setenv("IBIDEM_ENGINE", seeded.engine)
    text = f"1. See {URL}.\r\n2. Ibid., 5.\r\n3. Café 🂡 note 12"
    path = tmp_path / "notes.txt"
    path.write_bytes(text.encode())
    name = str(path) if way == "file" else "-"
    ran = CliRunner().invoke(ibidem, ["cite", "--file", name, "--json"], input=text.encode())
    assert ran.exit_code == 0, ran.output
    assert json.loads(ran.stdout) == post(client, text=text)


@pytest.mark.parametrize(
    ("arguments", "body", "says"),
    [
        (["Zalessky"], b"a", "--file takes the place"),
        ([], b"\xff\xfe", "not UTF-8"),
        ([], b"", "text is empty"),
    ],
)
def test_a_file_that_cannot_be_looked_through_is_refused_in_one_line(
    seeded: Settings, monkeypatch: pytest.MonkeyPatch, arguments: list[str], body: bytes, says: str
) -> None:
    monkeypatch.setenv("IBIDEM_CATALOGUE", seeded.catalogue)
    monkeypatch.setenv("IBIDEM_ENGINE", seeded.engine)
    ran = CliRunner().invoke(ibidem, ["cite", *arguments, "--file", "-"], input=body)
    assert ran.exit_code != 0
    assert says in ran.output + str(ran.exception)
