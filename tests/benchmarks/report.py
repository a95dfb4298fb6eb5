"""What was measured in, a report for people out: Markdown."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from statistics import median

from tests.benchmarks.measurement import HTTP, LIBRARY, WHOOSH, Measured
from tests.benchmarks.processes import Cost

_FUZZY_AIM = 5.0  # times as fast as plain Whoosh
_INDEX_AIM = 2.0  # seconds

_HEAD = """\
# Benchmarks

How fast Ibidem is, beside plain Whoosh on the same passages in the same run. From the root of the repository:

    .venv/bin/python -m tests.benchmarks                              # the documents of seeds/
    .venv/bin/python -m tests.benchmarks --documents FOLDER           # other documents
    .venv/bin/python -m tests.benchmarks --passages 5000 --rounds 5   # so many passages in their manner
    .venv/bin/python -m tests.benchmarks --output FILE                # the report (this page) into a file

Below is the report of one run. Nothing here is a test: figures depend on the machine, ratios much less.
[FORMATS.md](FORMATS.md) says how fast each format is read, beside pandoc; [GROWTH.md](GROWTH.md) what a
library costs as it grows; [PAGES.md](PAGES.md) what each page and route weighs, and how soon it begins.
"""

_SETUP = """\
## How it was measured

- **Index**: `python -m search index FOLDER`, a fresh process each time with an empty library, from its
  start to its end, imports included; peak RSS from `getrusage`. The files were in the operating system's
  cache and the modules compiled. Plain Whoosh is given the text of the passages and reads no documents.
- **Library**: `Library.search(query, per_page=10)` in this process: passages with notes and sources, spans,
  snippets, the exact total, and six facets.
- **HTTP**: `GET /api/v1/search` with the same, to a gunicorn on this machine with the project's own
  configuration, from the request to the last byte of the answer.
- **Whoosh**: in this process, at its best: {whoosh}.
- **Searches**: {rounds} rounds after one to warm up, {queries} queries a class, chosen from the passages by
  how many of them hold a word. In each round each query is asked of all three in turn, and another begins
  each round. *Faster* is Whoosh's figure divided by ours.
- **Warm**: both sides keep what they have seen: Ibidem the passages that it has shown and the words in them,
  Whoosh the stems of words. No answer is kept.
- **Found** counts passages over all queries of a class: Whoosh stems otherwise, and stems a prefix too
  (`enge*` becomes `eng*`), leaves out stop words, compares a fuzzy word with stems, and knows no headings.
"""


def render(measured: Measured, whoosh: str) -> str:
    """The whole report; `whoosh` says how the peer was set up."""
    parts = [_HEAD, _facts(measured), _aims(measured), _index(measured), _searches(measured)]
    count = max(map(len, measured.queries.values()))
    parts += [_SETUP.format(whoosh=whoosh, rounds=measured.rounds, queries=count), _queries(measured)]
    return "\n".join(parts)


def _facts(measured: Measured) -> str:
    kind = "generated " if measured.generated else ""
    return (
        f"{measured.passages:,} passages of {measured.documents:,} {kind}document"
        f"{'' if measured.documents == 1 else 's'} ({measured.size / 1e6:.2f} MB); "
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"Whoosh {version('whoosh')}, SQLite {sqlite3.sqlite_version}.\n"
    )


# --- the aims --------------------------------------------------------------------------------------------


def _aims(measured: Measured) -> str:
    lines = [
        _none_slower(measured, LIBRARY, "p50"),
        _none_slower(measured, LIBRARY, "p95"),
        _none_slower(measured, HTTP, "p50"),
        _none_slower(measured, HTTP, "p95"),
        _fuzzy(measured, LIBRARY),
        _fuzzy(measured, HTTP),
    ]
    if not measured.generated:
        lines.append(_indexed(measured))
    return "\n".join(["## Aims", "", *(f"- {line}" for line in lines), ""])


def _none_slower(measured: Measured, side: str, of: str) -> str:
    ratios = {name: _faster(measured, name, side, of) for name in measured.timings}
    slower = {name: ratio for name, ratio in ratios.items() if ratio < 1}
    shown = slower or {name: ratio for name, ratio in ratios.items() if ratio == min(ratios.values())}
    verdict = "not met for" if slower else "met; the closest is"
    named = ", ".join(f"{name} ({ratio:.2f} times as fast)" for name, ratio in shown.items())
    return f"No class slower than plain Whoosh, {side}, {of}: **{verdict}** {named}."


def _fuzzy(measured: Measured, side: str) -> str:
    ratio = _faster(measured, "fuzzy", side, "p50")
    verdict = "met" if ratio >= _FUZZY_AIM else "not met"
    return f"Fuzzy at least {_FUZZY_AIM:g} times as fast, {side}, p50: **{verdict}**, {ratio:.1f} times."


def _indexed(measured: Measured) -> str:
    seconds = median(start.seconds for start in measured.starts)
    verdict = "met" if seconds < _INDEX_AIM else "not met"
    return f"Indexed from a cold start in under {_INDEX_AIM:g} s: **{verdict}**, {seconds:.2f} s."


def _faster(measured: Measured, name: str, side: str, of: str) -> float:
    timings = measured.timings[name]
    ratio: float = getattr(timings[WHOOSH], of) / getattr(timings[side], of)
    return ratio


# --- the tables ------------------------------------------------------------------------------------------


def _index(measured: Measured) -> str:
    rows = [
        _index_row("Ibidem: read, understood, stored, indexed", measured.starts),
        _index_row("Plain Whoosh: indexed", measured.peer_starts),
    ]
    head = ("", "starts", "median s", "fastest s", "slowest s", "median CPU s", "peak RSS MB")
    return "\n".join(["## Index, from a cold start", "", *_table(head, rows), ""])


def _index_row(title: str, costs: Sequence[Cost]) -> tuple[str, ...]:
    seconds = [cost.seconds for cost in costs]
    peak = max(cost.peak for cost in costs) / 1e6
    times = (f"{of(seconds):.2f}" for of in _OF)
    cpu = median(cost.cpu for cost in costs)
    return title, str(len(costs)), *times, f"{cpu:.2f}", f"{peak:.0f}"


_OF: tuple[Callable[[Sequence[float]], float], ...] = (median, min, max)


def _searches(measured: Measured) -> str:
    head = ("class", *(f"{side} {of}" for side in (LIBRARY, HTTP, WHOOSH) for of in ("p50", "p95")))
    head += ("Library faster (p50, p95)", "HTTP faster (p50, p95)", "found, Ibidem / Whoosh")
    rows = [_search_row(measured, name) for name in measured.timings]
    return "\n".join(["## Searches, in milliseconds", "", *_table(head, rows), ""])


def _search_row(measured: Measured, name: str) -> tuple[str, ...]:
    timings = measured.timings[name]
    times = (f"{figure:.2f}" for side in (LIBRARY, HTTP, WHOOSH) for figure in timings[side])
    ratios = (
        ", ".join(f"{_faster(measured, name, side, of):.1f}×" for of in ("p50", "p95"))
        for side in (LIBRARY, HTTP)
    )
    ours, theirs = measured.found[name]
    return name, *times, *ratios, f"{ours:,} / {theirs:,}"


def _queries(measured: Measured) -> str:
    rows = [(name, ", ".join(f"`{text}`" for text in texts)) for name, texts in measured.queries.items()]
    return "\n".join(["## The queries", "", *_table(("class", "queries"), rows), ""])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(row)} |"
