"""The description of the API beside what runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from werkzeug.test import TestResponse

from search import shapes
from search.document import ProblemKind, Status
from search.settings import Limits, Settings
from web import create_app, params
from web.routes import Described


@pytest.fixture(scope="module")
def app(seeded: Settings) -> Flask:
    return create_app(replace(seeded, site="https://library.example"))


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> Any:
    return client.get("/openapi.json").json


def operations(described: Any) -> Iterator[tuple[str, str, Any]]:
    for path, one in described["paths"].items():
        for method, operation in one.items():
            yield path, method, operation


def objects(schema: Any) -> Iterator[Any]:
    """Every schema in a schema that says which members an object has."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)


def test_description_is_valid_openapi_3_1(described: Any) -> None:
    OpenAPIV31SpecValidator(described).validate()
    assert described["openapi"] == "3.1.0"


def test_every_route_for_programs_is_described(app: Flask, described: Any) -> None:
    names = {blueprint.name for blueprint in app.blueprints.values() if isinstance(blueprint, Described)}
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in names]
    running = {
        (re.sub(r"<(?:[^:>]+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert running == {(path, method) for path, method, _ in operations(described)}


def test_every_operation_says_what_it_does_in_a_group_of_its_kind(described: Any) -> None:
    tags = {tag["name"] for tag in described["tags"] if tag["description"]}
    for path, _, operation in operations(described):
        assert operation["summary"], path
        assert set(operation["tags"]) <= tags, path
        assert all(parameter["description"] for parameter in operation.get("parameters", ())), path


def test_a_parameter_is_described_as_it_is_checked(described: Any) -> None:
    parameters = {one["name"]: one for one in described["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert parameters["per_page"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 100,
        "default": 20,
    }
    assert parameters["status"]["schema"]["items"]["enum"] == list(Status)
    assert (parameters["status"]["style"], parameters["status"]["explode"]) == ("form", True)


def test_limits_of_the_installation_are_in_the_description() -> None:
    settings = Settings("sqlite://", "memory:", Limits(per_page=7, query_length=50))
    described: Any = create_app(settings).test_client().get("/openapi.json").json
    parameters = described["paths"]["/api/v1/search"]["get"]["parameters"]
    bounds = {one["name"]: one["schema"] for one in parameters}
    assert (bounds["per_page"]["maximum"], bounds["q"]["maxLength"]) == (7, 50)


def test_a_pasted_text_is_described_by_the_limits_that_it_is_checked_by(seeded: Settings) -> None:
    limits = Limits(pasted_length=70, pasted_citations=3)
    client = create_app(replace(seeded, limits=limits)).test_client()
    described: Any = client.get("/openapi.json").json
    told = described["paths"]["/api/v1/cite"]["post"]["description"]
    assert told.startswith("70 characters at most; of more than 3 citations")
    assert described["components"]["schemas"]["PastedText"]["properties"]["text"]["maxLength"] == 70
    assert client.post("/api/v1/cite", json={"text": "a" * 71}).status_code == 400
    assert client.post("/api/v1/cite", json={"text": "a" * 70}).status_code == 200


def test_the_readme_tells_the_limits_of_a_pasted_text() -> None:
    told = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    limits = Limits()
    assert f"({limits.pasted_length:,} characters;" in told
    assert f"of more than {limits.pasted_citations} citations" in told


def test_every_answer_has_a_schema_and_every_refusal_is_a_problem(described: Any) -> None:
    shared = described["components"]["responses"]
    for path, _, operation in operations(described):
        for status, answer in operation["responses"].items():
            content = {**shared.get(status, {}), **answer}.get("content", {})
            assert content or status == "304"
            assert all(media["schema"] for media in content.values()), path
            if status[0] in "45":
                assert list(content) == ["application/problem+json"], (path, status)


def test_an_object_holds_what_is_named_and_no_more(described: Any) -> None:
    named = [one for one in objects(described["components"]["schemas"]) if "title" in one]
    assert len(named) > 20
    assert all(one["additionalProperties"] is False for one in named)


def test_words_of_the_shapes_are_those_of_the_model(described: Any) -> None:
    schemas = described["components"]["schemas"]
    assert schemas["Problem"]["properties"]["kind"]["enum"] == list(ProblemKind)
    assert schemas["Source"]["properties"]["type"]["enum"] == list(params.TYPES)
    assert tuple(Status) == shapes.STATES


def examples(path: str, operation: Any) -> Iterator[str]:
    """Addresses made of the examples: of the path alone, of each parameter beside it, of all together."""
    shown = [one for one in operation.get("parameters", ()) if "example" in one]
    names = {one["name"]: quote(str(one["example"])) for one in shown if one["in"] == "path"}
    given = {one["name"]: one["example"] for one in shown if one["in"] == "query"}
    always = {"q": given["q"]} if operation["operationId"] in ("cite", "concordance") else {}
    for query in ({}, *({name: value} for name, value in given.items()), given):
        yield f"{path.format(**names)}?{urlencode(always | query, doseq=True)}"


def test_every_example_is_answered_with_something(client: FlaskClient, described: Any) -> None:
    addresses = {
        address
        for path, method, operation in operations(described)
        if method == "get"
        for address in examples(path, operation)
    }
    assert len(addresses) > 30
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.text)
        assert '"total":0,' not in answer.text, address


# of every answer: what HTTP itself is made of, and what protects whoever reads it in a browser
ALWAYS = {
    "Content-Type",
    "Content-Length",
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
}


def ours(answer: TestResponse) -> set[str]:
    """The headers of an answer that a program reads."""
    return set(answer.headers.keys()) - ALWAYS


def test_the_headers_of_an_answer_are_those_that_are_described(client: FlaskClient, described: Any) -> None:
    for path, method, operation in operations(described):
        if method == "get":
            told = operation["responses"]["200"]
            address = next(examples(path, operation))
            answers = [client.get(address, headers={"Accept": kind}) for kind in told["content"]]
        else:
            told = operation["responses"]["200"]
            answers = [client.open(path, method=method, json={"text": "as note 1 says"})]
        assert {answer.status_code for answer in answers} == {200}, path
        assert {answer.mimetype for answer in answers} == set(told["content"]), path
        sent = {name for answer in answers for name in ours(answer)}
        assert sent == set(told["headers"]), path


def test_every_operation_refuses_what_it_does_not_know_as_it_is_described(
    client: FlaskClient, described: Any
) -> None:
    for path, method, operation in operations(described):
        address = next(examples(path, operation)).partition("?")[0]
        sent = {"json": {"text": "a", "colour": "b"}} if method == "post" else {"query_string": "colour=b"}
        answer = client.open(address, method=method, **sent)
        told = operation["responses"]["400"]
        assert (answer.status_code, answer.mimetype) == (400, *told["content"]), path
        assert answer.get_json()["code"] == "unknown-parameter", path
        assert ours(answer) == set(told["headers"]), path


def test_an_answer_that_is_kept_has_304_for_who_has_it(client: FlaskClient, described: Any) -> None:
    for path, _, operation in operations(described):
        if "304" in operation["responses"]:
            address = next(examples(path, operation))
            tag = client.get(address).headers["ETag"]
            again = client.get(address, headers={"If-None-Match": tag})
            assert again.status_code == 304, path
            told = described["components"]["responses"]["304"]["headers"]
            assert ours(again) == set(told), path


def test_a_library_that_does_not_answer_is_described_without_examples(tmp_path: Any) -> None:
    (tmp_path / "catalogue.db").write_text("this is no catalogue", encoding="utf-8")
    client = create_app(Settings(f"sqlite:///{tmp_path}/catalogue.db", "memory:")).test_client()
    described = client.get("/openapi.json")
    assert described.status_code == 200
    assert '"example"' not in described.text
