"""The description of the API beside what runs."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from search.settings import Settings
from web import create_app


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Settings("sqlite://", "memory:"))


@pytest.fixture(scope="module")
def described(app: Flask) -> Any:
    return app.test_client().get("/openapi.json").json


def test_every_route_of_the_api_is_described(app: Flask, described: Any) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")]
    running = {
        (rule.rule.replace("<", "{").replace(">", "}"), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert running == {(path, method) for path, one in described["paths"].items() for method in one}


def test_a_parameter_is_described_as_it_is_checked(described: Any) -> None:
    parameters = {
        one["name"]: one["schema"] for one in described["paths"]["/api/v1/search"]["get"]["parameters"]
    }
    assert parameters["per_page"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}
    assert parameters["status"]["items"]["enum"] == ["ok", "repaired", "truncated", "no_url", "missing"]


def test_every_refusal_is_a_problem(described: Any) -> None:
    for one in described["paths"].values():
        for operation in one.values():
            assert all(
                list(answer["content"]) == ["application/problem+json"]
                for status, answer in operation["responses"].items()
                if status[0] in "45"
            )
