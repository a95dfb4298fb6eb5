"""Downloads: all that was asked for, sent while it is made, and never half a file that looks whole."""

from __future__ import annotations

import csv
import http.client
import io
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from search import exporting
from search.cli import ibidem
from search.settings import Settings
from tests.conftest import ROOT, free_port
from tests.web.client import ask, problem
from web.exports import chunks, disposition


def every(server: str, query: str) -> list[str]:
    """The ids of all passages that a search finds, page by page."""
    path: str | None = f"/api/v1/search?per_page=100&sort=position&{query}"
    found: list[str] = []
    while path:
        page = ask(server, path).json()
        found += [result["id"] for result in page["results"]]
        path = page["next"]
    return found


@pytest.mark.parametrize(
    "query", ["q=belarus", "q=trade&status=ok&year=2021", "q=%22business+council%22", ""]
)
def test_csv_holds_every_passage_that_the_search_finds(server: str, query: str) -> None:
    answer = ask(server, f"/api/v1/export?format=csv&{query}")
    assert (answer.status, answer.media_type) == (200, "text/csv")
    rows = csv.DictReader(io.StringIO(answer.body.decode("utf-8"), newline=""))
    assert [row["id"] for row in rows] == every(server, query)


def test_json_lines_hold_the_passages_as_the_api_has_them(server: str) -> None:
    lines = ask(server, "/api/v1/export?q=oman&format=jsonl").body.decode("utf-8").splitlines()
    assert lines
    for line in lines:
        passage = json.loads(line)
        assert passage == ask(server, passage["links"]["self"]).json()


@pytest.mark.parametrize(
    ("what", "format"),
    [(what, format) for what, formats in exporting.FORMATS.items() for format in formats],
)
def test_a_download_has_the_bytes_of_the_command(
    server: str, seeded: Settings, what: str, format: str
) -> None:
    downloaded = ask(server, f"/api/v1/export?q=oman&what={what}&format={format}").body
    environment = {"IBIDEM_CATALOGUE": seeded.catalogue, "IBIDEM_ENGINE": seeded.engine}
    command = ["export", "oman", "--what", what, "--format", format]
    written = CliRunner().invoke(ibidem, command, env=environment, catch_exceptions=False)
    assert downloaded == written.stdout_bytes
    assert len(downloaded) > 1000


@pytest.mark.parametrize("format", ["bibtex", "ris", "csl-json"])
def test_passages_are_no_references(server: str, format: str) -> None:
    refused = problem(server, f"/api/v1/export?q=oman&what=passages&format={format}")
    assert (refused["status"], refused["parameter"]) == (400, "format")


def test_the_list_of_sources_is_downloaded_as_it_is_filtered(server: str) -> None:
    narrowed = "domain=belta.by&year=2021"
    listed = ask(server, f"/api/v1/sources?per_page=100&sort=title&{narrowed}").json()
    lines = ask(server, f"/api/v1/export/sources?format=jsonl&{narrowed}").body.decode("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [one["id"] for one in listed["results"]]
    assert 0 < len(lines) == listed["total"]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/export?q=nosuchfield:x", "q"),
        ("/export?colour=red", "colour"),
        ("/export?format=pdf", "format"),
        ("/export?what=notes", "what"),
        ("/export?q=a&page=2", "page"),
        ("/export/sources?year=0", "year"),
        ("/export/sources?per_page=5", "per_page"),
        ("/export/sources?q=" + "a" * 600, "q"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_sent(
    server: str, path: str, parameter: str
) -> None:
    refused = problem(server, f"/api/v1{path}")
    assert (refused["status"], refused.get("parameter", parameter)) == (400, parameter)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("../../etc/passwd", 'filename="ibidem-etc-passwd.csv"'),
        ('a"; x=\r\nSet-Cookie: b', 'filename="ibidem-a-x-Set-Cookie-b.csv"'),
        ("", 'filename="ibidem-export.csv"'),
        ("трактор", "filename*=UTF-8''ibidem-%D1%82%D1%80%D0%B0%D0%BA%D1%82%D0%BE%D1%80.csv"),
    ],
)
def test_the_file_is_named_after_the_query_and_leads_nowhere(server: str, query: str, name: str) -> None:
    headers = ask(server, f"/api/v1/export?q={quote(query)}").headers
    assert headers["content-disposition"].startswith("attachment; ")
    assert name in headers["content-disposition"]
    assert "set-cookie" not in headers


@given(st.text())
def test_no_query_breaks_out_of_the_name_of_its_file(query: str) -> None:
    header = disposition(query, "csv")
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert not set("/\\") & set(header)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"))), st.integers(1, 9))
def test_chunks_joined_are_the_text(pieces: list[str], size: int) -> None:
    assert b"".join(chunks(iter(pieces), size)) == "".join(pieces).encode("utf-8")


def test_the_first_chunk_is_made_of_the_first_piece_alone() -> None:
    pieces = iter(["a", "b", "c"])
    assert next(chunks(pieces)) == b"a"
    assert next(pieces) == "b"


