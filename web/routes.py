"""What a route is made of: how it is asked, what it takes and what it answers. It runs by what describes it.

A blueprint in, on which functions are put with `answering`; its `routes` out, which /openapi.json and /api/
show. Nothing here is slow to load: what writes the description is loaded when somebody first asks for it.

    >>> blueprint = Described("example", __name__)
    >>> @blueprint.answering("/healthz", dict)
    ... def healthz() -> Answer:
    ...     "Whether it answers."
    ...     return {"status": "ok"}
    >>> [(route.method, route.path, route.told) for route in blueprint.routes]
    [('GET', '/healthz', 'Whether it answers.')]
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeAlias

from flask import Blueprint, Response, request

from search.settings import Limits
from web import negotiation, paging, params, settings
from web.negotiation import JSON
from web.params import Parameters

Answer: TypeAlias = Mapping[str, Any] | Response


@dataclass(frozen=True, slots=True)
class Route:
    """One way to ask.

    Attributes:
        path: the whole of it, its names in angle brackets ("/api/v1/documents/<document_id>").
        told: what it does; the first line is its title. `{limits.NAME}` is filled in by the description.
        tag: the group that it is shown in.
        parameters: of the query string, by the limits of the installation.
        answers: status -> the shape of its JSON.
        media_types: others in which a 200 can be had -> the shape that it then has.
        media_type: that of the JSON.
        refusals: status -> code -> meaning, of requests that are written as they should be and are refused.
        method, body: how it is asked, and the shape of the JSON that it is sent.
        negotiated: whether it looks at Accept; what only says that it runs answers whoever asks.
        is_kept: whether it has an ETag; what is about this moment, or sent while it is made, has none.
    """

    path: str
    name: str
    told: str = ""
    tag: str = ""
    parameters: Callable[[Limits], Parameters] | None = None
    answers: Mapping[int, Any] = field(default_factory=dict)
    media_types: Mapping[str, Any] = field(default_factory=dict)
    media_type: str = JSON
    refusals: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    method: str = "GET"
    body: Any = None
    negotiated: bool = True
    is_kept: bool = True

    def accepted(self, limits: Limits) -> Parameters:
        """The parameters of the query string."""
        return self.parameters(limits) if self.parameters else ()

    def offered(self) -> tuple[str, ...]:
        """The media types that it has; first that of the format which is its default."""
        formats = [one for one in self.accepted(Limits()) if one.name == "format" and one.default]
        usual = [negotiation.FORMATS[str(one.default)] for one in formats]
        return tuple(dict.fromkeys((*usual, self.media_type, *self.media_types)))


class Described(Blueprint):
    """A blueprint that keeps what its routes are made of."""

    def __init__(self, name: str, import_name: str, url_prefix: str = "") -> None:
        super().__init__(name, import_name, url_prefix=url_prefix or None)
        self.routes: list[Route] = []

    def answering(
        self,
        path: str,
        answers: Any,
        parameters: Callable[[Limits], Parameters] | None = None,
        **described: Any,
    ) -> Callable[[Callable[..., Answer]], Callable[..., Response]]:
        """A route that takes these parameters and no others; its function gets their values first.

        In a format that `media_types` names, it answers with what its function gives as a `Response`.

        Args:
            path: below the blueprint's own.
            answers: the shape of the answer, or status -> shape where there are several.
            parameters: those of the query string.
            described: what else `Route` holds.
        """

        def decorate(function: Callable[..., Answer]) -> Callable[..., Response]:
            shapes_of = answers if isinstance(answers, dict) else {200: answers}
            whole = f"{self.url_prefix or ''}{path}"
            told = function.__doc__ or ""
            made = Route(
                whole, function.__name__, told, parameters=parameters, answers=shapes_of, **described
            )
            answer = _answering(made, function)
            if made.negotiated:
                negotiation.OFFERS[f"{self.name}.{made.name}"] = made.offered()
            self.routes.append(made)
            self.add_url_rule(path, made.name, answer, methods=[made.method])
            return answer

        return decorate


def as_json(value: Any, status: int = 200, media_type: str = JSON) -> Response:
    """UTF-8 as it is, keys in the order of `serialize`."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(body + "\n", status, mimetype=media_type)


def _answering(route: Route, function: Callable[..., Answer]) -> Callable[..., Response]:
    offered = route.offered()

    @wraps(function)
    def answer(**names: str) -> Response:
        if route.negotiated:
            negotiation.settle(offered)
        asked = params.read(route.accepted(settings().limits), request.query_string)
        if "format" in asked:
            asked["format"] = negotiation.format()
        found = function(asked, **names) if route.parameters else function(**names)
        if not isinstance(found, Response) and asked.get("fields"):
            found = {**found, "results": params.only(found["results"], asked["fields"])}
        return found if isinstance(found, Response) else _linked(as_json(found), paging.links(found))

    return answer


def _linked(response: Response, links: str | None) -> Response:
    if links:
        response.headers["Link"] = links
    return response
