"""The answers of the library as a person reads them on a terminal. Comes in: a value. Goes out: its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

from rich.text import Text

from search.concordance import Concordance, Line
from search.document import (
    Bibliography,
    Citation,
    Document,
    NoteReference,
    Passage,
    Problem,
    Section,
    Source,
    Status,
)
from search.figures import STATUS_WORDS, counts
from search.results import Comparison, Found, Lookup, Recognition, Result, Results, Span
from search.terminal import Terminal, printable

_HELD = {
    "sections": "section",
    "paragraphs": "paragraph",
    "references": "note reference",
    "notes": "note",
    "urls": "URL",
    "sources": "source",
}
_LOST = {"missing": "note references without their note", "orphans": "notes that nothing calls"}


def counted(number: int, noun: str) -> str:
    """A figure with its noun.

    >>> counted(1, "passage"), counted(2904, "passage")
    ('1 passage', '2,904 passages')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def marked(text: str, hits: Iterable[Span], references: Iterable[NoteReference], start: int = 0) -> Text:
    """A text with its hits in bold and its references in brackets, which count from `start` before it."""
    whole = Text(printable(text))
    for begin, end in hits:
        whole.stylize("bold underline", begin, end)
    places = [(one.offset - start, one.label) for one in references]
    places = [(offset, label) for offset, label in places if 0 <= offset <= len(text)]
    cuts = [0, *(offset for offset, _ in places), len(text)]
    pieces = [whole[begin:end] for begin, end in pairwise(cuts)]
    shown = pieces[0]
    for (_, label), piece in zip(places, pieces[1:], strict=True):
        shown = shown + Text(f"[{printable(label)}]", style="dim") + piece
    return shown


# --- search ----------------------------------------------------------------------------------------------


def show_results(terminal: Terminal, results: Results) -> None:
    """Passages with their sources."""
    about = "" if results.total_is_exact else "about "
    total = f"{about}{counted(results.total, 'passage')}" if results.total else "no passages"
    terminal.line(f"{total} with {results.understood}")
    for warning in results.warnings:
        terminal.line(warning)
    if results.suggestion:
        terminal.line(f"Did you mean: {results.suggestion}")
    if results.in_notes and not results.total:
        terminal.line(f"{counted(results.in_notes, 'passage')} in the notes: add in:notes to the query.")
    first = (results.page - 1) * results.per_page + 1
    for number, result in enumerate(results, start=first):
        terminal.line()
        _show_result(terminal, number, result)
    if results.pages > 1:
        terminal.line()
        terminal.line(f"Page {results.page:,} of {results.pages:,}; --page turns it.")


def _show_result(terminal: Terminal, number: int, result: Result) -> None:
    passage, snippet = result.passage, result.snippet
    terminal.line(Text(f"{number}  ", style="bold") + Text(printable(place(passage)), style="cyan"))
    text = marked(snippet.text, snippet.spans, passage.references, snippet.start)
    before, after = "… " if snippet.before else "", " …" if snippet.after else ""
    terminal.line(Text(before) + text + Text(after), indent=3)
    noted = {hits.note_id: hits.spans for hits in result.note_matches}
    for citation in passage.citations:
        _show_citation(terminal, citation, noted.get(citation.note_id or "", ()))


def _show_citation(terminal: Terminal, citation: Citation, hits: Sequence[Span]) -> None:
    label = Text(f"[{printable(citation.note)}] ", style="dim")
    cited = marked(citation.text, hits, ()) if hits else Text(printable(_reference(citation)))
    state = Text(f"({STATUS_WORDS[citation.status]})", style="dim")
    terminal.line(label + cited + Text(" " if cited else "") + state, indent=6)
    if citation.url:
        terminal.whole(citation.url, indent=10)
    _show_how(terminal, citation, indent=10)


def _show_how(terminal: Terminal, citation: Citation, indent: int) -> None:
    """When the author saw it, where a copy is kept, and how a short form was led back."""
    if citation.accessed:
        terminal.line(f"seen by the author: {citation.accessed}", indent)
    if citation.archived_url:
        terminal.whole(f"archived copy: {citation.archived_url}", indent)
    if citation.antecedents:
        terminal.line(led_back(citation), indent)


def led_back(citation: Citation) -> str:
    """The notes that a short form was led back through, or those that it could stand for."""
    how = "resolved by way of" if citation.source else "could stand for a work of"
    labels = [name.label for name in citation.antecedents]
    return f"{how} note{'' if len(labels) == 1 else 's'} {', '.join(labels)}"


