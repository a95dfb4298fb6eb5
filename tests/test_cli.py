"""The command line as a process: what it prints where, and with what it exits."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from search.settings import Settings
from tests.conftest import ROOT, free_port, wait_until_ready
from tests.forking import Forking
from tests.readers.test_folder import MILLS
from tests.readers.test_folder import write as write_pages
from tests.screen import on_terminal, plain

LETTER = """A letter on trade

Exports of tractors grew by a third.[1] Nobody had expected it.[2]

[1] Smith, J. Trade in Asia. London: Harbour, 2019. P. 12. URL: https://www.example.org/asia
"""

Ibidem = Callable[..., subprocess.CompletedProcess[bytes]]
COMMAND = [sys.executable, "-m", "search"]


def environment(**changes: str) -> dict[str, str]:
    """This process's, without settings of a library, and with the checkout importable from anywhere."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("IBIDEM_", "PORT", "WEB_"))
    }
    return kept | {"PYTHONPATH": str(ROOT)} | changes


@pytest.fixture(scope="module")
def forking() -> Iterator[Forking]:
    with Forking() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a command runs: it holds one document."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "trade.txt").write_text(LETTER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ibidem(folder: Path, forking: Forking) -> Ibidem:
    """Runs a command there."""

    def run(*arguments: str | bytes, **changes: str) -> subprocess.CompletedProcess[bytes]:
        return forking.run(arguments, folder, environment(**changes))

    return run


@pytest.fixture
def on_seed(ibidem: Ibidem, seeded: Settings) -> Ibidem:
    """The same, on the library that holds the seeds."""

    def run(*arguments: str | bytes, **changes: str) -> subprocess.CompletedProcess[bytes]:
        return ibidem(*arguments, IBIDEM_CATALOGUE=seeded.catalogue, IBIDEM_ENGINE=seeded.engine, **changes)

    return run


def complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line on stderr of a command that was refused."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == b""
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("ibidem: ")
    return line


# --- index -----------------------------------------------------------------------------------------------


def test_index_says_what_it_understood_and_the_next_run_that_nothing_changed(ibidem: Ibidem) -> None:
    first = ibidem("index", "letters").stdout.decode()
    assert "Documents: 1 added" in first
    assert first.splitlines()[-1].split("\t") == ["A letter on trade", "1", "1", "1", "2", "1", "1"]
    assert "Documents: 1 unchanged" in ibidem("index", "letters").stdout.decode()


def test_index_as_json_names_the_document(ibidem: Ibidem) -> None:
    report = json.loads(ibidem("index", "letters", "--json").stdout)
    assert report["added"] == ["trade"]
    assert report["documents"][0]["counts"]["missing"] == 1


def test_file_in_a_folder_that_cannot_be_read_is_a_line_and_with_strict_a_failure(
    ibidem: Ibidem, folder: Path
) -> None:
    (folder / "letters" / "noise.txt").write_bytes(b"\x00\x01\xff\xfe\x80")
    done = ibidem("index", "letters", "--strict")
    assert done.returncode == 1
    assert b"noise.txt: is not text" in done.stderr
    assert b"1 added" in done.stdout
    assert ibidem("index", "letters").returncode == 0


def test_named_file_that_cannot_be_read_is_bad_input(ibidem: Ibidem, folder: Path) -> None:
    (folder / "empty.txt").touch()
    done = ibidem("index", "empty.txt", "letters")
    assert done.returncode == 2
    assert b"empty.txt: is empty" in done.stderr
    assert b"1 added" in done.stdout


def test_path_that_does_not_exist_is_named(ibidem: Ibidem) -> None:
    assert '"nowhere"' in complaint(ibidem("index", "nowhere"))


def test_index_without_a_path_wants_the_seeds(ibidem: Ibidem) -> None:
    assert '"seeds"' in complaint(ibidem("index"))


def test_library_that_another_process_is_writing_to_is_one_line(ibidem: Ibidem, folder: Path) -> None:
    ibidem("index", "letters")
    [lock] = (folder / ".ibidem").glob("*.lock")
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "another writer" in complaint(ibidem("index", "letters"))
        assert b"1 passage" in ibidem("search", "tractors").stdout


# --- search, cite, export --------------------------------------------------------------------------------


def test_search_on_a_pipe_is_plain_text_with_the_sources(on_seed: Ibidem) -> None:
    text = on_seed("search", "visa", "OR", "forum", "--per-page", "3").stdout.decode()
    assert "\x1b" not in text
    assert "https://www.belta.by/" in text
    assert "URL rebuilt from a broken line" in text


def test_search_on_a_terminal_marks_its_hits(ibidem: Ibidem, folder: Path) -> None:
    ibidem("index", "letters")
    shown = on_terminal([*COMMAND, "search", "tractors"], folder, environment())
    assert "\x1b[1;4mtractors\x1b[0m" in shown
    assert "[2] (note missing)" in plain(shown)


