"""The box of the cite page: what is posted into it, short or long, and what is refused with nothing lost."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search.library import Library
from search.settings import Settings
from web import create_app

SENTENCES = [
    f"In the {number}th year the harbour master of Riga counted {number * 3} ships laden with flax."
    for number in range(20, 60)
]
LONGER = " ".join(SENTENCES)  # 3,400 characters, which fit into an address
CHAPTER = LONGER + " " + "Nobody ever wrote that llamas eat marmalade at night. " * 1_100
BOX = {"content_type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("cite")
    (folder / "texts").mkdir()
    (folder / "texts" / "flax.md").write_text(
        "# Flax\n\n" + "\n\n".join(f"{one}[^{n}]" for n, one in enumerate(SENTENCES, 1)) + "\n\n"
        + "\n".join(f"[^{n}]: Smith, J. Ledger {n}. London, 19{n + 10}." for n in range(1, 41)),
        encoding="utf-8",
    )  # fmt: skip
    settings = Settings(f"sqlite:///{folder}/catalogue.db", "memory:")
    with Library.open(settings) as library:
        library.index([folder / "texts"])
    return create_app(settings).test_client()


def send(client: FlaskClient, **fields: str) -> TestResponse:
    return client.post("/cite", data=fields, headers={"Accept": "text/html"})


def box(response: TestResponse) -> str:
    """What stands in the box of a page, as a browser has it."""
    area = BeautifulSoup(response.text, "html.parser").select_one("textarea")
    assert area is not None
    return area.get_text().removeprefix("\n")


def test_what_is_short_has_an_address_of_its_own(client: FlaskClient) -> None:
    sent = send(client, q="note 12", document="")
    assert (sent.status_code, sent.location) == (303, "/cite?q=note+12")
    assert send(client, q="").location == "/cite"


def test_a_text_that_fits_into_an_address_is_sent_there_whole(client: FlaskClient) -> None:
    sent = send(client, q=LONGER)
    assert sent.status_code == 303
    assert parse_qs(urlsplit(sent.location).query)["q"] == [LONGER]
    assert client.get(sent.location).status_code == 200


def test_letters_that_no_address_has_room_for_are_answered_where_they_were_posted(
    client: FlaskClient,
) -> None:
    text = "В порту Риги начальник порта считал корабли со льном. " * 60  # 3,240 letters, 17 kB of escapes
    sent = send(client, q=text)
    assert sent.status_code == 200
    assert box(sent) == text.strip()


def test_a_chapter_is_compared_part_by_part_to_its_end(client: FlaskClient) -> None:
    assert 60_000 < len(CHAPTER.strip()) <= 64_000
    sent = send(client, q=CHAPTER)
    assert sent.status_code == 200
    assert sent.headers["Cache-Control"] == "no-store"
    assert box(sent) == CHAPTER.strip()
    seen: list[str] = []
    for _ in range(3):
        shown = BeautifulSoup(sent.text, "lxml")
        seen += [one.get_text() for one in shown.select(".answer .verdict")]
        button = shown.select_one("button[form=ask][name=from]")
        assert button is not None
        sent = send(client, q=CHAPTER, **{"from": str(button["value"])})
    assert seen == ["Verbatim"] * 40 + ["Not found"] * 20


def test_a_text_of_several_lines_is_as_long_as_it_was_typed(client: FlaskClient) -> None:
    text = "\r\n".join(
        ["The harbour master of Riga counted sixty ships."] * 1_300
    )  # 63,700; 62,400 without \r
    assert len(text) > 63_000
    assert box(send(client, q=text)) == text.replace("\r\n", "\n")


def test_a_text_that_is_too_long_stays_in_the_box_and_is_said_to_be(client: FlaskClient) -> None:
    text = (CHAPTER * 2).strip()
    sent = send(client, q=text)
    assert sent.status_code == 400
    shown = BeautifulSoup(sent.text, "lxml")
    warning = shown.select_one("#refused")
    assert warning is not None
    assert f"{len(text):,} characters; up to 64,000" in warning.get_text()
    assert box(sent) == text
    assert not shown.select(".answer")


def test_a_sentence_without_an_end_is_looked_up_all_the_same(client: FlaskClient) -> None:
    sent = send(client, q="flax and hemp " * 900)
    assert sent.status_code == 200
    assert "1 sentence" in BeautifulSoup(sent.text, "lxml").select("[role=status]")[0].get_text()


@pytest.mark.parametrize(
    ("path", "body", "kind", "named"),
    [
        ("/cite", b'{"q": "note 12"}', "application/json", "body"),
        ("/cite", b"q=note+12&colour=red", BOX["content_type"], "colour"),
        ("/cite", b"q=%FF", BOX["content_type"], "q"),
        ("/cite", b"q=a%00b", BOX["content_type"], "q"),
        ("/cite", b"q=a.&from=-1", BOX["content_type"], "from"),
        ("/cite?q=note+12", b"q=note+13", BOX["content_type"], "q"),
    ],
)
def test_what_no_form_sends_is_refused_by_name(
    client: FlaskClient, path: str, body: bytes, kind: str, named: str
) -> None:
    sent = client.post(path, data=body, content_type=kind, headers={"Accept": "application/json"})
    assert sent.status_code == 400
    assert sent.get_json()["parameter"] == named
