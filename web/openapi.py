"""The description of what programs can ask, as OpenAPI 3.1, made from what its routes are made of.

Comes in: the routes, each with the parameters that it reads and the shapes that it answers with. Goes out:
the document that /openapi.json serves and /api/ shows. Nothing is described that is not also what runs.

    >>> from search.settings import Limits
    >>> route = Route("/api/v1/suggest", "suggest", "Completions of what is typed.", answers={200: list[str]})
    >>> list(describe([route], Limits())["paths"])
    ['/api/v1/suggest']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any, TypeAlias, get_args

from apispec import APISpec
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from search import shapes
from search.settings import Limits
from web import refusals
from web.errors import KINDS, MEDIA_TYPE
from web.negotiation import CSV, JSON
from web.params import IN_PATH, REPEATED, Names, Parameter
from web.routes import Route

Json: TypeAlias = dict[str, Any]
Examples: TypeAlias = Mapping[str, Any]

_REFERENCE = "#/components/schemas/{model}"
_NAMES = re.compile(r"<(?:[^:>]+:)?(\w+)>")
_ANSWERS = {200: "The answer.", 300: "Several are meant: all of them."}
_ANYWHERE = (413, 414, 431, 500, 503)  # statuses of any request
_INFO = {
    "summary": "Search and citation lookup in footnoted documents",
    "description": (
        "Full-text search of a library of footnoted documents, and citation lookup: from a note, an author, a"
        " title, a URL, a DOI or a quoted sentence to the source, and back to every passage that rests on it."
        " Answers are JSON, unless another form is asked for or named; every error is a problem (RFC 9457)"
        " with a code that is stable. An unknown parameter is refused with those that there are. Offsets are"
        " characters; pages count from 1."
    ),
    "license": {"name": "MIT", "identifier": "MIT"},
}
_TAGS = {
    "search": "Passages by their words, and by what they rest on.",
    "citations": "From what is known of a citation to its source.",
    "documents": "What the library holds, its passages and notes.",
    "sources": "The works cited, and what rests on each.",
    "downloads": "All that is found as a file, sent while it is made.",
    "service": "Whether it runs, and how it describes itself.",
}


def describe(routes: Iterable[Route], limits: Limits, examples: Examples = {}) -> Json:  # noqa: B006
    """The whole description.

    Args:
        routes: all that are to be described.
        limits: of this installation: they bound what parameters may be.
        examples: "operation.parameter" or "parameter" -> a value that this library has an answer to.
    """
    routes = list(routes)
    schemas, components = _schemas(routes)
    for route in routes:
        if any(one.name == "fields" for one in route.accepted(limits)):
            _allow_fewer_fields(schemas[route.name, 200, route.media_type], components)
    spec = APISpec(
        "Ibidem",
        version("ibidem"),
        "3.1.0",
        info=_INFO,
        servers=[{"url": "/"}],
        externalDocs={"url": "/api/", "description": "The same, to read"},
    )
    for tag in dict.fromkeys(route.tag for route in routes if route.tag):
        spec.tag({"name": tag, "description": _TAGS[tag]})
    for name, schema in sorted(components.items()):
        _bound(schema, limits)
        spec.components.schema(name, schema)
    for name, header in _HEADERS.items():
        spec.components.header(name, header)
    told = {
        "description": "As the client has it already, by its ETag.",
        "headers": _headers(["ETag", "Cache-Control", "Vary", *_SHARED]),
    }
    spec.components.response("304", told)
    for status in (406, 415, *_ANYWHERE):
        spec.components.response(str(status), _problem(status, schemas["problem"]))
    for route in routes:
        path = _NAMES.sub(r"{\1}", route.path)
        spec.path(path, operations={route.method.lower(): _operation(route, schemas, limits, examples)})
    found: Json = spec.to_dict()
    return found


class _Closed(GenerateJsonSchema):
    """Schemas without titles that repeat the names, and of objects that hold what is named and no more."""

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        return super().typed_dict_schema(schema) | {"additionalProperties": False}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def _schemas(routes: Iterable[Route]) -> tuple[dict[Any, Json], dict[str, Json]]:
    """The schemas by (operation, status, media type or "body"), and the components that they name."""
    wanted: list[tuple[Any, Any, TypeAdapter[Any]]] = []
    for route in routes:
        for status, shape in route.answers.items():
            wanted.append(((route.name, status, route.media_type), "serialization", TypeAdapter(shape)))
        for media_type, shape in route.media_types.items():
            wanted.append(((route.name, 200, media_type), "serialization", TypeAdapter(shape)))
        if route.body:
            wanted.append(((route.name, "body"), "validation", TypeAdapter(route.body)))
    wanted.append(("problem", "serialization", TypeAdapter(shapes.HttpProblem)))
    found, whole = TypeAdapter.json_schemas(wanted, ref_template=_REFERENCE, schema_generator=_Closed)
    return {key: schema for (key, _), schema in found.items()}, whole.get("$defs", {})


def _bound(schema: Json, limits: Limits) -> None:
    """What a shape has at most is the figure of this installation: the shape names the limit."""
    for member in schema.get("properties", {}).values():
        if isinstance(name := member.get("maxLength"), str):
            member["maxLength"] = getattr(limits, name)


def _allow_fewer_fields(answer: Json, components: dict[str, Json]) -> None:
    """A list whose results may be asked for with some of their keys has whole ones, or such."""
    for one in answer.get("anyOf", [answer]):
        results = components[_named(one)]["properties"]["results"]
        whole = results["items"]
        name = f"Some{_named(whole)}"
        some = {key: value for key, value in components[_named(whole)].items() if key != "required"}
        components[name] = {**some, "title": name, "description": "With the keys alone that `fields` names."}
        results["items"] = {"anyOf": [whole, {"$ref": _REFERENCE.format(model=name)}]}


def _named(reference: Json) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


# --- one operation ---------------------------------------------------------------------------------------


def _operation(route: Route, schemas: Mapping[Any, Json], limits: Limits, examples: Examples) -> Json:
    title, _, rest = route.told.format(limits=limits).partition("\n")
    in_path = [_parameter(IN_PATH[name], "path") for name in _NAMES.findall(route.path)]
    in_query = [_parameter(one, "query") for one in route.accepted(limits)]
    for one in (*in_path, *in_query):
        _exemplify(one, route, examples)
    described: Json = {
        "operationId": route.name,
        "summary": title,
        "description": " ".join(rest.split()),
        "tags": [route.tag],
        "parameters": in_path + in_query,
        "responses": _responses(route, schemas),
    }
    if route.body:
        content = {JSON: {"schema": schemas[route.name, "body"]}}
        described["responses"]["415"] = {"$ref": "#/components/responses/415"}
        described["requestBody"] = {"required": True, "content": content}
    return {name: value for name, value in described.items() if value}


def _parameter(parameter: Parameter, place: str) -> Json:
    described: Json = {"name": parameter.name, "in": place, "description": parameter.meaning}
    if place == "path":
        return {**described, "required": True, "schema": parameter.schema}
    if isinstance(parameter, Names):
        return {**described, "schema": parameter.schema, "style": "form", "explode": False}
    if not parameter.repeatable:
        return {**described, "schema": parameter.schema}
    schema = {"type": "array", "items": parameter.schema, "maxItems": REPEATED}
    return {**described, "schema": schema, "style": "form", "explode": True}


def _exemplify(described: Json, route: Route, examples: Examples) -> None:
    name = described["name"]
    example = examples.get(f"{route.name}.{name}", examples.get(name))
    if example is not None:
        described["example"] = [example] if described["schema"]["type"] == "array" else example


# --- its headers -----------------------------------------------------------------------------------------

_HEADERS: dict[str, Json] = {
    name: {"description": said, "schema": {"type": "string"}}
    for name, said in {
        "ETag": "Of library, code and question; sent back in If-None-Match, it saves the answer.",
        "Cache-Control": "Whether it may be kept: `no-cache` is kept and asked about, `no-store` never.",
        "Vary": "What of the request the answer depends on beside the address.",
        "Link": "The first page of the list and those beside this one (RFC 8288).",
        "Content-Disposition": "The name of the file.",
        "Access-Control-Allow-Origin": "Whose scripts may read it; absent where no other site's may.",
        "Access-Control-Expose-Headers": "Which headers they may read.",
    }.items()
}
_SHARED = ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers")


def _of_answer(route: Route, shape: Any) -> Json:
    """Those of an answer of this shape."""
    names = ["Cache-Control", "Vary"]
    if route.is_kept and route.method == "GET":
        names.append("ETag")
    if any("per_page" in getattr(one, "__annotations__", ()) for one in (shape, *get_args(shape))):
        names.append("Link")
    if route.tag == "downloads" or CSV in route.media_types:
        names.append("Content-Disposition")
    return _headers([*names, *_SHARED])


def _headers(names: Iterable[str]) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


# --- its answers -----------------------------------------------------------------------------------------


def _responses(route: Route, schemas: Mapping[Any, Json]) -> Json:
    found: Json = {}
    for status, shape in route.answers.items():
        media_types = (route.media_type, *(route.media_types if status == 200 else ()))
        content = {one: {"schema": schemas[route.name, status, one]} for one in media_types}
        said = _ANSWERS.get(status, "The answer.")
        found[str(status)] = {"description": said, "headers": _of_answer(route, shape), "content": content}
    for status, codes in {400: {}, **route.refusals}.items():
        always = refusals.ALWAYS if status == 400 else {}
        found[str(status)] = _problem(status, schemas["problem"], {**always, **codes})
    for status in (*_ANYWHERE, *_negotiated(route)):
        found[str(status)] = {"$ref": f"#/components/responses/{status}"}
    return found


def _negotiated(route: Route) -> tuple[int, ...]:
    kept = (304,) if route.method == "GET" and route.is_kept else ()
    return (*kept, 406) if route.negotiated else ()


def _problem(status: int, problem: Json, codes: Mapping[str, str] = {}) -> Json:
    """A refusal: the schema says its status, and where they are known all its codes."""
    said: Json = {"status": {"const": status}}
    description = f"{KINDS[status].title}."
    if codes:
        said["code"] = {"enum": list(codes)}
        description += "".join(f"\n- `{code}`: {meaning}" for code, meaning in codes.items())
    schema = {"allOf": [problem, {"properties": said}]}
    return {
        "description": description,
        "headers": _headers(["Cache-Control", "Vary", *_SHARED]),
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
