"""The description of the API as OpenAPI 3.1, made from what its routes are made of.

Comes in: the routes, each with the parameters that it reads and the shapes that it answers with. Goes out:
the document that /openapi.json serves. Nothing is described that is not also what runs.

    >>> from search.settings import Limits
    >>> route = Route("/suggest", "suggest", "Completions of what is typed.", answers={200: list[str]})
    >>> list(describe([route], Limits())["paths"])
    ['/api/v1/suggest']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, TypeAlias

from apispec import APISpec
from pydantic import TypeAdapter

from search import shapes
from search.serialize import API
from search.settings import Limits
from web.errors import KINDS, MEDIA_TYPE
from web.params import Names, Parameter, Parameters

Described: TypeAlias = dict[str, Any]

_REFERENCE = "#/components/schemas/{model}"
_IN_PATH = re.compile(r"<(\w+)>")
_MEANINGS = {
    "document_id": "the id of a document",
    "label": "the label or the id of a note",
    "passage_id": "the id of a passage",
    "source_id": "the id of a source",
}
_TEXT = "The search and citation lookup of a library of footnoted documents."


@dataclass(frozen=True, slots=True)
class Route:
    """One way to ask the API.

    Attributes:
        path: below /api/v1, its names in angle brackets ("/documents/<document_id>").
        parameters: of the query string, by the limits of the installation.
        answers: status -> the shape of its JSON.
        media_types: others in which a 200 can be had, as text.
        media_type: that of the JSON.
        method, body: how it is asked, and the shape of the JSON that it is sent.
    """

    path: str
    name: str
    summary: str
    parameters: Callable[[Limits], Parameters] | None = None
    answers: Mapping[int, Any] = field(default_factory=dict)
    media_types: tuple[str, ...] = ()
    media_type: str = "application/json"
    method: str = "GET"
    body: Any = None


def describe(routes: Iterable[Route], limits: Limits) -> Described:
    """The whole description.

    Args:
        routes: those of the API.
        limits: of this installation: they bound what parameters may be.
    """
    routes = list(routes)
    spec = APISpec("Ibidem", version("ibidem"), "3.1.0", info={"description": _TEXT, "license": _LICENCE})
    schemas, components = _schemas(routes)
    for route in routes:
        if route.parameters and any(one.name == "fields" for one in route.parameters(limits)):
            _allow_fewer_fields(schemas[route.name, 200], components)
    for name, schema in sorted(components.items()):
        spec.components.schema(name, schema)
    for route in routes:
        path = API + _IN_PATH.sub(r"{\1}", route.path)
        spec.path(path, operations={route.method.lower(): _operation(route, schemas, limits)})
    found: Described = spec.to_dict()
    return found


_LICENCE = {"name": "MIT", "identifier": "MIT"}


def _schemas(routes: Iterable[Route]) -> tuple[dict[Any, Described], dict[str, Described]]:
    """Each answer's and body's schema by (route's name, status or "body"), and the components they name."""
    wanted: list[tuple[Any, Any, TypeAdapter[Any]]] = []
    for route in routes:
        answers = [((route.name, status), shape) for status, shape in route.answers.items()]
        wanted += [(key, "serialization", TypeAdapter(shape)) for key, shape in answers]
        if route.body:
            wanted.append(((route.name, "body"), "validation", TypeAdapter(route.body)))
    wanted.append(("problem", "serialization", TypeAdapter(shapes.HttpProblem)))
    found, whole = TypeAdapter.json_schemas(wanted, ref_template=_REFERENCE)
    return {key: schema for (key, _), schema in found.items()}, whole.get("$defs", {})


def _allow_fewer_fields(answer: Described, components: dict[str, Described]) -> None:
    """A list whose results may be asked for with some of their keys has whole ones, or such."""
    results = components[_named(answer)]["properties"]["results"]
    whole = results["items"]
    name = f"Some{_named(whole)}"
    some = {key: value for key, value in components[_named(whole)].items() if key != "required"}
    components[name] = {**some, "title": name, "description": "With the keys alone that `fields` names."}
    results["items"] = {"anyOf": [whole, {"$ref": _REFERENCE.format(model=name)}]}


def _named(reference: Described) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _operation(route: Route, schemas: Mapping[Any, Described], limits: Limits) -> Described:
    in_path = [_in_path(name) for name in _IN_PATH.findall(route.path)]
    in_query = [_in_query(one) for one in route.parameters(limits)] if route.parameters else []
    described: Described = {
        "operationId": route.name,
        "summary": route.summary.split("\n")[0],
        "parameters": in_path + in_query,
        "responses": _responses(route, schemas),
    }
    if route.body:
        content = {"application/json": {"schema": schemas[route.name, "body"]}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _in_path(name: str) -> Described:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": _MEANINGS[name],
        "schema": {"type": "string", "minLength": 1},
    }


def _in_query(parameter: Parameter) -> Described:
    schema: Described = parameter.schema
    if parameter.repeatable:
        schema = {"type": "array", "items": schema}
    described: Described = {"name": parameter.name, "in": "query", "description": parameter.meaning}
    if isinstance(parameter, Names):
        described |= {"style": "form", "explode": False}
    return {**described, "schema": schema}


def _responses(route: Route, schemas: Mapping[Any, Described]) -> Described:
    found: Described = {}
    for status in route.answers:
        content: Described = {route.media_type: {"schema": schemas[route.name, status]}}
        if status == 200:
            content |= {name: {"schema": {"type": "string"}} for name in route.media_types}
        found[str(status)] = {"description": _ANSWERS.get(status, "The answer."), "content": content}
    problem = {MEDIA_TYPE: {"schema": schemas["problem"]}}
    for status in (400, 404):
        found[str(status)] = {"description": KINDS[status].title, "content": problem}
    for statuses, meaning in (("4XX", "The request is refused."), ("5XX", "The server cannot answer.")):
        found[statuses] = {"description": meaning, "content": problem}
    return found


_ANSWERS = {200: "The answer.", 300: "Several are meant: all of them."}
