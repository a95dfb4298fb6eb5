"""What a run over the links has found, on a terminal: how many are well, and each that needs a look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.progress import TextColumn, TimeElapsedColumn

from search.link_checks import (
    ArchivedCopy,
    LinkCheck,
    LinkProgress,
    LinkReport,
    LinkState,
    SourceLink,
    link_words,
)
from search.presentation import counted
from search.terminal import Terminal, printable, progress_bar

COLUMNS = (
    "title",
    "url",
    "state",
    "code",
    "checked",
    "reason",
    "final_url",
    "archived_url",
    "archived_date",
    "id",
)
_PROXIES = {"http_proxy", "https_proxy", "all_proxy"}
_MOST = 100  # links that are listed on a terminal: more would run off the screen
_WELL = (LinkState.ANSWERED, LinkState.DISALLOWED, LinkState.DENIED)
_HOST = 30  # characters of a host's name: the bar keeps its place


def proxies(environment: Mapping[str, str]) -> list[str]:
    """The variables that name a proxy."""
    return [name for name in environment if name.lower() in _PROXIES and environment[name]]


def row(link: SourceLink) -> dict[str, str | int]:
    """A source as one row of a table."""
    check = link.check
    copy = check.archived if check else None
    return {
        "title": link.source.title,
        "url": link.source.url or "",
        "state": check.state.value if check else "not checked",
        "code": check.code or "" if check else "",
        "checked": check.checked if check else "",
        "reason": check.reason or "" if check else "",
        "final_url": check.final_url or "" if check else "",
        "archived_url": copy.url if copy else "",
        "archived_date": copy.date if copy else "",
        "id": link.source.id,
    }


def show(terminal: Terminal, report: LinkReport, *, is_known: bool = False) -> None:
    """How the links fare, and those that are not well, the worst first."""
    if not report.links:
        terminal.line("No source has a URL that could be followed.")
        return
    if not is_known:
        terminal.line(f"Checked {counted(report.checked, 'URL')} ({report.seconds:.0f} s).")
    counts = [f"{number:,} {state.value}" for state, number in report.counts.items()]
    unknown = sum(link.check is None for link in report.links)
    counts += [f"{unknown:,} not checked"] if unknown else []
    terminal.line(f"{counted(len(report.links), 'source')} with a URL: {', '.join(counts)}.")
    _show_rest(terminal, report)
    unwell = [(link, link.check) for link in report.links if link.check and link.check.state not in _WELL]
    unwell.sort(key=lambda pair: list(LinkState).index(pair[1].state), reverse=True)
    if unwell:
        terminal.line()
        shown = unwell[:_MOST] if terminal.console.is_terminal else unwell
        terminal.table(("URL", "found", "on", "archived"), [_line(link, check) for link, check in shown])
        if len(shown) < len(unwell):
            terminal.line(
                f"and {counted(len(unwell) - len(shown), 'source')} more: ibidem links --known --csv"
            )
        _show_copies(terminal, [check.archived for _, check in shown if check.archived])


def _line(link: SourceLink, check: LinkCheck) -> tuple[str, str, str, str]:
    copy = check.archived
    return link.source.url or "", link_words(check), check.day, copy.date if copy else ""


def _show_copies(terminal: Terminal, copies: Sequence[ArchivedCopy]) -> None:
    """On lines of their own, to be clicked."""
    if copies:
        terminal.line()
        terminal.line("Archived copies, nearest to the day of the citation:")
        for copy in copies:
            terminal.whole(copy.url, indent=2)


def _show_rest(terminal: Terminal, report: LinkReport) -> None:
    if report.forgotten:
        terminal.line(f"Forgot {counted(report.forgotten, 'URL')} that no source has any more.")
    if report.left:
        terminal.line(
            f"There was no time for {counted(report.left, 'question')}: the next run begins with them."
        )
    if report.unanswered:
        terminal.line(
            f"The archive did not answer {counted(report.unanswered, 'question')}; the next run asks again."
        )
    if report.copies:
        terminal.line(f"Found {report.copies:,} archived {'copy' if report.copies == 1 else 'copies'}.")


@contextmanager
def progress() -> Iterator[Callable[[LinkProgress], None]]:
    """How far a run has come: a bar where there is a terminal."""
    with progress_bar(
        TextColumn("{task.completed:,.0f}/{task.total:,.0f} links"), TimeElapsedColumn()
    ) as bar:
        if bar is None:
            yield lambda _: None
            return
        task = bar.add_task("Asking".ljust(_HOST), total=None)
        yield lambda at: bar.update(
            task, completed=at.done, total=at.total, description=printable(at.host)[:_HOST].ljust(_HOST)
        )