@pytest.mark.parametrize(
    ("page", "first"),
    [
        ("/search?q=belarus&status=ok&sort=position", "/api/v1/export?q=belarus&status=ok&format=csv"),
        ("/sources/?domain=belta.by&group=year", "/api/v1/export/sources?domain=belta.by&format=csv"),
    ],
)
def test_a_page_offers_all_that_it_is_narrowed_to(server: str, page: str, first: str) -> None:
    shown = BeautifulSoup(ask(server, page).body, "lxml")
    offered = [str(link["href"]) for link in shown.select("a[download]")]
    assert offered[0] == first
    assert len(offered) == 4
    for path in offered:
        answer = ask(server, path)
        assert (answer.status, len(answer.body) > 100) == (200, True)


# --- over gunicorn, from a library that never ends --------------------------------------------------------


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("endless") / "log"
    path.touch()
    return path


@pytest.fixture(scope="module")
def endless(log: Path) -> Iterator[str]:
    """The address of a gunicorn whose searches find passages without end."""
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "--config", "tests/web/impatient.conf.py"]
    command += ["--workers", "1"]
    with subprocess.Popen(
        [*command, "--bind", address, "tests.web.endless:create_app()"],
        cwd=ROOT,
        env=os.environ | {"ENDLESS_LOG": str(log)},
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(f"http://{address}/healthz")
            yield f"http://{address}"
        finally:
            process.terminate()


def _wait(url: str) -> None:
    for _ in range(300):
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")


@contextmanager
def opened(server: str, path: str) -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    try:
        yield answer
    finally:
        answer.close()
        connection.close()


def test_the_beginning_is_sent_while_the_end_is_not_made(endless: str) -> None:
    with opened(endless, "/api/v1/export?q=trade&format=jsonl") as answer:
        assert answer.headers["transfer-encoding"] == "chunked"
        assert json.loads(answer.readline())["id"] == "a.p1"
        assert json.loads(answer.readline())["id"] == "a.p2"


def test_nothing_is_made_for_a_client_that_has_gone(endless: str, log: Path) -> None:
    before = log.read_text().count("closed")
    with opened(endless, "/api/v1/export?q=trade&format=csv") as answer:
        assert answer.readline().startswith(b"id,document,")
    until = time.monotonic() + 20
    while log.read_text().count("closed") == before and time.monotonic() < until:
        time.sleep(0.05)
    assert log.read_text().count("closed") > before


def test_a_failure_in_the_middle_is_no_end_of_the_file(endless: str) -> None:
    with opened(endless, "/api/v1/export?q=breaks&format=csv") as answer:
        assert answer.status == 200
        with pytest.raises(http.client.IncompleteRead) as failure:
            answer.read()
    assert failure.value.partial.startswith(b"id,document,")
    assert b"Traceback" not in failure.value.partial


# --- clients that do not read ----------------------------------------------------------------------------


def asking(server: str, path: str) -> socket.socket:
    """A client that has asked, and takes into account no more than a few kilobytes of the answer."""
    host, _, port = urlsplit(server).netloc.partition(":")
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(30)
    client.connect((host, int(port)))
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    return client


def test_clients_that_read_nothing_hold_no_thread(endless: str, log: Path) -> None:
    before = log.read_text().count("closed")
    with ExitStack() as stack:
        for _ in range(6):  # of a server that has four threads
            stack.enter_context(closing(asking(endless, "/api/v1/export?q=fast&format=csv")))
        began = time.monotonic()
        with urlopen(f"{endless}/healthz", timeout=30) as answer:
            assert answer.status == 200
        while log.read_text().count("closed") < before + 6 and time.monotonic() - began < 30:
            time.sleep(0.05)
    assert log.read_text().count("closed") >= before + 6


def read_slowly(client: socket.socket, size: int, seconds: float) -> int:
    """The bytes that come to a client that takes so many, twenty times a second, for so long."""
    read = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        read += len(client.recv(size))
        time.sleep(0.05)
    return read


def test_a_client_that_reads_by_drops_is_broken_off(endless: str) -> None:
    with closing(asking(endless, "/api/v1/export?q=fast&format=csv")) as client:
        read_slowly(client, 16, 3)
        with pytest.raises(ConnectionResetError):
            read_slowly(client, 65536, 20)


def test_a_client_that_is_slow_but_reads_on_is_answered_on(endless: str) -> None:
    with closing(asking(endless, "/api/v1/export?q=fast&format=csv")) as client:
        assert read_slowly(client, 16 * 1024, 5) > 300_000  # of a patience of 1.5


def test_a_body_that_does_not_come_holds_no_thread(endless: str) -> None:
    host, _, port = urlsplit(endless).netloc.partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as client:
        client.sendall(b"POST /api/v1/cite HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n")
        client.sendall(b"Content-Length: 99\r\n\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 400 ")
