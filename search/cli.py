"""The command line: reads what was typed, calls the library, shows what it answers.

Exit codes: 0 done; 1 done, and something needs attention (where `--strict` asks for it); 2 bad input, said in
one line on stderr. Interrupted from the keyboard, 130.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import get_completion_class

from search import link_report, presentation, reports, serialize
from search.asking import cite, concordance, export_sources, search
from search.citations.export import csv_table
from search.collecting import uncollected
from search.document import ProblemKind
from search.errors import IbidemError, LibraryLocked
from search.holdings import IndexReport
from search.inspection import inspection
from search.link_checks import LinkReport
from search.options import as_json, example, one_document, open_library, text
from search.running import run
from search.serving import address, check_port, start_server
from search.settings import Settings
from search.terminal import Terminal, progress, say, write, write_json
from search.workers import read_one

if TYPE_CHECKING:
    from search.library import Library

SEEDS = "seeds"
KIND_HELP = "Only findings of this kind."
PORT_HELP = "8000, or PORT of the environment."
SECONDS_HELP = "How long it may take (600); the next run goes on."
WORKERS_HELP = "2, or WEB_CONCURRENCY of the environment."


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(package_name="ibidem", prog_name="ibidem", message="%(prog)s %(version)s")
@click.pass_context
def ibidem(context: click.Context) -> None:
    """Full-text search and citation lookup for footnoted documents.

    The library is kept in .ibidem/ in the current folder, or where IBIDEM_CATALOGUE and IBIDEM_ENGINE say.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (search, concordance, cite, export_sources):
    ibidem.add_command(command)


# --- the library -----------------------------------------------------------------------------------------


@ibidem.command(epilog=example("ibidem index reports/ thesis.txt"))
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--strict", is_flag=True, help="Exit with 1 if a file in a folder cannot be read.")
@click.option("--watch", is_flag=True, help="Go on, and index again what changes, until Ctrl-C.")
@click.option("--verbose", is_flag=True, help="List every document, however many there are.")
@as_json
def index(paths: tuple[str, ...], strict: bool, watch: bool, verbose: bool, as_json: bool) -> int:
    """Add or update the documents in PATHS, files or folders (seeds/ if none is given).

    What has not changed is left alone; what is gone from a folder is removed. A file NAME.toml beside a
    document gives its title, authors, date, language and url, before what the document says itself.
    """
    named = paths or (SEEDS,)
    with open_library() as library:
        report = _index(library, named)
        _show_report(report, as_json, verbose)
        if watch:
            _watch(library, named, as_json, verbose)
    return _verdict(report, paths, strict)


def _show_report(report: IndexReport, as_json: bool, every: bool = False) -> None:
    if as_json:
        write_json(serialize.index_report(report))
    else:
        reports.show_report(Terminal(), report, every=every)


def _watch(library: Library, paths: Sequence[str], as_json: bool, every: bool) -> None:
    """Indexes what changes; what cannot be done now is tried again at the next turn."""
    from search.watching import turns  # only here: it is not needed to start

    is_due = False
    for has_changed in turns(paths):
        is_due = is_due or has_changed
        if not is_due:
            continue
        try:
            report = _index(library, paths)
        except IbidemError as error:
            say(str(error))
            is_due = isinstance(error, LibraryLocked)
        else:
            is_due = False
            if report.added or report.updated or report.removed:
                _show_report(report, as_json, every)


def _index(library: Library, paths: Sequence[str]) -> IndexReport:
    with progress() as advance:
        report = library.index(paths, progress=advance)
    for path, reason in report.failed:
        say(f"{path}: {reason}")
    return report


def _verdict(report: IndexReport, named: Iterable[str], strict: bool) -> int:
    """2 where a file that was named itself could not be read."""
    if {os.path.realpath(path) for path, _ in report.failed} & {os.path.realpath(path) for path in named}:
        return 2
    return 1 if strict and report.failed else 0


@ibidem.command(epilog=example("ibidem inspect thesis.txt --json"))
@click.argument("file", type=click.Path())
@click.option("--strict", is_flag=True, help="Exit with 1 if there is anything that an editor must look at.")
@as_json
@uncollected()
def inspect(file: str, strict: bool, as_json: bool) -> int:
    """Show how one FILE is understood, without touching the library."""
    reading = read_one(file, Settings.from_environment().limits)
    for path, reason in reading.warnings:
        say(f"{path}: {reason}")
    document, bibliography = reading.document, reading.bibliography
    if as_json:
        write_json(inspection(document, bibliography))
    else:
        presentation.show_document(Terminal(), document, bibliography)
    return 1 if strict and (document.problems or bibliography.problems) else 0


@ibidem.command(epilog=example("ibidem audit --strict"))
@one_document
@click.option("--kind", type=click.Choice([one.value for one in ProblemKind]), help=KIND_HELP)
@click.option("--strict", is_flag=True, help="Exit with 1 if there is anything to look at.")
@click.option("--csv", "as_csv", is_flag=True, help="Answer with CSV, a row for each document.")
@click.option("--page", type=click.IntRange(1), metavar="N", default=1, help="The page that --json is of.")
@click.option("--per-page", type=click.IntRange(1), metavar="N", default=50, help="Its length (50).")
@as_json
def audit(
    document: str | None,
    kind: str | None,
    strict: bool,
    as_csv: bool,
    page: int,
    per_page: int,
    as_json: bool,
) -> int:
    """Count by document what an editor must look at: notes missing or uncalled, URLs cut off or rebuilt.

    Of a single document, each finding is listed.
    """
    wanted = ProblemKind(kind) if kind else None
    with open_library() as library:
        if as_json:
            answer = _audit_page(library, document, wanted, page, per_page)
            write_json(answer)
            return 1 if strict and answer["total"] and any(answer["kinds"].values()) else 0
        audits = library.audit(document)
    if wanted:
        audits = [replace(one, problems=tuple(p for p in one.problems if p.kind is wanted)) for one in audits]
        audits = [one for one in audits if one.problems or document]
    if as_csv:
        write(csv_table(reports.AUDIT_COLUMNS, map(reports.audit_row, audits)))
    else:
        reports.show_audits(Terminal(), audits)
    return 1 if strict and any(one.problems for one in audits) else 0


