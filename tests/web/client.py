"""Asks a server as plainly as can be: nothing is followed, retried or made right."""

from __future__ import annotations

import http.client
import json
from typing import Any, NamedTuple
from urllib.parse import urlsplit


class Answer(NamedTuple):
    """What came back; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """Without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        """The body, which must be UTF-8."""
        return json.loads(self.body.decode("utf-8"))


def ask(server: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
    try:
        connection.request(method, path, body=body, headers=headers)
        response = connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, named, response.read())
    finally:
        connection.close()


def problem(server: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Any:
    """A request that must be refused as RFC 9457 has it."""
    answer = ask(server, path, method, body, **headers)
    assert answer.media_type == "application/problem+json"
    found = answer.json()
    assert found["status"] == answer.status >= 400
    assert {"type", "title", "detail", "code"} <= set(found)
    assert b"Traceback" not in answer.body
    return found
