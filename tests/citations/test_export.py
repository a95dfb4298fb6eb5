"""Sources for other programs: what is written can be read back, and nothing in it is run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from search.citations.described import KINDS
from search.citations.export import FORMATS, export
from search.document import Source, Status
from search.errors import BadInput

PAPER = Source(
    "zalessky-key-task-2021-a70197",
    "paper-conference",
    "Key task & 100% {realization} of $5_000",
    ("Zalessky, B.L.", "A. Petrov", "World Bank"),
    2021,
    "Materials, 17 - 25 May 2021",
    "Byal GRAD-BG",
    "Sofia",
    "https://example.org/a_b%20c",
    "example.org",
    Status.OK,
    {"doi": "10.1000/a_b"},
    "Zalessky, B.L. Key task",
)
CUT = Source("cut", "webpage", "Food", url="https://www.belta.by/v-", status=Status.TRUNCATED)


def table(source: Source) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export([source], "csv"), newline="")))


def test_csl_json_is_what_citation_processors_read() -> None:
    item = json.loads(export([PAPER], "csl-json"))[0]
    assert item["author"] == [
        {"family": "Zalessky", "given": "B.L."},
        {"family": "Petrov", "given": "A."},
        {"literal": "World Bank"},
    ]
    assert (item["type"], item["issued"], item["DOI"]) == (
        "paper-conference",
        {"date-parts": [[2021]]},
        "10.1000/a_b",
    )


def test_bibtex_escapes_what_tex_would_read() -> None:
    written = export([PAPER], "bibtex")
    assert r"title = {{Key task \& 100\% \{realization\} of \$5\_000}}" in written
    assert "author = {Zalessky, B.L. and Petrov, A. and {World Bank}}" in written
    assert "url = {https://example.org/a_b%20c}" in written
    assert "booktitle = {Materials, 17 - 25 May 2021}" in written


def test_a_backslash_in_bibtex_is_a_character() -> None:
    written = export([Source("a", "book", r"\input{/etc/passwd}")], "bibtex")
    assert r"{{\textbackslash{}input\{/etc/passwd\}}}" in written


def test_ris_has_a_tag_a_line_and_ends_each_record() -> None:
    lines = export([PAPER, CUT], "ris").split("\r\n")
    assert lines[0] == "TY  - CPAPER"
    assert "AU  - Petrov, A." in lines
    assert lines.count("ER  - ") == 2


def test_a_line_break_in_a_title_starts_no_ris_tag() -> None:
    assert "\nUR  - evil" not in export([Source("a", "book", "Title\nUR  - evil")], "ris")


@pytest.mark.parametrize("format", ["csl-json", "bibtex", "ris"])
def test_a_url_cut_off_is_never_given_as_one(format: str) -> None:
    written = export([CUT], format)
    assert "cuts the URL off: https://www.belta.by/v-" in written
    assert not any(mark in written for mark in ('"URL"', "url = ", "UR  -"))


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_formula_in_a_csv_cell_is_made_text(title: str) -> None:
    rows = table(Source("a", "book", title))
    assert rows[0]["title"] == f"'{title}"


def test_csv_quotes_what_would_break_a_row() -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(export([Source("a", "book", 'A, "b"\nc', ("X, Y.", "Z"))], "csv"), newline="")
        )
    )
    assert (rows[0]["title"], rows[0]["authors"], rows[0]["status"]) == ('A, "b"\nc', "X, Y.; Z", "no_url")


def test_json_lines_hold_one_source_a_line_with_every_field() -> None:
    lines = export([PAPER, CUT], "jsonl").splitlines()
    assert json.loads(lines[0])["authors"] == ["Zalessky, B.L.", "A. Petrov", "World Bank"]
    assert json.loads(lines[1])["status"] == "truncated"


@pytest.mark.parametrize("format", FORMATS)
def test_no_sources_are_written_as_none(format: str) -> None:
    assert "None" not in export([], format)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_written_in_every_format(kind: str, format: str) -> None:
    assert "Title" in export([Source("a", kind, "Title")], format)


SEEN = Source("seen", "webpage", "Ports", url="https://export.by/a", status=Status.OK, accessed="2019-05-03",
              archived_url="https://perma.cc/AB12-CD34")  # fmt: skip


@pytest.mark.parametrize(
    ("format", "day", "copy"),
    [
        ("bibtex", "urldate = {2019-05-03}", "note = {Archived copy: https://perma.cc/AB12-CD34}"),
        ("ris", "Y2  - 2019/05/03/", "N1  - Archived copy: https://perma.cc/AB12-CD34"),
        ("csv", ",2019-05-03,", "https://perma.cc/AB12-CD34"),
        ("jsonl", '"accessed": "2019-05-03"', '"archived_url": "https://perma.cc/AB12-CD34"'),
        ("csl-json", '"accessed": {', '"note": "Archived copy: https://perma.cc/AB12-CD34"'),
    ],
)
def test_the_day_of_access_and_the_archived_copy_are_written(format: str, day: str, copy: str) -> None:
    written = export([SEEN], format)
    assert day in written
    assert copy in written


@pytest.mark.parametrize("format", ["csl-json", "bibtex", "ris"])
def test_a_day_that_could_be_two_is_a_remark_and_no_date(format: str) -> None:
    written = export([replace(SEEN, accessed="03/05/2019")], format)
    assert "Accessed: 03/05/2019" in written
    assert not any(field in written for field in ('"accessed"', "urldate", "Y2"))


def test_an_unknown_format_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(BadInput, match="csl-json, bibtex, ris, csv, jsonl"):
        export([], "endnote")
