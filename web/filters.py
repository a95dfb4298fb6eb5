"""Values of the model in, what a template writes out: words for states and kinds, figures, URLs to follow.

>>> state_words("no_url"), counted(2, "passage")
('no URL', '2 passages')
>>> openable("javascript:alert(1)") is None
True
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode

from flask.sansio.app import App
from jinja2 import Environment, pass_environment
from jinja2.filters import do_truncate

from search.document import ProblemKind, Source, Status
from search.link_checks import link_words
from search.serialize import anchor, document_url, finding_url, passage_url, resolvers
from web.embedded import coins, sources_of
from web.exports import feed_link, links
from web.pieces import calls, note_pieces, pieces, shortened

STATES: dict[Status, str] = {  # the style sheet puts a shape before each
    Status.OK: "URL as printed",
    Status.REPAIRED: "URL rebuilt from a broken line",
    Status.TRUNCATED: "URL cut off in the document",
    Status.NO_URL: "no URL",
    Status.MISSING: "the note is missing from the document",
}
TYPES = {
    "webpage": "web page",
    "paper-conference": "conference paper",
    "document": "document of unknown kind",
}
FORMATS = {
    "docx": "Word",
    "epub": "EPUB",
    "html": "a web page",
    "markdown": "Markdown",
    "pdf": "PDF",
    "text": "plain text",
}
PROBLEMS: dict[ProblemKind, str] = {
    ProblemKind.MISSING_NOTE: "Notes that are missing",
    ProblemKind.ORPHAN_NOTE: "Notes that nothing calls",
    ProblemKind.AMBIGUOUS_REFERENCE: "Marks that several notes could answer",
    ProblemKind.NOTE_FRAGMENT: "Fragments of notes",
    ProblemKind.MISSING_PART: "Parts that are missing",
    ProblemKind.UNREADABLE_TEXT: "Text that cannot be read",
    ProblemKind.TRUNCATED_URL: "URLs cut off in the document",
    ProblemKind.REPAIRED_URL: "URLs rebuilt from a broken printing",
    ProblemKind.AMBIGUOUS_SHORT_FORM: "Short forms without one certain antecedent",
    ProblemKind.CONFLICTING_SOURCES: "Sources that look alike but disagree",
}
_OPENABLE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f<>\"]+", re.IGNORECASE)
_BREAKABLE = re.compile(r".{6,}?[/\-_.?&=]+(?=[^/\-_.?&=]{3})|.+")
_CONFIDENCE = ((0.995, "certain"), (0.9, "almost certain"), (0.75, "likely"), (0.0, "possible"))


def openable(url: str | None, status: Status | None = None) -> str | None:
    """The URL where a browser may be sent to it; None for one cut off, or of another scheme than a page's.

    >>> openable("https://www.belta.by/"), openable("https://www.bel", Status.TRUNCATED)
    ('https://www.belta.by/', None)
    """
    if status is Status.TRUNCATED or not url or not _OPENABLE.fullmatch(url):
        return None
    return url


def breakable(url: str) -> list[str]:
    """A URL in parts between which a line may break: after its punctuation, as books set them.

    >>> breakable("https://www.belta.by/politics/view-of-asia/")
    ['https://', 'www.belta.by/', 'politics/', 'view-of-', 'asia/']
    """
    return _BREAKABLE.findall(url)


def at_note(read: str, note_id: str) -> str:
    """A note of a document that is read at an address, wherever in it the note stands.

    >>> at_note("/documents/report?at=300", "note-2"), at_note("", "note-2")
    ('/documents/report?at=note-2#note-2', '#note-2')
    """
    path, _, query = read.partition("?")
    kept = [pair for pair in parse_qsl(query) if pair[0] != "at"]
    leaf = f"{path}?{urlencode([*kept, ('at', note_id)])}" if read else ""
    return f"{leaf}#{quote(note_id, safe='')}"


def state_words(status: Status | str) -> str:
    """What a reader is told of a citation's URL."""
    return STATES[Status(status)]


def type_words(kind: str) -> str:
    """A source's type as a reader would name it."""
    return TYPES.get(kind, kind)


def format_words(format: str) -> str:
    """What a document was read from.

    >>> format_words("docx"), format_words("text")
    ('Word', 'plain text')
    """
    return FORMATS.get(format, format)


def problem_words(kind: ProblemKind) -> str:
    """The heading over findings of one kind."""
    return PROBLEMS[kind]


def confidence_words(confidence: float) -> str:
    """How sure an answer is.

    >>> confidence_words(1.0), confidence_words(0.8)
    ('certain', 'likely')
    """
    return next(words for least, words in _CONFIDENCE if confidence >= least)


def short_reference(source: Source) -> str:
    """Author, title and year, as a reader would cite a work in passing.

    >>> short_reference(Source("s", "book", "Asia", authors=("Zalessky, B.", "Li, W.", "Roe, A."), year=2018))
    'Zalessky, B. et al., Asia, 2018'
    """
    authors = " and ".join(source.authors) if len(source.authors) < 3 else f"{source.authors[0]} et al."
    year = str(source.year) if source.year is not None else ""
    return ", ".join(part for part in (authors, source.title, year) if part)


def figure(number: int) -> str:
    """A count with its thousands apart.

    >>> figure(2904)
    '2,904'
    """
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> counted(1, "passage"), counted(2_000, "passage"), counted(2, "library", "libraries")
    ('1 passage', '2,000 passages', '2 libraries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def register(app: App) -> None:
    """Makes the functions of this module known to the templates, and leaves their tags no empty lines."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for function in _FILTERS:
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.filters["truncate"] = _truncate
    app.jinja_env.globals.update(pieces=pieces, note_pieces=note_pieces, Status=Status)
    app.jinja_env.globals["download_links"] = links
    app.jinja_env.globals["feed_link"] = feed_link


@pass_environment
def _truncate(
    environment: Environment,
    text: str,
    length: int = 255,
    killwords: bool = False,
    end: str = "…",
    leeway: int | None = None,
) -> str:
    """Jinja's own, with one sign for what is left out instead of three full stops, and no comma before it."""
    cut = do_truncate(environment, text, length, killwords, end, leeway)
    return cut if cut == text else cut.removesuffix(end).rstrip(" ,;:") + end


_FILTERS = (
    anchor,
    at_note,
    document_url,
    finding_url,
    passage_url,
    breakable,
    calls,
    coins,
    confidence_words,
    counted,
    figure,
    format_words,
    link_words,
    openable,
    problem_words,
    resolvers,
    short_reference,
    shortened,
    sources_of,
    state_words,
    type_words,
)