def test_index_on_a_terminal_shows_a_progress_bar_which_a_pipe_does_not(ibidem: Ibidem, folder: Path) -> None:
    assert ibidem("index", "letters").stderr == b""
    (folder / "letters" / "trade.txt").write_text(LETTER + "\n", encoding="utf-8")
    assert "━━━" in on_terminal([*COMMAND, "index", "letters"], folder, environment())


def test_search_narrowed_by_every_option_finds_the_passage(ibidem: Ibidem) -> None:
    ibidem("index", "letters")
    options = (
        "--document=trade --section=trade.s1 --domain=example.org --year=2019 --status=ok --sort=position"
    )
    answer = json.loads(ibidem("search", "tractors", *options.split(), "--author=Smith, J.", "--json").stdout)
    assert [found["id"] for found in answer["results"]] == ["trade.p1"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nosuch:x"], 'unknown field "nosuch"'),
        (["w*"], "too short"),
        (["a" * 100_000], "100000 characters"),
        (["x", "--page", "0"], "--page"),
        (["x", "--page", "1" + "0" * 30], "page"),
        (["x", "--per-page", "101"], "per_page"),
        (["x", "--status", "fine"], "--status"),
        (["x", "--colour"], "--colour"),
        ([], "QUERY"),
        ([b"\xff"], "not UTF-8"),
    ],
)
def test_search_that_cannot_be_is_one_line(ibidem: Ibidem, arguments: list[str | bytes], says: str) -> None:
    assert says in complaint(ibidem("search", *arguments))


def test_search_in_an_empty_library_says_how_to_fill_it(ibidem: Ibidem) -> None:
    done = ibidem("search", "tractors")
    assert done.returncode == 0
    assert b"ibidem index" in done.stderr


def test_cite_goes_from_a_note_to_its_source(on_seed: Ibidem) -> None:
    text = on_seed("cite", "note", "12").stdout.decode()
    assert "Belarusian-Iranian business forum" in text
    assert "page 7" in text


def test_cite_writes_ris(on_seed: Ibidem) -> None:
    text = on_seed("cite", "--note", "2", "--format", "ris").stdout.decode()
    assert text.startswith("TY  - BOOK\r\n")
    assert text.count("ER  -") == 1


def test_cite_without_anything_says_what_it_takes(ibidem: Ibidem) -> None:
    assert "nothing to look up" in complaint(ibidem("cite"))


def test_cite_in_an_unknown_document_is_one_line(ibidem: Ibidem) -> None:
    assert 'no document "nowhere"' in complaint(ibidem("cite", "--document", "nowhere", "12"))


def test_export_holds_every_source_and_with_a_query_those_of_its_passages(on_seed: Ibidem) -> None:
    everything = [json.loads(line) for line in on_seed("export", "--format", "jsonl").stdout.splitlines()]
    found = [
        json.loads(line)
        for line in on_seed("export", "visa OR forum", "--format", "jsonl").stdout.splitlines()
    ]
    ids = [source["id"] for source in everything]
    assert len(ids) == len(set(ids)) == 92
    assert 0 < len(found) < 92
    assert {source["id"] for source in found} < set(ids)


def test_export_says_why_a_filter_leaves_nothing(on_seed: Ibidem) -> None:
    done = on_seed("export", "--author", "zalessky", "--format", "jsonl")
    assert done.stdout == b""
    assert "No passage has the author “zalessky”; ask for author:zalessky" in done.stderr.decode()


# --- inspect, audit --------------------------------------------------------------------------------------


def test_inspect_leaves_no_library_behind(ibidem: Ibidem, folder: Path) -> None:
    answer = json.loads(ibidem("inspect", "letters/trade.txt", "--json").stdout)
    assert answer["counts"]["references"] == 2
    assert not (folder / ".ibidem").exists()


def test_inspect_shows_outline_figures_and_problems(ibidem: Ibidem) -> None:
    text = ibidem("inspect", "letters/trade.txt").stdout.decode()
    assert "A letter on trade" in text
    assert "Convention: notes at the end, labelled like “[1]”" in text
    assert "2 note references, " in text
    assert "note references without their note 1" in text
    assert "missing-note (1)" in text


@pytest.mark.parametrize("name", ["letters", "nowhere.txt", "letters/trade.xyz"])
def test_inspect_of_what_is_no_document_is_one_line(ibidem: Ibidem, folder: Path, name: str) -> None:
    (folder / "letters" / "trade.xyz").write_bytes(b"{\\rtf1 A letter on trade}")
    assert name in complaint(ibidem("inspect", name))


