"""What scripts of other sites may read, and how they may ask."""

from __future__ import annotations

import pytest

from tests.web.client import ask

DOCUMENT = "000_9f3c7597e57b37f0"
ELSEWHERE = {"Origin": "https://elsewhere.example"}
DATA = [
    "/api/v1/search?q=forum",
    "/api/v1/nowhere",
    "/api/v1/cite?note=2&format=bibtex",
    "/search.json?q=forum",
    f"/documents/{DOCUMENT}.bib",
    "/documents/nowhere.json",
    "/openapi.json",
]
PAGES = ["/", "/search?q=forum", f"/documents/{DOCUMENT}", "/cite?q=12", "/nowhere", "/static/ibidem.css"]


@pytest.mark.parametrize("path", DATA)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_data_may_be_read_from_anywhere_without_credentials(server: str, path: str, method: str) -> None:
    headers = ask(server, path, method, **ELSEWHERE).headers
    assert headers["access-control-allow-origin"] == "*"
    assert {"ETag", "Link"} <= set(headers["access-control-expose-headers"].split(", "))
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-credentials" not in headers


def test_that_nothing_has_changed_may_be_read_too(server: str) -> None:
    tag = ask(server, DATA[0]).headers["etag"]
    answer = ask(server, DATA[0], **ELSEWHERE, **{"If-None-Match": tag})
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (304, "*")


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_handed_to_no_other_site(server: str, path: str) -> None:
    headers = ask(server, path, **ELSEWHERE).headers
    assert not [name for name in headers if name.startswith("access-control")]
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/documents/x", "/search.json", "/sources/"])
def test_a_preflight_says_what_may_be_asked(server: str, path: str) -> None:
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    answer = ask(server, path, "OPTIONS", **ELSEWHERE, **asked)
    assert (answer.status, answer.body) == (200, b"")
    assert {"GET", "HEAD"} <= set(answer.headers["access-control-allow-methods"].split(", "))
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_no_method_is_offered_that_would_change_anything(server: str) -> None:
    for path in ("/api/v1/search", "/api/v1/documents", "/api/v1/sources", "/api/v1/cite"):
        methods = set(ask(server, path, "OPTIONS").headers["access-control-allow-methods"].split(", "))
        assert methods <= {"GET", "HEAD", "OPTIONS", "POST"}
        assert "POST" not in methods or path.endswith("/cite")
