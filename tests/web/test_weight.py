"""How much a browser must fetch to show a page of results: all of it, before anything is compressed."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from search.settings import Settings
from web import create_app

MOST = 100_000  # bytes; a phone on a slow line has them in a second or two


@pytest.fixture
def client(seeded: Settings) -> FlaskClient:
    return create_app(seeded).test_client()


def weigh(client: FlaskClient, path: str) -> dict[str, int]:
    """The bytes of a page and of each file that it makes a browser fetch."""
    page = _fetch(client, path)
    soup = BeautifulSoup(page, "lxml")
    fetched = soup.select("script[src], img[src], link[rel~=stylesheet], link[rel~=icon]")
    files = {str(one.get("src") or one["href"]) for one in fetched}
    return {path: len(page), **{file: len(_fetch(client, file)) for file in files}}


def _fetch(client: FlaskClient, path: str) -> bytes:
    with client.get(path) as answer:
        assert answer.status_code == 200, path
        return answer.data


@pytest.mark.parametrize(
    "query", ["trade", "belarusian", "cooperation", "domain:belta.by", "status:repaired"]
)
def test_a_page_of_results_with_everything_weighs_less_than_100_kilobytes(
    client: FlaskClient, query: str
) -> None:
    weights = weigh(client, f"/search?q={query}")
    assert sum(weights.values()) < MOST, weights