def test_document_cannot_drive_the_terminal(ibidem: Ibidem, folder: Path) -> None:
    hostile = LETTER.replace("tractors", "tractors \x1b]0;owned\x07 \u202esrotcart\u202c <b>")
    (folder / "letters" / "trade.txt").write_text(hostile, encoding="utf-8")
    ibidem("index", "letters")
    for arguments in (["search", "tractors"], ["search", "tractors", "--json"], ["cite", "note 1"]):
        shown = ibidem(*arguments).stdout.decode()
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_audit_with_strict_fails_where_a_note_is_missing(ibidem: Ibidem) -> None:
    ibidem("index", "letters")
    done = ibidem("audit", "--strict")
    assert done.returncode == 1
    assert b"missing-note (1)" in done.stdout
    [audit] = json.loads(ibidem("audit", "--json").stdout)["results"]
    assert audit["findings"] == {"missing-note": 1}
    assert ibidem("audit", "--json", "--strict").returncode == 1
    assert ibidem("audit", "--kind", "orphan-note", "--strict").returncode == 0
    assert ibidem("audit", "--kind", "orphan-note", "--strict", "--json").returncode == 0


def test_audit_of_several_documents_is_a_table_that_a_spreadsheet_takes(ibidem: Ibidem, folder: Path) -> None:
    (folder / "letters" / "sums.txt").write_text(f"=1+1 IS TWO\n\n{LETTER}", encoding="utf-8")
    (folder / "letters" / "sums.toml").write_text('title = "=1+1"', encoding="utf-8")
    ibidem("index", "letters")
    assert b"missing-note" not in ibidem("audit").stdout
    assert b"missing-note (1)" in ibidem("audit", "--document", "sums").stdout
    head, sums, trade = ibidem("audit", "--csv").stdout.decode().splitlines()
    assert head == "document,ok,repaired,truncated,no_url,missing,findings,id"
    assert sums.startswith("'=1+1,")
    assert trade == "A letter on trade,1,0,0,0,1,1,trade"


def test_sidecar_that_is_wrong_is_one_line_and_the_document_is_there(ibidem: Ibidem, folder: Path) -> None:
    (folder / "letters" / "trade.toml").write_text("titel = 'On Trade'")
    for command in (["inspect", "letters/trade.txt"], ["index", "letters"]):
        done = ibidem(*command)
        assert done.returncode == 0
        [line] = done.stderr.decode().splitlines()
        assert 'trade.toml: is no sidecar (unknown key "titel"' in line


def test_watched_folder_is_indexed_again_when_a_file_comes(ibidem: Ibidem, folder: Path) -> None:
    command, pipe = [*COMMAND, "index", "letters", "--watch"], subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=environment(), stdout=pipe, stderr=pipe) as process:
        try:
            assert process.stdout
            while b"A letter on trade" not in process.stdout.readline():
                pass
            until, number = time.monotonic() + 30, 0
            while b"no passages" in ibidem("search", "palaces").stdout and time.monotonic() < until:
                (folder / "letters" / "new.txt").write_text(f"Of palaces, {number} were built.\n")
                number += 1
                time.sleep(0.5)
            assert b"1 passage with palaces" in ibidem("search", "palaces").stdout
        finally:
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, b"")


# --- folders that are one document ------------------------------------------------------------------------


def test_folder_of_pages_is_inspected_and_indexed_as_one_document(ibidem: Ibidem, folder: Path) -> None:
    write_pages(folder / "mills", MILLS)
    shown = json.loads(ibidem("inspect", "mills", "--json").stdout)
    assert shown["counts"] | {"references": 2, "notes": 2, "missing": 0, "orphans": 0} == shown["counts"]
    assert json.loads(ibidem("index", ".", "--json").stdout)["added"] == ["trade", "mills"]
    assert b"Parish Register, 1702" in ibidem("cite", "note 1", "--document", "mills").stdout


def test_folder_of_separate_files_is_no_document_to_inspect(ibidem: Ibidem) -> None:
    assert "letters: is a folder of separate files; name a file in it" in complaint(
        ibidem("inspect", "letters")
    )


def test_watched_folder_of_pages_is_indexed_again_when_its_notes_change(ibidem: Ibidem, folder: Path) -> None:
    write_pages(folder / "mills", MILLS)
    command, pipe = [*COMMAND, "index", "mills", "--watch"], subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=environment(), stdout=pipe, stderr=pipe) as process:
        try:
            assert process.stdout
            while b"mills" not in process.stdout.readline():
                pass
            until, number = time.monotonic() + 60, 1
            while b"Charter of" not in ibidem("cite", "note 1").stdout and time.monotonic() < until:
                changed = MILLS["notes.html"].replace("Parish Register, 1702", f"Charter of {1700 + number}")
                write_pages(folder / "mills", {"notes.html": changed})
                number += 1
                time.sleep(2)
            assert b"Charter of" in ibidem("cite", "note 1").stdout
        finally:
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, b"")


