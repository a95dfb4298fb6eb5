"""What scripts of other sites may read, and how they may ask."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from search.errors import SettingsError
from search.settings import Settings
from tests.web.client import ask
from web import create_app

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


# --- a library that says who may read it -------------------------------------------------------------------


def asking(seeded: Settings, origins: str) -> FlaskClient:
    """A client of the site whose setting this is."""
    settings = Settings.from_environment({"IBIDEM_ORIGINS": origins})
    return create_app(replace(seeded, origins=settings.origins)).test_client()


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
@pytest.mark.parametrize("path", ["/api/v1/search?q=forum", "/search.json?q=forum", "/openapi.json"])
def test_a_site_that_is_named_may_read_and_no_other(seeded: Settings, path: str, method: str) -> None:
    client = asking(seeded, "https://Elsewhere.example/, http://localhost:3000")
    named = client.open(path, method=method, headers=ELSEWHERE)
    other = client.open(path, method=method, headers={"Origin": "https://another.example"})
    assert named.headers["Access-Control-Allow-Origin"] == ELSEWHERE["Origin"]
    assert "ETag" in named.headers["Access-Control-Expose-Headers"]
    assert ("Access-Control-Allow-Methods" in named.headers) == (method == "OPTIONS")
    assert not [name for name in dict(other.headers) if name.startswith("Access-Control")]
    assert {"Origin"} <= set(named.vary) & set(other.vary)
    assert other.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_no_other_site_may_read_where_none_is_set(seeded: Settings, method: str) -> None:
    answer = asking(seeded, "none").open("/api/v1/search", method=method, headers=ELSEWHERE)
    assert answer.status_code == 200
    assert not [name for name in dict(answer.headers) if name.startswith("Access-Control")]
    assert "Origin" not in answer.vary


@pytest.mark.parametrize(
    "origins", ["elsewhere.example", "https://a.example/b", "*, https://a.example", "null"]
)
def test_what_is_no_site_is_refused_with_what_to_write(origins: str) -> None:
    with pytest.raises(
        SettingsError, match=r"IBIDEM_ORIGINS: .* write \* \(every site\), none, or addresses"
    ):
        Settings.from_environment({"IBIDEM_ORIGINS": origins})
