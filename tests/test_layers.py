"""The folders say what may touch what; this reads the syntax trees and holds it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# a module imports from its own row or the rows above it
ROWS = (
    ("errors", "settings", "choices", "document", "holdings", "link_checks", "likeness", "collecting"),
    (
        "readers",
        "links",
        "notes",
        "citations",
        "passages",
        "figures",
        "analysis",
        "reading",
        "sidecars",
        "walking",
        "workers",
        "writer_lock",
    ),
    ("query", "query_parser", "query_terms", "query_fields", "matching", "catalogue", "engines", "entries"),
    (
        "highlight",
        "results",
        "cursors",
        "sentences",
        "quotations",
        "comparison",
        "checking",
        "plain_text",
        "author_date",
        "passing",
        "pasted",
        "labels",
        "fragments",
        "concordance",
    ),
    (
        "library",
        "indexing",
        "searching",
        "clues",
        "lookup",
        "recognition",
        "keeping",
        "linking",
        "moves",
        "serialize",
        "exporting",
        "shapes",
        "inspection",
        "markup",
        "",
    ),
    (
        "cli",
        "asking",
        "opening",
        "options",
        "running",
        "presentation",
        "reports",
        "link_report",
        "terminal",
        "serving",
        "watching",
        "__main__",
    ),
)
ROW = {name: row for row, names in enumerate(ROWS) for name in names}
MODULES = sorted(
    path.relative_to(ROOT) for folder in ("search", "web") for path in (ROOT / folder).rglob("*.py")
)


def part(module: str) -> str:
    """ "search.readers.text" belongs to "readers", "search" itself to ""."""
    return [*module.split("."), ""][1]


def module_name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", [path for path in MODULES if path.parts[0] == "search"], ids=str)
def test_module_imports_only_from_its_row_or_above(path: Path) -> None:
    here = part(module_name(path))
    assert here in ROW, f"{path}: say in which row it stands"
    for name in imports(path):
        if name.split(".")[0] == "web":
            pytest.fail(f"{path} imports {name}: the library knows nothing of the site")
        if name.startswith("search."):
            assert ROW[part(name)] <= ROW[here], f"{path} imports {name}, which stands below it"


@pytest.mark.parametrize("path", [path for path in MODULES if path.parts[0] == "web"], ids=str)
def test_site_imports_neither_engines_nor_readers(path: Path) -> None:
    for name in imports(path):
        assert not name.startswith(("search.engines", "search.readers", "search.catalogue")), (
            f"{path}: {name}"
        )


def test_document_imports_nothing_of_ours() -> None:
    assert not [name for name in imports(Path("search/document.py")) if name.startswith("search")]


def test_top_level_is_as_designed() -> None:
    fixed = {
        "pyproject.toml",
        "README.md",
        "seeds",
        "search",
        "web",
        "tests",
        "Procfile",
        "LICENSE",
        "CHANGELOG.md",
    }
    made = {"build"}  # by pip, ignored by git
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - {name for name in found if name.endswith(".egg-info")} - made == fixed


@pytest.mark.parametrize("module", ["search.cli", "search.workers"])
def test_what_reads_a_file_starts_without_a_database_and_an_engine(module: str) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    assert module in loaded
    assert not {"sqlalchemy", "whoosh", "requests", "httpcore2"} & set(loaded)


def test_site_and_library_carry_nothing_that_asks_the_web() -> None:
    program = "import sys, web, search.library; web.create_app(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert not {"httpcore2", "search.links", "search.linking"} & set(loaded.stdout.split())


def test_the_command_starts_without_what_reads_and_understands_a_file() -> None:
    program = "import sys, search.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert not {"search.reading", "search.citations.citing"} & set(loaded.stdout.split())