# --- settings, output, interruption ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IBIDEM_ENGINE", "sphinx:here"),
        ("IBIDEM_CATALOGUE", "oracle-of-delphi://x"),
        ("IBIDEM_LIMIT_DEPTH", "-1"),
        ("IBIDEM_LIMIT_COLOUR", "3"),
    ],
)
def test_setting_that_cannot_be_used_is_named(ibidem: Ibidem, name: str, value: str) -> None:
    assert name in complaint(ibidem("search", "x", **{name: value}))


def test_catalogue_that_is_none_is_one_line_and_stays_as_it_is(ibidem: Ibidem, folder: Path) -> None:
    file = folder / "letters" / "trade.txt"
    assert "trade.txt" in complaint(ibidem("audit", IBIDEM_CATALOGUE=f"sqlite:///{file}"))
    assert file.read_text(encoding="utf-8") == LETTER


def test_full_disk_under_the_output_is_one_line(seeded: Settings, folder: Path) -> None:
    library = {"IBIDEM_CATALOGUE": seeded.catalogue, "IBIDEM_ENGINE": seeded.engine}
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "export"],
            cwd=folder,
            env=environment(**library),
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert (done.returncode, done.stderr) == (2, b"ibidem: No space left on device\n")


def test_pipe_that_is_closed_ends_the_command_in_silence(seeded: Settings, folder: Path) -> None:
    library = {"IBIDEM_CATALOGUE": seeded.catalogue, "IBIDEM_ENGINE": seeded.engine}
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, "export"], cwd=folder, env=environment(**library), stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert done.stderr == b""


def test_every_command_shows_an_example(ibidem: Ibidem) -> None:
    from search.cli import ibidem as group

    for name, command in group.commands.items():
        assert f"ibidem {name}" in (command.epilog or ""), name
        assert "as_json" in {parameter.name for parameter in command.params}, name
    assert b"Example:\n    ibidem index" in ibidem("index", "--help").stdout


def test_version_is_that_of_the_package(ibidem: Ibidem) -> None:
    assert ibidem("--version").stdout.startswith(b"ibidem 0.")


# --- serve -----------------------------------------------------------------------------------------------


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    address = f"http://127.0.0.1:{(port := free_port())}"
    with subprocess.Popen(
        [*COMMAND, "serve", "letters"],
        cwd=folder,
        env=environment(PORT=str(port), WEB_CONCURRENCY="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            wait_until_ready(address, process)
            yield address, process
        finally:
            process.kill()


@pytest.fixture
def serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with served(folder) as running:
        yield running


def test_serve_while_another_process_writes_says_so_and_serves_what_is_there(
    ibidem: Ibidem, folder: Path
) -> None:
    ibidem("index", "letters")
    [lock] = (folder / ".ibidem").glob("*.lock")
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with served(folder) as (address, process):
            with urlopen(f"{address}/api/v1/search?q=tractors") as response:
                assert json.load(response)["total"] == 1
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=20)
    assert b"another process is writing to this library" in said.splitlines()[0]


def test_serve_indexes_says_where_it_serves_and_ends_cleanly(
    serving: tuple[str, subprocess.Popen[bytes]], folder: Path
) -> None:
    address, process = serving
    with urlopen(f"{address}/api/v1/search?q=tractors") as response:
        assert json.load(response)["total"] == 1
    process.send_signal(signal.SIGTERM)
    printed, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert f"Serving on {address}/".encode() in printed
    assert b"tractors" not in printed
    assert sorted(path.name for path in folder.iterdir()) == [".ibidem", "letters"]


def test_port_in_use_is_one_line_before_anything_is_done(ibidem: Ibidem, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"127.0.0.1:{port}" in complaint(ibidem("serve", "letters", "--port", str(port)))
    assert not (folder / ".ibidem").exists()


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_port_that_is_none_is_one_line(ibidem: Ibidem, port: str) -> None:
    assert "--port" in complaint(ibidem("serve", PORT=port))


def test_interrupted_index_says_so(folder: Path) -> None:
    paragraph = "Exports of tractors to the region grew again, and nobody had expected it to last.[1]\n\n"
    for number in range(200):
        (folder / "letters" / f"{number}.txt").write_text(
            f"Letter {number}\n\n{paragraph * 40}", encoding="utf-8"
        )
    command = [*COMMAND, "index", "letters"]
    with subprocess.Popen(command, cwd=folder, env=environment(), stderr=subprocess.PIPE) as process:
        catalogue = folder / ".ibidem" / "catalogue.db"
        while not catalogue.exists() and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.strip() == b"ibidem: interrupted; what was finished is kept"