def _reference(citation: Citation) -> str:
    if citation.source is None:
        return citation.text
    located = f", {citation.locator}" if citation.locator else ""
    return short_reference(citation.source) + located


def place(passage: Passage) -> str:
    """Where a passage stands.

    >>> place(Passage("r.p4", "r", "Report", 2, "Trade", 4, "…", page=7))
    'Report, Trade, page 7, paragraph 4'
    """
    page = f"page {passage.page}" if passage.page else ""
    section = passage.section_title if passage.section_title != passage.document_title else ""
    parts = (passage.document_title, section, page, f"paragraph {passage.number}")
    return ", ".join(part for part in parts if part)


def short_reference(source: Source) -> str:
    """Author, title and year.

    >>> short_reference(Source("s", "book", "Asia", authors=("Zalessky, B.",), year=2018))
    'Zalessky, B. Asia, 2018'
    """
    authors = "; ".join(source.authors[:2]) + (" et al." if len(source.authors) > 2 else "")
    year = f", {source.year}" if source.year is not None else ""
    return f"{authors} {source.title}{year}".strip()


# --- citations -------------------------------------------------------------------------------------------


def show_lookup(terminal: Terminal, lookup: Lookup) -> None:
    """Sources, each with the sentences that rest on it."""
    kind = f", taken for {lookup.understood}" if lookup.understood else ""
    terminal.line(f"{counted(lookup.total, 'answer')}{kind}")
    for warning in lookup.warnings:
        terminal.line(warning)
    if lookup.verdict == "not found":
        terminal.line("as a quotation: not found")
    for source, found in groupby(lookup, key=lambda one: one.source):
        terminal.line()
        _show_source(terminal, source)
        for one in found:
            _show_found(terminal, one, lookup.text)


_KNOWN = {200: "known", 300: "several are possible", 404: "not in the library"}


def show_recognition(terminal: Terminal, found: Recognition) -> None:
    """The citations of a text, each with the sources that it may mean."""
    terminal.line(counted(len(found.items), "citation"))
    for one in found.items:
        terminal.line()
        terminal.line(Text(" ".join(printable(one.text).split()), style="bold"))
        terminal.line(f"{one.start:,}-{one.end:,}, {one.kind}: {_KNOWN[one.status]}", indent=3)
        if one.normalized != one.text:
            terminal.whole(one.normalized, indent=3)
        for candidate in one.candidates:
            sure = "" if candidate.confidence >= 1 else f", likeness {candidate.confidence:.0%}"
            terminal.line(f"{short_reference(candidate.source)}{sure}", indent=6)
            if candidate.source.url:
                terminal.whole(candidate.source.url, indent=9)


def _show_source(terminal: Terminal, source: Source | None) -> None:
    if source is None:
        terminal.line(Text("no source", style="bold"))
        return
    terminal.line(Text(printable(short_reference(source)), style="bold"))
    if source.url:
        terminal.whole(source.url, indent=3)
    terminal.line(f"{source.type}, {STATUS_WORDS[source.status]}", indent=3)


def _show_found(terminal: Terminal, found: Found, quote: str) -> None:
    sure = "" if found.confidence >= 1 else f", likeness {found.confidence:.0%}"
    if found.citation:
        located = f" at {found.citation.locator}" if found.citation.locator else ""
        missing = ", which is missing" if found.citation.status is Status.MISSING else ""
        terminal.line(f"note {found.citation.note}{located}{missing}{sure}", indent=3)
        _show_how(terminal, found.citation, indent=6)
    if found.passage:
        terminal.line(Text(printable(place(found.passage)), style="cyan"), indent=6)
        start, end = found.sentence or (0, len(found.passage.text))
        text = found.passage.text[start:end]
        terminal.line(marked(text, (), found.passage.references, start), indent=6)
    if found.comparison and found.passage:
        show_comparison(terminal, found.comparison, quote, found.passage.text, indent=6)


def show_comparison(terminal: Terminal, compared: Comparison, quote: str, text: str, indent: int) -> None:
    """The verdict on a quotation, and each difference as the words of the one and of the other."""
    marked = f"; it marks itself: {compared.marked}" if compared.marked else ""
    terminal.line(f"as a quotation: {compared.verdict}{marked}", indent)
    for one in compared.differences:
        quoted, printed = " ".join(quote[slice(*one.quoted)].split()), text[slice(*one.printed)]
        if quoted and printed:
            terminal.line(f"“{quoted}” where the document has “{printed}”", indent + 3)
        elif quoted:
            terminal.line(f"“{quoted}” is put in", indent + 3)
        else:
            terminal.line(f"“{printed}” is left out", indent + 3)


