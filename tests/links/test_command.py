"""`ibidem links` as a process, and what the source's page and the API say of what it found."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.library import Library
from search.link_checks import ArchivedCopy, LinkCheck, LinkState
from search.settings import Settings
from tests.conftest import ROOT
from tests.forking import Forking
from tests.links.site import Reply, Site, serving
from tests.screen import on_terminal, plain
from tests.test_cli import COMMAND, environment
from web import create_app

HERE = "https://here.example/salt"
GONE = "https://gone.example/salt"
COPY = "https://archive.example/2019/https://gone.example/salt"
LETTER = f"""A letter on salt

The road was long.[1] The carters were pious.[2] The bridge fell.[3] Nobody came.[4]

Notes

[1] Smith, J. The salt road. 2018. URL: {HERE}
[2] Smith, J. Pious carters. 2018. URL: {GONE}
[3] Smith, J. The bridge. 2018. URL: http://127.0.0.1/bridge
[4] Smith, J. Nobody. 2018. URL: https://new.example/nobody
"""
CHECKS = (
    LinkCheck(HERE, LinkState.ANSWERED, "2026-11-30T10:00:00Z", 200),
    LinkCheck(
        GONE,
        LinkState.GONE,
        "2026-11-29T10:00:00Z",
        404,
        archived=ArchivedCopy(COPY, "2019-05-03", "2019-05-04"),
        archive_asked="2026-11-29T10:00:00Z",
    ),
    LinkCheck(
        "http://127.0.0.1/bridge", LinkState.REFUSED, "2026-11-28T10:00:00Z", reason="not <b>public</b>"
    ),
)

Ibidem = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of which three links were checked, and one was not."""
    folder = tmp_path_factory.mktemp("links")
    (folder / "salt.txt").write_text(LETTER, encoding="utf-8")
    with Library.open(settings_of(folder)) as library:
        library.index([folder / "salt.txt"])
        for check in CHECKS:
            library._catalogue.keep_link(check)
    return folder


def settings_of(folder: Path) -> Settings:
    return Settings(f"sqlite:///{folder}/.ibidem/catalogue.db", f"auto:{folder}/.ibidem")


@pytest.fixture(scope="module")
def forking() -> Iterator[Forking]:
    with Forking() as running:
        yield running


@pytest.fixture
def ibidem(folder: Path, forking: Forking) -> Ibidem:
    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return forking.run(arguments, folder, environment())

    return run


def test_on_a_pipe_what_is_known_is_a_summary_and_a_row_for_each_link_not_well(
    ibidem: Ibidem,
) -> None:
    done = ibidem("links", "--known")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "4 sources with a URL: 1 answered, 1 refused, 1 gone, 1 not checked."
    assert lines[2:5] == [
        "URL\tfound\ton\tarchived",
        f"{GONE}\tgone (404)\t2026-11-29\t2019-05-03",
        "http://127.0.0.1/bridge\tnot asked\t2026-11-28\t",
    ]
    assert lines[-1].strip() == COPY


def test_on_a_terminal_it_is_a_table_whose_copies_can_be_clicked(folder: Path) -> None:
    shown = plain(on_terminal([*COMMAND, "links", "--known"], folder, environment()))
    assert re.search(r"https://gone\.example/salt +gone \(404\) +2026-11-29 +2019-05-03", shown)
    assert COPY in shown


def test_csv_has_a_row_for_each_source(ibidem: Ibidem) -> None:
    rows = list(csv.DictReader(io.StringIO(ibidem("links", "--known", "--csv").stdout.decode())))
    assert sorted((row["url"], row["state"], row["code"], row["archived_url"]) for row in rows) == [
        ("http://127.0.0.1/bridge", "refused", "", ""),
        (GONE, "gone", "404", COPY),
        (HERE, "answered", "200", ""),
        ("https://new.example/nobody", "not checked", "", ""),
    ]


def test_json_is_what_the_api_says_of_each_source(ibidem: Ibidem, client: FlaskClient) -> None:
    report = json.loads(ibidem("links", "--known", "--json").stdout)
    assert report["counts"] == {"answered": 1, "refused": 1, "gone": 1}
    for one in report["results"]:
        answer = client.get(one["links"]["self"]).get_json()
        assert answer["link"] == one["link"]


def test_strict_is_a_failure_where_a_link_is_broken(ibidem: Ibidem) -> None:
    assert ibidem("links", "--known", "--strict").returncode == 1