def _audit_page(
    library: Library, document: str | None, kind: ProblemKind | None, page: int, per_page: int
) -> Any:
    """What the API answers to the same question."""
    named = [("per_page", per_page), ("document", document), ("kind", kind.value if kind else None)]
    kept = [(name, value) for name, value in named if value is not None]
    depth = library.settings.limits.depth
    if document is None:
        listed = library.audit_page(kind=kind, page=page, per_page=per_page)
        return serialize.audit_page(listed, *serialize.beside("audit", kept, listed, depth))
    found = library.findings(document, kind=kind, page=page, per_page=per_page)
    return serialize.document_audit(found, *serialize.beside("audit", kept, found, depth))


# --- its links -------------------------------------------------------------------------------------------


@ibidem.command(epilog=example("ibidem links --seconds 300 --csv > links.csv"))
@click.option(
    "--seconds", type=click.FloatRange(1, 7 * 24 * 3600), metavar="N", default=600, help=SECONDS_HELP
)
@click.option("--again", is_flag=True, help="Check also what was checked within the last month.")
@click.option(
    "--archived", is_flag=True, help="Look for archived copies of all pages, not only of those gone."
)
@click.option("--document", type=text, help="Only the sources of the document with this id.")
@click.option("--known", is_flag=True, help="Show what earlier runs have found, and ask nobody.")
@click.option("--strict", is_flag=True, help="Exit with 1 if a link is broken.")
@click.option("--csv", "as_csv", is_flag=True, help="Answer with CSV, a row for each source.")
@as_json
def links(known: bool, strict: bool, as_csv: bool, as_json: bool, **wanted: Any) -> int:
    """Check the URLs of sources on the web, and find archived copies of pages that are gone.

    The only command that goes on the network. Each host is asked slowly and as its robots.txt wishes; what is
    found is kept with its date, and what there is no time for is left for the next run. A proxy is not used:
    who connects through one cannot know that the address is public.
    """
    with open_library() as library:
        if known:
            report = LinkReport(tuple(library.link_checks(wanted["document"])))
        else:
            for name in link_report.proxies(os.environ):
                say(f"{name} is set and not used: through a proxy no address can be checked to be public")
            with link_report.progress() as advance:
                report = library.check_links(**wanted, progress=advance)
    if as_json:
        write_json(serialize.link_report(report))
    elif as_csv:
        write(csv_table(link_report.COLUMNS, map(link_report.row, report.links)))
    else:
        link_report.show(Terminal(), report, is_known=known)
    return 1 if strict and any(link.check and link.check.is_broken for link in report.links) else 0


# --- serving it ------------------------------------------------------------------------------------------


@ibidem.command(epilog=example("ibidem serve reports/ --port 8080"))
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--host", default="127.0.0.1", show_default=True, type=text)
@click.option("--port", default=8000, envvar="PORT", type=click.IntRange(1, 65535), help=PORT_HELP)
@click.option("--workers", default=2, envvar="WEB_CONCURRENCY", type=click.IntRange(1, 64), help=WORKERS_HELP)
@as_json
def serve(paths: tuple[str, ...], host: str, port: int, workers: int, as_json: bool) -> int:
    """Bring the index up to date with PATHS (seeds/ if there is such a folder) and serve the site."""
    check_port(host, port)
    named = paths or ((SEEDS,) if os.path.isdir(SEEDS) else ())
    with open_library() as library:
        report = _index_or_say(library, named)
        held = library.holdings()
    if report and _verdict(report, paths, strict=False):
        return 2
    where = address(host, port)
    if as_json:
        write_json({"url": where, "holdings": serialize.holdings(held)})
    else:
        if report:
            reports.show_report(Terminal(), report)
        click.echo(f"Serving on {where}/ (Ctrl-C ends it)")
    start_server(host, port, workers)
    return 0


def _index_or_say(library: Library, paths: Sequence[str]) -> IndexReport | None:
    """Where another process is writing, what is there is served, and grows when that one has ended."""
    try:
        return _index(library, paths)
    except LibraryLocked:
        say("another process is writing to this library; serving what is there")
        return None


@ibidem.command(epilog=example('eval "$(ibidem completion bash)"'))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@as_json
def completion(shell: str, as_json: bool) -> None:
    """Write what makes a SHELL complete the commands, options and values of ibidem.

    Put the example's line into ~/.bashrc (or ~/.zshrc); for fish: ibidem completion fish | source.
    """
    kind = get_completion_class(shell)
    assert kind, shell
    script = kind(ibidem, {}, "ibidem", "_IBIDEM_COMPLETE").source()
    if as_json:
        write_json({"shell": shell, "script": script})
    else:
        write(script + "\n")


def main() -> None:
    """Runs the command line, and turns every error into one line and an exit code."""
    run(ibidem)
