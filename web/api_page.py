"""The API described for people, from the same description that programs read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import render_template

from web import description
from web.pages import blueprint, read


@dataclass(frozen=True, slots=True)
class Operation:
    """One way to ask; `answers` are (status, what it means, its media types)."""

    method: str
    path: str
    summary: str
    text: str
    parameters: list[tuple[str, str, str, str]]  # name, meaning, what it may be, an example
    answers: list[tuple[str, str, str]]
    example: str | None


@blueprint.get("/api/")
def api() -> str:
    """Every route with its parameters and answers."""
    read()
    whole = description.whole()
    groups = [
        (tag["name"], tag["description"], [one for one in _operations(whole) if one[0] == tag["name"]])
        for tag in whole["tags"]
    ]
    return render_template("api.html", info=whole["info"], groups=groups)


def _operations(whole: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, methods in whole["paths"].items():
        for method, one in methods.items():
            if "operationId" in one:
                yield one["tags"][0], _operation(method, path, one, whole["components"].get("responses", {}))


def _operation(method: str, path: str, one: dict[str, Any], shared: dict[str, Any]) -> Operation:
    answers = {
        status: shared[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
        for status, answer in one["responses"].items()
    }
    parameters = [parameter for parameter in one.get("parameters", ()) if "name" in parameter]
    return Operation(
        method.upper(),
        path,
        one["summary"],
        one.get("description", ""),
        [(p["name"], p.get("description", ""), _kind(p["schema"]), _shown(p)) for p in parameters],
        [
            (status, answer["description"].split("\n")[0], ", ".join(answer.get("content", ())))
            for status, answer in answers.items()
        ],
        _example(path, parameters) if method == "get" else None,
    )


def _kind(schema: dict[str, Any]) -> str:
    """What a value may be, in words.

    >>> _kind({"type": "integer", "minimum": 1, "maximum": 100, "default": 20})
    'a whole number from 1 to 100; 20 where it is not given'
    """
    if schema.get("type") == "array":
        return f"{_kind(schema['items'])}; may be repeated"
    if "enum" in schema:
        kind = f"one of {', '.join(map(str, schema['enum']))}"
    elif schema.get("type") == "integer":
        kind = f"a whole number from {schema.get('minimum', 0):,} to {schema.get('maximum', 0):,}"
    else:
        longest = schema.get("maxLength")
        kind = f"text of at most {longest:,} characters" if longest else "text"
    default = schema.get("default")
    return f"{kind}; {default} where it is not given" if default not in (None, "") else kind


def _value(parameter: dict[str, Any]) -> Any:
    """A value that answers with something; None where the description has none."""
    if "example" in parameter:
        return parameter["example"]
    return next((one["value"] for one in parameter.get("examples", {}).values() if "value" in one), None)


def _shown(parameter: dict[str, Any]) -> str:
    value = _value(parameter)
    value = value[0] if isinstance(value, list) and value else value
    return "" if value in (None, []) else str(value)


def _example(path: str, parameters: list[dict[str, Any]]) -> str | None:
    """An address of this library: what stands in the path, and the first parameter of the query."""
    asked: list[tuple[str, str]] = []
    for parameter in parameters:
        value = _shown(parameter)
        if parameter["in"] == "path":
            if not value:
                return None
            path = path.replace(f"{{{parameter['name']}}}", value)
        elif value and not asked:
            asked = [(parameter["name"], value)]
    return f"{path}?{urlencode(asked)}" if asked else path
