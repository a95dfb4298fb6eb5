"""What the README tells people to paste works as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("ibidem ")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the README's reader has it: seeds/, and documents of their own."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    (folder / "reports").mkdir()
    text = "The mill was sold in 1871.[1]\n\nNotes\n\n[1] Deed of sale, County Record Office, 1871.\n"
    (folder / "thesis.txt").write_text(text, encoding="utf-8")
    run("ibidem index", folder)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_has_the_two_lines_to_start_and_to_test() -> None:
    lines = [block.strip() for block in blocks("sh")]
    assert "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/ibidem serve" in lines
    assert "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest" in lines


@pytest.mark.parametrize("command", COMMANDS)
def test_command_does_what_it_says(command: str, place: Path) -> None:
    answer = run(command, place)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip()


def test_five_lines_of_python_print_passages_and_urls(place: Path) -> None:
    [program] = blocks("python")
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=place, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert "Great Stone" in answer.stdout
    assert "https://www.belta.by/" in answer.stdout


def test_every_query_that_it_explains_is_a_query() -> None:
    from search.query_parser import parse

    table = README.split("| write | to find |")[1].split("\n\n")[0]
    for query in re.findall(r"`([^`]+)`", "".join(row.split("|")[1] for row in table.splitlines()[2:])):
        if not query.endswith(":"):
            assert parse(query).warnings == (), query