# --- concordance -----------------------------------------------------------------------------------------


def show_concordance(terminal: Terminal, found: Concordance) -> None:
    """Each hit on a line in the middle of its context; on a pipe, columns parted by tabs."""
    most = "" if found.is_whole else "the first "
    total = f"{most}{counted(found.total, 'line')}" if found.total else "no lines"
    terminal.line(f"{total} with {found.understood}, from {counted(found.passages, 'passage')}")
    for warning in found.warnings:
        terminal.line(warning)
    terminal.line()
    are_several = len({line.passage.document_id for line in found}) > 1
    rows = [(line.left, line.hit, line.right, _stands(line, are_several)) for line in found]
    if rows:
        terminal.concordance(rows)
    elif not found.passages:
        terminal.line("`ibidem search` with the same words says what would find something.")
    if found.page < found.pages:
        terminal.line()
        terminal.line(f"Page {found.page:,} of {found.pages:,}; the next one: --page {found.page + 1}")


def _stands(line: Line, are_several: bool) -> str:
    """Where a line stands, in as few letters as can be; in which document, where there are several."""
    passage = line.passage
    page = f"p. {passage.page}, " if passage.page else ""
    note = f", n. {line.note.label}" if line.note else ""
    return f"{page}par. {passage.number}{note}{f', {passage.document_id}' if are_several else ''}"


# --- documents -------------------------------------------------------------------------------------------


def show_document(terminal: Terminal, document: Document, bibliography: Bibliography) -> None:
    """The outline of a document, its figures and what an editor must look at."""
    terminal.line(Text(printable(document.title), style="bold"))
    about = [document.format, document.language, ", ".join(document.authors), document.published]
    terminal.line(", ".join(part for part in about if part))
    if document.convention:
        terminal.line(f"Convention: {document.convention}")
    terminal.line()
    guides = outline([section.level for section in document.sections])
    rows = [
        [guide + _heading(section), section.page, len(section.paragraphs), _calls(section)]
        for guide, section in zip(guides, document.sections, strict=True)
    ]
    columns = ["section", "page", "paragraphs", "references"]
    if not any(section.page for section in document.sections):
        columns.remove("page")
        rows = [[heading, *figures] for heading, _, *figures in rows]
    terminal.table(columns, rows)
    terminal.line()
    show_figures(terminal, counts(document, bibliography))
    show_problems(terminal, (*document.problems, *bibliography.problems))


def outline(levels: Sequence[int]) -> list[str]:
    """What draws the tree before each heading of a list, whose levels may begin anywhere and leave some out.

    >>> outline([1, 2, 4, 2, 1])
    ['', '├─ ', '│  └─ ', '└─ ', '']
    """
    open_levels: list[int] = []
    depths = []
    for level in levels:
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        depths.append(len(open_levels))
        open_levels.append(level)
    guides = []
    going_on: set[int] = set()  # the depths at which another heading follows
    for depth in reversed(depths):
        above = ("│  " if at in going_on else "   " for at in range(1, depth))
        own = ("├─ " if depth in going_on else "└─ ") if depth else ""
        guides.append("".join(above) + own)
        going_on = {at for at in going_on if at < depth} | {depth}
    return guides[::-1]


def _heading(section: Section) -> str:
    return section.title or "(before the first heading)"


def _calls(section: Section) -> int:
    return sum(len(paragraph.references) for paragraph in section.paragraphs)


def show_figures(terminal: Terminal, found: Mapping[str, int]) -> None:
    """The counts of a document, and how many of its citations are in which state."""
    terminal.line(", ".join(counted(found[name], noun) for name, noun in _HELD.items()))
    if lost := ", ".join(f"{words} {found[name]:,}" for name, words in _LOST.items() if found[name]):
        terminal.line(lost)
    states = [(words, found[status.value]) for status, words in STATUS_WORDS.items()]
    if said := ", ".join(f"{words} {number:,}" for words, number in states if number):
        terminal.line(f"citations: {said}")


def show_problems(terminal: Terminal, problems: Sequence[Problem]) -> None:
    """Each finding as a sentence, under the name of its kind."""
    numbers = Counter(problem.kind for problem in problems)
    for kind, number in numbers.items():
        terminal.line()
        terminal.line(Text(f"{kind.value} ({number:,})", style="bold"))
        for problem in problems:
            if problem.kind is kind:
                terminal.line(problem.message, indent=3)