def test_a_proxy_that_is_not_used_is_said_to_be_in_one_line(tmp_path: Path, forking: Forking) -> None:
    done = forking.run(
        ["links"], tmp_path, environment(https_proxy="http://proxy.example:3128", NO_PROXY="x")
    )
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("ibidem: https_proxy is set and not used: ")
    assert done.stdout == b"No source has a URL that could be followed.\n"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [(["--seconds", "0"], "seconds"), (["--seconds", "soon"], "seconds"), (["--document", "none"], '"none"')],
    ids=str,
)
def test_what_cannot_be_done_is_one_line(ibidem: Ibidem, arguments: list[str], why: str) -> None:
    done = ibidem("links", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    [line] = done.stderr.decode().splitlines()
    assert why in line


def test_address_that_is_not_public_is_refused_by_the_command_too(tmp_path: Path, forking: Forking) -> None:
    (tmp_path / "salt.txt").write_text(
        "The bridge fell.[1]\n\nNotes\n\n[1] Smith, J. The bridge. 2018. URL: http://127.0.0.1/bridge\n",
        encoding="utf-8",
    )
    forking.run(["index", "salt.txt"], tmp_path, environment())
    done = forking.run(["links", "--json"], tmp_path, environment())
    assert (done.returncode, done.stderr) == (0, b"")
    report = json.loads(done.stdout)
    assert (report["checked"], report["counts"]) == (1, {"refused": 1})
    assert "127.0.0.1 is not public" in report["results"][0]["link"]["words"]


# --- the page and the API --------------------------------------------------------------------------------


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return create_app(settings_of(folder)).test_client()


def page_of(client: FlaskClient, url: str) -> str:
    """The page of the source with a URL, without line breaks."""
    found = client.get("/api/v1/cite", query_string={"url": url}).get_json()
    page = client.get(found["results"][0]["source"]["links"]["page"])
    assert page.status_code == 200
    return " ".join(page.get_data(as_text=True).split())


def test_page_says_when_the_link_answered(client: FlaskClient) -> None:
    assert 'answered on <time datetime="2026-11-30T10:00:00Z">2026-11-30</time>' in page_of(client, HERE)


def test_page_of_what_is_gone_offers_the_archived_copy(client: FlaskClient) -> None:
    shown = page_of(client, GONE)
    assert 'gone (404) on <time datetime="2026-11-29T10:00:00Z">2026-11-29</time>' in shown
    assert 'archived copy of <time datetime="2019-05-03">2019-05-03</time>' in shown
    assert f'href="{COPY}"' in shown


def test_page_of_what_was_never_checked_says_nothing_of_it(client: FlaskClient) -> None:
    assert "<time" not in page_of(client, "https://new.example/nobody")


def test_what_a_server_said_stays_text_on_the_page(client: FlaskClient) -> None:
    assert "not &lt;b&gt;public&lt;/b&gt;" in page_of(client, "http://127.0.0.1/bridge")


def test_source_in_the_api_has_its_link_or_null(client: FlaskClient) -> None:
    found = client.get("/api/v1/cite", query_string={"url": GONE}).get_json()["results"][0]["source"]
    link = client.get(found["links"]["self"]).get_json()["link"]
    assert (link["state"], link["code"], link["words"]) == ("gone", 404, "gone (404) on 2026-11-29")
    assert link["archived"] == {
        "url": COPY,
        "date": "2019-05-03",
        "wanted": "2019-05-04",
        "words": "archived copy of 2019-05-03",
    }
    new = client.get("/api/v1/cite", query_string={"url": "https://new.example/nobody"}).get_json()
    assert client.get(new["results"][0]["source"]["links"]["self"]).get_json()["link"] is None


# --- interrupted -----------------------------------------------------------------------------------------


def test_interrupted_from_the_keyboard_it_keeps_what_was_answered_and_goes_on_from_there(
    tmp_path: Path,
) -> None:
    site = Site(otherwise=Reply(200, "", {"Content-Type": "application/pdf"}))
    with serving(site):
        urls = [site.url(f"/p{number}", f"host{number % 6}.example") for number in range(12)]
        claims = " ".join(f"Claim number {number}.[{number}]" for number in range(1, 13))
        notes = "\n".join(
            f"[{n}] Smith, J. Study number {n}. 2018. URL: {url}" for n, url in enumerate(urls, 1)
        )
        (tmp_path / "study.txt").write_text(f"A study\n\n{claims}\n\nNotes\n\n{notes}\n", encoding="utf-8")
        command = [sys.executable, "-m", "tests.links.opened", str(site.port)]
        opened = environment(IBIDEM_TIMEGATE=site.url("/timegate/"), PYTHONPATH=str(ROOT))

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
            return subprocess.Popen([*command, *arguments], cwd=tmp_path, env=opened, **pipes)

        start("index", "study.txt").communicate(timeout=60)
        running = start("links")
        until = time.monotonic() + 30
        while len(site.paths()) < 6 and running.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.3)  # for the last of these to be answered
        running.send_signal(signal.SIGINT)
        said, complained = running.communicate(timeout=30)
        assert (running.returncode, said) == (130, b"")
        assert complained.split() == b"ibidem: interrupted; what was finished is kept".split()
        known = json.loads(start("links", "--known", "--json").communicate(timeout=60)[0])
        asked, answered = len(site.paths()), known["counts"]["answered"]
        assert 3 <= answered <= asked < 12
        finished = json.loads(start("links", "--json").communicate(timeout=60)[0])
    assert finished["checked"] == 12 - answered
    # what was asked, and whose answer was on its way, is all that is asked again
    assert len(set(site.paths())) == 12
    assert len(site.paths()) == 12 + asked - answered
