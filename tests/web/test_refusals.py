"""The reasons of refusals that are described beside those that the code gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from search import errors
from web import refusals
from web.errors import KINDS

ROOT = Path(__file__).parents[2]
DESCRIBED = {
    code
    for name, codes in vars(refusals).items()
    if name.isupper() and isinstance(codes, dict)
    for code in codes
}
CALLED = {"BadInput", "QueryError", "UnknownField", "_refused", "problem_response"}
# those of no question: of a file, a setting, a server; and two of classes whose every use says more
OF_NO_QUESTION = {
    "error",
    "bad-query",
    "bad-setting",
    "unreadable-document",
    "no-network",
    "store-unavailable",
    "library-locked",
}


def given() -> Iterator[str]:
    """Every code that an error class has, or that a refusal is made with."""
    yield from (one.code for one in vars(errors).values() if hasattr(one, "code"))
    for folder in ("search", "web"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield from _codes(node)


def _codes(call: ast.Call) -> Iterator[str]:
    values = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    if getattr(call.func, "id", "") in CALLED:
        values += call.args[1:]
    for value in values:
        is_code = isinstance(value, ast.Constant) and isinstance(value.value, str) and " " not in value.value
        if is_code:
            yield value.value


def test_every_refusal_of_a_question_is_described_and_no_other() -> None:
    of_statuses = {kind.code for kind in KINDS.values()} - DESCRIBED
    assert set(given()) - OF_NO_QUESTION - of_statuses == DESCRIBED - {KINDS[400].code}
