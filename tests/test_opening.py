"""What the terminal does beside printing: opens the browser, completes words, and answers as the API does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from search.settings import Settings
from tests.conftest import ROOT

COMMAND = [sys.executable, "-m", "search"]


@pytest.fixture
def here(tmp_path: Path, seeded: Settings) -> dict[str, str]:
    """The environment of a user whose library holds the seeds; the browser writes what it is to open."""
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "IBIDEM_CATALOGUE": seeded.catalogue,
        "IBIDEM_ENGINE": seeded.engine,
        "BROWSER": str(browser),
    }


def run(arguments: list[str], here: dict[str, str], **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], env=here | changes, capture_output=True, text=True, check=False, timeout=60
    )


def both(arguments: list[str], path: str, server: str, here: dict[str, str]) -> tuple[Any, Any]:
    """The terminal's answer and the API's, without the time that each took."""
    printed = json.loads(run([*arguments, "--json"], here).stdout)
    with urlopen(f"{server}/api/v1{path}", timeout=30) as response:
        answered = json.load(response)
    for answer in (printed, answered):
        answer.pop("took_ms", None)
    return printed, answered


# --- the same answer -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [1, 2])
def test_a_search_is_answered_in_json_as_the_api_answers_it(
    page: int, server: str, here: dict[str, str]
) -> None:
    asked = [("q", "belarus"), ("per_page", 4), ("status", "ok"), ("sort", "position"), ("page", page)]
    options = "--per-page=4 --status=ok --sort=position"
    arguments = ["search", "belarus", *options.split(), f"--page={page}"]
    printed, answered = both(arguments, f"/search?{urlencode(asked)}", server, here)
    assert printed == answered
    assert printed["next"]
    assert bool(printed["prev"]) == (page > 1)


def test_a_search_goes_on_by_a_cursor_as_the_api_does(server: str, here: dict[str, str]) -> None:
    asked = [("q", "belarus"), ("per_page", 4), ("status", "ok"), ("sort", "position")]
    arguments = ["search", "belarus", "--per-page=4", "--status=ok", "--sort=position"]
    first, _ = both(arguments, f"/search?{urlencode(asked)}", server, here)
    cursor = first["next_cursor"]
    path = f"/search?{urlencode([*asked, ('cursor', cursor)])}"
    printed, answered = both([*arguments, "--cursor", cursor], path, server, here)
    assert printed == answered
    assert printed["next"]
    assert not {one["id"] for one in printed["results"]} & {one["id"] for one in first["results"]}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--cursor=abc"], "cursor: is none, or not whole; hand it back as it was given"),
        (["--cursor=abc", "--page=2"], "--cursor says where to go on; give it without --page"),
    ],
)
def test_a_cursor_that_leads_nowhere_is_one_line(wrong: list[str], said: str, here: dict[str, str]) -> None:
    done = run(["search", "belarus", *wrong], here)
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("page", [1, 2])
def test_a_concordance_is_answered_in_json_as_the_api_answers_it(
    page: int, server: str, here: dict[str, str]
) -> None:
    asked = [("q", "trade"), ("per_page", 4), ("status", "ok"), ("sort", "previous"), ("width", 30)]
    options = f"--per-page=4 --status=ok --sort=previous --width=30 --page={page}"
    path = f"/concordance?{urlencode([*asked, ('page', page)])}"
    printed, answered = both(["concordance", "trade", *options.split()], path, server, here)
    assert printed == answered
    assert printed["results"]
    assert printed["next"]


@pytest.mark.parametrize(
    "options", ["", "--kind=missing-note", "--document={document} --page=2 --per-page=9"]
)
def test_an_audit_is_answered_in_json_as_the_api_answers_it(
    options: str, server: str, here: dict[str, str]
) -> None:
    document = json.loads(run(["audit", "--json"], here).stdout)["results"][0]["document"]["id"]
    typed = options.format(document=document).split()
    asked = dict(one.removeprefix("--").replace("-page", "_page", 1).split("=") for one in typed)
    asked = {"per_page": asked.pop("per_page", "50"), **asked}
    printed, answered = both(["audit", *typed], f"/audit?{urlencode(asked)}", server, here)
    assert printed == answered
    assert printed["results"]


def test_a_concordance_on_a_pipe_is_a_table_parted_by_tabs(here: dict[str, str]) -> None:
    head, _, *lines = run(["concordance", '"great stone"', "--per-page=3"], here).stdout.splitlines()
    assert " lines with " in head
    rows = [line.split("\t") for line in lines[:3]]
    assert [len(row) for row in rows] == [4, 4, 4]
    assert {row[1].casefold() for row in rows} == {"great stone"}


@pytest.mark.parametrize("text", ["note 12", "https://www.belta.by/", "nothing that anyone wrote"])
def test_a_lookup_is_answered_in_json_as_the_api_answers_it(
    text: str, server: str, here: dict[str, str]
) -> None:
    printed, answered = both(["cite", text], f"/cite?{urlencode({'q': text})}", server, here)
    assert printed == answered


# --- the browser -----------------------------------------------------------------------------------------


def test_open_shows_the_passage_with_its_hits_in_the_browser(
    server: str, here: dict[str, str], tmp_path: Path
) -> None:
    done = run(["search", '"great stone"', "--open", "--result", "2", "--json"], here, IBIDEM_SITE=server)
    second = json.loads(done.stdout)["results"][1]
    path, _, anchor = second["url"].partition("#")
    address = f"{server}{path}?q=%22great+stone%22#{anchor}"
    assert (tmp_path / "opened").read_text() == address
    assert done.stderr == f"ibidem: opened {address}\n"


def test_open_says_how_to_start_a_site_where_none_answers(here: dict[str, str], tmp_path: Path) -> None:
    done = run(["search", "stone", "--open", "--site", "http://127.0.0.1:1"], here)
    assert done.returncode == 2
    assert "start one with `ibidem serve`" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize("site", ["127.0.0.1:8000", "javascript:alert(1)", "http://", "http://127.0.0.1:x"])
def test_a_site_that_is_no_address_is_one_line(site: str, here: dict[str, str]) -> None:
    done = run(["search", "stone", "--open", "--site", site], here)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("ibidem: ")


def test_a_result_that_there_is_not_is_one_line(server: str, here: dict[str, str]) -> None:
    done = run(["search", "stone", "--open", "--result", "99", "--site", server], here)
    assert done.returncode == 2
    assert "there is no 99 on this page" in done.stderr


# --- completion ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_writes_what_a_shell_sources(shell: str, here: dict[str, str]) -> None:
    assert "_IBIDEM_COMPLETE" in run(["completion", shell], here).stdout


def completed(words: str, here: dict[str, str], folder: Path | None = None) -> list[str]:
    """What bash would offer for the last of the words."""
    place = str(len(words.split(" ")) - 1)
    asked = {"COMP_WORDS": words, "COMP_CWORD": place, "_IBIDEM_COMPLETE": "bash_complete"}
    command = [sys.executable, "-c", "from search.cli import ibidem; ibidem(prog_name='ibidem')"]
    printed = subprocess.check_output(command, env=here | asked, cwd=folder, text=True)
    return [line.partition(",")[2] for line in printed.split()]


def test_commands_options_and_values_are_completed(here: dict[str, str]) -> None:
    assert "inspect" in completed("ibidem in", here)
    assert "--status" in completed("ibidem search --st", here)
    assert "repaired" in completed("ibidem search --status re", here)


def test_ids_of_documents_are_completed(here: dict[str, str]) -> None:
    assert completed("ibidem search --document 000", here) == ["000_9f3c7597e57b37f0"]


def test_completing_a_word_makes_no_library(here: dict[str, str], tmp_path: Path) -> None:
    bare = {name: value for name, value in here.items() if not name.startswith("IBIDEM_")}
    before = sorted(tmp_path.iterdir())
    assert completed("ibidem search --document x", bare, tmp_path) == []
    assert sorted(tmp_path.iterdir()) == before
