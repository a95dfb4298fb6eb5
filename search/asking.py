"""The commands that ask the library: search, concordance, cite, export. The command line takes them up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from search import presentation, serialize
from search.choices import CONCORDANCE_SORTS, CURSOR, SORTS, USUAL_WIDTH, WHAT, WIDTH
from search.citations.export import FORMATS, export
from search.document import Source
from search.errors import BadInput
from search.options import (
    as_json,
    example,
    given,
    help_of,
    looking_up,
    narrowing,
    open_library,
    pasted,
    text,
)
from search.results import Results
from search.terminal import Terminal, say, write, write_json

if TYPE_CHECKING:
    from search.library import Library

WIDTH_HELP = f"Characters of context on each side ({USUAL_WIDTH})."
SITE_HELP = "Where the site is served, for --open; or IBIDEM_SITE of the environment."


@click.command(epilog=example("ibidem search '\"great stone\" -oman' --year 2021"))
@click.argument("query", nargs=-1, required=True, type=text)
@click.option("--page", type=click.IntRange(1), metavar="N", default=1, show_default=True)
@click.option("--per-page", type=click.IntRange(1), metavar="N", default=10, show_default=True)
@click.option("--cursor", type=text, metavar="CURSOR", help=help_of(CURSOR))
@narrowing
@click.option("--sort", type=click.Choice(SORTS), default="relevance")
@click.option("--open", "is_opened", is_flag=True, help="Open a passage found in the browser.")
@click.option("--result", type=click.IntRange(1), metavar="N", default=1, help="Which one to open: the N-th.")
@click.option("--site", type=text, default="http://127.0.0.1:8000", envvar="IBIDEM_SITE", help=SITE_HELP)
@as_json
def search(
    query: tuple[str, ...],
    page: int,
    per_page: int,
    cursor: str | None,
    sort: Any,
    is_opened: bool,
    result: int,
    site: str,
    as_json: bool,
    **filters: Any,
) -> None:
    """Find passages, with the sources that they rest on.

    Words must all match; "a phrase", OR, -word, word*, word~, field:value (author, title, year, url, domain,
    doi, status, document, section, by, note), in:notes. Write -- before a QUERY that begins with "-".
    """
    if cursor is not None and page != 1:
        raise click.UsageError("--cursor says where to go on; give it without --page")
    text, narrowed = " ".join(query), given(filters)
    with open_library() as library:
        results = library.search(
            text, page=page, per_page=per_page, filters=narrowed, sort=sort, cursor=cursor
        )
        _say_if_empty(library)
        is_usual = sort == "relevance"
        depth = library.settings.limits.depth
        turned = serialize.neighbours(results, narrowed, depth, cursor, sort=None if is_usual else sort)
    if as_json:
        write_json(serialize.results(results, *turned))
    else:
        presentation.show_results(Terminal(), results)
    if is_opened:
        _open(results, result, site)


def _open(results: Results, number: int, site: str) -> None:
    from search.opening import open_passage  # only here: hardly anybody asks for it

    if number > len(results):
        raise BadInput("result", f"result: there is no {number} on this page, which has {len(results)}")
    say(f"opened {open_passage(site, results[number - 1].passage, results.text)}")


@click.command(epilog=example("ibidem concordance agreement --sort previous"))
@click.argument("query", nargs=-1, required=True, type=text)
@click.option("--page", type=click.IntRange(1), metavar="N", default=1, show_default=True)
@click.option("--per-page", type=click.IntRange(1), metavar="N", default=50, show_default=True)
@narrowing
@click.option("--sort", type=click.Choice(CONCORDANCE_SORTS), default="next", show_default=True)
@click.option("--width", type=click.IntRange(*WIDTH), metavar="N", default=USUAL_WIDTH, help=WIDTH_HELP)
@as_json
def concordance(
    query: tuple[str, ...], page: int, per_page: int, sort: Any, width: int, as_json: bool, **filters: Any
) -> None:
    """Line up every hit of a QUERY between what stands before and after it.

    Sorted by what follows it (next), by what precedes it (previous), or as the documents have it (position).
    """
    text, narrowed = " ".join(query), given(filters)
    with open_library() as library:
        found = library.concordance(
            text, page=page, per_page=per_page, filters=narrowed, sort=sort, width=width
        )
        _say_if_empty(library)
        depth = library.settings.limits.depth
        asked: dict[str, Any] = {
            "sort": None if sort == "next" else sort,
            "width": None if width == USUAL_WIDTH else width,
        }
        turned = serialize.neighbours(found, narrowed, depth, **asked)
    if as_json:
        write_json(serialize.concordance(found, *turned))
    else:
        presentation.show_concordance(Terminal(), found)


def _say_if_empty(library: Library) -> None:
    if not library.holdings().documents:
        say("the library holds no documents yet; add some with `ibidem index PATH`")


@click.command(epilog=example('ibidem cite "note 12"'))
@click.argument("words", metavar="[TEXT]...", nargs=-1, type=text)
@looking_up
@click.option("--file", type=click.File("rb"), help="Find every citation in this text instead (- is stdin).")
@click.option("--format", type=click.Choice(["text", "csl-json", "bibtex", "ris"]), default="text")
@as_json
def cite(words: tuple[str, ...], file: BinaryIO | None, format: str, as_json: bool, **known: Any) -> None:
    """Look up a citation: a note's number, an author, a title, a URL, a domain, a DOI or a quoted sentence.

    The kind of TEXT is recognised; the options say it. All that is given must agree. With --file, every
    citation in a text is found and looked up.
    """
    if file is not None:
        document = known.pop("document")
        if words or any(known.values()):
            raise click.UsageError("--file takes the place of what is to be looked up; give one of the two")
        _cite_file(file, document, format, as_json)
        return
    with open_library() as library:
        lookup = library.cite(" ".join(words) or None, **known, limit=library.settings.limits.candidates)
        _say_if_empty(library)
    if as_json:
        write_json(serialize.lookup(lookup))
    elif format == "text":
        presentation.show_lookup(Terminal(), lookup)
    else:
        write(export(_once(found.source for found in lookup), format))


def _cite_file(file: BinaryIO, document: str | None, format: str, as_json: bool) -> None:
    """Every citation in a text, with what the library knows of each."""
    with open_library() as library:
        found = library.find_citations(pasted(file, library.settings.limits), document=document)
        _say_if_empty(library)
    for warning in found.warnings:
        say(warning)
    if as_json:
        write_json(serialize.recognition(found))
    elif format == "text":
        presentation.show_recognition(Terminal(), found)
    else:
        write(export(_once(one.source for item in found.items for one in item.candidates), format))


def _once(sources: Iterable[Source | None]) -> list[Source]:
    return list({source.id: source for source in sources if source}.values())


@click.command("export", epilog=example("ibidem export --format bibtex > sources.bib"))
@click.argument("query", nargs=-1, type=text)
@click.option("--format", type=click.Choice(list(FORMATS)), default="csl-json", show_default=True)
@click.option("--what", type=click.Choice(WHAT), default="sources", show_default=True)
@narrowing
@as_json
def export_sources(query: tuple[str, ...], format: str, what: str, as_json: bool, **filters: Any) -> None:
    """Write all sources, or those cited by the passages that QUERY finds, for other programs.

    With --what passages, the passages themselves, as csv or jsonl.
    """
    from search import exporting  # only here: it brings the library with it

    asked, narrowed = " ".join(query), given(filters)
    with open_library() as library:
        if query or narrowed:  # why there are none is said
            for warning in library.search(asked, per_page=1, filters=narrowed, facets=False).warnings:
                say(warning)
        if as_json and what == "sources":
            found = exporting.sources(library, asked, narrowed)
            write_json([serialize.source(source) for source in found])
        elif as_json:
            write_json([serialize.passage(passage) for passage in library.every_passage(asked, narrowed)])
        else:
            for piece in exporting.of_search(library, asked, narrowed, what=what, format=format):
                write(piece)
