"""The site as gunicorn serves it: health, headers, refusals that never reach the application."""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

import pytest


def ask(server: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def test_ready_server_names_its_revisions(server: str) -> None:
    status, _, body = ask(server, "/readyz")
    answer = json.loads(body)
    assert status == 200
    assert answer["catalogue"]["revision"] == answer["index"]["revision"]
    assert answer["index"]["passages"] > 80
